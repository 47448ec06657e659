"""Writing: a letter as it is true at the moment it goes, and the digest's figures."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from messages import digests, entries, letter, notices
from messages.assessment import AssessmentRules
from messages.letter import Letter
from messages.phrases import Wording
from messages.tallies import Tally
from scheduler import check_ins, item_days, nudging, papers
from scheduler.clock import local
from scheduler.hours import Hours
from scheduler.pressing import Pressing
from storage.delivery import Claim, Due
from storage.desk import Desk
from storage.desk.figures import Count
from storage.desk.items import InFull
from storage.records import Contact, Item
from storage.states import UNASKED, NoticeKind

_TALLIED_FROM = 10
"""The month from which on the digest says who of those with a count is at zero and who is below."""
_COUNTED = {field.name for field in fields(Count)} - {"oldest_at", "due_this_week", "nil"}


class Writing(Hours):
    """What is said is composed when it is sent."""

    pressing: Pressing
    weights: AssessmentRules
    wording: Wording
    _digested: tuple[str, Letter] | None = None  # the last batch of claims that one was written for

    def write(self, claim: Claim, now: datetime) -> tuple[Letter | None, frozenset[int]]:
        """The letter for a claim, true at this moment, and the notices that are true no more."""
        today = local(now, self._zone).date()
        told = [notice for notice in claim.notices if self._is_true(notice, claim, today)]
        untrue = frozenset(notice.id for notice in claim.notices) - {notice.id for notice in told}
        if not told:
            return None, untrue
        if told[0].kind is NoticeKind.DIGEST:
            return self._digest_with(claim.lease.rpartition("-")[0], now), untrue
        if told[0].kind is NoticeKind.LETTER:
            with self._store.act(now) as desk:
                return self.pressing.released_letter(desk, told[0], claim.contact), untrue
        if told[0].body is not None:
            return self._with_paper(self._from_body(told[0].body, now), now), untrue
        entries = [self._entry(notice, claim, today) for notice in told]
        if claim.contact.address:
            return notices.whole_letter(entries, today, self.wording), untrue
        return notices.day_letter(entries, today, 0, self.wording), untrue

    def is_soon(self, item: Item, today: date) -> bool:
        """临期, by the office's rule in working days."""
        return item_days.is_due_soon(item, today, self.rules, self.workdays)

    def _digest_with(self, batch: str, now: datetime) -> Letter:
        """The digest for one of several whose letters were taken together: all of them read the same figures."""
        if self._digested is None or self._digested[0] != batch:
            self._digested = (batch, self.digest(now))
        return self._digested[1]

    def digest(self, now: datetime) -> Letter:
        """The digest as of this moment."""
        with self._store.act(now) as desk:
            return self.digest_in(desk)

    def digest_in(self, desk: Desk) -> Letter:
        """The digest as a transaction sees it; what it prints of the audit chain is remembered."""
        figures = self.figures(desk)
        desk.remember_head(figures.records, figures.chain_head)
        return digests.digest(figures, local(desk.now, self._zone))

    def figures(self, desk: Desk) -> digests.Figures:
        """The digest's numbers, from one snapshot; the oldest wait in working days."""
        count = desk.count(check_ins.check_in_on_or_before(desk.today, self.workdays))
        waits_since = self._day_of(count.oldest_at) if count.oldest_at else desk.today
        since = desk.since_last_digest(self.span(desk.today, desk.today).begins, self._day_of)
        news = (
            digests.Changes(self._day_of(since.at), since.reported, since.done, since.newly_overdue) if since else None
        )
        return digests.Figures(
            oldest_wait=self.workdays.workdays_between(waits_since, desk.today),
            changes=news,
            due_this_week=tuple(number for number, _ in count.due_this_week),
            due_this_week_items=sum(items for _, items in count.due_this_week),
            nil=count.nil + count.nil_pending,
            dead_links=tuple(f"第{number}项{unit}" for number, unit in desk.dead_links()),
            tally=_tally(desk),
            **{name: getattr(count, name) for name in _COUNTED},
        )

    def entries_in_message(self, desk: Desk, contact: Contact, message_id: int) -> list[entries.Entry]:
        """What an earlier day's message spoke of and is still with the unit, as it stands now."""
        entries = []
        for item, kind in desk.told_in(contact, message_id):
            if item.is_with_unit:
                entries.append(self._describe((item, *desk.with_task(item)), kind, desk.today))
        return entries

    def _from_body(self, body: dict[str, Any], now: datetime) -> Letter:
        """The letter that waited; one that follows another takes its place, whatever id that was sent under."""
        written = letter.from_body(body)
        if not body.get("follows"):
            return written
        with self._store.act(now) as desk:
            return written.editing(desk.sent_as(body["follows"]))

    def _with_paper(self, written: Letter, now: datetime) -> Letter:
        """The letter with the file it names, made now."""
        if not written.paper:
            return written
        kind, _, draft_id = written.paper.partition("/")
        with self._store.act(now) as desk:
            if kind == "draft":
                return replace(written, attachment=self.pressing.paper(desk, int(draft_id)))
            made = papers.paper(written.paper, desk, lambda item: self.is_soon(item, desk.today), self.weights)
        return replace(written, attachment=made)

    def _is_true(self, notice: Due, claim: Claim, today: date) -> bool:
        if notice.kind not in UNASKED or notice.kind is NoticeKind.LETTER:
            return True
        item = claim.items.get(notice.item_id or 0)
        if notice.kind is NoticeKind.NUDGE:
            return item is not None and nudging.is_true(notice.key, item)
        return item is not None and any(one.key == notice.key for one in self._plan(item, today))

    def _entry(self, notice: Due, claim: Claim, today: date) -> entries.Entry:
        item = claim.items[notice.item_id or 0]
        task = claim.tasks[item.task_id]
        return entries.Entry(
            kind=notice.kind,
            item=item,
            task=task,
            unit=claim.units[item.unit_id],
            act_by=self._act_by(item, notice.kind, today),
            late_by=item_days.late_by(item, today, self.workdays),
            source=claim.sources[task.plan_id],
        )

    def _act_by(self, item: Item, kind: NoticeKind, today: date) -> date | None:
        """The working day to act by; where an item is spoken of ahead of time, that of its next milestone."""
        if kind in (NoticeKind.ADVANCE, NoticeKind.DUE_TODAY):
            return item_days.next_act_by(item, today, self.workdays)
        return item_days.act_by(item, self.workdays)

    def _describe(self, of: InFull, kind: NoticeKind, on: date) -> entries.Entry:
        item, task, unit, source = of
        return entries.Entry(
            kind=kind,
            item=item,
            task=task,
            unit=unit.name,
            act_by=self._act_by(item, kind, on),
            late_by=item_days.late_by(item, on, self.workdays),
            source=source.title,
        )


def _tally(desk: Desk) -> Tally | None:
    """The count duties of this year; None before October, and where there are none."""
    rows = desk.counted(desk.today.year) if desk.today.month >= _TALLIED_FROM else []
    if not rows:
        return None
    at_zero = [row for row in rows if not row.is_met and not row.counted]
    return Tally(
        items=len(rows),
        met=sum(row.is_met for row in rows),
        at_zero=len(at_zero),
        below=sum(not row.is_met and row.counted > 0 for row in rows),
        numbers_at_zero=tuple(dict.fromkeys(row.number for row in at_zero)),
    )
