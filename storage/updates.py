"""Kept updates: in whose chat's order each belongs, whose turn it is, and that they are handled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Row, Select, bindparam, exists, func, select, update
from sqlmodel import Session

from storage.among import among
from storage.codes import without_codes
from storage.outbox import table
from storage.records import Incoming
from storage.workers import Attendance

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""The updates that are asked for, and so all that are kept."""
HANDLERS = 4
"""Each ends its transaction with the office's chain in hand: more of them would only stand in line for it, with what
they have locked meanwhile."""


def chat_of(payload: Any) -> int:
    """The chat in whose order an update belongs; 0 where it names none.

    >>> chat_of({"callback_query": {"message": {"chat": {"id": 7}}}})
    7
    >>> chat_of({"message": {"chat": {"id": "7"}}})
    0
    """
    said = next((part for part in payload.values() if isinstance(part, dict)), {}) if isinstance(payload, dict) else {}
    inner = said.get("message")
    chat = (inner if isinstance(inner, dict) else said).get("chat")
    number = chat.get("id") if isinstance(chat, dict) else None
    return number if type(number) is int and abs(number) < 2**63 else 0


def first_of_each_chat(session: Session, office_id: int, most: int, here: Attendance) -> list[tuple[int, int]]:
    """Of each chat the first update that was kept and not yet handled, and how many wait in it.

    Where several processes are at work each is given its own chats, and the others' once none of its own waits; none
    are given to one behind the `HANDLERS` eldest.
    """
    if here.place >= HANDLERS:
        return []
    asked = {"office": office_id, "most": most, "of": min(here.of, HANDLERS), "place": here.place}
    mine = session.connection().execute(_FIRST_OF_MY_CHATS, asked).all() if here.of > 1 else ()
    found = mine or session.connection().execute(_FIRST_OF_EACH_CHAT, asked)
    return [(first, many) for first, many in found]


def take(session: Session, office_id: int, numbers: Sequence[int]) -> Sequence[Row[Any]]:
    """Those of these updates whose turn it is, locked; none that another process has, or one before it in its chat."""
    return session.connection().execute(_TO_TAKE, {"office": office_id, "numbers": list(numbers)}).all()


def note_handled(session: Session, office_id: int, taken: Sequence[Row[Any]], now: datetime) -> None:
    """These have had their effect; of a code in one of them, which has been read, nothing is kept."""
    here = session.connection()
    for row in taken:
        kept = without_codes(row.payload)
        if kept != row.payload:
            here.execute(_WITHOUT_CODES, {"office": office_id, "number": row.update_id, "kept": kept})
    here.execute(_HANDLED, {"office": office_id, "numbers": [row.update_id for row in taken], "at": now})


_OFFICE = bindparam("office", type_=Integer)
_KEPT = table(Incoming)
_WAITS = _KEPT.c.office_id == _OFFICE, _KEPT.c.handled_at.is_(None)
_THESE = among(_KEPT.c.update_id, "numbers")


def _to_take() -> Select[Any]:
    before = _KEPT.alias()
    in_front = exists().where(
        before.c.office_id == _OFFICE,
        before.c.handled_at.is_(None),
        before.c.chat_id == _KEPT.c.chat_id,
        before.c.update_id < _KEPT.c.update_id,
    )
    here = select(_KEPT.c.update_id, _KEPT.c.chat_id, _KEPT.c.payload).where(*_WAITS, _THESE, ~in_front)
    return here.order_by(_KEPT.c.update_id).with_for_update(skip_locked=True, of=_KEPT)


def _first_of_each_chat() -> Select[Any, int]:
    first = func.min(_KEPT.c.update_id)
    by_chat = select(first, func.count()).where(*_WAITS).group_by(_KEPT.c.chat_id)
    return by_chat.order_by(first).limit(bindparam("most", type_=Integer))


_TO_TAKE, _FIRST_OF_EACH_CHAT = _to_take(), _first_of_each_chat()
_IS_MINE = func.abs(_KEPT.c.chat_id) % bindparam("of", type_=Integer) == bindparam("place", type_=Integer)
_FIRST_OF_MY_CHATS = _FIRST_OF_EACH_CHAT.where(_IS_MINE)
_HANDLED = update(_KEPT).where(_KEPT.c.office_id == _OFFICE, _THESE).values(handled_at=bindparam("at"))
_WITHOUT_CODES = (
    update(_KEPT)
    .where(_KEPT.c.office_id == _OFFICE, _KEPT.c.update_id == bindparam("number"))
    .values(payload=bindparam("kept"))
)
