"""季度进展: what is asked of duties that last the year, on which days, and when not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from storage.states import ItemState, NoticeKind
from tests.planned import TOLD, kinds, new_days, whole_year


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
