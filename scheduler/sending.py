"""The sending loop: take what may go at once, let it go, write down what became of it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime

from scheduler.clock import Clock
from scheduler.pace import Pace
from storage.database import is_passing
from storage.delivery import Claim, Settlement
from storage.records import Contact

log = logging.getLogger(__name__)

AT_ONCE = 32
LOOK_AGAIN = 1.0  # seconds after which the outbox is looked at again while letters are on their way

Take = Callable[[datetime, int, Collection[int]], list[Claim]]
"""Claims up to so many letters, none for the contacts named."""
Deliver = Callable[[Claim, datetime], Awaitable[Settlement]]
Settle = Callable[[Sequence[Settlement], datetime], None]


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
        self._on_the_way: dict[asyncio.Task[Settlement], Contact] = {}
        self._resting: dict[int, int] = {}  # contacts that were lately written to, and their chats
        self.closing = False  # true: finish what is on its way, begin nothing new

    def wake(self) -> None:
        """Something may be due."""
        self._woken.set()

    async def woken(self, within: float) -> None:
        """Wait until something may be due or there is more room, at most so many seconds."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), min(within, self._pace.eases_in()))

    async def send_due(self) -> None:
        """Send until nothing is due or the pace allows no more; a slow chat keeps no other waiting.

        Where the database is away this raises; what is on its way is kept in mind and settled by the next call.
        """
        async with self._alone:
            while True:
                self._woken.clear()
                now = self._clock()
                for claim in self._take_some(now):
                    self._on_the_way[asyncio.ensure_future(self._deliver(claim, now))] = claim.contact
                if not self._on_the_way:
                    return
                await self._look_up()
                self._settle_gone()

    def _take_some(self, now: datetime) -> list[Claim]:
        """Letters are taken only when they can go at once: what is written now is read now."""
        free = 0 if self.closing else min(AT_ONCE - len(self._on_the_way), self._pace.room())
        if free <= 0:
            return []
        self._resting = {one: chat_id for one, chat_id in self._resting.items() if self._pace.rests(chat_id)}
        on_the_way = {contact.id or 0 for contact in self._on_the_way.values()}
        return self._take(now, free, on_the_way | self._resting.keys())

    async def _look_up(self) -> None:
        """Wait until a letter has gone, something new may be due, or there is more room."""
        woken = asyncio.create_task(self._woken.wait())
        within = min(LOOK_AGAIN, self._pace.eases_in())
        await asyncio.wait({*self._on_the_way, woken}, timeout=within, return_when=asyncio.FIRST_COMPLETED)
        woken.cancel()

    def _settle_gone(self) -> None:
        gone = [task for task in self._on_the_way if task.done()]
        try:
            if gone:
                self._settle([task.result() for task in gone], self._clock())
        except Exception as error:
            if is_passing(error):
                raise
            log.exception("settling_failed")  # their leases run out, and they go again, in doubt
        for task in gone:
            contact = self._on_the_way.pop(task)
            self._resting[contact.id or 0] = contact.chat_id
