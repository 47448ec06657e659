"""The Store: opens and commits every transaction. One verb, one fact; nothing is awaited inside.

people  keep → turns (effects, answers and "handled" in one)       time  act → claim → settle
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Row, bindparam, func, select
from sqlmodel import col

from storage import outbox
from storage.ahead import MANY, Ahead, read_ahead
from storage.arrivals import arrivals
from storage.attending import Attending
from storage.chain import noted
from storage.claiming import Wanted, claim
from storage.codes import without_codes
from storage.database import assure, for_reading
from storage.delivery import Claim, Settlement
from storage.desk import Desk
from storage.gathering import Gathering
from storage.outbox import insert_new
from storage.records import Contact, Errand, Incoming
from storage.settling import settle
from storage.states import Role
from storage.updates import chat_of, first_of_each_chat, note_handled, take

T = TypeVar("T")


class Store(Attending):
    """What one office keeps, verb by verb."""

    @contextmanager
    def turns(
        self, update_ids: Sequence[int], now: datetime, first: Callable[[Desk], None] | None = None
    ) -> Iterator[Iterator[tuple[Desk, dict[str, Any]]]]:
        """One transaction for kept updates, each of a chat of its own: what they change, what is answered and that they
        are handled. All of them must be gone through, one after the other; what is to be read `first` is read once.

        Left out is what has been handled already, so an update that arrives twice takes effect once; and what is not
        its turn: another process handles it, or one before it in its chat.
        """
        with self._transaction() as session:
            taken = take(session, self.office_id, update_ids)
            if first is not None and taken:
                first(self._desk(session, now))
            yield self._one_by_one(session, taken, now)
            self._desk(session, now).put_down()
            note_handled(session, self.office_id, taken, now)

    def keep(self, updates: Sequence[tuple[int, dict[str, Any]]], now: datetime) -> None:
        """Keep updates as Telegram handed them over, in that order; one that is there already stays as it is."""
        with self._transaction() as session:
            rows = [
                {"office_id": self.office_id, "update_id": update_id, "payload": payload, "kept_at": now, "attempts": 0}
                | {"parked_why": "", "chat_id": chat_of(payload), "mark": mark}
                for update_id, mark, payload in arrivals(session, self.office_id, updates)
            ]
            insert_new(session, Incoming, ("office_id", "update_id"), rows)
        assure(self.engine)

    def of_errand(self, errand: Errand, now: datetime, does: Callable[[Desk], T]) -> T | None:
        """One transaction of whoever took an errand up; nothing is done (None) where it is another's by now."""
        with self.act(now) as desk:
            return does(desk) if desk.holds(errand) else None

    @property
    def is_alone(self) -> bool:
        """Whether all chats are this process's to hear."""
        return self._place.of == 1

    def to_handle(self, limit: int = 100) -> list[tuple[int, int]]:
        """Of each chat the first update that was kept and not yet handled, and how many wait there: whoever writes
        much delays nobody else.
        """
        with self._transaction() as session:
            return first_of_each_chat(session, self.office_id, limit, self._place)

    def park(self, update_id: int, why: str, now: datetime) -> None:
        """Set an update aside that the program cannot handle, so that the next one is served."""
        with self._transaction() as session:
            incoming = session.get_one(Incoming, (self.office_id, update_id))
            incoming.handled_at, incoming.parked_why = now, why[:500]
            incoming.payload = without_codes(incoming.payload)

    def claim(self, wanted: Wanted, gone: Sequence[Settlement] = ()) -> list[Claim]:
        """Take letters that are due. What became of those that are `gone` is written down first, in the same
        transaction. A claim whose commit was not answered is taken back by the next one.
        """
        now, today = wanted.now, self._day_of(wanted.now)
        batch = f"{self.worker}.{secrets.token_hex(8)}"
        unheard, self._unheard = self._unheard, self._unheard | {batch}
        with self._transaction() as session:
            for one in unheard:
                outbox.take_back(session, self.office_id, one)
            if gone:
                settle(session, gone, now, today, self.rest)
            claims = claim(session, self.office_id, wanted, today, batch)
        if claims:
            assure(self.engine)
        self._unheard = set()
        return claims

    def settle(self, settlements: Sequence[Settlement], now: datetime) -> None:
        """Write down what became of claimed letters."""
        with self._transaction() as session:
            settle(session, settlements, now, self._day_of(now), self.rest)

    def next_try(self, now: datetime) -> datetime | None:
        """The earliest moment at which a letter that was held back may be tried again."""
        with self._transaction() as session:
            asked = {"office": self.office_id, "now": now}
            found: datetime | None = session.connection().execute(_NEXT_TRY, asked).scalar()
            return found

    def for_reading(self) -> Store:
        """The same office for a long look, which keeps no writer waiting."""
        return Store(for_reading(self.engine), self.office_id, self._day_of, self._fixed_days)

    def _one_by_one(
        self, session: Gathering, taken: Sequence[Row[Any]], now: datetime
    ) -> Iterator[tuple[Desk, dict[str, Any]]]:
        """A desk for each update; none is shown what another one has read.

        As long as nobody asks for more than was read ahead, what they say is written for all of them together.
        """
        ahead = self._read_ahead(session, taken, now)
        for row in taken:
            asked, before = session.asked, noted(session)
            desk = self._desk(session, now, row.update_id)
            desk.ahead = ahead
            yield desk, row.payload or {}
            if noted(session) > before and not (desk.actor and desk.actor.role is Role.LIAISON):
                ahead.forget()
            if session.asked > asked:
                session.flush()
                ahead.leave_alone(session)

    def _read_ahead(self, session: Gathering, taken: Sequence[Row[Any]], now: datetime) -> Ahead:
        if len(taken) < MANY:
            return Ahead()
        session.number_reports(len(taken))
        return read_ahead(session, self.office_id, [row.chat_id for row in taken], self._day_of(now))


_NEXT_TRY = select(func.min(col(Contact.leased_until))).where(
    col(Contact.office_id) == bindparam("office"),
    col(Contact.leased_until) > bindparam("now"),
    col(Contact.answers_due_at).is_not(None) | col(Contact.reminders_due_at).is_not(None),
)
