"""Letter: one message to one chat, as a value that can be kept, sent, or shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from messages.html import Html

LONGEST = 4096  # characters after entities, https://core.telegram.org/bots/api#sendmessage
LONGEST_CAPTION = 1024


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; `data` comes back when it is pressed (at most 64 bytes of UTF-8)."""

    text: str
    data: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file made when the letter is sent; never kept in the outbox."""

    name: str
    content: bytes
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said. `edits` names an earlier message of the bot that this one takes the place of."""

    text: Html
    buttons: tuple[tuple[Button, ...], ...] = ()
    edits: int | None = None
    replies_to: int | None = None
    paper: str = ""  # the file that is made when it is sent: "ledger", "picture/0" …
    attachment: Attachment | None = None

    def editing(self, message_id: int | None) -> Letter:
        """The same letter in the place of an earlier message."""
        return replace(self, edits=message_id)

    def as_body(self) -> dict[str, Any]:
        """The form in which it waits in the outbox."""
        rows = [[[button.text, button.data] for button in row] for row in self.buttons]
        return {
            "text": self.text,
            "buttons": rows,
            "edits": self.edits,
            "replies_to": self.replies_to,
            "paper": self.paper,
        }


def from_body(body: dict[str, Any]) -> Letter:
    """The letter that waited in the outbox."""
    rows = tuple(tuple(Button(text, data) for text, data in row) for row in body["buttons"])
    return Letter(Html(body["text"]), rows, body.get("edits"), body.get("replies_to"), body.get("paper", ""))
