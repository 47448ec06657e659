"""Items: what a unit owes, by unit, by row and by message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, or_, select
from sqlmodel import col

from storage.ahead import OWED_IN_ORDER, owed_by
from storage.desk.late import LATE
from storage.desk.planned import PlannedDesk
from storage.records import Contact, Item, Notice, Plan, Task, Unit
from storage.states import WITH_UNIT, ItemState, NoticeKind, TaskState

_ITEMS_OF = (
    select(Item, Task)
    .join(Task, col(Task.id) == col(Item.task_id))
    .where(col(Item.office_id) == bindparam("office"))
    .where(col(Item.unit_id).in_(bindparam("units", expanding=True)))
    .where(col(Item.state).in_(bindparam("states", expanding=True)))
    .where(or_(col(Task.state) != TaskState.STOPPED, col(Item.state).not_in(list(WITH_UNIT))))
    .order_by(*OWED_IN_ORDER)
)
"""Made once: it is asked several times at every message."""
_AT_ONCE = 500  # records fetched at a time
_ALL_LATE = select(Item).join(LATE, LATE.c.id == col(Item.id)).order_by(col(Item.unit_id), col(Item.id))
_IN_ORDER = (LATE.c.unit_id, col(Task.position), LATE.c.id)
_LATE_IN_ORDER = (
    select(Item).join(LATE, LATE.c.id == col(Item.id)).join(Task, col(Task.id) == LATE.c.task_id).order_by(*_IN_ORDER)
)
InFull = tuple[Item, Task, Unit, Plan]
"""An item with its row, its unit and the document."""


def in_full(*first: Any) -> Select[Any]:
    """These, each with the row, the unit and the document of its item."""
    return (
        select(*first, Task, Unit, Plan)
        .join(Task, col(Task.id) == col(Item.task_id))
        .join(Unit, col(Unit.id) == col(Item.unit_id))
        .join(Plan, col(Plan.id) == col(Task.plan_id))
    )


class ItemsDesk(PlannedDesk):
    """Items by unit and number."""

    def owed(self, units: Iterable[Unit]) -> list[tuple[Item, Task]]:
        """What is with these units, in the document's order, to be read; whoever changes an item takes it up."""
        unit_ids = [unit.id or 0 for unit in units]
        read = self.ahead.owed.pop(tuple(unit_ids), None)
        return owed_by(self.session, self.office_id, unit_ids) if read is None else read

    def taken_up(self, item: Item) -> Item:
        """An item that was read, as the record that is written where it changes."""
        return self.session.taken_up(item)

    def items_of(self, units: Iterable[Unit], states: Iterable[ItemState]) -> list[tuple[Item, Task]]:
        """Items of these units in these states, in the document's order."""
        asked = {"office": self.office_id, "units": [unit.id or 0 for unit in units], "states": list(states)}
        return list(self.session.execute(_ITEMS_OF, asked))

    def items_of_task(self, task: Task) -> list[tuple[Item, Unit]]:
        """Every unit's item of a task."""
        query = (
            select(Item, Unit)
            .join(Unit, col(Unit.id) == col(Item.unit_id))
            .where(col(Item.task_id) == task.id)
            .order_by(col(Unit.id), col(Item.due_on))
        )
        return list(self.session.execute(query))

    def items_by_task(self) -> dict[int, list[tuple[Item, Unit]]]:
        """Every item of the office with its unit, by task."""
        query = (
            select(Item, Unit)
            .join(Unit, col(Unit.id) == col(Item.unit_id))
            .where(col(Item.office_id) == self.office_id)
            .order_by(col(Unit.id), col(Item.due_on), col(Item.id))
        )
        found: dict[int, list[tuple[Item, Unit]]] = {}
        for item, unit in self.session.execute(query):
            found.setdefault(item.task_id, []).append((item, unit))
        return found

    def with_task(self, item: Item) -> tuple[Task, Unit, Plan]:
        """The task, unit and plan of an item."""
        task = self.session.get_one(Task, item.task_id)
        return task, self.session.get_one(Unit, item.unit_id), self.session.get_one(Plan, task.plan_id)

    def items_in_message(self, contact: Contact, message_id: int) -> list[Item]:
        """The items an earlier message of the bot spoke of."""
        query = (
            select(Item)
            .join(Notice, col(Notice.item_id) == col(Item.id))
            .where(col(Notice.contact_id) == contact.id, col(Notice.message_id) == message_id)
            .order_by(col(Item.id))
        )
        found = self.all(query)
        if found:
            return found
        answers = select(Notice).where(col(Notice.contact_id) == contact.id, col(Notice.message_id) == message_id)
        about = [one for notice in self.all(answers) for one in (notice.body or {}).get("about", [])]
        return self.all(select(Item).where(col(Item.id).in_(about)).order_by(col(Item.id)))

    def carried_on(self, items: Sequence[Item]) -> list[Item]:
        """These items; instead of one that became 结转 what it was carried over into."""
        ids = [item.id for item in items if item.state is ItemState.CARRIED_OVER]
        carried = self.all(select(Item).where(col(Item.carried_from).in_(ids))) if ids else []
        into = {item.carried_from: item for item in carried}
        here = [into.get(item.id, item) for item in items]
        return self.carried_on(here) if into else here

    def told_in(self, contact: Contact, message_id: int) -> list[tuple[Item, NoticeKind]]:
        """What a message of the bot told a contact, item by item."""
        query = (
            select(Item, col(Notice.kind))
            .join(Notice, col(Notice.item_id) == col(Item.id))
            .where(col(Notice.contact_id) == contact.id, col(Notice.message_id) == message_id)
            .order_by(col(Notice.id))
        )
        return list(self.session.execute(query))

    def items_with_unit(self) -> Iterator[InFull]:
        """Every item whose unit's clock runs, by unit; only those that somebody holds on to are kept in memory."""
        query = (
            in_full(Item)
            .where(col(Item.office_id) == self.office_id, col(Item.state).in_(list(WITH_UNIT)))
            .order_by(col(Item.unit_id), col(Item.id))
        )
        with closing(self.session.execute(query.execution_options(yield_per=_AT_ONCE))) as found:
            yield from found

    def items_late(self, on: date) -> list[Item]:
        """Every item that will be overdue on a day if nobody answers until then, by unit."""
        return self.all(_ALL_LATE, office=self.office_id, today=on)

    def items_untold(self, plan: Plan) -> list[Item]:
        """Items of a plan that no 交办 has been planned for, or that wait for one."""
        return self.all(
            select(Item)
            .join(Task, col(Task.id) == col(Item.task_id))
            .where(col(Item.office_id) == self.office_id, col(Task.plan_id) == plan.id)
            .where(col(Task.state) == TaskState.CONFIRMED, col(Item.assigned_on).is_(None))
            .where(col(Item.state).in_(list(WITH_UNIT)))
            .order_by(col(Item.id))
        )

    def overdue(self) -> list[tuple[Unit, Item, Task]]:
        """逾期: every overdue item of the office, by unit."""
        items = self.all(_LATE_IN_ORDER, office=self.office_id, today=self.today)
        units = self.by_id(Unit, (item.unit_id for item in items))
        tasks = self.by_id(Task, (item.task_id for item in items))
        return [(units[item.unit_id], item, tasks[item.task_id]) for item in items]
