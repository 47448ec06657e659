"""One look at the program and what it stands on."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from bot.inbox import Inbox
from bot.nightly import Kept
from bot.watching.faults import Seen
from scheduler.clock import Clock
from storage.database import is_passing
from storage.desk.standing import Standing
from storage.store import Store

_MEGABYTE = 1_000_000


class Lookout:
    """Looks at the store, the poller and the folders; what the nightly round found stays until the next one."""

    def __init__(self, store: Store, clock: Clock, inbox: Inbox, folders: Sequence[Path], kept: Kept) -> None:
        self._store = store
        self._clock = clock
        self._inbox = inbox
        self._folders = folders
        self._kept = kept

    def look(self) -> Seen:
        """How things stand now; a database that is away is seen as such and never raised."""
        standing, conservation = self._database()
        return Seen(
            now=self._clock(),
            standing=standing,
            conservation=conservation,
            since_poll=self._inbox.since_good_poll(),
            is_refused=self._inbox.is_refused,
            free_mb={str(folder): _free_mb(folder) for folder in self._folders},
            broken_link=self._kept.broken_link,
            backup_failed=self._kept.backup_failed,
        )

    def _database(self) -> tuple[Standing | None, dict[str, int]]:
        try:
            with self._store.act(self._clock()) as desk:
                standing = desk.standing()
            return standing, self._store.conservation()
        except Exception as error:
            if is_passing(error):
                return None, {}
            raise


def _free_mb(folder: Path) -> int:
    """Free space where a folder is, or will be."""
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    return shutil.disk_usage(there).free // _MEGABYTE
