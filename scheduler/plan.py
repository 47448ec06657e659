"""Which notices an item calls for today, and when to look at it next. Pure: one item, one day, no store, no clock.

Everything is decided from state ("due within 7 working days and not yet told"), never from an instant, so a bot
that was off for a week catches up with one message. A notice's key says what it tells; planning it twice adds nothing,
and a notice that waits is still true exactly when planning today gives its key again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from pydantic import BaseModel, ConfigDict, field_validator

from scheduler.workdays import Workdays
from storage.records import Item
from storage.states import ItemState, NoticeKind, Part, Post
from storage.values import DeadlineKind


class Rules(BaseModel):
    """When people are reminded; `[rules]` in config.toml. Counts are working days."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    advance: tuple[int, ...] = (30, 14, 7, 3, 1)
    overdue_weekday: int = 1  # 1 = Monday … 5 = Friday
    second_post_from_ping: int = 2
    due_soon: int = 7  # from here on the light is yellow
    progress_kept_fresh: int = 5  # a report this recent is not asked for again
    progress_asked_late: int = 10  # a check-in missed for longer is let go
    returned_due_in: int = 5
    office_opens: time = time(9, 0)
    office_closes: time = time(17, 30)

    @field_validator("advance")
    @classmethod
    def _descending(cls, marks: tuple[int, ...]) -> tuple[int, ...]:
        if any(mark < 1 for mark in marks):
            raise ValueError("临期提醒的天数应为正整数")
        return tuple(sorted(set(marks), reverse=True))

    @field_validator("overdue_weekday")
    @classmethod
    def _is_weekday(cls, weekday: int) -> int:
        if not 1 <= weekday <= 5:
            raise ValueError("催办日应为 1（星期一）至 5（星期五）")
        return weekday


@dataclass(frozen=True, slots=True)
class Planned:
    """A notice the plan calls for: what, to which post of the unit, under which key."""

    kind: NoticeKind
    key: str
    post: Post = Post.A


def notices(item: Item, today: date, rules: Rules, workdays: Workdays) -> Iterator[Planned]:
    """What the item's unit must be told today. Called for confirmed tasks' items on working days only."""
    if not item.is_with_unit:
        return
    if item.assigned_on is None:
        yield Planned(NoticeKind.ASSIGNMENT, f"assignment/{item.id}")
        return
    if item.part is Part.ASSISTING:  # informed, not chased
        return
    if item.is_overdue(today):
        yield from _overdue(item, today, rules, workdays)
        return
    if item.kind is DeadlineKind.WHOLE_YEAR and item.state is not ItemState.RETURNED:
        yield from _progress(item, today, rules, workdays)
        return
    yield from _advance(item, today, rules, workdays)


def look_on(item: Item, today: date, rules: Rules, workdays: Workdays) -> date | None:
    """The first day after `today` on which `notices` may say something new; None while nothing can come."""
    if not item.is_with_unit or item.assigned_on is None or item.part is Part.ASSISTING:
        return None
    due = item.due_in_force
    if due is None:
        return None
    days = [due + timedelta(days=1)]
    if today > due:
        days = [day for week in range(3) if (day := ping_day(today + timedelta(weeks=week), rules, workdays))]
    elif item.kind is DeadlineKind.WHOLE_YEAR and item.state is not ItemState.RETURNED:
        days.append(_check_in_after(today, workdays))
    else:
        days += _mark_days(workdays.last_workday_on_or_before(due), rules, workdays)
    return min((day for day in days if day > today), default=today + timedelta(days=1))


def act_by(item: Item, workdays: Workdays) -> date | None:
    """The last working day on or before the day in force: what a message asks for."""
    due = item.due_in_force
    return workdays.last_workday_on_or_before(due) if due else None


def late_by(item: Item, today: date, workdays: Workdays) -> int:
    """Working days past the day in force; 0 while it is not past."""
    due = item.due_in_force
    return max(0, workdays.workdays_between(due, today)) if due else 0


