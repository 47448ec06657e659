"""From a confirmed row to the units that owe it: names and collective names through the roster, one part a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from scheduler.deadlines import WORKDAYS, occurrences, read_deadline
from scheduler.workdays import Workdays
from storage.records import Plan, Task, Unit
from storage.roster import expand, match
from storage.states import Part
from storage.unit_many import is_open
from storage.values import Deadline, DeadlineKind, Roster

DAY = timedelta(days=1)
NEAR = timedelta(days=40)  # the next occurrence of a weekly or monthly rhythm
SOON = timedelta(days=400)  # of nearly every other
LATE = timedelta(days=366 * 9)  # of 每五年
FAIR = 10
"""Working days that a unit has at least where the office adds it to a task later."""
_UNTIL = re.compile(r";UNTIL=(\d{4})(\d\d)(\d\d)")


def parts(task: Task, roster: Roster, units: Mapping[str, Unit]) -> list[tuple[Unit, Part]]:
    """Which units owe a row, and as what. A lead acts even where it is not in the responsible column.

    A unit's own name counts before its place in a group: 区直各部门，区财政局配合 leaves 区财政局 assisting.
    """
    told: dict[str, Part] = {}
    for name, part in sorted(_named(task), key=lambda one: expand(one[0], roster) is not None):
        for found in units_behind(name, roster):
            told.setdefault(found, part)
    return [(units[name], part) for name, part in told.items() if name in units]


def unknown(task: Task, roster: Roster) -> list[str]:
    """Names on a row that the roster has nobody for; an open phrase (等相关部门) names nobody by itself."""
    return [name for name in dict.fromkeys(name for name, _ in _named(task)) if not knows(name, roster)]


def knows(name: str, roster: Roster) -> bool:
    """Whether the roster can say who a name means, or nobody can: an open phrase (等相关部门)."""
    return is_open(name) or bool(units_behind(name, roster))


def units_behind(name: str, roster: Roster) -> list[str]:
    """The names of the units that a printed name means; none where the roster does not say for certain."""
    members = expand(name, roster)
    if members is not None:
        return [unit.name for unit in members]
    found = match(name, roster)
    return [found.unit.name] if found.unit else []


def due_days(task: Task, plan: Plan, today: date) -> list[date | None]:
    """The day a row falls due; of a rhythm the next occurrence, reckoned from the calendar, never from a completion.

    No occurrence lies before the document was issued or its year begins, and none begins late: the first leaves the
    unit a day at least, and one that passed while nobody could be told (a week of holidays, a bot that was off) is left
    out.
    A rhythm with an end falls due there for the last time, whatever its beat.
    """
    if task.deadline_kind is not DeadlineKind.RECURRING or not task.rrule:
        return [task.due_on]
    end = end_of(task.rrule)
    if task.expanded_to and end and task.expanded_to >= end:
        return []
    after = max(task.expanded_to, today - DAY) if task.expanded_to else max(_begins(plan, today) - DAY, today)
    day = next(_occurrences(task, after), end)
    return [day] if day and (task.ends_on is None or day <= task.ends_on) else []


def _begins(plan: Plan, today: date) -> date:
    """A table issued in December for the next year says nothing of December."""
    return max(plan.issued_on or today, date(plan.year, 1, 1) if plan.year else date.min)


def fair_days(task: Task, plan: Plan, today: date, workdays: Workdays) -> list[date | None]:
    """The same for a unit that is added later: never sooner than ten working days from today."""
    soonest = workdays.add_workdays(today, FAIR)
    is_running = task.deadline_kind is DeadlineKind.RECURRING and task.expanded_to and task.expanded_to >= today
    days = [task.expanded_to] if is_running else due_days(task, plan, today)
    return [day and max(day, soonest) for day in days]


def answered_deadline(
    answer: str, year: int | None, issued_on: date | None, workdays: Workdays = WORKDAYS
) -> Deadline | None:
    """The office's answer as a deadline: an ISO day or a phrase. None where it is still not clear."""
    try:
        return Deadline(answer, DeadlineKind.DATE, date.fromisoformat(answer.strip()))
    except ValueError:
        read = read_deadline(answer, year, issued_on, workdays)
        return None if read.ask else read


def _named(task: Task) -> Iterator[tuple[str, Part]]:
    """Every name of a row with its part; a group printed in both columns leads nobody in particular."""
    for name in task.lead:
        yield name, Part.RESPONSIBLE if name in task.collective else Part.LEAD
    for name in (*task.named, *task.collective):
        yield name, Part.RESPONSIBLE
    for name in task.assisting:
        yield name, Part.ASSISTING


def _occurrences(task: Task, after: date) -> Iterator[date]:
    rhythm = Deadline(task.deadline_text, DeadlineKind.RECURRING, task.due_on, task.start_on, task.rrule)
    for reach in (NEAR, SOON, LATE):
        days = [day for day in occurrences(rhythm, after, after + reach) if day > after]
        if days:
            yield days[0]
            return


def end_of(rule: str) -> date | None:
    """The last day of a rhythm (UNTIL of its RRULE); None where it has no end."""
    found = _UNTIL.search(rule)
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None
