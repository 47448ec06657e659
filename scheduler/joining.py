"""Units that join a row, leave it or lead it: worked out first and shown, as in `changing.py`."""

from __future__ import annotations

from messages import change_texts
from scheduler import expansion, naming
from scheduler.changing import Proposal
from scheduler.workdays import Workdays
from storage.desk import Desk
from storage.desk.questions import said_by
from storage.records import Plan, Question, Task, Unit
from storage.unit_many import is_open
from storage.units import read_units
from storage.values import Field


def add_units(desk: Desk, task: Task, text: str, workdays: Workdays) -> Proposal | str:
    """/加单位 12 区教育局、区财政局: units join a row and get a fair day."""
    read = read_units(text, "责任单位", desk.roster())
    names = [name for name in (*read.named, *read.collective) if not is_open(name)]
    strange = [name for name in names if not expansion.knows(name, desk.roster())]
    if read.ask or not names or strange:
        return change_texts.unit_unclear("、".join(strange) or text)
    new = [name for name in names if name not in (*task.named, *task.collective)]
    if not new:
        return change_texts.nothing_changes("、".join(names))
    source = desk.session.get_one(Plan, task.plan_id)
    days = [day for day in expansion.fair_days(task, source, desk.today, workdays) if day is not None]
    there = {unit.name for unit, _ in desk.parts_of(task.id)}
    joining = [name for one in new for name in expansion.units_behind(one, desk.roster()) if name not in there]
    lines = (change_texts.joining(new), change_texts.new_items(len(joining), days[0] if days else None))
    groups = [name for name in new if name in read.collective]
    kept = {
        "act": "add_units",
        "task": task.id,
        "named": [name for name in new if name not in groups],
        "groups": groups,
    }
    return Proposal(
        change_texts.title_of("加单位", task), lines, change_texts.joins(task), kept | {"before": said_by(task)}
    )


def lead(desk: Desk, task: Task, text: str) -> Proposal | str:
    """/改牵头 12 区教育局: who leads a row; 无 for nobody."""
    asked = Question(office_id=task.office_id, task_id=task.id or 0, field=Field.LEAD, text="")
    read = naming.read_answer(task, asked, text, desk.roster())
    if isinstance(read, str):
        return read
    then = [] if text == naming.NOBODY else [*read.lead] or [*read.collective, *read.named]
    if then == task.lead:
        return change_texts.nothing_changes("、".join(then) or naming.NOBODY)
    kept = {"act": "lead", "task": task.id, "answer": text, "before": said_by(task)}
    rest = (*task.named, *task.collective, *task.assisting)
    joins, goes = set(then) - {*task.lead, *rest}, set(task.lead) - {*then, *rest}
    effect = change_texts.leading(joins=bool(joins), goes=bool(goes)) if task.confirmed_at else change_texts.joins(task)
    return Proposal(change_texts.title_of("改牵头", task), (change_texts.leads(task.lead, then),), effect, kept)


def remove_unit(desk: Desk, task: Task, unit: Unit) -> Proposal | str:
    """/减单位 12 区教育局, /终止 12 区教育局: a unit owes a row no more."""
    items = [item for item in desk.open_items(task) if item.unit_id == unit.id]
    if not items and unit.name not in (*task.named, *task.lead, *task.assisting):
        return change_texts.no_open_item(task, unit.name)
    told = int(any(item.assigned_on for item in items))
    kept = {"act": "remove_unit", "task": task.id, "unit": unit.id, "before": said_by(task)}
    line = change_texts.leaving(unit.name, len(items))
    return Proposal(change_texts.title_of("减单位", task), (line,), change_texts.effect(len(items), told), kept)
