"""回头看: which rows and items go into next year's plan, and what taking them over does. None goes twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from messages import carrying
from messages.carrying import Carried, Group, GroupRow, Proposal
from scheduler.expansion import due_days, end_of
from storage.desk import Desk
from storage.records import Item, Task
from storage.states import WITH_UNIT, ItemState, Part, TaskState
from storage.values import Deadline, DeadlineKind

LEFT_FOR_IT = timedelta(days=30)
"""A new day that is nearer than this is not offered."""
PROPOSED_FROM = 15
"""The day in December."""
FROM_MONTH = 11
"""From here on a year may be looked back on; before, the question is of the year before."""
_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the old plan with the items that would go along."""

    task: Task
    items: tuple[Item, ...]


def closing_year(today: date) -> int:
    """The year that is looked back on."""
    return today.year if today.month >= FROM_MONTH else today.year - 1


def proposal(desk: Desk, year: int) -> Proposal:
    """What could be taken over from a year, group by group."""
    tasks = _tasks(desk, year)
    items = desk.items_by_old_task(tasks)
    every = [item for some in items.values() for item in some]
    rows = {group: tuple(_told(row) for row in _rows(desk, group, year, tasks, items)) for group in Group}
    later = sum(_waits(item, year, desk.today) for item in every)
    awaiting = sum(item.state is ItemState.SUBMITTED for item in every)
    return Proposal(year, rows, awaiting, later, tuple(days_offered(year, desk.today)))


def propose(desk: Desk) -> None:
    """Tell the office what could be taken over: once from 15 December on, once in January."""
    today = desk.today
    if today.month not in (1, 12) or (today.month == 12 and today.day < PROPOSED_FROM):
        return
    proposed = proposal(desk, closing_year(today))
    if any(proposed.rows.values()):
        letter = carrying.carry_proposal(proposed).as_body()
        for contact in desk.office_contacts():
            desk.tell(contact, letter, key=f"carry-over/{proposed.year}/{today.month}/{contact.id}")


def days_offered(year: int, today: date) -> Iterator[date]:
    """Quarters' ends of the next year that leave enough time."""
    begins_on = date(year + 1, 1, 1)
    for month, day in _ENDS:
        due = date(year + 1, month, day)
        if due >= max(today, begins_on) + LEFT_FOR_IT:
            yield due


def carry(desk: Desk, year: int, group: Group, due: date | None) -> Carried:
    """Take a group over into next year's plan. Unfinished rows get the day `due`; 31 December stands for 全年."""
    tasks = _tasks(desk, year)
    rows = list(_rows(desk, group, year, tasks, desk.items_by_old_task(tasks)))
    if not rows:
        return Carried(year, group, 0, 0, due)
    plan = desk.carry_plan(year + 1, carrying.plan_title(year))
    begins_on, made = date(year + 1, 1, 1), 0
    for row in rows:
        task = desk.carry_task(row.task, plan, _deadline(row.task, group, due))
        if group is Group.YEARLY:
            last = date(year, 12, 31)
            days = due_days(task, plan, max(desk.today, last))
            made += len(desk.start_rhythm(task, row.task, days, begins_on, last))
        else:
            made += len(desk.carry_items(task, row.items, task.due_on, begins_on))
    return Carried(year, group, len(rows), made, due)


def _tasks(desk: Desk, year: int) -> list[Task]:
    plans = {plan.id: plan for plan in desk.plans() if plan.of_year <= year}
    return [task for task in desk.tasks() if task.plan_id in plans and task.state is TaskState.CONFIRMED]


def _rows(desk: Desk, group: Group, year: int, tasks: Sequence[Task], items: dict[int, list[Item]]) -> Iterator[Row]:
    for task in tasks:
        here = items.get(task.id or 0, [])
        if group is Group.YEARLY:
            if _goes_on(task, year) and desk.parts_going_on(task):
                yield Row(task, tuple(item for item in here if _is_open(item) and not _is_of(item, year)))
            continue
        along = [item for item in here if _goes_along(item, group, year, desk.today)]
        if any(item.part is not Part.ASSISTING for item in along):
            yield Row(task, tuple(along))


def _goes_along(item: Item, group: Group, year: int, today: date) -> bool:
    if group is Group.LASTING:
        return item.kind is DeadlineKind.CONTINUOUS and (_is_open(item) or item.state is ItemState.ONGOING)
    return (
        item.kind is not DeadlineKind.CONTINUOUS
        and _is_open(item)
        and _is_of(item, year)
        and (_has_passed(item, today) or today.year > year)
    )


def _goes_on(task: Task, year: int) -> bool:
    """A rhythm that beats on after the year, and is not next year's already."""
    if task.deadline_kind is not DeadlineKind.RECURRING or not task.rrule or task.ends_on is not None:
        return False
    end = end_of(task.rrule)
    return end is None or end > date(year, 12, 31)


def _is_open(item: Item) -> bool:
    return item.state in WITH_UNIT


def _is_of(item: Item, year: int) -> bool:
    """Due within the year (or earlier), or without a day; what falls due later runs by its own day."""
    return item.due_on is None or item.due_on.year <= year


def _waits(item: Item, year: int, today: date) -> bool:
    """Neither done nor past its day, in a year that has not closed."""
    is_open = _is_open(item) and item.kind is not DeadlineKind.CONTINUOUS and item.part is not Part.ASSISTING
    return is_open and _is_of(item, year) and not _has_passed(item, today) and today.year <= year


def _has_passed(item: Item, today: date) -> bool:
    return item.due_on is not None and item.due_on < today


def _deadline(task: Task, group: Group, due: date | None) -> Deadline:
    if group is Group.LASTING:
        return Deadline(task.deadline_text, DeadlineKind.CONTINUOUS)
    if group is Group.YEARLY:
        return Deadline(task.deadline_text, DeadlineKind.RECURRING, task.due_on, task.start_on, task.rrule)
    closes = due is not None and (due.month, due.day) == (12, 31)
    kind = DeadlineKind.WHOLE_YEAR if closes else DeadlineKind.DATE
    return Deadline(carrying.new_deadline(task.deadline_text, due), kind, due)


def _told(row: Row) -> GroupRow:
    return GroupRow(row.task, len(row.items), max((item.years_open for item in row.items), default=0))
