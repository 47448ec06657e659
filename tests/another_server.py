"""A Bot API server unlike our own: made from the published description alone, with manners that clients must bear.

Nothing of bot/sandbox is used. Fields come in another order and with others nobody knows, answers are packed, chunked
or followed by a closed connection, numbers have gaps and begin anew, updates come again, waits have fractions.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from itertools import count, cycle
from pathlib import Path
from typing import Any

from aiohttp import web

DESCRIPTION = Path(__file__).resolve().parents[2] / "shared" / "reference" / "bot-api.json"
MANNERS = ("plain", "packed", "chunked", "closing", "closed")
Json = dict[str, Any]


class AnotherServer:
    """Knows one bot. `refuse` names what the next calls of a method are answered with instead."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.updates: list[Json] = []
        self.chats: dict[int, dict[int, Json]] = {}
        self.refuse: dict[str, list[tuple[int, Json]]] = {}
        self.complaints: list[str] = []
        self.closed = 0
        self.url = ""
        self._ids = count(9_000_000_001, 7)
        self._manners: Iterator[str] = cycle(MANNERS)
        self._known = json.loads(DESCRIPTION.read_text(encoding="utf-8")) if DESCRIPTION.exists() else None
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen on loopback."""
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.*}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"

    async def stop(self) -> None:
        """Listen no more."""
        if self._runner is not None:
            await self._runner.cleanup()

    def says(self, chat_id: int, update_id: int, **said: Any) -> Json:
        """An update of a person who writes; the fields in alphabetical order, some of them news to everybody."""
        person = {"aura": "blue", "first_name": "某", "id": chat_id, "is_bot": False}
        message = {"aura": {"of": [1, 2]}, "chat": {"id": chat_id, "type": "private"}, "from": person}
        message |= {"date": 1_663_640_000 + next(self._ids), "message_id": next(self._ids)} | said
        return self.brings({"message": dict(sorted(message.items())), "update_id": update_id})

    def brings(self, update: Json) -> Json:
        """Any update."""
        self.updates.append(update)
        return update

    def texts(self, chat_id: int) -> list[str]:
        """What stands in a chat now, oldest first."""
        return [message["text"] for message in self.chats.get(chat_id, {}).values()]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return await self._answer(request, 401, {"description": "Unauthorized", "error_code": 401, "ok": False})
        asked = {name: _value(said) for name, said in {**request.query, **await request.post()}.items()}
        self._check(method, asked)
        if self.refuse.get(method):
            status, refusal = self.refuse[method].pop(0)
            return await self._answer(request, status, {"error_code": status, "ok": False} | refusal)
        result = getattr(self, f"_{method}", lambda _asked: True)(asked)
        return await self._answer(request, 200, {"ok": True, "result": result, "took": 0.01})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        response.enable_chunked_encoding()
        await response.prepare(request)
        for part in (b"by", b"tes"):
            await response.write(part)
        await response.write_eof()
        return response

    async def _answer(self, request: web.Request, status: int, answer: Json) -> web.StreamResponse:
        """In the next of the manners."""
        manner, body = next(self._manners), json.dumps(answer).encode()
        response = web.StreamResponse(status=status, headers={"Content-Type": "application/json; charset=utf-8"})
        if manner == "packed" and "gzip" in request.headers.get("Accept-Encoding", ""):
            packer = zlib.compressobj(wbits=31)
            body = packer.compress(body) + packer.flush()
            response.headers["Content-Encoding"] = "gzip"
        if manner == "chunked":
            response.enable_chunked_encoding()
        if manner == "closing":
            response.force_close()
        await response.prepare(request)
        for place in range(0, len(body), 40):
            await response.write(body[place : place + 40])
        await response.write_eof()
        if manner == "closed" and request.transport is not None:
            request.transport.close()  # without a word: what is sent at this moment meets nobody
            self.closed += 1
        return response

    def _check(self, method: str, asked: Json) -> None:
        """Hold a call against the description."""
        if self._known is None:
            return
        known = self._known["methods"].get(method)
        if known is None:
            self.complaints.append(f"no method {method}")
            return
        fields = {field["name"]: field for field in known.get("fields", [])}
        self.complaints += [f"{method}: no parameter {name}" for name in asked if name not in fields]
        required = (name for name, field in fields.items() if field["required"])
        self.complaints += [f"{method}: {name} is missing" for name in required if name not in asked]

    def _getMe(self, _asked: Json) -> Json:
        return {"first_name": "督办", "id": 4200, "is_bot": True, "username": "another_bot"}

    def _getUpdates(self, asked: Json) -> list[Json]:
        """Those from the offset on; what was acknowledged is forgotten only now and then."""
        waiting = [one for one in self.updates if one["update_id"] >= int(asked.get("offset") or 0)]
        return waiting[: int(asked.get("limit") or 100)]

    def _sendMessage(self, asked: Json) -> Json:
        message = {"text": asked["text"], "date": 1_663_640_000, "chat": {"type": "private", "id": asked["chat_id"]}}
        message |= {"message_id": next(self._ids), "reply_markup": asked.get("reply_markup", {})}
        self.chats.setdefault(int(asked["chat_id"]), {})[message["message_id"]] = message
        return message

    def _editMessageText(self, asked: Json) -> Json:
        message = self.chats[int(asked["chat_id"])][int(asked["message_id"])]
        message["text"] = asked["text"]
        return message

    def _getFile(self, asked: Json) -> Json:
        return {"file_unique_id": "u", "file_path": f"photos/{asked['file_id']}.jpg", "file_id": asked["file_id"]}


def _value(said: Any) -> Any:
    """What a form field says: JSON where it is some, else text."""
    try:
        return json.loads(said)
    except (ValueError, TypeError):
        return said
