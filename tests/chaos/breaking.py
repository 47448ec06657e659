"""Ctrl-C, once: what is under way is given up and puts itself away; whoever presses again changes nothing."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from types import FrameType
from typing import TypeVar

T = TypeVar("T")


class Break:
    """Whether somebody has broken off. Nothing is interrupted where it stands: a server half started would stay."""

    def __init__(self) -> None:
        self.is_asked = False
        self._under_way: asyncio.Task[object] | None = None

    def listens(self) -> None:
        """From now on."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    async def unless(self, work: Coroutine[object, object, T], within: float) -> T:
        """Do something; TimeoutError where it takes longer, CancelledError where it is broken off."""
        self._under_way = asyncio.current_task()
        try:
            async with asyncio.timeout(within):
                return await work
        finally:
            self._under_way = None

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        if not self.is_asked and self._under_way is not None:
            self._under_way.get_loop().call_soon_threadsafe(self._under_way.cancel)
        self.is_asked = True


BREAK = Break()
