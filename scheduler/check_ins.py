"""The days on which a unit is asked once about a duty of the whole year."""

from __future__ import annotations

from datetime import date, timedelta

from scheduler.workdays import Workdays
from storage.records import Item


def check_in_on_or_before(today: date, workdays: Workdays) -> date:
    """The last quarterly check-in day that has come: a quarter's last working day."""
    day = workdays.last_workday_of_quarter(today)
    if day <= today:
        return day
    return workdays.last_workday_of_quarter(_first_of_quarter(today) - timedelta(days=1))


def check_in_days(set_days: str) -> list[date]:
    """The days the office has set for a 全年 row's progress question; none: each quarter's last working day."""
    return sorted(date.fromisoformat(day) for day in set_days.split())


def last_asked_on(item: Item, today: date, workdays: Workdays) -> date | None:
    """The last check-in day that has come: of those set for the row, else the quarter's."""
    if not item.check_ins:
        return check_in_on_or_before(today, workdays)
    return max((day for day in check_in_days(item.check_ins) if day <= today), default=None)


def last_check_in(item: Item, due: date, workdays: Workdays) -> date:
    """The check-in day after which an item that falls due on `due` is asked nothing more."""
    return check_in_days(item.check_ins)[-1] if item.check_ins else workdays.last_workday_of_quarter(due)


def check_in_after(item: Item, today: date, workdays: Workdays) -> date | None:
    """The next check-in day; None where the office has set days and all have passed."""
    if item.check_ins:
        return min((day for day in check_in_days(item.check_ins) if day > today), default=None)
    day = workdays.last_workday_of_quarter(today)
    if day > today:
        return day
    return workdays.last_workday_of_quarter(_first_of_quarter(today) + timedelta(days=100))


def _first_of_quarter(day: date) -> date:
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
