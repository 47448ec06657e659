"""The days of an item that count: by when its unit must act, how late it is, since when it knows."""

from __future__ import annotations

from datetime import date, timedelta

from scheduler.rules import Rules
from scheduler.workdays import FIRST_DAY, LAST_DAY, Workdays
from storage.records import Item
from storage.values import DeadlineKind

_EARLIEST, _LATEST = FIRST_DAY + timedelta(days=366), LAST_DAY - timedelta(days=366)


def act_by(item: Item, workdays: Workdays) -> date | None:
    """The last working day on or before the day in force: what a message asks for."""
    due = day_in_force(item)
    return workdays.last_workday_on_or_before(due) if due else None


def next_act_by(item: Item, today: date, workdays: Workdays) -> date | None:
    """The same for the next of its milestones that has not passed; past the last one, for that."""
    days = days_to_act_by(item, workdays)
    return next((day for day in days if day >= today), days[-1] if days else None)


def late_by(item: Item, today: date, workdays: Workdays) -> int:
    """Working days past the day in force; 0 while it is not past."""
    return days_late(item.due_in_force, today, workdays)


def days_late(due: date | None, today: date, workdays: Workdays) -> int:
    """Working days past a day; 0 while it is not past."""
    return max(0, workdays.workdays_between(_kept(due), today)) if due else 0


def is_due_soon(item: Item, today: date, rules: Rules, workdays: Workdays) -> bool:
    """临期, for the lights: a day to finish by (not the close of a period) lies near and has not passed."""
    by = act_by(item, workdays)
    if not item.is_with_unit or by is None or item.kind is DeadlineKind.WHOLE_YEAR:
        return False
    return today <= by and workdays.workdays_between(today, by) <= rules.due_soon


def days_to_act_by(item: Item, workdays: Workdays) -> list[date]:
    """The working days to act by, of every milestone."""
    days = (min(max(day, _EARLIEST), _LATEST) for day in item.asked_days)
    return list(dict.fromkeys(workdays.last_workday_on_or_before(day) for day in days))


def known_since(item: Item) -> date | None:
    """When the unit first knew of the item: by its 交办, or before it, from its own list."""
    return item.assigned_on or item.signed_on


def day_known_since(item: Item) -> date | None:
    """When the unit learned the day in force."""
    return item.due_told_on or known_since(item)


def day_in_force(item: Item) -> date | None:
    """The day in force, kept within the calendar of working days: a slip in a year (2202) stops nobody's plan."""
    due = item.due_in_force
    return _kept(due) if due else None


def _kept(due: date) -> date:
    return min(max(due, _EARLIEST), _LATEST)
