"""The names of units across a whole document: misprints, two names of one body, and what the roster makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from scheduler.actors import field_of, is_same_field
from storage.roster import Match, MatchKind, expand, match
from storage.unit_many import is_collective, is_open
from storage.values import Roster, RosterUnit, UnitsReading

MOST_NAMES = 300

_PLACE = re.compile(r"(?P<place>.{1,9}(?:乡|镇|街道|村|社区))(?:人民政府|政府|办事处|党委|党工委|村?委会|居委会)?")
_TWO_ENDINGS = re.compile(r".{2,}(?:委局|局委|局局|委委|办局|厅局)")


@dataclass(frozen=True, slots=True)
class OtherName:
    """A name that may be another name of a body named in an earlier row."""

    name: str
    earlier: str
    earlier_row: int


class Names:
    """The names that stand in the unit columns, in the order they are printed."""

    def __init__(self, printed: Iterable[tuple[int, UnitsReading]], roster: Roster | None) -> None:
        self._roster = roster
        self.first_row: dict[str, int] = {}
        for row, reading in printed:
            for name in reading.named:
                self.first_row.setdefault(name, row)
        self._misprints = {
            name: name[:-1] for name in self.first_row if _TWO_ENDINGS.fullmatch(name) and name[:-1] in self.first_row
        }
        self._others = list(self._other_names())
        self._doubtful: dict[str, Match | None] = {}  # a long table names the same bodies ten thousand times

    def cleaned(self, reading: UnitsReading) -> UnitsReading:
        """The reading with each misprint replaced by the name that is printed right elsewhere in the document."""
        if not self._misprints:
            return reading
        named, lead, assisting = (
            tuple(self._misprints.get(name, name) for name in names)
            for names in (reading.named, reading.lead, reading.assisting)
        )
        return replace(reading, named=named, lead=lead, assisting=assisting)

    def first_seen_under_another_name(self, row: int) -> list[OtherName]:
        """The second names of bodies that this row is the first to use."""
        return [other for other in self._others if self.first_row[other.name] == row]

    def of_field(self, field: str) -> str:
        """The unit for a field (财政 → 区财政局), from the document or else the roster, or ""."""
        known = (*self.first_row, *(unit.name for unit in self._roster.units)) if self._roster else self.first_row
        return next((name for name in known if is_same_field(field, field_of(name))), "")

    def doubtful_in_roster(self, names: Iterable[str]) -> Iterator[Match]:
        """What the roster, if there is one, makes of the names it does not know for certain."""
        for name in names:
            if name not in self._doubtful:
                self._doubtful[name] = self._doubt(name)
            if doubt := self._doubtful[name]:
                yield doubt

    def _doubt(self, name: str) -> Match | None:
        if self._roster is None or (is_collective(name) and is_open(name)):
            return None
        if is_collective(name):
            return Match(MatchKind.UNKNOWN, name) if expand(name, self._roster) is None else None
        found = match(name, self._roster)
        return None if found.is_certain else found

    def _other_names(self) -> Iterator[OtherName]:
        """Pairs are compared one by one, so that a document of very many names goes without."""
        seen: list[RosterUnit] = []
        for name in self.first_row if len(self.first_row) <= MOST_NAMES else ():
            if self._roster and match(name, self._roster).is_certain:
                continue
            likely = match(name, Roster("", tuple(seen))).units
            earlier = next((unit.name for unit in likely if not _are_two_places(name, unit.name)), "")
            if earlier:
                yield OtherName(name, earlier, self.first_row[earlier])
            elif name not in self._misprints:
                seen.append(RosterUnit(name))


def _are_two_places(one: str, two: str) -> bool:
    """城关镇人民政府 and 东关镇人民政府: names of places are short, and many differ by one sign."""
    here, there = _PLACE.fullmatch(one), _PLACE.fullmatch(two)
    if not here or not there:
        return False
    return here["place"] != there["place"] and len(here["place"]) == len(there["place"])
