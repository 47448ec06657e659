"""Waiting for something to become true, without asking again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Bell:
    """Rung at every change; those who wait look again."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Wake all who wait."""
        event, self._event = self._event, asyncio.Event()
        event.set()

    async def wait_for(self, predicate: Callable[[], T], within: float | None = 5.0) -> T:
        """The first truthy answer of `predicate`; raises TimeoutError after `within` seconds (None: never)."""
        async with asyncio.timeout(within):
            while not (found := predicate()):
                await self._event.wait()
        return found
