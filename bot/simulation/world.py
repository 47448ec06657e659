"""The offices, their networks and the program that serves them, in a time that a run lets pass."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from bot.simulation.district import FOUNDED, District, district, gathers, opens
from bot.simulation.letters import Letters
from bot.simulation.network import Network
from bot.simulation.program import ZONE, Place, Process, Surroundings
from bot.simulation.promises import Promises, once_a_day
from bot.simulation.setting import Setting
from bot.simulation.time import SimulatedClock, steady
from scheduler.clock import local
from scheduler.rules import Rules
from scheduler.workdays import Workdays
from storage.books import Books
from storage.database import Engine
from storage.opened import open_office
from storage.rehearsal import Mishap, ProcessDied
from storage.store import Store

WORKDAYS = Workdays()
RULES = Rules()


class World:
    """Everything outside the program, and the program's present life."""

    def __init__(self, setting: Setting, begins: datetime, folder: Path) -> None:
        self.seed = setting.seed
        self._begins = begins
        self.clock = SimulatedClock(begins)
        self.districts = [district(place, setting.units) for place in range(setting.offices)]
        self._ground = setting.ground
        self.engine = self._ground.opened((setting.offices, setting.units), self._gather)
        self.books = Books(self.engine)
        self.trace: list[str] = []
        self.handed_out: Counter[tuple[int, date]] = Counter()
        self.letters: dict[int, Letters] = {}
        self.places = [self._place(here, setting.store) for here in self.districts]
        networks = {place.store.office_id: place.network for place in self.places}
        self.promises = Promises(self.books, networks, self.letters)
        self.mishap = Mishap(self.engine)
        self.around = Surroundings(self.clock, RULES, WORKDAYS, self.books, folder)
        self.process: Process | None = None
        self._ticked_until = begins
        self.disturbed_at = begins
        self.shift = timedelta(0)  # by which the clock stands wrong
        self.off_until: datetime | None = None

    @property
    def today(self) -> date:
        """The office's day."""
        return local(self.clock(), ZONE).date()

    @property
    def true_time(self) -> datetime:
        """The time that nobody can set."""
        return self._begins + timedelta(seconds=steady())

    async def opens(self) -> None:
        """Everybody is enrolled and the table confirmed; the program starts."""
        for place, here in zip(self.places, self.districts, strict=True):
            for chat in opens(place.store, here, self.seed, self.clock(), self.today):
                place.network.chat(chat)
        await self.starts(release=True)

    async def passes_until(self, moment: datetime) -> None:
        """Let true time pass, with the program's timetable on the way."""
        if self.off_until is not None and self.off_until <= moment:
            await asyncio.sleep(max(0.0, (self.off_until - self.true_time) / timedelta(seconds=1)))
            self.off_until, self.disturbed_at = None, self.true_time
            await self.starts(release=True)
        while (left := (moment - self.true_time) / timedelta(seconds=1)) > 0:
            await self._passes(left)

    async def becomes_calm(self, moment: datetime) -> None:
        """Nothing goes wrong any more."""
        self.mishap.passes_by()
        await self.passes_until(moment)
        self.clock_is_set(-self.shift)
        self.shift = timedelta(0)
        if self.process is None:
            self.off_until = None
            await self.starts(release=True)

    async def ends(self) -> None:
        """The run is over."""
        self.mishap.passes_by()
        if self.process is not None:
            await self.process.dies()
        self.books.close()
        self._ground.given_back(self.engine)

    async def _passes(self, left: float) -> None:
        """Time passes up to the next line of the timetable, at most so long."""
        if self.process is None:
            await asyncio.sleep(left)
            return
        now = self.clock()
        next_line = self.process.next_line(max(now, self._ticked_until))
        wait = min(left, max(0.0, (next_line - now) / timedelta(seconds=1)))
        woken = steady() + wait
        await self.lives(self._waits(woken))
        now = self.clock()
        if self.process is not None and now > self._ticked_until:
            after, self._ticked_until = self._ticked_until, now
            await self.lives(self.process.tick(after, now))

    async def _waits(self, until: float) -> None:
        assert self.process is not None
        await self.process.quiet(until - steady())
        if (left := until - steady()) > 0:
            await asyncio.sleep(left)

    async def rests(self, at_most: float) -> bool:
        """Let the program do all it can do now; then every promise must hold. False where it is still at work."""
        if self.process is None:
            return False
        await self.lives(self.process.quiet(at_most))
        is_quiet = self.process is not None and self.process.is_quiet
        if is_quiet:
            self.promises.hold()
            once_a_day([*self.letters.values()], self.handed_out)
        return is_quiet

    def wakes(self) -> None:
        """Something may have happened that the program should see."""
        if self.process is not None:
            self.process.wake()

    async def starts(self, release: bool) -> None:
        """A new life of the program."""
        self.process = Process(self.places, self.around)
        self._ticked_until = self.clock()
        await self.lives(self.process.start(release))

    async def dies(self) -> None:
        """The program's life ends here and now."""
        if self.process is not None:
            process, self.process = self.process, None
            await process.dies()
            self.promises.process_died()
            self.disturbed_at = self.true_time
            for place in self.places:
                place.network.forgets()
            self.says("!! the process died")

    async def lives(self, work: Awaitable[object]) -> None:
        """Whatever is done may be the last it does; then it is started again a little later."""
        try:
            await work
        except ProcessDied:
            await self.dies()
            chance = Random(f"{self.seed}/life/{steady():.3f}")
            await asyncio.sleep(chance.uniform(0.5, 100))
            if self.off_until is None:
                await self.starts(release=chance.random() < 0.5)

    def clock_is_set(self, ahead: timedelta) -> None:
        """Somebody sets the machine's clock."""
        self.clock.set_by(ahead)
        self._ticked_until = min(self._ticked_until, self.clock())
        self.disturbed_at = self.true_time

    def says(self, what: str) -> None:
        """A line of the trace."""
        self.trace.append(f"{local(self.clock(), ZONE):%Y-%m-%d %H:%M:%S} {what}")

    def _gather(self, engine: Engine) -> None:
        for here in self.districts:
            gathers(Store(engine, _opened(engine, here, FOUNDED), _day_of), here)

    def _place(self, here: District, store: type[Store]) -> Place:
        office_id = _opened(self.engine, here, self.clock())
        letters = Letters(office_id, self.books, self.clock, RULES, WORKDAYS)
        network = Network(f"{self.seed}/{here.place}", self.clock, letters.begins)
        network.acknowledged = lambda ids: letters.must_be_kept(ids)
        self.letters[office_id] = letters
        return Place(here.mark, store(self.engine, office_id, _day_of), network)


def _opened(engine: Engine, here: District, now: datetime) -> int:
    return open_office(engine, f"{here.mark}区政务公开办", now, here.mark)


def _day_of(moment: datetime) -> date:
    return local(moment, ZONE).date()
