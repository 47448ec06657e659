"""What goes out is true when it is sent, whatever happened since it was planned; and 立即交办."""

from __future__ import annotations

from datetime import date, timedelta

from storage.delivery import Retry
from storage.records import Plan
from storage.states import Intent, Post, Role
from storage.values import Field, RowQuestion
from tests.bureaus import Bureau, on
from tests.district import EDUCATION, FINANCE, row


async def test_an_item_closed_between_planning_and_sending_is_not_spoken_of(bureau: Bureau) -> None:
    bureau.take_in(row("1", date(2022, 9, 23)), row("2", date(2022, 9, 23)))
    await bureau.day(on(9, 19))
    bureau.at(on(9, 20, 8, 30))
    bureau.rounds.plan_day()

    bureau.report("1", Intent.DONE)

    assert await bureau.hour(on(9, 20)) == [(EDUCATION, "临期提醒 2")]
    assert bureau.store.conservation()["withdrawn"] == 1


async def test_a_message_of_which_nothing_is_true_any_more_is_not_sent_and_uses_up_no_day(bureau: Bureau) -> None:
    bureau.take_in(row("1", date(2022, 9, 23)))
    await bureau.day(on(9, 19))
    bureau.at(on(9, 20, 8, 30))
    bureau.rounds.plan_day()

    bureau.report("1", Intent.DONE)
    at_nine = await bureau.hour(on(9, 20))
    bureau.take_in(row("2"))
    bureau.rounds.plan_day()

    assert at_nine == []
    assert await bureau.hour(on(9, 20, 10)) == [(EDUCATION, "新交办 2")]


async def test_a_day_moved_between_planning_and_sending_withdraws_the_reminder(bureau: Bureau) -> None:
    bureau.take_in(row("1", date(2022, 9, 23)))
    await bureau.day(on(9, 19))
    bureau.report("1", Intent.EXTENSION, date(2022, 10, 31))
    bureau.at(on(9, 20, 8, 30))
    bureau.rounds.plan_day()

    bureau.act(lambda desk: desk.accept(*desk.to_review()[0][:2]))

    assert await bureau.hour(on(9, 20)) == []
    assert await bureau.day(on(10, 11)) == [(EDUCATION, "临期提醒 1")]


async def test_a_task_answered_before_its_assignment_went_out_is_not_handed_out_and_not_forgotten(
    bureau: Bureau,
) -> None:
    bureau.take_in(row("1", date(2022, 9, 30)))
    bureau.at(on(9, 19, 8, 30))
    bureau.rounds.plan_day()
    bureau.report("1", Intent.DONE)
    at_nine = await bureau.hour(on(9, 19))

    bureau.act(lambda desk: desk.send_back(*desk.to_review()[0][:2], "请补充", date(2022, 9, 23)))

    assert at_nine == []
    assert await bureau.day(on(9, 20)) == [(EDUCATION, "临期提醒 1")]
    assert await bureau.day(on(9, 26)) == [(EDUCATION, "逾期催办 1")]


async def test_a_successor_gets_what_was_planned_for_the_liaison_before(bureau: Bureau) -> None:
    successor = 112
    bureau.take_in(row("1"))
    bureau.at(on(9, 19, 8, 30))
    bureau.rounds.plan_day()

    bureau.enrol(successor, Role.LIAISON, "区教育局")

    assert await bureau.hour(on(9, 19)) == [(successor, "新交办 1")]
    assert await bureau.day(on(10, 19)) == [(successor, "临期提醒 1")]


async def test_a_ping_held_into_the_next_week_is_told_as_that_weeks(bureau: Bureau) -> None:
    bureau.take_in(row("1", date(2022, 9, 30)))
    await bureau.day(on(9, 19))
    bureau.postbox.outcomes[EDUCATION] += [Retry(timedelta(hours=1), "Too Many Requests")] * 5

    for day in (10, 11, 12, 13, 14):
        assert await bureau.day(on(10, day)) == []

    assert await bureau.day(on(10, 17)) == [(EDUCATION, "逾期催办 1")]
    assert [item.pings for item in bureau.items("1")] == [1]


async def test_the_second_post_hears_of_the_second_ping_and_not_of_the_first(bureau: Bureau) -> None:
    second_post = 122
    bureau.enrol(second_post, Role.LIAISON, "区教育局", Post.B)
    bureau.take_in(row("1", date(2022, 9, 30)))
    await bureau.day(on(9, 19))

    first = await bureau.day(on(10, 10))
    bureau.report("1", Intent.WORKING)
    planned_again = await bureau.day(on(10, 11))
    second = await bureau.day(on(10, 17))

    assert first == [(EDUCATION, "逾期催办 1")]
    assert planned_again == []
    assert second == [(EDUCATION, "逾期催办 1"), (second_post, "逾期催办 1")]


async def test_the_office_may_hand_out_at_once_though_the_day_has_had_its_message(bureau: Bureau) -> None:
    bureau.take_in(row("1"))
    await bureau.day(on(9, 19))
    bureau.at(on(9, 19, 15))
    bureau.take_in(row("2"), row("3", units=["区财政局"]), row("4", questions=[RowQuestion(Field.ROW, "有误")]))

    told = hand_out(bureau)

    assert told == (2, 2, 2)
    assert await bureau.hour(on(9, 19, 15)) == [(EDUCATION, "新交办 2"), (FINANCE, "新交办 3")]
    assert hand_out(bureau) == (0, 0, 0)
    assert await bureau.day(on(9, 20)) == []


async def test_handing_out_at_once_in_the_evening_waits_for_the_morning_and_comes_once(bureau: Bureau) -> None:
    bureau.at(on(9, 19, 20))
    bureau.take_in(row("1"))

    hand_out(bureau)
    hand_out(bureau)

    assert await bureau.hour(on(9, 19, 20)) == []
    assert await bureau.day(on(9, 20)) == [(EDUCATION, "新交办 1")]


async def test_handing_out_at_once_counts_the_liaisons_who_are_told(bureau: Bureau) -> None:
    bureau.enrol(122, Role.LIAISON, "区教育局", Post.B)
    bureau.take_in(row("1"))

    assert hand_out(bureau) == (1, 1, 1)


def hand_out(bureau: Bureau) -> tuple[int, int, int]:
    """立即交办 of the newest plan."""
    with bureau.store.act(bureau.clock()) as desk:
        newest: Plan = desk.plans()[-1]
        return bureau.rounds.hand_out(desk, newest)
