"""Items: what a unit owes, and what the plan says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select
from sqlmodel import col

from storage.ahead import OWED_IN_ORDER
from storage.desk.in_charge import InChargeDesk
from storage.desk.late import LATE
from storage.desk.second_channel import SecondChannelDesk
from storage.outbox import add_notices, refresh_mailboxes
from storage.records import Contact, Item, Notice, Plan, Task, Unit
from storage.states import WITH_UNIT, ItemState, NoticeKind, NoticeState, Post, TaskState

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
_AT_ONCE = 500  # keys asked for in one statement, records fetched at a time
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


class ItemsDesk(SecondChannelDesk, InChargeDesk):
    """Items by unit and number, and the notices planned for them."""

    def items_of(self, units: Iterable[Unit], states: Iterable[ItemState] = WITH_UNIT) -> list[tuple[Item, Task]]:
        """Items of these units in these states, in the document's order."""
        unit_ids = [unit.id or 0 for unit in units]
        if states is WITH_UNIT and (read := self.ahead.owed.pop(tuple(unit_ids), None)) is not None:
            return read
        asked = {"office": self.office_id, "units": unit_ids, "states": list(states)}
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

    def may_tell_again(self, contacts: Iterable[Contact]) -> None:
        """Let these contacts have another message today: the office said at once."""
        for contact in contacts:
            contact.told_on = None
            self.session.add(contact)

    def keys_planned(self, keys: Iterable[str]) -> set[str]:
        """Which of these keys have been planned so far."""
        here = select(col(Notice.key)).where(col(Notice.office_id) == self.office_id)
        asked = iter(keys)
        found: set[str] = set()
        while some := list(islice(asked, _AT_ONCE)):
            found.update(self.session.scalars(here.where(col(Notice.key).in_(some))))
        return found

    def call_digest(self, monday: date) -> list[Contact]:
        """Put this week's digest into every mailbox of the office that has not got it. Returns whose those are."""
        keys = {f"digest/{monday}/{contact.id}": contact for contact in self.office_contacts()}
        planned = self.keys_planned(keys)
        new = {key: contact for key, contact in keys.items() if key not in planned}
        notices = [
            {
                "office_id": self.office_id,
                "key": key,
                "kind": NoticeKind.DIGEST,
                "contact_id": contact.id,
                "planned_at": self.now,
                "due_at": self.now,
            }
            for key, contact in new.items()
        ]
        add_notices(self.session, notices)
        refresh_mailboxes(self.session, [contact.id for contact in new.values()])
        return [*new.values()]

    def overdue(self) -> list[tuple[Unit, Item, Task]]:
        """逾期: every overdue item of the office, by unit."""
        items = self.all(_LATE_IN_ORDER, office=self.office_id, today=self.today)
        units = self.by_id(Unit, (item.unit_id for item in items))
        tasks = self.by_id(Task, (item.task_id for item in items))
        return [(units[item.unit_id], item, tasks[item.task_id]) for item in items]

    def items_to_look_at(self, limit: int) -> list[Item]:
        """Some items of confirmed tasks whose day to be looked at has come, oldest first; nobody else plans them."""
        due = col(Item.office_id) == self.office_id, col(Item.look_on) <= self.today
        first = (
            select(col(Item.id))
            .join(Task, col(Task.id) == col(Item.task_id))
            .where(*due, col(Task.state) == TaskState.CONFIRMED)
            .order_by(col(Item.look_on), col(Item.id))
            .limit(limit)
        )
        here = select(Item).where(*due, col(Item.id).in_(first))  # locked in the order in which everybody locks them
        return self.all(here.order_by(col(Item.id)).with_for_update(key_share=True))

    def plan_notices(self, planned: Sequence[tuple[Item, NoticeKind, str, Post]]) -> None:
        """Add notices for whoever is told today; nobody there: 未送达. A second post that is empty is let go."""
        units = {item.unit_id for item, *_ in planned}
        first, holders = self.in_charge(units), self.liaisons(units)
        notices = [
            notice
            for item, kind, key, post in planned
            if (notice := self._notice(item, kind, key, post, _told(item.unit_id, post, first, holders))) is not None
        ]
        add_notices(self.session, notices)
        refresh_mailboxes(self.session, {notice["contact_id"] for notice in notices})
        self.turn_aside({notice["unit_id"] for notice in notices if notice["state"] is NoticeState.UNREACHABLE})

    def look_again(self, items: Iterable[Item], on: date | None = None) -> None:
        """Have the plan look at items on a day: tomorrow unless said otherwise."""
        for item in items:
            item.look_on = on or self.today + timedelta(days=1)
            self.session.add(item)

    def next_look(self) -> date | None:
        """The first day on which the plan has something to look at."""
        query = select(func.min(col(Item.look_on))).where(col(Item.office_id) == self.office_id)
        return self.session.scalar(query)

    def reminders_wait(self) -> bool:
        """Whether something unasked waits to go out."""
        self.put_down()
        query = select(func.min(col(Contact.reminders_due_at))).where(col(Contact.office_id) == self.office_id)
        return self.session.scalar(query) is not None

    def sent_by_day(self, day_of: Callable[[datetime], date]) -> dict[tuple[date, NoticeKind], int]:
        """How many letters of each kind went out on each day; a letter of several kinds counts for each."""
        sent = (
            select(col(Notice.kind), col(Notice.sent_at), col(Notice.contact_id), col(Notice.message_id))
            .where(col(Notice.office_id) == self.office_id, col(Notice.sent_at).is_not(None))
            .where(col(Notice.kind) != NoticeKind.ANSWER)
            .distinct()
        )
        counts: dict[tuple[date, NoticeKind], int] = {}
        for kind, at, _, _ in self.session.execute(sent):
            if at is not None:
                counts[day_of(at), kind] = counts.get((day_of(at), kind), 0) + 1
        return counts

    def _notice(
        self, item: Item, kind: NoticeKind, key: str, post: Post, contact: Contact | None
    ) -> dict[str, Any] | None:
        if contact is None and post is Post.B:
            return None
        reachable = contact is not None and contact.unreachable_at is None
        return {
            "office_id": self.office_id,
            "key": key,
            "kind": kind,
            "state": NoticeState.PENDING if reachable else NoticeState.UNREACHABLE,
            "contact_id": contact.id if contact else None,
            "unit_id": item.unit_id,
            "post": post,
            "item_id": item.id,
            "planned_at": self.now,
            "due_at": self.now,
            "why": "" if reachable else "该单位无可送达的联络员" if contact is None else contact.unreachable_why,
        }


def _told(
    unit_id: int, post: Post, first: Mapping[int, Contact], holders: Mapping[tuple[int, Post], Contact]
) -> Contact | None:
    """Who is told in a post's place; a second post that stands in for the first is not told twice."""
    if post is Post.A:
        return first.get(unit_id)
    second = holders.get((unit_id, post))
    return None if second is None or second is first.get(unit_id) else second
