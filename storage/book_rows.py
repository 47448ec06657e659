"""What is read of the books, row by row: a notice on its way, a notice as it stands, an event."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from storage.states import ItemState, NoticeKind, NoticeState, Part, TaskState
from storage.values import DeadlineKind


class Claimed(NamedTuple):
    """One notice of a letter that is being sent, with its item as it stands at this moment."""

    notice_id: int
    kind: NoticeKind
    key: str
    office_id: int
    contact_id: int
    holds_post: bool
    item_id: int | None
    item_state: ItemState | None
    task_state: TaskState | None
    deadline: DeadlineKind | None
    part: Part | None
    due_on: date | None
    returned_due_on: date | None
    may_be_late: bool
    is_known: bool  # to the unit: handed out or signed for


class Told(NamedTuple):
    """A notice as it stands."""

    notice_id: int
    office_id: int
    key: str
    state: NoticeState
    is_unasked: bool
    chat_id: int | None
    message_id: int | None
    doubts: int
    planned_at: datetime


class Change(NamedTuple):
    """An event."""

    office_id: int
    number: int
    at: datetime
    act: str
    subject: str
    detail: str
    previous: str
    hash: str


def claimed(row: tuple[Any, ...]) -> Claimed:
    """A row in the order of the fields, as either database gives it."""
    notice, kind, key, office, contact, holds, item, state, task, deadline, part, due, returned, late, known = row
    return Claimed(
        notice,
        NoticeKind(kind),
        key,
        office,
        contact,
        bool(holds),
        item,
        ItemState(state) if state else None,
        TaskState(task) if task else None,
        DeadlineKind(deadline) if deadline else None,
        Part(part) if part else None,
        _day(due),
        _day(returned),
        bool(late),
        bool(known),
    )


def _day(kept: str | date | None) -> date | None:
    return date.fromisoformat(kept) if isinstance(kept, str) else kept


def moment(kept: str | datetime) -> datetime:
    """A moment in UTC: SQLite keeps it as text without an offset, PostgreSQL gives it aware."""
    return datetime.fromisoformat(f"{kept}+00:00") if isinstance(kept, str) else kept
