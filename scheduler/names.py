"""The names of units across a whole document: misprints, two names of one body, what the roster knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from scheduler.actors import field_of, is_same_field, rank_of, without_level
from storage.values import UnitsReading

_TWO_ENDINGS = re.compile(r".{2,}(?:委局|局委|局局|委委|办局|厅局)")
_ENDING = re.compile(r"(局|委|办|中心|政府|部|院|站|所|队)(?:员会|公室)?$")


@dataclass(frozen=True, slots=True)
class OtherName:
    """A name that may be another name of a body named in an earlier row."""

    name: str
    earlier: str
    earlier_row: int


class Names:
    """The names that stand in the unit columns, in the order they are printed."""

    def __init__(self, printed: Iterable[tuple[int, UnitsReading]]) -> None:
        self.first_row: dict[str, int] = {}
        for row, reading in printed:
            for name in reading.named:
                self.first_row.setdefault(name, row)
        self._misprints = dict(self._find_misprints())
        self._others = {other.name: other for other in self._other_names()}

    def cleaned(self, reading: UnitsReading) -> UnitsReading:
        """The reading with each misprint replaced by the name that is printed right elsewhere in the document."""
        named, lead, assisting = (
            tuple(self._misprints.get(name, name) for name in names)
            for names in (reading.named, reading.lead, reading.assisting)
        )
        return replace(reading, named=named, lead=lead, assisting=assisting)

    def first_seen_under_another_name(self, row: int) -> list[OtherName]:
        """The second names of bodies that this row is the first to use."""
        return [other for other in self._others.values() if self.first_row[other.name] == row]

    def of_field(self, field: str) -> str:
        """The document's unit for a field (财政 → 区财政局), or ""."""
        return next((name for name in self.first_row if is_same_field(field, field_of(name))), "")

    def _find_misprints(self) -> Iterator[tuple[str, str]]:
        for name in self.first_row:
            if _TWO_ENDINGS.fullmatch(name) and name[:-1] in self.first_row:
                yield name, name[:-1]

    def _other_names(self) -> Iterator[OtherName]:
        seen: list[str] = []
        for name in self.first_row:
            earlier = next((one for one in seen if _may_be_one(one, name)), None)
            if earlier is not None:
                yield OtherName(name, earlier, self.first_row[earlier])
            elif name not in self._misprints:
                seen.append(name)


def _may_be_one(one: str, other: str) -> bool:
    """Whether two names may be one body's: 区发改委 and 区发改局, 区政府办 and 区人民政府办公室.

    >>> _may_be_one("区发改委", "区发改局"), _may_be_one("区政府办公室", "区人民政府办公室")
    (True, True)
    >>> _may_be_one("区财政局", "区教育局"), _may_be_one("区公安局", "市公安局")
    (False, False)
    """
    one, other = one.replace("人民政府", "政府"), other.replace("人民政府", "政府")
    if rank_of(one) != rank_of(other) or not _kind(one) or _kind(one) != _kind(other):
        return False
    return _stem(one) == _stem(other) or is_same_field(_stem(one), _stem(other))


def _kind(name: str) -> str:
    """What sort of body a name's ending makes it; 局 and 委 change places when offices are merged."""
    ending = _ENDING.search(name)
    return "局" if ending and ending[1] == "委" else ending[1] if ending else ""


def _stem(name: str) -> str:
    return _ENDING.sub("", without_level(name))
