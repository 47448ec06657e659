"""The two loops of time: a day planned twice is planned once, and what goes out goes in hours, in one letter a day."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine

from scheduler.rules import Rules
from storage.desk import Desk
from storage.states import Role
from storage.values import DeadlineKind, Field, RowQuestion, TaskRow
from tests.bureaus import Bureau, note, on
from tests.district import EDUCATION, FINANCE, row


async def test_planning_a_day_ten_times_adds_nothing(bureau: Bureau) -> None:
    bureau.take_in(row("1"), row("2", date(2022, 9, 30), units=["区财政局"]))
    bureau.at(on(9, 19, 8, 30))
    bureau.rounds.plan_day()
    planned = bureau.store.conservation()["planned"]

    for _ in range(9):
        bureau.rounds.plan_day()
    sent = await bureau.hour(on(9, 19))
    for _ in range(9):
        bureau.rounds.plan_day()

    assert sent == [(EDUCATION, "新交办 1"), (FINANCE, "新交办 2")]
    assert await bureau.hour(on(9, 19, 10)) == []
    assert bureau.store.conservation()["planned"] == planned == 2


async def test_a_day_off_plans_nothing(bureau: Bureau) -> None:
    bureau.take_in(row("1"))

    assert await bureau.day(on(9, 24)) == []
    assert bureau.notices() == []


async def test_a_row_with_an_open_question_sends_nothing(bureau: Bureau) -> None:
    bureau.take_in(row("1"), row("2", questions=[RowQuestion(Field.DEADLINE, "时限有两种读法")]))

    assert await bureau.day(on(9, 19)) == [(EDUCATION, "新交办 1")]


async def test_an_item_that_cannot_be_planned_keeps_no_other_from_it(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    no_such_day = Rules(advance=(30_000,))  # before the calendar of working days begins
    bureau = Bureau(engine, no_such_day)
    bureau.enrol(EDUCATION, Role.LIAISON, "区教育局")
    bureau.take_in(row("1"), row("2", date(2022, 9, 20)))
    await bureau.day(on(9, 19))

    sent = await bureau.day(on(9, 26))

    assert sent == [(EDUCATION, "逾期催办 2")]
    assert "not_planned" in caplog.messages
    assert [item.look_on for item in bureau.items("1")] == [date(2022, 9, 27)], "it is tried again the next day"


async def test_a_damaged_rhythm_keeps_no_other_row_from_being_planned(
    bureau: Bureau, caplog: pytest.LogCaptureFixture
) -> None:
    bureau.take_in(yearly("7", date(2022, 9, 30)), row("1"))

    def damage(desk: Desk) -> None:
        [task] = desk.tasks_numbered("7")
        task.rrule = "FREQ=SOMETIMES"

    await bureau.day(on(9, 19))
    bureau.act(damage)

    assert await bureau.day(on(10, 10)) == [(EDUCATION, "逾期催办 7")]
    assert "not_planned" in caplog.messages


async def test_the_next_occurrence_of_a_rhythm_is_handed_out_when_the_last_has_passed(bureau: Bureau) -> None:
    bureau.take_in(yearly("7", date(2022, 9, 30)))
    first = await bureau.day(on(9, 19))
    await bureau.day(on(9, 30))

    second = await bureau.day(on(10, 8))

    assert first == [(EDUCATION, "新交办 7")]
    assert second == [(EDUCATION, "新交办 7")]
    assert [item.due_on for item in bureau.items("7")] == [date(2022, 9, 30), date(2023, 9, 30)]


def yearly(number: str, due: date) -> TaskRow:
    """A row that falls due every year at the end of a month."""
    rule = f"FREQ=YEARLY;BYMONTH={due.month};BYMONTHDAY=-1"
    return row(number, due, kind=DeadlineKind.RECURRING, rrule=rule)


async def test_nothing_unasked_goes_out_outside_office_hours(bureau: Bureau) -> None:
    bureau.take_in(row("1"))
    bureau.at(on(9, 19, 8, 30))
    bureau.rounds.plan_day()

    for quiet in (on(9, 19, 8, 59), on(9, 19, 17, 30), on(9, 19, 23), on(9, 20, 3)):
        assert await bureau.hour(quiet) == []

    assert await bureau.hour(on(9, 20)) == [(EDUCATION, "新交办 1")]


async def test_what_was_held_over_a_holiday_is_merged_into_the_next_days_message(bureau: Bureau) -> None:
    bureau.take_in(row("1", date(2022, 10, 8)))
    await bureau.day(on(9, 19))
    bureau.at(on(9, 30, 8, 30))  # 7 October's evening is too late: 30 September is one working day before the 8th
    bureau.take_in(row("2"))
    bureau.rounds.plan_day()

    during_the_holidays = [await bureau.hour(on(10, day)) for day in range(1, 8)]
    after = await bureau.day(on(10, 8))

    assert during_the_holidays == [[]] * 7
    assert after == [(EDUCATION, "今天到期 1 新交办 2")], "the day before was yesterday's word; today's is today's"


async def test_a_liaison_gets_one_unasked_message_a_day_and_the_rest_the_next(bureau: Bureau) -> None:
    bureau.take_in(row("1"))
    assert await bureau.day(on(9, 19)) == [(EDUCATION, "新交办 1")]

    bureau.take_in(row("2"))
    bureau.rounds.plan_day()

    assert await bureau.hour(on(9, 19, 15)) == []
    assert await bureau.hour(on(9, 20)) == [(EDUCATION, "新交办 2")]


async def test_an_answer_goes_out_at_any_hour_and_does_not_use_up_the_days_message(bureau: Bureau) -> None:
    bureau.take_in(row("1"))
    bureau.at(on(9, 18, 23))
    bureau.tell(EDUCATION, note("回执").as_body(), "receipt")

    at_night = await bureau.hour(on(9, 18, 23))
    in_the_morning = await bureau.day(on(9, 19))

    assert at_night == [(EDUCATION, "回执")]
    assert in_the_morning == [(EDUCATION, "新交办 1")]
