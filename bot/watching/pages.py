"""/healthz, /readyz and /metrics for a monitor. They name no person, unit or secret."""

from __future__ import annotations

import logging
from collections.abc import Callable

from aiohttp import web

from bot.watching.faults import Seen, faults
from bot.watching.metrics import exposition
from bot.watching.pulse import Pulse
from bot.watching.settings import WatchSettings
from messages.alarms import FaultKind

log = logging.getLogger(__name__)

NOT_READY = frozenset({FaultKind.TOKEN_REFUSED, FaultKind.CUT_OFF, FaultKind.DATABASE_AWAY})
"""While one of these lasts, nothing can be taken in or sent."""


class Pages:
    """A small web server beside the bot."""

    def __init__(
        self, settings: WatchSettings, look: Callable[[], Seen], pulse: Pulse, polls: Callable[[], int]
    ) -> None:
        self._settings = settings
        self._look = look
        self._pulse = pulse
        self._polls = polls
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def open(self) -> None:
        """Listen, where a port is set. A port that is taken is logged: the bot works without its monitor."""
        if not self._settings.port:
            return
        app = web.Application()
        app.router.add_get("/healthz", self.healthz)
        app.router.add_get("/readyz", self.readyz)
        app.router.add_get("/metrics", self.metrics)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._settings.host, self._settings.port).start()
        except OSError as error:
            log.error("watch_not_listening", extra={"port": self._settings.port, "why": error.strerror})
            return
        log.info("watch_listening", extra={"host": self._settings.host, "port": self._settings.port})

    async def close(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def healthz(self, _: web.Request) -> web.Response:
        """The process is alive and gets round to answering."""
        return web.json_response({"ok": True})

    async def readyz(self, _: web.Request) -> web.Response:
        """Whether it can take messages in and send them; where not, 503 and why."""
        found = [fault.kind.value for fault in faults(self._look(), self._settings) if fault.kind in NOT_READY]
        return web.json_response({"ok": not found, "faults": found}, status=503 if found else 200)

    async def metrics(self, _: web.Request) -> web.Response:
        """Every figure."""
        seen = self._look()
        text = exposition(seen, faults(seen, self._settings), self._pulse, self._polls())
        return web.Response(text=text, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})
