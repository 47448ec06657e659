"""Figures: the numbers behind the digest, from one snapshot, each counted by the database over one office's rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlmodel import col

from storage.desk.people import PeopleDesk
from storage.outbox import insert_new
from storage.records import Item, Office, PrintedHead, Report, Task
from storage.states import WITH_UNIT, ItemState, Part, TaskState, Verdict
from storage.values import DeadlineKind


@dataclass(frozen=True, slots=True)
class Count:
    """Numbers of items; every one is of the same snapshot."""

    tasks: int
    unconfirmed: tuple[str, ...]  # numbers of the rows that wait for the office
    units: int  # that have items
    items: int  # handed out, whatever became of them
    owed: int  # handed out, and the unit's word was due by today
    reported: int
    on_time: int
    awaiting: int
    oldest_at: datetime | None
    returned: int
    done: int
    struck_off: int
    nil: int
    nil_pending: int
    overdue_items: int
    overdue_units: int
    unsigned: int
    unreachable_units: tuple[str, ...]
    due_this_week: tuple[tuple[str, int], ...]  # row number, items
    records: int
    chain_head: str


class FiguresDesk(PeopleDesk):
    """Counting, and nothing else."""

    def count(self, checked_in: date) -> Count:
        """Everything a digest needs. `checked_in` is the last day on which 全年 items were asked for progress."""
        items = self._item_figures(checked_in)
        waiting = self.session.execute(
            select(func.count(), func.min(col(Report.at))).where(
                col(Report.office_id) == self.office_id, col(Report.verdict) == Verdict.PENDING
            )
        ).one()
        office = self.session.get_one(Office, self.office_id)
        tasks = self.session.scalar(select(func.count()).select_from(Task).where(col(Task.office_id) == self.office_id))
        return Count(
            tasks=tasks or 0,
            unconfirmed=self._unconfirmed(),
            awaiting=waiting[0],
            oldest_at=waiting[1],
            nil_pending=self._nil_pending(),
            unreachable_units=tuple(unit.name for unit in self.unreachable_units()),
            due_this_week=self._due_this_week(),
            records=office.chain_length,
            chain_head=office.chain_head,
            **items,
        )

    def remember_head(self, records: int, chain_head: str) -> None:
        """A digest prints how far the audit chain has come: from now on the chain is held against it."""
        if records:
            printed = {"office_id": self.office_id, "number": records, "hash": chain_head, "at": self.now}
            insert_new(self.session, PrintedHead, ["office_id", "number"], [printed])

    def _item_figures(self, checked_in: date) -> dict[str, int]:
        state = col(Item.state)
        chased = col(Item.part) != Part.ASSISTING
        late = chased & state.in_(list(WITH_UNIT)) & self._is_late()
        said_on = col(Item.first_reported_on)
        owed = chased & (said_on.is_not(None) | self._word_was_due(checked_in))
        in_time = said_on.is_not(None) & (col(Item.due_on).is_(None) | (said_on <= col(Item.due_on)))
        sums: dict[str, ColumnElement[bool]] = {
            "items": col(Item.assigned_on).is_not(None),
            "owed": owed,
            "reported": owed & said_on.is_not(None),
            "on_time": owed & in_time,
            "returned": state == ItemState.RETURNED,
            "done": state.in_([ItemState.DONE, ItemState.STRUCK_OFF]),
            "struck_off": state == ItemState.STRUCK_OFF,
            "nil": state == ItemState.NOT_APPLICABLE,
            "overdue_items": late,
            "unsigned": (state == ItemState.TO_SIGN) & col(Item.assigned_on).is_not(None),
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
            (whole_year & (told < checked_in)) | (~whole_year & (col(Item.due_on) <= self.today))
        )

    def _is_late(self) -> ColumnElement[bool]:
        """`Item.is_overdue`, as the database says it."""
        returned = (col(Item.state) == ItemState.RETURNED) & col(Item.returned_due_on).is_not(None)
        due = case((returned, col(Item.returned_due_on)), else_=col(Item.due_on))
        return (due < self.today) & col(Item.due_is_certain) & ~col(Item.soft)

    def _unconfirmed(self) -> tuple[str, ...]:
        query = (
            select(col(Task.number))
            .where(col(Task.office_id) == self.office_id, col(Task.state) == TaskState.UNCONFIRMED)
            .order_by(col(Task.plan_id), col(Task.position))
        )
        return tuple(self.session.scalars(query))

    def _nil_pending(self) -> int:
        query = select(func.count()).where(
            col(Report.office_id) == self.office_id,
            col(Report.verdict) == Verdict.PENDING,
            col(Report.intent) == "nil",
        )
        return self.session.scalar(query) or 0

    def _due_this_week(self) -> tuple[tuple[str, int], ...]:
        sunday: date = self.today + timedelta(days=6 - self.today.weekday())
        rows: Any = self.session.execute(
            select(col(Task.number), func.count(), func.min(col(Task.position)))
            .join(Item, col(Item.task_id) == col(Task.id))
            .where(col(Item.office_id) == self.office_id, col(Item.state).in_(list(WITH_UNIT)))
            .where(col(Item.due_on) >= self.today, col(Item.due_on) <= sunday, col(Item.part) != Part.ASSISTING)
            .group_by(col(Task.id), col(Task.number))
            .order_by(func.min(col(Task.position)))
        )
        return tuple((number, items) for number, items, _ in rows)
