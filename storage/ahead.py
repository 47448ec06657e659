"""What is read ahead where many people are heard in one transaction: who they are and what their units owe.

Everything else is asked for when it is needed. Two of one unit are never read ahead together, so that what the first
of them says is not unknown to what was read of the second.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, bindparam, literal_column, or_, select
from sqlmodel import Session, col

from storage.among import among
from storage.outbox import as_read, table
from storage.records import Appointment, Contact, Evidence, Item, Task, Unit
from storage.states import WITH_UNIT, Post, Role, TaskState

Met = tuple[Contact, Unit | None, Post | None]
"""A contact with one of its posts, or with none."""
Owed = list[tuple[Item, Task]]
Units = tuple[int, ...]
MANY = 3  # people of whom reading ahead saves something
_POSTS = table(Appointment)
_TODAY = bindparam("today", type_=Date)
_IDS: Any = bindparam("ids", expanding=True)


def _who(whose: ColumnElement[bool]) -> Any:
    holds = and_(_POSTS.c.from_on <= _TODAY, or_(_POSTS.c.to_on.is_(None), _POSTS.c.to_on > _TODAY))
    return (
        select(Contact, Unit, col(Appointment.post))
        .outerjoin(Appointment, and_(col(Appointment.contact_id) == col(Contact.id), holds))
        .outerjoin(Unit, col(Unit.id) == col(Appointment.unit_id))
        .where(col(Contact.office_id) == bindparam("office"), whose)
        .order_by(col(Contact.id), col(Unit.id))
    )


WHO = _who(col(Contact.user_id) == bindparam("user"))
_WHO_OF_MANY = _who(col(Contact.user_id).in_(_IDS))
OWED_IN_ORDER = (col(Task.plan_id), col(Task.position), col(Item.due_on), col(Item.id))
_UNSPOKEN = ("lead", "named", "collective", "assisting", "inherited", "printed", "questions")
"""Columns of which no answer to a unit speaks: lists that would be taken apart for every row it owes."""
_ITEM, _TASK = table(Item).c, [column for column in table(Task).c if column.name not in _UNSPOKEN]
_ITEM_NAMES, _TASK_NAMES = _ITEM.keys(), [column.name for column in _TASK]


_WITH_UNITS = select(*_ITEM).where(
    among(_ITEM.unit_id), _ITEM.state.in_([literal_column(f"'{state}'") for state in sorted(WITH_UNIT)])
)
_ROWS = select(*_TASK).where(among(_TASK[0]))
_PROVEN = select(table(Evidence).c.item_id).where(among(table(Evidence).c.item_id)).distinct()


@dataclass(slots=True)
class Ahead:
    """Given out once to whoever it is about; what has been given out, or is not here, is asked of the database."""

    people: dict[int, list[Met]] = field(default_factory=dict)
    """By the number of their account."""
    owed: dict[Units, Owed] = field(default_factory=dict)
    """What is with the units of one person."""
    unproven: set[int] = field(default_factory=set)
    """Items for which nothing has been handed in."""
    _records: set[int] = field(default_factory=set)

    def forget(self) -> None:
        """Somebody has changed more than what their own units owe."""
        for kept in (self.people, self.owed, self.unproven, self._records):
            kept.clear()

    def leave_alone(self, session: Session) -> None:
        """Let go of all records but those read ahead: nobody is shown what another one has read."""
        for record in [one for one in session if id(one) not in self._records]:
            session.expunge(record)


def read_ahead(session: Session, office_id: int, accounts: Collection[int], today: date) -> Ahead:
    """What is known of these people, in a few questions for all of them."""
    asked = {"office": office_id, "ids": list(accounts), "today": today}
    ahead = Ahead()
    for contact, unit, post in session.execute(_WHO_OF_MANY, asked):
        ahead.people.setdefault(contact.user_id, []).append((contact, unit, post))
    whose = _without_colleagues(ahead.people.values())
    ahead.owed = {units: [] for units in whose.values()}
    for item, row in owed_by(session, office_id, whose):
        ahead.owed[whose[item.unit_id]].append((item, row))
    ids = [item.id or 0 for some in ahead.owed.values() for item, _ in some]
    ahead.unproven = {*ids} - {*session.connection().scalars(_PROVEN, {"ids": ids})} if ids else set()
    ahead._records = {id(record) for record in session}
    return ahead


def owed_by(session: Session, office_id: int, units: Collection[int]) -> Owed:
    """What is with these units, in the document's order, to be read: whoever changes an item takes it up.

    Each row of the document is read once, however many owe it.
    """
    found = session.connection().execute(_WITH_UNITS, {"ids": list(units)}).all() if units else ()
    items = [as_read(Item, zip(_ITEM_NAMES, row, strict=True)) for row in found]
    ids = {item.task_id for item in items}
    listed = session.connection().execute(_ROWS, {"ids": list(ids)}).all() if ids else ()
    rows = {row[0]: as_read(Task, zip(_TASK_NAMES, row, strict=True)) for row in listed}
    owed = [(item, rows[item.task_id]) for item in items if item.office_id == office_id]
    return sorted((pair for pair in owed if pair[1].state is not TaskState.STOPPED), key=_in_order)


def _in_order(owed: tuple[Item, Task]) -> tuple[int, int, date, int]:
    item, row = owed
    return row.plan_id, row.position, item.due_on or date.min, item.id or 0


def _without_colleagues(people: Iterable[Sequence[Met]]) -> dict[int, Units]:
    """Each unit with all those its liaison answers for; none of a liaison with whom another one shares a unit."""
    found: dict[int, Units] = {}
    for rows in people:
        units = tuple(dict.fromkeys(unit.id or 0 for _, unit, _ in rows if unit is not None))
        if rows[0][0].role is Role.LIAISON and not found.keys() & {*units}:
            found |= dict.fromkeys(units, units)
    return found
