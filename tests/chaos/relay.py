"""Carries TCP from one address to another: `python -m tests.chaos.relay NEAR FAR PORT…`."""

from __future__ import annotations

import asyncio
import contextlib
import sys

LISTENING = "listening"
_PART = 65_536
_PATIENCE = 5.0  # seconds; who would connect over the link itself waits no longer either


async def relay(near: str, far: str, port: int) -> asyncio.Server:
    """Whoever connects to a port here is connected to the same port there."""

    async def carry(near_in: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, TimeoutError):
            far_in, far_out = await asyncio.wait_for(asyncio.open_connection(far, port), _PATIENCE)
            ways = {asyncio.create_task(_pour(near_in, far_out)), asyncio.create_task(_pour(far_in, near_out))}
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            far_out.close()
        near_out.close()

    return await asyncio.start_server(carry, near, port)


async def _pour(source: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while said := await source.read(_PART):
            into.write(said)
            await into.drain()


async def _serve(near: str, far: str, ports: list[int]) -> None:
    servers = [await relay(near, far, port) for port in ports]
    print(LISTENING, flush=True)
    await asyncio.gather(*(server.serve_forever() for server in servers))


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], sys.argv[2], [int(port) for port in sys.argv[3:]]))
