"""Settling: what became of letters is written down; one whose lease was taken over meanwhile changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, case, func, select, update
from sqlmodel import Session

from storage.among import among, pairs
from storage.codes import without_codes
from storage.delivery import Due, Moved, Refused, Retry, Sent, Settlement, Unreachable, Withdrawn
from storage.outbox import PENDING, earliest, moves_its_item, note_on_items, strand, table
from storage.records import Contact, Item, Notice
from storage.states import UNASKED, NoticeState

Rest = Callable[[int], timedelta]
"""How long a chat that has got a letter is left alone."""
_CONTACT, _NOTICE, _ITEM = table(Contact).c, table(Notice).c, table(Item).c
_ONE: BindParameter[int] = bindparam("its_id")

_LOCK_ITEMS = select(_ITEM.id).where(among(_ITEM.id)).order_by(_ITEM.id).with_for_update(key_share=True)
_LEASES = select(_CONTACT.id, _CONTACT.lease).where(among(_CONTACT.id)).order_by(_CONTACT.id)
_LOCK_CONTACTS = _LEASES.with_for_update(key_share=True)
_STILL_WAITING = select(_NOTICE.id, _NOTICE.letter).where(among(_NOTICE.id), PENDING)
_ARRIVED = pairs("arrived")
_SENT = (
    update(table(Notice))
    .where(_NOTICE.id == _ARRIVED.c.key, among(_NOTICE.id))
    .values(
        state=case((_NOTICE.doubts > 0, NoticeState.UNCERTAIN), else_=NoticeState.SENT),
        message_id=_ARRIVED.c.value,
        sent_at=bindparam("at"),
    )
)
"""All that have arrived at once: with a statement for each, PostgreSQL's driver took a tenth of the sending.

Their numbers are said twice, for PostgreSQL would go through all notices for the pairs alone.
"""
_SPENT = update(table(Notice)).where(_NOTICE.id == _ONE).values(body=bindparam("said", type_=_NOTICE.body.type))
"""A code that has been handed out is kept no longer."""
_CLOSED = update(table(Notice)).where(_NOTICE.id == _ONE).values(state=bindparam("as"), why=bindparam("because"))
_WAITS_AGAIN = (
    update(table(Notice))
    .where(_NOTICE.id == _ONE)
    .values(letter=None, why=bindparam("because"), doubts=_NOTICE.doubts + bindparam("doubted"))
)
_FREE = (
    update(table(Contact))
    .where(among(_CONTACT.id))
    .values(
        lease=None,
        leased_until=bindparam("until"),
        told_on=func.coalesce(bindparam("told", type_=_CONTACT.told_on.type), _CONTACT.told_on),
        **earliest(),
    )
)
"""The lease ends, and the mailbox says what waits in it now."""


@dataclass(slots=True)
class _Written:
    """What is to be written down of a number of letters, statement by statement."""

    session: Session
    now: datetime
    today: date
    rest: Rest
    sent: dict[int, int | None] = field(default_factory=dict)
    spent: list[dict[str, Any]] = field(default_factory=list)
    closed: list[dict[str, Any]] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    told: list[Due] = field(default_factory=list)
    freed: dict[tuple[datetime | None, date | None], list[int]] = field(default_factory=dict)

    def hand_over(self, notices: Sequence[Due], message_id: int | None) -> None:
        """These have arrived."""
        self.sent |= {notice.id: message_id for notice in notices}
        self.told += notices
        without = {notice.id: without_codes(notice.body) for notice in notices}
        changed = [notice.id for notice in notices if without[notice.id] != notice.body]
        self.spent += [{"its_id": one, "said": without[one]} for one in changed]

    def close(self, notices: Iterable[Due], state: NoticeState, why: str) -> None:
        """Nothing more comes of these."""
        self.closed += [{"its_id": notice.id, "as": state, "because": why} for notice in notices]

    def wait_again(self, notices: Iterable[Due], why: str, in_doubt: bool = False) -> None:
        """These go another time."""
        self.waiting += [{"its_id": one.id, "because": why, "doubted": int(in_doubt)} for one in notices]

    def put_down(self) -> None:
        """Write all of it."""
        here = self.session.connection()
        if self.sent:
            here.execute(_SENT, {"arrived": self.sent, "ids": self.sent, "at": self.now})
        for statement, rows in ((_SPENT, self.spent), (_CLOSED, self.closed), (_WAITS_AGAIN, self.waiting)):
            if rows:
                here.execute(statement, rows)
        note_on_items(self.session, self.told, self.today)
        for (until, told_on), contact_ids in self.freed.items():
            here.execute(_FREE, {"ids": contact_ids, "until": until, "told": told_on})


def settle(session: Session, settlements: Sequence[Settlement], now: datetime, today: date, rest: Rest) -> None:
    """Write down what became of each claim. Items are locked before contacts, as planning does."""
    here = session.connection()
    moved = {notice.item_id for one in settlements for notice in one.claim.notices if moves_its_item(notice)}
    if moved:
        here.execute(_LOCK_ITEMS, {"ids": sorted(one for one in moved if one is not None)})
    leases = {row.id: row.lease for row in here.execute(_LOCK_CONTACTS, {"ids": [_whose(one) for one in settlements]})}
    held = [one for one in settlements if leases.get(_whose(one)) == one.claim.lease]
    ids = [notice.id for one in held for notice in one.claim.notices]
    waiting = {row.id: row.letter for row in here.execute(_STILL_WAITING, {"ids": ids})}
    written = _Written(session, now, today, rest)
    for one in held:
        mine = [notice for notice in one.claim.notices if waiting.get(notice.id) == one.claim.lease]
        _note(written, one, mine)
    written.put_down()


def _whose(one: Settlement) -> int:
    return one.claim.contact.id


def _note(written: _Written, one: Settlement, mine: list[Due]) -> None:
    """One settlement; `mine` are its notices that still wait under its lease."""
    told = [notice for notice in mine if notice.id not in one.untrue]
    written.close((notice for notice in mine if notice.id in one.untrue), NoticeState.WITHDRAWN, Withdrawn().why)
    until, told_on = None, None
    match one.outcome:
        case Sent(message_id):
            written.hand_over(told, message_id)
            until = written.now + rest if (rest := written.rest(one.claim.contact.chat_id)) else None
            told_on = written.today if any(notice.kind in UNASKED for notice in told) else None
        case Retry(after, why, in_doubt):
            until = written.now + after
            written.wait_again(told, why, in_doubt)
        case Moved(chat_id):
            written.session.execute(update(Contact).where(_CONTACT.id == _whose(one)).values(chat_id=chat_id))
            written.wait_again(told, "群组已升级")
        case Unreachable(why):
            gone = {"unreachable_at": written.now, "unreachable_why": why}
            written.session.execute(update(Contact).where(_CONTACT.id == _whose(one)).values(**gone))
            strand(written.session, _whose(one), why)
        case Refused(why):
            written.close(told, NoticeState.UNREACHABLE, why)
        case Withdrawn(why):
            written.close(told, NoticeState.WITHDRAWN, why)
    written.freed.setdefault((until, told_on), []).append(_whose(one))
