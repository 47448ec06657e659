"""Count duties: what was accepted of each, and who is still at zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, bindparam, func, literal_column, or_, select
from sqlmodel import col

from storage.desk.asking import AskingDesk
from storage.desk.late import OFFICE
from storage.outbox import table
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


class Counted(NamedTuple):
    """The same in numbers, with its row's."""

    number: str
    wanted: int
    counted: int

    @property
    def is_met(self) -> bool:
        """Whether enough has been accepted."""
        return self.counted >= self.wanted


def _owed(shown: Any) -> Any:
    """Of an office's count duties those that close between two days or have no end, in the document's order."""
    closes = col(Item.due_on)
    return (
        shown.select_from(Item)
        .join(Task, col(Task.id) == col(Item.task_id))
        .join(Unit, col(Unit.id) == col(Item.unit_id))
        .where(col(Item.office_id) == OFFICE, col(Item.times_wanted) > literal_column("0"))
        .where(col(Task.state) == TaskState.CONFIRMED, col(Item.part) != Part.ASSISTING)
        .where(col(Item.state).not_in(_NOT_COUNTED))
        .where(or_(closes.is_(None), closes.between(bindparam("first"), bindparam("last"))))
        .order_by(col(Task.plan_id), col(Task.position), closes, col(Unit.id))
    )


def _accepted() -> ScalarSelect[int]:
    accepted = (col(Report.intent) == Intent.DONE) & (col(Report.verdict) == Verdict.ACCEPTED)
    of_item = select(func.count(col(Report.id))).where(col(Report.item_id) == col(Item.id), accepted)
    return of_item.correlate(Item).scalar_subquery()


_OWED = _owed(select(Item, Task, Unit))
_COUNTED = _owed(select(table(Task).c.number, table(Item).c.times_wanted, _accepted()))


class TalliesDesk(AskingDesk):
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
        said = {"office": self.office_id, "first": date(year, 1, 1), "last": date(year, 12, 31)}
        rows = list(self.session.execute(_OWED, said))
        counted = self.times_counted([item for item, _, _ in rows])
        return [Tallied(item, task, unit, counted.get(item.id or 0, 0)) for item, task, unit in rows]

    def counted(self, year: int) -> list[Counted]:
        """The same in numbers."""
        found = self.asked(_COUNTED, first=date(year, 1, 1), last=date(year, 12, 31))
        return [Counted._make(row) for row in found]
