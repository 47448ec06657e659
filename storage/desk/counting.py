"""Counting: what is asked of the database for a digest, made once, in as few questions as there are kinds of answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Subquery,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    select,
    true,
)

from storage.among import among
from storage.desk.late import IS_CHASED, LATE, OFFICE, TODAY, due
from storage.outbox import table
from storage.records import Draft, Item, Notice, Report, Task, Unit
from storage.states import WITH_UNIT, DraftState, Intent, ItemState, NoticeKind, TaskState, Verdict
from storage.values import DeadlineKind

_ITEM, _TASK, _UNIT = table(Item).c, table(Task).c, table(Unit).c
_REPORT, _NOTICE, _DRAFT = table(Report).c, table(Notice).c, table(Draft).c
_OPEN = sorted({*WITH_UNIT, ItemState.SUBMITTED})
Counts = Callable[[ColumnElement[int]], ColumnElement[bool]]
"""Whether what belongs to a row is counted."""
_ASKED = {"nil_pending": Intent.NIL, "extensions_pending": Intent.EXTENSION, "troubles_pending": Intent.TROUBLE}


def _is(column: ColumnElement[Any], value: str) -> ColumnElement[bool]:
    """Written out, so that an index over these alone is known to be enough."""
    return column == literal_column(f"'{value}'")


def _times(what: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((what, 1)))


def _in_force(task_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether it is of a row of the tables in force: `plans` are their ids."""
    return task_id.in_(select(_TASK.id).where(among(_TASK.plan_id, "plans")))


def _every(_: ColumnElement[int]) -> ColumnElement[bool]:
    """In its first year an office has no other tables, and nothing is looked up for it."""
    return true()


def _one(number: Select[Any], name: str) -> ColumnElement[Any]:
    return number.scalar_subquery().label(name)


def _word_was_due() -> ColumnElement[bool]:
    """Items whose day has come, and 全年 items that have been asked: at a quarter's end, or on days the office set."""
    told, whole_year, own_days = _ITEM.assigned_on, _is(_ITEM.kind, DeadlineKind.WHOLE_YEAR), _ITEM.check_ins != ""
    asked = exists().where(
        _NOTICE.item_id == _ITEM.id, _is(_NOTICE.kind, NoticeKind.PROGRESS), _NOTICE.sent_at.is_not(None)
    )
    was_asked = case((own_days, asked), else_=told < bindparam("checked_in", type_=Date()))
    return told.is_not(None) & case((whole_year, was_asked), else_=_ITEM.due_on <= TODAY)


def _by_state(counts: Counts) -> Select[Any]:
    said_on = _ITEM.first_reported_on
    in_time = said_on.is_not(None) & (_ITEM.due_on.is_(None) | (said_on <= _ITEM.due_on))
    return (
        select(
            _ITEM.state,
            func.count().label("many"),
            _times(_ITEM.assigned_on.is_(None)).label("untold"),
            _times(IS_CHASED & (said_on.is_not(None) | _word_was_due())).label("owed"),
            func.count(case((IS_CHASED, said_on))).label("reported"),
            _times(IS_CHASED & in_time).label("on_time"),
        )
        .where(_ITEM.office_id == OFFICE, counts(_ITEM.task_id))
        .group_by(_ITEM.state)
    )


def _waiting() -> Subquery:
    """What awaits the office's word, by what was asked, and since when."""
    asked = (_times(_is(_REPORT.intent, intent)).label(name) for name, intent in _ASKED.items())
    here = select(func.count().label("awaiting"), func.min(_REPORT.at).label("oldest_at"), *asked)
    return here.where(_REPORT.office_id == OFFICE, _is(_REPORT.verdict, Verdict.PENDING)).subquery("waiting")


def _late(counts: Counts) -> Subquery:
    units = func.count(LATE.c.unit_id.distinct()).label("overdue_units")
    here = select(func.count().label("overdue_items"), units).select_from(LATE)
    return here.where(counts(LATE.c.task_id)).subquery("late")


