"""Websites on loopback for the link check: well-behaved, hostile, or dead, byte by byte as a test wants them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ssl import SSLContext

from bot.links import LinkSettings, look_at
from storage.findings import Finding

NOW = datetime(2022, 12, 1, 2, 0, tzinfo=UTC)
HOST = "www.example.gov.cn"
PATIENT = LinkSettings(seconds=10)  # no measure of the speed: only what hangs takes so long
TEXT = "本页为示例，公开渡口公示牌更新情况及有关事项，供办事群众查阅和监督。"
Handler = Callable[[str, asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True)
class Site:
    """A running website; `asked` holds the head of every request it was sent."""

    port: int
    asked: list[str] = field(default_factory=list)

    def url(self, path: str = "/a.html", host: str = HOST) -> str:
        return f"http://{host}:{self.port}{path}"

    async def look(self, url: str = "", settings: LinkSettings = PATIENT) -> Finding:
        """Look at a link, this site being the one place outside the internet that is allowed."""
        allowed = frozenset({("127.0.0.1", self.port)})
        return await look_at(url or self.url(), settings, NOW, to_loopback, allowed_in_tests=allowed)


async def to_loopback(host: str) -> Sequence[str]:
    return ["127.0.0.1"]


def answer(body: bytes | str = "", status: str = "200 OK", **headers: str) -> bytes:
    """A whole HTTP answer; `content_type` and the like become headers, text goes out in UTF-8."""
    content = body.encode() if isinstance(body, str) else body
    said = {"content_type": "text/html; charset=utf-8", "content_length": str(len(content))} | headers
    lines = [f"{name.replace('_', '-').title()}: {value}" for name, value in said.items()]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + content


def page(title: str = "渡口公示牌更新", text: str = TEXT, head: str = "") -> bytes:
    return answer(f"<!DOCTYPE html><html><head>{head}<title>{title}</title></head><body><p>{text}</p></body></html>")


def saying(*answers: bytes) -> Handler:
    """Says the answers in turn, the last one ever after."""
    left = list(answers)

    async def say(path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(left.pop(0) if len(left) > 1 else left[0])

    return say


def endless(beginning: bytes, again: bytes) -> Handler:
    """Says something for ever, as fast as it is taken."""

    async def say(path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(beginning)
        while True:
            writer.write(again)
            await writer.drain()

    return say


@asynccontextmanager
async def serving(handler: Handler, ssl: SSLContext | None = None, host: str = "127.0.0.1") -> AsyncIterator[Site]:
    """A website on a free port of loopback, gone with its connections at the end."""
    site = Site(0)
    talks: set[asyncio.Task[None]] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        talks.add(task)
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            site.asked.append(head)
            await handler(head.split(" ")[1], writer)
            await writer.drain()
        writer.transport.abort() if task.cancelled() or task.cancelling() else writer.close()

    server = await asyncio.start_server(talk, host, 0, ssl=ssl)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()
        for task in talks:
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)
        await server.wait_closed()
