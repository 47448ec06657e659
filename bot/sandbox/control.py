"""Driving the server from another process: faults, people, the record. JSON in, JSON out, loopback only.

What changes something wants `Content-Type: application/json`, which no foreign web page can send here.
"""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.sandbox.faults import Fault, Faults
from bot.sandbox.message import Message
from bot.sandbox.refusals import Json
from bot.sandbox.world import World

LONGEST_WAIT = 30.0  # seconds
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
WRONG_ORDER = (KeyError, LookupError, TypeError, ValueError)


def add_control(app: web.Application, world: World, faults: Faults) -> None:
    """Add the control addresses, all of which begin with an underscore."""
    control = _Control(world, faults)
    app.router.add_get("/_faults", control.list_faults)
    app.router.add_post("/_faults", _order(control.order_fault))
    app.router.add_delete("/_faults", control.clear_faults)
    app.router.add_get("/_calls", control.calls)
    app.router.add_post("/_people", _order(control.add_person))
    app.router.add_post("/_groups", _order(control.add_group))
    app.router.add_post("/_groups/{id}/{deed}", _order(control.group_deed))
    app.router.add_get("/_people/{id}/toasts", control.toasts)
    app.router.add_get("/_people/{id}/chat", control.chat)
    app.router.add_post("/_people/{id}/{deed}", _order(control.deed))


def _order(handle: Callable[[web.Request, Json], Any]) -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType(text="Content-Type: application/json")
        try:
            return web.json_response(handle(request, await request.json()))
        except WRONG_ORDER as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)

    return handler


class _Control:
    def __init__(self, world: World, faults: Faults) -> None:
        self.world = world
        self.faults = faults

    def order_fault(self, _: web.Request, order: Json) -> Json:
        return self.faults.order(Fault(**order)).json()

    async def list_faults(self, _: web.Request) -> web.StreamResponse:
        return web.json_response([fault.json() for fault in self.faults.orders])

    async def clear_faults(self, _: web.Request) -> web.StreamResponse:
        self.faults.clear()
        return web.json_response(True)

    async def calls(self, request: web.Request) -> web.StreamResponse:
        """Calls from number `since` on; with `wait`, waits that many seconds for one."""
        since, wait = int(request.query.get("since", 0)), float(request.query.get("wait", 0))
        if wait > 0:
            try:
                await self.world.wait_for(lambda: len(self.world.calls) > since, min(wait, LONGEST_WAIT))
            except TimeoutError:
                return web.json_response([])
        return web.json_response([call.json() for call in self.world.calls[since:]])

    def add_person(self, _: web.Request, order: Json) -> Json:
        return self.world.add_person(int(order["id"]), order["first_name"], order.get("username")).user()

    def add_group(self, _: web.Request, order: Json) -> Json:
        return self.world.add_group(int(order["id"]), order["title"], order.get("members", ())).chat()

    def group_deed(self, request: web.Request, _: Json) -> Any:
        deeds: dict[str, Callable[[int], Any]] = {
            "migrates": self.world.migrate,
            "kicks_bot": self.world.kicks_bot,
        }
        return deeds[request.match_info["deed"]](int(request.match_info["id"]))

    async def chat(self, request: web.Request) -> web.StreamResponse:
        messages = self.world.chat(int(request.match_info["id"]))
        return web.json_response([message.json() for message in messages])

    async def toasts(self, request: web.Request) -> web.StreamResponse:
        toasts = self.world.toasts(int(request.match_info["id"]))
        return web.json_response([{"id": one.id, "text": one.answer, "alert": one.alert} for one in toasts])

    def deed(self, request: web.Request, order: Json) -> Any:
        """says, edits, presses, sends_photo, sends_document, sends_album, blocks, unblocks, deactivates"""
        user_id, deed = int(request.match_info["id"]), request.match_info["deed"]
        if deed.startswith("sends_") and "files" in order:
            order["files"] = [_file(one) for one in order["files"]]
        if deed not in DEEDS:
            raise LookupError(f"no such deed: {deed}")
        return _told(getattr(self.world, deed)(user_id, **order))


DEEDS = frozenset(
    ("says", "edits", "presses", "sends_photo", "sends_document", "sends_album", "blocks", "unblocks", "deactivates")
)


def _file(one: Json) -> tuple[str, bytes, str]:
    return one["name"], base64.b64decode(one["content"]), one["mime"]


def _told(done: Any) -> Any:
    if isinstance(done, list):
        return [_told(one) for one in done]
    if isinstance(done, Message):
        return done.json()
    return {"id": done.id} if done is not None else True
