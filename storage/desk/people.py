"""People: who wrote, and who holds which post of which unit today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, FromClause, and_, bindparam, exists, or_, select, update
from sqlmodel import col

from storage.ahead import WHO
from storage.desk.asking import AskingDesk
from storage.outbox import refresh_mailboxes, table
from storage.records import Appointment, Contact, Notice, Unit
from storage.states import NoticeState, Post, Role

_POSTS = table(Appointment)


def in_office(today: date | BindParameter[date], held: FromClause = _POSTS) -> ColumnElement[bool]:
    """Whether a post is held on a day: from its first day on, until the day it was taken away."""
    until = held.c.to_on
    return and_(held.c.from_on <= today, or_(until.is_(None), until > today))


# What is asked at every message is made once.
_IN_OFFICE = in_office(bindparam("today"))
_UNITS_OF = (
    select(Unit)
    .join(Appointment, col(Appointment.unit_id) == col(Unit.id))
    .where(col(Appointment.contact_id) == bindparam("contact"), _IN_OFFICE)
    .distinct()
    .order_by(col(Unit.id))
)
_LIAISONS = (
    select(Appointment, Contact)
    .join(Contact, col(Contact.id) == col(Appointment.contact_id))
    .where(col(Appointment.office_id) == bindparam("office"), col(Appointment.role) == Role.LIAISON, _IN_OFFICE)
    .where(col(Appointment.unit_id).in_(bindparam("units", expanding=True)))
)
_UNREACHABLE = (
    select(table(Unit).c.name)
    .where(table(Unit).c.office_id == bindparam("office"), table(Unit).c.to_on.is_(None))
    .where(
        ~exists()
        .where(col(Appointment.unit_id) == table(Unit).c.id, col(Appointment.role) == Role.LIAISON, _IN_OFFICE)
        .where(col(Contact.id) == col(Appointment.contact_id), col(Contact.unreachable_at).is_(None))
    )
    .order_by(table(Unit).c.id)
)


class PeopleDesk(AskingDesk):
    """Contacts and their posts."""

    met: list[tuple[Unit, Post]] | None = None
    """The posts that whoever acts held when it was met; None where nobody was."""

    def meet(self, user_id: int, chat_id: int, name: str) -> Contact:
        """The contact behind a message; someone new is a stranger. Whoever writes can be reached again."""
        asked = {"office": self.office_id, "user": user_id, "today": self.today}
        found: Sequence[Any] = self.ahead.people.pop(user_id, []) or self.session.execute(WHO, asked).all()
        self.met = [(unit, post) for _, unit, post in found if unit is not None]
        contact: Contact | None = found[0][0] if found else None
        if contact is None:
            contact = self.add_stranger(user_id, chat_id, name)
        if contact.unreachable_at is not None:
            contact.unreachable_at, contact.unreachable_why = None, ""
            self._resume(contact)
        if contact.chat_id != chat_id:  # a record that is told what it says already is written down again
            contact.chat_id = chat_id
        if name and contact.role is Role.STRANGER and contact.name != name:
            contact.name = name
        self.actor = contact
        return contact

    def office_group(self, chat_id: int) -> Contact | None:
        """The office's group behind a chat; None for any other group."""
        query = select(Contact).where(
            col(Contact.office_id) == self.office_id,
            col(Contact.chat_id) == chat_id,
            col(Contact.role) == Role.OFFICE,
            col(Contact.ended_at).is_(None),
        )
        return self.session.scalars(query).first()

    def units_of(self, contact: Contact) -> list[Unit]:
        """The units a contact answers for today."""
        return self.all(_UNITS_OF, contact=contact.id, today=self.today)

    def liaisons(self, unit_ids: Iterable[int], on: date | None = None) -> dict[tuple[int, Post], Contact]:
        """Who holds each post of these units today, or will on a day, as far as it is settled."""
        asked = {"office": self.office_id, "units": list(unit_ids), "today": on or self.today}
        rows = self.session.execute(_LIAISONS, asked)
        return {(appointment.unit_id, appointment.post): contact for appointment, contact in rows}

    def holders(self, unit: Unit) -> list[tuple[Appointment, Contact]]:
        """Everybody who holds a post at a unit today, liaisons first."""
        query = (
            select(Appointment, Contact)
            .join(Contact, col(Contact.id) == col(Appointment.contact_id))
            .where(col(Appointment.unit_id) == unit.id, in_office(self.today))
            .order_by(col(Appointment.role).desc(), col(Appointment.post), col(Appointment.id))
        )
        return list(self.session.execute(query))

    def office_contacts(self) -> list[Contact]:
        """The office's people (or its group), who get digests and questions."""
        return self.all(
            select(Contact)
            .where(col(Contact.office_id) == self.office_id, col(Contact.role) == Role.OFFICE)
            .where(col(Contact.ended_at).is_(None))
            .order_by(col(Contact.id))
        )

    def unreachable_units(self) -> list[str]:
        """The names of the roster's units that nobody can be told for."""
        return [name for (name,) in self.asked(_UNREACHABLE)]

    def _resume(self, contact: Contact) -> None:
        """What could not be delivered to a contact waits for it again."""
        stranded = update(Notice).where(
            col(Notice.contact_id) == contact.id, col(Notice.state) == NoticeState.UNREACHABLE
        )
        self.session.execute(stranded.values(state=NoticeState.PENDING, letter=None, why=""))
        refresh_mailboxes(self.session, [contact.id])
