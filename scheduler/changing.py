"""What the office changes outside a document: a day, the units of a row, a row, a name, a day of the calendar.

Each change is worked out first and shown; it is put in force (`in_force.py`) only while what it was worked out from
still stands. It goes into the record as a decision on the row: a newer version of the document is compared with what
was printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from messages import change_texts, words
from scheduler import days_named, expansion, taking
from scheduler.deadlines import read_deadline
from scheduler.workdays import FIRST_DAY, LAST_DAY, Workdays, workdays_with
from storage.desk import Desk
from storage.desk.questions import Said, said_by
from storage.records import Item, Plan, Task, Unit
from storage.states import WITH_UNIT, TaskState
from storage.units import read_units
from storage.values import Deadline, DeadlineKind

FARTHEST = timedelta(days=366 * 5)

_ENDS_A_DAY = "日号后0123456789天一二三四五六"  # 明天, 下周五


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change as it is shown, and as it is kept until it is confirmed."""

    title: str
    lines: tuple[str, ...]  # what it changes, from what to what
    effect: str
    kept: Said


def deadline(desk: Desk, task: Task, text: str) -> Proposal | str:
    """/改期 12 2022-12-20: the deadline of a row; or why not (Chinese)."""
    source = desk.session.get_one(Plan, task.plan_id)
    read = typed_day(desk, text) or expansion.answered_deadline(
        text, source.year, source.issued_on, workdays_with(desk.calendar())
    )
    if read is None or (read.due is not None and read.due > desk.today + FARTHEST):
        return change_texts.day_unclear(text)
    if read.due is not None and read.due < desk.today:
        return change_texts.day_past(read.due)
    now = change_texts.deadline_in_words(task.due_on, task.deadline_kind)
    then = change_texts.deadline_in_words(read.due, read.kind)
    if (read.due, read.kind, read.rrule) == (task.due_on, task.deadline_kind, task.rrule):
        return change_texts.nothing_changes(now)
    answer = read.due.isoformat() if read.kind is DeadlineKind.DATE and read.due else text
    kept = {"act": "deadline", "task": task.id, "answer": answer, "before": said_by(task)}
    return Proposal(change_texts.title_of("改期", task), (change_texts.moved(now, then),), _effect(desk, task), kept)


def item_deadline(desk: Desk, task: Task, unit: Unit, text: str) -> Proposal | str:
    """/改期 12 区教育局 2022-12-20: the day of one unit alone."""
    read = typed_day(desk, text)
    day = read.due if read else None
    if day is None or day > desk.today + FARTHEST:
        return change_texts.day_unclear(text)
    if day < desk.today:
        return change_texts.day_past(day)
    item = _open_item(desk, task, unit)
    if item is None:
        return change_texts.no_open_item(task, unit.name)
    if day == item.due_in_force:
        return change_texts.nothing_changes(words.day(day))
    now = change_texts.deadline_in_words(item.due_in_force, item.kind)
    kept = {"act": "item_deadline", "item": item.id, "due": day.isoformat(), "before": str(item.due_in_force)}
    line = change_texts.moved(now, words.day(day), unit.name)
    return Proposal(
        change_texts.title_of("改期", task), (line,), change_texts.effect(1, int(item.assigned_on is not None)), kept
    )


def stop(desk: Desk, task: Task) -> Proposal | str:
    """/终止 12: the whole row."""
    if task.state is TaskState.STOPPED:
        return change_texts.nothing_changes("终止")
    kept = {"act": "stop", "task": task.id, "before": said_by(task)}
    return Proposal(change_texts.title_of("终止", task), (change_texts.whole_row_stops(),), _effect(desk, task), kept)


