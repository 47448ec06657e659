"""Figures: the numbers behind the digest, from one snapshot, each counted by the database over one office's rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, literal_column, select, union_all
from sqlmodel import col

from storage.desk.people import PeopleDesk
from storage.desk.reports import IS_PENDING
from storage.outbox import insert_new
from storage.records import Draft, Item, Notice, Office, PrintedHead, Report, Task
from storage.states import WITH_UNIT, DraftState, Intent, ItemState, NoticeKind, Part, TaskState, Verdict
from storage.values import DeadlineKind

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

_DUE_AS_SET = sorted(WITH_UNIT - {ItemState.RETURNED})
_IS_DIGEST = col(Notice.kind) == literal_column(f"'{NoticeKind.DIGEST}'")
_IS_UNCONFIRMED = col(Task.state) == literal_column(f"'{TaskState.UNCONFIRMED}'")
"""Both written out, for the indexes over these alone."""


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


@dataclass(frozen=True, slots=True)
class Since:
    """What has happened since the last weekly digest."""

    at: datetime
    reported: int
    done: int
    newly_overdue: int


class FiguresDesk(PeopleDesk):
    """Counting, and nothing else."""

    def count(self, checked_in: date) -> Count:
        """Everything a digest needs. `checked_in` is the last day on which 全年 items were asked for progress.

        Whatever changes the records writes an event first, for which it needs the office's row: while it is
        locked here all counts are of one moment.
        """
        locked = select(Office).where(col(Office.id) == self.office_id).with_for_update(key_share=True)
        office = self.session.scalars(locked).one()
        tasks = self.session.scalar(select(func.count()).select_from(Task).where(col(Task.office_id) == self.office_id))
        return Count(
            tasks=tasks or 0,
            unconfirmed=self._unconfirmed(),
            unreachable_units=tuple(unit.name for unit in self.unreachable_units()),
            due_this_week=self._due_this_week(),
            records=office.chain_length,
            chain_head=office.chain_head,
            drafts=self._drafts(),
            **self._to_answer(),
            **self._item_figures(checked_in),
        )

    def remember_head(self, records: int, chain_head: str) -> None:
        """A digest prints how far the audit chain has come: from now on the chain is held against it."""
        if records:
            printed = {"office_id": self.office_id, "number": records, "hash": chain_head, "at": self.now}
            insert_new(self.session, PrintedHead, ("office_id", "number"), [printed])

    def since_last_digest(self, day_of: Callable[[datetime], date]) -> Since | None:
        """What is new since the last weekly digest of an earlier day; None where there was none."""
        sent = (
            select(col(Notice.sent_at))
            .where(col(Notice.office_id) == self.office_id, _IS_DIGEST)
            .where(col(Notice.sent_at).is_not(None))
            .order_by(col(Notice.sent_at).desc())
        )
        at = next((one for one in self.session.scalars(sent) if one and day_of(one) < self.today), None)
        if at is None:
            return None
        said = select(func.count(func.distinct(col(Report.item_id)))).where(col(Report.office_id) == self.office_id)
        verdict, intent = col(Report.verdict), col(Report.intent)
        reported = said.where(
            col(Report.at) > at, verdict != Verdict.WITHDRAWN, intent != Intent.SIGNED, ~col(Report.by_office)
        )
        done = said.where(col(Report.decided_at) > at, verdict == Verdict.ACCEPTED, intent == Intent.DONE)
        late = select(func.count()).select_from(Item).where(late_ones(self.office_id, self.today))
        newly = late.where(in_force() >= day_of(at))
        return Since(at, *(self.session.scalar(one) or 0 for one in (reported, done, newly)))

    def _item_figures(self, checked_in: date) -> dict[str, Any]:
        state, handed_out = col(Item.state), is_handed_out()
        late = is_late(self.today)
        said_on, chased = col(Item.first_reported_on), col(Item.part) != Part.ASSISTING
        owed = chased & (said_on.is_not(None) | self._word_was_due(checked_in))
        in_time = said_on.is_not(None) & (col(Item.due_on).is_(None) | (said_on <= col(Item.due_on)))
        sums: dict[str, ColumnElement[bool]] = {
            "items": handed_out,
            "not_handed_out": ~handed_out,
            "owed": owed,
            "reported": owed & said_on.is_not(None),
            "on_time": owed & in_time,
            "unsigned": (state == ItemState.TO_SIGN) & handed_out,
            "done": state.in_([ItemState.DONE, ItemState.STRUCK_OFF]),
            "overdue_items": late,
            **{name: state == which for name, which in _BY_STATE.items()},
        }
        counted = [func.coalesce(func.sum(case((what, 1), else_=0)), 0) for what in sums.values()]
        late_units = func.count(func.distinct(case((late, col(Item.unit_id)), else_=None)))
        units = func.count(func.distinct(col(Item.unit_id)))
        query = select(*counted, late_units, units).where(col(Item.office_id) == self.office_id)
        row = self.session.execute(query).one()
        return {name: int(number) for name, number in zip([*sums, "overdue_units", "units"], row, strict=True)}

    def _word_was_due(self, checked_in: date) -> ColumnElement[bool]:
        """Items whose day has come, and 全年 items that have been asked at a quarter's end."""
        told = col(Item.assigned_on)
        whole_year = col(Item.kind) == DeadlineKind.WHOLE_YEAR
        return told.is_not(None) & (
            (whole_year & self._was_asked(checked_in)) | (~whole_year & (col(Item.due_on) <= self.today))
        )

    def _to_answer(self) -> dict[str, Any]:
        """What awaits the office's word, by what was asked, and since when."""
        intent = col(Report.intent)
        asked = {
            "nil_pending": Intent.NIL,
            "extensions_pending": Intent.EXTENSION,
            "troubles_pending": Intent.TROUBLE,
        }
        counted = [func.coalesce(func.sum(case((intent == one, 1), else_=0)), 0) for one in asked.values()]
        pending = select(func.count(), func.min(col(Report.at)), *counted).where(
            col(Report.office_id) == self.office_id, IS_PENDING
        )
        return dict(zip(("awaiting", "oldest_at", *asked), self.session.execute(pending).one(), strict=True))

    def _drafts(self) -> int:
        open_ones = select(func.count()).select_from(Draft).where(col(Draft.office_id) == self.office_id)
        return self.session.scalar(open_ones.where(col(Draft.state) == DraftState.OPEN)) or 0

    def _was_asked(self, checked_in: date) -> ColumnElement[bool]:
        """At a quarter's end, or where the office has set other days on one of those."""
        asked = exists().where(
            col(Notice.item_id) == col(Item.id),
            col(Notice.kind) == NoticeKind.PROGRESS,
            col(Notice.sent_at).is_not(None),
        )
        own_days = col(Item.check_ins) != ""
        return (~own_days & (col(Item.assigned_on) < checked_in)) | (own_days & asked)

    def _unconfirmed(self) -> tuple[str, ...]:
        query = (
            select(col(Task.number))
            .where(col(Task.office_id) == self.office_id, _IS_UNCONFIRMED)
            .order_by(col(Task.plan_id), col(Task.position))
        )
        return tuple(self.session.scalars(query))

    def _due_this_week(self) -> tuple[tuple[str, int], ...]:
        sunday: date = self.today + timedelta(days=6 - self.today.weekday())
        rows: Any = self.session.execute(
            select(col(Task.number), func.count(), func.min(col(Task.position)))
            .join(Item, col(Item.task_id) == col(Task.id))
            .where(in_force().between(self.today, sunday), col(Item.part) != Part.ASSISTING)
            .where(may_be_due(self.office_id, col(Item.due_on).between(self.today, sunday)))
            .group_by(col(Task.id), col(Task.number))
            .order_by(func.min(col(Task.position)))
        )
        return tuple((number, items) for number, items, _ in rows)


