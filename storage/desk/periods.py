"""Periods: what happened in a week or a month, what the bot itself asked of each unit, and words looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, case, cast, func, or_, select
from sqlmodel import col

from storage.desk.base import BaseDesk
from storage.desk.late import is_handed_out, is_late
from storage.records import Event, Item, Notice, Report, Task, Unit
from storage.states import PINGS, UNASKED, Intent, ItemState, NoticeKind, Part, Post, Verdict

_CLOSED = (ItemState.DONE, ItemState.STRUCK_OFF, ItemState.ONGOING)
_NEVER_LATE = (ItemState.STOPPED, ItemState.CARRIED_OVER, ItemState.NOT_APPLICABLE)
MOST_FOUND = 200


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, and the moments between which they lie."""

    first: date
    last: date
    begins: datetime
    ends: datetime  # not within


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened in a span of days. Items (件), but for reports, letters and papers."""

    handed_out: int
    handed_out_in_all: int
    signed: int
    reports: int
    reported: int
    passed: int
    returned: int
    extended: int
    closed: int
    nil: int
    struck_off: int
    newly_overdue: int
    overdue: int  # now
    pinged: int
    ping_letters: int
    papers: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What the bot asked of a unit, unasked: messages, and items that they spoke of."""

    letters: int = 0
    fields: int = 0


