"""An item is looked at only on the days the plan names, and nothing is missed by that."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler import item_days, plan
from scheduler.rules import Rules
from scheduler.workdays import Workdays
from storage.records import Item
from storage.states import ItemState, Part
from storage.values import DeadlineKind
from tests.planned import CHINA, RULES, TOLD, WEDNESDAY, keys, make_item, whole_year, workdays_of


def _days(first: date, last: date) -> st.SearchStrategy[date]:
    return st.dates(first, last)


SOMETIME = _days(date(2022, 8, 1), date(2023, 6, 30))
CALENDARS = (
    CHINA,
    Workdays({date(2022, 12, 30): False, date(2022, 12, 29): False, date(2023, 1, 1): True}),
    Workdays({date(2022, 11, 21) + timedelta(days=n): False for n in range(21)}),
)


@st.composite
def items(draw: st.DrawFn) -> Item:
    """Any item the store may hold."""
    told = draw(st.none() | SOMETIME)
    return make_item(
        kind=draw(st.sampled_from(DeadlineKind)),
        state=draw(st.sampled_from(ItemState)),
        part=draw(st.sampled_from(Part)),
        due_on=draw(st.none() | SOMETIME),
        returned_due_on=draw(st.none() | SOMETIME),
        assigned_on=told,
        due_told_on=draw(st.none() | SOMETIME) if told else None,
        signed_on=draw(st.none() | SOMETIME),
        reported_on=draw(st.none() | SOMETIME),
        due_is_certain=draw(st.booleans()),
        soft=draw(st.booleans()),
        pings=draw(st.integers(0, 3)),
    )


RULE_SETS = st.builds(
    Rules,
    advance=st.lists(st.integers(1, 60), max_size=6).map(tuple),
    overdue_weekday=st.integers(1, 5),
    second_post_from_ping=st.integers(1, 4),
    progress_kept_fresh=st.integers(0, 12),
    progress_asked_late=st.integers(0, 30),
)


@settings(max_examples=300, deadline=None)
@given(items(), RULE_SETS, st.sampled_from(CALENDARS), SOMETIME, st.integers(1, 250))
def test_looking_only_when_told_to_plans_exactly_what_looking_every_day_plans(
    item: Item, rules: Rules, workdays: Workdays, first: date, days: int
) -> None:
    every_day: set[str] = set()
    when_told: set[str] = set()
    look: date | None = first

    for day in workdays_of(first, first + timedelta(days=days), workdays):
        every_day |= keys(item, day, rules, workdays)
        if look is not None and look <= day:
            when_told |= keys(item, day, rules, workdays)
            look = plan.look_on(item, day, rules, workdays)
            assert look is None or look > day
        assert when_told == every_day, f"{day} said something new and was not looked at"


@settings(max_examples=200, deadline=None)
@given(items(), RULE_SETS, SOMETIME)
def test_a_day_calls_for_each_item_once_a_post(item: Item, rules: Rules, today: date) -> None:
    planned = [*plan.notices(item, today, rules, CHINA)]

    assert len({one.key for one in planned}) == len(planned)
    assert len({one.post for one in planned}) == len(planned)


def test_what_is_late_is_looked_at_weekly_and_not_every_day() -> None:
    item = make_item(due_on=date(2022, 9, 28))

    assert plan.look_on(item, date(2022, 10, 10), RULES, CHINA) == date(2022, 10, 17)


def test_what_begins_next_year_is_left_alone_until_then_whatever_has_it_looked_at() -> None:
    item = make_item(begins_on=date(2023, 1, 1), due_on=date(2023, 3, 31), assigned_on=None, signed_on=None)

    assert keys(item, date(2022, 12, 20)) == set()
    assert plan.look_on(item, date(2022, 12, 20), RULES, CHINA) == date(2023, 1, 1)
    assert keys(item, date(2023, 1, 3)) == {"assignment/7"}


def test_after_a_quarters_question_the_next_look_is_at_the_next_quarters() -> None:
    assert plan.look_on(whole_year(), date(2022, 9, 30), RULES, CHINA) == date(2022, 12, 30)


def test_on_a_due_day_that_is_a_day_off_the_next_look_is_on_the_day_after() -> None:
    saturday = date(2022, 12, 31)

    assert plan.look_on(make_item(due_on=saturday), saturday, RULES, CHINA) == date(2023, 1, 1)


def test_weeks_on_end_without_a_working_day_are_looked_through() -> None:
    shut = Workdays({date(2022, 12, 5) + timedelta(days=n): False for n in range(35)})
    before_it_shut = date(2022, 12, 2)

    look = plan.look_on(make_item(due_on=date(2022, 11, 1)), before_it_shut, RULES, shut)

    assert look == date(2022, 12, 3)


def test_what_can_never_be_late_is_not_looked_at_again_after_its_day() -> None:
    assert plan.look_on(make_item(soft=True), date(2022, 12, 5), RULES, CHINA) is None


@pytest.mark.parametrize("due", [date(2202, 11, 30), date(222, 11, 30), date.max, date.min])
def test_a_slip_in_a_year_stops_nobodys_plan(due: date) -> None:
    item = make_item(due_on=due)

    for today in (TOLD, WEDNESDAY, date(2022, 12, 5)):
        keys(item, today)
        plan.look_on(item, today, RULES, CHINA)
        item_days.act_by(item, CHINA)
        item_days.late_by(item, today, CHINA)
        item_days.is_due_soon(item, today, RULES, CHINA)
