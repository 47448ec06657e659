"""What is done once a day, by one process of all that work on a database."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import or_, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, col

from storage.records import Chore

LEASE = timedelta(minutes=50)
"""A chore that was taken up and not done is somebody else's after it: whoever took it has died, or failed."""


def take(session: Session, name: str, day: date, now: datetime) -> bool:
    """Take up a day's chore; False where it is done, or another process is at it."""
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    fresh = {"day": day, "until": now + LEASE, "done_at": None}
    is_left = col(Chore.done_at).is_(None) & or_(col(Chore.until) <= now, col(Chore.until) > now + LEASE)
    taken = (
        insert(Chore)
        .values(name=name, **fresh)
        .on_conflict_do_update(index_elements=["name"], set_=fresh, where=or_(col(Chore.day) != day, is_left))
    )
    return session.scalar(taken.returning(col(Chore.name))) is not None


def finish(session: Session, name: str, day: date, now: datetime) -> None:
    """The day's chore is done."""
    session.execute(update(Chore).where(col(Chore.name) == name, col(Chore.day) == day).values(done_at=now))
