"""A province as its database holds it early on a Monday: what is late is to be reminded of, nothing is planned yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import insert, text
from sqlmodel import Session

from benchmarks import prepared
from storage.database import transaction
from storage.records import Contact
from storage.states import Role
from tests.grown import Kept, grow

UNITS, ITEMS, PEOPLE = 39, 1_450, 3  # of a county; the people are those of an office
PER_SECOND = 30  # Telegram's limit for a token
_OFFICE = 900  # the people of an office are numbered from here on, its liaisons from 1
_APART = 1_000  # between the chats of two offices
_LATE_SINCE, _DUE_LATER, _LOOKED_AT_LATER = date(2022, 11, 18), date(2022, 12, 31), date(2022, 12, 1)
_LATE = "id % 9 = 0"  # four or five of each liaison's: a tenth


@dataclass(frozen=True)
class Province:
    """So many counties behind so many tokens; every process serves all of them, or each a part."""

    counties: int
    tokens: int
    parted: bool = False
    processes: int = 4

    @property
    def most(self) -> int:
        """Counties behind a token; behind the last ones there is one fewer."""
        return -(-self.counties // self.tokens)

    @property
    def fewer(self) -> int:
        """How many tokens those are."""
        return self.most * self.tokens - self.counties

    @cached_property
    def liaisons(self) -> frozenset[int]:
        """Their chats."""
        return frozenset(chat for office in range(1, self.tokens + 1) for chat in self._liaisons_of(office))

    @cached_property
    def people(self) -> frozenset[int]:
        """The chats of the offices' own people."""
        offices = range(1, self.tokens + 1)
        return frozenset(office * _APART + _OFFICE + n for office in offices for n in range(PEOPLE))

    @property
    def items(self) -> int:
        """All that the units owe."""
        return self.counties * ITEMS

    @property
    def permitted(self) -> int:
        """Seconds from the first reminder to the last, if every token were used to its limit from the first moment."""
        return (UNITS * self.most - 1) // PER_SECOND

    def _liaisons_of(self, office: int) -> range:
        counties = self.most - (office > self.tokens - self.fewer)
        return range(office * _APART + 1, office * _APART + 1 + UNITS * counties)


def token(office: int) -> str:
    """The bot token of an office."""
    return f"{office}:benchmark"


def office_of(chat: int) -> int:
    """Whose chat it is."""
    return chat // _APART


def key(office: int) -> str:
    """An office as config.toml names it."""
    return f"o{office}"


def fill(url: str, of: Province) -> None:
    """Fill an empty database: one office, copied by the database itself."""
    here = prepared.app(url, "http://127.0.0.1:1")
    each, more = divmod(ITEMS, UNITS)
    prepared.district(here.engine, here.store.office_id, UNITS * of.most, 0, each, more * of.most)
    with transaction(here.engine) as session:
        session.execute(insert(Contact), [_person(_OFFICE + n) for n in range(PEOPLE)])
        late = text(f"UPDATE item SET due_on = :on, first_due_on = :on WHERE {_LATE}")
        session.execute(late, {"on": _LATE_SINCE})
        rest = text(f"UPDATE item SET due_on = :due, first_due_on = :due, look_on = :look WHERE NOT {_LATE}")
        session.execute(rest, {"due": _DUE_LATER, "look": _LOOKED_AT_LATER})
    if of.tokens > 1:
        grow(here.engine, {Kept.OTHERS: of.tokens - 1})
    with transaction(here.engine) as session:
        session.execute(text(f"UPDATE contact SET chat_id = office_id * {_APART} + user_id"))
        session.execute(text("UPDATE office SET key = 'o' || id"))
        _leave_one_county_out(session, of)
    here.engine.dispose()


def _person(n: int) -> dict[str, object]:
    person = {"office_id": 1, "user_id": n, "chat_id": n, "name": f"公开办{n}", "role": Role.OFFICE}
    return Contact(**person, enrolled_at=prepared.MORNING).model_dump(exclude={"id"})


def _leave_one_county_out(session: Session, of: Province) -> None:
    """The last offices have a county less."""
    there = text("SELECT id FROM contact WHERE office_id > :full AND user_id > :last AND user_id < :people")
    said = {"full": of.tokens - of.fewer, "last": UNITS * (of.most - 1), "people": _OFFICE}
    gone = {"gone": [*session.connection().scalars(there, said)]}
    of_them = "SELECT unit_id FROM appointment WHERE contact_id = ANY (:gone)"
    units = {"units": [*session.connection().scalars(text(of_them), gone)]}
    session.execute(text("DELETE FROM item WHERE unit_id = ANY (:units)"), units)
    session.execute(text("DELETE FROM appointment WHERE contact_id = ANY (:gone)"), gone)
    session.execute(text("DELETE FROM contact WHERE id = ANY (:gone)"), gone)
    session.execute(text("DELETE FROM unit WHERE id = ANY (:units)"), units)