def _at_hand(counts: Counts) -> Select[Any]:
    """What is counted by an index alone, or over the few that wait."""
    waiting, late = _waiting(), _late(counts)
    has_items = exists().where(_ITEM.unit_id == _UNIT.id, counts(_ITEM.task_id))
    open_drafts = select(func.count(_DRAFT.id)).where(_DRAFT.office_id == OFFICE, _is(_DRAFT.state, DraftState.OPEN))
    return select(
        _one(select(func.count(_TASK.id)).where(_TASK.office_id == OFFICE, counts(_TASK.id)), "tasks"),
        _one(select(func.count(_UNIT.id)).where(_UNIT.office_id == OFFICE, has_items), "units"),
        _one(open_drafts, "drafts"),
        *waiting.c,
        *late.c,
    ).select_from(waiting.join(late, true()))


def _earlier() -> Select[Any]:
    """What is open of other tables: last year's rows and what was carried over."""
    items = select(func.count(_ITEM.id)).where(_ITEM.office_id == OFFICE, _ITEM.state.in_(_OPEN))
    waits = select(func.count(_REPORT.id)).join(table(Item), _ITEM.id == _REPORT.item_id)
    pending = (_REPORT.office_id == OFFICE) & _is(_REPORT.verdict, Verdict.PENDING)
    late = select(func.count()).select_from(LATE)
    return select(
        _one(items.where(~_in_force(_ITEM.task_id)), "earlier_items"),
        _one(waits.where(pending, ~_in_force(_ITEM.task_id)), "earlier_awaiting"),
        _one(late.where(~_in_force(LATE.c.task_id)), "earlier_overdue"),
    )


def _due_until() -> Select[Any]:
    """Row numbers and how many items, in the document's order; and of which plan."""
    until: Any = bindparam("until", type_=Date())
    days = due(lambda day: day.between(TODAY, until))
    of_rows = select(days.c.task_id, func.count().label("many")).group_by(days.c.task_id).subquery("of_rows")
    rows = select(_TASK.number, of_rows.c.many, _TASK.plan_id).join(of_rows, of_rows.c.task_id == _TASK.id)
    return rows.order_by(_TASK.plan_id, _TASK.position)


def _news() -> Select[Any]:
    """Items reported, items done, and items late since a moment `at` on a `day`."""
    since: Any = bindparam("at", type_=_REPORT.at.type)
    said = select(func.count(_REPORT.item_id.distinct())).where(_REPORT.office_id == OFFICE)
    is_word = (_REPORT.verdict != Verdict.WITHDRAWN) & (_REPORT.intent != Intent.SIGNED) & ~_REPORT.by_office
    passed = (_REPORT.verdict == Verdict.ACCEPTED) & (_REPORT.intent == Intent.DONE)
    newly = select(func.count()).select_from(LATE).where(LATE.c.due_on >= bindparam("day", type_=Date()))
    return select(
        _one(said.where(_REPORT.at > since, is_word), "reported"),
        _one(said.where(_REPORT.decided_at > since, passed), "done"),
        _one(newly, "newly_overdue"),
    )


EVERY = _by_state(_every), _at_hand(_every)
IN_FORCE = _by_state(_in_force), _at_hand(_in_force)
"""The items by state, and what is at hand."""
EARLIER = _earlier()
DUE_UNTIL = _due_until()
NEWS = _news()
UNCONFIRMED = (
    select(_TASK.number, _TASK.plan_id)
    .where(_TASK.office_id == OFFICE, _is(_TASK.state, TaskState.UNCONFIRMED))
    .order_by(_TASK.plan_id, _TASK.position)
)
DIGEST_BEFORE = (
    select(_NOTICE.sent_at)
    .where(_NOTICE.office_id == OFFICE, _is(_NOTICE.kind, NoticeKind.DIGEST))
    .where(_NOTICE.sent_at < bindparam("before", type_=_NOTICE.sent_at.type))
    .order_by(_NOTICE.sent_at.desc())
    .limit(literal_column("1"))
)