def new_task(desk: Desk, text: str) -> Proposal | str:
    """/加任务 内容；责任单位；时限."""
    parts = [part.strip() for part in text.replace(";", "；").replace("\n", "；").split("；") if part.strip()]
    plans = desk.plans()
    if len(parts) != 3 or not plans:
        return change_texts.task_example(has_plan=bool(plans))
    source = plans[-1]
    content, units, due = parts
    read, listed = typed_day(desk, due), read_units(units, "责任单位", desk.roster())
    when = read or due_of_a_new_row(desk, source, due)
    names = [*listed.collective, *listed.named]
    if listed.ask or not names or any(not expansion.knows(name, desk.roster()) for name in names):
        return change_texts.unit_unclear(units)
    if when.ask or (when.due is not None and not desk.today <= when.due <= desk.today + FARTHEST):
        return change_texts.day_unclear(due)
    number = next_number(desk, source)
    day = change_texts.deadline_in_words(when.due, when.kind)
    lines = change_texts.new_row(number, content, names, day)
    kept = {"act": "new_task", "plan": source.id, "number": number, "content": content, "units": units}
    kept["due"] = read.due.isoformat() if read and read.due else due
    return Proposal(change_texts.new_task_title(), lines, change_texts.task_effect(), kept)


def due_of_a_new_row(desk: Desk, source: Plan, due: str) -> Deadline:
    """What the words of a new row's deadline mean in its document's year."""
    year = source.year or desk.today.year
    return read_deadline(due, year, source.issued_on, workdays_with(desk.calendar()))


def alias(desk: Desk, left: str, right: str) -> Proposal | str:
    """/别名 区发改局=区发改委: one side is in the roster, the other is what it is also called."""
    units = {unit.name: unit for unit in desk.units()}
    unit, name = (units.get(left), right) if left in units else (units.get(right), left)
    if unit is None:
        return change_texts.unit_unclear(f"{left}、{right}")
    if name in units or not 2 <= len(name) <= 40:
        return change_texts.alias_taken(name)
    known = taking.unit_named(desk, name)
    if known is not None and known.id == unit.id:
        return change_texts.nothing_changes(name)
    kept = {"act": "alias", "unit": unit.id, "name": name, "before": known.name if known else None}
    return Proposal(
        change_texts.alias_title(),
        (change_texts.also_called(name, unit.name, known.name if known else ""),),
        change_texts.alias_effect(),
        kept,
    )


def calendar_day(desk: Desk, text: str, workdays: Workdays) -> Proposal | str:
    """/日历 2022-12-31 班."""
    said, _, word = text.rpartition(" ")
    day = days_named.day_named(desk, said.strip()) if word in ("班", "休") else None
    if day is None or not FIRST_DAY + timedelta(1) <= day <= LAST_DAY - timedelta(1):
        return change_texts.calendar_example()
    if day in desk.fixed_days:
        return change_texts.day_fixed(day)
    works = word == "班"
    now = "班" if workdays.is_workday(day) else "休"
    if (now == "班") is works:
        return change_texts.nothing_changes(f"{words.day(day)}为「{word}」")
    kept = {"act": "calendar", "day": day.isoformat(), "works": works, "before": now}
    return Proposal(
        change_texts.calendar_title(), (change_texts.day_becomes(day, now, word),), change_texts.calendar_effect(), kept
    )


def typed_day(desk: Desk, text: str) -> Deadline | None:
    """A plain day; anything else is left to the grammar of the documents."""
    day = days_named.coming_day(desk, text.strip()) if text.strip()[-1:] in _ENDS_A_DAY else None
    return Deadline(text, DeadlineKind.DATE, day) if day else None


def _open_item(desk: Desk, task: Task, unit: Unit) -> Item | None:
    mine = [item for item in desk.open_items(task) if item.unit_id == unit.id and item.state in WITH_UNIT]
    return mine[0] if mine else None


def _effect(desk: Desk, task: Task) -> str:
    items = desk.open_items(task)
    return change_texts.effect(len(items), len({item.unit_id for item in items if item.assigned_on}))


def next_number(desk: Desk, source: Plan) -> str:
    """The number a row gets that is added to a document."""
    numbers = [int(task.number.split(".")[0]) for task in desk.tasks(source.id) if task.number[:1].isdecimal()]
    return str(max(numbers, default=0) + 1)
