"""The world the server stands in: what its people do. The bot's side is `methods.py`."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import timedelta
from typing import TypedDict, Unpack

from bot.sandbox.chats import Chats, Query
from bot.sandbox.entities import typed_text
from bot.sandbox.message import Message
from bot.sandbox.refusals import Json

File = tuple[str, bytes, str]  # name, content, media type
QUERY_LIFETIME = timedelta(minutes=15)


class Where(TypedDict, total=False):
    """Where a person writes: in answer to which message, in which group (private when not given)."""

    reply_to: int | None
    chat_id: int | None


class World(Chats):
    """The server's memory, with people in it who write, press and block; a test or the chat page moves them."""

    def says(self, user_id: int, text: str, reply_to: int | None = None, chat_id: int | None = None) -> Message:
        """They type something, in private or in a group. The first time opens the conversation."""
        words = typed_text(text)
        message = self._written(user_id, chat_id, reply_to)
        message.text, message.entities = words.words, words.entities
        return self._hand_over(message)

    def edits(self, user_id: int, message_id: int, text: str) -> Message:
        """They change a message of theirs."""
        message = self.messages[message_id]
        if message.sender["id"] != user_id:
            raise LookupError(f"第{message_id}号消息不是此人所写")
        words = typed_text(text)
        message.text, message.entities = words.words, words.entities
        message.edited_at = self.now()
        self.updates.add("edited_message", message.json())
        self.changed.ring()
        return message

    def presses(self, user_id: int, message_id: int, data: str, *, forge: bool = False) -> Query:
        """They press a button; with `forge` the data need not stand on any button of the message."""
        message = self.messages[message_id]
        if not self._reads(user_id, message.chat_id):
            raise LookupError(f"第{message_id}号消息不在此人的会话中")
        on_buttons = {button.data for row in message.buttons for button in row}
        if not forge and (message.deleted or data not in on_buttons):
            raise LookupError(f"第{message_id}号消息上没有这个按钮：{data}")
        query = Query(f"{next(self._numbers):019d}", user_id, data, self.clock())
        self.queries[query.id] = query
        self.updates.add("callback_query", self._query_json(query, message))
        self.changed.ring()
        return query

    def sends_photo(
        self, user_id: int, files: Iterable[File], caption: str = "", **where: Unpack[Where]
    ) -> list[Message]:
        """They send photos, each in a message of its own."""
        return [self._sends(user_id, file, caption, photo=True, **where) for file in files]

    def sends_document(
        self, user_id: int, files: Iterable[File], caption: str = "", **where: Unpack[Where]
    ) -> list[Message]:
        """They send documents, each in a message of its own."""
        return [self._sends(user_id, file, caption, photo=False, **where) for file in files]

    def sends_album(
        self, user_id: int, files: Iterable[File], caption: str = "", **where: Unpack[Where]
    ) -> list[Message]:
        """They send several files at once: separate updates with one media_group_id, the caption on the first.

        Pictures go as photos, and as documents where anything else is among them.
        """
        files = list(files)
        photo = all(media_type.startswith("image/") for _, _, media_type in files)
        album = self.new_album_id()
        captions = itertools.chain([caption], itertools.repeat(""))
        return [
            self._sends(user_id, file, words, photo=photo, album=album, **where)
            for file, words in zip(files, captions, strict=False)
        ]

    def blocks(self, user_id: int) -> None:
        """They block the bot."""
        self._change_access(user_id, blocked=True)

    def unblocks(self, user_id: int) -> None:
        """They let the bot write again."""
        self._change_access(user_id, blocked=False)

    def deactivates(self, user_id: int) -> None:
        """Their account is gone."""
        self.people[user_id].deactivated = True
        self.changed.ring()

    def kicks_bot(self, chat_id: int) -> None:
        """The bot is removed from a group."""
        self.groups[chat_id].kicked = True
        self.changed.ring()

    def migrate(self, chat_id: int) -> int:
        """A group becomes a supergroup; returns its new id."""
        old = self.groups[chat_id]
        old.migrated_to = -1_000_000_000_000 + chat_id
        new = self.add_group(old.migrated_to, old.title, old.members, supergroup=True)
        author = self.people[min(old.members)].user() if old.members else self.bot
        for group, field, other in ((old, "migrate_to_chat_id", new), (new, "migrate_from_chat_id", old)):
            self._hand_over(self._new(group.chat(), author, service={field: other.id}))
        return new.id

    def _reads(self, user_id: int, chat_id: int) -> bool:
        group = self.groups.get(chat_id)
        return user_id in group.members if group else user_id == chat_id

    def _hand_over(self, message: Message) -> Message:
        self._keep(message)
        self.updates.add("message", message.json())
        self.changed.ring()
        return message

    def _written(self, user_id: int, chat_id: int | None, reply_to: int | None) -> Message:
        person = self.people[user_id]
        if chat_id in (None, user_id):
            self.unblocks(user_id)
            person.started = True
            chat = person.chat()
        else:
            chat = self.groups[chat_id].chat()
        answered = self.messages[reply_to] if reply_to is not None else None
        return self._new(chat, person.user(), reply_to=answered)

    def _sends(
        self,
        user_id: int,
        file: File,
        caption: str,
        *,
        photo: bool,
        album: str | None = None,
        **where: Unpack[Where],
    ) -> Message:
        words = typed_text(caption)
        message = self._written(user_id, where.get("chat_id"), where.get("reply_to"))
        message.text, message.entities, message.media_group_id = words.words, words.entities, album
        name, content, media_type = file
        if photo:
            message.photo = self.shelf.photo(content)
        else:
            message.document = self.shelf.document(name, content, media_type)
        return self._hand_over(message)

    def _query_json(self, query: Query, message: Message) -> Json:
        gone = {"chat": message.chat, "message_id": message.message_id, "date": 0}
        return {
            "id": query.id,
            "from": self.people[query.user_id].user(),
            "message": gone if message.deleted else message.json(),
            "chat_instance": str(message.chat_id * 7919),
            "data": query.data,
        }

    def _change_access(self, user_id: int, *, blocked: bool) -> None:
        person = self.people[user_id]
        if person.blocked == blocked:
            return
        person.blocked = blocked
        in_touch, kicked = (
            {"user": self.bot, "status": "member"},
            {"user": self.bot, "status": "kicked", "until_date": 0},
        )
        before, after = (in_touch, kicked) if blocked else (kicked, in_touch)
        body = {"chat": person.chat(), "from": person.user(), "date": self.now()}
        self.updates.add("my_chat_member", {**body, "old_chat_member": before, "new_chat_member": after})
        self.changed.ring()
