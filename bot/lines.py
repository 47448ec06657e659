"""The lines to one server: at most so many, the last used first, closed when nobody has used them for a while."""

from __future__ import annotations

import asyncio
from functools import lru_cache

from yarl import URL

from bot.connecting import Way
from bot.line import Answer, Line, Patience

KEPT_FREE = 15.0
"""Seconds after which a line that nobody uses is not trusted any more: the server may just be closing it."""
_FORM = "application/x-www-form-urlencoded"


class NoLine(Exception):
    """No connection came about; nothing has been sent. Its cause, where there is one, says why."""


class Lines:
    """Opens lines where there are too few, and hands them on. `way` leads straight to the server."""

    def __init__(self, most: int, way: Way, agent: str) -> None:
        self._way = way
        self._agent = agent
        self._room = asyncio.Semaphore(most)
        self._free: dict[tuple[str, int, bool], list[Line]] = {}
        self._all: set[Line] = set()

    async def post(self, address: URL, form: bytes, patience: Patience) -> Answer:
        """Post a form. Raises NoLine, and what `Line.ask` raises."""
        request = _head(address, self._agent) + b"%d\r\n\r\n" % len(form) + form
        await self._have_room(patience.opening)
        try:
            line = self._free_line(address) or await self._open(address, patience.opening)
            try:
                answer = await line.ask(request, patience)
            except BaseException:
                self._let_go(line)
                raise
            self._keep(line, address, answer)
            return answer
        finally:
            self._room.release()

    def close(self) -> None:
        """Close all; whoever waits for an answer gets none."""
        for line in self._all:
            line.close()
        self._all.clear()
        self._free.clear()

    async def _have_room(self, within: float | None) -> None:
        if not self._room.locked():
            await self._room.acquire()
            return
        try:
            async with asyncio.timeout(within):
                await self._room.acquire()
        except TimeoutError:
            raise NoLine from None

    def _free_line(self, address: URL) -> Line | None:
        free = self._free.get(_place(address), [])
        now = asyncio.get_running_loop().time()
        while free:
            line = free.pop()
            if line.is_open and now - line.free_since <= KEPT_FREE:
                return line
            self._let_go(line)
        return None

    async def _open(self, address: URL, within: float | None) -> Line:
        host, port, is_secure = _place(address)
        try:
            async with asyncio.timeout(within):
                line = await self._way.straight_to(host, port, Line, is_secure=is_secure)
        except (OSError, TimeoutError, ValueError) as error:  # ValueError: a name that is none
            raise NoLine from error
        self._all.add(line)
        return line

    def _keep(self, line: Line, address: URL, answer: Answer) -> None:
        if not answer.stays:
            self._let_go(line)
            return
        line.free_since = asyncio.get_running_loop().time()
        self._free.setdefault(_place(address), []).append(line)

    def _let_go(self, line: Line) -> None:
        line.close()
        self._all.discard(line)


@lru_cache(maxsize=16)
def _place(address: URL) -> tuple[str, int, bool]:
    return address.raw_host or "", address.port or 0, address.scheme == "https"


@lru_cache(maxsize=64)
def _head(address: URL, agent: str) -> bytes:
    """A request up to its length. Raises ValueError for an address no request can name."""
    lines = [f"POST {address.raw_path_qs} HTTP/1.1", f"Host: {address.host_port_subcomponent}"]
    lines += [f"User-Agent: {agent}", "Accept: application/json", f"Content-Type: {_FORM}", "Content-Length: "]
    if not all(line.isascii() and line.isprintable() for line in lines) or " " in address.raw_path_qs:
        raise ValueError("an address no request can name")
    return "\r\n".join(lines).encode()
