"""Days and lengths of time as people type them: read, or left for a person to name."""

from __future__ import annotations

from datetime import date

import pytest

from messages.reading.days import asked_until, counted_from
from storage.times import times_wanted
from storage.values import DeadlineKind

TODAY = date(2022, 11, 21)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("23年1月5日", date(2023, 1, 5)),
        ("2023年1月5日", date(2023, 1, 5)),
        ("13月底", None),
        ("12月底", date(2022, 12, 31)),
    ],
)
def test_the_day_of_an_extension_is_one_that_exists(text: str, day: date | None) -> None:
    assert asked_until(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("从今天起延期半个月", date(2022, 12, 6)),
        ("从今天起延期两周", date(2022, 12, 5)),
        ("从今天起延期500天", None),
    ],
)
def test_a_length_of_time_is_counted_from_its_day(text: str, day: date | None) -> None:
    assert counted_from(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "rrule", "times"),
    [
        ("全年开展不超过2次", None, 0),
        ("每周通报不少于2次", "FREQ=WEEKLY", 2),
        ("每两年开展至少1次", "FREQ=YEARLY;INTERVAL=2", 1),
        ("每年开展至少1次", "FREQ=YEARLY;INTERVAL=2", 0),
    ],
)
def test_a_ceiling_is_no_count_and_a_count_is_for_its_own_beat(text: str, rrule: str | None, times: int) -> None:
    kind = DeadlineKind.RECURRING if rrule else DeadlineKind.WHOLE_YEAR

    assert times_wanted(text, "", kind, rrule) == times
