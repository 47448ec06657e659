"""Which notices an item calls for today, and when to look at it next. Pure: one item, one day, no store, no clock.

Everything is decided from state ("due within 7 working days and not yet told"), never from an instant, so a bot
that was off for a week catches up with one message. A notice's key says what it tells; planning it twice adds nothing,
and a notice that waits is still true exactly when planning today gives its key again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from scheduler.check_ins import check_in_after, last_asked_on, last_check_in
from scheduler.item_days import act_by, day_in_force, day_known_since, days_to_act_by, known_since, next_act_by
from scheduler.ping_days import ping_after, ping_day, pings_by
from scheduler.rules import Rules
from scheduler.workdays import Workdays, monday
from storage.records import Item
from storage.states import ItemState, NoticeKind, Part, Post
from storage.values import DeadlineKind


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
    if known_since(item) is None:
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
    if not item.is_with_unit or known_since(item) is None or item.part is Part.ASSISTING:
        return None
    due = day_in_force(item)
    if due is None:
        return check_in_after(item, today, workdays) if _is_asked_quarterly(item) else None
    if today > due:
        return ping_after(today, rules, workdays) if item.may_be_late else None
    days = [due + timedelta(days=1)]
    if _is_asked_quarterly(item):
        days.append(check_in_after(item, today, workdays) or days[0])
    else:
        for by in days_to_act_by(item, workdays):
            days += [*(day for _, day in _marks(by, rules.advance, workdays)), by + timedelta(days=1)]
    return min(day for day in days if day > today)


def _overdue(item: Item, today: date, rules: Rules, workdays: Workdays) -> Iterator[Planned]:
    """Once a week; the first time on a ping day that found the item late and its unit in the know."""
    day, due = ping_day(today, rules, workdays), day_in_force(item)
    late_since = max(due or today, day_known_since(item) or today)
    if day is None or not late_since < day <= today:
        return
    key = f"overdue/{item.id}/{item.due_in_force}/{monday(today)}"
    yield Planned(NoticeKind.OVERDUE, key)
    if item.pings + 1 < rules.second_post_from_ping:
        return
    if pings_by(day, late_since, rules, workdays) >= rules.second_post_from_ping:  # `pings` may count today's already
        yield Planned(NoticeKind.OVERDUE, f"{key}/B", Post.B)


def _advance(item: Item, today: date, rules: Rules, workdays: Workdays) -> Iterator[Planned]:
    """The latest mark of the next milestone whose day has come since the unit learned the date; 0 is the day itself."""
    by, told_on = next_act_by(item, today, workdays), day_known_since(item)
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
    asked_on, due, known_on = last_asked_on(item, today, workdays), day_in_force(item), known_since(item)
    if asked_on is None or known_on is None or asked_on <= known_on or (due is not None and asked_on > due):
        return
    if workdays.workdays_between(asked_on, today) > rules.progress_asked_late:
        return
    is_last = due is not None and asked_on == last_check_in(item, due, workdays)
    kept_fresh = 0 if is_last else rules.progress_kept_fresh
    if item.reported_on and workdays.workdays_between(item.reported_on, asked_on) <= kept_fresh:
        return
    yield Planned(NoticeKind.PROGRESS, f"progress/{item.id}/{asked_on}")


@lru_cache(maxsize=1024)  # most items fall due on the same few days
def _marks(by: date, advance: tuple[int, ...], workdays: Workdays) -> tuple[tuple[int, date], ...]:
    """The days on which a unit is reminded of a day to act by, and how many working days lie between; 0 is the day."""
    return (*((mark, workdays.add_workdays(by, -mark)) for mark in advance), (0, by))


def _is_asked_quarterly(item: Item) -> bool:
    return item.kind is DeadlineKind.WHOLE_YEAR and item.state is not ItemState.RETURNED


def _is_to_begin(item: Item, today: date) -> bool:
    """An item of next year's plan waits for its year."""
    return item.begins_on is not None and today < item.begins_on
