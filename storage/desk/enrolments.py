"""Enrolments: a one-time code is bound to the first account that uses it; rights begin when the office says so."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from storage.desk.in_charge import InChargeDesk
from storage.desk.people import in_office
from storage.outbox import refresh_mailboxes
from storage.records import Appointment, Contact, Invitation, Item, Notice, Unit
from storage.states import NoticeKind, NoticeState, Post, Role


class EnrolmentsDesk(InChargeDesk):
    """How somebody comes into a post, and how a post is taken from somebody."""

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

    def invitation(self, code: str) -> Invitation | None:
        """What a one-time code is for; None where it is wrong, used or expired."""
        query = select(Invitation).where(
            col(Invitation.office_id) == self.office_id,
            col(Invitation.code_hash) == code_hash(code),
            col(Invitation.used_at).is_(None),
            col(Invitation.expires_at) > self.now,
        )
        return self.session.scalars(query.with_for_update()).first()

    def apply(self, contact: Contact, code: str) -> Invitation | None:
        """Use a code: it is this account's from now on, without any right yet. None: the code is no good to it."""
        invitation = self.invitation(code)
        if invitation is None or not _may_become(contact, invitation.role):
            return None
        invitation.used_at, invitation.contact_id = self.now, contact.id
        self.note("apply", f"contact/{contact.id}", invitation=invitation.id)
        return invitation

    def enrol(self, contact: Contact, code: str) -> Invitation | None:
        """Use a code where nobody has to be asked: the office's first person."""
        invitation = self.apply(contact, code)
        return invitation if invitation is not None and self.admit(invitation) else None

    def admit(self, invitation: Invitation) -> bool:
        """The office knows the person: the post is theirs, whoever held it loses it at once. False: too late."""
        contact = self.one(Contact, invitation.contact_id)
        if contact is None or invitation.admitted is not None or not _may_become(contact, invitation.role):
            return False
        self._settle_code(invitation, admitted=True)
        contact.role, contact.enrolled_at, contact.ended_at = invitation.role, self.now, None
        unit = self.one(Unit, invitation.unit_id)
        if unit:
            self._appoint(contact, unit, invitation.role, invitation.post)
        said = {"role": invitation.role, "unit": unit.name if unit else None, "post": invitation.post}
        self.note("enrol", f"contact/{contact.id}", **said)
        return True

    def decline(self, invitation: Invitation) -> bool:
        """The office does not know the person. False: it has been decided before."""
        if invitation.contact_id is None or invitation.admitted is not None:
            return False
        self._settle_code(invitation, admitted=False)
        self.note("decline", f"contact/{invitation.contact_id}", invitation=invitation.id)
        return True

    def candidates(self) -> list[tuple[Invitation, Contact, Unit | None]]:
        """Who has used a code and waits for the office's word, oldest first."""
        query = (
            select(Invitation, Contact, Unit)
            .join(Contact, col(Contact.id) == col(Invitation.contact_id))
            .join(Unit, col(Unit.id) == col(Invitation.unit_id), isouter=True)
            .where(col(Invitation.office_id) == self.office_id)
            .where(col(Invitation.admitted).is_(None), col(Invitation.used_at).is_not(None))
            .order_by(col(Invitation.used_at), col(Invitation.id))
        )
        return list(self.session.execute(query))

    def applied_with(self, contact: Contact, code: str) -> bool:
        """Whether this account has used this very code before: pressed twice is the same as once."""
        query = select(Invitation).where(
            col(Invitation.office_id) == self.office_id,
            col(Invitation.code_hash) == code_hash(code),
            col(Invitation.contact_id) == contact.id,
        )
        return self.session.scalars(query).first() is not None

    def relieve(self, contact: Contact, unit: Unit) -> bool:
        """Take every post at a unit from somebody, at once. False where there is none."""
        held = select(Appointment).where(
            col(Appointment.contact_id) == contact.id, col(Appointment.unit_id) == unit.id, in_office(self.today)
        )
        posts = self.all(held)
        for appointment in posts:
            appointment.to_on = self.today
        if not posts:
            return False
        self._end_if_without_post(contact)
        self._pass_on_answers(contact, self.in_charge([unit.id or 0]).get(unit.id or 0), unit)
        self._strand_what_is_left(contact, unit)
        self.redirect([unit.id or 0])
        self.note("relieve", f"contact/{contact.id}", unit=unit.name)
        return True

    def last_holder(self, unit: Unit, post: Post) -> tuple[Contact, Appointment] | None:
        """Who held a liaison's post before today's holder."""
        query = (
            select(Contact, Appointment)
            .join(Appointment, col(Appointment.contact_id) == col(Contact.id))
            .where(col(Appointment.unit_id) == unit.id, col(Appointment.post) == post)
            .where(col(Appointment.role) == Role.LIAISON, col(Appointment.to_on).is_not(None))
            .order_by(col(Appointment.id).desc())
        )
        return next(((contact, post_held) for contact, post_held in self.session.execute(query)), None)

    def _settle_code(self, invitation: Invitation, admitted: bool) -> None:
        invitation.admitted, invitation.settled_at = admitted, self.now
        invitation.settled_by = self.actor.id if self.actor else None
        self.session.add(invitation)

    def _appoint(self, contact: Contact, unit: Unit, role: Role, post: Post) -> None:
        relieved = self._end_post(unit, role, post, contact)
        appointment = Appointment(
            office_id=self.office_id,
            unit_id=unit.id or 0,
            contact_id=contact.id or 0,
            role=role,
            post=post,
            from_on=self.today,
        )
        self.session.add(appointment)
        self.session.flush()
        if role is Role.LIAISON:
            self.redirect([unit.id or 0])
        for before in relieved:
            self._pass_on_answers(before, contact, unit)

    def _end_post(self, unit: Unit, role: Role, post: Post, successor: Contact) -> list[Contact]:
        """End a post as it is held today; those who lose it."""
        held = select(Appointment).where(
            col(Appointment.unit_id) == unit.id,
            col(Appointment.role) == role,
            col(Appointment.post) == post,
            in_office(self.today),
        )
        relieved = []
        for before in self.all(held):
            before.to_on = self.today
            if before.contact_id != successor.id:
                relieved.append(self.session.get_one(Contact, before.contact_id))
                self._end_if_without_post(relieved[-1])
        return relieved

    def _end_if_without_post(self, contact: Contact) -> None:
        self.session.flush()
        if not self.units_of(contact):
            contact.role, contact.ended_at, contact.expecting = Role.STRANGER, self.now, None

    def _strand_what_is_left(self, contact: Contact, unit: Unit) -> None:
        """Where nobody is left to be told, what waited for the old chat is 未送达 until somebody is there."""
        if self.in_charge([unit.id or 0]):
            return
        query = select(Notice).where(
            col(Notice.contact_id) == contact.id,
            col(Notice.unit_id) == unit.id,
            col(Notice.state) == NoticeState.PENDING,
        )
        for notice in self.all(query):
            notice.contact_id, notice.state, notice.letter = None, NoticeState.UNREACHABLE, None
            notice.why = "该单位无可送达的联络员"
        self.session.flush()
        refresh_mailboxes(self.session, [contact.id])

    def _pass_on_answers(self, before: Contact, successor: Contact | None, unit: Unit) -> None:
        """What the office said of the unit's items and the old chat has not read goes to the successor."""
        waits = col(Notice.state).in_([NoticeState.UNREACHABLE, NoticeState.PENDING])
        query = select(Notice).where(col(Notice.contact_id) == before.id, waits, col(Notice.kind) == NoticeKind.ANSWER)
        for notice in self.all(query):
            items = (notice.body or {}).get("about", [])
            if successor is not None and notice.key.startswith("verdict/") and self._all_of(unit, items):
                notice.contact_id, notice.state, notice.letter = successor.id, NoticeState.PENDING, None
                notice.why = ""
            elif before.role is Role.STRANGER:
                notice.state, notice.letter, notice.why = NoticeState.WITHDRAWN, None, "联络员已变更"
        self.session.flush()
        refresh_mailboxes(self.session, [before.id, *([successor.id] if successor else [])])

    def _all_of(self, unit: Unit, item_ids: Sequence[int]) -> bool:
        owners = set(self.session.scalars(select(col(Item.unit_id)).where(col(Item.id).in_(item_ids))))
        return owners == {unit.id}


def code_hash(code: str) -> str:
    """What is kept of a one-time code."""
    return hashlib.sha256(code.encode()).hexdigest()


def _may_become(contact: Contact, role: Role) -> bool:
    """Nobody wears two hats."""
    return contact.role in (Role.STRANGER, role)
