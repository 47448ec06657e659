"""When a confirmed row is changed its items follow: the day in force, the units, the number; nothing is dropped.

A unit that is no longer named is not struck off by that: the office is asked whether its item ends.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from messages import revisions, words
from scheduler import expansion
from scheduler.workdays import Workdays
from storage.desk import Desk
from storage.desk.questions import Said, said_by
from storage.records import Item, Plan, Question, Task, Unit
from storage.states import Part, TaskState
from storage.values import Field, RowQuestion

STOP, KEEP = "终止", "维持不变"
_DEADLINE = {"deadline_kind", "due_on", "start_on", "rrule", "stages"}
_UNITS = {"lead", "named", "collective", "assisting"}


@dataclass(frozen=True, slots=True)
class Change:
    """What the units of these items must hear about their row."""

    question: Question | None
    task: Task
    what: str
    items: tuple[Item, ...]


def follow(desk: Desk, task: Task, question: Question, answer: str, before: Said) -> list[Change]:
    """Let the items of a confirmed row follow a decision. Returns what their units must hear."""
    if before["state"] != TaskState.CONFIRMED:
        return []
    if answer == STOP:
        unit = _unit(desk, question.about) if question.about else None
        stopped = desk.stop_items(task, unit) if unit or not question.about else []
        return [Change(question, task, revisions.stopped(), tuple(stopped))]
    now = said_by(task)
    changed = {name for name in now if now[name] != before[name]}
    return [
        *_deadline(desk, task, question, changed),
        *_words(desk, task, question, changed),
        *_units(desk, task, changed),
    ]


def tell_units(desk: Desk, changes: Iterable[Change], key: str = "") -> None:
    """One letter to each liaison whose unit had been told of a row, whatever number of rows has changed."""
    told: dict[int, list[tuple[Task, str]]] = {}
    first: Question | None = None
    for change in changes:
        first = first or change.question
        for unit_id in {item.unit_id for item in change.items if item.assigned_on}:
            told.setdefault(unit_id, []).append((change.task, change.what))
    letters: dict[int, list[tuple[Task, str]]] = {}
    liaisons = desk.in_charge(told)
    contacts = {contact.id: contact for contact in liaisons.values()}
    for unit_id, rows in told.items():
        liaison = liaisons.get(unit_id)
        if liaison is not None:
            letters.setdefault(liaison.id or 0, []).extend(
                one for one in rows if one not in letters.get(liaison.id or 0, [])
            )
    told_under = f"changed/{first.id if first else 0}"
    for contact_id, rows in letters.items():
        body = revisions.rows_changed(rows).as_body()
        desk.tell(contacts[contact_id], body, key=f"{key or told_under}/{contact_id}")


def _deadline(desk: Desk, task: Task, question: Question, changed: set[str]) -> list[Change]:
    if not changed & _DEADLINE:
        return []
    task.expanded_to = None
    days = expansion.due_days(task, desk.session.get_one(Plan, task.plan_id), desk.today)
    moved = desk.move_items(task, days[0] if days else None)
    due = words.day(days[0]) if days and days[0] else words.duty(task.deadline_kind) or "不设具体时限"
    return [Change(question, task, revisions.deadline_moved(due), tuple(moved))]


def _words(desk: Desk, task: Task, question: Question, changed: set[str]) -> list[Change]:
    if not changed & {"number", "content", "label", "soft"}:
        return []
    items = desk.reword_items(task)
    said = [revisions.renumbered(task.number)] if "number" in changed else []
    said += [revisions.reworded(task.content or task.label)] if changed & {"content", "label"} else []
    return [Change(question, task, what, tuple(items)) for what in said]


def _units(desk: Desk, task: Task, changed: set[str]) -> list[Change]:
    """Units that join get a fair day; about units that are gone the office is asked."""
    if not changed & _UNITS:
        return []
    roster, units = desk.roster(), {unit.name: unit for unit in desk.units()}
    parts = expansion.parts(task, roster, units)
    there = {unit.id: unit for unit, _ in desk.parts_of(task.id)}
    joining = [(unit, part) for unit, part in parts if unit.id not in there]
    if joining:
        source = desk.session.get_one(Plan, task.plan_id)
        desk.add_units(task, joining, expansion.fair_days(task, source, desk.today, Workdays(desk.calendar())))
    desk.change_parts(task, parts)
    _ask_whether_to_stop(desk, task, there, parts)
    return []


def _ask_whether_to_stop(desk: Desk, task: Task, there: dict[int | None, Unit], parts: list[tuple[Unit, Part]]) -> None:
    named = {unit.id for unit, _ in parts}
    for item in desk.open_items(task):
        if item.unit_id not in named:
            name = there[item.unit_id].name
            desk.ask(task, RowQuestion(Field.RESPONSIBLE, revisions.unit_gone(name), (STOP, KEEP), name))


def _unit(desk: Desk, name: str) -> Unit | None:
    return next((unit for unit in desk.units(all_time=True) if unit.name == name), None)
