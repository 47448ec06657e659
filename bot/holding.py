"""An errand that takes its time stays the errand of whoever took it up; who stands still loses it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from scheduler.clock import Clock
from storage.database import is_passing
from storage.desk.errands import LEASE
from storage.records import Errand
from storage.store import Store

EVERY = LEASE / timedelta(seconds=3)  # seconds between two words that somebody is still at it


@asynccontextmanager
async def held(store: Store, clock: Clock, errand: Errand, every: float = EVERY) -> AsyncIterator[None]:
    """Nobody else takes the errand up meanwhile, however long it lasts."""
    saying_so = asyncio.create_task(_say_so(store, clock, errand, every))
    try:
        yield
    finally:
        saying_so.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await saying_so


async def _say_so(store: Store, clock: Clock, errand: Errand, every: float) -> None:
    while True:
        await asyncio.sleep(every)
        try:
            store.of_errand(errand, clock(), lambda desk: desk.hold(errand))
        except Exception as error:  # the database may be back before the lease is over
            if not is_passing(error):
                raise
