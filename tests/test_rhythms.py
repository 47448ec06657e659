"""Recurring tasks over a whole year: dated occurrences from the calendar, however and whenever they are answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from scheduler import deciding
from scheduler.deadlines import read_deadline
from scheduler.expansion import due_days
from scheduler.workdays import Workdays
from storage.desk import Desk
from storage.opened import open_office
from storage.records import Plan, Report
from storage.states import Intent, ItemState
from storage.store import Store
from storage.values import DeadlineKind
from tests.district import ROSTER, document, row
from tests.make import make_task

ISSUED, LAST = date(2022, 12, 31), date(2024, 4, 2)
PLAN = Plan(id=1, office_id=1, title="", issued_on=ISSUED, sha256="", imported_at=datetime(2022, 12, 31, tzinfo=UTC))
WORKDAYS = Workdays()
MONTH_ENDS = [date(2023, month + 1, 1) - timedelta(days=1) for month in range(1, 12)]
MONTH_ENDS += [date(2023, 12, 31), date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)]


def occurrences(phrase: str, mornings: Sequence[date]) -> list[date]:
    """The days a row falls due that is looked at on these mornings, from the first to the last."""
    read = read_deadline(phrase, 2022, ISSUED)
    task = make_task(deadline_kind=read.kind, rrule=read.rrule, due_on=read.due, expanded_to=None)
    days: list[date] = []
    for morning in mornings:
        if task.expanded_to is None or task.expanded_to < morning:
            coming = [day for day in due_days(task, PLAN, morning) if day]
            task.expanded_to = coming[0] if coming else task.expanded_to
            days += coming
    return days


def mornings(first: date = ISSUED, last: date = LAST) -> list[date]:
    """Every working morning."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if WORKDAYS.is_workday(day)]


@cache
def all_occurrences(phrase: str) -> list[date]:
    """As a bot makes them that is looked at every day, until well after the last morning."""
    return occurrences(phrase, [ISSUED + timedelta(days=n) for n in range((LAST - ISSUED).days + 400)])


def quarters(*days: tuple[int, int, int]) -> list[date]:
    return [date(*day) for day in days]


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("每月底前", MONTH_ENDS),
        ("每月31日前", MONTH_ENDS),
        ("每季度末", [day for day in MONTH_ENDS if day.month in (3, 6, 9, 12)] + [date(2024, 6, 30)]),
        ("每半年", quarters((2023, 6, 30), (2023, 12, 31), (2024, 6, 30))),
        ("每年3月底前", quarters((2023, 3, 31), (2024, 3, 31), (2025, 3, 31))),
        ("每季度最后一个月25日前", quarters((2023, 3, 25), (2023, 6, 25), (2023, 9, 25), (2023, 12, 25), (2024, 3, 25),
                                 (2024, 6, 25))),
    ],
)  # fmt: skip
def test_month_ends_quarters_and_years_fall_due_where_the_calendar_says(phrase: str, days: list[date]) -> None:
    found = occurrences(phrase, mornings())

    assert found == days


def test_a_weekly_duty_follows_the_weeks_that_are_worked() -> None:
    found = occurrences("每周", mornings())

    assert all(day.weekday() == 4 for day in found)
    weeks_off = {date(2023, 1, 27), date(2023, 10, 6), date(2024, 2, 16)}  # Spring Festival twice, National Day
    every_friday = {date(2023, 1, 6) + timedelta(weeks=n) for n in range(65)}
    assert {day for day in found if day <= date(2024, 3, 29)} == every_friday - weeks_off
    assert all(WORKDAYS.last_workday_on_or_before(day) > day - timedelta(days=5) for day in found)


@settings(max_examples=12, deadline=None)
@given(
    phrase=st.sampled_from(["每周", "每周一", "每月5日前", "每月30日前", "每季度末", "每半年", "每年9月底前"]),
    off=st.lists(st.tuples(st.integers(0, 400), st.integers(1, 70)), max_size=4),
)
def test_every_morning_the_bot_is_on_the_running_occurrence_is_there_and_no_other(
    phrase: str, off: list[tuple[int, int]]
) -> None:
    gone = {ISSUED + timedelta(days=start + n) for start, length in off for n in range(length)}
    on = [day for day in mornings() if day not in gone]
    every = all_occurrences(phrase)

    found = occurrences(phrase, on)

    running = {next(day for day in every if day >= morning + timedelta(days=morning == on[0])) for morning in on}
    assert found == sorted(running)


