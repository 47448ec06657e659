"""What a new year's table says again of duties that go on from an earlier one: a rhythm without end, 长期坚持."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.expansion import DAY
from storage.desk import Desk
from storage.records import Item, Task
from storage.states import WITH_UNIT, ItemState, TaskState
from storage.values import DeadlineKind

_GOES_ON = (DeadlineKind.RECURRING, DeadlineKind.CONTINUOUS)
_STANDS = WITH_UNIT | {ItemState.ONGOING}


@dataclass(frozen=True, slots=True)
class Repeat:
    """An earlier row, the new one that says the same, and the earlier one's items that are not due yet."""

    old: Task
    new: Task
    items: tuple[Item, ...]


def repeats(desk: Desk) -> list[Repeat]:
    """Rows of the newest year's documents that read like earlier ones, and name at least the units these go on for."""
    plans = desk.plans()
    year = max((plan.of_year for plan in plans if not plan.takes_over), default=desk.today.year)
    new_ids = {plan.id for plan in plans if plan.of_year == year and not plan.takes_over}
    old_ids = {plan.id for plan in plans if plan.of_year <= year} - new_ids
    tasks = [one for one in desk.tasks() if one.state is TaskState.CONFIRMED and one.deadline_kind in _GOES_ON]
    new = {_said(task): task for task in tasks if task.plan_id in new_ids}
    old = [task for task in tasks if task.plan_id in old_ids and task.ends_on is None]
    return sorted(_paired(desk, new, old, year), key=lambda one: (one.new.plan_id, one.new.position))


def end(desk: Desk) -> list[Repeat]:
    """The new table's rows alone go on: what is not due yet of the earlier ones goes over to them."""
    found = repeats(desk)
    for one in found:
        desk.end_repeated(one.old, one.new, one.items)
    return found


def _paired(desk: Desk, new: dict[tuple[str, DeadlineKind], Task], old: list[Task], year: int) -> Iterator[Repeat]:
    first = max(desk.today + DAY, date(year, 1, 1))  # what is due before is the earlier year's to the end
    for task in old:
        same = new.get(_said(task))
        if same is None:
            continue
        going_on = {unit.id for unit, _ in desk.parts_going_on(task)}
        items = tuple(item for item, _ in desk.items_of_task(task) if _stands(item, first))
        is_over = task.deadline_kind is DeadlineKind.CONTINUOUS and not items
        if not is_over and going_on <= {unit.id for unit, _ in desk.parts_of(same.id)}:
            yield Repeat(task, same, items)


def _said(task: Task) -> tuple[str, DeadlineKind]:
    return re.sub(r"\W", "", task.content or task.label), task.deadline_kind


def _stands(item: Item, first: date) -> bool:
    return item.state in _STANDS and (item.due_on is None or item.due_on >= first)
