"""The two loops of time: plan the day, send what is due; decided from what is stored and the hour given."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from messages import digests, letter, notices, office, overviews
from messages.assessment import AssessmentRules
from messages.letter import Letter
from messages.phrases import STANDARD, Wording
from scheduler import carrying, expansion, nudging, papers, plan, tallying
from scheduler.clock import Clock, local
from scheduler.escalation import Ladder
from scheduler.pace import Pace, Unhurried
from scheduler.plan import Rules
from scheduler.pressing import Pressing
from scheduler.sending import Sending
from scheduler.workdays import Workdays
from storage.database import is_passing
from storage.delivery import Claim, Due, Mailbox, Outcome, Refused, Retry, Settlement, Unreachable, Withdrawn
from storage.desk import Desk
from storage.desk.figures import Count
from storage.desk.periods import Span
from storage.records import Contact, Item, Plan, Task
from storage.states import UNASKED, NoticeKind, Post
from storage.store import Store

log = logging.getLogger(__name__)

Send = Callable[[int, Letter], Awaitable[Outcome]]
SendAside = Callable[[str, Letter], Awaitable[Outcome]]
BATCH = 500
LATEST = timedelta(seconds=5)
"""A letter taken longer ago has not been begun in time: this process stood still, and another may have taken it."""
CALENDAR_AGE = timedelta(minutes=1)


_COUNTED = {field.name for field in fields(Count)} - {"oldest_at", "due_this_week", "nil"}


class Rounds:
    """What the timetable calls. `send` puts one letter into one chat and says what became of it.

    `send_aside` does so for an address of the second channel; a channel that is slow keeps no chat waiting.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        zone: ZoneInfo,
        rules: Rules,
        workdays: Workdays,
        send: Send,
        pace: Pace | None = None,
        ladder: Ladder | None = None,
        office: str = "政务公开办",
        weights: AssessmentRules | None = None,
        send_aside: SendAside | None = None,
        wording: Wording = STANDARD,
    ) -> None:
        self._store = store
        self._clock = clock
        self._zone = zone
        self.rules = rules
        self.workdays = workdays
        self._calendar_read_at: datetime | None = None
        self.pressing = Pressing(rules, ladder or Ladder(), zone, office, lambda: self.workdays)
        self.wording = wording
        self.weights = weights or AssessmentRules()
        self._send = send
        self._send_aside = send_aside or _no_second_channel
        self.sending = Sending(clock, pace or Unhurried(), self._claim, self._deliver, self._settle)
        self.aside = Sending(clock, Unhurried(), partial(self._claim, aside=True), self._deliver, self._settle)

    def plan_day(self) -> None:
        """Plan what everybody must be told today; on a day off nothing. Running it again adds nothing."""
        now = self._clock()
        today = local(now, self._zone).date()
        with self._store.act(now) as desk:
            self.read_calendar(desk)
            desk.forget_updates(now - timedelta(days=self.rules.updates_kept_for))
        if not self.workdays.is_workday(today):
            return
        self._see_who_is_there(now)
        self._expand_rhythms(now)
        after: int | None = 0
        while after is not None:
            after = self._plan_some(now, today, after)
        with self._store.act(now) as desk:
            self.pressing.draw_up(desk)
        self._tell_of_stranded(now)

    def read_calendar(self, desk: Desk) -> None:
        """Honour the days that the office has decided on."""
        days = desk.calendar()
        if days != self.workdays.overrides:
            self.workdays = Workdays(days)

    def call_digest(self) -> None:
        """Put the week's digest into the office's mailboxes, once a week, Monday to Friday while the office is open."""
        now = self._clock()
        at = local(now, self._zone)
        is_weekend = at.weekday() >= 5  # a moved working weekend belongs to the week that was off
        if is_weekend or not self.workdays.is_workday(at.date()) or at.time() >= self.rules.office_closes:
            return
        with self._store.act(now) as desk:
            monday = desk.today - timedelta(days=at.weekday())
            for contact in desk.call_digest(monday):
                for page, picture in enumerate(papers.picture_letters(desk)):
                    desk.tell(contact, picture.as_body(), key=f"picture/{monday}/{contact.id}/{page}")

    def propose_carry_over(self) -> None:
        """Tell the office at the turn of the year what could go into next year's plan; once in each of its months."""
        with self._store.act(self._clock()) as desk:
            if self.workdays.is_workday(desk.today):
                carrying.propose(desk)

    async def send_due(self) -> None:
        """Send until nothing is due or the pace allows no more."""
        await self.sending.send_due()

    def _claim(
        self, now: datetime, limit: int, busy: Collection[int], gone: Sequence[Settlement], aside: bool = False
    ) -> list[Claim]:
        """Take letters, and write down in the same transaction what became of those that are gone."""
        self._read_calendar_now_and_then(now)
        if any(isinstance(one.outcome, Unreachable) for one in gone):  # the office is told, in a transaction of its own
            self._settle(gone, now)
            gone = ()
        return self._store.claim(now, limit, self._may_remind(now), busy, aside, gone)

    def _read_calendar_now_and_then(self, now: datetime) -> None:
        """Another process may have been told of a day."""
        if self._calendar_read_at is None or abs(now - self._calendar_read_at) >= CALENDAR_AGE:
            self._calendar_read_at = now
            with self._store.act(now) as desk:
                self.read_calendar(desk)

    def _settle(self, gone: Sequence[Settlement], now: datetime) -> None:
        self._store.settle(gone, now)
        if any(isinstance(one.outcome, Unreachable) for one in gone):
            self._tell_of_stranded(now)

    def write(self, claim: Claim, now: datetime) -> tuple[Letter | None, frozenset[int]]:
        """The letter for a claim, true at this moment, and the notices that are true no more."""
        today = local(now, self._zone).date()
        told = [notice for notice in claim.notices if self._is_true(notice, claim, today)]
        untrue = frozenset(notice.id for notice in claim.notices) - {notice.id for notice in told}
        if not told:
            return None, untrue
        if told[0].kind is NoticeKind.DIGEST:
            return self.digest(now), untrue
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
        return plan.is_due_soon(item, today, self.rules, self.workdays)

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
        with self._store.act(now) as desk:
            made = papers.paper(written.paper, desk, lambda item: self.is_soon(item, desk.today), self.weights)
        return replace(written, attachment=made)

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
        count = desk.count(plan.check_in_on_or_before(desk.today, self.workdays))
        waits_since = self._day_of(count.oldest_at) if count.oldest_at else desk.today
        since = desk.since_last_digest(self._day_of)
        news = (
            digests.Changes(self._day_of(since.at), since.reported, since.done, since.newly_overdue) if since else None
        )
        return digests.Figures(
            oldest_wait=self.workdays.workdays_between(waits_since, desk.today),
            changes=news,
            due_this_week=tuple(number for number, _ in count.due_this_week),
            due_this_week_items=sum(items for _, items in count.due_this_week),
            nil=count.nil + count.nil_pending,
            dead_links=tuple(f"第{task.number}项{unit.name}" for task, unit in desk.dead_links()),
            tally=tallying.tally(desk),
            **{name: getattr(count, name) for name in _COUNTED},
        )

    def _day_of(self, moment: datetime) -> date:
        return local(moment, self._zone).date()

    def span(self, first: date, last: date) -> Span:
        """Days with the moments between which they lie, in the office's time."""
        begins, ends = (datetime.combine(day, time.min, self._zone) for day in (first, last + timedelta(days=1)))
        return Span(first, last, begins, ends)

    def entries_in_message(self, desk: Desk, contact: Contact, message_id: int) -> list[notices.Entry]:
        """What an earlier day's message spoke of and is still with the unit, as it stands now."""
        entries = []
        for item, kind in desk.told_in(contact, message_id):
            if item.is_with_unit:
                entries.append(self._describe(desk, item, kind, desk.today))
        return entries

    def hand_out(self, desk: Desk, source: Plan) -> tuple[int, int, int]:
        """立即交办: plan the confirmed, untold items of a plan now. Returns items, units and liaisons told."""
        items = [item for item in desk.items_untold(source) if item.assigned_on is None]
        desk.plan_notices(
            [(item, one.kind, one.key, one.post) for item in items for one in self._plan(item, desk.today)]
        )
        desk.look_again(items, None)
        units = {item.unit_id for item in items}
        liaisons = {contact.id: contact for contact in desk.in_charge(units).values()}
        desk.may_tell_again(liaisons.values())
        return len(items), len(units), len(liaisons)

    def preview(self, desk: Desk, on: date) -> list[notices.Entry]:
        """What would go out on a day if nobody answered until then. Sends and stores nothing."""
        if on < desk.today or not self.workdays.is_workday(on):
            return []
        planned = desk.keys_planned()
        return [
            self._describe(desk, item, one.kind, on)
            for item in desk.items_with_unit()
            for one in self._new_on(item, on, desk.today, planned)
            if one.post is Post.A
        ]

    def preview_letter(self, desk: Desk, on: date, page: int) -> Letter:
        """/预演 as the office reads it."""
        quiet = "" if self.workdays.is_workday(on) else f"{on.isoformat()}为非工作日"
        if on < desk.today:
            quiet = "该日已过"
        liaisons = desk.in_charge({unit.id or 0 for unit in desk.units()})
        names = {unit.name: liaisons.get(unit.id or 0) for unit in desk.units()}
        grouped: dict[tuple[str, NoticeKind, str], list[str]] = {}
        for entry in self.preview(desk, on):
            grouped.setdefault((entry.unit, entry.kind, entry.why(desk.today)), []).append(entry.item.number)
        outgoing = [
            overviews.Outgoing(unit, contact.name if (contact := names.get(unit)) else "", kind, tuple(numbers), why)
            for (unit, kind, why), numbers in grouped.items()
        ]
        return overviews.preview_text(on, outgoing, desk.today, page, quiet)

    def _new_on(self, item: Item, on: date, today: date, planned: set[str]) -> Iterable[plan.Planned]:
        """What the plan says on a day and has not said on the working day before it."""
        told_first = self.workdays.first_workday_on_or_after(max(today, item.begins_on or today))
        if item.assigned_on is None and on > told_first:
            item = Item.model_validate(item.model_dump() | {"assigned_on": told_first, "due_told_on": told_first})
        before = self.workdays.last_workday_on_or_before(on - timedelta(days=1))
        said = {one.key for one in self._plan(item, before)} if before >= today else planned
        return [one for one in self._plan(item, on) if one.key not in said]

    def _plan(self, item: Item, day: date) -> list[plan.Planned]:
        return [*plan.notices(item, day, self.rules, self.workdays)]

    def _plan_some(self, now: datetime, today: date, after: int) -> int | None:
        """Plan a batch of items by id above `after`; the last id, or None when there are no more."""
        with self._store.act(now) as desk:
            items = desk.items_to_look_at(after, BATCH)
            decided = [(item, *self._decide(item, today)) for item in items]
            desk.plan_notices([(item, one.kind, one.key, one.post) for item, planned, _ in decided for one in planned])
            for item, _, look_on in decided:
                item.look_on = look_on
            return items[-1].id if len(items) == BATCH else None

    def _decide(self, item: Item, today: date) -> tuple[list[plan.Planned], date | None]:
        """What an item calls for and when to look next. A fault of ours is logged and tried again tomorrow."""
        try:
            return self._plan(item, today), plan.look_on(item, today, self.rules, self.workdays)
        except Exception:
            log.exception("not_planned", extra={"item": item.id})
            return [], today + timedelta(days=1)

    def _expand_rhythms(self, now: datetime) -> None:
        """A rhythm whose last occurrence has passed gets its next one; never one reckoned from a completion."""
        with self._store.act(now) as desk:
            for task in desk.rhythms_to_expand():
                desk.go_on(task, self._next_days(desk, task))

    def _see_who_is_there(self, now: datetime) -> None:
        """What waits for somebody who is away from today goes to the other post, and back when the days are over."""
        with self._store.act(now) as desk:
            desk.redirect_for_absences()

    def _next_days(self, desk: Desk, task: Task) -> list[date | None]:
        """As `_decide`: a damaged rhythm keeps no other row from being planned."""
        try:
            return expansion.due_days(task, desk.session.get_one(Plan, task.plan_id), desk.today)
        except Exception:
            log.exception("not_planned", extra={"task": task.id})
            return []

    def _tell_of_stranded(self, now: datetime) -> None:
        """A 交办 that reaches nobody is told to the office at once; again only when more of them have gathered."""
        with self._store.act(now) as desk:
            desk.redirect_stranded()
            desk.turn_aside()
            for unit, items in desk.stranded_assignments():
                note = office.unreachable(unit.name, f"{items}件交办无可送达的联络员")
                for contact in desk.office_contacts():
                    desk.tell(contact, note.as_body(), key=f"unreachable/{unit.id}/{contact.id}/{items}")

    async def _deliver(self, claim: Claim, now: datetime) -> Settlement:
        """Write and send one letter. A fault of ours is logged with the keys and tried again later, others go on."""
        keys = [notice.key for notice in claim.notices]
        if self._clock() - now > LATEST:
            return Settlement(claim, Retry(timedelta(0), "进程曾停顿，重新安排"))
        try:
            written, untrue = self.write(claim, now)
            outcome = await self._put(claim.contact, written) if written else Withdrawn()
        except Exception as error:
            if is_passing(error):
                return Settlement(claim, Retry(timedelta(seconds=5), "数据库暂不可用"))
            log.exception("letter_failed", extra={"keys": keys})
            return Settlement(claim, Retry(timedelta(minutes=15), f"程序错误：{type(error).__name__}"))
        if isinstance(outcome, Refused):
            log.error("letter_refused", extra={"keys": keys, "why": outcome.why})
        return Settlement(claim, outcome, untrue)

    async def _put(self, contact: Mailbox, written: Letter) -> Outcome:
        if contact.address:
            return await self._send_aside(contact.address, written)
        return await self._send(contact.chat_id, written)

    def _may_remind(self, now: datetime) -> bool:
        """Reminders go out on working days, in office hours."""
        at = local(now, self._zone)
        in_hours = self.rules.office_opens <= at.time() < self.rules.office_closes
        return in_hours and self.workdays.is_workday(at.date())

    def _is_true(self, notice: Due, claim: Claim, today: date) -> bool:
        if notice.kind not in UNASKED or notice.kind is NoticeKind.LETTER:
            return True
        item = claim.items.get(notice.item_id or 0)
        if notice.kind is NoticeKind.NUDGE:
            return item is not None and nudging.is_true(notice.key, item)
        return item is not None and any(one.key == notice.key for one in self._plan(item, today))

    def _entry(self, notice: Due, claim: Claim, today: date) -> notices.Entry:
        item = claim.items[notice.item_id or 0]
        task = claim.tasks[item.task_id]
        return notices.Entry(
            kind=notice.kind,
            item=item,
            task=task,
            unit=claim.units[item.unit_id],
            act_by=self._act_by(item, notice.kind, today),
            late_by=plan.late_by(item, today, self.workdays),
            source=claim.sources[task.plan_id],
        )

    def _act_by(self, item: Item, kind: NoticeKind, today: date) -> date | None:
        """The working day to act by; where an item is spoken of ahead of time, that of its next milestone."""
        if kind in (NoticeKind.ADVANCE, NoticeKind.DUE_TODAY):
            return plan.next_act_by(item, today, self.workdays)
        return plan.act_by(item, self.workdays)

    def _describe(self, desk: Desk, item: Item, kind: NoticeKind, on: date) -> notices.Entry:
        task, unit, source = desk.with_task(item)
        return notices.Entry(
            kind=kind,
            item=item,
            task=task,
            unit=unit.name,
            act_by=self._act_by(item, kind, on),
            late_by=plan.late_by(item, on, self.workdays),
            source=source.title,
        )


async def _no_second_channel(_address: str, _letter: Letter) -> Outcome:
    return Unreachable("未启用其他联系渠道")
