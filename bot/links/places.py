"""Host name → the addresses that may be connected to. DNS is asked once per hop; nobody asks it again."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial

from bot.links.addresses import Address, is_public, read_address
from bot.links.targets import Target
from storage.findings import LinkReason

Resolver = Callable[[str], Awaitable[Sequence[str]]]
Allowed = frozenset[tuple[str, int]]  # address and port; tests open their own servers by it
MOST_ADDRESSES = 8
SURELY_THERE = "www.gov.cn"
_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


async def ask_dns(host: str) -> Sequence[str]:
    """The addresses of an ASCII name as the system resolves it. Raises OSError or ValueError."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()
    # A thread of its own: those of the loop's executor are waited for at the end, and a lookup can take half a minute.
    threading.Thread(target=_look_up, args=(host, loop, answer), daemon=True).start()
    return await answer


def _look_up(host: str, loop: asyncio.AbstractEventLoop, answer: asyncio.Future[list[str]]) -> None:
    settle: Callable[[], None]
    try:
        # The dot keeps the system from trying the name under its own search domains.
        found = socket.getaddrinfo(f"{host}.", None, type=socket.SOCK_STREAM)
        addresses = [str(place[0]) for *_, place in found]
        settle = partial(answer.set_result, addresses)
    except (OSError, ValueError) as error:
        settle = partial(answer.set_exception, error)
    with suppress(RuntimeError):  # the loop may be closed by now
        loop.call_soon_threadsafe(lambda: None if answer.done() else settle())


async def places(target: Target, resolver: Resolver, allowed: Allowed) -> tuple[str, ...] | LinkReason:
    """The addresses a hop may be opened at: public ones, and what a test allows."""
    found = [str(target.address)] if target.address else await _answer(target.host, resolver)
    if not found:
        return await _silence(found, resolver)
    addresses = [address for text in found if (address := read_address(text)) is not None]
    open_ones = [str(address) for address in addresses if _is_open(address, target.port, allowed)]
    return tuple(dict.fromkeys(open_ones))[:MOST_ADDRESSES] or LinkReason.NOT_PUBLIC


def _is_open(address: Address, port: int, allowed: Allowed) -> bool:
    return is_public(address) or (str(address), port) in allowed


async def _answer(name: str, resolver: Resolver) -> Sequence[str] | None:
    """The addresses of a name, () where DNS says that there are none, None where it says nothing."""
    try:
        return await resolver(name)
    except (OSError, ValueError) as error:
        return () if isinstance(error, socket.gaierror) and error.errno in _NO_SUCH_NAME else None


async def _silence(found: Sequence[str] | None, resolver: Resolver) -> LinkReason:
    """A name is gone only where another is known: a machine cut off from DNS calls every name unknown."""
    if found is None or not await _answer(SURELY_THERE, resolver):
        return LinkReason.NAME_UNANSWERED
    return LinkReason.NAME_UNKNOWN
