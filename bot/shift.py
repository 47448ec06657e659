"""A process's place among those that work for an office: who polls, and what part of the rate each may use."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable
from datetime import timedelta

from storage.store import Store
from storage.workers import Attendance

log = logging.getLogger(__name__)

LASTS = timedelta(seconds=8)
"""A process not heard of for so long is passed over, and the next one takes over; twice as long, and it is gone."""
EVERY = 2.0  # seconds between two words
LOOKS_EVERY, LOOKS_AT_LEAST_EVERY = 1.0, 5.0
"""Seconds after which the one that leads looks by itself for what was left to do, and a process among many does."""
LOOKS_ALONE_EVERY = 15.0  # seconds, where there is nobody else: for what a command has left
_LEFT_FOR = 60.0  # seconds after which nothing is left any more of those that were there
_IN_TIME = 1.0  # seconds before its time is over in which a process acts no more
_WATCHED_EVERY = 0.25
_KNOWN_TO_ALL = timedelta(seconds=2 * EVERY)
"""After so long every other process has heard of a newcomer and has made room for it."""


class Shift:
    """Says in the store that this process is at work. `steady` counts seconds whatever the office's clock does."""

    def __init__(self, store: Store, steady: Callable[[], float]) -> None:
        self._store = store
        self._steady = steady
        self._place: Attendance | None = None
        self._until = 0.0
        self._accompanied_at = steady()
        self.is_shared = store.is_shared

    async def keep(self, changed: Callable[[], None]) -> None:
        """Say so again and again, where others may be; `changed` is called after each time."""
        self.say()
        changed()
        while self.is_shared:
            await asyncio.sleep(EVERY)
            self.say()
            changed()

    def say(self) -> None:
        """Say it once, and learn who else is there."""
        asked_at = self._steady()
        led = self.leads
        self._place = self._store.attend(LASTS)
        if self._place.of > 1:
            self._accompanied_at = asked_at
        if self._place.gone:
            log.warning("others_gone", extra={"of": self._place.of, "gone": len(self._place.gone)})
        self._until = asked_at + LASTS / timedelta(seconds=1) - _IN_TIME if self.is_shared else math.inf
        if self.is_shared and self.leads != led:
            log.info("leading" if self.leads else "not_leading", extra={"of": self._place.of})

    def end(self) -> None:
        """Make room at once for whoever is next."""
        self._until = 0.0
        self._store.leave()

    @property
    def leads(self) -> bool:
        """Whether this process, and no other, fetches updates."""
        place = self._in_force()
        return place is not None and place.place == 0

    @property
    def is_alone(self) -> bool:
        """Whether no other process is known to be at work."""
        place = self._in_force()
        return place is not None and place.of == 1

    def part_of(self, per_second: int) -> int:
        """How many messages a second this process may send; all of them together send no more than permitted."""
        place = self._in_force()
        if place is None or (place.of > 1 and place.present_for < _KNOWN_TO_ALL):
            return 0
        return per_second // place.of + (place.place < per_second % place.of)

    @property
    def looks_every(self) -> float:
        """Seconds after which this process looks for what another may have left to do: the more they are, the longer.

        The one that leads is the quickest; one that has long been alone finds only what a command has left.
        """
        place = self._in_force()
        if place is not None and place.of == 1 and self._steady() - self._accompanied_at > _LEFT_FOR:
            return LOOKS_ALONE_EVERY
        if place is None or place.place == 0:
            return LOOKS_EVERY
        return min(LOOKS_EVERY * place.of, LOOKS_AT_LEAST_EVERY)

    async def lead(self) -> None:
        """Wait until this process leads."""
        while not self.leads:  # noqa: ASYNC110 - time itself ends it
            await asyncio.sleep(_WATCHED_EVERY)

    async def relieved(self) -> None:
        """Wait until it leads no more; one that stood still for a while finds out here."""
        while self.leads:  # noqa: ASYNC110 - time itself ends it, and nobody else leads before that
            await asyncio.sleep(self._until - self._steady())

    def _in_force(self) -> Attendance | None:
        return self._place if self._steady() < self._until else None
