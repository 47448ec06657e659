"""Rounds whose time has come: each runs until it is done, though the database be away; and on a clock to be trusted."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial

from scheduler.clock import Clock, Witness
from scheduler.timetable import Entry
from scheduler.waiting import happens
from storage.database import is_passing

log = logging.getLogger(__name__)

LOOKS_EVERY = 5.0  # seconds between two looks at the clock
ASKS_EVERY = 2.0  # seconds between two questions what time it is, while the clock is not trusted
_A_JUMP = 5.0  # seconds by which a clock and a stopwatch part only where somebody moved the clock or it slept


class Owed:
    """What the timetable has called for and is not done yet."""

    def __init__(self, clock: Clock, steady: Callable[[], float]) -> None:
        self._clock = clock
        self._steady = steady
        self._ahead = self._is_ahead_by()
        self._due: dict[str, Entry] = {}
        self._news = asyncio.Event()

    def instead_of(self, entries: Sequence[Entry]) -> list[Entry]:
        """The same lines, which only say that their time has come."""
        return [replace(entry, run=partial(self._owe, entry)) for entry in entries]

    async def run_due(self) -> None:
        """Run what is owed, in order. Where the database is away this raises, and the round stays owed."""
        for name, entry in list(self._due.items()):
            try:
                await entry.run()
            except Exception as error:
                if is_passing(error):
                    raise
                log.exception("round_failed", extra={"round": name})
            self._due.pop(name, None)

    async def wait(self) -> None:
        """Until something is owed, or it is time to look at the clock."""
        await happens(self._news, LOOKS_EVERY)
        self._news.clear()

    def clock_was_moved(self) -> bool:
        """Whether it was since this was asked last."""
        before, self._ahead = self._ahead, self._is_ahead_by()
        return abs(self._ahead - before) > _A_JUMP

    async def _owe(self, entry: Entry) -> None:
        self._due[entry.name] = entry
        self._news.set()

    def _is_ahead_by(self) -> float:
        return self._clock().timestamp() - self._steady()


async def trusted(witness: Witness, ask: Callable[[], Awaitable[None]], is_over: Callable[[], bool]) -> None:
    """Wait while the machine's clock is far from the servers' time: nothing is said or stored under a wrong date.

    `ask` has a server tell the time again; `is_over` ends the waiting.
    """
    told = False
    while witness.is_doubted() and not is_over():
        if not told:
            log.error("clock_implausible", extra={"ahead": str(witness.off())})
            told = True
        await ask()
        if witness.is_doubted():
            await asyncio.sleep(ASKS_EVERY)
    if told:
        log.info("clock_trusted")
