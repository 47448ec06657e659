"""What the plan has to say: which items it looks at, what is told of them and to whom, and what waits to be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Date, Integer, Select, bindparam, func, select, update
from sqlmodel import col

from storage.among import among
from storage.desk.in_charge import InChargeDesk
from storage.desk.late import OFFICE, TODAY
from storage.desk.second_channel import SecondChannelDesk
from storage.outbox import add_notices, as_read, refresh_mailboxes, table
from storage.records import Contact, Item, Notice, Task
from storage.states import NoticeKind, NoticeState, Post, TaskState

_AT_ONCE = 500  # keys asked for in one statement
_COLUMNS = table(Item).c.keys()


def _to_look_at() -> Select[Any]:
    """Locked in the order in which everybody locks them."""
    item, task = table(Item).c, table(Task)
    due = item.office_id == OFFICE, item.look_on <= TODAY
    first = (
        select(item.id)
        .join(task, task.c.id == item.task_id)
        .where(*due, task.c.state == TaskState.CONFIRMED)
        .order_by(item.look_on, item.id)
        .limit(bindparam("most", type_=Integer()))
    )
    return select(table(Item)).where(*due, item.id.in_(first)).order_by(item.id).with_for_update(key_share=True)


_TO_LOOK_AT = _to_look_at()
_LOOK_ON = update(table(Item)).where(among(table(Item).c.id)).values(look_on=bindparam("on", type_=Date()))


class PlannedDesk(SecondChannelDesk, InChargeDesk):
    """Notices planned for items, and the mailboxes they wait in."""

    def plan_notices(self, planned: Sequence[tuple[Item, NoticeKind, str, Post]]) -> None:
        """Add notices for whoever is told today; nobody there: 未送达. A second post that is empty is let go."""
        units = {item.unit_id for item, *_ in planned}
        holders = self.liaisons(units)
        first = self.in_charge(units, held=holders)
        notices = [
            notice
            for item, kind, key, post in planned
            if (notice := self._notice(item, kind, key, post, _told(item.unit_id, post, first, holders))) is not None
        ]
        add_notices(self.session, notices)
        refresh_mailboxes(self.session, {notice["contact_id"] for notice in notices})
        self.turn_aside({notice["unit_id"] for notice in notices if notice["state"] is NoticeState.UNREACHABLE})

    def keys_planned(self, keys: Iterable[str]) -> set[str]:
        """Which of these keys have been planned so far."""
        here = select(col(Notice.key)).where(col(Notice.office_id) == self.office_id)
        asked = iter(keys)
        found: set[str] = set()
        while some := list(islice(asked, _AT_ONCE)):
            found.update(self.session.scalars(here.where(col(Notice.key).in_(some))))
        return found

    def call_digest(self, monday: date) -> None:
        """Put this week's digest into every mailbox of the office that has not got it."""
        keys = {f"digest/{monday}/{contact.id}": contact.id for contact in self.office_contacts()}
        new = keys.keys() - self.keys_planned(keys)
        about = {"office_id": self.office_id, "kind": NoticeKind.DIGEST, "planned_at": self.now, "due_at": self.now}
        add_notices(self.session, [about | {"key": key, "contact_id": keys[key]} for key in sorted(new)])
        refresh_mailboxes(self.session, [keys[key] for key in new])

    def without_picture(self, monday: date, since: datetime) -> list[Contact]:
        """Who of the office was put this week's digest since a moment, and no picture with it."""
        office = {contact.id: contact for contact in self.office_contacts()}
        digests = select(col(Notice.contact_id)).where(
            col(Notice.office_id) == self.office_id,
            col(Notice.key).in_([f"digest/{monday}/{one}" for one in office]),
            col(Notice.planned_at) >= since,
        )
        there = self.keys_planned(f"picture/{monday}/{one}/0" for one in office)
        return [office[one] for one in self.session.scalars(digests) if f"picture/{monday}/{one}/0" not in there]

    def items_to_look_at(self, limit: int) -> list[Item]:
        """Some items of confirmed tasks whose day to be looked at has come, oldest first; nobody else plans them.

        They are for reading: when they are looked at again is said by `look_next`.
        """
        found = self.asked(_TO_LOOK_AT, most=limit)
        return [as_read(Item, zip(_COLUMNS, row, strict=True)) for row in found]

    def look_next(self, items: Iterable[tuple[Item, date | None]]) -> None:
        """Have the plan look at each of these items on a day of its own, or never again."""
        days: dict[date | None, list[int]] = {}
        for item, on in items:
            days.setdefault(on, []).append(item.id or 0)
        here = self.session.connection()
        for on, ids in days.items():  # most of them come again on the same few days
            here.execute(_LOOK_ON, {"ids": ids, "on": on})

    def look_again(self, items: Iterable[Item]) -> None:
        """Have the plan look at items tomorrow."""
        for item in items:
            item.look_on = self.today + timedelta(days=1)
            self.session.add(item)

    def next_look(self) -> date | None:
        """The first day on which the plan has something to look at."""
        query = select(func.min(col(Item.look_on))).where(col(Item.office_id) == self.office_id)
        return self.session.scalar(query)

    def may_tell_again(self, contacts: Iterable[Contact]) -> None:
        """Let these contacts have another message today: the office said at once."""
        for contact in contacts:
            contact.told_on = None
            self.session.add(contact)

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
