"""Standing: how much waits at this moment, for whoever watches over the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, literal_column, select
from sqlmodel import col

from storage.desk.base import BaseDesk
from storage.outbox import IS_UNASKED, PENDING
from storage.records import Contact, Incoming, Notice


@dataclass(frozen=True, slots=True)
class Waiting:
    """What should have gone out by now; `oldest_at` is when the first of it fell due."""

    letters: int = 0
    oldest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What waits, in one snapshot. Reminders wait for office hours; answers wait for nothing."""

    answers: Waiting
    reminders: Waiting
    to_handle: int  # updates that were kept and have had no effect yet
    parked: int  # updates set aside because they could not be handled
    unreachable: int  # enrolled contacts whose chat takes nothing


_ANSWERS, _REMINDERS = col(Contact.answers_due_at), col(Contact.reminders_due_at)
_IS_PARKED = col(Incoming.parked_why) != literal_column("''")
"""Written out, for the index over them alone."""


class StandingDesk(BaseDesk):
    """Looking at what waits."""

    def standing(self) -> Standing:
        """How things stand now."""
        return Standing(
            answers=self._waiting(unasked=False),
            reminders=self._waiting(unasked=True),
            to_handle=self._count(Incoming, col(Incoming.handled_at).is_(None)),
            parked=self._count(Incoming, _IS_PARKED),
            unreachable=self._count(Contact, col(Contact.unreachable_at).is_not(None), col(Contact.ended_at).is_(None)),
        )

    def _waiting(self, *, unasked: bool) -> Waiting:
        """Counted from the mailboxes in which something waits, so that what has gone out long ago is not read."""
        kind, mailbox = IS_UNASKED if unasked else ~IS_UNASKED, _REMINDERS if unasked else _ANSWERS
        query = (
            select(func.count(), func.min(col(Notice.due_at)))
            .join(Contact, col(Contact.id) == col(Notice.contact_id))
            .where(col(Contact.office_id) == self.office_id, mailbox <= self.now)
            .where(PENDING, kind, col(Notice.due_at) <= self.now)
        )
        letters, oldest_at = self.session.execute(query).one()
        return Waiting(letters, oldest_at)

    def _count(self, kind: type[Incoming | Contact], *where: object) -> int:
        query = select(func.count()).select_from(kind).where(col(kind.office_id) == self.office_id, *where)  # type: ignore[arg-type]
        return self.session.scalar(query) or 0
