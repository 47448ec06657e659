"""Claiming: whose letters may go now, taken under a lease, with everything the letters are written from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    String,
    bindparam,
    cast,
    func,
    or_,
    select,
    update,
)
from sqlmodel import Session

from storage.among import among, not_among
from storage.delivery import Claim, Due, Mailbox
from storage.outbox import IS_UNASKED, PENDING, as_read, doubt, table
from storage.records import Contact, Item, Notice, Plan, Task, Unit
from storage.states import NoticeKind

LEASE = timedelta(seconds=90)
"""Longer than any send may take: a lease that runs out means its process is gone."""
LONGEST_HOLD = timedelta(hours=2)
"""No lease and no retry_after is longer."""
_CONTACT, _NOTICE = table(Contact).c, table(Notice).c


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of the outbox: up to `limit` letters, reminders only where they may go now.

    `busy` are the contacts this process has letters on the way to, which a clock that jumps must not free. `aside`
    are the letters that go by the second channel, and none but they; `kept` places are for answers alone.
    """

    now: datetime
    limit: int
    remind: bool = False
    busy: Collection[int] = ()
    aside: bool = False
    kept: int = 0


def claim(session: Session, office_id: int, wanted: Wanted, today: date, batch: str) -> list[Claim]:
    """Letters that are due, answers to people first. `batch` is a word used once, by which leases are told apart."""
    answering, reminded = _take_contacts(session, office_id, wanted, today)
    taken = {row.id: Mailbox(row.id, row.chat_id, row.address) for row in (*answering, *reminded)}
    if not taken:
        return []
    doubt(session, [(row.id, row.lease) for row in (*answering, *reminded) if row.lease])
    due = [
        *_due(session, _OLDEST_ANSWERS, {"ids": [row.id for row in answering]}),
        *_due(session, _DUE_REMINDERS, {"ids": [row.id for row in reminded], "now": wanted.now}),
    ]
    letters = _letters(taken, due)
    lease = {"ids": list(taken), "batch": f"{batch}-", "until": wanted.now + LEASE}
    session.connection().execute(_LEASE, lease)
    notice_ids = [one.id for some in letters.values() for one in some]
    session.connection().execute(_PUT_INTO_LETTER, {"ids": notice_ids, "batch": f"{batch}-"})
    return [*_claims(session, batch, taken, letters)]


def _take_contacts(
    session: Session, office_id: int, wanted: Wanted, today: date
) -> tuple[list[Row[Any]], list[Row[Any]]]:
    """Those whose answers go, and those whose reminders do."""
    said = {"office": office_id, "now": wanted.now, "far": wanted.now + LONGEST_HOLD}
    answers, reminders = _DUE_CONTACTS[wanted.aside]
    answering = _take(session, answers, said, wanted.limit, wanted.busy)
    left = wanted.limit - max(wanted.kept, len(answering))
    if not wanted.remind or left <= 0:
        return answering, []
    busy = {*wanted.busy, *(row.id for row in answering)}
    return answering, _take(session, reminders, {**said, "today": today}, left, busy)


def _take(
    session: Session, ways: tuple[Select[Any], Select[Any]], said: dict[str, Any], limit: int, busy: Collection[int]
) -> list[Row[Any]]:
    """First those that nothing has gone to yet, then those held back or left in doubt, the longest ago first.

    Else a process that dies again and again would begin each time with the same letters. Rows that another process
    has locked are left to it (SQLite's writers are alone anyway).
    """
    fresh, again = ways
    here = session.connection()
    taken = list(here.execute(fresh, {**said, "limit": limit, "busy": [*busy]}))
    if len(taken) < limit:
        taken += here.execute(again, {**said, "limit": limit - len(taken), "busy": [*busy]})
    return taken


def _ways(*is_due: ColumnElement[bool], by: ColumnElement[Any]) -> tuple[Select[Any], Select[Any]]:
    """The two questions of `_take`. A hold from a clock that ran far ahead does not count."""
    until = _CONTACT.leased_until
    here = (
        select(_CONTACT.id, _CONTACT.chat_id, _CONTACT.address, _CONTACT.lease)
        .where(_CONTACT.office_id == bindparam("office"), *is_due)
        .where(not_among(_CONTACT.id, "busy"))
        .limit(bindparam("limit", type_=Integer))
        .with_for_update(skip_locked=True, key_share=True)
    )
    is_over = or_(until <= bindparam("now"), until > bindparam("far"))
    return here.where(until.is_(None)).order_by(by), here.where(is_over).order_by(until, _CONTACT.id)


