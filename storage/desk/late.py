"""Late items, as the database knows them: found by their day, so that no other row is read.

Statements are made once; `office` and `today` are said when they are asked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Integer,
    Subquery,
    bindparam,
    case,
    func,
    literal_column,
    select,
    union_all,
)

from storage.outbox import table
from storage.records import Item
from storage.states import WITH_UNIT, ItemState, Part

Day = date | BindParameter[date]
TODAY: BindParameter[date] = bindparam("today", type_=Date())
OFFICE: BindParameter[int] = bindparam("office", type_=Integer())
_ITEM = table(Item).c
IS_CHASED = _ITEM.part != literal_column(f"'{Part.ASSISTING}'")
_DUE_AS_SET: list[ColumnElement[Any]] = [literal_column(f"'{one}'") for one in sorted(WITH_UNIT - {ItemState.RETURNED})]
_RETURNED: ColumnElement[Any] = literal_column(f"'{ItemState.RETURNED}'")
_OWN_DAY = func.coalesce(_ITEM.returned_due_on, _ITEM.due_on)
_IN_FORCE = case((_ITEM.state == _RETURNED, _OWN_DAY), else_=_ITEM.due_on)


def due(is_it: Callable[[ColumnElement[Any]], ColumnElement[bool]], *where: ColumnElement[bool]) -> Subquery:
    """The items of an office that are with their unit and chased, whose day in force is such a one.

    By state and day, and those returned: they have a day of their own.
    """
    shown = (_ITEM.id, _ITEM.unit_id, _ITEM.task_id, _ITEM.state, _ITEM.pings, _IN_FORCE.label("due_on"))
    here = select(*shown).where(_ITEM.office_id == OFFICE, IS_CHASED, *where)
    as_set = here.where(_ITEM.state.in_(_DUE_AS_SET), is_it(_ITEM.due_on))
    returned = here.where(_ITEM.state == _RETURNED, is_it(_OWN_DAY))
    return union_all(as_set, returned).subquery("due")


def is_handed_out() -> ColumnElement[bool]:
    """`Item.is_handed_out`, as the database says it."""
    return (_ITEM.state != literal_column(f"'{ItemState.TO_SIGN}'")) | _ITEM.assigned_on.is_not(None)


def is_late(today: Day) -> ColumnElement[bool]:
    """`Item.is_overdue`, as the database says it of one item."""
    return (today > _IN_FORCE) & _ITEM.state.in_([*_DUE_AS_SET, _RETURNED]) & IS_CHASED & _BINDS


_BINDS = _ITEM.due_is_certain & ~_ITEM.soft & is_handed_out()
LATE = due(lambda day: day < TODAY, _BINDS)
"""`Item.is_overdue`, of all items of an office."""
