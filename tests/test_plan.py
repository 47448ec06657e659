"""Who must be told what on which day: one item, one day, plain values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from scheduler import item_days, plan
from scheduler.rules import Rules
from scheduler.workdays import Workdays
from storage.records import Item
from storage.states import ItemState, NoticeKind, Part, Post
from storage.values import DeadlineKind

RULES = Rules()
CHINA = Workdays()
ISSUED = date(2022, 9, 16)
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


# 交办


def test_an_item_nobody_was_told_of_is_handed_out_first() -> None:
    item = make_item(state=ItemState.TO_SIGN, assigned_on=None, due_told_on=None, signed_on=None)

    assert kinds(item, date(2022, 9, 19)) == [NoticeKind.ASSIGNMENT]
    assert kinds(item, date(2022, 12, 5)) == [NoticeKind.ASSIGNMENT], "late or not, the unit hears of it first"
    assert plan.look_on(item, TOLD, RULES, CHINA) is None, "there is nothing more to say before it has gone out"


def test_a_unit_that_spoke_of_an_item_before_its_assignment_is_not_asked_to_sign_it_but_is_reminded() -> None:
    item = make_item(assigned_on=None, due_told_on=None, signed_on=TOLD, state=ItemState.WORKING)

    assert kinds(item, TOLD) == []
    assert kinds(item, WEDNESDAY) == [NoticeKind.DUE_TODAY]
    assert kinds(item, date(2022, 12, 5)) == [NoticeKind.OVERDUE]
    assert plan.look_on(item, TOLD, RULES, CHINA) is not None


@pytest.mark.parametrize("state", ItemState)
def test_an_item_whose_clock_does_not_run_for_the_unit_is_never_spoken_of(state: ItemState) -> None:
    item = make_item(state=state)
    runs = state in (ItemState.TO_SIGN, ItemState.SIGNED, ItemState.WORKING, ItemState.RETURNED)

    assert bool(kinds(item, date(2022, 12, 5))) == runs
    assert (plan.look_on(item, TOLD, RULES, CHINA) is not None) == runs


def test_an_assisting_unit_is_informed_and_not_chased() -> None:
    untold = make_item(part=Part.ASSISTING, assigned_on=None, due_told_on=None, signed_on=None)
    told = make_item(part=Part.ASSISTING)

    assert kinds(untold, TOLD) == [NoticeKind.ASSIGNMENT]
    assert new_days(told, TOLD, date(2023, 3, 31)) == []
    assert plan.look_on(told, TOLD, RULES, CHINA) is None


# 临期提醒


def test_reminders_come_30_14_7_3_and_1_working_days_before_and_on_the_day() -> None:
    item = make_item()

    told = new_days(item, TOLD, WEDNESDAY)

    assert told == [
        (date(2022, 10, 19), NoticeKind.ADVANCE),
        (date(2022, 11, 10), NoticeKind.ADVANCE),
        (date(2022, 11, 21), NoticeKind.ADVANCE),
        (date(2022, 11, 25), NoticeKind.ADVANCE),
        (date(2022, 11, 29), NoticeKind.ADVANCE),
        (WEDNESDAY, NoticeKind.DUE_TODAY),
    ]


def test_a_day_off_is_counted_from_the_last_working_day_before_it() -> None:
    item = make_item(due_on=date(2022, 12, 31))  # a Saturday and a holiday

    told = new_days(item, date(2022, 12, 20), date(2022, 12, 31))

    assert item_days.act_by(item, CHINA) == date(2022, 12, 30)
    assert told == [
        (date(2022, 12, 20), NoticeKind.ADVANCE),  # a mark of before: 14 working days are 12-12
        (date(2022, 12, 21), NoticeKind.ADVANCE),
        (date(2022, 12, 27), NoticeKind.ADVANCE),
        (date(2022, 12, 29), NoticeKind.ADVANCE),
        (date(2022, 12, 30), NoticeKind.DUE_TODAY),
    ]


def test_moved_working_days_count_as_the_office_works() -> None:
    item = make_item(due_on=date(2022, 10, 10))  # 8 and 9 October, a weekend, are working days; 1 to 7 are not

    told = new_days(item, date(2022, 9, 27), date(2022, 10, 10))

    assert [day for day, _ in told] == [
        date(2022, 9, 27),  # 7 before
        date(2022, 9, 30),  # 3 before: 9-30, 10-08, 10-09
        date(2022, 10, 9),
        date(2022, 10, 10),
    ]


def test_after_days_without_the_bot_only_the_latest_mark_is_told() -> None:
    item = make_item()

    assert keys(item, date(2022, 11, 28)) == {"advance/7/2022-11-30/3"}


def test_a_mark_that_lay_before_the_unit_learned_the_date_is_not_told() -> None:
    item = make_item(assigned_on=date(2022, 11, 22), due_told_on=date(2022, 11, 22))

    assert kinds(item, date(2022, 11, 23)) == []
    assert kinds(item, date(2022, 11, 25)) == [NoticeKind.ADVANCE]


def test_nothing_is_said_between_the_last_working_day_and_a_day_off_it_stands_for() -> None:
    friday_before_sunday = make_item(due_on=date(2022, 11, 27))

    assert kinds(friday_before_sunday, date(2022, 11, 25)) == [NoticeKind.DUE_TODAY]
    assert kinds(friday_before_sunday, date(2022, 11, 26)) == []


def test_an_extension_moves_every_reminder() -> None:
    granted_on = date(2022, 11, 28)
    item = make_item(due_on=date(2022, 12, 15), due_told_on=granted_on, extensions=1)

    told = new_days(item, granted_on, date(2022, 12, 26))

    assert told == [
        (date(2022, 12, 6), NoticeKind.ADVANCE),
        (date(2022, 12, 12), NoticeKind.ADVANCE),
        (date(2022, 12, 14), NoticeKind.ADVANCE),
        (date(2022, 12, 15), NoticeKind.DUE_TODAY),
        (date(2022, 12, 19), NoticeKind.OVERDUE),
        (date(2022, 12, 26), NoticeKind.OVERDUE),
    ]


def test_an_item_sent_back_follows_its_short_new_day() -> None:
    item = make_item(
        due_on=WEDNESDAY,
        state=ItemState.RETURNED,
        returned_due_on=date(2022, 12, 12),
        due_told_on=date(2022, 12, 5),
    )

    told = new_days(item, date(2022, 12, 5), date(2022, 12, 19))

    assert told == [
        (date(2022, 12, 7), NoticeKind.ADVANCE),
        (date(2022, 12, 9), NoticeKind.ADVANCE),
        (date(2022, 12, 12), NoticeKind.DUE_TODAY),
        (date(2022, 12, 19), NoticeKind.OVERDUE),
    ]


def test_an_occurrence_of_a_rhythm_is_reminded_of_like_any_day() -> None:
    item = make_item(kind=DeadlineKind.RECURRING, due_on=date(2023, 3, 31), occurrence="2023-03-31")

    told = new_days(item, date(2023, 3, 20), date(2023, 4, 3))

    assert [day for day, _ in told[1:]] == [
        date(2023, 3, 22),
        date(2023, 3, 28),
        date(2023, 3, 30),
        date(2023, 3, 31),
        date(2023, 4, 3),
    ]


def test_a_duty_without_a_day_is_handed_out_and_then_left_in_peace() -> None:
    for kind in (DeadlineKind.CONTINUOUS, DeadlineKind.EVENT, DeadlineKind.NONE):
        item = make_item(kind=kind, due_on=None)

        assert new_days(item, TOLD, date(2023, 3, 31)) == []
        assert plan.look_on(item, TOLD, RULES, CHINA) is None


# 催办


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


# 季度进展


def test_whole_year_items_are_asked_on_each_quarters_last_working_day() -> None:
    told = new_days(whole_year(), TOLD, date(2022, 12, 31))

    assert told == [(date(2022, 9, 30), NoticeKind.PROGRESS), (date(2022, 12, 30), NoticeKind.PROGRESS)]


def test_nobody_is_late_with_a_whole_year_item_before_the_year_is_over() -> None:
    told = new_days(whole_year(), date(2022, 12, 30), date(2023, 1, 9))

    assert told == [
        (date(2022, 12, 30), NoticeKind.PROGRESS),
        (date(2023, 1, 3), NoticeKind.OVERDUE),
        (date(2023, 1, 9), NoticeKind.OVERDUE),
    ]


def test_a_year_that_ends_on_a_working_day_is_asked_about_on_it() -> None:
    item = whole_year(due_on=date(2021, 12, 31), assigned_on=date(2021, 10, 8), due_told_on=None)

    assert new_days(item, date(2021, 12, 27), date(2022, 1, 4)) == [
        (date(2021, 12, 31), NoticeKind.PROGRESS),
        (date(2022, 1, 4), NoticeKind.OVERDUE),
    ]


@pytest.mark.parametrize("said", [{"soft": True}, {"due_is_certain": False}])
def test_after_the_close_of_its_year_a_whole_year_item_is_asked_nothing_more(said: dict[str, Any]) -> None:
    assert new_days(whole_year(**said), date(2023, 1, 17), date(2024, 1, 5)) == []


def test_a_unit_that_has_just_spoken_is_not_asked_again_at_the_quarters_end() -> None:
    spoke = date(2022, 9, 26)

    assert kinds(whole_year(reported_on=spoke, state=ItemState.WORKING), date(2022, 9, 30)) == []
    assert kinds(whole_year(reported_on=date(2022, 9, 20)), date(2022, 9, 30)) == [NoticeKind.PROGRESS]


def test_the_last_quarter_is_asked_about_even_of_a_unit_that_has_just_spoken() -> None:
    assert kinds(whole_year(reported_on=date(2022, 12, 28)), date(2022, 12, 30)) == [NoticeKind.PROGRESS]


def test_a_unit_that_spoke_before_a_late_question_reached_it_is_not_asked() -> None:
    spoke_on_the_day = date(2022, 12, 30)

    assert kinds(whole_year(reported_on=spoke_on_the_day), date(2022, 12, 30)) == []
    assert kinds(whole_year(reported_on=date(2023, 1, 3), soft=True), date(2023, 1, 4)) == []


def test_a_row_with_check_in_days_of_its_own_is_asked_on_these_alone() -> None:
    item = whole_year(check_ins="2022-10-31 2022-12-15")

    told = new_days(item, TOLD, date(2022, 12, 31))

    assert told == [(date(2022, 10, 31), NoticeKind.PROGRESS), (date(2022, 12, 15), NoticeKind.PROGRESS)]


def test_of_days_of_its_own_only_the_last_is_asked_about_whatever_the_unit_has_just_said() -> None:
    item = whole_year(check_ins="2022-10-31 2022-12-15", reported_on=date(2022, 10, 28))

    assert kinds(item, date(2022, 10, 31)) == []
    item.reported_on = date(2022, 12, 14)
    assert kinds(item, date(2022, 12, 15)) == [NoticeKind.PROGRESS]


def test_a_unit_handed_an_item_on_the_check_in_day_is_not_asked_for_progress() -> None:
    item = whole_year(assigned_on=date(2022, 9, 30), due_told_on=date(2022, 9, 30))

    assert [day for day, _ in new_days(item, date(2022, 9, 30), date(2022, 12, 31))] == [date(2022, 12, 30)]


def test_a_check_in_the_bot_slept_over_is_made_up_for_within_ten_working_days() -> None:
    item = whole_year()

    assert kinds(item, date(2022, 10, 19)) == [NoticeKind.PROGRESS]
    assert kinds(item, date(2022, 10, 20)) == []


def test_a_whole_year_item_sent_back_is_reminded_of_its_short_new_day() -> None:
    item = whole_year(state=ItemState.RETURNED, returned_due_on=date(2022, 10, 14), due_told_on=date(2022, 9, 30), id=3)

    assert kinds(item, date(2022, 9, 30)) == []
    assert kinds(item, date(2022, 10, 14)) == [NoticeKind.DUE_TODAY]
    assert kinds(item, date(2022, 10, 17)) == [NoticeKind.OVERDUE]


# when to look next


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


# 临期 and lateness as they are shown


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


# settings


def test_marks_are_kept_in_order_and_once() -> None:
    assert Rules(advance=(1, 7, 7, 30)).advance == (30, 7, 1)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"advance": (0,)}, "临期提醒的天数应为正整数"),
        ({"overdue_weekday": 6}, "催办日应为"),
        ({"office_opens": "18:00"}, "office_opens 应早于 office_closes"),
        ({"office_opens": "17:30"}, "office_opens 应早于 office_closes"),
    ],
)
def test_rules_that_cannot_hold_are_refused_in_chinese(said: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        Rules(**said)


# Several days in one cell: the last is the day in force, the earlier ones are reminded of and never make late.

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
