"""The only file that asks what time it is. A day is the office's day; a moment is aware, in UTC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
WRONG = timedelta(minutes=10)
"""A clock further from the servers' time is not to be trusted."""


def system_clock() -> datetime:
    """The machine's time, UTC."""
    return datetime.now(UTC)


class OfficeClock:
    """The office's time: the machine's, or one that was set to start elsewhere and runs on from there."""

    def __init__(self, starts_at: datetime | None = None, began: datetime | None = None) -> None:
        """`began` is the machine's time at which it was set going; now, where nobody says."""
        self._ahead = timedelta(0) if starts_at is None else starts_at - (began or system_clock())

    def __call__(self) -> datetime:
        """The office's present moment, UTC."""
        return system_clock() + self._ahead

    def move_to(self, instant: datetime) -> None:
        """Set the clock; it runs on from `instant` (aware)."""
        self._ahead = instant - system_clock()


class Witness:
    """Holds the machine's clock against the time that servers tell; `steady` counts seconds whatever clocks do."""

    def __init__(self, steady: Callable[[], float], clock: Clock = system_clock) -> None:
        self._steady = steady
        self._clock = clock
        self._told: tuple[datetime, float] | None = None

    def hear(self, moment: datetime) -> None:
        """A server says what time it is."""
        self._told = moment, self._steady()

    def off(self) -> timedelta:
        """How far the machine's clock is ahead of the time told, to a second or two; zero where nobody told it."""
        if self._told is None:
            return timedelta(0)
        told, at = self._told
        return self._clock() - told - timedelta(seconds=self._steady() - at)

    def is_doubted(self) -> bool:
        """Whether the machine's clock is wrong by more than any network explains."""
        return abs(self.off()) > WRONG


def local(now: datetime, zone: ZoneInfo) -> datetime:
    """The same moment on the office's wall."""
    return now.astimezone(zone)
