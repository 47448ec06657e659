"""What the server knows: people, groups, messages, files, calls. All in memory."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from bot.sandbox.bell import Bell
from bot.sandbox.calls import Call
from bot.sandbox.files import Shelf
from bot.sandbox.message import Message
from bot.sandbox.people import Group, Person
from bot.sandbox.refusals import Json
from bot.sandbox.updates import UpdateQueue

T = TypeVar("T")


@dataclass(slots=True)
class Query:
    """A button pressed; `answer` is the toast the bot showed, `alert` whether as a window."""

    id: str
    user_id: int
    data: str
    at: datetime
    answered: bool = False
    answer: str = ""
    alert: bool = False


class Chats:
    """The server's memory. `clock` is the office's: it dates the messages."""

    def __init__(self, clock: Callable[[], datetime], bot_id: int = 4200) -> None:
        self.clock = clock
        self.bot: Json = {
            "id": bot_id,
            "is_bot": True,
            "first_name": "督办",
            "username": "duban_sandbox_bot",
        }
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.messages: dict[int, Message] = {}
        self.accepted: list[Message] = []  # what the bot sent, in order
        self.calls: list[Call] = []
        self.queries: dict[str, Query] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}  # by scope and language
        self.menu: Json = {"type": "default"}
        self.shelf = Shelf()
        self.updates = UpdateQueue()
        self.changed = Bell()
        self._by_chat: defaultdict[int, list[Message]] = defaultdict(list)
        self._message_ids = itertools.count(1)
        self._numbers = itertools.count(1)

    def add_person(self, user_id: int, first_name: str, username: str | None = None) -> Person:
        """Someone with Telegram who has not yet written to the bot."""
        self.people[user_id] = person = Person(user_id, first_name, username)
        return person

    def add_group(self, chat_id: int, title: str, members: Iterable[int] = (), *, supergroup: bool = False) -> Group:
        """A group with the bot in it; `chat_id` is negative."""
        self.groups[chat_id] = group = Group(chat_id, title, set(members), supergroup)
        return group

    def chat(self, chat_id: int) -> list[Message]:
        """The messages of a chat (a person's id, or a group's) as they stand now."""
        return [message for message in self._by_chat[chat_id] if not message.deleted]

    def toasts(self, user_id: int) -> list[Query]:
        """The buttons they pressed that were answered."""
        return [query for query in self.queries.values() if query.user_id == user_id and query.answered]

    async def wait_for(self, predicate: Callable[[], T], within: float | None = 5.0) -> T:
        """The first truthy answer of `predicate`, asked anew at each change; TimeoutError after `within` seconds."""
        return await self.changed.wait_for(predicate, within)

    def now(self) -> int:
        """The office's clock as Telegram writes it."""
        return int(self.clock().timestamp())

    def new_from_bot(self, chat: Json) -> Message:
        """An empty message of the bot's, not yet posted."""
        return self._new(chat, self.bot)

    def post(self, message: Message) -> None:
        """The bot's message now stands in its chat."""
        self._keep(message)
        self.accepted.append(message)
        self.changed.ring()

    def new_album_id(self) -> str:
        """A media_group_id."""
        return f"{next(self._numbers):017d}"

    def _new(self, chat: Json, sender: Json, **fields: Any) -> Message:
        return Message(next(self._message_ids), chat, sender, self.now(), **fields)

    def _keep(self, message: Message) -> None:
        self.messages[message.message_id] = message
        self._by_chat[message.chat_id].append(message)
