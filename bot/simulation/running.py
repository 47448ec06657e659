"""One run: a seed's steps upon the real program, and after each of them every promise."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.simulation.acting import act
from bot.simulation.letters import Broken
from bot.simulation.program import ZONE
from bot.simulation.setting import Setting
from bot.simulation.steps import Step, first_day
from bot.simulation.time import StillLoop
from bot.simulation.world import WORKDAYS, World

AT_MOST = 900.0  # seconds that a step may keep the program busy before the next one comes
HASTE = 0.7  # seconds after which the next step comes where it does not wait
CALM_DAYS = 2  # working days of fair weather at the end, after which nothing may wait


@dataclass(frozen=True, slots=True)
class Run:
    """What came of it; `broken` is the promise that did not hold, "" where all did."""

    steps: int
    letters: int
    updates: int
    doubts: int
    trace: tuple[str, ...]
    broken: str = ""


def run(setting: Setting, chosen: Sequence[Step] | None = None) -> Run:
    """Let a seed's steps happen (or only those chosen), until the end or until a promise is broken."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    loop = StillLoop()
    loop.set_exception_handler(lambda _loop, _context: None)
    try:
        with tempfile.TemporaryDirectory() as folder:
            happening = setting.steps() if chosen is None else list(chosen)
            return loop.run_until_complete(_live(setting, happening, Path(folder)))
    finally:
        _end(loop)
        logging.disable(before)


def _end(loop: StillLoop) -> None:
    """What an interrupted run leaves undone ends with it."""
    if left := asyncio.all_tasks(loop):
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.close()


async def _live(setting: Setting, happening: Sequence[Step], folder: Path) -> Run:
    begins = datetime.combine(first_day(setting.seed), time(7, 0), ZONE)
    world = World(setting, begins, folder)
    broken, done = "", 0
    try:
        await world.opens()
        for step in happening:
            done += 1
            await _take(world, step)
        await _calm_down(world, begins + timedelta(days=setting.days))
    except Broken as error:
        broken = str(error)
    finally:
        await world.ends()
    letters = [letter for one in world.letters.values() for letter in one.sent]
    updates = sum(len(place.network.handed_over) for place in world.places)
    return Run(done, len(letters), updates, world.promises.doubts, tuple(world.trace), broken)


async def _take(world: World, step: Step) -> None:
    """Wait for a step's time, let it happen, see that everything holds."""
    await world.passes_until(step.at)
    await act(world, step)
    world.wakes()
    if step.is_hasty:
        await world.passes_until(world.true_time + timedelta(seconds=HASTE))
    else:
        await world.rests(AT_MOST)


async def _calm_down(world: World, moment: datetime) -> None:
    """Days of fair weather and no faults; then nothing waits, and the whole chain holds."""
    await world.becomes_calm(moment)
    day = moment.date()
    for _ in range(CALM_DAYS):
        day = WORKDAYS.next_workday(day)
        await world.passes_until(datetime.combine(day, time(16, 0), ZONE))
        await world.rests(AT_MOST)
    world.promises.nothing_is_lost()
    for place in world.places:
        found = place.store.verify_chain()
        if found.broken_at is not None:
            raise Broken(f"the audit chain breaks at event {found.broken_at}")
