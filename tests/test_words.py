"""Days, lights, names: the words that stand in every message."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages import characters, words
from storage.states import Intent, ItemState, NoticeKind, Part, Role
from tests.make import MONDAY, make_item

YESTERDAY = date(2022, 11, 27)


def test_a_day_names_its_weekday() -> None:
    assert words.day(date(2022, 12, 30), MONDAY) == "12月30日（星期五）"


def test_a_day_of_another_year_names_the_year() -> None:
    assert words.day(date(2023, 3, 31), MONDAY) == "2023年3月31日（星期五）"


def test_a_day_whose_reader_has_no_today_names_the_year() -> None:
    assert words.day(date(2022, 12, 30)) == "2022年12月30日（星期五）"


def test_a_moment_is_told_in_the_offices_time() -> None:
    before_midnight_in_utc = datetime(2022, 11, 27, 17, 5, tzinfo=UTC)

    assert words.moment(before_midnight_in_utc, MONDAY) == "11月28日（星期一）01:05"


@pytest.mark.parametrize(
    ("state", "light"),
    [
        (ItemState.TO_SIGN, "🔴逾期未签收"),
        (ItemState.SIGNED, "🔴逾期未反馈"),
        (ItemState.WORKING, "🔴逾期未办结"),
        (ItemState.RETURNED, "🔴逾期未办结"),
        (ItemState.SUBMITTED, "🟢正常"),
        (ItemState.DONE, "🟢已办结"),
        (ItemState.STRUCK_OFF, "🟢已销号"),
        (ItemState.ONGOING, "⚪长期坚持"),
        (ItemState.NOT_APPLICABLE, "⚪不涉及"),
        (ItemState.CARRIED_OVER, "⚪结转"),
        (ItemState.STOPPED, "⚪终止"),
    ],
)
def test_a_light_past_the_day_in_force(state: ItemState, light: str) -> None:
    assert words.light(make_item(state=state, due_on=YESTERDAY), MONDAY, due_soon=False) == light


def test_what_is_due_soon_is_yellow() -> None:
    assert words.light(make_item(due_on=MONDAY), MONDAY, due_soon=True) == "🟡临期"


def test_what_was_handed_in_is_not_yellow() -> None:
    assert words.light(make_item(state=ItemState.SUBMITTED), MONDAY, due_soon=True) == "🟢正常"


def test_what_was_done_late_says_so() -> None:
    item = make_item(state=ItemState.DONE, due_on=YESTERDAY, submitted_on=MONDAY)

    assert words.light(item, MONDAY, due_soon=False) == "🟢已办结（逾期办结）"


@pytest.mark.parametrize(
    "excuse",
    [{"soft": True}, {"due_is_certain": False}, {"part": Part.ASSISTING}],
    ids=lambda excuse: next(iter(excuse)),
)
def test_soft_inferred_and_assisting_duties_are_never_red(excuse: dict[str, Any]) -> None:
    assert words.light(make_item(due_on=YESTERDAY, **excuse), MONDAY, due_soon=False) == "🟢正常"


@pytest.mark.parametrize(("due_on", "soon"), [("2022-11-27", False), ("2022-11-28", True), ("2022-12-06", False)])
def test_soon_is_within_seven_days(due_on: str, soon: bool) -> None:
    assert words.is_soon(make_item(due_on=date.fromisoformat(due_on)), MONDAY) is soon


def test_every_state_kind_intent_part_and_role_has_a_word() -> None:
    said = [*map(words.state, ItemState), *map(words.kind, NoticeKind), *map(words.intent, Intent)]
    said += [*map(words.part, Part), *map(words.role, Role)]

    assert all(said)


@given(st.text(st.characters()), st.integers(1, 60))
def test_shortened_text_is_within_its_length(text: str, n: int) -> None:
    assert characters.units_long(characters.shorten(text, n)) <= n


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_text_that_fits_is_not_touched(text: str) -> None:
    assert characters.shorten(text, 40) == text


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\u200f", "\ufeff", "\x00", "\u3164", "\u2800", "\n"])
def test_a_name_cannot_hide_or_turn_what_stands_beside_it(sign: str) -> None:
    assert words.name(f"甲{sign}乙").replace(" ", "") == "甲乙"


def test_a_name_of_nothing_visible_is_called_unsigned() -> None:
    assert words.name("\u200b\u202e \u3164") == "（未署名）"


async def test_offices_that_share_a_process_are_each_told_the_time_on_their_own_clock() -> None:
    at = datetime(2022, 11, 28, 1, tzinfo=UTC)

    async def office(zone: str) -> str:
        words.tell_time_in(ZoneInfo(zone))
        await asyncio.sleep(0)
        return words.moment(at, date(2022, 11, 28))

    async with asyncio.TaskGroup() as group:
        offices = [group.create_task(office(zone)) for zone in ("Asia/Urumqi", "Europe/Berlin")]

    assert [one.result() for one in offices] == ["11月28日（星期一）07:00", "11月28日（星期一）02:00"]
    assert words.moment(at, date(2022, 11, 28)) == "11月28日（星期一）09:00"
