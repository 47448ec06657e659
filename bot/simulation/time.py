"""Time that passes only where somebody waits for it: an event loop that never sleeps, and the office's clock on it."""

from __future__ import annotations

import asyncio
import selectors
from datetime import UTC, datetime, timedelta
from typing import Any


class StillLoop(asyncio.SelectorEventLoop):
    """An event loop whose seconds pass at once when all its tasks wait."""

    def __init__(self) -> None:
        self._passed = 0.0
        super().__init__(_Waiting(self))
        self._clock_resolution = 1e-6  # asyncio's nanosecond is lost beside the seconds of half a year

    def time(self) -> float:
        """Seconds since the loop began."""
        return self._passed

    def passes(self, seconds: float) -> None:
        """Everybody waits at least so long."""
        self._passed += seconds


class _Waiting(selectors.SelectSelector):
    """Where an event loop would sleep, its time moves on instead."""

    def __init__(self, loop: StillLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[Any]:
        """What is ready; nothing ever comes from outside, so waiting without an end is a fault of the simulation."""
        ready = super().select(0)
        if not ready and timeout is None:
            raise RuntimeError("everybody waits and nothing will ever happen")
        if not ready and timeout:
            self._loop.passes(timeout)
        return ready


class SimulatedClock:
    """The office's clock: runs with the loop from where it began, and may be set."""

    def __init__(self, starts_at: datetime) -> None:
        self._starts_at = starts_at.astimezone(UTC)
        self._set_by = timedelta(0)

    def __call__(self) -> datetime:
        """The office's present moment."""
        return self._starts_at + self._set_by + timedelta(seconds=round(steady(), 6))

    def set_by(self, ahead: timedelta) -> None:
        """Somebody sets the clock."""
        self._set_by += ahead


def steady() -> float:
    """Seconds of a clock that nobody sets."""
    return asyncio.get_running_loop().time()
