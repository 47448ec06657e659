"""Host name → the addresses that may be connected to. DNS is asked once per hop; nobody asks it again."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence

from bot.links.addresses import Address, is_public, read_address
from bot.links.targets import Target
from storage.findings import LinkReason

Resolver = Callable[[str], Awaitable[Sequence[str]]]
Allowed = frozenset[tuple[str, int]]  # address and port; tests open their own servers by it
MOST_ADDRESSES = 8
_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


async def ask_dns(host: str) -> Sequence[str]:
    """The addresses of an ASCII name as the system resolves it. Raises OSError.

    The dot keeps the system from trying the name under its own search domains.
    """
    found = await asyncio.get_running_loop().getaddrinfo(f"{host}.", None, type=socket.SOCK_STREAM)
    return [str(place[0]) for *_, place in found]


async def places(target: Target, resolver: Resolver, allowed: Allowed) -> tuple[str, ...] | LinkReason:
    """The addresses a hop may be opened at: public ones, and what a test allows."""
    if target.address is not None:
        found: Sequence[str] = [str(target.address)]
    else:
        try:
            found = await resolver(target.host)
        except (OSError, ValueError) as error:
            return _no_answer(error)
    if not found:
        return LinkReason.NAME_UNKNOWN
    addresses = [address for text in found if (address := read_address(text)) is not None]
    open_ones = [str(address) for address in addresses if _is_open(address, target.port, allowed)]
    return tuple(dict.fromkeys(open_ones))[:MOST_ADDRESSES] or LinkReason.NOT_PUBLIC


def _is_open(address: Address, port: int, allowed: Allowed) -> bool:
    return is_public(address) or (str(address), port) in allowed


def _no_answer(error: Exception) -> LinkReason:
    gone = isinstance(error, socket.gaierror) and error.errno in _NO_SUCH_NAME
    return LinkReason.NAME_UNKNOWN if gone else LinkReason.NAME_UNANSWERED
