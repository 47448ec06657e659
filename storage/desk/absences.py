"""Absences: days on which a liaison is away, and whose place is taken meanwhile. They end by themselves."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlmodel import col

from storage.desk.in_charge import InChargeDesk
from storage.records import Absence, Contact

_LOOKED_BACK = timedelta(days=14)


class AbsencesDesk(InChargeDesk):
    """Going away and coming back; each is an event that names both."""

    def away(self, contact: Contact, from_on: date, to_on: date, text: str) -> Absence:
        """Note that somebody is away from a day to another; what was said of those days before is replaced."""
        absence = Absence(
            office_id=self.office_id,
            contact_id=contact.id or 0,
            from_on=from_on,
            to_on=to_on,
            text=text,
            noted_at=self.now,
        )
        for earlier in self.absences_of(contact):
            if _overlap(earlier, absence):
                self.session.delete(earlier)
        self.session.add(absence)
        self.session.flush()
        self.redirect(self._units(contact))
        second = {unit.name: self._second(contact, unit.id or 0, absence) for unit in self.units_of(contact)}
        self.note("away", f"contact/{contact.id}", on=[str(from_on), str(to_on)], stand_in=second)
        return absence

    def come_back(self, contact: Contact) -> bool:
        """End what is left of somebody's absences. False where there is none."""
        absences = self.absences_of(contact)
        for absence in absences:
            if absence.from_on < self.today:
                absence.to_on = self.today - timedelta(days=1)
            else:
                self.session.delete(absence)
        if not absences:
            return False
        self.session.flush()
        self.redirect(self._units(contact))
        self.note("back", f"contact/{contact.id}")
        return True

    def absences_of(self, contact: Contact) -> list[Absence]:
        """A contact's absences that are not over."""
        query = select(Absence).where(col(Absence.contact_id) == contact.id, col(Absence.to_on) >= self.today)
        return self.all(query.order_by(col(Absence.from_on)))

    def stand_in(self, contact: Contact, unit_id: int, absence: Absence) -> Contact | None:
        """Who holds the other post of a unit and is there on those days."""
        for other in self.liaisons([unit_id]).values():
            if other.id != contact.id and not any(_overlap(one, absence) for one in self.absences_of(other)):
                return other
        return None

    def redirect_for_absences(self) -> None:
        """On a new day: what waits for somebody who is away now, or has come back, waits for whoever is told today."""
        lately = select(Absence).where(
            col(Absence.office_id) == self.office_id,
            col(Absence.from_on) <= self.today,
            col(Absence.to_on) >= self.today - _LOOKED_BACK,
        )
        contacts = {one.contact_id for one in self.all(lately)}
        units = {unit for contact_id in contacts for unit in self._units(self.session.get_one(Contact, contact_id))}
        self.redirect(sorted(units))

    def _units(self, contact: Contact) -> list[int]:
        return [unit.id or 0 for unit in self.units_of(contact)]

    def _second(self, contact: Contact, unit_id: int, absence: Absence) -> int | None:
        """By our own number: the audit chain names nobody, so that a person can be forgotten."""
        other = self.stand_in(contact, unit_id, absence)
        return other.id if other else None


def _overlap(one: Absence, other: Absence) -> bool:
    return one.from_on <= other.to_on and one.to_on >= other.from_on
