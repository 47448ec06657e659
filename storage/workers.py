"""Which processes are at work for an office: each says so every few seconds, and whoever falls silent is left out.

One that is silent for as long again is struck off, and what it had in flight may go again: on a machine that has too
much to do a process may be late with its word, and its letters are on their way all the same.

Moments are the database's, so that machines whose clocks differ agree; the eldest one at work leads.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine, Interval, String, bindparam, delete, func, inspect, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from storage.outbox import table
from storage.records import Worker
from storage.schema import looked_at

_ONE_AFTER_THE_OTHER = 20_220_916
"""The number under which new workers of an office wait for each other, beside the office's id."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """A process's place among those at work, the eldest 0; how many there are; since when it has been there.

    `gone` are those that have just been struck off.
    """

    place: int
    of: int
    present_for: timedelta
    gone: tuple[str, ...] = ()


ALONE = Attendance(0, 1, timedelta.max)


def attend(session: Session, office_id: int, name: str, lasting: timedelta) -> Attendance:
    """Say that this process is at work, for so long if it is not said again.

    Nobody waits for anybody: only who is new does, so that two that come at once know which is the elder. A process
    whose time is over cannot come back as old as it was, so that it need not be struck off before others move up.
    """
    asked = {"office": office_id, "worker": name, "lasting": lasting}
    if session.execute(_RENEW, asked).one_or_none() is None:
        session.execute(select(func.pg_advisory_xact_lock(_ONE_AFTER_THE_OTHER, office_id)))
        session.execute(_JOIN, asked)
    there = [*session.execute(_THERE, asked)]
    silent = [row.name for row in there if row.is_silent and row.name != name]
    gone = tuple(session.scalars(_STRIKE_OFF, asked)) if silent else ()
    at_work = [row for row in there if row.name not in silent]
    place = next(place for place, row in enumerate(at_work) if row.name == name)
    return Attendance(place, len(at_work), at_work[place].present_for, gone)


def at_work(engine: Engine) -> int:
    """How many processes there are, of whatever office; 0 where the database is none of ours yet."""
    with looked_at(engine) as connection:
        is_there = inspect(connection).has_table(_WORKER.name)
        return connection.scalar(_AT_WORK) or 0 if is_there else 0


def leave(session: Session, office_id: int, name: str | None = None) -> None:
    """This process goes, or all of them are gone."""
    here = delete(Worker).where(col(Worker.office_id) == office_id)
    session.execute(here if name is None else here.where(col(Worker.name) == name))


_WORKER = table(Worker)
_HERE = _WORKER.c.office_id == bindparam("office")
_NAME = bindparam("worker", type_=String)
_NOW = func.clock_timestamp()  # not the transaction's: it may have waited
_UNTIL = _NOW + bindparam("lasting", type_=Interval)
_RENEW = (
    update(_WORKER)
    .where(_HERE, _WORKER.c.name == _NAME, _WORKER.c.until >= _NOW)
    .values(until=_UNTIL)
    .returning(_WORKER.c.name)
)
_NEW = insert(_WORKER).values(office_id=bindparam("office"), name=_NAME, since=_NOW, until=_UNTIL)
_JOIN = _NEW.on_conflict_do_update(
    index_elements=("office_id", "name"), set_={"since": _NEW.excluded.since, "until": _NEW.excluded.until}
)
_THERE = (
    select(_WORKER.c.name, (_WORKER.c.until < _NOW).label("is_silent"), (_NOW - _WORKER.c.since).label("present_for"))
    .where(_HERE)
    .order_by(_WORKER.c.since, _WORKER.c.name)
)
_AT_WORK = select(func.count()).select_from(_WORKER).where(_WORKER.c.until >= _NOW)
_STRIKE_OFF = (
    delete(_WORKER)
    .where(_HERE, _WORKER.c.until < _NOW - bindparam("lasting", type_=Interval), _WORKER.c.name != _NAME)
    .returning(_WORKER.c.name)
)
