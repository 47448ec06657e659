"""The digest comes once a week by itself, and 预演 shows exactly what goes out."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sqlalchemy import Engine

from scheduler.outlook import outlook
from scheduler.rules import Rules
from scheduler.workdays import Workdays
from storage.states import UNASKED, ItemState, NoticeKind, Role
from storage.values import DeadlineKind
from tests.bureaus import Bureau, on
from tests.district import OFFICE, row


async def test_the_digest_comes_once_a_week_on_its_first_working_day(bureau: Bureau) -> None:
    called = []
    for moment in (on(9, 26), on(9, 27), on(10, 8), on(10, 9), on(10, 10), on(1, 2, year=2023), on(1, 3, year=2023)):
        bureau.at(moment)
        bureau.rounds.call_digest()
        bureau.rounds.call_digest()
        if await bureau.hour(moment):
            called.append(moment)

    assert called == [on(9, 26), on(10, 10), on(1, 3, year=2023)]


async def test_a_digest_that_was_missed_comes_on_the_next_working_day_in_hours(bureau: Bureau) -> None:
    bureau.at(on(9, 27, 22))
    bureau.rounds.call_digest()
    at_night = await bureau.hour(on(9, 27, 22))
    bureau.at(on(9, 28))
    bureau.rounds.call_digest()

    assert at_night == []
    assert await bureau.hour(on(9, 28)) == [(OFFICE, "【政务公开任务摘要】9月")]


async def test_the_picture_of_the_digest_goes_when_everybody_is_reminded(bureau: Bureau) -> None:
    bureau.take_in(row("1", date(2022, 9, 30)))
    bureau.at(on(9, 26, 8))
    bureau.rounds.plan_day()

    bureau.at(on(9, 26))
    bureau.rounds.call_digest()
    at_nine = [chat for chat, _ in await bureau.hour(on(9, 26))]
    bureau.rounds.call_pictures()
    bureau.rounds.call_pictures()

    assert at_nine.count(OFFICE) == 1
    assert len(set(at_nine)) > 1
    assert [chat for chat, _ in await bureau.hour(on(9, 26, 10))] == [OFFICE]


async def test_where_nobody_is_to_be_reminded_the_picture_comes_with_the_digest(bureau: Bureau) -> None:
    bureau.take_in(row("1", date(2022, 9, 30)))
    bureau.at(on(9, 26))
    bureau.rounds.call_digest()

    assert [chat for chat, _ in await bureau.hour(on(9, 26))] == [OFFICE, OFFICE]


async def test_another_weekday_for_pings_does_not_touch_the_digest(engine: Engine) -> None:
    bureau = Bureau(engine, Rules(overdue_weekday=5))
    bureau.enrol(OFFICE, Role.OFFICE)
    monday_before_a_friday_off = on(9, 5)  # Friday 9 September works, Monday 12 September 2022 is a holiday
    friday_off_week = on(5, 30)  # Friday 3 June 2022 is a holiday

    for moment in (friday_off_week, monday_before_a_friday_off):
        bureau.at(moment)
        bureau.rounds.call_digest()
        assert len(await bureau.hour(moment)) == 1


async def test_what_the_preview_shows_for_a_day_is_what_goes_out_on_it(bureau: Bureau) -> None:
    bureau.take_in(
        row("1", date(2022, 9, 30)),
        row("2", date(2022, 12, 31), kind=DeadlineKind.WHOLE_YEAR),
        row("3", date(2022, 10, 20), soft=True),
        row("4", date(2022, 10, 14), lead=["区财政局"], assisting=["柳河镇"]),
    )
    day, workdays = date(2022, 9, 19), Workdays()
    bureau.at(on(9, 18, 18))
    with bureau.store.act(bureau.clock()) as desk:
        foreseen = outlook(desk, date(2022, 10, 31), bureau.rounds.rules, workdays)

    while day < date(2022, 10, 31):
        with bureau.store.act(bureau.clock()) as desk:
            shown = {(one.item.id, one.kind) for one in bureau.rounds.foreseeing.entries(desk, day)}
            next_day = outlook(desk, day, bureau.rounds.rules, workdays)
        before = len(bureau.notices())
        await bureau.day(on(day.month, day.day))
        planned = {(one.item_id, one.kind) for one in bureau.notices()[before:] if one.kind in UNASKED}
        assert shown == planned, day
        counted = Counter(kind for _, kind in planned)
        assert foreseen.get(day, Counter()) == next_day.get(day, Counter()) == counted, day
        bureau.at(on(day.month, day.day, 18))
        day = workdays.next_workday(day)


async def test_a_preview_stores_and_sends_nothing(bureau: Bureau) -> None:
    bureau.take_in(row("1"))

    with bureau.store.act(bureau.clock()) as desk:
        shown = bureau.rounds.foreseeing.entries(desk, date(2022, 9, 19))

    assert [(one.item.number, one.kind) for one in shown] == [("1", NoticeKind.ASSIGNMENT)]
    assert bureau.notices() == []
    assert [item.state for item in bureau.items("1")] == [ItemState.TO_SIGN]
    assert await bureau.hour(on(9, 19)) == []
