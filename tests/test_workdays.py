"""Working days: the announced years, moved days, the operator's overrides, and the years not announced yet."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.statutory import TABLE, moved_days
from scheduler.workdays import FIRST_DAY, LAST_DAY, Workdays, load_overrides, workdays_with

WORKDAYS = Workdays()
DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))


def test_the_weekend_after_the_national_holiday_of_2022_is_worked() -> None:
    assert WORKDAYS.is_workday(date(2022, 10, 8))
    assert WORKDAYS.is_workday(date(2022, 10, 9))


def test_the_first_week_of_october_2022_is_off() -> None:
    week = [date(2022, 10, day) for day in range(1, 8)]

    assert not any(WORKDAYS.is_workday(day) for day in week)
    assert WORKDAYS.next_workday(date(2022, 9, 30)) == date(2022, 10, 8)


def test_the_last_day_of_2022_falls_on_a_holiday() -> None:
    close = date(2022, 12, 31)

    assert not WORKDAYS.is_workday(close)
    assert WORKDAYS.last_workday_on_or_before(close) == date(2022, 12, 30)
    assert WORKDAYS.first_workday_on_or_after(close) == date(2023, 1, 3)
    assert not WORKDAYS.is_workday(date(2023, 1, 2))


def test_the_next_working_day_is_never_the_day_itself() -> None:
    assert WORKDAYS.next_workday(date(2022, 9, 19)) == date(2022, 9, 20)


def test_counting_leaves_out_the_first_day_and_keeps_the_last() -> None:
    monday, friday = date(2022, 9, 19), date(2022, 9, 23)

    assert WORKDAYS.workdays_between(monday, friday) == 4
    assert WORKDAYS.workdays_between(friday, monday) == -4
    assert WORKDAYS.workdays_between(monday, monday) == 0


def test_fifteen_working_days_after_a_day_pass_over_the_holiday() -> None:
    assert WORKDAYS.add_workdays(date(2022, 9, 16), 15) == date(2022, 10, 12)
    assert WORKDAYS.add_workdays(date(2022, 10, 8), -1) == date(2022, 9, 30)
    assert WORKDAYS.add_workdays(date(2022, 10, 1), -1) == date(2022, 9, 30)
    assert WORKDAYS.add_workdays(date(2022, 9, 16), 1) == date(2022, 9, 19)


def test_the_calendar_reaches_from_its_first_working_day_to_its_last() -> None:
    first, last = WORKDAYS.first_workday_on_or_after(FIRST_DAY), WORKDAYS.last_workday_on_or_before(LAST_DAY)

    assert (WORKDAYS.last_workday_on_or_before(first), last) == (first, LAST_DAY)
    for edge, step in ((first, -1), (last, 1)):
        with pytest.raises(ValueError, match="工作日历只包含"):
            WORKDAYS.add_workdays(edge, step)


@pytest.mark.parametrize(
    ("day", "close"),
    [
        (date(2022, 9, 16), date(2022, 9, 30)),
        (date(2022, 10, 1), date(2022, 12, 30)),
        (date(2023, 1, 1), date(2023, 3, 31)),
        (date(2024, 6, 30), date(2024, 6, 28)),
    ],
)
def test_a_quarter_closes_on_its_last_working_day(day: date, close: date) -> None:
    assert WORKDAYS.last_workday_of_quarter(day) == close


def test_announced_years_are_certain_and_later_ones_provisional() -> None:
    assert not WORKDAYS.is_provisional(2022)
    assert WORKDAYS.is_provisional(2060)


def test_a_provisional_year_rests_on_its_statutory_days() -> None:
    assert not WORKDAYS.is_workday(date(2060, 10, 1))
    assert WORKDAYS.is_workday(date(2060, 10, 20))


def test_the_statutory_days_are_those_the_law_names() -> None:
    years = {int(line[:4]) for line in TABLE.split("\n") if line}
    known = holidays.country_holidays("CN", years=years)

    rest = {day for year in years for day, works in moved_days(year) if not works}
    work = {day for year in years for day, works in moved_days(year) if works}

    assert rest == {day for day in known if day.year in years}
    assert work == {day for day in known.weekend_workdays if day.year in years}
    assert years >= {year for year in range(FIRST_DAY.year, LAST_DAY.year + 1) if Workdays().is_provisional(year)}


def test_an_office_with_the_same_days_gets_the_same_calendar() -> None:
    days = {date(2027, 2, 6): True, date(2027, 2, 8): False}

    assert workdays_with(days) is workdays_with(dict(days))  # else no reading of a phrase is remembered


def test_the_operator_has_the_last_word_on_any_day() -> None:
    saturday, monday = date(2060, 10, 9), date(2060, 10, 11)

    workdays = Workdays(overrides={saturday: True, monday: False})

    assert workdays.is_workday(saturday)
    assert not workdays.is_workday(monday)
    assert workdays.next_workday(saturday) == date(2060, 10, 12)


@given(DAYS, st.integers(-300, 300))
def test_going_forward_and_counting_agree(day: date, n: int) -> None:
    start = WORKDAYS.first_workday_on_or_after(day)
    if not FIRST_DAY + timedelta(600) <= start <= LAST_DAY - timedelta(600):
        return

    there = WORKDAYS.add_workdays(start, n)

    assert WORKDAYS.is_workday(there)
    assert WORKDAYS.workdays_between(start, there) == n


@given(DAYS)
def test_the_working_days_around_a_day_enclose_it(day: date) -> None:
    before, after = WORKDAYS.last_workday_on_or_before(day), WORKDAYS.first_workday_on_or_after(day)

    assert before <= day <= after
    assert (before == after) == WORKDAYS.is_workday(day)
    assert WORKDAYS.next_workday(day) > day


def test_a_day_outside_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="2000年至2100年"):
        WORKDAYS.is_workday(date(2101, 1, 1))
    with pytest.raises(ValueError, match="2000年至2100年"):
        WORKDAYS.add_workdays(date(2100, 12, 30), 400)


def test_the_operators_file_is_read_line_by_line() -> None:
    text = "# 2027年春节\n2027-02-06 班\n\n2027-02-08 休  # 初三\n"

    assert load_overrides(text) == {date(2027, 2, 6): True, date(2027, 2, 8): False}


def test_all_faults_of_the_operators_file_are_told_together() -> None:
    text = "2027-02-30 休\n2027-02-06 班\n春节 休\n2027-02-06 休\n1927-01-01 休"

    with pytest.raises(ValueError, match="第1行") as refusal:
        load_overrides(text)

    assert [line in str(refusal.value) for line in ("第1行", "第2行", "第3行", "第4行", "第5行")] == [
        True,
        False,
        True,
        True,
        True,
    ]
