"""In charge: who is told what concerns a unit, where its A 岗 is away, out of reach or not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, exists, or_, select, update
from sqlmodel import col

from storage.desk.people import PeopleDesk, in_office
from storage.outbox import UNTOLD, refresh_mailboxes, table
from storage.records import Absence, Appointment, Contact, Notice
from storage.states import UNASKED, NoticeState, Post, Role


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
            in_office(today, one),
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


class InChargeDesk(PeopleDesk):
    """Whom to tell today, and what waits for somebody else handed over to them."""

    def in_charge(
        self,
        unit_ids: Iterable[int],
        on: date | None = None,
        held: Mapping[tuple[int, Post], Contact] | None = None,
    ) -> dict[int, Contact]:
        """Who is told what concerns these units today, or on a day: A 岗; B 岗 where A is away, lost or not there.

        Who holds their posts is not asked again where it is `held` already.
        """
        units = list(unit_ids)
        holders = self.liaisons(units, on) if held is None else held
        away = self.away_on(on or self.today)
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
        holders = self.liaisons(units)
        told = self.in_charge(units, held=holders)
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
