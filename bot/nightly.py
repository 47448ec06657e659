"""The nightly round: a verified backup, and the chain of events checked.

However many processes and offices there are, each of these is done once; what came to nothing is tried again when
the timetable next calls for it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from scheduler.clock import Clock
from storage.backups import back_up_day, thin_out
from storage.database import DatabaseUnusable
from storage.store import Store

log = logging.getLogger(__name__)


class KeepSettings(BaseModel):
    """`[keep]` in config.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    backups: str = ""  # the folder; "": none are made
    days: int = Field(default=7, ge=1)
    weeks: int = Field(default=4, ge=0)
    months: int = Field(default=12, ge=0)


@dataclass
class Kept:
    """What the last round found; whoever watches reads it here."""

    backup_failed: str = ""
    broken_link: int | None = None


class Keeper:
    """`day_of` tells which day of the office a moment falls on."""

    def __init__(self, store: Store, clock: Clock, day_of: Callable[[datetime], date], settings: KeepSettings) -> None:
        self._store = store
        self._clock = clock
        self._day_of = day_of
        self._settings = settings
        self.kept = Kept()

    async def keep(self) -> None:
        """Everything, in a thread: people are answered meanwhile."""
        await asyncio.to_thread(self._keep)

    def _keep(self) -> None:
        now, settings = self._clock(), self._settings
        if settings.backups and not self._once(f"backup/{settings.backups}", now, self._see_to_backup):
            self.kept.backup_failed = ""  # another process sees to it, and tells where it cannot
        self._once(f"night/{self._store.office_id}", now, self._see_to_office)

    def _once(self, chore: str, now: datetime, work: Callable[[datetime], bool]) -> bool:
        """Do it; False where it is done, or another process is at it."""
        if not self._store.take_chore(chore, now):
            return False
        if work(now):
            self._store.chore_done(chore, now)
        return True

    def _see_to_backup(self, now: datetime) -> bool:
        self.kept.backup_failed = self._back_up(Path(self._settings.backups), self._day_of(now))
        return not self.kept.backup_failed

    def _see_to_office(self, _now: datetime) -> bool:
        self.kept.broken_link = self._store.for_reading().broken_link()
        return True

    def _back_up(self, folder: Path, day: date) -> str:
        """Why it came to nothing; "" where all is well."""
        settings = self._settings
        try:
            file = back_up_day(self._store.engine, folder, day)
            gone = thin_out(folder, settings.days, settings.weeks, settings.months)
        except (DatabaseUnusable, OSError) as error:
            log.error("backup_failed", extra={"why": str(error)})
            return str(error)
        log.info("backed_up", extra={"file": str(file), "bytes": file.stat().st_size, "removed": len(gone)})
        return ""
