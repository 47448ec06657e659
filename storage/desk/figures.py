"""Figures: the numbers behind the digest, from one snapshot, each counted by the database over one office's rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from storage.chain import locked_head
from storage.desk import counting
from storage.desk.people import PeopleDesk
from storage.desk.years import YearsDesk
from storage.outbox import insert_new
from storage.records import PrintedHead
from storage.states import ItemState

_BY_STATE = {
    "signed": ItemState.SIGNED,
    "working": ItemState.WORKING,
    "returned": ItemState.RETURNED,
    "submitted": ItemState.SUBMITTED,
    "struck_off": ItemState.STRUCK_OFF,
    "ongoing": ItemState.ONGOING,
    "nil": ItemState.NOT_APPLICABLE,
    "carried_over": ItemState.CARRIED_OVER,
    "stopped": ItemState.STOPPED,
}


@dataclass(frozen=True, slots=True)
class Count:
    """Numbers of items; every one is of the same snapshot."""

    tasks: int
    unconfirmed: tuple[str, ...]  # numbers of the rows that wait for the office
    units: int  # that have items
    items: int  # handed out, whatever became of them: the sum of unsigned … stopped
    not_handed_out: int
    unsigned: int
    signed: int
    working: int
    returned: int
    submitted: int
    done: int  # struck off among them
    ongoing: int
    nil: int
    carried_over: int
    stopped: int
    owed: int  # handed out, and the unit's word was due by today
    reported: int
    on_time: int
    awaiting: int
    oldest_at: datetime | None
    nil_pending: int
    extensions_pending: int
    troubles_pending: int
    struck_off: int
    overdue_items: int
    overdue_units: int
    unreachable_units: tuple[str, ...]
    due_this_week: tuple[tuple[str, int], ...]  # row number, items
    records: int
    chain_head: str
    drafts: int  # that wait to be released
    year: int | None = None  # of the tables that are counted; None where there are no others, or next year's is there
    earlier_items: int = 0  # open, of other tables: last year's, and what was carried over
    earlier_awaiting: int = 0  # of `awaiting`
    earlier_overdue: int = 0
    earlier_due_this_week: int = 0
    earlier_unconfirmed: int = 0  # rows


@dataclass(frozen=True, slots=True)
class Since:
    """What has happened since the last weekly digest."""

    at: datetime
    reported: int
    done: int
    newly_overdue: int


class FiguresDesk(PeopleDesk, YearsDesk):
    """Counting, and nothing else: the tables in force, and in a few numbers what is open of others."""

    def count(self, checked_in: date) -> Count:
        """Everything a digest needs. `checked_in` is the last day on which 全年 items were asked for progress.

        Whatever changes the records writes an event before it commits, for which it needs the office's row: while it
        is locked here all counts are of one moment.
        """
        self.put_down()
        records, chain_head = locked_head(self.session, self.office_id)
        sunday = self.today + timedelta(days=6 - self.today.weekday())
        here, others = self.plans_by_year()
        in_force, elsewhere = [plan.id for plan in here], {plan.id for plan in others}
        years = {plan.of_year for plan in here}
        by_state, at_hand = counting.IN_FORCE if others else counting.EVERY
        unconfirmed, due = self.asked(counting.UNCONFIRMED), self.asked(counting.DUE_UNTIL, until=sunday)
        [hand] = self.asked(at_hand, plans=in_force)
        earlier = self.asked(counting.EARLIER, plans=in_force)[0]._asdict() if others else {}
        return Count(
            **hand._asdict(),
            **_by_state(self.asked(by_state, checked_in=checked_in, plans=in_force)),
            unconfirmed=tuple(number for number, plan in unconfirmed if plan not in elsewhere),
            unreachable_units=tuple(self.unreachable_units()),
            due_this_week=tuple((number, items) for number, items, plan in due if plan not in elsewhere),
            records=records,
            chain_head=chain_head,
            year=years.pop() if others and len(years) == 1 else None,
            **earlier,
            earlier_due_this_week=sum(items for _, items, plan in due if plan in elsewhere),
            earlier_unconfirmed=sum(plan in elsewhere for _, plan in unconfirmed),
        )

    def remember_head(self, records: int, chain_head: str) -> None:
        """A digest prints how far the audit chain has come: from now on the chain is held against it."""
        if records:
            printed = {"office_id": self.office_id, "number": records, "hash": chain_head, "at": self.now}
            insert_new(self.session, PrintedHead, ("office_id", "number"), [printed])

    def since_last_digest(self, begins: datetime, day_of: Callable[[datetime], date]) -> Since | None:
        """What is new since the last weekly digest before today, which `begins` then; None where there was none."""
        for (at,) in self.asked(counting.DIGEST_BEFORE, before=begins):
            [news] = self.asked(counting.NEWS, at=at, day=day_of(at))
            return Since(at, *news)
        return None


def _by_state(rows: Iterable[Any]) -> dict[str, Any]:
    by_state = {row.state: row for row in rows}
    stand = {state: by_state[state].many if state in by_state else 0 for state in ItemState}
    to_sign = by_state.get(ItemState.TO_SIGN)
    not_handed_out = to_sign.untold if to_sign else 0
    return {
        "items": sum(stand.values()) - not_handed_out,
        "not_handed_out": not_handed_out,
        "unsigned": stand[ItemState.TO_SIGN] - not_handed_out,
        "done": stand[ItemState.DONE] + stand[ItemState.STRUCK_OFF],
        **{name: stand[which] for name, which in _BY_STATE.items()},
        **{name: sum(getattr(row, name) for row in by_state.values()) for name in ("owed", "reported", "on_time")},
    }
