"""注销: a person's data go on request, the unit's history stays; what was only needed for a while goes by itself."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import null, or_, select, update
from sqlmodel import col

from storage.desk.base import account_of, speaker_named
from storage.desk.people import PeopleDesk
from storage.outbox import refresh_mailboxes
from storage.records import Absence, Appointment, Contact, Decision, Errand, Incoming, Notice, Report
from storage.states import NoticeState, Role
from storage.updates import KINDS

_NOBODY = 10**17
"""No person or group of Telegram has an id beyond it: what stands in its place says nothing of anybody."""
_GONE = "（已注销）"


class ErasingDesk(PeopleDesk):
    """Forgetting, where the law or the office asks for it. The audit chain names people by our own number only."""

    def person(self, user_id: int) -> Contact | None:
        """The contact behind a Telegram id."""
        query = select(Contact).where(col(Contact.office_id) == self.office_id, col(Contact.user_id) == user_id)
        return self.session.scalars(query).first()

    def erase(self, contact: Contact) -> None:
        """Take name and ids of a person out of everything; posts end today, reports stay under the unit."""
        user_id, name = contact.user_id, contact.name
        self._forget_letters(contact, name)
        self._forget_updates_of(user_id)
        self._forget_posts(contact)
        self._forget_name_on_reports(contact, name)
        spoken = col(Decision.speaker).endswith(account_of(speaker_named(name, user_id)), autoescape=True)
        self.session.execute(
            update(Decision).where(col(Decision.office_id) == self.office_id, spoken).values(speaker=_GONE)
        )
        contact.user_id = contact.chat_id = -_NOBODY - (contact.id or 0)
        contact.name, contact.role, contact.ended_at = "", Role.STRANGER, self.now
        contact.expecting, contact.unreachable_why, contact.address = None, "", ""
        self.session.add(contact)
        self.session.flush()
        self.note("erase", f"contact/{contact.id}")

    def forget_messages(self, before: datetime) -> None:
        """Let go of what people wrote, word for word, and what was handled before a moment.

        What took effect of it stands in the records and stays.
        """
        old = update(Incoming).where(col(Incoming.office_id) == self.office_id, col(Incoming.handled_at) < before)
        in_words = col(Incoming.handled_at).is_not(None), col(Incoming.payload).is_not(None)
        forgotten = old.where(*in_words).values(payload=null()).returning(col(Incoming.update_id))
        if messages := len(self.session.execute(forgotten).all()):
            self.note("forget_messages", "office", before=before.isoformat(), messages=messages)

    def _forget_letters(self, contact: Contact, name: str) -> None:
        """What the person was told keeps what it was about, no words; elsewhere the name alone goes."""
        for notice in self.all(select(Notice).where(col(Notice.contact_id) == contact.id)):
            notice.body = {"about": (notice.body or {}).get("about", [])} if notice.body else None
            if notice.state in (NoticeState.PENDING, NoticeState.UNREACHABLE):
                notice.state, notice.letter, notice.why = NoticeState.WITHDRAWN, None, "联络员已注销"
        if len(name) > 1:
            others = select(Notice).where(col(Notice.office_id) == self.office_id, col(Notice.body).is_not(None))
            for notice in self.all(others):
                notice.body = _without(notice.body, name)
        self.session.flush()
        refresh_mailboxes(self.session, [contact.id])

    def _forget_name_on_reports(self, contact: Contact, name: str) -> None:
        """What was said stays the unit's word; a stand-in's name the absent one's too."""
        named = col(Report.said_by).contains(name) if len(name) > 1 else col(Report.contact_id) == contact.id
        said = update(Report).where(col(Report.office_id) == self.office_id, named)
        self.session.execute(said.values(said_by=_GONE).execution_options(synchronize_session=False))

    def _forget_updates_of(self, user_id: int) -> None:
        payload: Any = col(Incoming.payload)
        theirs = or_(*(payload[kind]["from"]["id"].as_integer() == user_id for kind in KINDS))
        said = update(Incoming).where(col(Incoming.office_id) == self.office_id, theirs)
        self.session.execute(said.values(payload=null(), chat_id=0).execution_options(synchronize_session=False))

    def _forget_posts(self, contact: Contact) -> None:
        held = update(Appointment).where(col(Appointment.contact_id) == contact.id, col(Appointment.to_on).is_(None))
        self.session.execute(held.values(to_on=self.today))
        self.session.execute(update(Absence).where(col(Absence.contact_id) == contact.id).values(text=""))
        waiting = update(Errand).where(col(Errand.contact_id) == contact.id)
        self.session.execute(waiting.where(col(Errand.done_at).is_(None)).values(done_at=self.now, why="已注销"))


def _without(body: dict[str, Any] | None, name: str) -> dict[str, Any] | None:
    """A letter's body with a name taken out of its words."""
    said = json.dumps(body, ensure_ascii=False)
    return json.loads(said.replace(name, _GONE)) if name in said else body
