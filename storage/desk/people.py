"""People: who wrote, who answers for which unit today, and who is told where the first of them is away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, FromClause, Select, and_, bindparam, exists, or_, select, update
from sqlmodel import col

from storage.ahead import WHO
from storage.desk.asking import AskingDesk
from storage.outbox import UNTOLD, refresh_mailboxes, table
from storage.records import Absence, Appointment, Contact, Notice, Unit
from storage.states import UNASKED, NoticeState, Post, Role

_POSTS = table(Appointment)


def _in_office(today: date | BindParameter[date], held: FromClause = _POSTS) -> ColumnElement[bool]:
    until = held.c.to_on
    return and_(held.c.from_on <= today, or_(until.is_(None), until > today))


# What is asked at every message is made once.
_IN_OFFICE = _in_office(bindparam("today"))
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


def _away_from() -> Select[Any]:
    """Whose place at a unit a contact who is its B 岗 takes today."""
    first, second = table(Appointment), table(Appointment).alias()
    who, away = table(Contact), table(Absence)
    today: BindParameter[date] = bindparam("today")
    posts = ((first, Post.A), (second, Post.B))
    held = [
        and_(
            one.c.unit_id == bindparam("unit"),
            one.c.role == Role.LIAISON,
            one.c.post == post,
            _in_office(today, one),
        )
        for one, post in posts
    ]
    return (
        select(who.c.name)
        .join(first, first.c.contact_id == who.c.id)
        .join(second, second.c.unit_id == first.c.unit_id)
        .where(*held, second.c.contact_id == bindparam("contact"), first.c.contact_id != second.c.contact_id)
        .where(exists().where(away.c.contact_id == who.c.id, away.c.from_on <= today, away.c.to_on >= today))
    )


_AWAY_FROM = _away_from()


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
            contact = Contact(
                office_id=self.office_id,
                user_id=user_id,
                chat_id=chat_id,
                name=name,
                role=Role.STRANGER,
                enrolled_at=self.now,
            )
            self.session.add(contact)
            self.session.flush()
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
            .where(col(Appointment.unit_id) == unit.id, self._in_office(self.today))
            .order_by(col(Appointment.role).desc(), col(Appointment.post), col(Appointment.id))
        )
        return list(self.session.execute(query))

    def in_charge(self, unit_ids: Iterable[int], on: date | None = None) -> dict[int, Contact]:
        """Who is told what concerns these units today, or on a day: A 岗; B 岗 where A is away, lost or not there."""
        units = list(unit_ids)
        holders, away = self.liaisons(units, on), self.away_on(on or self.today)
        found: dict[int, Contact] = {}
        for unit_id in units:
            posts = [contact for post in Post if (contact := holders.get((unit_id, post))) is not None]
            if posts:
                found[unit_id] = min(posts, key=lambda one: (one.unreachable_at is not None, one.id in away))
        return found

    def away_on(self, day: date) -> dict[int, Absence]:
        """The absences of a day, by contact."""
        absent = select(Absence).where(
            col(Absence.office_id) == self.office_id,
            col(Absence.from_on) <= day,
            col(Absence.to_on) >= day,
        )
        return {one.contact_id: one for one in self.all(absent)}

    def stands_in_for(self, contact: Contact, unit_id: int) -> str | None:
        """The name of the A 岗 of a unit who is away today and whose place this contact takes."""
        if self.met is not None and not any(unit.id == unit_id and post is Post.B for unit, post in self.met):
            return None
        asked = {"contact": contact.id, "unit": unit_id, "today": self.today}
        return self.session.connection().execute(_AWAY_FROM, asked).scalar()

    def redirect(self, unit_ids: Iterable[int]) -> None:
        """Have what waits for these units wait for whoever is told today."""
        units = list(unit_ids)
        told, holders = self.in_charge(units), self.liaisons(units)
        touched: set[int | None] = set()
        for unit_id in units:
            for post in Post:
                contact = told.get(unit_id) if post is Post.A else holders.get((unit_id, post))
                if contact is not None and contact.unreachable_at is None:
                    touched |= self._send_to(contact, unit_id, post)
        refresh_mailboxes(self.session, touched)

    def redirect_stranded(self) -> None:
        """What could not be delivered goes to another liaison of the unit, where there is one."""
        stranded = select(col(Notice.unit_id)).where(
            col(Notice.office_id) == self.office_id,
            col(Notice.state) == NoticeState.UNREACHABLE,
            col(Notice.unit_id).is_not(None),
            col(Notice.kind).in_(UNASKED),
        )
        self.redirect(unit_id for unit_id in self.session.scalars(stranded.distinct()) if unit_id is not None)

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

    def _in_office(self, day: date) -> ColumnElement[bool]:
        return _in_office(day)

    def _send_to(self, contact: Contact, unit_id: int, post: Post) -> set[int | None]:
        """Move the unasked notices of a post that wait for somebody else, or for nobody; whose mailboxes changed."""
        elsewhere = or_(col(Notice.contact_id).is_(None), col(Notice.contact_id) != contact.id)
        theirs = (col(Notice.unit_id) == unit_id) & (col(Notice.post) == post) & col(Notice.kind).in_(UNASKED)
        before = set(self.session.scalars(select(col(Notice.contact_id)).where(theirs, UNTOLD, elsewhere).distinct()))
        if not before:
            return set()
        moved = update(Notice).where(theirs, UNTOLD, elsewhere)
        self.session.execute(moved.values(contact_id=contact.id, state=NoticeState.PENDING, letter=None, why=""))
        return {*before, contact.id}

    def _resume(self, contact: Contact) -> None:
        """What could not be delivered to a contact waits for it again."""
        stranded = update(Notice).where(
            col(Notice.contact_id) == contact.id, col(Notice.state) == NoticeState.UNREACHABLE
        )
        self.session.execute(stranded.values(state=NoticeState.PENDING, letter=None, why=""))
        refresh_mailboxes(self.session, [contact.id])
