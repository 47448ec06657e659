"""The sending loop: take what may go at once, let it go, write down what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime

from scheduler.clock import Clock
from scheduler.pace import Pace
from scheduler.waiting import happens
from storage.database import is_passing
from storage.delivery import Claim, Mailbox, Settlement

log = logging.getLogger(__name__)

AT_ONCE, AT_ONCE_IN_HASTE = 32, 8
"""Letters on their way; fewer while somebody waits for an answer, which each of them may hold up."""
HASTE = 0.25  # seconds after somebody has written
LOOK_AGAIN = 1.0  # seconds after which the outbox is looked at again while letters are on their way
GATHER = 0.005
"""Seconds after the first letter has gone in which others may go too: what became of them is written down together.

Where there is a pace it is written by the transaction that takes the letters that go next, or when it is looked again.
"""

Take = Callable[[datetime, int, int, Collection[int], Sequence[Settlement]], list[Claim]]
"""Writes down what became of letters, and claims up to so many, of which so many places are kept for answers to
people; none for the contacts named."""
Deliver = Callable[[Claim, datetime], Awaitable[Settlement]]
Settle = Callable[[Sequence[Settlement], datetime], None]
OnTheWay = asyncio.Future[Settlement]


class Sending:
    """Which letters are on their way, and which contacts must be left alone for now."""

    def __init__(self, clock: Clock, pace: Pace, take: Take, deliver: Deliver, settle: Settle) -> None:
        self._clock = clock
        self._pace = pace
        self._take = take
        self._deliver = deliver
        self._settle = settle
        self._alone = asyncio.Lock()
        self._woken = asyncio.Event()
        self._on_the_way: dict[OnTheWay, Mailbox] = {}
        self._gone: list[OnTheWay] = []  # of those, what became of them is not written down yet
        self._gathered: asyncio.TimerHandle | None = None
        self._resting: dict[int, int] = {}  # contacts that were lately written to, and their chats
        self._hasty_until = 0.0
        self.closing = False  # true: finish what is on its way, begin nothing new

    def wake(self) -> None:
        """Something may be due."""
        self._woken.set()

    def somebody_waits(self) -> None:
        """Somebody has written: for a moment reminders go a few at a time, so that the answer stands behind few."""
        self._hasty_until = asyncio.get_running_loop().time() + HASTE

    async def woken(self, within: float) -> None:
        """Wait until something may be due or there is more room, at most so many seconds."""
        await happens(self._woken, min(within, self._pace.eases_in()))

    async def send_due(self) -> None:
        """Send until nothing is due or the pace allows no more; a slow chat keeps no other waiting.

        Where the database is away this raises; what is on its way is kept in mind and settled by the next call.
        """
        async with self._alone:
            while True:
                self._woken.clear()
                now = self._clock()
                for claim in self._turn_over(now):
                    self._begin(claim, now)
                await asyncio.sleep(0)  # what was taken is written and waits its turn before the pace is asked
                if not self._on_the_way:
                    return
                await self._next_turn()

    async def _next_turn(self) -> None:
        """Wait for more room, which comes later than reckoned where the program is busy; so does what has gone."""
        seconds = asyncio.get_running_loop().time
        until = seconds() + LOOK_AGAIN
        await self.woken(LOOK_AGAIN)
        while not self._woken.is_set() and not self._pace.room() and seconds() < until:
            await self.woken(until - seconds())

    def _begin(self, claim: Claim, now: datetime) -> None:
        letter = asyncio.ensure_future(self._deliver(claim, now))
        self._on_the_way[letter] = claim.contact
        letter.add_done_callback(self._has_gone)

    def _has_gone(self, letter: OnTheWay) -> None:
        """Have it settled: at once where it is the last one on its way, else with those that go right after it."""
        self._gone.append(letter)
        if len(self._gone) == len(self._on_the_way):
            self.wake()
        elif self._gathered is None and self._pace.room() >= AT_ONCE:
            self._gathered = asyncio.get_running_loop().call_later(GATHER, self.wake)

    def _turn_over(self, now: datetime) -> list[Claim]:
        """Settle what has gone and take what may go now, in one transaction.

        Letters are taken only when they can go at once: what is written now is read now.
        """
        if self._gathered is not None:
            self._gathered.cancel()
            self._gathered = None
        gone = [*self._gone]
        busy = self._busy(gone)
        free, kept = self._free(AT_ONCE - len(self._on_the_way) + len(gone))
        settlements = [letter.result() for letter in gone]
        if free > 0:
            claims = self._settle_and_take(now, free, kept, busy, settlements)
        else:
            claims = []
            self._settle_alone(settlements)
        self._forget(gone)
        return claims

    def _free(self, places: int) -> tuple[int, int]:
        """How many letters may be taken, and how many of these places are for answers alone."""
        if self.closing:
            return 0, 0
        is_hasty = asyncio.get_running_loop().time() < self._hasty_until
        spared = AT_ONCE - AT_ONCE_IN_HASTE if is_hasty else 0
        others = max(0, min(places - spared, self._pace.room()))
        free = max(others, min(places, self._pace.room(for_answers=True)))
        return free, free - others

    def _settle_and_take(
        self, now: datetime, free: int, kept: int, busy: Collection[int], gone: Sequence[Settlement]
    ) -> list[Claim]:
        if not gone:
            return self._take(now, free, kept, busy, ())
        try:
            return self._take(now, free, kept, busy, gone)
        except Exception as error:
            if is_passing(error):
                raise
            log.exception("turning_over_failed")  # in either half; at least what has gone is written down
        self._settle_alone(gone)
        return []

    def _settle_alone(self, gone: Sequence[Settlement]) -> None:
        try:
            if gone:
                self._settle(gone, self._clock())
        except Exception as error:
            if is_passing(error):
                raise
            log.exception("settling_failed")  # their leases run out, and they go again, in doubt

    def _busy(self, gone: Sequence[OnTheWay]) -> set[int]:
        """Contacts that nothing may go to now: a letter is on its way to them, or they have just got one."""
        resting = self._resting | {self._on_the_way[one].id: self._on_the_way[one].chat_id for one in gone}
        self._resting = {one: chat_id for one, chat_id in resting.items() if self._pace.rests(chat_id)}
        return {self._on_the_way[one].id for one in self._on_the_way.keys() - {*gone}} | self._resting.keys()

    def _forget(self, settled: Sequence[OnTheWay]) -> None:
        for letter in settled:
            del self._on_the_way[letter]
            self._gone.remove(letter)
