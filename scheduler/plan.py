"""Which notices an item calls for today, and when to look at it next. Pure: one item, one day, no store, no clock.

Everything is decided from state ("due within 7 working days and not yet told"), never from an instant, so a bot
that was off for a week catches up with one message. A notice's key says what it tells; planning it twice adds nothing,
and a notice that waits is still true exactly when planning today gives its key again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from scheduler.workdays import FIRST_DAY, LAST_DAY, Workdays
from storage.records import Item
from storage.states import ItemState, NoticeKind, Part, Post
from storage.values import DeadlineKind

_EARLIEST, _LATEST = FIRST_DAY + timedelta(days=366), LAST_DAY - timedelta(days=366)


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
    updates_kept_for: int = Field(default=180, ge=3)  # days; the last two are needed for edited messages
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

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Rules:
        if self.office_opens >= self.office_closes:
            raise ValueError("office_opens 应早于 office_closes，否则提醒无时可发")
        return self


@dataclass(frozen=True, slots=True)
class Planned:
    """A notice the plan calls for: what, to which post of the unit, under which key."""

    kind: NoticeKind
    key: str
    post: Post = Post.A


def notices(item: Item, today: date, rules: Rules, workdays: Workdays) -> Iterator[Planned]:
    """What the item's unit must be told today. Called for confirmed tasks' items on working days only."""
    if not item.is_with_unit or _is_to_begin(item, today):
        return
    if _known_on(item) is None:
        yield Planned(NoticeKind.ASSIGNMENT, f"assignment/{item.id}")
        return
    if item.part is Part.ASSISTING:  # informed, not chased
        return
    if item.is_overdue(today):
        yield from _overdue(item, today, rules, workdays)
        return
    if _is_asked_quarterly(item):
        yield from _progress(item, today, rules, workdays)
        return
    yield from _advance(item, today, rules, workdays)


def look_on(item: Item, today: date, rules: Rules, workdays: Workdays) -> date | None:
    """The first day after `today` on which `notices` may say something new; None while nothing can come."""
    if item.is_with_unit and _is_to_begin(item, today):
        return item.begins_on
    if not item.is_with_unit or _known_on(item) is None or item.part is Part.ASSISTING:
        return None
    due = _due(item)
    if due is None:
        return _check_in_after(item, today, workdays) if _is_asked_quarterly(item) else None
    if today > due:
        return _ping_after(today, rules, workdays) if item.may_be_late else None
    days = [due + timedelta(days=1)]
    if _is_asked_quarterly(item):
        days.append(_check_in_after(item, today, workdays) or days[0])
    else:
        for by in _asked_days(item, workdays):
            days += [*(day for _, day in _marks(by, rules.advance, workdays)), by + timedelta(days=1)]
    return min(day for day in days if day > today)


def act_by(item: Item, workdays: Workdays) -> date | None:
    """The last working day on or before the day in force: what a message asks for."""
    due = _due(item)
    return workdays.last_workday_on_or_before(due) if due else None


def next_act_by(item: Item, today: date, workdays: Workdays) -> date | None:
    """The same for the next of its milestones that has not passed; past the last one, for that."""
    days = _asked_days(item, workdays)
    return next((day for day in days if day >= today), days[-1] if days else None)


def late_by(item: Item, today: date, workdays: Workdays) -> int:
    """Working days past the day in force; 0 while it is not past."""
    return days_late(item.due_in_force, today, workdays)


def days_late(due: date | None, today: date, workdays: Workdays) -> int:
    """Working days past a day; 0 while it is not past."""
    return max(0, workdays.workdays_between(_kept(due), today)) if due else 0


def ping_day(today: date, rules: Rules, workdays: Workdays) -> date | None:
    """The day of `today`'s week on which overdue units are pinged: Monday, or the first working day after it.

    None where the week has no working day up to Friday: a moved working Saturday would be two days before the next.
    """
    return _ping_day(_monday(today), rules.overdue_weekday, workdays)


@lru_cache(maxsize=1024)  # the same few weeks for every item that is late
def _ping_day(monday: date, weekday: int, workdays: Workdays) -> date | None:
    day = workdays.first_workday_on_or_after(monday + timedelta(days=weekday - 1))
    return day if day <= monday + timedelta(days=4) else None


def check_in_on_or_before(today: date, workdays: Workdays) -> date:
    """The last quarterly check-in day that has come: a quarter's last working day."""
    day = workdays.last_workday_of_quarter(today)
    if day <= today:
        return day
    return workdays.last_workday_of_quarter(_first_of_quarter(today) - timedelta(days=1))


def check_in_days(set_days: str) -> list[date]:
    """The days the office has set for a 全年 row's progress question; none: each quarter's last working day."""
    return sorted(date.fromisoformat(day) for day in set_days.split())


def is_due_soon(item: Item, today: date, rules: Rules, workdays: Workdays) -> bool:
    """临期, for the lights: a day to finish by (not the close of a period) lies near and has not passed."""
    by = act_by(item, workdays)
    if not item.is_with_unit or by is None or item.kind is DeadlineKind.WHOLE_YEAR:
        return False
    return today <= by and workdays.workdays_between(today, by) <= rules.due_soon