def in_force() -> ColumnElement[Any]:
    """`Item.due_in_force`, as the database says it."""
    returned = (col(Item.state) == ItemState.RETURNED) & col(Item.returned_due_on).is_not(None)
    return case((returned, col(Item.returned_due_on)), else_=col(Item.due_on))


def may_be_due(office_id: int, is_set: ColumnElement[bool]) -> ColumnElement[bool]:
    """An office's items with their unit whose day is set so, and those returned: no other is read for it."""
    here = select(col(Item.id)).where(col(Item.office_id) == office_id)
    by_day = here.where(col(Item.state).in_(_DUE_AS_SET), is_set)
    return col(Item.id).in_(union_all(by_day, here.where(col(Item.state) == ItemState.RETURNED)))


def late_ones(office_id: int, today: date) -> ColumnElement[bool]:
    """An office's late items, found by their day."""
    return may_be_due(office_id, col(Item.due_on) < today) & _is_past_and_binds(today)


def is_handed_out() -> ColumnElement[bool]:
    """`Item.is_handed_out`, as the database says it."""
    return (col(Item.state) != ItemState.TO_SIGN) | col(Item.assigned_on).is_not(None)


def is_late(today: date) -> ColumnElement[bool]:
    """`Item.is_overdue`, as the database says it."""
    return _is_past_and_binds(today) & col(Item.state).in_(list(WITH_UNIT))


def _is_past_and_binds(today: date) -> ColumnElement[bool]:
    binds = col(Item.due_is_certain) & ~col(Item.soft) & (col(Item.part) != Part.ASSISTING)
    return (in_force() < today) & binds & is_handed_out()
