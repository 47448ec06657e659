"""Watch: looks again and again, tells the operator what is wrong, and lets a heartbeat out while nothing is."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime

import aiohttp

from bot.watching.faults import Seen, faults
from bot.watching.pages import Pages
from bot.watching.settings import WatchSettings
from messages import alarms
from messages.alarms import Fault, FaultKind
from messages.letter import Letter

log = logging.getLogger(__name__)

Tell = Callable[[str, Letter], Awaitable[bool]]
"""Puts an alarm on its way under a key that tells it apart; true when it is."""
_PATIENCE = aiohttp.ClientTimeout(total=10)


class Watch:
    """Each fault is told when it begins, again after `remind_every`, and once when it is over."""

    def __init__(
        self,
        settings: WatchSettings,
        office: str,
        look: Callable[[], Seen],
        tell: Tell,
        steady: Callable[[], float],
        local: Callable[[datetime], datetime],
        pages: Pages,
    ) -> None:
        self._settings = settings
        self._office = office
        self._look = look
        self._tell = tell
        self._steady = steady
        self._local = local
        self._pages = pages
        self._known: set[FaultKind] = set()
        self._told: dict[FaultKind, float] = {}
        self._beaten_at = -math.inf

    @contextlib.asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Watch meanwhile."""
        await self._pages.open()
        work = asyncio.create_task(self._keep_looking())
        try:
            yield
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
            await self._pages.close()

    async def _keep_looking(self) -> None:
        while True:
            try:
                await self.look_once()
            except Exception:
                log.exception("watch_failed")
            await asyncio.sleep(self._settings.look_every)

    async def look_once(self) -> None:
        """One look and what follows from it."""
        seen = self._look()
        found = faults(seen, self._settings)
        for fault in found:
            await self._raise(fault, seen.now)
        for kind in self._known - {fault.kind for fault in found}:
            await self._clear(kind, seen.now)
        if not found:
            await self._beat()

    async def _raise(self, fault: Fault, now: datetime) -> None:
        if fault.kind not in self._known:
            log.error("fault", extra={"kind": fault.kind.value, "detail": fault.detail})
        self._known.add(fault.kind)
        told_at = self._told.get(fault.kind, -math.inf)
        if self._steady() - told_at < self._settings.remind_every:
            return
        letter = alarms.raised(fault, self._office, self._local(now))
        if await self._tell(f"alarm/{fault.kind}/{now:%Y-%m-%dT%H:%M:%SZ}", letter):
            self._told[fault.kind] = self._steady()

    async def _clear(self, kind: FaultKind, now: datetime) -> None:
        letter = alarms.cleared(kind, self._office, self._local(now))
        if kind not in self._told or await self._tell(f"alarm/{kind}/over/{now:%Y-%m-%dT%H:%M:%SZ}", letter):
            log.info("fault_over", extra={"kind": kind.value})
            self._known.discard(kind)
            self._told.pop(kind, None)

    async def _beat(self) -> None:
        """Ask for the heartbeat's address: whoever waits for it raises the alarm when none comes."""
        address, now = self._settings.heartbeat, self._steady()
        if not address or now - self._beaten_at < self._settings.heartbeat_every:
            return
        self._beaten_at = now
        try:
            async with aiohttp.ClientSession(timeout=_PATIENCE) as session, session.get(address) as answer:
                is_heard, why = answer.ok, str(answer.status)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            is_heard, why = False, type(error).__name__
        if not is_heard:
            log.warning("heartbeat_unheard", extra={"why": why})
