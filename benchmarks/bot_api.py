"""A Bot API server on loopback that costs next to nothing: `python -m benchmarks.bot_api`, its port on standard output.

It takes messages and pictures from anybody, counts what each chat has got, hands out the updates it was given, and may
enforce Telegram's rates, for each token by itself. It is no part of what is measured, so it reads no more of HTTP than
its clients write.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from email.utils import formatdate
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_to_bytes

from bot.sandbox.limits import Limits
from bot.sandbox.refusals import Refusal

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_FIELD = r'(?:^|&){0}=([^&]*)|"{0}": ?"?(-?\d+)'
_CHAT, _OFFSET, _TIMEOUT = (re.compile(_FIELD.format(name).encode()) for name in ("chat_id", "offset", "timeout"))
_CHAT_OF_FILE = re.compile(rb'name="chat_id"[^\r]*\r\n(?:[^\r]+\r\n)*\r\n(-?\d+)()')
_ME = {"id": 1, "is_bot": True, "first_name": "督办", "username": "duban_bot"}
_PAGE = 100  # updates in one answer, as Telegram does it
_LOOK_AGAIN = 0.002  # seconds until a poll that has found nothing looks again
_LONGEST_POLL = 0.2

Answer = tuple[int, dict[str, Any]]


class World:
    """What has come in, and what is to be fetched. Made inside a running loop."""

    def __init__(self) -> None:
        self.set(b"{}")

    def set(self, body: bytes) -> Answer:
        """Begin anew: with these updates, one `every` so many seconds from the first poll; with rates or none."""
        said = json.loads(body)
        self.every: float = said.get("every", 0.0)
        self.began: float | None = None
        self.updates: list[dict[str, Any]] = said.get("updates", [])
        self.limits: defaultdict[str, Limits] | None = defaultdict(Limits) if said.get("limits") else None
        self.got: Counter[int] = Counter()
        self.by: dict[int, str] = {}
        self.got_at: dict[int, float] = {}
        self.octets = self.refused = 0
        return _fine(True)

    def counts(self, _body: bytes) -> Answer:
        """Everything that has happened, in seconds of this process's clock."""
        said = {"got": self.got, "got_at": self.got_at, "by": self.by, "octets": self.octets, "refused": self.refused}
        return _fine(said | {"began": self.began})

    def take(self, body: bytes, token: str, pattern: re.Pattern[bytes] = _CHAT) -> Answer:
        """One message, unless it comes too fast for the token or the chat."""
        now = asyncio.get_running_loop().time()
        chat_id = _number(pattern, body)
        if self.limits is not None:
            try:
                self.limits[token].admit(chat_id, now)
            except Refusal as refusal:
                self.refused += 1
                return refusal.code, refusal.json()
        self.got[chat_id] += 1
        self.got_at[chat_id] = now
        self.by[chat_id] = token
        self.octets += len(body)
        chat = {"id": chat_id, "type": "private"}
        return _fine({"message_id": self.got[chat_id], "date": 1_663_635_600, "chat": chat, "text": "·"})

    def rest(self, body: bytes, waited: float) -> float:
        """Seconds until a poll that has found nothing looks again; 0 where it has waited for long enough."""
        if not self.updates:  # there will be none
            return 0.0 if waited else float(_number(_TIMEOUT, body))
        return _LOOK_AGAIN if waited < _LONGEST_POLL else 0.0

    def hand_out(self, body: bytes) -> Answer:
        """The updates from an offset on; the numbers of updates count up from 1."""
        first = max(1, _number(_OFFSET, body)) - 1
        there = len(self.updates)
        now = asyncio.get_running_loop().time()
        self.began = now if self.began is None else self.began
        if self.every:
            there = min(there, int((now - self.began) / self.every))
        return _fine(self.updates[first : min(first + _PAGE, there)])


def _fine(result: object) -> Answer:
    return 200, {"ok": True, "result": result}


def _number(pattern: re.Pattern[bytes], body: bytes) -> int:
    found = pattern.search(body)
    return int(unquote_to_bytes(found[1] or found[2])) if found else 0


class Serving(asyncio.Protocol):
    """One connection, kept open."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._methods: dict[str, Callable[[bytes, str], Answer]] = {
            "sendmessage": world.take,
            "sendphoto": lambda body, token: world.take(body, token, _CHAT_OF_FILE),
            "getupdates": lambda body, _: world.hand_out(body),
            "getme": lambda *_: _fine(_ME),
            "counts": lambda body, _: world.counts(body),
            "set": lambda body, _: world.set(body),
        }
        self._came = b""
        self._seconds = asyncio.get_running_loop().time

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport

    def data_received(self, data: bytes) -> None:
        self._came += data
        while (end := self._came.find(b"\r\n\r\n")) >= 0:
            head = self._came[:end]
            length = _LENGTH.search(head)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._came) < whole:
                return
            body, self._came = self._came[end + 4 : whole], self._came[whole:]
            token, _, method = head.split(b" ", 2)[1].decode().removeprefix("/bot").rpartition("/")
            self._answer(method.lower(), body, token)

    def _answer(self, method: str, body: bytes, token: str, waited: float = 0.0) -> None:
        status, said = self._methods.get(method, lambda *_: _fine(True))(body, token)
        if method == "getupdates" and said["result"] == [] and (rest := self._world.rest(body, waited)):
            asyncio.get_running_loop().call_later(rest, self._answer, method, body, token, waited + rest)
            return
        text = json.dumps(said, ensure_ascii=False).encode()
        head = f"HTTP/1.1 {status} -\r\nContent-Type: application/json\r\nDate: {_date(int(self._seconds()))}\r\n"
        self._transport.write(f"{head}Content-Length: {len(text)}\r\n\r\n".encode() + text)


@lru_cache(maxsize=1)
def _date(_second: int) -> str:
    """The present moment, made once a second."""
    return formatdate(usegmt=True)


async def main() -> None:
    """Serve until killed."""
    world = World()
    server = await asyncio.get_running_loop().create_server(lambda: Serving(world), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
