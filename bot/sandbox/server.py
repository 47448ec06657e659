"""The local Bot API server: HTTP on loopback in front of a World."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.sandbox.calls import Call
from bot.sandbox.control import add_control
from bot.sandbox.desk import Desk
from bot.sandbox.faults import FaultKind, Faults
from bot.sandbox.forms import read_params
from bot.sandbox.limits import Limits
from bot.sandbox.params import Params
from bot.sandbox.refusals import Refusal
from bot.sandbox.replies import Perform, granted, refused, spoiled
from bot.sandbox.schema import Schema
from bot.sandbox.world import World

HOST = "127.0.0.1"
TOKEN = "4200:sandbox"
LARGEST_UPLOAD = 50 * 1024 * 1024
_ANSWERED = frozenset({FaultKind.ERROR, FaultKind.RETRY_AFTER, FaultKind.DELAY_BEFORE, FaultKind.DELAY_AFTER})


class Sandbox:
    """A Bot API server for one bot. Built first, so that pages may be added to `app`; then it listens.

    `limits` enforces Telegram's rates; `schema` is the path of a bot-api.json to check calls and results by.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        token: str = TOKEN,
        limits: bool = False,
        schema: Path | None = None,
        largest_upload: int = LARGEST_UPLOAD,
    ) -> None:
        self.token = token
        self.world = World(clock, bot_id=int(token.partition(":")[0]))
        self.faults = Faults()
        self.desk = Desk(self.world, Limits() if limits else None, Schema(schema) if schema else None)
        self.port = 0
        self.app = web.Application(client_max_size=largest_upload)
        self.app.router.add_route("*", "/bot{token}/{method}", self._call)
        self.app.router.add_get("/file/bot{token}/{path:.*}", self._download)
        add_control(self.app, self.world, self.faults)
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    @classmethod
    async def start(cls, port: int = 0, **settings: Any) -> Sandbox:
        """A server that listens; `settings` are those of the constructor."""
        sandbox = cls(**settings)
        await sandbox.listen(port)
        return sandbox

    @property
    def url(self) -> str:
        """The root that a bot is given instead of https://api.telegram.org."""
        return f"http://{HOST}:{self.port}"

    async def listen(self, port: int = 0) -> None:
        """Accept connections on loopback; port 0 is the one used before, or any free one."""
        if self._runner is None:
            self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=0.1)
            await self._runner.setup()
        self._site = web.TCPSite(self._runner, HOST, port or self.port)
        await self._site.start()
        self.port = self._runner.addresses[0][1]

    async def refuse_connections(self) -> None:
        """Cut all connections and accept none, like a server that is down, until `listen` is called again."""
        if self._site is not None:
            await self._site.stop()
            self._site = None
        server = self._runner.server if self._runner is not None else None
        for connection in server.connections if server is not None else ():
            if connection.transport is not None:
                connection.transport.abort()

    async def stop(self) -> None:
        """Close everything; the world can still be read."""
        await self.desk.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = self._site = None

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return refused(Refusal(401, "Unauthorized"))
        try:
            params = await read_params(request)
        except Refusal as refusal:
            return refused(refusal)
        call = self.desk.note(request.match_info["method"], params, time.monotonic())

        async def perform() -> web.Response:
            try:
                return granted(await self.desk.carry_out(call, params))
            except Refusal as refusal:
                return refused(refusal)

        return await self._answer(request, call, perform)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return refused(Refusal(401, "Unauthorized"))
        path = request.match_info["path"]
        call = self.desk.note("download", Params({"path": path}), time.monotonic())

        async def perform() -> web.Response:
            file = self.world.shelf.by_path.get(path)
            if file is None:
                return refused(Refusal(404, "Not Found"))
            call.accepted = True
            return web.Response(body=file.content, content_type="application/octet-stream")

        return await self._answer(request, call, perform)

    async def _answer(self, request: web.Request, call: Call, perform: Perform) -> web.StreamResponse:
        fault = self.faults.take(call.method, call.chat_id)
        if fault is None:
            answer: web.StreamResponse = await perform()
        else:
            call.fault = str(fault.kind)
            answer = await spoiled(fault, request, perform)
        listening = request.transport is not None and not request.transport.is_closing()
        call.answered = listening and (fault is None or fault.kind in _ANSWERED)
        self.world.changed.ring()
        return answer
