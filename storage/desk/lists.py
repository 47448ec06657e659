"""Lists: what is late and what awaits the office's word, a page at a time, as plain values.

Nothing is changed through a list, so no record is made of what it shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, bindparam, exists, func, literal_column, select

from storage.desk.asking import AskingDesk
from storage.desk.late import LATE, OFFICE
from storage.outbox import table
from storage.records import Evidence, Item, Report, Task, Unit
from storage.states import Intent, ItemState, Verdict

_ITEM, _TASK, _UNIT = table(Item).c, table(Task).c, table(Unit).c
_REPORT, _EVIDENCE = table(Report).c, table(Evidence).c


@dataclass(frozen=True, slots=True)
class LateRow:
    """An overdue item as a list shows it: whose, the words of its row, where it stands."""

    unit: str
    number: str
    label: str
    theme: str
    content: str
    state: ItemState
    due_on: date | None  # in force
    pings: int = 0
    carried_from: int | None = None  # of its row


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A report that awaits the office's word, as a list shows it."""

    report_id: int
    unit: str
    number: str
    label: str
    theme: str
    content: str
    intent: Intent
    text: str = ""
    asked_due_on: date | None = None
    evidence: int = 0  # pieces handed in for its item that stand
    carried_from: int | None = None  # of its row


class ListsDesk(AskingDesk):
    """Looking, and nothing else."""

    def overdue_count(self) -> tuple[int, int]:
        """逾期: how many items, and of how many units."""
        [(items, units)] = self.asked(_LATE_COUNTED)
        return items, units

    def overdue_page(self, first: int, limit: int) -> list[LateRow]:
        """逾期 by unit: `limit` rows from the `first` on."""
        return [LateRow(*row) for row in self.asked(_LATE_PAGE, first=first, most=limit)]

    def waiting_count(self) -> int:
        """待审: how many reports await the office's word."""
        [(reports,)] = self.asked(_WAITING_COUNTED)
        return int(reports)

    def waiting_page(self, first: int, limit: int) -> tuple[list[WaitingRow], int]:
        """待审, oldest first: `limit` rows from the `first` on, and how many there are; 0 where none is there."""
        found = self.asked(_WAITING_PAGE, first=first, most=limit)
        return [WaitingRow(*row[:-1]) for row in found], found[0][-1] if found else 0

    def still_waiting(self, report_ids: Iterable[int]) -> list[WaitingRow]:
        """Of these reports those that nobody has decided yet, oldest first."""
        return [WaitingRow(*row) for row in self.asked(_WAITING_AMONG, ids=list(report_ids))]


def _page(rows: Select[Any]) -> Select[Any]:
    return rows.limit(bindparam("most", type_=Integer())).offset(bindparam("first", type_=Integer()))


def _late() -> Select[Any]:
    """Which rows the page shows is settled by their place alone; only those are then read in full."""
    here = select(LATE.c.id, LATE.c.unit_id, LATE.c.task_id, LATE.c.state, LATE.c.due_on, LATE.c.pings, _TASK.position)
    ordered = here.join(table(Task), _TASK.id == LATE.c.task_id)
    shown = _page(ordered.order_by(LATE.c.unit_id, _TASK.position, LATE.c.id)).subquery("shown")
    words = (_TASK.number, _TASK.label, _TASK.theme, _TASK.content)
    return (
        select(_UNIT.name, *words, shown.c.state, shown.c.due_on, shown.c.pings, _TASK.carried_from)
        .select_from(shown)
        .join(table(Unit), _UNIT.id == shown.c.unit_id)
        .join(table(Task), _TASK.id == shown.c.task_id)
        .order_by(shown.c.unit_id, shown.c.position, shown.c.id)
    )


def _waiting(which: Select[Any], *more: Any) -> Select[Any]:
    shown = which.subquery("shown")
    handed_in = select(func.count(_EVIDENCE.id)).where(_EVIDENCE.item_id == _ITEM.id, STANDS)
    words = (_TASK.number, _TASK.label, _TASK.theme, _TASK.content)
    said = (shown.c.intent, shown.c.text, shown.c.asked_due_on)
    return (
        select(shown.c.id, _UNIT.name, *words, *said, handed_in.scalar_subquery(), _TASK.carried_from, *more)
        .select_from(shown)
        .join(table(Item), _ITEM.id == shown.c.item_id)
        .join(table(Task), _TASK.id == _ITEM.task_id)
        .join(table(Unit), _UNIT.id == _ITEM.unit_id)
        .order_by(shown.c.at, shown.c.id)
    )


_WAITS = (_REPORT.office_id == OFFICE) & (_REPORT.verdict == literal_column(f"'{Verdict.PENDING}'"))
_TAKEN_BACK = table(Report).alias().c
STANDS = ~exists().where(_TAKEN_BACK.id == _EVIDENCE.report_id, _TAKEN_BACK.verdict == Verdict.WITHDRAWN)
"""Evidence that did not come with a report taken back."""
_LATE_COUNTED = select(func.count(), func.count(LATE.c.unit_id.distinct())).select_from(LATE)
_LATE_PAGE = _late()
_WAITING_COUNTED = select(func.count(_REPORT.id)).where(_WAITS)
_SAID = (_REPORT.id, _REPORT.item_id, _REPORT.at, _REPORT.intent, _REPORT.text, _REPORT.asked_due_on)
_IN_TURN = select(*_SAID).where(_WAITS).order_by(_REPORT.at, _REPORT.id)
_WAITING_PAGE = _waiting(_page(_IN_TURN), _WAITING_COUNTED.scalar_subquery())
_WAITING_AMONG = _waiting(_IN_TURN.where(_REPORT.id.in_(bindparam("ids", expanding=True))))
