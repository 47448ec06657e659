"""The outbox: one mailbox a contact. Claim under a lease, send, settle; a crash in between may repeat, never lose.

Every function takes a session: the transaction belongs to the Store. How letters are claimed and settled stands in
`claiming.py` and `settling.py`; both run for every message, so their statements are made once and carry plain rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ScalarSelect, Table, bindparam, func, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, SQLModel, col

from storage.among import among
from storage.delivery import Due
from storage.records import Contact, Item, Notice
from storage.states import PINGS, UNASKED, NoticeKind, NoticeState, Post

R = TypeVar("R", bound=SQLModel)
PENDING = col(Notice.state) == literal_column(f"'{NoticeState.PENDING}'")
"""Written out, so that a prepared statement knows that the index over what waits is enough for it."""
UNTOLD = col(Notice.state).in_([literal_column(f"'{one}'") for one in (NoticeState.PENDING, NoticeState.UNREACHABLE)])
IS_UNASKED = col(Notice.kind).in_([literal_column(f"'{one}'") for one in sorted(UNASKED)])
_CHANGED = "mailboxes"  # in the session: contacts whose mailboxes have changed


def table(record: type[SQLModel]) -> Table:
    """A record's table, for statements that are given rows and give rows."""
    found: Table = record.__table__  # type: ignore[attr-defined]  # SQLModel does not declare what SQLAlchemy adds
    return found


def as_read(record: type[R], columns: Iterable[tuple[str, Any]]) -> R:
    """A record to read from and never to write, without what SQLAlchemy keeps beside one that may be written.

    Columns that are not given cannot be read.
    """
    read: R = record.__new__(record)
    read.__dict__.update(columns)
    return read


def refresh_mailboxes(session: Session, contact_ids: Iterable[int | None]) -> None:
    """Have each mailbox set, at the end of the transaction, to the earliest moment something waits in it."""
    session.info.setdefault(_CHANGED, set()).update(one for one in contact_ids if one is not None)


def write_mailboxes(session: Session) -> None:
    """Set those that have changed; each once, however often it did."""
    if changed := session.info.pop(_CHANGED, None):
        session.flush()
        session.connection().execute(_REFRESH, {"ids": sorted(changed)})


def earliest() -> dict[str, ScalarSelect[Any]]:
    """The columns of a mailbox that say when something waits in it, worked out anew."""
    waiting = select(func.min(col(Notice.due_at))).where(col(Notice.contact_id) == col(Contact.id), PENDING)
    return {
        "answers_due_at": waiting.where(~IS_UNASKED).correlate(Contact).scalar_subquery(),
        "reminders_due_at": waiting.where(IS_UNASKED).correlate(Contact).scalar_subquery(),
    }


_REFRESH = update(table(Contact)).where(among(table(Contact).c.id)).values(**earliest())


def release(session: Session, office_id: int, lease_for: timedelta, worker: str = "") -> None:
    """End the leases of a worker that is gone; of all, for a process that knows it is the only one.

    What is left of a lease is when it began: letters left in doubt are the last to be taken again.
    """
    leased = select(Contact).where(col(Contact.office_id) == office_id, col(Contact.lease).startswith(worker))
    locked = leased.order_by(col(Contact.id)).with_for_update(key_share=True)
    contacts = list(session.scalars(locked))
    doubt(session, [(contact.id or 0, contact.lease) for contact in contacts if contact.lease])
    for contact in contacts:
        contact.lease = None
        contact.leased_until = contact.leased_until - lease_for if contact.leased_until else None


def take_back(session: Session, office_id: int, batch: str) -> None:
    """End the leases of a claim that nobody heard of: none of its letters has gone out."""
    unheard = col(Contact.office_id) == office_id, col(Contact.lease).startswith(f"{batch}-")
    leases = session.scalars(select(col(Contact.lease)).where(*unheard)).all()
    session.execute(update(Notice).where(col(Notice.letter).in_(leases)).values(letter=None))
    session.execute(update(Contact).where(*unheard).values(lease=None, leased_until=None))


def doubt(session: Session, leased: Sequence[tuple[int, str]]) -> None:
    """Leases (each with its contact's id) that ran out under a letter: the letter may have arrived."""
    if leased:
        contact_ids, leases = zip(*leased, strict=True)
        on_its_way = update(Notice).where(col(Notice.contact_id).in_(contact_ids), col(Notice.letter).in_(leases))
        session.execute(on_its_way.where(PENDING).values(doubts=col(Notice.doubts) + 1))


def note_on_items(session: Session, told: Iterable[Due | Notice], today: date) -> None:
    """What the unit has now been told moves its item on."""
    notices = list(told)
    assigned = [notice.item_id for notice in notices if notice.kind is NoticeKind.ASSIGNMENT]
    pinged = [notice.item_id for notice in notices if notice.kind in PINGS and notice.post is Post.A]
    here = session.connection()
    if assigned:
        here.execute(_ASSIGNED, {"ids": assigned, "today": today})
    if pinged:
        here.execute(_PINGED, {"ids": pinged})


_ITEM = table(Item).c
_ASSIGNED = (
    update(table(Item))
    .where(among(_ITEM.id), _ITEM.assigned_on.is_(None))
    .values({name: bindparam("today") for name in ("assigned_on", "due_told_on", "look_on")})
)
_PINGED = update(table(Item)).where(among(_ITEM.id)).values(pings=_ITEM.pings + 1)


def moves_its_item(notice: Due) -> bool:
    """Whether telling it changes its item."""
    return notice.kind is NoticeKind.ASSIGNMENT or notice.kind in PINGS


def strand(session: Session, contact_id: int | None, why: str) -> None:
    """Everything that waits for a contact becomes 未送达; it waits again once the contact or a successor is there."""
    waiting = update(Notice).where(col(Notice.contact_id) == contact_id, PENDING)
    session.execute(waiting.values(state=NoticeState.UNREACHABLE, letter=None, why=why))


def add_notices(session: Session, notices: Sequence[dict[str, Any]]) -> None:
    """Add what is to be told, by column; a key that is there already is left as it is."""
    insert_new(session, Notice, ("office_id", "key"), [unsaid(Notice) | notice for notice in notices])


def insert_new(session: Session, kind: type[SQLModel], key: tuple[str, ...], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows whose key is not there yet; on both databases."""
    if rows:
        here = session.connection()
        here.execute(inserting(kind, key, here.dialect.name == "sqlite"), rows)


@cache
def inserting(kind: type[SQLModel], key: tuple[str, ...], is_sqlite: bool) -> Any:
    """The statement that inserts rows, by column; those whose key is there already are left out where there is one."""
    new = (sqlite_insert if is_sqlite else postgresql_insert)(table(kind))
    return new.on_conflict_do_nothing(index_elements=key) if key else new


@cache
def unsaid(kind: type[SQLModel]) -> dict[str, Any]:
    """What a record is where nothing else is said of it."""
    return {name: one.default for name, one in kind.model_fields.items() if name != "id" and not one.is_required()}
