"""Several days in one cell: the last is the day in force, the earlier ones are reminded of and never make late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from scheduler import item_days, plan
from storage.states import ItemState, NoticeKind
from tests.planned import CHINA, RULES, TOLD, WEDNESDAY, keys, make_item

DRAFT, APPROVAL = date(2022, 10, 14), date(2022, 11, 11)

STAGED = {"stages": [str(DRAFT), str(APPROVAL)]}


def test_a_unit_is_reminded_before_every_milestone_and_late_only_after_the_last() -> None:
    item = make_item(**STAGED)
    days = (TOLD + timedelta(days=n) for n in range((WEDNESDAY - TOLD).days + 8))

    told = {day: [*plan.notices(item, day, RULES, CHINA)] for day in days if CHINA.is_workday(day)}

    assert {day for day, said in told.items() for one in said if one.kind is NoticeKind.DUE_TODAY} == {
        DRAFT,
        APPROVAL,
        WEDNESDAY,
    }
    assert min(day for day, said in told.items() for one in said if one.kind is NoticeKind.OVERDUE) > WEDNESDAY
    assert any(one.kind is NoticeKind.ADVANCE for one in told[APPROVAL - timedelta(days=3)])


@pytest.mark.parametrize("state", [ItemState.SIGNED, ItemState.WORKING])
def test_looking_only_on_the_days_named_misses_no_reminder_of_a_milestone(state: ItemState) -> None:
    item, day = make_item(**STAGED, state=state), TOLD
    every_day = {
        key
        for n in range(120)
        if CHINA.is_workday(TOLD + timedelta(days=n))
        for key in keys(item, TOLD + timedelta(days=n))
    }

    seen: set[str] = set()
    for n in range(120):
        today = TOLD + timedelta(days=n)
        if today >= day and CHINA.is_workday(today):
            seen |= keys(item, today)
            day = plan.look_on(item, today, RULES, CHINA) or date.max

    assert seen == every_day


def test_the_next_milestone_is_what_a_reminder_asks_for() -> None:
    item = make_item(**STAGED)

    assert item_days.next_act_by(item, TOLD, CHINA) == DRAFT
    assert item_days.next_act_by(item, DRAFT + timedelta(days=1), CHINA) == APPROVAL
    assert item_days.next_act_by(item, date(2022, 12, 5), CHINA) == item_days.act_by(item, CHINA) == WEDNESDAY
