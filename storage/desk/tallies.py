"""Count duties: what was accepted of each, and who is still at zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlmodel import col

from storage.desk.base import BaseDesk
from storage.records import Item, Report, Task, Unit
from storage.states import Intent, ItemState, Part, TaskState, Verdict

_NOT_COUNTED = (ItemState.NOT_APPLICABLE, ItemState.STOPPED, ItemState.CARRIED_OVER)


@dataclass(frozen=True, slots=True)
class Tallied:
    """A unit's count duty: `counted` of `item.times_wanted` have been accepted."""

    item: Item
    task: Task
    unit: Unit
    counted: int

    @property
    def is_met(self) -> bool:
        """Whether enough has been accepted."""
        return self.counted >= self.item.times_wanted


class TalliesDesk(BaseDesk):
    """Counts are made from the reports that stand, so what is undone no longer counts."""

    def times_counted(self, items: Iterable[Item]) -> dict[int, int]:
        """Accepted reports of completion, by item."""
        ids = [item.id for item in items if item.times_wanted]
        query = (
            select(col(Report.item_id), func.count())
            .where(col(Report.office_id) == self.office_id, col(Report.item_id).in_(ids))
            .where(col(Report.intent) == Intent.DONE, col(Report.verdict) == Verdict.ACCEPTED)
            .group_by(col(Report.item_id))
        )
        return {row[0]: row[1] for row in self.session.execute(query)} if ids else {}

    def tallies(self, year: int) -> list[Tallied]:
        """Every count duty of a year that is owed, in the document's order."""
        closes = col(Item.due_on)
        query = (
            select(Item, Task, Unit)
            .join(Task, col(Task.id) == col(Item.task_id))
            .join(Unit, col(Unit.id) == col(Item.unit_id))
            .where(col(Item.office_id) == self.office_id, col(Item.times_wanted) > 0)
            .where(col(Task.state) == TaskState.CONFIRMED, col(Item.part) != Part.ASSISTING)
            .where(col(Item.state).not_in(_NOT_COUNTED))
            .where(or_(closes.is_(None), closes.between(date(year, 1, 1), date(year, 12, 31))))
            .order_by(col(Task.plan_id), col(Task.position), col(Item.due_on), col(Unit.id))
        )
        rows = list(self.session.execute(query))
        counted = self.times_counted([item for item, _, _ in rows])
        return [Tallied(item, task, unit, counted.get(item.id or 0, 0)) for item, task, unit in rows]
