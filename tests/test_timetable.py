"""The timetable: which round runs when, on the office's clock; and cron lines that are refused."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.cron import CronTrigger
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.config import load
from bot.unusable import ConfigUnusable
from scheduler.clock import OfficeClock, system_clock
from scheduler.timetable import Entry, Running, Times, ticks, timetable
from tests.district import CHINA

MONDAY = datetime(2022, 9, 19, 0, 0, tzinfo=CHINA)


class Diary:
    """Writes down which line ran at which moment of the office's clock."""

    def __init__(self, clock: OfficeClock | None = None) -> None:
        self.clock = clock
        self.ran: list[tuple[str, datetime]] = []
        self.written = asyncio.Event()

    def plan_day(self) -> None:
        """As the rounds do it."""
        self._note("plan")

    def call_digest(self) -> None:
        """As the rounds do it."""
        self._note("digest")

    def call_pictures(self) -> None:
        """As the rounds do it."""
        self._note("pictures")

    def propose_carry_over(self) -> None:
        """As the rounds do it."""
        self._note("carry_over")

    def send(self) -> None:
        """As the sender is woken."""
        self._note("send")

    def line(self, name: str) -> Callable[[], Awaitable[None]]:
        """A line of a timetable that writes its name down."""

        async def run() -> None:
            self._note(name)

        return run

    def names(self) -> list[str]:
        """What ran, in order."""
        return [name for name, _ in self.ran]

    async def until(self, count: int) -> None:
        """Wait until so much has run."""
        async with asyncio.timeout(10):
            while len(self.ran) < count:
                self.written.clear()
                await self.written.wait()

    def _note(self, name: str) -> None:
        self.ran.append((name, self.clock() if self.clock else MONDAY))
        self.written.set()


def entries(diary: Diary, zone: ZoneInfo = CHINA, **times: str) -> list[Entry]:
    """The real timetable over a diary instead of the rounds."""
    return timetable(Times(**times), diary, zone, diary.send)  # type: ignore[arg-type]


def line(name: str, cron: str, diary: Diary, zone: ZoneInfo = CHINA) -> Entry:
    """One line of a timetable."""
    return Entry(name, CronTrigger.from_crontab(cron, timezone=zone), diary.line(name))


# the lines in order


def test_a_morning_is_planned_then_the_digest_called_then_everything_sent() -> None:
    lines = entries(Diary(), send="0 * * * *")

    fell_due = [*ticks(lines, MONDAY.replace(hour=8), MONDAY.replace(hour=10))]

    assert [(at.astimezone(CHINA).strftime("%H:%M"), entry.name) for at, entry in fell_due] == [
        ("08:30", "plan"),
        ("09:00", "digest"),
        ("09:00", "send"),
        ("09:01", "pictures"),
        ("10:00", "send"),
    ]


def test_lines_of_one_minute_run_in_the_order_of_the_timetable() -> None:
    lines = entries(Diary(), plan="0 9 * * *", digest="0 9 * * *", send="0 9 * * *")
    at_nine = MONDAY.replace(hour=9)

    assert [entry.name for _, entry in ticks(lines, MONDAY, at_nine)] == ["plan", "digest", "send"]


def test_the_start_of_a_walk_is_not_in_it_and_its_end_is() -> None:
    lines = entries(Diary(), send="0 * * * *")
    at_nine = MONDAY.replace(hour=9)

    assert [entry.name for _, entry in ticks(lines, at_nine, at_nine)] == []
    assert [entry.name for _, entry in ticks(lines, at_nine - timedelta(minutes=1), at_nine)] == ["digest", "send"]
    assert [*ticks([], at_nine, at_nine + timedelta(days=9))] == []


@given(st.integers(0, 1_000_000), st.integers(0, 5000), st.integers(0, 5000))
def test_a_walk_in_two_parts_meets_the_same_lines_as_one(start: int, first: int, second: int) -> None:
    after = MONDAY + timedelta(minutes=start)
    between, until = after + timedelta(minutes=first), after + timedelta(minutes=first + second)
    lines = entries(Diary(), send="30 */6 * * *")

    parts = [*ticks(lines, after, between), *ticks(lines, between, until)]

    assert parts == [*ticks(lines, after, until)]
    assert all(one <= other for (one, _), (other, _) in pairwise(parts))


def test_times_are_the_offices_whatever_zone_it_lives_in() -> None:
    lines = entries(Diary(), ZoneInfo("America/New_York"))
    day = datetime(2022, 9, 19, tzinfo=UTC)

    plan_at, _ = next(tick for tick in ticks(lines, day, day + timedelta(days=1)) if tick[1].name == "plan")

    assert plan_at == datetime(2022, 9, 19, 12, 30, tzinfo=UTC)


def test_a_change_to_summer_time_neither_skips_nor_doubles_a_morning() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    lines = [entry for entry in entries(Diary(), berlin) if entry.name == "plan"]
    first, last = datetime(2022, 3, 20, tzinfo=berlin), datetime(2022, 4, 3, tzinfo=berlin)

    mornings = [at.astimezone(berlin) for at, _ in ticks(lines, first, last)]

    assert [at.strftime("%d %H:%M") for at in mornings] == [
        f"{(first + timedelta(days=n)).day:02} 08:30" for n in range(14)
    ]


# weekdays as cron counts them