def _overdue(item: Item, today: date, rules: Rules, workdays: Workdays) -> Iterator[Planned]:
    """Once a week; the first time on a ping day that found the item late and its unit in the know."""
    day, due = ping_day(today, rules, workdays), _due(item)
    late_since = max(due or today, _told_on(item) or today)
    if day is None or not late_since < day <= today:
        return
    key = f"overdue/{item.id}/{item.due_in_force}/{_monday(today)}"
    yield Planned(NoticeKind.OVERDUE, key)
    if item.pings + 1 < rules.second_post_from_ping:
        return
    if _pings_by(day, late_since, rules, workdays) >= rules.second_post_from_ping:  # `pings` may count today's already
        yield Planned(NoticeKind.OVERDUE, f"{key}/B", Post.B)


def _pings_by(day: date, late_since: date, rules: Rules, workdays: Workdays) -> int:
    """The place of a ping day among those since an item is late."""
    weeks = (day - late_since).days // 7 + 1
    days = (ping_day(day - timedelta(weeks=week), rules, workdays) for week in range(weeks + 1))
    return sum(one is not None and one > late_since for one in days)


def _advance(item: Item, today: date, rules: Rules, workdays: Workdays) -> Iterator[Planned]:
    """The latest mark of the next milestone whose day has come since the unit learned the date; 0 is the day itself."""
    by, told_on = next_act_by(item, today, workdays), _told_on(item)
    if by is None or told_on is None:
        return
    come = [mark for mark, day in _marks(by, rules.advance, workdays) if told_on < day <= today]
    if not come or today > by:
        return
    mark = min(come)
    kind = NoticeKind.ADVANCE if mark else NoticeKind.DUE_TODAY
    is_last = by == act_by(item, workdays)
    yield Planned(kind, f"advance/{item.id}/{item.due_in_force if is_last else f'stage-{by}'}/{mark}")


def _progress(item: Item, today: date, rules: Rules, workdays: Workdays) -> Iterator[Planned]:
    """One short question on a quarter's last working day, unless the unit has just spoken; never without the last.

    After the close of its period an item is asked nothing more.
    """
    asked_on, due, known_on = _asked_on(item, today, workdays), _due(item), _known_on(item)
    if asked_on is None or known_on is None or asked_on <= known_on or (due is not None and asked_on > due):
        return
    if workdays.workdays_between(asked_on, today) > rules.progress_asked_late:
        return
    is_last = due is not None and asked_on == _last_check_in(item, due, workdays)
    kept_fresh = 0 if is_last else rules.progress_kept_fresh
    if item.reported_on and workdays.workdays_between(item.reported_on, asked_on) <= kept_fresh:
        return
    yield Planned(NoticeKind.PROGRESS, f"progress/{item.id}/{asked_on}")


def _asked_days(item: Item, workdays: Workdays) -> list[date]:
    """The working days to act by, of every milestone."""
    days = (min(max(day, _EARLIEST), _LATEST) for day in item.asked_days)
    return list(dict.fromkeys(workdays.last_workday_on_or_before(day) for day in days))


@lru_cache(maxsize=1024)  # most items fall due on the same few days
def _marks(by: date, advance: tuple[int, ...], workdays: Workdays) -> tuple[tuple[int, date], ...]:
    """The days on which a unit is reminded of a day to act by, and how many working days lie between; 0 is the day."""
    return (*((mark, workdays.add_workdays(by, -mark)) for mark in advance), (0, by))


def _asked_on(item: Item, today: date, workdays: Workdays) -> date | None:
    """The last check-in day that has come: of those set for the row, else the quarter's."""
    if not item.check_ins:
        return check_in_on_or_before(today, workdays)
    return max((day for day in check_in_days(item.check_ins) if day <= today), default=None)


def _last_check_in(item: Item, due: date, workdays: Workdays) -> date:
    return check_in_days(item.check_ins)[-1] if item.check_ins else workdays.last_workday_of_quarter(due)


def _check_in_after(item: Item, today: date, workdays: Workdays) -> date | None:
    if item.check_ins:
        return min((day for day in check_in_days(item.check_ins) if day > today), default=None)
    day = workdays.last_workday_of_quarter(today)
    if day > today:
        return day
    return workdays.last_workday_of_quarter(_first_of_quarter(today) + timedelta(days=100))


def _ping_after(today: date, rules: Rules, workdays: Workdays) -> date:
    """The next ping day; where weeks on end have none, a day to look again."""
    weeks = (ping_day(today + timedelta(weeks=week), rules, workdays) for week in range(4))
    return next((day for day in weeks if day is not None and day > today), today + timedelta(days=1))


def _is_asked_quarterly(item: Item) -> bool:
    return item.kind is DeadlineKind.WHOLE_YEAR and item.state is not ItemState.RETURNED


def _is_to_begin(item: Item, today: date) -> bool:
    """An item of next year's plan waits for its year."""
    return item.begins_on is not None and today < item.begins_on


def _known_on(item: Item) -> date | None:
    """When the unit first knew of the item: by its 交办, or before it, from its own list."""
    return item.assigned_on or item.signed_on


def _told_on(item: Item) -> date | None:
    """When the unit learned the day in force."""
    return item.due_told_on or _known_on(item)


def _due(item: Item) -> date | None:
    """The day in force, kept within the calendar of working days: a slip in a year (2202) stops nobody's plan."""
    due = item.due_in_force
    return _kept(due) if due else None


def _kept(due: date) -> date:
    return min(max(due, _EARLIEST), _LATEST)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _first_of_quarter(day: date) -> date:
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
