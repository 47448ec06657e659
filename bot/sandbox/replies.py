"""Answers as HTTP, good ones and spoiled ones."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from socket import SO_LINGER, SOL_SOCKET
from struct import pack
from typing import Any

from aiohttp import web

from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.refusals import Refusal

GATEWAY_PAGE = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n"
    "<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
)
NOISE = b'{"ok":tr\xff\x00\x17 not json'
Perform = Callable[[], Awaitable[web.Response]]


def granted(result: Any) -> web.Response:
    """`ok: true` with a result."""
    body = b'{"ok":true,"result":' + json.dumps(result, separators=(",", ":")).encode() + b"}"
    return web.Response(body=body, content_type="application/json")


def refused(refusal: Refusal) -> web.Response:
    """`ok: false` in Telegram's words."""
    return web.json_response(refusal.json(), status=refusal.code)


async def spoiled(fault: Fault, request: web.Request, perform: Perform) -> web.StreamResponse:
    """The answer of a call that meets a fault; `perform` makes it take effect."""
    match fault.kind:
        case FaultKind.ERROR | FaultKind.RETRY_AFTER:
            return refused(fault.refusal())
        case FaultKind.DELAY_BEFORE:
            await asyncio.sleep(fault.wait)
            return await perform()
        case FaultKind.DELAY_AFTER:
            answer = await perform()
            await asyncio.sleep(fault.wait)
            return answer
        case FaultKind.DROP_BEFORE:
            return _hung_up(request)
        case FaultKind.DROP_AFTER:
            await perform()
            return _hung_up(request)
    return await _unusable(fault, request, perform)


async def _unusable(fault: Fault, request: web.Request, perform: Perform) -> web.StreamResponse:
    answer = await perform() if fault.takes_effect else granted(True)
    match fault.kind:
        case FaultKind.RESET:
            return _hung_up(request, reset=True)
        case FaultKind.CUT:
            return await _cut_off(request, answer)
        case FaultKind.HTML_502:
            return web.Response(text=GATEWAY_PAGE, status=502, content_type="text/html")
        case FaultKind.HALF_OPEN:
            await asyncio.sleep(fault.wait)
            return _hung_up(request)
    return web.Response(body=NOISE, content_type="application/json")


def _hung_up(request: web.Request, *, reset: bool = False) -> web.Response:
    if request.transport is not None:
        if reset:  # closing at once, without lingering, is what sends RST
            request.transport.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, pack("ii", 1, 0))
        request.transport.abort()
    return web.Response()  # goes nowhere


async def _cut_off(request: web.Request, answer: web.Response) -> web.StreamResponse:
    body = answer.body if isinstance(answer.body, bytes) else b""
    begun = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    await begun.prepare(request)
    await begun.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()  # what was written still goes out
    return begun
