"""What the plan says of one item, with an item that names only what matters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from scheduler import plan
from scheduler.rules import Rules
from scheduler.workdays import Workdays
from storage.records import Item
from storage.states import ItemState, NoticeKind, Part, Post
from storage.values import DeadlineKind

RULES = Rules()
CHINA = Workdays()
TOLD = date(2022, 9, 19)  # Monday: the 交办 went out
WEDNESDAY = date(2022, 11, 30)  # the day in force unless said otherwise


def make_item(**said: Any) -> Item:
    """An item that was handed out on 2022-09-19 and falls due on 2022-11-30, naming only what matters."""
    usual = {
        "id": 7,
        "office_id": 1,
        "task_id": 1,
        "unit_id": 1,
        "number": "12",
        "part": Part.RESPONSIBLE,
        "kind": DeadlineKind.DATE,
        "due_on": WEDNESDAY,
        "first_due_on": WEDNESDAY,
        "state": ItemState.SIGNED,
        "assigned_on": TOLD,
        "due_told_on": TOLD,
        "signed_on": TOLD,
    }
    return Item(**{**usual, **said})


def whole_year(**said: Any) -> Item:
    """A 全年 item of 2022."""
    return make_item(**{"kind": DeadlineKind.WHOLE_YEAR, "due_on": date(2022, 12, 31), **said})


def kinds(item: Item, today: date, rules: Rules = RULES) -> list[NoticeKind]:
    """What the unit's first liaison is told on a day."""
    return [one.kind for one in plan.notices(item, today, rules, CHINA) if one.post is Post.A]


def keys(item: Item, today: date, rules: Rules = RULES, workdays: Workdays = CHINA) -> set[str]:
    """The keys of everything planned on a day."""
    return {one.key for one in plan.notices(item, today, rules, workdays)}


def workdays_of(first: date, last: date, workdays: Workdays = CHINA) -> Iterator[date]:
    """Every working day from the first to the last."""
    for n in range((last - first).days + 1):
        if workdays.is_workday(day := first + timedelta(days=n)):
            yield day


def new_days(item: Item, first: date, last: date, rules: Rules = RULES) -> list[tuple[date, NoticeKind]]:
    """When something new is said, asked on every working day."""
    said: set[str] = set()
    told = []
    for day in workdays_of(first, last):
        for one in plan.notices(item, day, rules, CHINA):
            if one.key not in said and one.post is Post.A:
                told.append((day, one.kind))
            said.add(one.key)
    return told
