"""What the office changes outside a document: a day, the units of a row, a row, a name, a day of the calendar.

Each change is worked out first and shown; it is put in force only while what it was worked out from still stands. It
goes into the record as a decision on the row: a newer version of the document is compared with what was printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from messages import changes, words
from scheduler import amending, deciding, expansion
from scheduler.amending import KEEP, STOP, Change
from scheduler.deadlines import read_deadline
from scheduler.workdays import FIRST_DAY, LAST_DAY, Workdays, workdays_with
from storage.desk import Desk
from storage.desk.questions import Said, said_by
from storage.records import Item, Plan, Question, Task, Unit
from storage.states import WITH_UNIT, TaskState
from storage.unit_names import is_open
from storage.units import read_units
from storage.values import Deadline, DeadlineKind, Field, RowQuestion, TaskRow

FARTHEST = timedelta(days=366 * 5)


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
    read = _day(desk, text) or expansion.answered_deadline(
        text, source.year, source.issued_on, workdays_with(desk.calendar())
    )
    if read is None or (read.due is not None and read.due > desk.today + FARTHEST):
        return changes.day_unclear(text)
    if read.due is not None and read.due < desk.today:
        return changes.day_past(read.due)
    now = changes.deadline_in_words(task.due_on, task.deadline_kind)
    then = changes.deadline_in_words(read.due, read.kind)
    if (read.due, read.kind, read.rrule) == (task.due_on, task.deadline_kind, task.rrule):
        return changes.nothing_changes(now)
    answer = read.due.isoformat() if read.kind is DeadlineKind.DATE and read.due else text
    kept = {"act": "deadline", "task": task.id, "answer": answer, "before": _state(task)}
    return Proposal(changes.title_of("改期", task), (changes.moved(now, then),), _effect(desk, task), kept)


def item_deadline(desk: Desk, task: Task, unit: Unit, text: str) -> Proposal | str:
    """/改期 12 区教育局 2022-12-20: the day of one unit alone."""
    read = _day(desk, text)
    day = read.due if read else None
    if day is None or day > desk.today + FARTHEST:
        return changes.day_unclear(text)
    if day < desk.today:
        return changes.day_past(day)
    item = _open_item(desk, task, unit)
    if item is None:
        return changes.no_open_item(task, unit.name)
    if day == item.due_in_force:
        return changes.nothing_changes(words.day(day))
    now = changes.deadline_in_words(item.due_in_force, item.kind)
    kept = {"act": "item_deadline", "item": item.id, "due": day.isoformat(), "before": str(item.due_in_force)}
    line = changes.moved(now, words.day(day), unit.name)
    return Proposal(changes.title_of("改期", task), (line,), changes.effect(1, int(item.assigned_on is not None)), kept)


def add_units(desk: Desk, task: Task, text: str, workdays: Workdays) -> Proposal | str:
    """/加单位 12 区教育局、区财政局: units join a row and get a fair day."""
    read = read_units(text, "责任单位", desk.roster())
    names = [name for name in (*read.named, *read.collective) if not is_open(name)]
    strange = [name for name in names if not expansion.knows(name, desk.roster())]
    if read.ask or not names or strange:
        return changes.unit_unclear("、".join(strange) or text)
    new = [name for name in names if name not in (*task.named, *task.collective)]
    if not new:
        return changes.nothing_changes("、".join(names))
    source = desk.session.get_one(Plan, task.plan_id)
    days = [day for day in expansion.fair_days(task, source, desk.today, workdays) if day is not None]
    there = {unit.name for unit, _ in desk.parts_of(task.id)}
    joining = [name for one in new for name in expansion.units_behind(one, desk.roster()) if name not in there]
    lines = (
        changes.joining(new),
        changes.new_items(len(joining), days[0] if days else None),
    )
    groups = [name for name in new if name in read.collective]
    kept = {
        "act": "add_units",
        "task": task.id,
        "named": [name for name in new if name not in groups],
        "groups": groups,
    }
    return Proposal(changes.title_of("加单位", task), lines, changes.joins(task), kept | {"before": _state(task)})


def remove_unit(desk: Desk, task: Task, unit: Unit) -> Proposal | str:
    """/减单位 12 区教育局, /终止 12 区教育局: a unit owes a row no more."""
    items = [item for item in desk.open_items(task) if item.unit_id == unit.id]
    if not items and unit.name not in (*task.named, *task.lead, *task.assisting):
        return changes.no_open_item(task, unit.name)
    told = int(any(item.assigned_on for item in items))
    kept = {"act": "remove_unit", "task": task.id, "unit": unit.id, "before": _state(task)}
    line = changes.leaving(unit.name, len(items))
    return Proposal(changes.title_of("减单位", task), (line,), changes.effect(len(items), told), kept)


def stop(desk: Desk, task: Task) -> Proposal | str:
    """/终止 12: the whole row."""
    if task.state is TaskState.STOPPED:
        return changes.nothing_changes("终止")
    kept = {"act": "stop", "task": task.id, "before": _state(task)}
    return Proposal(changes.title_of("终止", task), (changes.whole_row_stops(),), _effect(desk, task), kept)


def new_task(desk: Desk, text: str) -> Proposal | str:
    """/加任务 内容；责任单位；时限."""
    parts = [part.strip() for part in text.replace(";", "；").replace("\n", "；").split("；") if part.strip()]
    plans = desk.plans()
    if len(parts) != 3 or not plans:
        return changes.task_example(has_plan=bool(plans))
    source = plans[-1]
    content, units, due = parts
    read, listed = _day(desk, due), read_units(units, "责任单位", desk.roster())
    when = read or _due_of_a_new_row(desk, source, due)
    names = [*listed.collective, *listed.named]
    if listed.ask or not names or any(not expansion.knows(name, desk.roster()) for name in names):
        return changes.unit_unclear(units)
    if when.ask or (when.due is not None and not desk.today <= when.due <= desk.today + FARTHEST):
        return changes.day_unclear(due)
    number = _next_number(desk, source)
    day = changes.deadline_in_words(when.due, when.kind)
    lines = changes.new_row(number, content, names, day)
    kept = {"act": "new_task", "plan": source.id, "number": number, "content": content, "units": units}
    kept["due"] = read.due.isoformat() if read and read.due else due
    return Proposal(changes.new_task_title(), lines, changes.task_effect(), kept)


def _due_of_a_new_row(desk: Desk, source: Plan, due: str) -> Deadline:
    year = source.year or desk.today.year
    return read_deadline(due, year, source.issued_on, workdays_with(desk.calendar()))


def alias(desk: Desk, left: str, right: str) -> Proposal | str:
    """/别名 区发改局=区发改委: one side is in the roster, the other is what it is also called."""
    units = {unit.name: unit for unit in desk.units()}
    unit, name = (units.get(left), right) if left in units else (units.get(right), left)
    if unit is None:
        return changes.unit_unclear(f"{left}、{right}")
    if name in units or not 2 <= len(name) <= 40:
        return changes.alias_taken(name)
    known = deciding.unit_named(desk, name)
    if known is not None and known.id == unit.id:
        return changes.nothing_changes(name)
    kept = {"act": "alias", "unit": unit.id, "name": name, "before": known.name if known else None}
    return Proposal(
        changes.alias_title(),
        (changes.also_called(name, unit.name, known.name if known else ""),),
        changes.alias_effect(),
        kept,
    )


def calendar_day(desk: Desk, text: str, workdays: Workdays) -> Proposal | str:
    """/日历 2022-12-31 班."""
    said, _, word = text.rpartition(" ")
    day = deciding.day_named(desk, said.strip()) if word in ("班", "休") else None
    if day is None or not FIRST_DAY + timedelta(1) <= day <= LAST_DAY - timedelta(1):
        return changes.calendar_example()
    if day in desk.fixed_days:
        return changes.day_fixed(day)
    works = word == "班"
    now = "班" if workdays.is_workday(day) else "休"
    if (now == "班") is works:
        return changes.nothing_changes(f"{words.day(day)}为「{word}」")
    kept = {"act": "calendar", "day": day.isoformat(), "works": works, "before": now}
    return Proposal(changes.calendar_title(), (changes.day_becomes(day, now, word),), changes.calendar_effect(), kept)


def apply(desk: Desk, kept: Said, workdays: Workdays) -> str | None:
    """Put a confirmed change in force; None where what it was worked out from stands no more (nothing is changed)."""
    act = {
        "deadline": _apply_deadline,
        "item_deadline": _apply_item_deadline,
        "add_units": _apply_add_units,
        "remove_unit": _apply_remove_unit,
        "stop": _apply_stop,
        "new_task": _apply_new_task,
        "alias": _apply_alias,
        "calendar": _apply_calendar,
    }[kept["act"]]
    if "task" in kept:
        task = desk.one(Task, kept["task"])
        if task is None or _state(task) != kept["before"]:
            return None
    return act(desk, kept, workdays)


def _apply_deadline(desk: Desk, kept: Said, _workdays: Workdays) -> str | None:
    task = desk.session.get_one(Task, kept["task"])
    question = _asked(desk, task, RowQuestion(Field.DEADLINE, changes.asked("改期")))
    refused = deciding.decide(desk, task, question, kept["answer"])
    return None if refused else changes.deadline_in_words(task.due_on, task.deadline_kind)


def _apply_item_deadline(desk: Desk, kept: Said, _workdays: Workdays) -> str | None:
    item = desk.one(Item, kept["item"])
    if item is None or item.state not in WITH_UNIT or str(item.due_in_force) != kept["before"]:
        return None
    day = date.fromisoformat(kept["due"])
    desk.move_item(item, day)
    task, _, _ = desk.with_task(item)
    amending.tell_units(desk, [Change(None, task, changes.deadline_moved(day), (item,))], key=f"moved/{desk.update_id}")
    return words.day(day)


def _apply_add_units(desk: Desk, kept: Said, _workdays: Workdays) -> str | None:
    task = desk.session.get_one(Task, kept["task"])
    before, items = said_by(task), len(desk.items_of_task(task))
    task.named = [*task.named, *kept["named"]]
    task.collective = [*task.collective, *kept["groups"]]
    names = "、".join((*kept["named"], *kept["groups"]))
    _decided(desk, task, Field.RESPONSIBLE, changes.asked("加单位"), names, before)
    return changes.units_joined(names, len(desk.items_of_task(task)) - items)


def _apply_remove_unit(desk: Desk, kept: Said, _workdays: Workdays) -> str | None:
    task, unit = desk.session.get_one(Task, kept["task"]), desk.session.get_one(Unit, kept["unit"])
    before = said_by(task)
    for column in ("named", "lead", "assisting"):
        setattr(task, column, [name for name in getattr(task, column) if name != unit.name])
    _decided(desk, task, Field.RESPONSIBLE, changes.asked("减单位"), unit.name, before)
    for question in desk.open_questions(task.id):
        if question.about == unit.name and STOP in question.choices:
            deciding.decide(desk, task, question, STOP)
    rest = desk.stop_items(task, unit)
    amending.tell_units(desk, [Change(None, task, changes.stopped(), tuple(rest))], key=f"stopped/{desk.update_id}")
    return changes.unit_left(unit.name)


def _apply_stop(desk: Desk, kept: Said, _workdays: Workdays) -> str | None:
    task = desk.session.get_one(Task, kept["task"])
    question = _asked(desk, task, RowQuestion(Field.ROW, changes.asked("终止"), (STOP, KEEP)))
    return None if deciding.decide(desk, task, question, STOP) else changes.stopped()


def _apply_new_task(desk: Desk, kept: Said, _workdays: Workdays) -> str | None:
    source = desk.one(Plan, kept["plan"])
    if source is None or _next_number(desk, source) != kept["number"]:
        return None
    listed = read_units(kept["units"], "责任单位", desk.roster())
    read = _day(desk, kept["due"]) or _due_of_a_new_row(desk, source, kept["due"])
    content = kept["content"]
    row = TaskRow(kept["number"], "", words.brief(content, 20), content, (), listed, (), read, 0)
    place = max((task.position for task in desk.tasks(source.id)), default=-1) + 1
    [task] = desk.add_rows(source, [(place, row)])
    desk.note("add_task", f"task/{task.id}", number=task.number, content=content)
    deciding.confirm_ready(desk, source, [task.id or 0])
    return changes.task_added(task.number, confirmed=task.state is TaskState.CONFIRMED)


def _apply_alias(desk: Desk, kept: Said, _workdays: Workdays) -> str | None:
    known = deciding.unit_named(desk, kept["name"])
    unit = desk.one(Unit, kept["unit"])
    if unit is None or (known.name if known else None) != kept["before"]:
        return None
    desk.set_alias(kept["name"], unit)
    return changes.alias_learnt(kept["name"], unit.name, deciding.recheck_names(desk))


def _apply_calendar(desk: Desk, kept: Said, workdays: Workdays) -> str | None:
    day = date.fromisoformat(kept["day"])
    if ("班" if workdays.is_workday(day) else "休") != kept["before"]:
        return None
    desk.set_calendar_day(day, kept["works"])
    return changes.calendar_set(day, kept["works"])


def _decided(desk: Desk, task: Task, field: Field, asked: str, answer: str, before: Said) -> None:
    """Write a change of a row down as a decision, and let its items follow."""
    question = _asked(desk, task, RowQuestion(field, asked))
    desk.session.add(task)
    desk.decided(task, question, answer, before)
    amending.tell_units(desk, amending.follow(desk, task, question, answer, before))


def _asked(desk: Desk, task: Task, asked: RowQuestion) -> Question:
    desk.add_questions(task, [asked])
    desk.session.flush()
    return desk.open_questions(task.id)[-1]


def _day(desk: Desk, text: str) -> Deadline | None:
    """A plain day; anything else is left to the grammar of the documents."""
    day = deciding.coming_day(desk, text.strip()) if text.strip()[-1:] in "日号后0123456789" else None
    return Deadline(text, DeadlineKind.DATE, day) if day else None


def _open_item(desk: Desk, task: Task, unit: Unit) -> Item | None:
    mine = [item for item in desk.open_items(task) if item.unit_id == unit.id and item.state in WITH_UNIT]
    return mine[0] if mine else None


def _effect(desk: Desk, task: Task) -> str:
    items = desk.open_items(task)
    return changes.effect(len(items), len({item.unit_id for item in items if item.assigned_on}))


def _state(task: Task) -> Said:
    """Everything a change of a row is worked out from."""
    return said_by(task)


def _next_number(desk: Desk, source: Plan) -> str:
    numbers = [int(task.number.split(".")[0]) for task in desk.tasks(source.id) if task.number[:1].isdecimal()]
    return str(max(numbers, default=0) + 1)
