"""Errands: what must be done later over the network, kept with the update that asks for it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import Integer, bindparam, select
from sqlmodel import col

from storage.desk.base import BaseDesk
from storage.records import Contact, Errand, Evidence, Notice
from storage.states import ErrandKind

LEASE = timedelta(minutes=3)
"""One whose process died is taken up again after it; whoever is at work on one renews it (`hold`)."""
MOST_TRIES = 8
_TO_DO = (
    select(Errand)
    .where(
        col(Errand.office_id) == bindparam("office"),
        col(Errand.done_at).is_(None),
        col(Errand.due_at) <= bindparam("now"),
        col(Errand.kind).in_(bindparam("kinds", expanding=True)),
    )
    .order_by(col(Errand.due_at), col(Errand.id))
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
)


class ErrandsDesk(BaseDesk):
    """Putting errands down, taking them up, finishing them."""

    def send_for(self, kind: ErrandKind, contact: Contact, file_id: str, name: str, evidence_id: int | None) -> None:
        """Put down an errand, due now."""
        self.has_errand = True
        self.session.add(
            Errand(
                office_id=self.office_id,
                kind=kind,
                contact_id=contact.id or 0,
                evidence_id=evidence_id,
                file_id=file_id,
                name=name,
                due_at=self.now,
            )
        )

    def take_errands(self, kinds: Collection[ErrandKind], most: int = 1) -> list[Errand]:
        """The next errands of these kinds that are due; nobody else takes them while the lease lasts."""
        asked = {"office": self.office_id, "now": self.now, "kinds": list(kinds), "most": most}
        errands = self.all(_TO_DO, **asked)
        for errand in errands:
            errand.due_at, errand.attempts = self.now + LEASE, errand.attempts + 1
        return errands

    def holds(self, errand: Errand) -> bool:
        """Whether what became of an errand is still its taker's to say: nobody has taken it up since, or ended it.

        To be asked first in the transaction that says so. `attempts` counts the takers, so each is told from the next.
        """
        kept = self.session.get_one(Errand, errand.id, with_for_update=True)
        return kept.done_at is None and kept.attempts == errand.attempts

    def hold(self, errand: Errand) -> None:
        """Its taker is still at work on it."""
        self.session.get_one(Errand, errand.id).due_at = self.now + LEASE

    def finish_errand(self, errand: Errand, why: str = "") -> None:
        """The errand is done, or has failed for good (`why`)."""
        kept = self.session.get_one(Errand, errand.id)
        kept.done_at, kept.why = self.now, why

    def try_later(self, errand: Errand, why: str) -> bool:
        """Put an errand off, longer each time. False when it has been tried often enough and is given up."""
        if errand.attempts >= MOST_TRIES:
            self.finish_errand(errand, why)
            return False
        kept = self.session.get_one(Errand, errand.id)
        kept.due_at, kept.why = self.now + timedelta(seconds=5 * 2**errand.attempts), why
        return True

    def said_in(self, contact: Contact, message_id: int | None) -> dict[str, Any]:
        """What was kept with a message of the bot as it stands now: a message edited later says the later thing."""
        query = (
            select(Notice)
            .where(col(Notice.contact_id) == contact.id, col(Notice.message_id) == message_id)
            .order_by(col(Notice.id).desc())
        )
        notice = self.session.scalars(query).first() if message_id is not None else None
        return (notice.body if notice else None) or {}

    def evidence_kept(self, evidence: Evidence, sha256: str, size: int, kept_as: str) -> None:
        """The bytes of a photo or document are kept now."""
        evidence.sha256, evidence.size, evidence.kept_as = sha256, size, kept_as
        self.session.add(evidence)
        self.session.flush()
        self.note("evidence_kept", f"evidence/{evidence.id}", sha256=sha256, size=size)
