"""A change the office has confirmed is put in force, while what it was worked out from (`changing.py`) still stands."""

from __future__ import annotations

from datetime import date

from messages import change_texts, revisions, words
from scheduler import amending, deciding, taking
from scheduler.amending import KEEP, STOP, Change
from scheduler.changing import due_of_a_new_row, next_number, typed_day
from scheduler.workdays import Workdays
from storage.desk import Desk
from storage.desk.questions import Said, said_by
from storage.records import Item, Plan, Question, Task, Unit
from storage.states import WITH_UNIT, TaskState
from storage.units import read_units
from storage.values import Field, RowQuestion, TaskRow


def put_in_force(desk: Desk, kept: Said, workdays: Workdays) -> str | None:
    """Put a confirmed change in force; None where what it was worked out from stands no more (nothing is changed)."""
    act = {
        "deadline": _apply_deadline,
        "item_deadline": _apply_item_deadline,
        "add_units": _apply_add_units,
        "lead": _apply_lead,
        "remove_unit": _apply_remove_unit,
        "stop": _apply_stop,
        "new_task": _apply_new_task,
        "alias": _apply_alias,
        "calendar": _apply_calendar,
    }[kept["act"]]
    if "task" in kept:
        task = desk.one(Task, kept["task"])
        if task is None or said_by(task) != kept["before"]:
            return None
    return act(desk, kept, workdays)


def _apply_deadline(desk: Desk, kept: Said, _workdays: Workdays) -> str | None:
    task = desk.session.get_one(Task, kept["task"])
    question = _asked(desk, task, RowQuestion(Field.DEADLINE, change_texts.asked("改期")))
    refused = deciding.decide(desk, task, question, kept["answer"])
    return None if refused else change_texts.due_now(change_texts.deadline_in_words(task.due_on, task.deadline_kind))


def _apply_item_deadline(desk: Desk, kept: Said, _workdays: Workdays) -> str | None:
    item = desk.one(Item, kept["item"])
    if item is None or item.state not in WITH_UNIT or str(item.due_in_force) != kept["before"]:
        return None
    day = date.fromisoformat(kept["due"])
    desk.move_item(item, day)
    task, _, _ = desk.with_task(item)
    amending.tell_units(
        desk, [Change(None, task, revisions.deadline_moved(words.day(day)), (item,))], key=f"moved/{desk.update_id}"
    )
    return change_texts.due_now(words.day(day))


def _apply_add_units(desk: Desk, kept: Said, _workdays: Workdays) -> str | None:
    task = desk.session.get_one(Task, kept["task"])
    before, items = said_by(task), len(desk.items_of_task(task))
    task.named = [*task.named, *kept["named"]]
    task.collective = [*task.collective, *kept["groups"]]
    names = "、".join((*kept["named"], *kept["groups"]))
    _decided(desk, task, Field.RESPONSIBLE, change_texts.asked("加单位"), names, before)
    return change_texts.units_joined(names, len(desk.items_of_task(task)) - items)


def _apply_lead(desk: Desk, kept: Said, _workdays: Workdays) -> str | None:
    task = desk.session.get_one(Task, kept["task"])
    doubts = [one for one in desk.open_questions(task.id) if one.field == Field.LEAD and not one.about]
    question = doubts[0] if doubts else _asked(desk, task, RowQuestion(Field.LEAD, change_texts.asked("改牵头")))
    refused = deciding.decide(desk, task, question, kept["answer"])
    return None if refused else change_texts.leads_now(task.lead)


def _apply_remove_unit(desk: Desk, kept: Said, _workdays: Workdays) -> str | None:
    task, unit = desk.session.get_one(Task, kept["task"]), desk.session.get_one(Unit, kept["unit"])
    before = said_by(task)
    for column in ("named", "lead", "assisting"):
        setattr(task, column, [name for name in getattr(task, column) if name != unit.name])
    _decided(desk, task, Field.RESPONSIBLE, change_texts.asked("减单位"), unit.name, before)
    for question in desk.open_questions(task.id):
        if question.about == unit.name and STOP in question.choices:
            deciding.decide(desk, task, question, STOP)
    rest = desk.stop_items(task, unit)
    amending.tell_units(desk, [Change(None, task, revisions.stopped(), tuple(rest))], key=f"stopped/{desk.update_id}")
    return change_texts.unit_left(unit.name)


def _apply_stop(desk: Desk, kept: Said, _workdays: Workdays) -> str | None:
    task = desk.session.get_one(Task, kept["task"])
    question = _asked(desk, task, RowQuestion(Field.ROW, change_texts.asked("终止"), (STOP, KEEP)))
    return None if deciding.decide(desk, task, question, STOP) else revisions.stopped()


def _apply_new_task(desk: Desk, kept: Said, _workdays: Workdays) -> str | None:
    source = desk.one(Plan, kept["plan"])
    if source is None or next_number(desk, source) != kept["number"]:
        return None
    listed = read_units(kept["units"], "责任单位", desk.roster())
    read = typed_day(desk, kept["due"]) or due_of_a_new_row(desk, source, kept["due"])
    content = kept["content"]
    row = TaskRow(kept["number"], "", words.brief(content, 20), content, (), listed, (), read, 0)
    place = max((task.position for task in desk.tasks(source.id)), default=-1) + 1
    [task] = desk.add_rows(source, [(place, row)])
    desk.note("add_task", f"task/{task.id}", number=task.number, content=content)
    deciding.confirm_ready(desk, source, [task.id or 0])
    return change_texts.task_added(task.number, confirmed=task.state is TaskState.CONFIRMED)


def _apply_alias(desk: Desk, kept: Said, _workdays: Workdays) -> str | None:
    known = taking.unit_named(desk, kept["name"])
    unit = desk.one(Unit, kept["unit"])
    if unit is None or (known.name if known else None) != kept["before"]:
        return None
    desk.set_alias(kept["name"], unit)
    return change_texts.alias_learnt(kept["name"], unit.name, deciding.recheck_names(desk))


def _apply_calendar(desk: Desk, kept: Said, workdays: Workdays) -> str | None:
    day = date.fromisoformat(kept["day"])
    if ("班" if workdays.is_workday(day) else "休") != kept["before"]:
        return None
    desk.set_calendar_day(day, kept["works"])
    return change_texts.calendar_set(day, kept["works"])


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
