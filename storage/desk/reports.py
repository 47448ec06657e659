"""Reports: what a unit says of an item, its evidence, and the office's verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from storage.desk.base import BaseDesk
from storage.records import Evidence, Item, Report, Task, Unit
from storage.states import EvidenceKind, Intent, ItemState, Verdict

REVIEWED = frozenset({Intent.DONE, Intent.NIL, Intent.EXTENSION})
"""What the office must say yes or no to; the rest is only written down."""

_NEXT_STATE = {
    Intent.SIGNED: ItemState.SIGNED,
    Intent.WORKING: ItemState.WORKING,
    Intent.NOT_STARTED: ItemState.SIGNED,
    Intent.TROUBLE: ItemState.WORKING,
    Intent.DONE: ItemState.SUBMITTED,
    Intent.NIL: ItemState.SUBMITTED,
}


class ReportsDesk(BaseDesk):
    """Answers and verdicts; every one is an event."""

    def report(
        self,
        item: Item,
        intent: Intent,
        text: str = "",
        links: Sequence[str] = (),
        asked_due_on: date | None = None,
    ) -> Report:
        """Write down what the unit said. The caller has made sure that the item is with the unit."""
        report = Report(
            office_id=self.office_id,
            item_id=item.id or 0,
            contact_id=(self.actor.id or 0) if self.actor else 0,
            update_id=self.update_id,
            intent=intent,
            text=text,
            asked_due_on=asked_due_on,
            after_due=item.is_overdue(self.today),
            state_before=item.state,
            at=self.now,
            verdict=Verdict.PENDING if intent in REVIEWED else Verdict.NONE,
        )
        self._move(item, intent)
        self.session.add_all([report, item])
        self.session.flush()
        for url in links:
            self.add_evidence(item, EvidenceKind.LINK, report, url=url)
        self.note(
            "report",
            f"item/{item.id}",
            intent=intent,
            text=text,
            links=list(links),
            due=str(asked_due_on) if asked_due_on else None,
            state=item.state,
        )
        return report

    def add_evidence(self, item: Item, kind: EvidenceKind, report: Report | None, **said: Any) -> Evidence:
        """Keep a link, photo or document under an item."""
        evidence = Evidence(
            office_id=self.office_id,
            item_id=item.id or 0,
            report_id=report.id if report else None,
            kind=kind,
            at=self.now,
            **said,
        )
        self.session.add(evidence)
        self.session.flush()
        self.note("evidence", f"item/{item.id}", kind=kind, **{key: said[key] for key in sorted(said)})
        return evidence

    def reports_of(self, item: Item) -> list[Report]:
        """What was said of an item, oldest first."""
        return self.all(select(Report).where(col(Report.item_id) == item.id).order_by(col(Report.id)))

    def evidence_of(self, item: Item) -> list[Evidence]:
        """What was handed in for an item, oldest first."""
        return self.all(select(Evidence).where(col(Evidence.item_id) == item.id).order_by(col(Evidence.id)))

    def reports_by_item(self) -> dict[int, list[Report]]:
        """Every report of the office, by item, oldest first."""
        found: dict[int, list[Report]] = {}
        for report in self.all(select(Report).where(col(Report.office_id) == self.office_id).order_by(col(Report.id))):
            found.setdefault(report.item_id, []).append(report)
        return found

    def evidence_by_item(self) -> dict[int, list[Evidence]]:
        """Everything handed in at the office, by item, oldest first."""
        found: dict[int, list[Evidence]] = {}
        here = select(Evidence).where(col(Evidence.office_id) == self.office_id).order_by(col(Evidence.id))
        for piece in self.all(here):
            found.setdefault(piece.item_id, []).append(piece)
        return found

    def take_back(self, report: Report, item: Item) -> bool:
        """更正: undo a report that nobody has decided on and that is the item's last. False when it is too late."""
        last = self.reports_of(item)[-1]
        if last.id != report.id or report.verdict not in (Verdict.PENDING, Verdict.NONE):
            return False
        report.verdict = Verdict.WITHDRAWN
        item.state = report.state_before
        if report.intent in (Intent.DONE, Intent.NIL):
            item.submitted_on = None
        item.look_on = self.today
        self.session.add_all([report, item])
        self.session.flush()
        self.note("take_back", f"item/{item.id}", report=report.id, state=item.state)
        return True

    def to_review(self) -> list[tuple[Report, Item, Task, Unit]]:
        """What awaits the office's word, oldest first."""
        query = (
            select(Report, Item, Task, Unit)
            .join(Item, col(Item.id) == col(Report.item_id))
            .join(Task, col(Task.id) == col(Item.task_id))
            .join(Unit, col(Unit.id) == col(Item.unit_id))
            .where(col(Report.office_id) == self.office_id, col(Report.verdict) == Verdict.PENDING)
            .order_by(col(Report.at), col(Report.id))
        )
        return list(self.session.execute(query))

    def accept(self, report: Report, item: Item) -> None:
        """通过: done is done, nil is nil, an extension moves the day in force."""
        self._decide(report, Verdict.ACCEPTED, "")
        if report.intent is Intent.EXTENSION:
            item.due_on, item.due_told_on = report.asked_due_on, self.today
            item.extensions, item.due_is_certain = item.extensions + 1, True
            item.look_on, item.returned_due_on = self.today, None
        else:
            item.state = ItemState.DONE if report.intent is Intent.DONE else ItemState.NOT_APPLICABLE
            item.closed_on, item.look_on = self.today, None
        self.session.add(item)
        self.session.flush()
        self.note("accept", f"item/{item.id}", report=report.id, state=item.state, due=str(item.due_on))

    def send_back(self, report: Report, item: Item, reason: str, due: date | None) -> None:
        """退回: the unit's clock runs again, to a short new day; a refused extension leaves the item as it is."""
        self._decide(report, Verdict.RETURNED, reason)
        if report.intent is not Intent.EXTENSION:
            item.state, item.submitted_on = ItemState.RETURNED, None
            item.returned_due_on, item.due_told_on = due, self.today
            item.look_on = self.today
        self.session.add(item)
        self.session.flush()
        self.note("send_back", f"item/{item.id}", report=report.id, reason=reason, due=str(due) if due else None)

    def strike_off(self, item: Item) -> None:
        """销号: the last act, after 办结."""
        item.state = ItemState.STRUCK_OFF
        self.session.add(item)
        self.session.flush()
        self.note("strike_off", f"item/{item.id}")

    def _decide(self, report: Report, verdict: Verdict, reason: str) -> None:
        report.verdict, report.reason, report.decided_at = verdict, reason, self.now
        report.decided_by = self.actor.id if self.actor else None
        self.session.add(report)

    def _move(self, item: Item, intent: Intent) -> None:
        was_signed = item.state is not ItemState.TO_SIGN
        if intent in _NEXT_STATE and not (intent is Intent.SIGNED and was_signed):
            item.state = _NEXT_STATE[intent]
        item.signed_on = item.signed_on or self.today
        if intent is not Intent.SIGNED:
            item.reported_on = self.today
            item.first_reported_on = item.first_reported_on or self.today
        if intent in (Intent.DONE, Intent.NIL):
            item.submitted_on = self.today
        item.in_trouble = intent is Intent.TROUBLE or (item.in_trouble and intent is Intent.SIGNED)
        item.look_on = self.today
