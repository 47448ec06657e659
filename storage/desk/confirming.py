"""Confirming: the items that a task makes once the office stands behind it, and those a rhythm goes on to make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import or_, select, update
from sqlmodel import col

from storage.desk.plans import PlansDesk
from storage.records import Item, Report, Task, Unit
from storage.states import ItemState, Part, TaskState, Verdict
from storage.times import times_wanted
from storage.values import DeadlineKind


class ConfirmingDesk(PlansDesk):
    """Tasks as items, one for each unit and occurrence."""

    def confirm(self, task: Task, parts: Iterable[tuple[Unit, Part]], due_days: Sequence[date | None]) -> int:
        """The office stands behind a row: one item per unit and occurrence is made. Returns how many are new."""
        task.state, task.confirmed_at = TaskState.CONFIRMED, task.confirmed_at or self.now
        self.session.add(task)
        made = self.make_items(task, parts, due_days)
        self.note("confirm", f"task/{task.id}", number=task.number, items=made)
        return made

    def make_items(self, task: Task, parts: Iterable[tuple[Unit, Part]], due_days: Sequence[date | None]) -> int:
        """Items for the units of a task, one per due day (an occurrence of a rhythm, or the only day)."""
        there = set(
            self.session.execute(select(col(Item.unit_id), col(Item.occurrence)).where(col(Item.task_id) == task.id))
        )
        made = [
            self._item(task, unit, part, due, occurrence)
            for unit, part in parts
            for due in due_days
            if (unit.id, occurrence := occurrence_of(task, due)) not in there
        ]
        self.session.add_all(made)
        days = [due for due in due_days if due is not None]
        if task.deadline_kind is DeadlineKind.RECURRING and days:
            task.expanded_to = max(days)
        self.session.flush()
        return len(made)

    def go_on(self, task: Task, due_days: Sequence[date | None]) -> int:
        """A rhythm goes on: the same units get its next occurrences. Returns how many items are new."""
        made = self.make_items(task, self.parts_going_on(task), due_days)
        if made:
            self.note("go_on", f"task/{task.id}", number=task.number, items=made)
        return made

    def rhythms_to_expand(self) -> list[Task]:
        """Confirmed recurring tasks whose last occurrence has come."""
        query = select(Task).where(
            col(Task.office_id) == self.office_id,
            col(Task.state) == TaskState.CONFIRMED,
            col(Task.deadline_kind) == DeadlineKind.RECURRING,
            col(Task.rrule).is_not(None),
            col(Task.expanded_to) < self.today,
            or_(col(Task.ends_on).is_(None), col(Task.ends_on) >= self.today),
        )
        return self.all(query.order_by(col(Task.id)).with_for_update(key_share=True))

    def parts_of(self, task_id: int | None) -> list[tuple[Unit, Part]]:
        """Which units have items of a task, and as what."""
        rows = self.session.execute(
            select(Unit, Item).join(Item, col(Item.unit_id) == col(Unit.id)).where(col(Item.task_id) == task_id)
        )
        return [*{unit.id: (unit, item.part) for unit, item in rows}.values()]

    def parts_going_on(self, task: Task) -> list[tuple[Unit, Part]]:
        """Which units a rhythm goes on for: where the office did not stop the last item, and the unit still exists."""
        query = select(Unit, Item).join(Item, col(Item.unit_id) == col(Unit.id)).where(col(Item.task_id) == task.id)
        last = {unit.id: (unit, item) for unit, item in self.session.execute(query.order_by(col(Item.id)))}
        return [
            (unit, item.part)
            for unit, item in last.values()
            if item.state is not ItemState.STOPPED and (unit.to_on is None or unit.to_on > self.today)
        ]

    def nothing_waits(self, items: Iterable[Item]) -> None:
        """What was reported or asked of items that are closed now waits for the office's word no longer."""
        about = col(Report.item_id).in_([item.id for item in items])
        pending = update(Report).where(about, col(Report.verdict) == Verdict.PENDING)
        self.session.execute(pending.values(verdict=Verdict.NONE))

    def _item(self, task: Task, unit: Unit, part: Part, due: date | None, occurrence: str) -> Item:
        return Item(
            office_id=self.office_id,
            task_id=task.id or 0,
            unit_id=unit.id or 0,
            occurrence=occurrence,
            number=task.number,
            part=part,
            kind=task.deadline_kind,
            due_on=due,
            first_due_on=due,
            due_is_certain=task.due_is_certain,
            soft=task.soft,
            stages=task.stage_days,
            look_on=self.today,
            times_wanted=times_of(task),
            check_ins=task.check_ins,
        )


def times_of(task: Task) -> int:
    """How many times a row wants something done in each of its periods; 0 where it sets no count."""
    return times_wanted(task.content or task.label, task.deadline_text, task.deadline_kind, task.rrule)


def occurrence_of(task: Task, due: date | None) -> str:
    """What tells the items of one unit and task apart: the due day of a rhythm's occurrence, else nothing."""
    return str(due) if task.deadline_kind is DeadlineKind.RECURRING and due else ""
