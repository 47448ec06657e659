"""One office's bot at work: polls, plans and sends until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from functools import partial

from telegram.error import TelegramError

from bot.handling import AT_ONCE, handle_kept
from bot.lasting import restarting, unless
from bot.owed import trusted
from bot.parts import Parts
from messages import words
from scheduler import timetable
from scheduler.sending import Sending
from scheduler.waiting import happens
from storage.database import is_passing

log = logging.getLogger(__name__)

IDLE = 30.0  # seconds without anything to do before handler, sender and errands look again by themselves
RETRY_EVERY = 10.0  # seconds after which errands are looked at again where some were taken up, and perhaps put off
GRACE = 9.0  # seconds that letters on their way may take after SIGTERM


class App(Parts):
    """The loops of one office's bot; `run` works until `stop` is set."""

    async def run(self, stop: asyncio.Event) -> None:
        """Poll, plan and send until `stop`; letters on their way are waited for, the rest waits in the outbox."""
        words.tell_time_in(self.config.zone)
        try:
            async with self._sending_aside(), self.watch.at_work():
                await unless(stop, self.reception.greet(self._tell_of_refusal))
                if not stop.is_set():
                    await self._work(stop)
        finally:
            await self.bot.shutdown()
        log.info("stopped")

    async def _work(self, stop: asyncio.Event) -> None:
        self.scheduler = timetable.Running(self.owed.instead_of(self.timetable), self.clock)
        self.to_handle.set()
        loops = (
            self._keep_shift,
            self.reception.receive,
            self._handle,
            self._run_rounds,
            self._run_errands,
            self._run_looks,
            partial(self._sender, self.rounds.sending),
        )
        tasks = [asyncio.create_task(restarting(loop, self.steady)) for loop in loops]
        log.info("running", extra={"office": self.config.office.name})
        await stop.wait()
        self.scheduler.stop()
        self.scheduler = None
        self.rounds.sending.closing = True
        self.wake_sender()
        for task in tasks[:-1]:
            task.cancel()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), GRACE)
        self._end_shift()

    async def _tell_of_refusal(self) -> None:
        """The operator hears that Telegram does not take the token."""
        await self.watch.look_once()
        await self.rounds.aside.send_due()

    async def _keep_shift(self) -> None:
        await self.shift.keep(self._use_part)

    def _use_part(self) -> None:
        """Send no more than this process's part of what the bot may send."""
        if self.store.is_shared:
            self.rate.use_part(self.shift.part_of(self.rate.per_second))

    def _end_shift(self) -> None:
        try:
            self.shift.end()
        except Exception as error:  # then its time runs out by itself
            if not is_passing(error):
                raise

    @contextlib.asynccontextmanager
    async def _sending_aside(self) -> AsyncIterator[None]:
        """The second channel works meanwhile, whether Telegram is there or not."""
        work = asyncio.create_task(restarting(partial(self._sender, self.rounds.aside), self.steady))
        try:
            yield
        finally:
            self.rounds.aside.closing = True
            self.wake_sender()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(work, GRACE)

    async def _run_rounds(self) -> None:
        """Run what the timetable calls for; after the clock was moved the timetable is reckoned anew."""
        while True:
            await self._trusted()
            await self.owed.run_due()
            await self.owed.wait()
            if self.owed.clock_was_moved() and self.scheduler is not None:
                log.warning("clock_moved")
                self.scheduler.rearm()

    async def _trusted(self) -> None:
        await trusted(self.witness, self._ask_time, lambda: self.rounds.sending.closing)

    async def _ask_time(self) -> None:
        with contextlib.suppress(TelegramError):
            await self.bot.get_me()

    async def _handle(self) -> None:
        while True:
            await self._trusted()
            self.to_handle.clear()
            await handle_kept(self.store, self.clock, self.respond, AT_ONCE if self.shift.is_alone else 1)
            await happens(self.to_handle, self._idle)

    async def _run_errands(self) -> None:
        await self._run(self.errands.do_due, self.errands_wait)

    async def _run_looks(self) -> None:
        """In a loop of its own: a website that is slow holds up no document and no photo."""
        await self._run(self.looks.do_due, self.looks_wait)

    async def _run(self, do_due: Callable[[], Awaitable[bool]], wait: asyncio.Event) -> None:
        while True:
            if done := await do_due():
                self.wake_sender()
            await happens(wait, RETRY_EVERY if done else IDLE)
            wait.clear()

    async def _sender(self, sending: Sending) -> None:
        while True:
            await self._trusted()
            await sending.send_due()
            if sending.closing:
                return
            await sending.woken(self._until_next_try())

    def _until_next_try(self) -> float:
        """Seconds until a held letter may be tried again."""
        held_until = self.store.next_try(self.clock())
        if held_until is None:
            return self._idle
        return min(self._idle, max(0.05, (held_until - self.clock()) / timedelta(seconds=1)))

    @property
    def _idle(self) -> float:
        return self.shift.looks_every if self.store.is_shared else IDLE
