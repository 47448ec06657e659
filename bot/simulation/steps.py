"""What happens to the offices, day by day: who acts, what fails. It follows from the seed, never from the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random

from bot.simulation.program import ZONE

EARLIEST = date(2022, 1, 10)
_DAYS_TO_CHOOSE_FROM = 480


class Kind(StrEnum):
    """What a step is."""

    LIAISON = "liaison"
    OFFICE = "office"
    LEADER = "leader"
    STRANGER = "stranger"
    HANDOVER = "handover"
    BLOCK = "block"
    VERSION = "version"
    WEATHER = "weather"
    DEATH = "death"
    OFF = "off"
    CLOCK = "clock"
    REPEAT = "repeat"
    CHECK = "check"  # nothing happens: everything is looked at


_DAILY: dict[Kind, float] = {
    Kind.LIAISON: 0.35,  # each
    Kind.OFFICE: 0.9,
    Kind.LEADER: 0.05,
    Kind.STRANGER: 0.05,
    Kind.HANDOVER: 0.03,
    Kind.BLOCK: 0.05,
    Kind.VERSION: 0.02,
    Kind.WEATHER: 0.25,
    Kind.DEATH: 0.25,
    Kind.OFF: 0.02,
    Kind.CLOCK: 0.04,
    Kind.REPEAT: 0.1,
}
_DENSE_FOR, _SPARSE = 30, 0.3  # days that are as full as above; a year is quieter, so that it takes seconds


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens. `number` names its own chances, whatever other steps there are."""

    number: int
    at: datetime
    kind: Kind
    office: int
    who: int  # place of the unit
    is_hasty: bool  # the next one does not wait for it

    def chances(self, seed: int) -> Random:
        """What this step draws from."""
        return Random(f"{seed}/{self.number}")


def first_day(seed: int) -> date:
    """The day on which the offices begin."""
    return EARLIEST + timedelta(days=Random(f"{seed}/begins").randrange(_DAYS_TO_CHOOSE_FROM))


def steps(seed: int, days: int, offices: int, units: int) -> list[Step]:
    """Everything that happens, in order."""
    chance, begins, dense = Random(f"{seed}/steps"), first_day(seed), max(_SPARSE, min(1.0, _DENSE_FOR / days))
    made: list[tuple[datetime, Kind, int, int, bool]] = []
    for day in range(days):
        for office in range(offices):
            for kind, often in _DAILY.items():
                for who in range(units if kind is Kind.LIAISON else 1):
                    if chance.random() < often * dense:
                        at = _moment(chance, begins + timedelta(days=day), kind)
                        place = who if kind is Kind.LIAISON else chance.randrange(units)
                        made.append((at, kind, office, place, chance.random() < 0.25))
        made.append((datetime.combine(begins + timedelta(days=day), time(15, 0), ZONE), Kind.CHECK, 0, 0, False))
    return [Step(number, *one) for number, one in enumerate(sorted(made))]


def _moment(chance: Random, day: date, kind: Kind) -> datetime:
    """Faults gather where the day's letters go out; people act from early to late."""
    if kind in (Kind.WEATHER, Kind.DEATH) and chance.random() < 0.7:
        start, minutes = time(8, 29), 35
    else:
        start, minutes = time(7, 30), 12 * 60
    second = chance.randrange(minutes * 60)
    return datetime.combine(day, start, ZONE) + timedelta(seconds=second)
