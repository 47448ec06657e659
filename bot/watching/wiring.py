"""The watch of one office's bot, put together from its settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.config import Config
from bot.inbox import Inbox
from bot.nightly import Kept
from bot.watching.lookout import Lookout
from bot.watching.pages import Pages
from bot.watching.pulse import Pulse
from bot.watching.watch import Tell, Watch
from scheduler.clock import Clock, local
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Watched:
    """The parts that are watched; `steady` counts seconds whatever the office's clock does."""

    config: Config
    store: Store
    clock: Clock
    inbox: Inbox
    pulse: Pulse
    steady: Callable[[], float]
    tell: Tell
    kept: Kept


def watch_over(watched: Watched) -> Watch:
    """A watch that looks at the database, the poller and the disks, and tells the operator."""
    config = watched.config
    lookout = Lookout(watched.store, watched.clock, watched.inbox, _folders(watched), watched.kept)
    pages = Pages(config.watch, lookout.look, watched.pulse, lambda: watched.inbox.polls)
    return Watch(
        config.watch,
        config.office.name,
        lookout.look,
        watched.tell,
        watched.steady,
        lambda moment: local(moment, config.zone),
        pages,
    )


def _folders(watched: Watched) -> list[Path]:
    """Where the program writes: the evidence, and the database where it is a file."""
    place = watched.store.engine.url
    kept = [Path(watched.config.evidence.folder)]
    return [Path(place.database).parent, *kept] if place.drivername.startswith("sqlite") and place.database else kept
