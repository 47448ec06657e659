"""An office opened in a database: its transactions, and what stands in it as a whole."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from sqlalchemy import Engine, func, select, update
from sqlmodel import Session, col

from storage.chain import Head, Verified, verify
from storage.database import transaction
from storage.desk import Desk
from storage.gathering import Gathering
from storage.guard import keep_to
from storage.outbox import insert_new
from storage.records import Event, Incoming, Notice, Office
from storage.settling import Rest
from storage.workers import ALONE


class OpenedOffice:
    """One office's part of a database, and what is asked of it as a whole. `day_of` tells which day of the office a
    moment (UTC) falls on.

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

    def broken_link(self) -> int | None:
        """The number of the first event that does not follow from the one before it; None where the chain holds."""
        return self.verify_chain().broken_at

    @contextmanager
    def _transaction(self) -> Iterator[Gathering]:
        with transaction(self.engine) as session:
            keep_to(session, self.office_id)
            yield session

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