@settings(max_examples=40, deadline=None)
@given(first=st.dates(date(2022, 1, 1), date(2023, 12, 31)), issued=st.dates(date(2021, 6, 1), date(2023, 12, 31)))
def test_the_first_occurrence_leaves_the_unit_a_day_and_lies_after_the_issue(first: date, issued: date) -> None:
    task = make_task(deadline_kind=DeadlineKind.RECURRING, rrule="FREQ=MONTHLY;BYMONTHDAY=-1", expanded_to=None)
    plan = PLAN.model_copy(update={"issued_on": issued})

    [day] = due_days(task, plan, first)

    assert day is not None
    assert day > first
    assert day >= issued
    assert (day + timedelta(days=1)).day == 1
    assert (day - max(first, issued - timedelta(days=1))).days <= 31


async def test_each_occurrence_is_an_item_of_its_own_whatever_became_of_the_last(engine: Engine) -> None:
    """One unit answers in time, late, not at all; the next occurrence comes on its day all the same."""
    office_id = open_office(engine, "公开办", datetime(2022, 12, 31, 1, tzinfo=UTC))
    store = Store(engine, office_id, lambda moment: moment.date())
    with store.act(at(ISSUED)) as desk:
        desk.load_roster(ROSTER)
        monthly = row("1", None, kind=DeadlineKind.RECURRING, rrule="FREQ=MONTHLY;BYMONTHDAY=-1")
        deciding.confirm_ready(desk, desk.store_document(document(monthly), "0" * 64))
    answered = {date(2023, 1, 31): date(2023, 1, 5), date(2023, 2, 28): date(2023, 3, 20)}
    for morning in mornings(date(2023, 1, 3), date(2023, 5, 4)):
        with store.act(at(morning)) as desk:
            for due in [due for due, on in answered.items() if on == morning]:
                done(desk, due)
            for task in desk.rhythms_to_expand():
                desk.go_on(task, due_days(task, desk.session.get_one(Plan, task.plan_id), morning))

    with store.act(at(date(2023, 5, 4))) as desk:
        [task] = desk.tasks()
        items = [item for item, _ in desk.items_of_task(task)]
        evidence = [[one.url for one in desk.evidence_of(item)] for item in items]

    assert [item.due_on for item in items] == [*MONTH_ENDS[:4], date(2023, 5, 31)]
    assert [item.state for item in items][:3] == [ItemState.DONE, ItemState.DONE, ItemState.TO_SIGN]
    assert evidence == [["https://www.example.gov.cn/1"], ["https://www.example.gov.cn/2"], [], [], []]


def test_a_stopped_unit_gets_no_further_occurrence(engine: Engine) -> None:
    office_id = open_office(engine, "公开办", datetime(2022, 12, 31, 1, tzinfo=UTC))
    store = Store(engine, office_id, lambda moment: moment.date())
    with store.act(at(ISSUED)) as desk:
        desk.load_roster(ROSTER)
        monthly = row("1", None, units=("区教育局", "区财政局"), kind=DeadlineKind.RECURRING,
                      rrule="FREQ=MONTHLY;BYMONTHDAY=-1")  # fmt: skip
        deciding.confirm_ready(desk, desk.store_document(document(monthly), "0" * 64))
        [task] = desk.tasks()
        desk.stop_items(task, next(unit for unit in desk.units() if unit.name == "区财政局"))

    with store.act(at(date(2023, 2, 1))) as desk:
        [task] = desk.rhythms_to_expand()
        made = desk.go_on(task, [date(2023, 2, 28)])

    assert made == 1


def at(day: date) -> datetime:
    return datetime.combine(day, time(1), UTC)


def done(desk: Desk, due: date) -> None:
    """The unit reports an occurrence with a link of its own, and the office accepts it."""
    [task] = desk.tasks()
    item = next(item for item, _ in desk.items_of_task(task) if item.due_on == due)
    desk.actor = desk.meet(7, 7, "联络员")
    reported = desk.report(item, Intent.DONE, links=[f"https://www.example.gov.cn/{due.month}"])
    desk.accept(desk.session.get_one(Report, reported), item)
