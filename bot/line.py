"""A line to a server: a connection that is kept open and carries one request at a time, in HTTP/1.1.

No more of HTTP than a call needs whose answer is JSON: it costs a tenth of what a general client takes for a message.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

LONGEST_HEAD, LONGEST_BODY = 64 * 1024, 64 * 1024 * 1024
_STATUS = re.compile(rb"HTTP/1\.([01]) ([1-9]\d\d)(?: |$)")
_SIZE, _CHUNK_SIZE = re.compile(rb"\d{1,12}"), re.compile(rb"([0-9a-fA-F]{1,12})[ \t]*(?:;|$)")
_NO_BODY = (204, 304)


class Broken(Exception):
    """The answer broke off, or is none."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`date` as the server wrote it; `stays`: the same line may carry another request."""

    status: int
    date: str
    body: bytes
    stays: bool


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds for a line to come about, for each part of an answer, and for all of it."""

    opening: float | None
    part: float | None
    whole: float | None


@dataclass(frozen=True, slots=True)
class _Head:
    status: int
    date: str
    stays: bool
    size: int | None  # None: not told beforehand
    is_chunked: bool


class Answering:
    """An answer as it comes in."""

    def __init__(self) -> None:
        self._came = bytearray()
        self._head: _Head | None = None

    def take(self, data: bytes) -> Answer | None:
        """The whole answer, once it is there. Raises Broken where it is none.

        >>> answering = Answering()
        >>> answering.take(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\n{")
        >>> answering.take(b"}")
        Answer(status=200, date='', body=b'{}', stays=True)
        """
        self._came += data
        while self._head is None:
            end = self._came.find(b"\r\n\r\n")
            if end < 0 and len(self._came) <= LONGEST_HEAD:
                return None
            if not 0 <= end <= LONGEST_HEAD:
                raise Broken("no head")
            head = _read_head(bytes(self._came[:end]))
            del self._came[: end + 4]
            if head.status >= 200:  # what comes before is no answer yet
                self._head = head
        if len(self._came) > LONGEST_BODY:
            raise Broken("no end")
        return self._whole(self._head)

    def end(self) -> Answer:
        """The line was closed: that is how an answer ends whose length nobody told."""
        if self._head is None or self._head.is_chunked or self._head.size is not None:
            raise Broken("closed")
        return Answer(self._head.status, self._head.date, bytes(self._came), stays=False)

    def _whole(self, head: _Head) -> Answer | None:
        if head.is_chunked:
            body = _joined(bytes(self._came))
            return None if body is None else Answer(head.status, head.date, body, stays=False)
        if head.size is None or len(self._came) < head.size:
            return None
        stays = head.stays and len(self._came) == head.size
        return Answer(head.status, head.date, bytes(self._came[: head.size]), stays)


class Line(asyncio.Protocol):
    """One connection. Whoever asked and did not get an answer must close it: a late one would be taken for the next."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[Answer] | None = None
        self._answering = Answering()
        self._heard_at = 0.0
        self.free_since = 0.0

    @property
    def is_open(self) -> bool:
        """Whether a request may go out."""
        return self._transport is not None and not self._transport.is_closing()

    def close(self) -> None:
        """Let nothing more come in."""
        if self._transport is not None:
            self._transport.abort()

    async def ask(self, request: bytes, patience: Patience) -> Answer:
        """Send a request and wait for its answer. Raises Broken, TimeoutError or OSError."""
        loop = asyncio.get_running_loop()
        if self._transport is None or not self.is_open:
            raise Broken("closed")
        self._answer, self._answering, self._heard_at = loop.create_future(), Answering(), loop.time()
        self._patience, self._asked_at = patience, self._heard_at
        self._look()
        self._transport.write(request)
        try:
            return await self._answer
        finally:
            self._answer = None
            if self._watch is not None:
                self._watch.cancel()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by asyncio."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Called by asyncio. What nobody asked for ends the line."""
        if self._answer is None or self._answer.done():
            self.close()
            return
        self._heard_at = self._answer.get_loop().time()
        try:
            answer = self._answering.take(data)
        except Broken as error:
            self._answer.set_exception(error)
            return
        if answer is not None:
            self._answer.set_result(answer)

    def connection_lost(self, error: Exception | None) -> None:
        """Called by asyncio."""
        self._transport = None
        if self._answer is None or self._answer.done():
            return
        try:
            if error is not None:
                raise error
            self._answer.set_result(self._answering.end())
        except (Broken, OSError) as failure:
            self._answer.set_exception(failure)

    def _look(self) -> None:
        """Give up where the server has been silent, or has talked, for too long."""
        self._watch: asyncio.TimerHandle | None = None
        loop = asyncio.get_running_loop()
        ends = [at + span for at, span in self._spans() if span is not None]
        if not ends or self._answer is None or self._answer.done():
            return
        if loop.time() < min(ends):
            self._watch = loop.call_at(min(ends), self._look)
        else:
            self._answer.set_exception(TimeoutError())

    def _spans(self) -> tuple[tuple[float, float | None], ...]:
        return (self._heard_at, self._patience.part), (self._asked_at, self._patience.whole)


def _read_head(head: bytes) -> _Head:
    first, *lines = head.split(b"\r\n")
    status = _STATUS.match(first)
    if status is None:
        raise Broken("no status")
    said = dict[bytes, bytes]()
    for line in lines:
        name, _, value = line.partition(b":")
        said[name.lower()] = value.strip()
    size, coded = said.get(b"content-length"), said.get(b"transfer-encoding", b"").lower()
    if (size is not None and not _SIZE.fullmatch(size)) or coded not in (b"", b"chunked", b"identity"):
        raise Broken("no length")
    code = int(status[2])
    is_chunked = coded == b"chunked"
    stays = status[1] == b"1" and b"close" not in said.get(b"connection", b"").lower()
    known = 0 if code in _NO_BODY or code < 200 else None if size is None or is_chunked else int(size)
    return _Head(code, said.get(b"date", b"").decode("latin-1"), stays, known, is_chunked and known is None)


def _joined(chunks: bytes) -> bytes | None:
    """The body that came in chunks; None while some are missing.

    >>> _joined(b"2\\r\\n{}\\r\\n0\\r\\n\\r\\n"), _joined(b"2\\r\\n{")
    (b'{}', None)
    """
    parts, at = list[bytes](), 0
    while (end := chunks.find(b"\r\n", at)) >= 0:
        size = _CHUNK_SIZE.match(chunks[at:end])
        if size is None:
            raise Broken("no chunk")
        at, length = end + 2, int(size[1], 16)
        if length == 0:
            is_over = chunks.startswith(b"\r\n", at) or chunks.find(b"\r\n\r\n", at) >= 0
            return b"".join(parts) if is_over else None
        parts.append(chunks[at : at + length])
        at += length + 2
    return None
