"""People: who wrote, who is enrolled as what, who answers for which unit today."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update
from sqlmodel import col

from storage.desk.base import BaseDesk
from storage.outbox import refresh_mailboxes
from storage.records import Appointment, Contact, Invitation, Item, Notice, Unit
from storage.states import UNASKED, NoticeKind, NoticeState, Post, Role


class PeopleDesk(BaseDesk):
    """Contacts, their posts, and the one-time codes by which they come in."""

    def meet(self, user_id: int, chat_id: int, name: str) -> Contact:
        """The contact behind a message; someone new is a stranger. Whoever writes can be reached again."""
        query = select(Contact).where(col(Contact.office_id) == self.office_id, col(Contact.user_id) == user_id)
        contact = self.session.scalars(query).first()
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
        contact.chat_id = chat_id
        if name and contact.role is Role.STRANGER:
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

    def invitation(self, code: str) -> Invitation | None:
        """What a one-time code is for; None where it is wrong, used or expired."""
        query = select(Invitation).where(
            col(Invitation.office_id) == self.office_id,
            col(Invitation.code_hash) == code_hash(code),
            col(Invitation.used_at).is_(None),
            col(Invitation.expires_at) > self.now,
        )
        return self.session.scalars(query.with_for_update()).first()

    def invite(self, code: str, role: Role, unit: Unit | None, post: Post, expires_at: datetime) -> None:
        """Keep the hash of a one-time code."""
        self.session.add(
            Invitation(
                office_id=self.office_id,
                code_hash=code_hash(code),
                role=role,
                unit_id=unit.id if unit else None,
                post=post,
                expires_at=expires_at,
            )
        )
        self.note("invite", f"unit/{unit.name}" if unit else "office", role=role, post=post)

    def enrol(self, contact: Contact, code: str) -> Invitation | None:
        """Use a code: the contact takes up its post, whoever held it loses it at once. None: the code is no good."""
        invitation = self.invitation(code)
        if invitation is None or (contact.role is not Role.STRANGER and contact.role is not invitation.role):
            return None
        invitation.used_at = self.now
        contact.role, contact.enrolled_at, contact.ended_at = invitation.role, self.now, None
        unit = self.one(Unit, invitation.unit_id)
        if unit:
            self._appoint(contact, unit, invitation.role, invitation.post)
        self.note("enrol", f"contact/{contact.id}", role=invitation.role, unit=unit.name if unit else None)
        return invitation

    def units_of(self, contact: Contact) -> list[Unit]:
        """The units a contact answers for today."""
        return self.all(
            select(Unit)
            .join(Appointment, col(Appointment.unit_id) == col(Unit.id))
            .where(col(Appointment.contact_id) == contact.id, self._in_office_today())
            .order_by(col(Unit.id))
        )

    def liaisons(self, unit_ids: Iterable[int]) -> dict[tuple[int, Post], Contact]:
        """Who holds each post of these units today."""
        rows = self.session.execute(
            select(Appointment, Contact)
            .join(Contact, col(Contact.id) == col(Appointment.contact_id))
            .where(
                col(Appointment.office_id) == self.office_id,
                col(Appointment.unit_id).in_(list(unit_ids)),
                col(Appointment.role) == Role.LIAISON,
                self._in_office_today(),
            )
        )
        return {(appointment.unit_id, appointment.post): contact for appointment, contact in rows}

    def office_contacts(self) -> list[Contact]:
        """The office's people (or its group), who get digests and questions."""
        return self.all(
            select(Contact)
            .where(col(Contact.office_id) == self.office_id, col(Contact.role) == Role.OFFICE)
            .where(col(Contact.ended_at).is_(None))
            .order_by(col(Contact.id))
        )

    def unreachable_units(self) -> list[Unit]:
        """Units of the roster that nobody can be told for."""
        units = self.all(
            select(Unit).where(col(Unit.office_id) == self.office_id, col(Unit.to_on).is_(None)).order_by(col(Unit.id))
        )
        reached = self.liaisons([unit.id or 0 for unit in units])
        return [
            unit
            for unit in units
            if not any(
                (contact := reached.get((unit.id or 0, post))) is not None and contact.unreachable_at is None
                for post in Post
            )
        ]

    def _in_office_today(self) -> ColumnElement[bool]:
        until = col(Appointment.to_on)
        return (col(Appointment.from_on) <= self.today) & or_(until.is_(None), until > self.today)

    def _appoint(self, contact: Contact, unit: Unit, role: Role, post: Post) -> None:
        held = select(Appointment).where(
            col(Appointment.unit_id) == unit.id,
            col(Appointment.role) == role,
            col(Appointment.post) == post,
            self._in_office_today(),
        )
        relieved: list[int] = []
        for before in self.all(held):
            before.to_on = self.today
            if before.contact_id != contact.id:
                self._end_if_without_post(before.contact_id)
                relieved.append(before.contact_id)
        self.session.add(
            Appointment(
                office_id=self.office_id,
                unit_id=unit.id or 0,
                contact_id=contact.id or 0,
                role=role,
                post=post,
                from_on=self.today,
            )
        )
        self.session.flush()
        if role is Role.LIAISON:
            self._deliver_again(contact, [unit], post)
        for contact_id in relieved:
            self._pass_on_verdicts(self.session.get_one(Contact, contact_id), contact, unit)

    def _end_if_without_post(self, contact_id: int) -> None:
        self.session.flush()
        contact = self.one(Contact, contact_id)
        if contact and not self.units_of(contact):
            contact.role, contact.ended_at, contact.expecting = Role.STRANGER, self.now, None

    def _resume(self, contact: Contact) -> None:
        """What could not be delivered to a contact waits for it again."""
        stranded = update(Notice).where(
            col(Notice.contact_id) == contact.id, col(Notice.state) == NoticeState.UNREACHABLE
        )
        self.session.execute(stranded.values(state=NoticeState.PENDING, letter=None, why=""))
        refresh_mailboxes(self.session, [contact.id])

    def _deliver_again(self, contact: Contact, units: Sequence[Unit], post: Post) -> None:
        """What waited for nobody, or for whoever held the post before, now waits for this contact."""
        of_units = col(Notice.unit_id).in_([unit.id for unit in units])
        waits = col(Notice.state).in_([NoticeState.UNREACHABLE, NoticeState.PENDING])
        before = set(
            self.session.scalars(
                select(col(Notice.contact_id)).where(of_units, waits, col(Notice.contact_id).is_not(None)).distinct()
            )
        )
        self.session.execute(
            update(Notice)
            .where(of_units, waits, col(Notice.post) == post, col(Notice.kind).in_(UNASKED))
            .values(contact_id=contact.id, state=NoticeState.PENDING, letter=None, why="")
        )
        refresh_mailboxes(self.session, {*before, contact.id})

    def _pass_on_verdicts(self, before: Contact, contact: Contact, unit: Unit) -> None:
        """What the office said of the unit's items and the old chat has not read goes to the successor."""
        waits = col(Notice.state).in_([NoticeState.UNREACHABLE, NoticeState.PENDING])
        query = select(Notice).where(col(Notice.contact_id) == before.id, waits, col(Notice.kind) == NoticeKind.ANSWER)
        for notice in self.all(query):
            items = (notice.body or {}).get("about", [])
            if notice.key.startswith("verdict/") and self._all_of(unit, items):
                notice.contact_id, notice.state, notice.letter, notice.why = contact.id, NoticeState.PENDING, None, ""
            elif before.role is Role.STRANGER:
                notice.state, notice.letter, notice.why = NoticeState.WITHDRAWN, None, "联络员已变更"
        self.session.flush()
        refresh_mailboxes(self.session, [before.id, contact.id])

    def _all_of(self, unit: Unit, item_ids: Sequence[int]) -> bool:
        owners = set(self.session.scalars(select(col(Item.unit_id)).where(col(Item.id).in_(item_ids))))
        return owners == {unit.id}


def code_hash(code: str) -> str:
    """What is kept of a one-time code."""
    return hashlib.sha256(code.encode()).hexdigest()
