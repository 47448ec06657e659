"""The outbox: one mailbox a contact. Claim under a lease, send, settle; a crash in between may repeat, never lose.

Every function takes a session: the transaction belongs to the Store.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, SQLModel, col

from storage.delivery import Claim, Moved, Refused, Retry, Sent, Settlement, Unreachable, Withdrawn
from storage.records import Contact, Item, Notice, Plan, Task, Unit
from storage.states import UNASKED, NoticeKind, NoticeState, Post

LONGEST_HOLD = timedelta(hours=2)
"""No lease and no retry_after is longer."""
Rest = Callable[[int], timedelta]
PENDING = col(Notice.state) == NoticeState.PENDING
IS_UNASKED = col(Notice.kind).in_(UNASKED)


def claim(
    session: Session,
    office_id: int,
    now: datetime,
    lease_for: timedelta,
    limit: int,
    remind_on: date | None,
    batch: str,
    busy: Collection[int] = (),
    aside: bool = False,
) -> list[Claim]:
    """Up to `limit` letters, answers to people first; reminders only when `remind_on` names a day to send them on.

    `busy` are the contacts this process has letters on the way to, which a clock that jumps must not free. `batch`
    is a word used once, by which leases can be told apart. `aside` are the letters that go by the second channel,
    and none but they.
    """
    contacts = _take_contacts(session, _answers_due(office_id, now, busy).where(_goes(aside)), limit)
    answering = {contact.id or 0 for contact in contacts}
    if remind_on is not None and len(contacts) < limit:
        due = _reminders_due(office_id, now, remind_on, {*busy, *answering}).where(_goes(aside))
        contacts += _take_contacts(session, due, limit - len(contacts))
    _doubt_what_was_on_its_way(session, contacts)
    notices = {contact.id: list[Notice]() for contact in contacts}
    for notice in _due_notices(session, contacts, answering, now):
        notices[notice.contact_id].append(notice)
    notices = {contact_id: _in_one_letter(mine) for contact_id, mine in notices.items()}
    for contact in contacts:
        contact.lease, contact.leased_until = f"{batch}-{contact.id}", now + lease_for
        for notice in notices[contact.id]:
            notice.letter, notice.attempts = contact.lease, notice.attempts + 1
    session.flush()
    return [*_claims(session, contacts, notices)]


def settle(session: Session, settlements: Sequence[Settlement], now: datetime, today: date, rest: Rest) -> None:
    """Write down what became of each claim; one whose lease was taken over meanwhile changes nothing.

    `rest` is how long a chat that has got a letter is left alone. Items are locked before contacts, as planning does.
    """
    ids = [settlement.claim.contact.id for settlement in settlements]
    items = {notice.item_id for one in settlements for notice in one.claim.notices if notice.item_id}
    _locked(session, select(col(Item.id)).where(col(Item.id).in_(items)).order_by(col(Item.id)))
    query = select(Contact).where(col(Contact.id).in_(ids)).order_by(col(Contact.id))
    contacts = {contact.id: contact for contact in _locked(session, query)}
    held = [one for one in settlements if contacts[one.claim.contact.id].lease == one.claim.lease]
    leases = [one.claim.lease for one in held]
    notices = session.scalars(select(Notice).where(col(Notice.letter).in_(leases), PENDING)).all()
    for one in held:
        mine = [notice for notice in notices if notice.letter == one.claim.lease]
        contact = contacts[one.claim.contact.id]
        _settle(session, contact, mine, one, now, today)
        if isinstance(one.outcome, Sent) and rest(contact.chat_id):
            contact.leased_until = now + rest(contact.chat_id)
    session.flush()
    note_on_items(session, [notice for notice in notices if notice.sent_at == now], today)
    refresh_mailboxes(session, ids)


def release(session: Session, office_id: int, lease_for: timedelta, worker: str = "") -> None:
    """End the leases of a worker that is gone; of all, for a process that knows it is the only one.

    What is left of a lease is when it began: see `_take_contacts`.
    """
    leased = select(Contact).where(col(Contact.office_id) == office_id, col(Contact.lease).startswith(worker))
    contacts = list(_locked(session, leased.order_by(col(Contact.id))))
    _doubt_what_was_on_its_way(session, contacts)
    for contact in contacts:
        contact.lease = None
        contact.leased_until = contact.leased_until - lease_for if contact.leased_until else None


def take_back(session: Session, office_id: int, batch: str) -> None:
    """End the leases of a claim that nobody heard of: none of its letters has gone out."""
    unheard = col(Contact.lease).startswith(f"{batch}-")
    contacts = session.scalars(select(Contact).where(col(Contact.office_id) == office_id, unheard)).all()
    session.execute(update(Notice).where(col(Notice.letter).in_([one.lease for one in contacts])).values(letter=None))
    for contact in contacts:
        contact.lease = contact.leased_until = None


def refresh_mailboxes(session: Session, contact_ids: Iterable[int | None]) -> None:
    """Set each mailbox to the earliest moment something waits in it."""
    ids = [one for one in contact_ids if one is not None]
    waiting = select(func.min(col(Notice.due_at))).where(col(Notice.contact_id) == col(Contact.id), PENDING)
    session.execute(
        update(Contact)
        .where(col(Contact.id).in_(ids))
        .values(
            answers_due_at=waiting.where(~IS_UNASKED).correlate(Contact).scalar_subquery(),
            reminders_due_at=waiting.where(IS_UNASKED).correlate(Contact).scalar_subquery(),
        )
        .execution_options(synchronize_session=False)
    )


def _answers_due(office_id: int, now: datetime, busy: Collection[int]) -> Select[Contact]:
    """An answer is due as soon as it is there, whatever the clock says: clocks are set back now and then."""
    due = col(Contact.answers_due_at)
    here = select(Contact).where(col(Contact.office_id) == office_id, due.is_not(None))
    return here.where(_is_free(now, busy)).order_by(due)


def _reminders_due(office_id: int, now: datetime, remind_on: date, busy: Collection[int]) -> Select[Contact]:
    due, told = col(Contact.reminders_due_at), col(Contact.told_on)
    here = select(Contact).where(col(Contact.office_id) == office_id, due <= now)
    not_yet_today = or_(told.is_(None), told < remind_on)
    return here.where(_is_free(now, busy), not_yet_today).order_by(due)


def _goes(aside: bool) -> ColumnElement[bool]:
    """Whether a contact is told by the second channel, or in its chat."""
    return col(Contact.address) != "" if aside else col(Contact.address) == ""


def _is_free(now: datetime, busy: Collection[int]) -> ColumnElement[bool]:
    """No letter is on its way and none is held back; a hold from a clock that ran far ahead does not count."""
    until = col(Contact.leased_until)
    return or_(until.is_(None), until <= now, until > now + LONGEST_HOLD) & col(Contact.id).not_in(busy)


def _take_contacts(session: Session, query: Select[Contact], limit: int) -> list[Contact]:
    """First those that nothing has gone to yet, then those held back or left in doubt, the longest ago first.

    Else a process that dies again and again would begin each time with the same letters.
    """
    until = col(Contact.leased_until)
    fresh = _locked(session, query.where(until.is_(None)).limit(limit), skip=True)
    if len(fresh) == limit:
        return fresh
    again = query.where(until.is_not(None)).order_by(None).order_by(until, col(Contact.id))
    return fresh + _locked(session, again.limit(limit - len(fresh)), skip=True)


def _locked(session: Session, query: Select[Any], skip: bool = False) -> list[Any]:
    """Rows that no other process may claim meanwhile (SQLite's writers are alone anyway)."""
    return list(session.scalars(query.with_for_update(skip_locked=skip, key_share=True)))


def _doubt_what_was_on_its_way(session: Session, contacts: Sequence[Contact]) -> None:
    """A lease that ran out under a letter: the letter may have arrived."""
    leases = [contact.lease for contact in contacts if contact.lease]
    if leases:
        on_its_way = update(Notice).where(col(Notice.letter).in_(leases), PENDING)
        session.execute(on_its_way.values(doubts=col(Notice.doubts) + 1))


def _due_notices(session: Session, contacts: Sequence[Contact], answering: set[int], now: datetime) -> list[Notice]:
    """For an answer the oldest alone (a chat's order is kept); for reminders everything, told in one message."""
    reminded = [contact.id for contact in contacts if contact.id not in answering]
    oldest = (
        select(func.min(col(Notice.id)))
        .where(PENDING, ~IS_UNASKED, col(Notice.contact_id).in_(answering))
        .group_by(col(Notice.contact_id))
    )
    query = select(Notice).where(
        or_(
            col(Notice.id).in_(oldest),
            and_(PENDING, IS_UNASKED, col(Notice.contact_id).in_(reminded), col(Notice.due_at) <= now),
        )
    )
    return list(session.scalars(query.order_by(col(Notice.id))))


def _in_one_letter(due: list[Notice]) -> list[Notice]:
    """A paper of the office stands alone; the rest of the day's reminders follow on the next working day."""
    papers = [notice for notice in due if notice.kind is NoticeKind.LETTER]
    return papers[:1] or due


def _claims(session: Session, contacts: Sequence[Contact], notices: dict[int | None, list[Notice]]) -> Iterable[Claim]:
    every = [notice for some in notices.values() for notice in some]
    items = _by_id(session, Item, {notice.item_id for notice in every})
    tasks = _by_id(session, Task, {item.task_id for item in items.values()})
    units = _by_id(session, Unit, {notice.unit_id for notice in every})
    plans = _by_id(session, Plan, {task.plan_id for task in tasks.values()})
    for contact in contacts:
        yield Claim(contact.lease or "", contact, tuple(notices[contact.id]), items, tasks, units, plans)


def _by_id(session: Session, kind: type[Any], ids: set[int | None]) -> dict[int, Any]:
    wanted = [one for one in ids if one is not None]
    if not wanted:
        return {}
    return {record.id: record for record in session.scalars(select(kind).where(kind.id.in_(wanted)))}


def _settle(
    session: Session, contact: Contact, notices: list[Notice], one: Settlement, now: datetime, today: date
) -> None:
    contact.lease = contact.leased_until = None
    told = [notice for notice in notices if notice.id not in one.untrue]
    _close_all([notice for notice in notices if notice.id in one.untrue], NoticeState.WITHDRAWN, Withdrawn().why)
    match one.outcome:
        case Sent(message_id):
            _sent(contact, told, message_id, now, today)
        case Retry(after, why, in_doubt):
            contact.leased_until = now + after
            _wait_again(told, why, in_doubt)
        case Moved(chat_id):
            contact.chat_id = chat_id
            _wait_again(told, "群组已升级", in_doubt=False)
        case Unreachable(why):
            contact.unreachable_at, contact.unreachable_why = now, why
            strand(session, contact.id, why)
        case Refused(why):
            _close_all(told, NoticeState.UNREACHABLE, why)
        case Withdrawn(why):
            _close_all(told, NoticeState.WITHDRAWN, why)


def _sent(contact: Contact, told: list[Notice], message_id: int | None, now: datetime, today: date) -> None:
    if any(notice.kind in UNASKED for notice in told):
        contact.told_on = today
    for notice in told:
        notice.state = NoticeState.UNCERTAIN if notice.doubts else NoticeState.SENT
        notice.message_id, notice.sent_at = message_id, now


def note_on_items(session: Session, told: list[Notice], today: date) -> None:
    """What the unit has now been told moves its item on."""
    assigned = [notice.item_id for notice in told if notice.kind is NoticeKind.ASSIGNMENT]
    pings = (NoticeKind.OVERDUE, NoticeKind.NUDGE)
    pinged = [notice.item_id for notice in told if notice.kind in pings and notice.post is Post.A]
    if assigned:
        never = update(Item).where(col(Item.id).in_(assigned), col(Item.assigned_on).is_(None))
        session.execute(never.values(assigned_on=today, due_told_on=today, look_on=today))
    if pinged:
        session.execute(update(Item).where(col(Item.id).in_(pinged)).values(pings=col(Item.pings) + 1))


def strand(session: Session, contact_id: int | None, why: str) -> None:
    """Everything that waits for a contact becomes 未送达; it waits again once the contact or a successor is there."""
    waiting = update(Notice).where(col(Notice.contact_id) == contact_id, PENDING)
    session.execute(waiting.values(state=NoticeState.UNREACHABLE, letter=None, why=why))


def _wait_again(notices: list[Notice], why: str, in_doubt: bool) -> None:
    for notice in notices:
        notice.letter, notice.why, notice.doubts = None, why, notice.doubts + in_doubt


def _close_all(notices: list[Notice], state: NoticeState, why: str) -> None:
    for notice in notices:
        notice.state, notice.why = state, why


def add_notices(session: Session, notices: Sequence[Notice]) -> None:
    """Add what is to be told; a key that is there already is left as it is."""
    insert_new(session, Notice, ["office_id", "key"], [notice.model_dump(exclude={"id"}) for notice in notices])


def insert_new(session: Session, table: type[SQLModel], key: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows whose key is not there yet; on both databases."""
    if rows:
        insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
        session.execute(insert(table).on_conflict_do_nothing(index_elements=key), rows)
