"""Amendments: what becomes of items when the row they were made for is changed. Their state and reports stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlmodel import col

from storage.desk.confirming import ConfirmingDesk, occurrence_of, times_of
from storage.records import Item, Plan, Task, Unit
from storage.states import WITH_UNIT, ItemState, Part
from storage.values import DeadlineKind

_OPEN = (*WITH_UNIT, ItemState.SUBMITTED)


class AmendmentsDesk(ConfirmingDesk):
    """Moving, adding and stopping items; closed ones are history and are left alone."""

    def open_items(self, task: Task) -> list[Item]:
        """The items of a row that are not closed, oldest first."""
        query = select(Item).where(col(Item.task_id) == task.id, col(Item.state).in_(_OPEN))
        return self.all(query.order_by(col(Item.due_on), col(Item.id)))

    def move_items(self, task: Task, due: date | None) -> list[Item]:
        """Put the open items of a row under its deadline; the newest of each unit takes the day `due`.

        A day that was put off on request stays where it lies later.
        """
        newest = {item.unit_id: item for item in self.open_items(task)}
        for item in newest.values():
            granted = item.due_on if item.extensions else None
            before = (item.due_on, item.stages)
            item.due_on = max(due, granted) if due and granted else due
            item.kind, item.occurrence = task.deadline_kind, occurrence_of(task, due)
            item.due_is_certain, item.stages, item.look_on = task.due_is_certain, task.stage_days, self.today
            item.times_wanted = times_of(task)
            if item.assigned_on and (item.due_on, item.stages) != before:
                item.due_told_on = self.today  # the unit is told of the change at once
        self.session.add_all(newest.values())
        task.expanded_to = due if task.deadline_kind is DeadlineKind.RECURRING else None
        self._flushed("move_items", task, due=str(due) if due else None, items=len(newest))
        return [*newest.values()]

    def move_item(self, item: Item, due: date) -> None:
        """Give one unit's item its own day; a later one counts as an extension, the day as issued stays."""
        item.extensions += int(item.due_on is not None and due > item.due_on)
        item.due_on, item.due_told_on, item.returned_due_on = due, self.today, None
        item.due_is_certain, item.look_on = True, self.today
        self.session.add(item)
        self.session.flush()
        self.note("move_item", f"item/{item.id}", due=str(due))

    def reword_items(self, task: Task) -> list[Item]:
        """Have the open items of a row carry its number, whether its words are soft, and the count they set."""
        items = self.open_items(task)
        for item in items:
            item.number, item.soft, item.look_on = task.number, task.soft, self.today
            item.times_wanted = times_of(task)
        self.session.add_all(items)
        self.session.flush()
        return items

    def add_units(self, task: Task, parts: Iterable[tuple[Unit, Part]], days: Sequence[date | None]) -> int:
        """Items for units that join a row later; the rhythm of the others stays."""
        rhythm = task.expanded_to
        made = self.make_items(task, parts, days)
        task.expanded_to = rhythm
        self._flushed("add_units", task, items=made)
        return made

    def change_parts(self, task: Task, parts: Iterable[tuple[Unit, Part]]) -> None:
        """Units that stay may lead now, or only assist."""
        part_of = {unit.id: part for unit, part in parts}
        for item in self.open_items(task):
            item.part, item.look_on = part_of.get(item.unit_id, item.part), self.today
            self.session.add(item)
        self.session.flush()

    def stop_items(self, task: Task, unit: Unit | None = None) -> list[Item]:
        """终止: the open items of a row, or one unit's; what was reported stays on record."""
        items = [item for item in self.open_items(task) if unit is None or item.unit_id == unit.id]
        for item in items:
            item.state, item.closed_on, item.look_on = ItemState.STOPPED, self.today, None
        self.session.add_all(items)
        self.nothing_waits(items)
        self._flushed("stop_items", task, unit=unit.name if unit else None, items=len(items))
        return items

    def renumber(self, task: Task, number: str) -> None:
        """Give a row the number of the newer version; a row that bears it meanwhile is marked as the former one."""
        other = self._numbered(task, number)
        if other is not None and other.id != task.id:
            former = f"原{number}"
            while self._numbered(task, former):
                former = f"原{former}"
            other.number = former
            self.session.add(other)
            self.reword_items(other)
        task.number = number
        self.session.add(task)
        self.session.flush()

    def _numbered(self, sibling: Task, number: str) -> Task | None:
        query = select(Task).where(col(Task.plan_id) == sibling.plan_id, col(Task.number) == number)
        return self.session.scalars(query).first()

    def new_version(self, plan: Plan, sha256: str, **found: object) -> None:
        """A newer version of a plan's document has been compared with it; nothing of it is in force by that."""
        plan.sha256 = sha256
        self.session.add(plan)
        self.session.flush()
        self.note("new_version", f"plan/{plan.id}", sha256=sha256, **found)

    def _flushed(self, act: str, task: Task, **detail: object) -> None:
        self.session.flush()
        self.note(act, f"task/{task.id}", **detail)
