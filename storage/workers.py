"""Which processes are at work for an office: each says so every few seconds, and whoever falls silent is left out.

Moments are the database's, so that machines whose clocks differ agree; the eldest one at work leads.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlmodel import Session, col

from storage.records import Worker

_ONE_AFTER_THE_OTHER = 20_220_916
"""The number under which workers of an office wait for each other, beside the office's id."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """A process's place among those at work, the eldest 0; how many there are; since when it has been there.

    `gone` are those that have just been found silent.
    """

    place: int
    of: int
    present_for: timedelta
    gone: tuple[str, ...] = ()


ALONE = Attendance(0, 1, timedelta.max)


def attend(session: Session, office_id: int, name: str, lasting: timedelta) -> Attendance:
    """Say that this process is at work, for so long if it is not said again."""
    session.execute(select(func.pg_advisory_xact_lock(_ONE_AFTER_THE_OTHER, office_id)))
    now: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
    here = col(Worker.office_id) == office_id
    silent = delete(Worker).where(here, col(Worker.until) < now, col(Worker.name) != name)
    gone = tuple(session.scalars(silent.returning(col(Worker.name))))
    mine = session.get(Worker, (office_id, name)) or Worker(office_id=office_id, name=name, since=now, until=now)
    if mine.until < now:
        mine.since = now  # it stood still, and begins anew
    mine.until = now + lasting
    session.add(mine)
    session.flush()
    names = list(session.scalars(select(col(Worker.name)).where(here).order_by(col(Worker.since), col(Worker.name))))
    return Attendance(names.index(name), len(names), now - mine.since, gone)


def leave(session: Session, office_id: int, name: str | None = None) -> None:
    """This process goes, or all of them are gone."""
    here = delete(Worker).where(col(Worker.office_id) == office_id)
    session.execute(here if name is None else here.where(col(Worker.name) == name))
