"""Who must be told what on which day: 交办 and 临期提醒; one item, one day, plain values."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from scheduler import item_days, plan
from scheduler.rules import Rules
from storage.states import ItemState, NoticeKind, Part
from storage.values import DeadlineKind
from tests.planned import CHINA, RULES, TOLD, WEDNESDAY, keys, kinds, make_item, new_days


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
