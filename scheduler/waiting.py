"""Waiting for something to happen, but not for ever."""

from __future__ import annotations

import asyncio
import contextlib


async def happens(event: asyncio.Event, within: float) -> None:
    """Wait until an event is set, at most so many seconds.

    Whoever is cancelled meanwhile is cancelled: `asyncio.wait_for` of Python 3.11 forgets it where both meet.
    """
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(within):
            await event.wait()
