"""Pictured: what stands where a unit and a row meet, as plain values: a picture is made for everybody of the office."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, String, exists, null, select, type_coerce

from storage.among import among
from storage.desk.late import OFFICE
from storage.desk.years import YearsDesk
from storage.outbox import as_read, table
from storage.records import Item, Task, Unit
from storage.states import ItemState, Part
from storage.values import DeadlineKind

_ITEM, _TASK, _UNIT = table(Item).c, table(Task).c, table(Unit).c
_IN_FORCE = _ITEM.task_id.in_(select(_TASK.id).where(among(_TASK.plan_id, "plans")))
_UNITS = (
    select(_UNIT.id, _UNIT.name)
    .where(_UNIT.office_id == OFFICE, _UNIT.id.in_(select(_ITEM.unit_id).where(_IN_FORCE)))
    .order_by(_UNIT.id)
)
_ROWS = (
    select(_TASK.id, _TASK.number)
    .where(among(_TASK.plan_id, "plans"), exists().where(_ITEM.task_id == _TASK.id))
    .order_by(_TASK.plan_id, _TASK.position)
)
_WORDS: dict[str, Callable[[str], Any]] = {"state": ItemState, "part": Part, "kind": DeadlineKind}
"""Read as they are kept, and made what they are once for each kind of item: there are thousands of items."""
_READ = (
    *(type_coerce(_ITEM[name], String).label(name) for name in _WORDS),
    *(_ITEM.due_on, _ITEM.returned_due_on, _ITEM.due_is_certain, _ITEM.soft, _ITEM.assigned_on),
    null().label("submitted_on"),  # done late is green as well
)
"""All that an item's light depends on."""
_LIT = select(_ITEM.unit_id, _ITEM.task_id, *_READ).where(_ITEM.office_id == OFFICE, _IN_FORCE)
_NAMES = [column.name for column in _READ]


class PicturedDesk(YearsDesk):
    """Looking, and nothing else: at the tables in force."""

    def pictured_units(self) -> dict[int, str]:
        """The names of the units that have items, by id."""
        return dict(map(tuple, self._here(_UNITS)))

    def pictured_rows(self) -> dict[int, str]:
        """The numbers of the rows that have items, by id, in the documents' order."""
        return dict(map(tuple, self._here(_ROWS)))

    def lit(self) -> list[tuple[Item, list[tuple[int, int]]]]:
        """The items by what their light depends on: one that is alike in it and is no record, their units and rows."""
        places: dict[tuple[Any, ...], list[tuple[int, int]]] = {}
        for unit_id, task_id, *said in self._here(_LIT):
            places.setdefault(tuple(said), []).append((unit_id, task_id))
        return [(_item(said), some) for said, some in places.items()]

    def _here(self, statement: Select[Any]) -> Any:
        return self.asked(statement, plans=[plan.id for plan in self.plans_in_force()])


def _item(said: tuple[Any, ...]) -> Item:
    named = dict(zip(_NAMES, said, strict=True))
    return as_read(Item, (named | {name: kind(named[name]) for name, kind in _WORDS.items()}).items())
