"""Working days in China, with moved days (调休), the operator's overrides and provisional years.

Three sources, the first that knows a day wins: the operator's data file, chinesecalendar (announced years),
and a table of statutory days, which are provisional (暂定) until the schedule is announced.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache

from chinese_calendar import constants as announced

from scheduler.statutory import moved_days

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
_LINE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\s*(班|休)")


@dataclass(frozen=True, eq=False)
class Workdays:
    """The office's calendar of working days from 2000 to 2100; a day outside raises ValueError.

    `overrides` says for a day whether the office works (True) or not (False).
    """

    overrides: Mapping[date, bool] = field(default_factory=dict)
    _ordinals: Sequence[int] = field(init=False, repr=False)  # every working day, ascending

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ordinals", _with_overrides(_known_workdays(), self.overrides))

    def is_workday(self, day: date) -> bool:
        """Whether the office works on that day."""
        return self._up_to(day) > self._before(day)

    def is_provisional(self, year: int) -> bool:
        """Whether the schedule of that year rests on statutory days alone (暂定)."""
        return year not in _announced_years()

    def next_workday(self, day: date) -> date:
        """The first working day strictly after `day`."""
        return self._at(self._up_to(day))

    def last_workday_on_or_before(self, day: date) -> date:
        """`day` itself where the office works, else the working day before it."""
        return self._at(self._up_to(day) - 1)

    def first_workday_on_or_after(self, day: date) -> date:
        """`day` itself where the office works, else the working day after it."""
        return self._at(self._before(day))

    def add_workdays(self, day: date, n: int) -> date:
        """The n-th working day after `day` (before it, where n is negative); `day` itself is never counted."""
        if n == 0:
            return day
        return self._at(self._up_to(day) + n - 1 if n > 0 else self._before(day) + n)

    def workdays_between(self, start: date, end: date) -> int:
        """How many working days lie in (start, end]; negative where end is before start."""
        return self._up_to(end) - self._up_to(start)

    def last_workday_of_quarter(self, day: date) -> date:
        """The last working day of the quarter in which `day` lies."""
        after = (day.month - 1) // 3 * 3 + 4
        opening = date(day.year + after // 13, (after - 1) % 12 + 1, 1)
        return self.last_workday_on_or_before(opening - timedelta(days=1))

    def _up_to(self, day: date) -> int:
        return bisect_right(self._ordinals, _within(day).toordinal())

    def _before(self, day: date) -> int:
        return bisect_left(self._ordinals, _within(day).toordinal())

    def _at(self, place: int) -> date:
        if not 0 <= place < len(self._ordinals):
            raise ValueError(f"工作日历只包含{FIRST_DAY.year}年至{LAST_DAY.year}年，所求日期不在其中")
        return date.fromordinal(self._ordinals[place])


def workdays_with(overrides: Mapping[date, bool]) -> Workdays:
    """The calendar with an office's own days, the same one for the same days: readings are remembered by it."""
    return _workdays_with(frozenset(overrides.items()))


@lru_cache(maxsize=64)
def _workdays_with(overrides: frozenset[tuple[date, bool]]) -> Workdays:
    return Workdays(dict(overrides))


def monday(day: date) -> date:
    """The first day of the day's week."""
    return day - timedelta(days=day.weekday())


def load_overrides(text: str) -> dict[date, bool]:
    """Read the operator's data file: a line a day, 班 for work and 休 for rest, # begins a comment.

    >>> load_overrides("2027-02-06 班  # 春节调休")
    {datetime.date(2027, 2, 6): True}

    Raises ValueError with all faulty lines told together.
    """
    found: dict[date, bool] = {}
    faults: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.partition("#")[0].strip().lstrip("\ufeff")
        if not words:
            continue
        try:
            day, works = _override(words)
            if found.setdefault(day, works) != works:
                raise ValueError(f"{day}前后两次写法不一致")
        except ValueError as error:
            faults.append(f"第{number}行：{error}")
    if faults:
        raise ValueError("工作日数据有误。" + "；".join(faults))
    return found


def _override(words: str) -> tuple[date, bool]:
    line = _LINE.fullmatch(words)
    if line is None:
        raise ValueError(f"“{words[:40]}”应写成“2027-02-06 班”或“2027-02-08 休”")
    try:
        day = date(int(line[1]), int(line[2]), int(line[3]))
    except ValueError:
        raise ValueError(f"“{words[:40]}”中没有这一天") from None
    return _within(day), line[4] == "班"


def _within(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"工作日历只包含{FIRST_DAY.year}年至{LAST_DAY.year}年，{day}不在其中")
    return day


def _with_overrides(known: Sequence[int], overrides: Mapping[date, bool]) -> Sequence[int]:
    if not overrides:
        return known
    worked = {_within(day).toordinal() for day, works in overrides.items() if works}
    rested = {_within(day).toordinal() for day, works in overrides.items() if not works}
    return array("l", sorted(worked.union(known) - rested))


@cache
def _known_workdays() -> Sequence[int]:
    """Built once, so that every question afterwards is a search in one array; a tuple would take a megabyte more."""
    rested, worked = _moved_days()
    days = range(FIRST_DAY.toordinal(), LAST_DAY.toordinal() + 1)
    return array("l", (day for day in days if day in worked or (day % 7 not in (6, 0) and day not in rested)))


def _moved_days() -> tuple[set[int], set[int]]:
    """Days of rest and days of work that differ from the plain week, as ordinals."""
    unannounced = set(range(FIRST_DAY.year, LAST_DAY.year + 1)) - set(_announced_years())
    moved = [one for year in unannounced for one in moved_days(year)]
    rested, worked = (_ordinals(day for day, works in moved if works is which) for which in (False, True))
    return rested | _ordinals(announced.holidays), worked | _ordinals(announced.workdays)


def _ordinals(days: Iterable[date]) -> set[int]:
    return {day.toordinal() for day in days}


@cache
def _announced_years() -> range:
    years = {day.year for day in announced.holidays}
    return range(min(years), max(years) + 1)
