"""From a confirmed row to the units that owe it: names and collective names through the roster, one part a unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from scheduler.deadlines import occurrences, read_deadline
from storage.records import Plan, Task, Unit
from storage.roster import expand, match
from storage.states import Part
from storage.values import Deadline, DeadlineKind, Roster

AHEAD = timedelta(days=400)
"""How far a rhythm is looked along for its next occurrence; the longest common one is yearly."""


def parts(task: Task, roster: Roster, units: Mapping[str, Unit]) -> list[tuple[Unit, Part]]:
    """Which units owe a row, and as what. A lead acts even where it is not in the responsible column."""
    told: dict[str, Part] = {}
    for names, part in (
        (task.lead, Part.LEAD),
        ([*task.named, *task.collective], Part.RESPONSIBLE),
        (task.assisting, Part.ASSISTING),
    ):
        for name in names:
            for found in _units_behind(name, roster):
                told.setdefault(found, _part(part, name, task))
    return [(units[name], part) for name, part in told.items() if name in units]


def unknown(task: Task, roster: Roster) -> list[str]:
    """Names on a row that the roster has nobody for; an open phrase (等相关部门) names nobody by itself."""
    named = [*task.lead, *task.named, *task.collective, *task.assisting]
    return [name for name in dict.fromkeys(named) if not knows(name, roster)]


def knows(name: str, roster: Roster) -> bool:
    """Whether the roster can say who a name means; an open phrase (等相关部门) names nobody by itself."""
    return bool(_units_behind(name, roster)) or _is_open(name)


def due_days(task: Task, plan: Plan, today: date) -> list[date | None]:
    """The day a row falls due; of a rhythm the next occurrence, none that lay before the document was issued."""
    if task.deadline_kind is not DeadlineKind.RECURRING or not task.rrule:
        return [task.due_on]
    after = task.expanded_to or max(plan.issued_on or today, today) - timedelta(days=1)
    return [*_next_occurrence(task, after)]


def _next_occurrence(task: Task, after: date) -> Iterable[date]:
    rhythm = Deadline(task.deadline_text, DeadlineKind.RECURRING, task.due_on, rrule=task.rrule)
    for day in occurrences(rhythm, after, after + AHEAD):
        if day > after:
            return [day]
    return []


def answered_deadline(answer: str, task: Task, plan: Plan) -> Deadline | None:
    """The office's answer as a deadline: an ISO day or a phrase. None when it is still not clear."""
    try:
        day = date.fromisoformat(answer.strip())
    except ValueError:
        read = read_deadline(answer, plan.year, plan.issued_on)
        return None if read.ask else read
    if day == task.due_on:  # the reading in force, now certain
        return Deadline(answer, task.deadline_kind, day, task.start_on, task.rrule)
    return Deadline(answer, DeadlineKind.DATE, day)


def _part(part: Part, name: str, task: Task) -> Part:
    """A collective lead leads nobody in particular: its units act as responsible ones."""
    return Part.RESPONSIBLE if part is Part.LEAD and name in task.collective else part


def _units_behind(name: str, roster: Roster) -> list[str]:
    members = expand(name, roster)
    if members is not None:
        return [unit.name for unit in members]
    found = match(name, roster)
    return [found.unit.name] if found.unit else []


def _is_open(name: str) -> bool:
    return any(sign in name for sign in ("相关", "有关", "各职能", "其他"))
