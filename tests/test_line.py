"""Answers as servers, gateways and proxies of the office write them; what is none is never taken for one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from yarl import URL

from bot.connecting import Way
from bot.line import LONGEST_HEAD, Answer, Answering, Broken, Patience
from bot.lines import Lines, NoLine

PATIENCE = Patience(opening=2.0, part=2.0, whole=4.0)
PLAIN = b"HTTP/1.1 200 OK\r\nDate: today\r\ncontent-length: 4\r\n\r\n{ }\n"
CHUNKED = b"HTTP/1.1 400 Bad\r\nTransfer-Encoding: Chunked\r\n\r\n2;a=b\r\n{ \r\n00002\r\n}\n\r\n0\r\nA: b\r\n\r\n"
READ = {
    PLAIN: Answer(200, "today", b"{ }\n", stays=True),
    b"HTTP/1.1 100 Continue\r\n\r\n" + PLAIN: Answer(200, "today", b"{ }\n", stays=True),
    CHUNKED: Answer(400, "", b"{ }\n", stays=False),
    b"HTTP/1.1 204 -\r\n\r\n": Answer(204, "", b"", stays=True),
    PLAIN.replace(b"1.1", b"1.0"): Answer(200, "today", b"{ }\n", stays=False),
    PLAIN.replace(b"Date: today", b"Connection: Close"): Answer(200, "", b"{ }\n", stays=False),
}
NONE = {
    "noise": b"\x00\xff" * LONGEST_HEAD,
    "no status": b"HTTP/2 200 OK\r\n\r\n",
    "a length below nothing": PLAIN.replace(b": 4", b": -4"),
    "a length in words": PLAIN.replace(b": 4", b": 4, 4"),
    "an unknown coding": CHUNKED.replace(b"Chunked", b"gzip"),
    "a chunk without length": CHUNKED.replace(b"\r\n2;", b"\r\n;"),
    "a head without end": b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * LONGEST_HEAD,
}


@pytest.mark.parametrize("written", READ, ids=range(len(READ)))
def test_an_answer_is_the_same_however_it_is_cut(written: bytes) -> None:
    for piece in (1, 7, len(written)):
        answering, answer = Answering(), None
        for at in range(0, len(written), piece):
            assert answer is None
            answer = answering.take(written[at : at + piece])
        assert answer == READ[written]


@pytest.mark.parametrize("written", NONE.values(), ids=NONE.keys())
def test_what_is_no_answer_is_not_read_as_one(written: bytes) -> None:
    with pytest.raises(Broken):
        Answering().take(written)


def test_an_answer_ends_with_its_line_only_where_nobody_told_its_length() -> None:
    told, untold, begun = Answering(), Answering(), Answering()
    told.take(PLAIN[:-1])
    untold.take(b"HTTP/1.1 200 OK\r\n\r\n{")
    begun.take(CHUNKED[:-3])

    assert untold.end() == Answer(200, "", b"{", stays=False)
    for answering in (told, begun, Answering()):
        with pytest.raises(Broken):
            answering.end()


@pytest.fixture
async def lines() -> AsyncIterator[Lines]:
    lines = Lines(2, Way(), "test")
    yield lines
    lines.close()


async def test_a_line_carries_one_request_after_another_and_none_after_more_than_its_answer(lines: Lines) -> None:
    said: list[bytes] = []

    async with _Server(said, lambda: PLAIN if len(said) < 3 else PLAIN + PLAIN) as (address, opened):
        answers = [await lines.post(address, b"a=%d" % n, PATIENCE) for n in range(4)]

    assert {answer.body for answer in answers} == {b"{ }\n"}
    assert [answer.stays for answer in answers] == [True, True, False, False]
    assert len(opened) == 2
    assert said[1].startswith(b"POST /bot1:x/getMe HTTP/1.1\r\nHost: 127.0.0.1:")
    assert said[1].endswith(b"\r\nContent-Length: 3\r\n\r\na=1")


async def test_a_broken_line_is_closed_and_its_place_is_free_again(lines: Lines) -> None:
    said: list[bytes] = []

    async with _Server(said, lambda: b"no HTTP at all" * LONGEST_HEAD) as (address, opened):
        for _ in range(3):
            with pytest.raises(Broken):
                await lines.post(address, b"", PATIENCE)

    assert len(opened) == 3


async def test_whoever_gives_up_waiting_leaves_no_answer_to_the_next(lines: Lines) -> None:
    said: list[bytes] = []

    async with _Server(said, lambda: b"" if len(said) == 1 else PLAIN) as (address, opened):
        with pytest.raises(TimeoutError):
            await lines.post(address, b"", Patience(2.0, 0.01, None))
        answer = await lines.post(address, b"", PATIENCE)

    assert answer.body == b"{ }\n"
    assert len(opened) == 2


async def test_an_address_no_request_can_name_goes_nowhere(lines: Lines) -> None:
    for address in ("http://127.0.0.1:1/bot1:x\r\nA: b/getMe", "http://127.0.0.1:1/bot1: x/getMe"):
        with pytest.raises(ValueError, match="address"):
            await lines.post(URL(address, encoded=True), b"", PATIENCE)
    with pytest.raises(NoLine):
        await lines.post(URL("http://127.0.0.1:1/bot1:x/getMe"), b"", PATIENCE)


class _Server:
    """Keeps every request that comes in one piece, and answers it as it is told to."""

    def __init__(self, said: list[bytes], answers: Callable[[], bytes]) -> None:
        self._said, self._answers = said, answers
        self._opened: list[asyncio.StreamWriter] = []

    async def __aenter__(self) -> tuple[URL, list[asyncio.StreamWriter]]:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        return URL(f"http://127.0.0.1:{port}/bot1:x/getMe"), self._opened

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for one in self._opened:
            one.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._opened.append(writer)
        while request := await reader.read(65536):
            self._said.append(request)
            writer.write(self._answers())
