"""What a message is taken to say: values, and their shape as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ALL_OPEN = ("*",)


class Said(StrEnum):
    """What a liaison reports or wants about an item."""

    SIGNED = "signed"
    WORKING = "working"
    DONE = "done"
    NOT_STARTED = "not_started"
    TROUBLE = "trouble"
    NIL = "nil"
    EXTENSION = "extension"
    HANDOVER = "handover"
    CORRECT = "correct"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Say:
    """One thing said of some items (`ALL_OPEN`: of everything open); `due` is filled for extensions alone.

    `note` is the person's own remark in the words typed, "" where nothing goes beyond the status.
    """

    items: tuple[str, ...]
    intent: Said
    links: tuple[str, ...] = ()
    due: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """What is sure, and whether something else in the message must be asked."""

    says: tuple[Say, ...]
    ask: bool


def as_json(understood: Understood) -> dict[str, object]:
    """The shape `duban understand --json` prints.

    >>> as_json(Understood((Say(("12",), Said.DONE),), ask=False))["says"]
    [{'items': ['12'], 'intent': 'done', 'links': [], 'due': None, 'note': ''}]
    """
    return {"says": [_say_as_json(say) for say in understood.says], "ask": understood.ask}


def _say_as_json(say: Say) -> dict[str, object]:
    return {
        "items": list(say.items),
        "intent": say.intent.value,
        "links": list(say.links),
        "due": say.due.isoformat() if say.due else None,
        "note": say.note,
    }
