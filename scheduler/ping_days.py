"""The day of a week on which what is late is pinged."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from scheduler.rules import Rules
from scheduler.workdays import Workdays, monday


def ping_day(today: date, rules: Rules, workdays: Workdays) -> date | None:
    """The day of `today`'s week on which overdue units are pinged: Monday, or the first working day after it.

    None where the week has no working day up to Friday: a moved working Saturday would be two days before the next.
    """
    return _ping_day(monday(today), rules.overdue_weekday, workdays)


@lru_cache(maxsize=1024)  # the same few weeks for every item that is late
def _ping_day(begins_on: date, weekday: int, workdays: Workdays) -> date | None:
    day = workdays.first_workday_on_or_after(begins_on + timedelta(days=weekday - 1))
    return day if day <= begins_on + timedelta(days=4) else None


def pings_by(day: date, late_since: date, rules: Rules, workdays: Workdays) -> int:
    """The place of a ping day among those since an item is late."""
    weeks = (day - late_since).days // 7 + 1
    days = (ping_day(day - timedelta(weeks=week), rules, workdays) for week in range(weeks + 1))
    return sum(one is not None and one > late_since for one in days)


def ping_after(today: date, rules: Rules, workdays: Workdays) -> date:
    """The next ping day; where weeks on end have none, a day to look again."""
    weeks = (ping_day(today + timedelta(weeks=week), rules, workdays) for week in range(4))
    return next((day for day in weeks if day is not None and day > today), today + timedelta(days=1))
