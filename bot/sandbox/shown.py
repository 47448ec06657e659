"""What the page is shown, as JSON: everyone's chat, who has unread messages, the clock, the time line, the guide.

Instants are ISO 8601 in the office's zone, so that the page never asks where the browser stands.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from bot.sandbox.guided import Said, steps_taken
from bot.sandbox.message import Message
from bot.sandbox.refusals import Json
from bot.sandbox.stage import Person, Stage, TimelineEntry
from bot.sandbox.world import World

PREVIEW = 80


class Shown:
    """The world and the stage as the page sees them; remembers what was read and where the clock is going."""

    def __init__(self, world: World, stage: Stage) -> None:
        self._world = world
        self._stage = stage
        self._began = stage.now()
        self._read: dict[int, int] = {}  # user_id → the last message_id that was seen
        self.walk: tuple[datetime, datetime] | None = None  # from, to: while the clock is moving

    def state(self) -> Json:
        """All but the messages."""
        timeline = self._stage.timeline()
        return {
            "clock": self._clock(),
            "people": [self._person(person) for person in self._stage.people()],
            "timeline": [{"day": e.day.isoformat(), "kind": e.kind, "count": e.count} for e in timeline],
            "guide": self._guide(timeline),
        }

    def chat(self, user_id: int) -> Json:
        """A person's chat, which is thereby read."""
        messages = self._world.chat(user_id)
        self._mark_read(user_id, messages)
        return {
            "version": self._version(messages),
            "commands": self._commands(user_id),
            "messages": [self._message(message) for message in messages],
        }

    def _clock(self) -> Json:
        now, following = self._stage.now(), self._stage.next_event()
        clock = {"began": self._began.isoformat(), "now": now.isoformat(timespec="minutes"), "moving": None}
        clock["next"] = following.isoformat(timespec="minutes") if following else None
        if self.walk is None:
            return {**clock, "done": 0}
        start, target = self.walk
        return {**clock, "moving": target.isoformat(timespec="minutes"), "done": (now - start) / (target - start)}

    def _person(self, person: Person) -> Json:
        messages = self._world.chat(person.user_id)
        seen = self._read.get(person.user_id, 0)
        return {
            "id": person.user_id,
            "name": person.name,
            "unit": person.unit,
            "role": person.role,
            "group": person.group,
            "unread": sum(message.from_bot and message.message_id > seen for message in messages),
            "version": self._version(messages),
            "last": self._preview(messages[-1]) if messages else None,
        }

    def _guide(self, timeline: Sequence[TimelineEntry]) -> Json:
        guide = self._stage.guide()
        liaison, office = (self._said(user_id) for user_id in (guide.liaison, guide.office))
        steps = steps_taken(
            guide, self._stage.now().date(), timeline, liaison, office, letter_seen=self._letter_seen(guide.overdue_on)
        )
        return {
            "office": guide.office,
            "liaison": guide.liaison,
            "answer": guide.answer,
            "overdue_on": guide.overdue_on.isoformat(),
            "steps": [{"key": key, "done": done} for key, done in steps.items()],
        }

    def _letter_seen(self, since: date) -> bool:
        """Has the chat of someone outside the office been looked at that holds a message from that day on."""
        return any(
            message.from_bot and self._instant(message.date) >= since.isoformat()
            for person in self._stage.people()
            if person.role != "office"
            for message in self._world.chat(person.user_id)
            if message.message_id <= self._read.get(person.user_id, 0)
        )

    def _said(self, user_id: int) -> list[Said]:
        return [Said(not message.from_bot, message.text) for message in self._world.chat(user_id)]

    def _mark_read(self, user_id: int, messages: Sequence[Message]) -> None:
        last = messages[-1].message_id if messages else 0
        if self._read.get(user_id, 0) != last:
            self._read[user_id] = last
            self._world.changed.ring()

    def _version(self, messages: Sequence[Message]) -> str:
        """Differs whenever anything of a chat that can be seen does."""
        return f"{hash(tuple((m.message_id, m.edited_at, m.text, str(m.markup)) for m in messages)):x}"

    def _commands(self, user_id: int) -> list[Json]:
        """The menu of the narrowest audience that has one, as Telegram chooses it."""
        scopes = ({"type": "chat", "chat_id": user_id}, {"type": "all_private_chats"}, {"type": "default"})
        audiences = [(json.dumps(scope, sort_keys=True), language) for scope in scopes for language in ("zh", "")]
        return next((self._world.commands[who] for who in audiences if who in self._world.commands), [])

    def _preview(self, message: Message) -> Json:
        text = message.text or (message.document.name if message.document else "［照片］")
        return {
            "at": self._instant(message.date),
            "mine": not message.from_bot,
            "text": " ".join(text.split())[:PREVIEW],
        }

    def _message(self, message: Message) -> Json:
        answered = message.reply_to
        return {
            "id": message.message_id,
            "at": self._instant(message.date),
            "mine": not message.from_bot,
            "edited": message.edited,
            "text": message.text,
            "entities": message.entities,
            "reply_to": {"id": answered.message_id, **self._preview(answered)} if answered else None,
            "buttons": [[{"text": b.text, "data": b.data, "url": b.url} for b in row] for row in message.buttons],
            "files": _files(message),
            "album": message.media_group_id,
        }

    def _instant(self, seconds: int) -> str:
        return datetime.fromtimestamp(seconds, self._began.tzinfo).isoformat()


def _files(message: Message) -> list[Json]:
    photo = message.photo[-1] if message.photo else None
    return [
        {
            "kind": "photo" if file is photo else "document",
            "name": file.name,
            "size": len(file.content),
            "width": file.width,
            "height": file.height,
            "url": f"/api/file/{file.file_id}",
        }
        for file in message.files
    ]
