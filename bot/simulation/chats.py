"""What a simulated network keeps: chats with their messages, and what became of each request."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    """What became of a request, as the network knows it and the program may not."""

    ON_ITS_WAY = "on its way"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOT_SENT = "not sent"
    LOST_BEFORE = "lost before it was accepted"
    LOST_AFTER = "accepted, the answer lost"
    CUT = "cut off by the end of the process"


class Weather(StrEnum):
    """What the network does to requests for a while."""

    FAIR = "fair"
    DOWN = "down"  # no connection comes about
    LOSES_REQUESTS = "loses requests"
    LOSES_ANSWERS = "loses answers"
    MIXED = "mixed"
    BUSY = "busy"  # 429 with a wait
    SICK = "sick"  # 502 with a page of HTML


@dataclass(slots=True, eq=False)
class Request:
    """One call that puts something into a chat."""

    number: int
    method: str
    chat_id: int
    text: str
    begun_at: float
    fate: Fate = Fate.ON_ITS_WAY
    message_id: int | None = None
    is_accepted: bool = False
    is_settled: bool = True  # false: the program could not learn, or not write down, what became of it


@dataclass(slots=True)
class Message:
    """A message in a chat; `buttons` are callback data."""

    message_id: int
    text: str
    from_bot: bool
    buttons: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Chat:
    """One person's chat with the bot."""

    messages: list[Message] = field(default_factory=list)
    is_blocked: bool = False
    accepted_at: deque[float] = field(default_factory=lambda: deque(maxlen=2))


class Refusal(Exception):
    """The server says no."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.answer = {"ok": False, "error_code": code, "description": description, "parameters": parameters}
