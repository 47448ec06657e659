"""What the page asks for: only from this machine, only from the page itself, and in a shape that can be read."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web
from aiohttp.web_request import FileField

from bot.sandbox.refusals import Json
from bot.sandbox.world import File

HERE = ("127.0.0.1", "localhost", "[::1]")
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Declined(Exception):
    """A request the page cannot have; the message is one Chinese line for the person at it."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


@dataclass(frozen=True, slots=True)
class Upload:
    """What was attached in the composer; `user` and `reply_to` as they came."""

    user: str
    caption: str
    reply_to: str
    photos: list[File]
    documents: list[File]


def answer(body: Json, status: int = 200) -> web.Response:
    """A JSON answer."""
    return web.json_response(body, status=status, dumps=lambda value: json.dumps(value, ensure_ascii=False))


def for_this_host(handler: Handler) -> Handler:
    """A foreign name that resolves to this machine (DNS rebinding) is not served."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        name, _, port = request.host.rpartition(":")
        if (name if port.isdigit() else request.host) not in HERE:
            return answer({"error": "此页面只能从本机打开。"}, 403)
        try:
            response = await handler(request)
        except Declined as declined:
            response = answer({"error": str(declined)}, declined.status)
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    return guarded


def from_this_page(handler: Handler) -> Handler:
    """Browsers name the origin of every POST; anything but our own is some other page's doing."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        if request.headers.get("Origin") != f"http://{request.host}":
            raise Declined(403, "只接受本页面发出的操作。")
        return await handler(request)

    return for_this_host(guarded)


async def asked(request: web.Request) -> Json:
    """The JSON object of a request."""
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Declined(400, "请求的格式不对。")
    return body


async def uploaded(request: web.Request) -> Upload:
    """The form of a request: `photo` and `document` may stand in it several times."""
    try:
        form = await request.post()
    except web.HTTPRequestEntityTooLarge as error:
        raise Declined(413, f"附件合计不得超过{request.client_max_size >> 20} MB。") from error
    user, caption, reply_to = (str(form.get(name, "")) for name in ("user", "caption", "reply_to"))
    photos, documents = (
        [
            (field.filename, field.file.read(), field.content_type)
            for field in form.getall(name, [])
            if isinstance(field, FileField)
        ]
        for name in ("photo", "document")
    )
    if not photos and not documents:
        raise Declined(400, "没有附件。")
    return Upload(user, caption, reply_to, photos, documents)


def number(named: object) -> int:
    """An id as it came, as a number."""
    try:
        return int(str(named))
    except ValueError as error:
        raise Declined(400, "请求的格式不对。") from error
