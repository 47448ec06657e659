"""A wire between the program and PostgreSQL, on which the answer to a COMMIT may be lost."""

from __future__ import annotations

import asyncio
import contextlib
from random import Random

from sqlalchemy import make_url

_PART = 65_536


class Wire:
    """Carries bytes both ways. One COMMIT of `one_in` is carried out, its answer swallowed, the connection cut."""

    def __init__(self, url: str, chance: Random, one_in: int) -> None:
        self._far = make_url(url)
        self._chance = chance
        self._one_in = one_in
        self._server: asyncio.Server | None = None
        self.is_faulty = True
        self.lost = 0

    async def open(self) -> str:
        """The database's address by this wire."""
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        return self._far.set(port=port).render_as_string(hide_password=False)

    def close(self) -> None:
        """Nobody new is let in."""
        if self._server is not None:
            self._server.close()

    async def _carry(self, near_in: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        far_in, far_out = await asyncio.open_connection(self._far.host, self._far.port)
        swallows = asyncio.Event()
        ways = {
            asyncio.create_task(self._there(near_in, far_out, swallows)),
            asyncio.create_task(_back(far_in, near_out, swallows)),
        }
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        for end in (near_out, far_out):
            end.close()

    async def _there(self, near: asyncio.StreamReader, far: asyncio.StreamWriter, swallows: asyncio.Event) -> None:
        with contextlib.suppress(ConnectionError):
            while said := await near.read(_PART):
                if b"COMMIT" in said and self.is_faulty and self._chance.randrange(self._one_in) == 0:
                    self.lost += 1
                    swallows.set()
                far.write(said)
                await far.drain()


async def _back(far: asyncio.StreamReader, near: asyncio.StreamWriter, swallows: asyncio.Event) -> None:
    with contextlib.suppress(ConnectionError):
        while (said := await far.read(_PART)) and not swallows.is_set():
            near.write(said)
            await near.drain()
