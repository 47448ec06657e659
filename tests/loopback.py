"""Servers on loopback that take what the second channel sends: a webhook and a mail server."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_string, policy
from typing import Any

from aiohttp import web


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@dataclass
class Webhook:
    """What was posted to it; while `status` is not 200 it refuses everything."""

    port: int
    posted: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200

    @property
    def address(self) -> str:
        """As Apprise writes it."""
        return f"json://127.0.0.1:{self.port}/hook-secret"

    @property
    def texts(self) -> list[str]:
        """Title and text of everything that was taken."""
        return [f"{one['title']}\n{one['message']}" for one in self.posted]

    async def take(self, request: web.Request) -> web.Response:
        """One post."""
        if self.status == 200:
            self.posted.append(await request.json() if request.method == "POST" else {"title": "beat", "message": ""})
        return web.Response(status=self.status)


@asynccontextmanager
async def webhook() -> AsyncIterator[Webhook]:
    """A webhook on loopback."""
    hook = Webhook(free_port())
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", hook.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", hook.port).start()
    try:
        yield hook
    finally:
        await runner.cleanup()


@dataclass
class Mailbox:
    """Every mail that was handed in."""

    port: int = 0
    mails: list[str] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """The plain text of each, and its subject before it."""
        found = []
        for mail in self.mails:
            message = message_from_string(mail, policy=policy.default)
            body = message.get_body(("plain",))
            found.append(f"{message['Subject']}\n{body.get_content() if body else ''}")
        return found

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """As much of SMTP (RFC 5321) as a client needs that asks for nothing else."""
        writer.write(b"220 loopback\r\n")
        while line := (await reader.readline()).decode().strip():
            verb = line.split(" ")[0].split(":")[0].upper()
            if verb == "DATA":
                writer.write(b"354 go on\r\n")
                mail = (await reader.readuntil(b"\r\n.\r\n")).decode().removesuffix("\r\n.\r\n")
                self.mails.append(mail)
            writer.write(b"221 bye\r\n" if verb == "QUIT" else b"250 ok\r\n")
            await writer.drain()
            if verb == "QUIT":
                break
        writer.close()


@asynccontextmanager
async def mail_server() -> AsyncIterator[Mailbox]:
    """A mail server on loopback."""
    mailbox = Mailbox()
    server = await asyncio.start_server(mailbox.serve, "127.0.0.1", 0)
    mailbox.port = server.sockets[0].getsockname()[1]
    async with server:
        yield mailbox
