"""The two loops of time: plan the day, send what is due; decided from what is stored and the hour given."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from messages.assessment import AssessmentRules
from messages.letter import Letter
from messages.phrases import STANDARD, Wording
from scheduler.clock import Clock
from scheduler.escalation import Ladder
from scheduler.foreseeing import Foreseeing
from scheduler.pace import Pace, Unhurried
from scheduler.planning import Planning
from scheduler.pressing import Pressing
from scheduler.rules import Rules
from scheduler.sending import Sending
from scheduler.workdays import Workdays
from scheduler.writing import Writing
from storage.claiming import Wanted
from storage.database import is_passing
from storage.delivery import Claim, Outcome, Refused, Retry, Settlement, Unreachable, Withdrawn
from storage.states import UNASKED
from storage.store import Store

log = logging.getLogger(__name__)

Send = Callable[[int, Letter, bool], Awaitable[Outcome]]
"""Chat, letter, and whether it answers somebody, who waits for it."""
SendAside = Callable[[str, Letter], Awaitable[Outcome]]
LATEST = timedelta(seconds=5)
"""A letter taken longer ago has not been begun in time: this process stood still, and another may have taken it."""


class Rounds(Planning, Writing):
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
        super().__init__(store, clock, zone, rules, workdays)
        self.pressing = Pressing(rules, ladder or Ladder(), zone, office, lambda: self.workdays)
        self.foreseeing = Foreseeing(rules, ladder or Ladder(), zone, lambda: self.workdays, self._describe)
        self.wording = wording
        self.weights = weights or AssessmentRules()
        self._send = send
        self._send_aside = send_aside or _no_second_channel
        self.sending = Sending(clock, pace or Unhurried(), self._claim, self._deliver, self._settle)
        self.aside = Sending(clock, Unhurried(), partial(self._claim, aside=True), self._deliver, self._settle)

    async def send_due(self) -> None:
        """Send until nothing is due or the pace allows no more."""
        await self.sending.send_due()

    def _claim(
        self,
        now: datetime,
        limit: int,
        kept: int,
        busy: Collection[int],
        gone: Sequence[Settlement],
        aside: bool = False,
    ) -> list[Claim]:
        """Take letters, and write down in the same transaction what became of those that are gone."""
        self._read_calendar_now_and_then(now)
        if any(isinstance(one.outcome, Unreachable) for one in gone):  # the office is told, in a transaction of its own
            self._settle(gone, now)
            gone = ()
        return self._store.claim(Wanted(now, limit, self._may_remind(now), busy, aside, kept), gone)

    def _settle(self, gone: Sequence[Settlement], now: datetime) -> None:
        self._store.settle(gone, now)
        if any(isinstance(one.outcome, Unreachable) for one in gone):
            self._tell_of_stranded(now)

    async def _deliver(self, claim: Claim, now: datetime) -> Settlement:
        """Write and send one letter. A fault of ours is logged with the keys and tried again later, others go on."""
        keys = [notice.key for notice in claim.notices]
        if self._clock() - now > LATEST:
            return Settlement(claim, Retry(timedelta(0), "进程曾停顿，重新安排"))
        try:
            written, untrue = self.write(claim, now)
            outcome = await self._put(claim, written) if written else Withdrawn()
        except Exception as error:
            if is_passing(error):
                return Settlement(claim, Retry(timedelta(seconds=5), "数据库暂不可用"))
            log.exception("letter_failed", extra={"keys": keys})
            return Settlement(claim, Retry(timedelta(minutes=15), f"程序错误：{type(error).__name__}"))
        if isinstance(outcome, Refused):
            log.error("letter_refused", extra={"keys": keys, "why": outcome.why})
        return Settlement(claim, outcome, untrue)

    async def _put(self, claim: Claim, written: Letter) -> Outcome:
        if claim.contact.address:
            return await self._send_aside(claim.contact.address, written)
        is_answer = not any(notice.kind in UNASKED for notice in claim.notices)
        return await self._send(claim.contact.chat_id, written, is_answer)


async def _no_second_channel(_address: str, _letter: Letter) -> Outcome:
    return Unreachable("未启用其他联系渠道")
