"""A range of days ahead: how much will be said on each if nobody answers. Stores and sends nothing.

Items that the plan cannot tell apart are planned once, and only on the days on which it would look at them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from scheduler import plan
from scheduler.rules import Rules
from scheduler.workdays import Workdays
from storage.desk import Desk
from storage.records import Item
from storage.states import NoticeKind, Post

Outlook = dict[date, Counter[NoticeKind]]


def outlook(desk: Desk, last: date, rules: Rules, workdays: Workdays) -> Outlook:
    """What the plan will call for from today on, by day: how many items of each kind are spoken of."""
    ahead: Outlook = defaultdict(Counter)
    for item, many in desk.items_alike():
        for day, kind in _told(item, desk.today, last, rules, workdays):
            ahead[day][kind] += many
    return dict(sorted(ahead.items()))


def _told(item: Item, today: date, last: date, rules: Rules, workdays: Workdays) -> Iterator[tuple[date, NoticeKind]]:
    """What an item's unit is told and when, as the planner would come to it day by day."""
    look: date | None = max(item.look_on or today, today)
    said = _said_before(item, look or today, rules, workdays)
    while look is not None and (day := workdays.first_workday_on_or_after(look)) <= last:
        for one in plan.notices(item, day, rules, workdays):
            if one.post is Post.A and one.key not in said:
                said.add(one.key)
                yield day, one.kind
            if one.kind is NoticeKind.ASSIGNMENT:  # from then on the unit knows of it
                item.assigned_on = item.due_told_on = day
        look = plan.look_on(item, day, rules, workdays)


def _said_before(item: Item, look: date, rules: Rules, workdays: Workdays) -> set[str]:
    """What was said when the plan last called for it, and is not said again."""
    if item.assigned_on is None:
        return set()
    before = workdays.last_workday_on_or_before(look - timedelta(days=1))
    return {one.key for one in plan.notices(item, before, rules, workdays)}
