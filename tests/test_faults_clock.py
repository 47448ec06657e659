"""Clocks that jump, stand wrong or sleep: nothing goes out under a wrong date, and what was missed is made up for."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.owed import Owed
from scheduler.clock import WRONG, Witness
from scheduler.timetable import Entry
from tests.running import office
from tests.test_timetable import Diary, entries

NOON = datetime(2022, 11, 21, 4, 0, tzinfo=UTC)


class Moved:
    """A clock and a stopwatch, each moved by hand."""

    def __init__(self) -> None:
        self.now, self.seconds = NOON, 100.0

    def pass_by(self, by: timedelta) -> None:
        """Both go on."""
        self.now += by
        self.seconds += by.total_seconds()


@pytest.mark.parametrize(
    "off", [timedelta(days=-400), timedelta(minutes=-11), timedelta(minutes=11), timedelta(days=3)]
)
def test_a_clock_that_jumps_away_from_the_servers_time_is_doubted_at_once(off: timedelta) -> None:
    here = Moved()
    witness = Witness(lambda: here.seconds, lambda: here.now)
    assert not witness.is_doubted()  # nobody has told the time yet
    witness.hear(NOON)
    here.pass_by(timedelta(days=2))
    assert not witness.is_doubted()

    here.now += off
    assert witness.is_doubted()
    assert witness.off() == off

    here.now -= off - WRONG
    assert not witness.is_doubted()


async def test_nothing_is_handled_or_sent_while_the_clock_is_doubted(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with office(tmp_path) as here:
        here.app.witness = wrong = Witness(lambda: 0.0, lambda: NOON)
        wrong.hear(NOON + timedelta(days=1))
        here.sandbox.world.says(1, "12 办理中")

        async with here.at_work():
            await here.until(lambda: here.app.store.to_handle())
            await here.until(lambda: "clock_implausible" in caplog.text)
            held = here.counts(), here.calls()
            wrong.hear(NOON)
            await here.until(lambda: here.all_got(but=1) and here.got(1, "收件回执") and here.is_empty())

        assert held == ({**here.counts(), **held[0]}, [])
        here_counts = here.counts()
        assert here_counts["uncertain"] == here_counts["pending"] == 0


async def test_a_round_that_met_a_database_that_was_away_is_run_again_and_a_faulty_one_is_not(
    caplog: pytest.LogCaptureFixture,
) -> None:
    here, ran = Moved(), list[str]()

    async def plan() -> None:
        ran.append("plan")
        if len(ran) == 1:
            raise OperationalError("", {}, Exception("away"))

    async def digest() -> None:
        ran.append("digest")
        raise ZeroDivisionError

    owed = Owed(lambda: here.now, lambda: here.seconds)
    never = entries(Diary())[0].trigger
    for entry in owed.instead_of([Entry("plan", never, plan), Entry("digest", never, digest)]):
        await entry.run()
    with pytest.raises(OperationalError):
        await owed.run_due()
    with caplog.at_level(logging.ERROR):
        await owed.run_due()
    await owed.run_due()

    assert ran == ["plan", "plan", "digest"]
    assert "round_failed" in caplog.text


def test_a_clock_that_was_moved_or_slept_is_noticed() -> None:
    here = Moved()
    owed = Owed(lambda: here.now, lambda: here.seconds)
    here.pass_by(timedelta(hours=9))
    assert not owed.clock_was_moved()

    here.now += timedelta(hours=-3)
    assert owed.clock_was_moved()
    here.now += timedelta(days=2)  # a machine asleep: its stopwatch stood still
    assert owed.clock_was_moved()
    assert not owed.clock_was_moved()
