"""The only file that asks what time it is. A day is the office's day; a moment is aware, in UTC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The machine's time, UTC."""
    return datetime.now(UTC)


class OfficeClock:
    """The office's time: the machine's, or one that was set to start elsewhere and runs on from there."""

    def __init__(self, starts_at: datetime | None = None) -> None:
        self._ahead = timedelta(0) if starts_at is None else starts_at - system_clock()

    def __call__(self) -> datetime:
        """The office's present moment, UTC."""
        return system_clock() + self._ahead

    def move_to(self, instant: datetime) -> None:
        """Set the clock; it runs on from `instant` (aware)."""
        self._ahead = instant - system_clock()


def local(now: datetime, zone: ZoneInfo) -> datetime:
    """The same moment on the office's wall."""
    return now.astimezone(zone)
