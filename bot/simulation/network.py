"""The simulated Bot API: its limits and bad weather, behind PTB's HTTP."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Any

from bot.calls import AnswerLate, AnswerLost, NotSent
from bot.simulation.chats import Chat, Fate, Message, Refusal, Request, Weather
from bot.simulation.time import steady
from bot.simulation.updates import Updates

LATE = 20.0  # seconds after which an answer counts as lost
PER_SECOND = 30
_SECOND = 0.9  # the server forgives a tenth: the way to it is not always equally long


class Network(Updates):
    """One bot's server. What it does to a request follows from the seed, the chat and what went before in it."""

    def __init__(self, seed: str, clock: Callable[[], datetime], begun: Callable[[Request], None]) -> None:
        super().__init__(clock)
        self._seed = seed
        self._begun = begun
        self.weather = Weather.FAIR
        self.fair_again_at = 0.0
        self.requests: list[Request] = []
        self.refusals = 0  # of letters that came too fast
        self.message_ids: set[int | None] = set()  # of everything that was accepted
        self._accepted_at: deque[float] = deque(maxlen=PER_SECOND + 1)

    def forgets(self) -> None:
        """A new process cannot know what the one before it sent in the last second: the limits begin anew."""
        self._accepted_at.clear()
        for chat in self.chats.values():
            chat.accepted_at.clear()

    def turns(self, weather: Weather, seconds: float) -> None:
        """The weather changes for a while."""
        self.weather, self.fair_again_at = weather, steady() + seconds

    async def call(self, method: str, asked: dict[str, Any]) -> Any:
        """Answer one request. Raises Refusal, NotSent or AnswerLost."""
        if method == "getUpdates":
            if self._weather() is Weather.DOWN:
                raise NotSent("the network is down")
            return self.fetched(asked.get("offset"))
        if method in ("sendMessage", "editMessageText", "sendDocument", "sendPhoto"):
            return await self._put(method, asked)
        return self._small_talk(method, asked)

    def _small_talk(self, method: str, asked: dict[str, Any]) -> Any:
        if method == "getFile":
            return {"file_id": asked["file_id"], "file_unique_id": asked["file_id"], "file_path": "photos/1.jpg"}
        return {"id": 1, "is_bot": True, "first_name": "督办", "username": "duban_bot"} if method == "getMe" else True

    async def _put(self, method: str, asked: dict[str, Any]) -> dict[str, Any]:
        chat_id = int(asked["chat_id"])
        text = str(asked.get("text") or asked.get("caption") or "")
        request = Request(len(self.requests), method, chat_id, text, steady())
        self.requests.append(request)
        self._begun(request)
        try:
            return await self._through_the_weather(request, asked)
        except asyncio.CancelledError:
            request.fate, request.is_settled = Fate.CUT, False
            raise

    async def _through_the_weather(self, request: Request, asked: dict[str, Any]) -> dict[str, Any]:
        before = sum(one.chat_id == request.chat_id for one in self.requests[-200:])
        chance = Random(f"{self._seed}/{request.chat_id}/{before}/{len(self.chat(request.chat_id).messages)}")
        weather = self._weather()
        if weather is Weather.MIXED:
            weather = chance.choice([*Weather])
        if weather is Weather.DOWN:
            request.fate = Fate.NOT_SENT
            raise NotSent("no connection")
        await asyncio.sleep(chance.uniform(0.02, 0.4))
        if weather is Weather.LOSES_REQUESTS:
            await self._lose(request, Fate.LOST_BEFORE, chance)
        try:
            self._refuse_where_due(request, weather, chance)
            answer = self._accept(request, asked)
        except Refusal:
            request.fate = Fate.REFUSED
            raise
        if weather in (Weather.LOSES_ANSWERS, Weather.SICK):
            await self._lose(request, Fate.LOST_AFTER, chance)
        await asyncio.sleep(chance.uniform(0.01, 0.2))
        request.fate = Fate.ACCEPTED
        return answer

    async def _lose(self, request: Request, fate: Fate, chance: Random) -> None:
        """The answer never comes, or something that is none."""
        is_late = chance.random() < 0.3
        await asyncio.sleep(LATE if is_late else 0.1)
        request.fate, request.is_settled = fate, False
        raise AnswerLate("no answer in time") if is_late else AnswerLost("the answer broke off")

    def _refuse_where_due(self, request: Request, weather: Weather, chance: Random) -> None:
        chat = self.chat(request.chat_id)
        if chat.is_blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if weather is Weather.BUSY:
            wait = chance.choice([1, 3, 30])
            raise Refusal(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        if self._comes_too_fast(chat):
            self.refusals += 1
            raise Refusal(429, "Too Many Requests: retry after 1", retry_after=1)
        if request.method == "editMessageText" and chance.random() < 0.05:
            raise Refusal(400, "Bad Request: message can't be edited")

    def _comes_too_fast(self, chat: Chat) -> bool:
        now = steady()
        of_chat = [at for at in chat.accepted_at if now - at < _SECOND]
        of_all = [at for at in self._accepted_at if now - at < _SECOND]
        return len(of_chat) >= 1 or len(of_all) >= PER_SECOND

    def _accept(self, request: Request, asked: dict[str, Any]) -> dict[str, Any]:
        chat = self.chat(request.chat_id)
        chat.accepted_at.append(steady())
        self._accepted_at.append(steady())
        buttons = _buttons(asked)
        edited = int(asked["message_id"]) if request.method == "editMessageText" else None
        if edited is None:
            self._last_message += 1
            chat.messages.append(Message(self._last_message, request.text, True, buttons))
        for message in chat.messages:
            if message.message_id == edited:
                message.text, message.buttons = request.text, buttons
        request.is_accepted, request.message_id = True, edited or self._last_message
        self.message_ids.add(request.message_id)
        when = int(self._clock().timestamp())
        return {"message_id": request.message_id, "date": when, "chat": {"id": request.chat_id, "type": "private"}}

    @property
    def is_fair(self) -> bool:
        """Whether requests get through."""
        return self._weather() is Weather.FAIR

    def _weather(self) -> Weather:
        return self.weather if steady() < self.fair_again_at else Weather.FAIR


def _buttons(asked: dict[str, Any]) -> list[str]:
    markup = asked.get("reply_markup") or {}
    markup = json.loads(markup) if isinstance(markup, str) else markup
    rows = markup.get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]
