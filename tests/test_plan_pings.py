"""催办: whom it comes to, in which week, on which day; and what counts as 临期 and late."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from scheduler import item_days, plan
from scheduler.rules import Rules
from storage.states import ItemState, NoticeKind, Part, Post
from tests.planned import CHINA, RULES, TOLD, WEDNESDAY, keys, kinds, make_item, new_days, whole_year


def test_what_is_late_is_pinged_each_week_on_its_first_working_day_up_to_friday() -> None:
    item = make_item(due_on=date(2022, 9, 28))

    told = new_days(item, date(2022, 9, 29), date(2022, 10, 24))

    assert [day for day, _ in told] == [date(2022, 10, 10), date(2022, 10, 17), date(2022, 10, 24)], (
        "3 to 7 October are holidays, and the moved working weekend after them is no week of its own"
    )


def test_a_monday_off_moves_the_ping_to_the_first_working_day_of_the_week() -> None:
    item = make_item(due_on=date(2022, 12, 31))

    assert new_days(item, date(2023, 1, 1), date(2023, 1, 8)) == [(date(2023, 1, 3), NoticeKind.OVERDUE)]


def test_the_week_in_which_a_day_passed_has_no_ping_when_monday_was_still_in_time() -> None:
    item = make_item(due_on=WEDNESDAY)

    assert kinds(item, date(2022, 12, 2)) == []
    assert kinds(item, date(2022, 12, 5)) == [NoticeKind.OVERDUE]


def test_a_ping_that_was_missed_on_monday_is_made_up_for_in_the_same_week_once() -> None:
    item = make_item()

    assert keys(item, date(2022, 12, 8)) == keys(item, date(2022, 12, 5))
    assert keys(item, date(2022, 12, 12)) != keys(item, date(2022, 12, 5))


def test_an_item_late_when_handed_out_is_not_pinged_before_the_next_monday() -> None:
    handed_out_on_tuesday = make_item(
        due_on=date(2022, 8, 31), assigned_on=date(2022, 9, 20), due_told_on=date(2022, 9, 20)
    )

    told = new_days(handed_out_on_tuesday, date(2022, 9, 20), date(2022, 9, 30))

    assert told == [(date(2022, 9, 26), NoticeKind.OVERDUE)]


def test_work_in_progress_past_its_day_is_late_like_silence() -> None:
    for state in (ItemState.TO_SIGN, ItemState.SIGNED, ItemState.WORKING):
        assert kinds(make_item(state=state), date(2022, 12, 5)) == [NoticeKind.OVERDUE]


def test_the_second_post_is_told_from_the_second_ping_on() -> None:
    first, second = date(2022, 12, 5), date(2022, 12, 12)

    assert [one.post for one in plan.notices(make_item(), first, RULES, CHINA)] == [Post.A]
    assert [one.post for one in plan.notices(make_item(pings=1), second, RULES, CHINA)] == [Post.A, Post.B]


def test_planning_again_in_the_week_of_the_first_ping_does_not_take_it_for_the_second() -> None:
    answered_the_first_ping = make_item(pings=1, state=ItemState.WORKING, reported_on=date(2022, 12, 5))

    assert [one.post for one in plan.notices(answered_the_first_ping, date(2022, 12, 6), RULES, CHINA)] == [Post.A]


def test_a_monday_that_was_the_day_itself_is_no_ping() -> None:
    due_on_a_monday = make_item(due_on=date(2022, 12, 5), pings=1)

    assert kinds(due_on_a_monday, date(2022, 12, 5)) == [NoticeKind.DUE_TODAY]
    assert [one.post for one in plan.notices(due_on_a_monday, date(2022, 12, 13), RULES, CHINA)] == [Post.A]


def test_a_unit_whose_first_ping_went_out_late_is_still_at_its_first() -> None:
    bot_was_off_for_two_weeks = make_item(pings=0)

    assert [one.post for one in plan.notices(bot_was_off_for_two_weeks, date(2022, 12, 19), RULES, CHINA)] == [Post.A]


@pytest.mark.parametrize(("weekday", "days"), [(4, (1, 8, 15)), (5, (2, 9, 16))])
def test_another_weekday_for_pings_is_kept_to(weekday: int, days: tuple[int, ...]) -> None:
    told = new_days(make_item(), WEDNESDAY, date(2022, 12, 18), Rules(overdue_weekday=weekday))

    assert [day.day for day, kind in told if kind is NoticeKind.OVERDUE] == [*days]


@pytest.mark.parametrize("said", [{"soft": True}, {"due_is_certain": False}, {"part": Part.ASSISTING}])
def test_soft_verbs_inferred_dates_and_assisting_parts_never_make_anyone_late(said: dict[str, Any]) -> None:
    for item in (make_item(**said), whole_year(**said)):
        told = new_days(item, TOLD, date(2023, 12, 31))

        assert NoticeKind.OVERDUE not in [kind for _, kind in told]
        assert not item.is_overdue(date(2023, 6, 1))


@pytest.mark.parametrize("said", [{"soft": True}, {"due_is_certain": False}])
def test_soft_verbs_and_inferred_dates_do_warn(said: dict[str, Any]) -> None:
    assert kinds(make_item(**said), WEDNESDAY) == [NoticeKind.DUE_TODAY]


def test_due_soon_counts_working_days_to_the_last_working_day() -> None:
    item = make_item(due_on=date(2022, 12, 31))

    assert not item_days.is_due_soon(item, date(2022, 12, 20), RULES, CHINA)
    assert item_days.is_due_soon(item, date(2022, 12, 21), RULES, CHINA)
    assert item_days.is_due_soon(item, date(2022, 12, 30), RULES, CHINA)
    assert not item_days.is_due_soon(whole_year(), date(2022, 12, 30), RULES, CHINA)
    assert not item_days.is_due_soon(make_item(due_on=None), date(2022, 12, 30), RULES, CHINA)
    assert not item_days.is_due_soon(make_item(state=ItemState.SUBMITTED), WEDNESDAY, RULES, CHINA)


def test_lateness_is_counted_in_working_days_from_the_day_itself() -> None:
    item = make_item(due_on=date(2022, 12, 31))

    assert item_days.late_by(item, date(2022, 12, 30), CHINA) == 0
    assert item_days.late_by(item, date(2023, 1, 3), CHINA) == 1
    assert item_days.late_by(item, date(2023, 1, 9), CHINA) == 5
