"""What became of a letter at the border, as values; and a letter's worth of notices as claimed from the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from storage.records import Item, Task
from storage.states import NoticeKind, Post


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram has it, under this id in the chat."""

    message_id: int | None


@dataclass(frozen=True, slots=True)
class Retry:
    """Not now. `in_doubt`: the request had gone out and the answer did not come, so it may be there already."""

    after: timedelta
    why: str
    in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class Unreachable:
    """This chat takes nothing from the bot until its person acts."""

    why: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has become another chat."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram will never take this letter, though the chat is fine."""

    why: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Nothing of it was true any more when its time came."""

    why: str = "到时已不成立"


Outcome = Sent | Retry | Unreachable | Moved | Refused | Withdrawn


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Whose mailbox a letter waits in. `address` is that of the second channel; "" where the chat is the way."""

    id: int
    chat_id: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A notice as it waits in the outbox."""

    id: int
    key: str
    kind: NoticeKind
    contact_id: int
    post: Post
    item_id: int | None
    body: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Claim:
    """All that is due to one contact in one letter, under a lease; records as they stood when it was claimed.

    `units` are the names of the items' units, `sources` the titles of the plans that the tasks stand in.
    """

    lease: str
    contact: Mailbox
    notices: tuple[Due, ...]
    items: dict[int, Item]
    tasks: dict[int, Task]
    units: dict[int, str]
    sources: dict[int, str]


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a claim; `untrue` names its notices that were left out of the letter."""

    claim: Claim
    outcome: Outcome
    untrue: frozenset[int] = frozenset()
