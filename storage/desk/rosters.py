"""The roster as stored: dated units, their other names, their places in groups."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, or_, select
from sqlmodel import col

from storage.desk.second_channel import SecondChannelDesk
from storage.records import Alias, Membership, Unit
from storage.roster import renamed
from storage.values import Roster, RosterUnit


class RostersDesk(SecondChannelDesk):
    """Who there is, and what they are called."""

    def units(self, *, all_time: bool = False) -> list[Unit]:
        """The roster's units of today, in its order; or every unit there ever was."""
        if all_time:
            return self.all(select(Unit).where(col(Unit.office_id) == self.office_id).order_by(col(Unit.id)))
        in_force = or_(col(Unit.to_on).is_(None), col(Unit.to_on) > self.today)
        return self.all(select(Unit).where(col(Unit.office_id) == self.office_id, in_force).order_by(col(Unit.id)))

    def roster(self) -> Roster:
        """The roster in force, with everything the office has taught it."""
        units = self.units()
        names: dict[int, list[str]] = {unit.id or 0: [] for unit in units}
        groups: dict[int, list[str]] = {unit.id or 0: [] for unit in units}
        for alias in self.all(select(Alias).where(col(Alias.office_id) == self.office_id).order_by(col(Alias.id))):
            names.get(alias.unit_id, []).append(alias.name)
        for place in self.all(self._memberships()):
            groups.get(place.unit_id, []).append(place.group)
        addresses = self.addresses()
        listed = (
            RosterUnit(unit.name, unit.kind, tuple(names[key]), tuple(groups[key]), addresses.get(key, ""))
            for unit in units
            if (key := unit.id or 0)
        )
        return Roster(
            office="",
            units=tuple(listed),
            as_of=self.today,
        )

    def load_roster(self, roster: Roster) -> None:
        """Make the stored roster say what this one says; units no longer named end today, their history stays.

        A unit that is called something else now keeps what it has.
        """
        known = {unit.name: unit for unit in self.all(select(Unit).where(col(Unit.office_id) == self.office_id))}
        aliases = {alias.name: alias for alias in self.all(select(Alias).where(col(Alias.office_id) == self.office_id))}
        places: dict[int, dict[str, Membership]] = {}
        for place in self.all(select(Membership).where(col(Membership.office_id) == self.office_id)):
            places.setdefault(place.unit_id, {})[place.group] = place
        was = renamed([unit.name for unit in self.units()], roster)
        for listed in roster.units:
            found = known.pop(listed.name, None) or known.pop(was.get(listed.name, ""), None)
            unit = found or Unit(office_id=self.office_id, name=listed.name, from_on=self.today)
            unit.name, unit.kind, unit.to_on = listed.name, listed.kind, None
            self.session.add(unit)
            self.session.flush()
            self._set_aliases(unit, listed.aliases, aliases)
            self._set_groups(unit, listed.groups, places.get(unit.id or 0, {}))
            self.set_address(unit, listed.address)
        for gone in known.values():
            gone.to_on = gone.to_on or self.today
            self.set_address(gone, "")
        self.note("roster", "office", units=len(roster.units), ended=sorted(known), **({"renamed": was} if was else {}))

    def enter_unit(self, name: str) -> None:
        """A unit the roster has not had, or has no longer: in it from today, in no group."""
        query = select(Unit).where(col(Unit.office_id) == self.office_id, col(Unit.name) == name)
        unit = self.session.scalars(query).first() or Unit(office_id=self.office_id, name=name, from_on=self.today)
        unit.to_on = None
        self.session.add(unit)
        self.session.flush()
        self.note("enter_unit", f"unit/{unit.id}", name=name)

    def learn_alias(self, name: str, unit: Unit) -> None:
        """Remember another name of a unit, so that it is not asked again."""
        query = select(Alias).where(col(Alias.office_id) == self.office_id, col(Alias.name) == name)
        if name != unit.name and self.session.scalars(query).first() is None:
            self.session.add(Alias(office_id=self.office_id, unit_id=unit.id or 0, name=name))
            self.note("alias", f"unit/{unit.id}", name=name)

    def set_alias(self, name: str, unit: Unit) -> None:
        """Say whose other name this is, whatever it stood for before."""
        query = select(Alias).where(col(Alias.office_id) == self.office_id, col(Alias.name) == name)
        alias = self.session.scalars(query).first() or Alias(office_id=self.office_id, unit_id=0, name=name)
        alias.unit_id = unit.id or 0
        self.session.add(alias)
        self.session.flush()
        self.note("alias", f"unit/{unit.id}", name=name)

    def _memberships(self) -> Select[Membership]:
        until = col(Membership.to_on)
        in_force = or_(until.is_(None), until > self.today)
        return (
            select(Membership).where(col(Membership.office_id) == self.office_id, in_force).order_by(col(Membership.id))
        )

    def _set_aliases(self, unit: Unit, names: Sequence[str], known: dict[str, Alias]) -> None:
        for name in names:
            alias = known.setdefault(name, Alias(office_id=self.office_id, unit_id=0, name=name))
            alias.unit_id = unit.id or 0
            self.session.add(alias)

    def _set_groups(self, unit: Unit, groups: Sequence[str], mine: dict[str, Membership]) -> None:
        for group in groups:
            place = mine.pop(group, None) or Membership(
                office_id=self.office_id, group=group, unit_id=unit.id or 0, from_on=self.today
            )
            place.to_on = None
            self.session.add(place)
        for place in mine.values():
            place.to_on = place.to_on or self.today
