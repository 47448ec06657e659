"""Alike: the office's items by what the plan reads of them, each kind once, and how many there are of it."""

from __future__ import annotations

import json

from sqlalchemy import String, case, cast, func, literal_column, null, select

from storage.desk.asking import AskingDesk
from storage.desk.late import OFFICE
from storage.outbox import table
from storage.records import Item, Task
from storage.states import TaskState
from storage.values import DeadlineKind

_ITEM = table(Item).c
_HEARD = case((_ITEM.kind == literal_column(f"'{DeadlineKind.WHOLE_YEAR}'"), _ITEM.reported_on), else_=null())
"""Only of what is asked for progress it matters when the unit last spoke."""
_READ = (
    *(_ITEM.state, _ITEM.part, _ITEM.kind, _ITEM.due_on, _ITEM.returned_due_on, _ITEM.due_is_certain, _ITEM.soft),
    *(_ITEM.assigned_on, _ITEM.due_told_on, _ITEM.signed_on, _ITEM.begins_on, _ITEM.check_ins, _ITEM.look_on),
    _HEARD.label("reported_on"),
    cast(_ITEM.stages, String).label("stages"),
)
_ALIKE = (
    select(*_READ, func.count().label("many"))
    .join(table(Task), table(Task).c.id == _ITEM.task_id)
    .where(_ITEM.office_id == OFFICE, _ITEM.look_on.is_not(None))
    .where(table(Task).c.state == TaskState.CONFIRMED)
    .group_by(*_READ)
)


class AlikeDesk(AskingDesk):
    """Counting, and nothing else."""

    def items_alike(self) -> list[tuple[Item, int]]:
        """Of the items that the plan will look at one of each kind, which is no record of any, and their number."""
        found = []
        for row in self.asked(_ALIKE):
            said = row._asdict() | {"stages": json.loads(row.stages or "null")}
            many = said.pop("many")
            found.append((Item(office_id=self.office_id, task_id=0, unit_id=0, number="", **said), many))
        return found