def ping_day(today: date, rules: Rules, workdays: Workdays) -> date | None:
    """The day of `today`'s week on which overdue units are pinged: Monday, or the first working day after it.

    None where the week has no working day up to Friday: a moved working Saturday would be two days before the next.
    """
    monday = today - timedelta(days=today.weekday())
    day = workdays.first_workday_on_or_after(monday + timedelta(days=rules.overdue_weekday - 1))
    return day if day <= monday + timedelta(days=4) else None


def check_in_on_or_before(today: date, workdays: Workdays) -> date:
    """The last quarterly check-in day that has come: a quarter's last working day."""
    day = workdays.last_workday_of_quarter(today)
    if day <= today:
        return day
    first_of_quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    return workdays.last_workday_of_quarter(first_of_quarter - timedelta(days=1))


def is_due_soon(item: Item, today: date, rules: Rules, workdays: Workdays) -> bool:
    """临期, for the lights: a day to finish by (not the close of a period) lies near and has not passed."""
    by = act_by(item, workdays)
    if not item.is_with_unit or by is None or item.kind is DeadlineKind.WHOLE_YEAR:
        return False
    return today <= by and workdays.workdays_between(today, by) <= rules.due_soon


def _overdue(item: Item, today: date, rules: Rules, workdays: Workdays) -> Iterator[Planned]:
    day = ping_day(today, rules, workdays)
    if day is None or today < day or not item.is_overdue(day):
        return
    monday = today - timedelta(days=today.weekday())
    key = f"overdue/{item.id}/{item.due_in_force}/{monday}"
    yield Planned(NoticeKind.OVERDUE, key)
    if item.pings + 1 >= rules.second_post_from_ping:
        yield Planned(NoticeKind.OVERDUE, f"{key}/B", Post.B)


def _advance(item: Item, today: date, rules: Rules, workdays: Workdays) -> Iterator[Planned]:
    """The latest mark whose day has come since the unit learned the date; 0 is the day itself."""
    due = item.due_in_force
    told_on = item.due_told_on or item.assigned_on
    if due is None or told_on is None:
        return
    by = workdays.last_workday_on_or_before(due)
    marks = [*rules.advance, 0]
    come = [mark for mark in marks if told_on < _mark_day(by, mark, workdays) <= today]
    if not come or today > by:
        return
    mark = min(come)
    kind = NoticeKind.ADVANCE if mark else NoticeKind.DUE_TODAY
    yield Planned(kind, f"advance/{item.id}/{due}/{mark}")


def _progress(item: Item, today: date, rules: Rules, workdays: Workdays) -> Iterator[Planned]:
    """One short question on a quarter's last working day, unless the unit has just spoken; never without the last."""
    asked_on = check_in_on_or_before(today, workdays)
    if item.assigned_on is None or asked_on <= item.assigned_on:
        return
    if workdays.workdays_between(asked_on, today) > rules.progress_asked_late:
        return
    due = item.due_on
    is_last = due is not None and workdays.last_workday_of_quarter(due) == asked_on
    spoke = item.reported_on
    if spoke and not is_last and workdays.workdays_between(spoke, asked_on) <= rules.progress_kept_fresh:
        return
    yield Planned(NoticeKind.PROGRESS, f"progress/{item.id}/{asked_on}")


def _mark_day(by: date, mark: int, workdays: Workdays) -> date:
    return workdays.add_workdays(by, -mark) if mark else by


def _mark_days(by: date, rules: Rules, workdays: Workdays) -> list[date]:
    return [_mark_day(by, mark, workdays) for mark in (*rules.advance, 0)]


def _check_in_after(today: date, workdays: Workdays) -> date:
    day = workdays.last_workday_of_quarter(today)
    if day > today:
        return day
    return workdays.last_workday_of_quarter(day + timedelta(days=20))
