"""The people of a simulated network: what they do in their chats, as updates that wait to be fetched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.simulation.chats import Chat, Message


class Updates:
    """Everybody's chats with one bot, and what has happened in them."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.chats: dict[int, Chat] = {}
        self.waiting: list[dict[str, Any]] = []  # updates that have not been acknowledged
        self.handed_over: list[dict[str, Any]] = []  # every update that was ever handed over
        self.acknowledged: Callable[[list[int]], None] = lambda _ids: None
        self._again: list[dict[str, Any]] = []
        self._last_update = 1_000
        self._last_message = 0

    @property
    def has_news(self) -> bool:
        """Whether there is something to fetch."""
        return bool(self.waiting or self._again)

    def chat(self, chat_id: int) -> Chat:
        """A person's chat."""
        return self.chats.setdefault(chat_id, Chat())

    def brings(self, kind: str, content: dict[str, Any]) -> int:
        """Something happened in a chat; its update waits to be fetched."""
        self._last_update += 1
        self.waiting.append({"update_id": self._last_update, kind: content})
        return self._last_update

    def says(self, chat_id: int, name: str, text: str, **parts: Any) -> int:
        """A person writes."""
        self._last_message += 1
        self.chat(chat_id).messages.append(Message(self._last_message, text, from_bot=False))
        return self.brings("message", self._written(chat_id, name, self._last_message, text) | parts)

    def edits(self, chat_id: int, name: str, message_id: int, text: str) -> int:
        """A person changes an earlier message."""
        written = self._written(chat_id, name, message_id, text)
        return self.brings("edited_message", written | {"edit_date": written["date"]})

    def presses(self, chat_id: int, name: str, message_id: int, data: str) -> int:
        """A person presses a button, or forges the press of one."""
        press = {
            "id": f"{self._last_update + 1}",
            "from": _person(chat_id, name),
            "chat_instance": "1",
            "message": {"message_id": message_id, "date": 1, "chat": {"id": chat_id, "type": "private"}, "text": "…"},
            "data": data,
        }
        return self.brings("callback_query", press)

    def repeats(self, last: int) -> None:
        """The network hands over the last few updates again."""
        self._again = self.handed_over[-last:]

    def fetched(self, offset: int | None) -> list[dict[str, Any]]:
        """What getUpdates hands over; everything before `offset` is acknowledged by asking for it."""
        if offset is not None:
            self.acknowledged([one["update_id"] for one in self.waiting if one["update_id"] < offset])
            self.waiting = [one for one in self.waiting if one["update_id"] >= offset]
        again, self._again = self._again, []
        fresh = self.waiting[:100]
        known = {one["update_id"] for one in self.handed_over[-200:]}
        self.handed_over += [one for one in fresh if one["update_id"] not in known]
        return [*again, *fresh]

    def _written(self, chat_id: int, name: str, message_id: int, text: str) -> dict[str, Any]:
        return {
            "message_id": message_id,
            "date": int(self._clock().timestamp()),
            "chat": {"id": chat_id, "type": "private", "first_name": name},
            "from": _person(chat_id, name),
            "text": text,
        }


def _person(chat_id: int, name: str) -> dict[str, Any]:
    return {"id": chat_id, "is_bot": False, "first_name": name}