def _due_contacts(aside: bool) -> tuple[tuple[Select[Any], Select[Any]], tuple[Select[Any], Select[Any]]]:
    """Answers and reminders. An answer is due as soon as it is there: clocks are set back now and then."""
    answers, reminders, told = _CONTACT.answers_due_at, _CONTACT.reminders_due_at, _CONTACT.told_on
    goes = _CONTACT.address != "" if aside else _CONTACT.address == ""
    not_yet_today = or_(told.is_(None), told < bindparam("today"))
    return (
        _ways(answers.is_not(None), goes, by=answers),
        _ways(reminders <= bindparam("now"), goes, not_yet_today, by=reminders),
    )


_DUE_CONTACTS = {aside: _due_contacts(aside) for aside in (False, True)}
_WAITING = select(*(_NOTICE[name] for name in ("id", "key", "kind", "contact_id", "post", "item_id", "body")))
_OLDEST_ANSWERS = _WAITING.where(
    _NOTICE.id.in_(
        select(func.min(_NOTICE.id)).where(PENDING, ~IS_UNASKED, among(_NOTICE.contact_id)).group_by(_NOTICE.contact_id)
    )
)
"""The oldest alone: a chat's order is kept."""
_DUE_REMINDERS = _WAITING.where(
    PENDING, IS_UNASKED, among(_NOTICE.contact_id), _NOTICE.due_at <= bindparam("now")
).order_by(_NOTICE.id)
"""Everything, told in one message."""
_LEASED = bindparam("batch", type_=String)
_LEASE = (
    update(table(Contact))
    .where(among(_CONTACT.id))
    .values(lease=_LEASED.concat(cast(_CONTACT.id, String)), leased_until=bindparam("until"))
)
_PUT_INTO_LETTER = (
    update(table(Notice))
    .where(among(_NOTICE.id))
    .values(letter=_LEASED.concat(cast(_NOTICE.contact_id, String)), attempts=_NOTICE.attempts + 1)
)
_UNSPOKEN = ("lead", "named", "collective", "assisting", "inherited", "proof", "printed")
"""Columns of which no letter speaks: lists that would be taken apart for every message."""
_ITEM, _UNIT, _PLAN = table(Item).c, table(Unit).c, table(Plan).c
_TASK = [column for column in table(Task).c if column.name not in _UNSPOKEN]
_TASK_NAMES = [column.name for column in _TASK]
_ITEMS = select(_UNIT.name.label("its_unit"), *_ITEM).join_from(table(Item), table(Unit)).where(among(_ITEM.id))
_TASKS = select(_PLAN.title.label("its_plan"), *_TASK).join_from(table(Task), table(Plan)).where(among(_TASK[0]))


def _due(session: Session, query: Select[Any], said: dict[str, Any]) -> list[Due]:
    return [Due(*row) for row in session.connection().execute(query, said)] if said["ids"] else []


def _letters(taken: Iterable[int], due: Iterable[Due]) -> dict[int, tuple[Due, ...]]:
    notices: dict[int, list[Due]] = {contact_id: [] for contact_id in taken}
    for one in due:
        notices[one.contact_id].append(one)
    return {contact_id: _in_one_letter(mine) for contact_id, mine in notices.items()}


def _in_one_letter(due: Sequence[Due]) -> tuple[Due, ...]:
    """A paper of the office stands alone; the rest of the day's reminders follow on the next working day."""
    papers = [notice for notice in due if notice.kind is NoticeKind.LETTER]
    return tuple(papers[:1] or due)


def _claims(
    session: Session, batch: str, taken: dict[int, Mailbox], letters: dict[int, tuple[Due, ...]]
) -> Iterable[Claim]:
    item_ids = {notice.item_id for some in letters.values() for notice in some if notice.item_id is not None}
    items, units, sources = dict[int, Item](), dict[int, str](), dict[int, str]()
    for unit, *columns in _read(session, _ITEMS, item_ids):
        item = as_read(Item, zip(_ITEM.keys(), columns, strict=True))
        items[item.id or 0], units[item.unit_id] = item, unit
    tasks: dict[int, Task] = {}
    for title, *columns in _read(session, _TASKS, {item.task_id for item in items.values()}):
        task = as_read(Task, zip(_TASK_NAMES, columns, strict=True))
        tasks[task.id or 0], sources[task.plan_id] = task, title
    for contact_id, contact in taken.items():
        yield Claim(f"{batch}-{contact_id}", contact, letters[contact_id], items, tasks, units, sources)


def _read(session: Session, query: Any, ids: set[int]) -> list[Any]:
    return list(session.connection().execute(query, {"ids": list(ids)})) if ids else []
