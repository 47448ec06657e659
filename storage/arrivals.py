"""Under which number an update is kept: one that comes again is known, one that only has an old number is not lost.

A Bot API server may begin to count anew (after a week without updates, or when another server takes over), so a number
alone does not say that an update has been there. Numbers of a later count are kept above those of the one before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Integer, bindparam, func, literal, select
from sqlmodel import Session

from storage.among import among
from storage.outbox import table
from storage.records import Incoming

_COUNT = 2**56  # numbers of one count; Telegram's have 31 bits
_MOMENTS = ("message_id", "date", "edit_date")
Update = tuple[int, dict[str, Any]]


def mark_of(payload: Any) -> str:
    """What tells an update from every other, though it be handed over again with some field added.

    >>> mark_of({"update_id": 7, "message": {"message_id": 3, "chat": {"id": 9}, "date": 1, "text": "好"}})
    'message/9/3/1/None'
    >>> mark_of({"update_id": 7, "callback_query": {"id": "42", "data": "x"}})
    'callback_query/42'
    """
    parts = payload.items() if isinstance(payload, dict) else ()
    kind, said = next(((kind, said) for kind, said in parts if isinstance(said, dict)), ("", {}))
    chat = said.get("chat")
    if kind == "callback_query" and isinstance(said.get("id"), str):
        return f"{kind}/{said['id']}"[:200]
    if isinstance(chat, dict) and "message_id" in said:
        return "/".join(str(one) for one in (kind, chat.get("id"), *map(said.get, _MOMENTS)))[:200]
    return hashlib.sha256(json.dumps(payload, sort_keys=True, default=str).encode()).hexdigest()


def arrivals(session: Session, office_id: int, updates: Sequence[Update]) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Number, mark and content of those that have not been kept yet."""
    known, last = _kept(session, office_id, [number for update_id, _ in updates for number in _numbers(update_id, 0)])
    count = last // _COUNT
    if count:
        numbers = [number for update_id, _ in updates for number in _numbers(update_id, count)]
        known, _ = _kept(session, office_id, numbers)
    for update_id, payload in updates:
        mark = mark_of(payload)
        numbers = _numbers(update_id, count)
        if any(known.get(number) in ("", mark) for number in numbers):  # "": kept before marks were
            continue
        if numbers[-1] in known and 0 <= update_id < _COUNT:
            count += 1
            numbers.append(update_id + count * _COUNT)
        known[numbers[-1]] = mark
        yield numbers[-1], mark, payload


def _kept(session: Session, office_id: int, numbers: Sequence[int]) -> tuple[dict[int, str], int]:
    """Which of these numbers are known, each with its mark; and the last one that is."""
    asked = {"office": office_id, "numbers": list(numbers)}
    *known, (_, last, _) = session.connection().execute(_KNOWN_AND_LAST, asked)
    return {number: mark for _, number, mark in known}, max(0, last or 0)


def _numbers(update_id: int, count: int) -> list[int]:
    """Where it would stand in each count so far; a number beyond all counting stands where it stands."""
    if not 0 <= update_id < _COUNT:
        return [update_id]
    return [update_id + earlier * _COUNT for earlier in range(count + 1)]


def _known_and_last() -> CompoundSelect[Any]:
    kept = table(Incoming).c
    here = kept.office_id == bindparam("office", type_=Integer)
    known = select(literal(0).label("place"), kept.update_id, kept.mark).where(here, among(kept.update_id, "numbers"))
    return known.union_all(select(literal(1), func.max(kept.update_id), literal("")).where(here)).order_by("place")


_KNOWN_AND_LAST = _known_and_last()
