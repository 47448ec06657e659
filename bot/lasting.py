"""Work that goes on until it is told to stop, whatever goes wrong meanwhile."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from storage.database import is_passing

log = logging.getLogger(__name__)

TELL_AGAIN = 60.0  # seconds after which a database that is still away is logged again


async def restarting(work: Callable[[], Awaitable[None]], steady: Callable[[], float]) -> None:
    """No fault ends a loop: it is logged and the loop begins again; a database that is away is waited for."""
    told_at = -math.inf
    while True:
        try:
            await work()
            return
        except Exception as error:
            loop = getattr(work, "__name__", "")
            if not is_passing(error):
                log.exception("loop_failed", extra={"loop": loop})
            elif steady() - told_at >= TELL_AGAIN:
                told_at = steady()
                log.error("database_away", extra={"loop": loop, "why": type(error).__name__})
            await asyncio.sleep(1)


async def unless(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Do something, unless told to stop before it is done."""
    await first_of(work, stop.wait())


async def first_of(*works: Coroutine[Any, Any, Any]) -> None:
    """Do several things until one of them is done; the others are broken off."""
    tasks = {asyncio.create_task(work) for work in works}
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
    for task in done:
        task.result()
