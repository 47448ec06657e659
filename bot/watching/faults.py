"""What is wrong, decided from what was seen: pure, so that a test needs neither a network nor a full disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.watching.settings import WatchSettings
from messages.alarms import Fault, FaultKind
from storage.desk.standing import Standing


@dataclass(frozen=True, slots=True)
class Seen:
    """One look at the program and what it stands on. `standing` is None where the database did not answer."""

    now: datetime
    standing: Standing | None
    conservation: dict[str, int]
    since_poll: float  # seconds since Telegram last handed over what it had, or since the start
    is_refused: bool = False  # Telegram does not take the token
    free_mb: dict[str, int] = field(default_factory=dict)  # by folder
    broken_link: int | None = None  # where the chain of events was found broken
    backup_failed: str = ""  # why the last backup came to nothing

    @property
    def lag(self) -> timedelta:
        """How long the oldest answer has been waiting."""
        oldest = self.standing.answers.oldest_at if self.standing else None
        return max(timedelta(0), self.now - oldest) if oldest else timedelta(0)


def faults(seen: Seen, settings: WatchSettings) -> list[Fault]:
    """Everything an operator must hear of, the most pressing first."""
    return [*_of_the_network(seen, settings), *_of_what_is_kept(seen, settings)]


def _of_the_network(seen: Seen, settings: WatchSettings) -> Iterator[Fault]:
    if seen.is_refused:
        yield Fault(FaultKind.TOKEN_REFUSED)
    elif seen.since_poll > settings.poll_silent:
        yield Fault(FaultKind.CUT_OFF, f"{seen.since_poll / 60:.0f}")
    if seen.lag > timedelta(seconds=settings.answer_late):
        yield Fault(FaultKind.LATE, f"{seen.lag / timedelta(minutes=1):.0f}")


def _of_what_is_kept(seen: Seen, settings: WatchSettings) -> Iterator[Fault]:
    if seen.standing is None:
        yield Fault(FaultKind.DATABASE_AWAY)
    for folder, free in sorted(seen.free_mb.items()):
        if free < settings.disk_free_mb:
            yield Fault(FaultKind.DISK_FULL, f"{folder} {free}")
            break
    if seen.broken_link is not None:
        yield Fault(FaultKind.CHAIN_BROKEN, str(seen.broken_link))
    if seen.backup_failed:
        yield Fault(FaultKind.BACKUP_FAILED, seen.backup_failed)
