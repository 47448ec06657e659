"""Decisions: the office's verdicts, each kept with what stood before it, so that it can be undone for a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from storage.desk.base import account_of
from storage.desk.questions import plain_value
from storage.desk.reports import SUBMITS
from storage.desk.reviews import ReviewsDesk
from storage.outbox import refresh_mailboxes
from storage.records import Decision, Item, Notice, Report, Task, Unit
from storage.states import Intent, ItemState, NoticeState, Verdict

UNDONE_WITHIN = timedelta(days=1)
_ITEM = (
    "state",
    "due_on",
    "due_told_on",
    "due_is_certain",
    "returned_due_on",
    "submitted_on",
    "closed_on",
    "extensions",
    "in_trouble",
)
_DAYS = frozenset({"due_on", "due_told_on", "returned_due_on", "submitted_on", "closed_on"})


class DecisionsDesk(ReviewsDesk):
    """通过, 退回, 延期, 不涉及, 销号 and 撤销, each with its event."""

    def to_review_of(self, numbers: Sequence[str]) -> list[tuple[Report, Item, Task, Unit]]:
        """The last report of each item of these rows that awaits the office's word."""
        last: dict[int, tuple[Report, Item, Task, Unit]] = {}
        for report, item, task, unit in self.to_review():
            if task.number in numbers:
                last[item.id or 0] = (report, item, task, unit)
        return [*last.values()]

    def pass_report(self, report: Report, item: Item) -> Decision:
        """通过."""
        with self._deciding(item, report) as decision:
            self.accept(report, item)
        return decision

    def return_report(self, report: Report, item: Item, reason: str, due: date | None) -> Decision:
        """退回."""
        with self._deciding(item, report) as decision:
            self.send_back(report, item, reason, due)
        return decision

    def put_off(self, report: Report, item: Item, due: date, reason: str) -> Decision:
        """延期: the office's own new day, whatever was reported; the unit's clock runs on to it."""
        with self._deciding(item, report) as decision:
            asked = report.intent is Intent.EXTENSION
            self._decide(report, Verdict.ACCEPTED if asked else Verdict.RETURNED, reason)
            if item.state is ItemState.SUBMITTED and report.intent in SUBMITS:
                item.state, item.submitted_on = ItemState.WORKING, None
            item.due_on, item.due_told_on, item.returned_due_on = due, self.today, None
            item.extensions, item.due_is_certain, item.look_on = item.extensions + 1, True, self.today
            self.session.add(item)
            self.session.flush()
            self.note("put_off", f"item/{item.id}", report=report.id, due=str(due), state=item.state)
        return decision

    def pass_as_nil(self, report: Report, item: Item, reason: str) -> Decision:
        """不涉及: the office's own finding, whatever was reported."""
        with self._deciding(item, report) as decision:
            self._decide(report, Verdict.ACCEPTED, reason)
            self._settle_open(item, (Intent.EXTENSION, Intent.TROUBLE, *SUBMITS), Verdict.NONE)
            self._close_as_nil(item)
            self.note("accept_as_nil", f"item/{item.id}", report=report.id, state=item.state)
        return decision

    def find_nil(self, item: Item, reason: str, said_by: str) -> Decision:
        """不涉及 where nothing of the unit waits for a word: the office's own finding, kept among the reports."""
        with self._deciding(item, None) as decision:
            report = Report(
                id=self.session.next_report(),
                office_id=self.office_id,
                item_id=item.id or 0,
                contact_id=(self.actor.id or 0) if self.actor else 0,
                update_id=self.update_id,
                intent=Intent.NIL,
                said_by=said_by,
                by_office=True,
                state_before=item.state,
                at=self.now,
            )
            self._decide(report, Verdict.ACCEPTED, reason)
            self._close_as_nil(item)
            decision.report_id = report.id
            self.note("find_nil", f"item/{item.id}", report=report.id, reason=reason, state=item.state)
        return decision

    def strike_off_item(self, item: Item) -> Decision:
        """销号."""
        with self._deciding(item, None) as decision:
            self.strike_off(item)
        return decision

    def to_strike_off(self, numbers: Sequence[str] = ()) -> list[tuple[Item, Task, Unit]]:
        """Items that are 已办结 and not struck off; of these rows, or all."""
        query = (
            select(Item, Task, Unit)
            .join(Task, col(Task.id) == col(Item.task_id))
            .join(Unit, col(Unit.id) == col(Item.unit_id))
            .where(col(Item.office_id) == self.office_id, col(Item.state) == ItemState.DONE)
            .order_by(col(Task.plan_id), col(Task.position), col(Item.id))
        )
        found: list[tuple[Item, Task, Unit]] = list(self.session.execute(query))
        return [row for row in found if not numbers or row[1].number in numbers]

    def may_be_undone(self, batch: str = "") -> list[Decision]:
        """What this person decided within a day and has not undone, newest first; of one batch, or all.

        A person of a group is known by the account, whatever name it has taken since.
        """
        query = (
            select(Decision)
            .where(col(Decision.office_id) == self.office_id, col(Decision.at) > self.now - UNDONE_WITHIN)
            .where(
                col(Decision.undone_at).is_(None), col(Decision.contact_id) == (self.actor.id if self.actor else None)
            )
            .where(col(Decision.speaker).endswith(account_of(self.speaker), autoescape=True))
            .order_by(col(Decision.id).desc())
        )
        return self.all(query.where(col(Decision.batch) == batch) if batch else query)

    def undo(self, decision: Decision) -> bool:
        """Put an item and its reports back. False where something has happened to them since; nothing is changed."""
        item = self.session.get_one(Item, decision.item_id)
        after, before = decision.after or {}, decision.before or {}
        now = self._picture(item)
        if any(now.get(name) != value for name, value in after.items()):
            return False
        self._restore(item, before)
        decision.undone_at, item.look_on = self.now, self.today
        self.session.add_all([item, decision])
        self.session.flush()
        self.note("undo", f"item/{item.id}", decision=decision.id, report=decision.report_id, state=item.state)
        return True

    def take_back_verdict(self, decision: Decision) -> bool:
        """Keep a verdict that was undone from going out. False: it has gone out, or may have."""
        key = verdict_key(decision)
        told = select(Notice).where(col(Notice.office_id) == self.office_id, col(Notice.key) == key)
        notice = self.session.scalars(told).first()
        if notice is None:
            return True
        waits = notice.state in (NoticeState.PENDING, NoticeState.UNREACHABLE)
        if not waits or notice.letter is not None or notice.doubts:
            return False
        notice.state, notice.why = NoticeState.WITHDRAWN, "公开办已撤销"
        self.session.flush()
        refresh_mailboxes(self.session, [notice.contact_id])
        return True

    def _close_as_nil(self, item: Item) -> None:
        item.state, item.closed_on, item.look_on = ItemState.NOT_APPLICABLE, self.today, None
        item.in_trouble = False
        self.session.add(item)
        self.session.flush()

    @contextmanager
    def _deciding(self, item: Item, report: Report | None) -> Iterator[Decision]:
        before = self._picture(item)
        decision = Decision(
            office_id=self.office_id,
            item_id=item.id or 0,
            report_id=report.id if report else None,
            contact_id=self.actor.id if self.actor else None,
            speaker=self.speaker,
            batch=str(self.update_id),
            at=self.now,
        )
        yield decision
        after = self._picture(item)
        changed = {name for name in after if name != "reports" and after[name] != before.get(name)}
        decision.before = {name: before.get(name, f"{Verdict.WITHDRAWN}") for name in sorted(changed)}  # or its own
        decision.after = {name: after[name] for name in sorted(changed)} | {"reports": after["reports"]}
        self.session.add(decision)
        self.session.flush()

    def _picture(self, item: Item) -> dict[str, Any]:
        """What a decision may change, as plain values: the item, and the verdict on each of its reports."""
        reports = self.reports_of(item)
        verdicts = {f"report/{one.id}": f"{one.verdict}" for one in reports}
        return {name: plain_value(getattr(item, name)) for name in _ITEM} | verdicts | {"reports": len(reports)}

    def _restore(self, item: Item, before: dict[str, Any]) -> None:
        for name, value in before.items():
            kind, _, report_id = name.partition("/")
            if report_id:
                report = self.session.get_one(Report, int(report_id))
                report.verdict, report.reason = Verdict(value), ""
                report.decided_at = report.decided_by = None
            elif kind == "state":
                item.state = ItemState(value)
            else:
                setattr(item, kind, date.fromisoformat(value) if kind in _DAYS and value else value)


def verdict_key(decision: Decision) -> str:
    """The key under which the unit is told of a decision."""
    return f"verdict/{decision.report_id}/{decision.id}"
