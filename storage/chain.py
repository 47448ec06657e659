"""The audit chain: every event carries the hash of the one before it, and every digest printed how far it had come.

What stands in the database alone can be rewritten whole; what a digest has printed stands in the office's chat.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from sqlalchemy import Select, bindparam, insert, select, update
from sqlmodel import Session, col

from storage.outbox import table
from storage.records import Event, Office, PrintedHead

_HEAD = re.compile(r"(\d[\d,，]*)[:：]\s*([0-9a-f]{4,64})(?:…|\.{2,3})?", re.IGNORECASE)
_AT_ONCE = 1_000
_SAID = ("contact_id", "update_id", "act", "subject", "detail")
_NOTED = "events"  # in the session: what has happened and is not in the chain yet
_OFFICE = table(Office).c
_ITSELF = _OFFICE.id == bindparam("office")
_LOCKED_HEAD = select(_OFFICE.chain_length, _OFFICE.chain_head).where(_ITSELF).with_for_update(key_share=True)
_ADD_EVENTS = insert(table(Event))
_MOVE_HEAD = update(table(Office)).where(_ITSELF).values(chain_length=bindparam("length"), chain_head=bindparam("head"))


@dataclass(frozen=True, slots=True)
class Head:
    """How far the chain had come: its number of events and the beginning of the last one's hash."""

    number: int
    hash: str

    @classmethod
    def named(cls, text: str) -> Head | None:
        """A head as a person copies it from a digest.

        >>> Head.named("1,204:7f3a…")
        Head(number=1204, hash='7f3a')
        """
        found = _HEAD.fullmatch(text.strip())
        return cls(int(re.sub("[,，]", "", found[1])), found[2].lower()) if found else None


@dataclass(frozen=True, slots=True)
class Verified:
    """What following the chain from its beginning has shown."""

    head: Head
    compared: int  # heads of digests that it was held against
    broken_at: int | None = None  # the first event that does not follow, or that a digest knew otherwise
    is_witnessed: bool = False  # the break is one between the chain and a digest, not within the chain


def note(session: Session, event: dict[str, Any]) -> None:
    """Have an event put into its office's chain at the end of the transaction, after those noted before it."""
    session.info.setdefault(_NOTED, []).append(event)


def noted(session: Session) -> int:
    """How many events wait for the end of the transaction."""
    return len(session.info.get(_NOTED, ()))


def write_events(session: Session, office_id: int) -> None:
    """Put what was noted into the chain; nobody else's events come between, for the office's row stays locked."""
    events = session.info.pop(_NOTED, None)
    if not events:
        return
    session.flush()  # what they tell of stands before them
    here = session.connection()
    length, head = locked_head(session, office_id)
    for number, event in enumerate(events, start=length + 1):
        event.update(number=number, previous=head)
        event["hash"] = head = event_hash(event)
    here.execute(_ADD_EVENTS, events)
    here.execute(_MOVE_HEAD, {"office": office_id, "length": length + len(events), "head": head})


def locked_head(session: Session, office_id: int) -> tuple[int, str]:
    """The number of events and the last one's hash; until the transaction is over nobody else adds one."""
    length, head = session.connection().execute(_LOCKED_HEAD, {"office": office_id}).one()
    return length, head


def verify(session: Session, office_id: int, heads: Iterable[Head] = ()) -> Verified:
    """Follow an office's chain, and hold it against `heads` and those that its digests have printed."""
    office = session.get_one(Office, office_id)
    known: dict[int, list[str]] = {}
    for head in (*heads, *_printed(session, office_id)):
        known.setdefault(head.number, []).append(head.hash)
    compared = sum(map(len, known.values()))
    number, last = 0, ""
    with closing(session.execute(_events(office_id))) as events:
        for event in events:
            number += 1
            if event.number != number or event.previous != last or event.hash != event_hash(event._asdict()):
                return Verified(Head(number - 1, last), compared, number)
            last = event.hash
            if not all(last.startswith(printed) for printed in known.pop(number, ())):
                return Verified(Head(number, last), compared, number, is_witnessed=True)
    reached = Head(number, last)
    if any(beyond > number for beyond in known):
        return Verified(reached, compared, number + 1, is_witnessed=True)
    if (number, last) != (office.chain_length, office.chain_head):
        return Verified(reached, compared, number + 1)
    return Verified(reached, compared)


def event_hash(event: Mapping[str, Any]) -> str:
    """SHA-256 over the event before it and everything this one says, by column (times as UTC ISO 8601)."""
    at = event["at"].astimezone(UTC).isoformat(timespec="microseconds")
    said = [event["previous"], event["office_id"], event["number"], at, *(event[name] for name in _SAID)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _events(office_id: int) -> Select[Any]:
    query = select(table(Event)).where(col(Event.office_id) == office_id).order_by(col(Event.number))
    return query.execution_options(yield_per=_AT_ONCE)


def _printed(session: Session, office_id: int) -> Iterator[Head]:
    query = select(PrintedHead).where(col(PrintedHead.office_id) == office_id)
    yield from (Head(one.number, one.hash) for one in session.scalars(query))
