"""One process of the program, put together as `bot/app.py` does, for one or several offices on one database."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from telegram.error import TelegramError

from bot.conversation.enrolment import enrolment_link
from bot.conversation.talk import Conversation
from bot.errands import Errands
from bot.handling import handle_kept
from bot.inbox import Inbox
from bot.rate import Rate
from bot.simulation.network import Network
from bot.simulation.time import SimulatedClock, steady
from bot.simulation.wire import bot_on
from bot.telegram import Telegram
from scheduler.clock import local
from scheduler.rounds import Rounds
from scheduler.rules import Rules
from scheduler.timetable import Times, ticks, timetable
from scheduler.workdays import Workdays
from storage.books import Books
from storage.store import Store
from storage.tables.limits import Limits

ZONE = ZoneInfo("Asia/Shanghai")
TIMES = Times(send="0 9,13 * * *")
POLL_AGAIN = 2.0


@dataclass(frozen=True, slots=True)
class Place:
    """What outlives a process: an office's store and its network."""

    name: str
    store: Store
    network: Network


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every office's parts share."""

    clock: SimulatedClock
    rules: Rules
    workdays: Workdays
    books: Books
    folder: Path  # of the evidence


class Process:
    """A life of the program. Its loops run where there is something to do, and rest where there is not."""

    def __init__(self, places: Sequence[Place], around: Surroundings) -> None:
        self._clock = around.clock
        self._offices = [_Office(place, around) for place in places]
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self, release: bool) -> None:
        """Begin: leases of the life before are released where nobody else can hold them, else they run out."""
        now = local(self._clock(), ZONE)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        for one in self._offices:
            if release:
                one.place.store.release_leases()
        await self.tick(midnight - timedelta(seconds=1), now)
        self.wake()

    @property
    def is_quiet(self) -> bool:
        """Whether everything that could be done has been done."""
        return not self._tasks

    async def tick(self, after: datetime, until: datetime) -> None:
        """The rounds that fall due in a time run, each once; then whatever there is to do."""
        is_due = False
        for one in self._offices:
            due = {entry.name for _, entry in ticks(one.entries, after, until)}
            for entry in one.entries:
                if entry.name in due:
                    is_due = True
                    await entry.run()
        if is_due:
            self.wake()

    def next_line(self, after: datetime) -> datetime:
        """When the timetable next has something to do."""
        at, _ = next(ticks(self._offices[0].entries, after, after + timedelta(days=2)))
        return at

    def wake(self) -> None:
        """Something may have come in or fallen due."""
        for one in self._offices:
            self._tasks |= {_task(one.receive()), _task(one.send())}

    async def quiet(self, within: float) -> None:
        """Wait until nothing is left to do for now, at most so many seconds. Raises what ended the process."""
        until = steady() + within
        while self._tasks and steady() < until:
            left = until - steady()
            done, _ = await asyncio.wait(self._tasks, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            self._tasks -= done
            for task in done:
                task.result()

    async def dies(self) -> None:
        """Everything that is under way ends where it stands."""
        under_way = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        self._tasks.clear()


class _Office:
    """One office's parts."""

    def __init__(self, place: Place, around: Surroundings) -> None:
        self.place = place
        self._clock = around.clock
        self._rate = Rate(steady)
        bot = bot_on(place.network)
        telegram = Telegram(bot, self._rate)
        self.rounds = Rounds(place.store, around.clock, ZONE, around.rules, around.workdays, telegram.send, self._rate)
        self._conversation = Conversation(place.store, self.rounds, lambda code: enrolment_link("duban_bot", code))
        self._inbox = Inbox(bot, place.store, around.clock, lambda: None, steady)
        self._errands = Errands(bot, place.store, around.clock, around.folder, Limits())
        self.entries = timetable(TIMES, self.rounds, ZONE, lambda: None)
        self._receiving = asyncio.Lock()
        self._books = around.books
        self._is_new = True
        self._is_sending = False

    async def receive(self) -> None:
        """Fetch what is there, keep it, let it take effect; again while the network is down."""
        async with self._receiving:
            is_done = not (self._is_new or self.place.network.has_news)
            self._is_new = False
            while not is_done:
                try:
                    await self._inbox.fetch(0)
                    await self._inbox.fetch(0)  # acknowledges what the first one kept
                except TelegramError:
                    await asyncio.sleep(POLL_AGAIN)
                    continue
                await handle_kept(self.place.store, self._clock, self._respond)
                if self._books.errands_wait():
                    await self._errands.do_due()
                is_done = not self.place.network.waiting
        await self.send()

    async def send(self) -> None:
        """Send what is due, and again when what was held back may be tried."""
        self.rounds.sending.wake()
        if self._is_sending:
            return
        self._is_sending = True
        try:
            while self._something_waits():
                await self.rounds.send_due()
                wait = min(self._until_next_try(), self._rate.eases_in())
                if wait == math.inf:
                    break
                await self.rounds.sending.woken(wait)
        finally:
            self._is_sending = False

    def _something_waits(self) -> bool:
        """Looked up the cheap way: the program's own way is to try."""
        now = self._clock()
        return self._books.something_waits(self.place.store.office_id, local(now, ZONE).date())

    async def _respond(self, update_ids: Sequence[int], now: datetime) -> bool:
        effect = self._conversation.respond(update_ids, now)
        self.rounds.sending.wake()
        return effect is not None

    def _until_next_try(self) -> float:
        held_until = self.place.store.next_try(self._clock())
        return math.inf if held_until is None else max(0.05, (held_until - self._clock()) / timedelta(seconds=1))


def _task(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    return asyncio.get_running_loop().create_task(work)
