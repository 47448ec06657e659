"""Those who are in the world: people with a private chat, and groups."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.sandbox.refusals import Json


@dataclass(slots=True)
class Person:
    """A Telegram user. A bot may write to them once they have written to it (`started`)."""

    id: int
    first_name: str
    username: str | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    def user(self) -> Json:
        """As Telegram's User."""
        return {"id": self.id, "is_bot": False, "first_name": self.first_name} | self._username()

    def chat(self) -> Json:
        """The private chat with them, as Telegram's Chat."""
        return {"id": self.id, "type": "private", "first_name": self.first_name} | self._username()

    def _username(self) -> Json:
        return {"username": self.username} if self.username else {}


@dataclass(slots=True)
class Group:
    """A group the bot was added to; its id is negative."""

    id: int
    title: str
    members: set[int] = field(default_factory=set)
    supergroup: bool = False
    kicked: bool = False
    migrated_to: int | None = None

    def chat(self) -> Json:
        """As Telegram's Chat."""
        return {"id": self.id, "type": "supergroup" if self.supergroup else "group", "title": self.title}
