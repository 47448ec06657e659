"""Stands between a program and PostgreSQL, and breaks a connection after a COMMIT has gone to the server."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import make_url

_SIZE = 65_536


class Cutter:
    """Passes everything on, but for answers to the COMMIT it was told to cut after."""

    def __init__(self, url: str) -> None:
        self._server = make_url(url)
        self._armed = False
        self.cuts = 0
        self.url = ""

    @classmethod
    @asynccontextmanager
    async def before(cls, url: str) -> AsyncIterator[Cutter]:
        """One that stands before a database; `url` of it leads through it."""
        cutter = cls(url)
        listening = await asyncio.start_server(cutter._pass_on, "127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]
        cutter.url = make_url(url).set(port=port).render_as_string(hide_password=False)
        try:
            yield cutter
        finally:
            listening.close()

    def cut_next(self) -> None:
        """After the next COMMIT, break its connection."""
        self._armed = True

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        to_read, to_write = await asyncio.open_connection(self._server.host, self._server.port)
        with contextlib.suppress(OSError, asyncio.CancelledError):
            back = asyncio.create_task(_copy(to_read, writer))
            while data := await reader.read(_SIZE):
                to_write.write(data)
                await to_write.drain()
                if self._armed and b"COMMIT" in data:
                    self._armed = False
                    back.cancel()
                    await to_read.read(_SIZE)  # the server has done it
                    self.cuts += 1
                    break
            back.cancel()
        for one in (writer, to_write):
            one.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(_SIZE):
            writer.write(data)
            await writer.drain()
    writer.close()
