"""One GET of one hop over aiohttp, at checked addresses only: bounded, without cookies, credentials and proxies.

aiohttp connects to an address written in the URL without asking its resolver, so the pin has two parts:
the resolver answers what was checked, and no socket is made for anything else.
"""

from __future__ import annotations

import socket
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.links.targets import Target
from storage.findings import LinkReason

USER_AGENT = "Duban-link-check/0.1 (opens evidence links of government disclosure tasks once a month)"
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": "gzip, deflate",
}
_PACKINGS = {"": 0, "identity": 0, "gzip": 31, "x-gzip": 31, "deflate": 47}  # wbits; 47 takes either header
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. `body` is unpacked, and read only where the status is 200."""

    status: int
    location: str = ""
    content_type: str = ""
    body: bytes = b""
    is_whole: bool = True


async def fetch(target: Target, places: Sequence[str], most_bytes: int) -> Answer | LinkReason:
    """Open a hop at one of `places`. The caller bounds the time."""
    pin = _Pin(target, places)
    connector = aiohttp.TCPConnector(
        resolver=pin,
        socket_factory=pin.socket,
        use_dns_cache=False,
        force_close=True,
        limit=1,
    )
    try:
        async with (
            aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers=_HEADERS,
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=5),
                trust_env=False,
                auto_decompress=False,
            ) as session,
            session.get(target.url, allow_redirects=False) as response,
        ):
            return await _read(response, most_bytes)
    except (aiohttp.ClientError, OSError, ValueError, zlib.error) as error:
        return _failure(error)


class _Pin(AbstractResolver):
    """Answers with the addresses that were checked, and makes sockets for no others."""

    def __init__(self, target: Target, places: Sequence[str]) -> None:
        self._host = target.host
        self._port = target.port
        self._places = places

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        if (host, port) != (self._host, self._port):
            raise OSError("a host that was not checked")
        return [_result(host, port, place) for place in self._places]

    def socket(self, address: tuple[Any, ...]) -> socket.socket:
        """Called by aiohttp right before it connects to `address`."""
        family, kind, protocol, _, place = address
        if place[0] not in self._places or place[1] != self._port:
            raise OSError("an address that was not checked")
        return socket.socket(family, kind, protocol)

    async def close(self) -> None:
        """Nothing is held open."""


def _result(host: str, port: int, place: str) -> ResolveResult:
    family = socket.AF_INET6 if ":" in place else socket.AF_INET
    return ResolveResult(hostname=host, host=place, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)


async def _read(response: aiohttp.ClientResponse, most_bytes: int) -> Answer | LinkReason:
    if response.status != 200:
        return Answer(response.status, response.headers.get("Location", ""))
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    if packing not in _PACKINGS:
        return LinkReason.UNREADABLE
    unpack = zlib.decompressobj(_PACKINGS[packing]) if _PACKINGS[packing] else None
    body = b""
    received = 0
    async for chunk in response.content.iter_any():
        received += len(chunk)
        room = most_bytes + 1 - len(body)  # one more than is kept, so that a longer page is known to be longer
        body += unpack.decompress(chunk, room) if unpack else chunk[:room]
        if max(received, len(body)) > most_bytes:
            break
    is_unpacked = unpack is None or (unpack.eof and not unpack.unused_data)
    is_whole = is_unpacked and max(received, len(body)) <= most_bytes
    return Answer(200, "", response.headers.get("Content-Type", ""), body[:most_bytes], is_whole)


def _failure(error: Exception) -> LinkReason:
    if isinstance(error, aiohttp.ClientSSLError | aiohttp.ClientConnectorCertificateError):
        return LinkReason.INSECURE
    if isinstance(error, zlib.error):
        return LinkReason.UNREADABLE
    if isinstance(error, TimeoutError):
        return LinkReason.TIMED_OUT
    if isinstance(error, aiohttp.ClientOSError | aiohttp.ServerDisconnectedError):
        return LinkReason.UNREACHABLE
    return LinkReason.BROKEN
