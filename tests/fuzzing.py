"""Updates made from the Bot API's own description of its types, and then damaged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

BOT_API = Path(__file__).resolve().parents[2] / "shared" / "reference" / "bot-api.json"
USER = {"id": 12, "is_bot": False, "first_name": "联络员"}
BOT = {"id": 99, "is_bot": True, "first_name": "督办", "username": "duban_bot"}
CHAT = {"id": 12, "type": "private", "first_name": "联络员"}
GROUP = {"id": -5, "type": "group", "title": "群"}
FILE = {"file_id": "F", "file_unique_id": "U", "file_size": 3}
MESSAGE: dict[str, Any] = {"message_id": 5, "date": 1663549200, "chat": CHAT, "from": USER, "text": "12 已完成"}
PRESS = {"id": "1", "from": USER, "chat_instance": "3", "message": MESSAGE | {"from": BOT}, "data": "item/1"}
UPDATES: list[dict[str, Any]] = [
    {"update_id": 1, "message": MESSAGE},
    {"update_id": 2, "edited_message": MESSAGE | {"edit_date": 1663549300}},
    {"update_id": 3, "message": MESSAGE | {"reply_to_message": MESSAGE | {"from": BOT}, "chat": GROUP}},
    {"update_id": 4, "message": MESSAGE | {"photo": [FILE | {"width": 1, "height": 1}], "caption": "图"}},
    {"update_id": 5, "message": MESSAGE | {"document": FILE | {"file_name": "a.pdf"}, "media_group_id": "7"}},
    {"update_id": 6, "callback_query": PRESS},
    {"update_id": 7, "callback_query": PRESS | {"message": {"chat": CHAT, "message_id": 5, "date": 0}}},
    {"update_id": 8, "my_chat_member": {"chat": CHAT, "from": USER, "date": 1}},
    {"update_id": 9, "message": MESSAGE | {"contact": {"phone_number": "13800138000", "first_name": "某"}}},
    {"update_id": 10, "message": MESSAGE | {"migrate_to_chat_id": -1005, "chat": GROUP}},
]
DEEPEST = 3
PEOPLE = (1, 11, 12, 13, 66)
TEXTS = ("12 已完成", "收到", "/start x", "/待审", "更正 12", "通过 12", "3-5办理中", "item/1", "say/1/done", "pass/1")
NASTY: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    2**31,
    2**63,
    10**400,
    1e308,
    float("nan"),
    "",
    "\x00",
    "\ud800",
    "\u202e\u200b\ufeff",
    "<b>&amp;</b><a href='tg://user?id=1'>",
    "{}%s%n{0.__class__}",
    "' OR 1=1 --",
    "\x1b[2J\x1b]0;x\x07",
    "=HYPERLINK(1)",
    "9" * 5_000,
    "督" * 5_000,
    [],
    {},
    [[[[]]]],
    {"": {}},
    [None, 1, "x"],
)
SPOKEN = ("from", "text", "data", "message")  # what makes an update one that the bot must answer
Place = tuple[Any, Any]  # a dict or list, and the key in it


@dataclass(frozen=True, slots=True)
class Shapes:
    """The types of the Bot API."""

    types: dict[str, Any]

    def make(self, kind: str, chance: Random, depth: int = 0) -> Any:
        """Any value of a type; optional fields now and then, fewer the deeper."""
        if kind.startswith("Array of "):
            return [self.make(kind.removeprefix("Array of "), chance, depth + 1) for _ in range(chance.randrange(3))]
        if kind not in self.types:
            return _plain(kind, chance)
        kinds = self.types[kind].get("subtypes")
        if kinds:
            return self.make(chance.choice(kinds), chance, depth)
        often = 0.06 / (depth + 1) if depth < DEEPEST else 0.0
        return {
            field["name"]: self._field(field, chance, depth)
            for field in self.types[kind].get("fields", ())
            if field["required"] or chance.random() < (0.9 if field["name"] in SPOKEN else often)
        }

    def _field(self, field: dict[str, Any], chance: Random, depth: int) -> Any:
        name = field["name"]
        if name == "id" and chance.random() < 0.9:
            return chance.choice(PEOPLE)
        if name == "is_bot":
            return chance.random() < 0.05
        if name in ("type", "status", "source"):
            return chance.choice(("private", "private", "private", "group", "supergroup", "member", "kicked"))
        return self.make(chance.choice(field["types"]), chance, depth + 1)


def updates(chance: Random, number: int) -> list[dict[str, Any]]:
    """Whole updates, of every kind the description knows where it is at hand; else of the kinds recorded here."""
    if not BOT_API.exists():
        return [json.loads(json.dumps(chance.choice(UPDATES))) for _ in range(number)]
    shapes = Shapes(json.loads(BOT_API.read_text(encoding="utf-8"))["types"])
    kinds = {field["name"]: field["types"][0] for field in shapes.types["Update"]["fields"] if not field["required"]}
    spoken = ["message", "message", "edited_message", "callback_query", "my_chat_member"]
    made = []
    for _ in range(number):
        kind = chance.choice(spoken if chance.random() < 0.8 else [*kinds])
        made.append({"update_id": 0, kind: shapes.make(kinds[kind], chance)})
    return made


def places(value: Any) -> Iterator[Place]:
    """Every place in an update that can hold something else."""
    for key, inner in list(value.items()) if isinstance(value, dict) else list(enumerate(value)):
        yield value, key
        if isinstance(inner, dict | list):
            yield from places(inner)


def damaged(update: dict[str, Any], chance: Random, times: int) -> Iterator[dict[str, Any]]:
    """The update with a place or three changed or missing, so many times; it is whole again after each."""
    everywhere = [place for place in places(update) if place[1] != "update_id"]
    for _ in range(times):
        some = chance.sample(everywhere, min(chance.choice((1, 1, 1, 3)), len(everywhere)))
        kept = [(holder, key, holder[key]) for holder, key in some]
        for holder, key in some:
            if isinstance(holder, dict) and chance.random() < 0.2:
                del holder[key]
            else:
                holder[key] = chance.choice(NASTY)
        yield update
        for holder, key, whole in kept:
            holder[key] = whole


def _plain(kind: str, chance: Random) -> Any:
    if kind == "Integer":
        return chance.choice((*PEOPLE, 1_663_549_200, chance.randrange(2**40)))
    if kind in ("Float", "Float number"):
        return chance.random()
    if kind in ("Boolean", "True"):
        return True
    return chance.choice(TEXTS)
