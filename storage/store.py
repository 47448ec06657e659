"""The Store: opens and commits every transaction. One verb, one fact; nothing is awaited inside.

people  keep → turns (effects, answers and "handled" in one)       time  act → claim → settle
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Engine, Row, bindparam, func, select, update
from sqlmodel import Session, col

from storage import chores, outbox, workers
from storage.ahead import MANY, Ahead, read_ahead
from storage.arrivals import arrivals
from storage.chain import Head, Verified, noted, verify
from storage.claiming import Asked, claim
from storage.codes import without_codes
from storage.database import for_reading, transaction
from storage.delivery import Claim, Settlement
from storage.desk import Desk
from storage.gathering import Gathering
from storage.guard import keep_to
from storage.outbox import insert_new
from storage.records import Contact, Errand, Event, Incoming, Notice, Office
from storage.settling import Rest, settle
from storage.states import Role
from storage.updates import chat_of, first_of_each_chat, note_handled, take
from storage.workers import ALONE, Attendance

T = TypeVar("T")
LEASE = timedelta(seconds=90)
"""Longer than any send may take: a lease that runs out means its process is gone."""


class Store:
    """What one office keeps. `day_of` tells which day of the office a moment (UTC) falls on.

    `fixed_days` are the operator's: days on which the office works (True) or rests, whatever is said in chat.
    """

    def __init__(
        self,
        engine: Engine,
        office_id: int,
        day_of: Callable[[datetime], date],
        fixed_days: Mapping[date, bool] | None = None,
    ) -> None:
        self.engine = engine
        self.office_id = office_id
        self._day_of = day_of
        self._fixed_days = fixed_days or {}
        self.is_shared = engine.dialect.name != "sqlite"
        """Whether other processes may be at work on the same office."""
        self.worker = secrets.token_hex(8)
        """Whose claims these are."""
        self._place = ALONE
        self.rest: Rest = lambda chat_id: timedelta(0)
        self._unheard: set[str] = set()  # claims of which it is not known whether they came about

    @contextmanager
    def act(self, now: datetime) -> Iterator[Desk]:
        """One transaction in the name of the program or the command line."""
        with self._transaction() as session:
            desk = self._desk(session, now)
            yield desk
            desk.put_down()

    @contextmanager
    def rehearse(self, now: datetime) -> Iterator[Desk]:
        """One transaction that is taken back: what would come of it can be shown."""
        with self._transaction() as session:
            yield self._desk(session, now)
            session.rollback()

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

    def of_errand(self, errand: Errand, now: datetime, does: Callable[[Desk], T]) -> T | None:
        """One transaction of whoever took an errand up; nothing is done (None) where it is another's by now."""
        with self.act(now) as desk:
            return does(desk) if desk.holds(errand) else None

    def to_handle(self, limit: int = 100) -> list[int]:
        """Of each chat the first update that was kept and not yet handled: whoever writes much delays nobody else."""
        with self._transaction() as session:
            return first_of_each_chat(session, self.office_id, limit, self._place)

    def park(self, update_id: int, why: str, now: datetime) -> None:
        """Set an update aside that the program cannot handle, so that the next one is served."""
        with self._transaction() as session:
            incoming = session.get_one(Incoming, (self.office_id, update_id))
            incoming.handled_at, incoming.parked_why = now, why[:500]
            incoming.payload = without_codes(incoming.payload)

    def claim(
        self,
        now: datetime,
        limit: int,
        remind: bool,
        busy: Collection[int] = (),
        aside: bool = False,
        gone: Sequence[Settlement] = (),
        kept: int = 0,
    ) -> list[Claim]:
        """Take up to `limit` letters that are due; reminders only while `remind`, none to contacts that are `busy`.

        So many of the places are `kept` for answers to people.

        `aside` are those of the second channel. What became of the letters that are `gone` is written down first, in
        the same transaction. A claim whose commit was not answered is taken back by the next one.
        """
        batch = f"{self.worker}.{secrets.token_hex(8)}"
        asked = Asked(now, limit, self._day_of(now) if remind else None, busy, aside, kept)
        unheard, self._unheard = self._unheard, self._unheard | {batch}
        with self._transaction() as session:
            for one in unheard:
                outbox.take_back(session, self.office_id, one)
            if gone:
                settle(session, gone, now, self._day_of(now), self.rest)
            claims = claim(session, self.office_id, asked, batch, LEASE)
        self._unheard = set()
        return claims

    def settle(self, settlements: Sequence[Settlement], now: datetime) -> None:
        """Write down what became of claimed letters."""
        with self._transaction() as session:
            settle(session, settlements, now, self._day_of(now), self.rest)

    def attend(self, lasting: timedelta) -> Attendance:
        """Say that this process is at work; what one that has long been silent had in flight may go again, in doubt.

        Whoever works on an SQLite file is alone.
        """
        if not self.is_shared:
            return ALONE
        with self._transaction() as session:
            attendance = workers.attend(session, self.office_id, self.worker, lasting)
            for gone in attendance.gone:
                outbox.release(session, self.office_id, LEASE, gone)
        self._place = attendance
        return attendance

    def leave(self) -> None:
        """This process is at work no more."""
        if self.is_shared:
            with self._transaction() as session:
                workers.leave(session, self.office_id, self.worker)

    def release_leases(self) -> None:
        """For a process that is alone on its database: what its forerunner had in flight may go again."""
        with self._transaction() as session:
            outbox.release(session, self.office_id, LEASE)
            workers.leave(session, self.office_id)

    def take_chore(self, name: str, now: datetime) -> bool:
        """Take up what is done once a day; False where it is done, or another process is at it."""
        with self._transaction() as session:
            return chores.take(session, name, self._day_of(now), now)

    def chore_done(self, name: str, now: datetime) -> None:
        """Nobody need do it again today."""
        with self._transaction() as session:
            chores.finish(session, name, self._day_of(now), now)

    def next_try(self, now: datetime) -> datetime | None:
        """The earliest moment at which a letter that was held back may be tried again."""
        with self._transaction() as session:
            asked = {"office": self.office_id, "now": now}
            found: datetime | None = session.connection().execute(_NEXT_TRY, asked).scalar()
            return found

    def last_record_at(self) -> datetime | None:
        """When something was last written down."""
        with self._transaction() as session:
            moments = [
                session.scalar(select(func.max(moment)).where(col(table.office_id) == self.office_id))
                for table, moment in (
                    (Event, col(Event.at)),
                    (Incoming, col(Incoming.kept_at)),
                    (Notice, col(Notice.sent_at)),
                )
            ]
            return max((moment for moment in moments if moment is not None), default=None)

    def conservation(self) -> dict[str, int]:
        """How many messages were planned, and what became of them; planned is the sum of the rest."""
        with self._transaction() as session:
            rows = session.execute(
                select(col(Notice.state), func.count())
                .where(col(Notice.office_id) == self.office_id)
                .group_by(col(Notice.state))
            )
            counts = {state.value: number for state, number in rows}
        names = ("sent", "withdrawn", "unreachable", "uncertain", "pending")
        return {"planned": sum(counts.values())} | {name: counts.get(name, 0) for name in names}

    def verify_chain(self, heads: Iterable[Head] = ()) -> Verified:
        """Follow the audit chain, and hold it against these heads and those that past digests have printed."""
        with self._transaction() as session:
            return verify(session, self.office_id, heads)

    def for_reading(self) -> Store:
        """The same office for a long look, which keeps no writer waiting."""
        return Store(for_reading(self.engine), self.office_id, self._day_of, self._fixed_days)

    def broken_link(self) -> int | None:
        """The number of the first event that does not follow from the one before it; None where the chain holds."""
        return self.verify_chain().broken_at

    @contextmanager
    def _transaction(self) -> Iterator[Gathering]:
        with transaction(self.engine) as session:
            keep_to(session, self.office_id)
            yield session

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

    def _desk(self, session: Gathering, now: datetime, update_id: int | None = None) -> Desk:
        desk = Desk(session, self.office_id, now, self._day_of(now), update_id)
        desk.fixed_days = self._fixed_days
        return desk


def open_office(engine: Engine, name: str, now: datetime, key: str = "") -> int:
    """The id of the office this database keeps under a key; the first time it is opened the office is founded.

    An office that had no key yet gets it when one of its name is asked for.
    """
    with transaction(engine) as session:
        if _office(session, key) is None and key:
            nameless = update(Office).where(col(Office.key) == "", col(Office.name) == name)
            session.execute(nameless.values(key=key))
        if _office(session, key) is None:
            office = {"key": key, "name": name, "created_at": now, "chain_length": 0, "chain_head": ""}
            insert_new(session, Office, ("key",), [office])
        found = _office(session, key)
        assert found is not None
        return found


def _office(session: Session, key: str) -> int | None:
    return session.scalar(select(col(Office.id)).where(col(Office.key) == key))


_NEXT_TRY = select(func.min(col(Contact.leased_until))).where(
    col(Contact.office_id) == bindparam("office"),
    col(Contact.leased_until) > bindparam("now"),
    col(Contact.answers_due_at).is_not(None) | col(Contact.reminders_due_at).is_not(None),
)