@pytest.mark.parametrize(
    ("weekday", "days"),
    [
        ("1", [19]),
        ("1-5", [19, 20, 21, 22, 23]),
        ("0", [25]),
        ("7", [25]),
        ("5-7", [23, 24, 25]),
        ("0,6", [24, 25]),
        ("1-5/2", [19, 21, 23]),
        ("*/2", [20, 22, 24, 25]),
        ("mon,FRI", [19, 23]),
        ("mon-fri", [19, 20, 21, 22, 23]),
        ("*", [19, 20, 21, 22, 23, 24, 25]),
    ],
)
def test_weekday_numbers_mean_what_they_mean_to_cron(weekday: str, days: list[int]) -> None:
    lines = [entry for entry in entries(Diary(), plan=f"30 8 * * {weekday}") if entry.name == "plan"]

    fell_due = ticks(lines, MONDAY, MONDAY + timedelta(days=7))

    assert [at.astimezone(CHINA).day for at, _ in fell_due] == days


# lines that are refused


@pytest.mark.parametrize(
    "cron",
    """|每天九点|0 9|0 9 * * * *|99 9 * * *|0 9 * * 8|0 9 * * xyz|*/0 * * * *|5-1 * * * *|0 0 30 2 *|0 9 * * 5-1
    |0 9 * * 1/0|0 9 L * *""".replace("\n    ", "").split("|"),
)
def test_a_cron_line_that_cannot_be_used_is_refused_with_one_chinese_line(cron: str, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f'[timetable]\nplan = "{cron}"\n', encoding="utf-8")

    with pytest.raises(ConfigUnusable) as refused:
        load({"DUBAN_CONFIG": str(path)})

    told = str(refused.value)
    assert "\n" not in told
    assert f"timetable.plan：「{cron}」" in told
    said = told.partition(f"「{cron}」")[2]
    assert not any(letter.isascii() and letter.isalpha() for letter in said.replace("cron", "")), told


def test_an_unknown_line_of_the_timetable_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[timetable]\nplans = "30 8 * * *"\n', encoding="utf-8")

    with pytest.raises(ConfigUnusable, match=r"timetable\.plans 不是已知的配置项"):
        load({"DUBAN_CONFIG": str(path)})


@given(st.text(alphabet="0123456789*/-, monfri?L#", max_size=24))
def test_any_line_is_taken_or_refused_with_a_reason(cron: str) -> None:
    try:
        times = Times(plan=cron)
    except ValidationError:
        return  # said why, as above; any other error would be a fault

    assert next(ticks(entries(Diary(), plan=times.plan)[:1], MONDAY, MONDAY + timedelta(days=366 * 9)))


# on the office's clock


async def test_lines_run_at_the_offices_time_though_the_machines_clock_is_elsewhere() -> None:
    almost_nine = MONDAY.replace(hour=8, minute=59, second=59, microsecond=700_000)
    clock = OfficeClock(almost_nine)
    diary = Diary(clock)

    running = Running([line("nine", "0 9 * * *", diary), line("ten", "0 10 * * *", diary)], clock)
    try:
        await diary.until(1)
    finally:
        running.stop()

    [(name, at)] = diary.ran
    assert name == "nine"
    assert timedelta(0) <= at - MONDAY.replace(hour=9) < timedelta(seconds=5)


async def test_after_the_clock_was_moved_lines_fall_due_where_it_stands_now() -> None:
    clock = OfficeClock(MONDAY.replace(hour=0, minute=1))
    diary = Diary(clock)

    running = Running([line("nine", "0 9 * * *", diary)], clock)
    try:
        clock.move_to(MONDAY + timedelta(days=40, hours=9) - timedelta(milliseconds=300))
        running.rearm()
        await diary.until(1)
    finally:
        running.stop()

    [(_, at)] = diary.ran
    assert at >= MONDAY + timedelta(days=40, hours=9)


async def test_a_bot_that_was_off_in_the_morning_makes_up_for_it_when_it_starts() -> None:
    clock = OfficeClock(MONDAY.replace(hour=11, minute=20))
    diary = Diary(clock)

    running = Running(entries(diary, send="0 * * * *"), clock)
    try:
        await diary.until(4)
    finally:
        running.stop()

    assert sorted(diary.names()) == ["digest", "pictures", "plan", "send"]
    assert diary.ran[0][1] < MONDAY.replace(hour=11, minute=21)


async def test_a_bot_that_starts_before_its_morning_waits_for_it() -> None:
    clock = OfficeClock(MONDAY.replace(hour=7, minute=59, second=59, microsecond=700_000))
    diary = Diary(clock)

    running = Running([line("nine", "0 9 * * *", diary), line("eight", "0 8 * * *", diary)], clock)
    try:
        await diary.until(1)
    finally:
        running.stop()

    assert diary.names() == ["eight"]


async def test_a_round_that_fails_is_logged_and_comes_again(caplog: pytest.LogCaptureFixture) -> None:
    clock = OfficeClock(MONDAY.replace(hour=11))
    diary = Diary(clock)

    async def fails() -> None:
        await diary.line("fails")()
        raise RuntimeError("a fault of ours")

    broken = Entry("plan", CronTrigger.from_crontab("30 8 * * *", timezone=CHINA), fails)
    running = Running([broken], clock)
    try:
        await diary.until(1)
        clock.move_to(MONDAY + timedelta(days=1, hours=8.5) - timedelta(milliseconds=200))
        running.rearm()
        await diary.until(2)
    finally:
        running.stop()

    assert diary.names() == ["fails", "fails"]
    assert "round_failed" in caplog.messages


def test_the_machines_clock_is_utc() -> None:
    assert system_clock().utcoffset() == timedelta(0)
