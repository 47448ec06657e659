"""Who cannot be reached: the office is told of it once, and nobody is told of everything at the end."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from storage.delivery import Unreachable
from storage.states import Role
from tests.bureaus import Bureau, on
from tests.district import EDUCATION, FINANCE, OFFICE, row


async def test_a_unit_without_a_liaison_is_told_to_the_office_once(engine: Engine) -> None:
    bureau = Bureau(engine)
    bureau.enrol(OFFICE, Role.OFFICE)
    bureau.enrol(EDUCATION, Role.LIAISON, "区教育局")
    bureau.take_in(row("1"), row("2", units=["区财政局"]))

    first = await bureau.day(on(9, 19))
    later = [letter for day in range(20, 31) if day % 7 not in (3, 4) for letter in await bureau.day(on(9, day))]
    much_later = await bureau.day(on(11, 1)) + await bureau.day(on(1, 4, year=2023))

    assert first == [(OFFICE, "【未送达】区财政局\n提醒"), (EDUCATION, "新交办 1")]
    assert OFFICE not in [chat_id for chat_id, _ in later + much_later]

    bureau.enrol(FINANCE, Role.LIAISON, "区财政局")
    assert (FINANCE, "新交办 2") in await bureau.day(on(1, 5, year=2023))


async def test_units_without_a_liaison_are_told_in_one_message_and_only_of_more_again(engine: Engine) -> None:
    bureau = Bureau(engine)
    bureau.enrol(OFFICE, Role.OFFICE)
    bureau.take_in(row("1", units=["区教育局", "区财政局"]))

    first = await bureau.day(on(9, 19))
    bureau.enrol(EDUCATION, Role.LIAISON, "区教育局")
    fewer = await bureau.day(on(9, 20))
    bureau.take_in(row("2", units=["柳河镇", "区财政局"]))
    more = await bureau.day(on(9, 21))

    assert first == [(OFFICE, "【未送达】2个单位\n提醒")]
    assert fewer == [(EDUCATION, "新交办 1")]
    assert more == [(OFFICE, "【未送达】2个单位\n提醒")]
    assert await bureau.day(on(9, 22)) == []


async def test_an_assignment_that_cannot_be_delivered_is_told_to_the_office_at_once(bureau: Bureau) -> None:
    bureau.take_in(row("1"), row("2", units=["区财政局"]))
    bureau.postbox.outcomes[EDUCATION].append(Unreachable("Forbidden: bot was blocked by the user"))

    at_nine = await bureau.day(on(9, 19))

    assert at_nine == [(OFFICE, "【未送达】区教育局\n提醒"), (FINANCE, "新交办 2")]
    assert [await bureau.day(on(9, day)) for day in (20, 21)] == [[], []]


async def test_an_undelivered_reminder_is_left_to_the_digest(bureau: Bureau) -> None:
    bureau.take_in(row("1", date(2022, 9, 30)))
    await bureau.day(on(9, 19))
    bureau.postbox.outcomes[EDUCATION].append(Unreachable("Forbidden: bot was blocked by the user"))

    assert await bureau.day(on(9, 27)) == []
    assert await bureau.day(on(9, 28)) == []


async def test_whoever_was_out_of_reach_for_weeks_hears_once_of_how_things_stand(bureau: Bureau) -> None:
    bureau.take_in(row("1", date(2022, 9, 30)), row("2", date(2022, 10, 31)))
    await bureau.day(on(9, 19))
    bureau.postbox.outcomes[EDUCATION].append(Unreachable("Forbidden: bot was blocked by the user"))
    for moment in (on(9, 21), on(9, 27), on(9, 29), on(9, 30), on(10, 10), on(10, 11), on(10, 17)):
        assert await bureau.day(moment) == []

    bureau.at(on(10, 18, 11))
    bureau.act(lambda desk: desk.meet(EDUCATION, EDUCATION, "区教育局"))

    assert await bureau.hour(on(10, 18, 11)) == [(EDUCATION, "逾期催办 1 临期提醒 2")]
    assert await bureau.hour(on(10, 18, 12)) == []