class PeriodsDesk(BaseDesk):
    """Counting what lies between two days."""

    def happened(self, span: Span) -> Happened:
        """Everything a weekly or monthly report needs."""
        return Happened(**self._of_items(span), **self._of_reports(span), **self._of_notices(span))

    def asked_of_units(self, span: Span) -> dict[int, Asked]:
        """The burden meter: from what really went out, by unit."""
        letter = func.count(func.distinct(_letter()))
        sent = (
            select(col(Notice.unit_id), letter, func.count())
            .where(*self._sent(span), col(Notice.kind).in_(UNASKED), col(Notice.unit_id).is_not(None))
            .group_by(col(Notice.unit_id))
        )
        return {unit_id: Asked(letters, fields) for unit_id, letters, fields in self.session.execute(sent)}

    def letters_sent(self, span: Span) -> int:
        """How many unasked messages went out in all: one that speaks for two units is one."""
        query = select(func.count(func.distinct(_letter()))).where(*self._sent(span), col(Notice.kind).in_(UNASKED))
        return self.session.scalar(query) or 0

    def tasks_with(self, words: Sequence[str]) -> list[Task]:
        """Rows in which every word stands, in the documents' order."""
        tasks = (
            select(Task).where(col(Task.office_id) == self.office_id).order_by(col(Task.plan_id), col(Task.position))
        )
        return [task for task in self.all(tasks) if all(word.lower() in _text_of(task) for word in words)]

    def reports_with(self, words: Sequence[str]) -> list[tuple[Report, Task, Unit]]:
        """What was reported or answered with every word in it, or beside it its unit's name; newest first."""
        query = (
            select(Report, Task, Unit)
            .join(Item, col(Item.id) == col(Report.item_id))
            .join(Task, col(Task.id) == col(Item.task_id))
            .join(Unit, col(Unit.id) == col(Item.unit_id))
            .where(col(Report.office_id) == self.office_id, col(Report.text) != "")
        )
        text, reason, unit = col(Report.text), col(Report.reason), col(Unit.name)
        for word in words:
            query = query.where(or_(*(_has(place, word) for place in (text, reason, unit))))
        query = query.where(or_(*(_has(place, word) for place in (text, reason) for word in words)))
        return list(self.session.execute(query.order_by(col(Report.id).desc()).limit(MOST_FOUND)))

    def _of_items(self, span: Span) -> dict[str, int]:
        closed = col(Item.closed_on).between(span.first, span.last)
        day = timedelta(days=1)
        missed = col(Item.due_on).between(span.first - day, span.last - day) & is_handed_out()
        binds = col(Item.due_is_certain) & ~col(Item.soft) & (col(Item.part) != Part.ASSISTING)
        not_in_time = or_(col(Item.submitted_on).is_(None), col(Item.submitted_on) > col(Item.due_on))
        sums: dict[str, ColumnElement[bool]] = {
            "handed_out": col(Item.assigned_on).between(span.first, span.last),
            "handed_out_in_all": is_handed_out(),
            "signed": col(Item.signed_on).between(span.first, span.last),
            "closed": closed & col(Item.state).in_(_CLOSED),
            "nil": closed & (col(Item.state) == ItemState.NOT_APPLICABLE),
            "newly_overdue": missed & binds & not_in_time & col(Item.state).not_in(_NEVER_LATE),
            "overdue": is_late(self.today),
        }
        counted = self._counted(sums, col(Item.office_id) == self.office_id)
        return counted | {"struck_off": self._struck_off(span)}

    def _of_reports(self, span: Span) -> dict[str, int]:
        intent, verdict = col(Report.intent), col(Report.verdict)
        came = (col(Report.at) >= span.begins) & (col(Report.at) < span.ends)
        counts = came & (verdict != Verdict.WITHDRAWN) & (intent != Intent.SIGNED) & ~col(Report.by_office)
        decided = (col(Report.decided_at) >= span.begins) & (col(Report.decided_at) < span.ends)
        passed = decided & (verdict == Verdict.ACCEPTED)
        here = col(Report.office_id) == self.office_id
        items = select(func.count(func.distinct(case((counts, col(Report.item_id)), else_=None)))).where(here)
        sums: dict[str, ColumnElement[bool]] = {
            "reports": counts,
            "passed": passed & intent.in_([Intent.DONE, Intent.NIL]),
            "extended": passed & (intent == Intent.EXTENSION),
            "returned": decided & (verdict == Verdict.RETURNED),
        }
        return self._counted(sums, here) | {"reported": self.session.scalar(items) or 0}

    def _of_notices(self, span: Span) -> dict[str, int]:
        pings = col(Notice.kind).in_(PINGS)
        sent = self._sent(span)
        letters = select(func.count(func.distinct(_letter()))).where(*sent, pings)
        sums = {
            "pinged": pings & (col(Notice.post) == Post.A),
            "papers": col(Notice.kind) == NoticeKind.LETTER,
        }
        return self._counted(sums, *sent) | {"ping_letters": self.session.scalar(letters) or 0}

    def _counted(self, sums: dict[str, ColumnElement[bool]], *where: ColumnElement[bool]) -> dict[str, int]:
        counted = [func.coalesce(func.sum(case((what, 1), else_=0)), 0) for what in sums.values()]
        row = self.session.execute(select(*counted).where(*where)).one()
        return {name: int(number) for name, number in zip(sums, row, strict=True)}

    def _struck_off(self, span: Span) -> int:
        """By the record of acts; one that was undone is not struck off any more."""
        self.put_down()
        acts = select(col(Event.subject)).where(
            col(Event.office_id) == self.office_id,
            col(Event.act) == "strike_off",
            col(Event.at) >= span.begins,
            col(Event.at) < span.ends,
        )
        ids = {int(subject.partition("/")[2]) for subject in self.session.scalars(acts)}
        stands = select(func.count()).where(col(Item.id).in_(ids), col(Item.state) == ItemState.STRUCK_OFF)
        return self.session.scalar(stands) or 0 if ids else 0

    def _sent(self, span: Span) -> tuple[ColumnElement[bool], ...]:
        at = col(Notice.sent_at)
        return (col(Notice.office_id) == self.office_id, at >= span.begins, at < span.ends)


def _letter() -> ColumnElement[int]:
    """What tells letters apart: message ids are a chat's own."""
    return cast(col(Notice.contact_id), BigInteger) * 10_000_000_000 + col(Notice.message_id)


def _has(place: Any, word: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = place.icontains(word, autoescape=True)
    return found


def _text_of(task: Task) -> str:
    units = (*task.lead, *task.named, *task.collective, *task.assisting)
    return "\n".join((task.theme, task.label, task.content, task.deadline_text, *units)).lower()
