"""Reviews: what waits for the office, and its verdict."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import literal_column, select
from sqlmodel import col

from storage.desk.reports import SUBMITS, ReportsDesk
from storage.records import Item, Report, Task, Unit
from storage.states import Intent, ItemState, Verdict
from storage.values import DeadlineKind

IS_PENDING = col(Report.verdict) == literal_column(f"'{Verdict.PENDING}'")
"""Written out, for the index over what waits for the office alone."""


class ReviewsDesk(ReportsDesk):
    """Every verdict is an event."""

    def to_review(
        self, first: int = 0, limit: int | None = None, among: Iterable[int] | None = None
    ) -> list[tuple[Report, Item, Task, Unit]]:
        """What awaits the office's word, oldest first: all, `limit` from the `first` on, or those `among` these ids."""
        waiting = (
            select(Report, Item)
            .join(Item, col(Item.id) == col(Report.item_id))
            .where(col(Report.office_id) == self.office_id, IS_PENDING)
            .order_by(col(Report.at), col(Report.id))
            .offset(first or None)
            .limit(limit)
        )
        if among is not None:
            waiting = waiting.where(col(Report.id).in_(list(among)))
        rows = list(self.session.execute(waiting))
        tasks = self.by_id(Task, (item.task_id for _, item in rows))
        units = self.by_id(Unit, (item.unit_id for _, item in rows))
        return [(report, item, tasks[item.task_id], units[item.unit_id]) for report, item in rows]

    def accept(self, report: Report, item: Item) -> None:
        """通过: done is done, nil is nil, an extension moves the day in force, a trouble is seen to.

        Of a count duty one more time is done; it goes on with the unit until there are enough.
        """
        self._decide(report, Verdict.ACCEPTED, "")
        if report.intent is Intent.TROUBLE:
            item.in_trouble = False
        elif report.intent is Intent.EXTENSION:
            item.due_on, item.due_told_on = report.asked_due_on, self.today
            item.extensions, item.due_is_certain = item.extensions + 1, True
            item.look_on, item.returned_due_on = self.today, None
        elif report.intent is Intent.DONE and self._wants_more(item):
            item.state, item.submitted_on, item.returned_due_on = ItemState.WORKING, None, None
            item.look_on = self.today
        else:
            item.state = _closed(item, report.intent)
            item.closed_on, item.look_on = self.today, None
            self._settle_open(item, (Intent.EXTENSION, Intent.TROUBLE), Verdict.NONE)
        self.session.add(item)
        self.session.flush()
        self.note("accept", f"item/{item.id}", report=report.id, state=item.state, due=str(item.due_on))

    def send_back(self, report: Report, item: Item, reason: str, due: date | None) -> None:
        """退回: the unit's clock runs again, to a short new day; to a request only the answer is kept."""
        self._decide(report, Verdict.RETURNED, reason)
        if report.intent in SUBMITS:
            item.state, item.submitted_on = ItemState.RETURNED, None
            item.returned_due_on, item.due_told_on = due, self.today
            item.look_on = self.today
        self.session.add(item)
        self.session.flush()
        said = {"reason": reason, "due": str(due) if due else None, "state": item.state}
        self.note("send_back", f"item/{item.id}", report=report.id, **said)

    def strike_off(self, item: Item) -> None:
        """销号: the last act, after 办结."""
        item.state = ItemState.STRUCK_OFF
        self.session.add(item)
        self.session.flush()
        self.note("strike_off", f"item/{item.id}", state=item.state)

    def _decide(self, report: Report, verdict: Verdict, reason: str) -> None:
        report.verdict, report.reason, report.decided_at = verdict, reason, self.now
        report.decided_by = self.actor.id if self.actor else None
        self.session.add(report)

    def _wants_more(self, item: Item) -> bool:
        return item.times_wanted > self.times_counted([item]).get(item.id or 0, 0)


def _closed(item: Item, accepted: Intent) -> ItemState:
    """What an item is once its report was accepted; of a lasting duty only a stage is done."""
    if accepted is Intent.NIL:
        return ItemState.NOT_APPLICABLE
    return ItemState.ONGOING if item.kind is DeadlineKind.CONTINUOUS else ItemState.DONE
