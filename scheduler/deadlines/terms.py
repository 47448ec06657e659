"""What a deadline phrase is made of: the terms the grammar finds, before a year or an issue date is known."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

MONTH_END = -1  # as the day of a Period: the last day of its month, whatever the year
MONTH_BEFORE = -1  # as the month of a Period: the month named by the clause before


class Grain(Enum):
    """How sharply a period is named."""

    DAY = auto()  # 6月30日
    CLOSE = auto()  # 6月底, 6月中旬, 年底: its last day is meant
    SPAN = auto()  # 6月, 第三季度, 上半年: 前 after it has two readings
    YEAR = auto()  # 2025年: a SPAN that is often only the name of something
    WHOLE = auto()  # 全年, 年内
    VAGUE = auto()  # 6月初, 年中


DAY, CLOSE, SPAN, YEAR, WHOLE, VAGUE = Grain


class Side(Enum):
    """Which side of the period the duty lies on."""

    ON = ""  # 6月30日, 6月: nothing is said
    WITHIN = "内"
    BEFORE = "前"
    SINCE = "起"  # 起, 后
    PAST = "以来"  # 以来: never a deadline
    ABOUT = "左右"


class YearWord(Enum):
    """A year told without its number: counted from the document's year, or from the clause before."""

    THIS = "今年"
    NEXT = "明年"
    AFTER_NEXT = "后年"
    LAST = "去年"
    SAME = "当年"
    FOLLOWING = "次年"


_SIGNS = {Grain.WHOLE: "全", Grain.VAGUE: "约"}


class Period(NamedTuple):
    """A stretch of one year, from `first` to `last` as (month, day); the year may be told or left out."""

    first: tuple[int, int]
    last: tuple[int, int]
    grain: Grain
    side: Side = Side.ON
    year: int | YearWord | None = None
    weekday: int | None = None  # as printed in brackets, Monday is 0
    doubt: str = ""

    def __str__(self) -> str:
        year = f"{self.year}-" if isinstance(self.year, int) else self.year.value if self.year else ""
        first = "" if self.grain in (Grain.DAY, Grain.CLOSE) else f"{_day(self.first)}…"
        return (
            f"{year}{first}{_day(self.last)}{_SIGNS.get(self.grain, '')}{self.side.value}{'？' if self.doubt else ''}"
        )


class Years(NamedTuple):
    """A five-year plan's years (十四五)."""

    first: int
    last: int
    close: bool  # 十四五末: a date, not a period
    doubt: str = ""

    def __str__(self) -> str:
        return f"{self.last}-12-31" if self.close else f"{self.first}…{self.last}"


class Rhythm(NamedTuple):
    """每…: a rule that may be completed by the months named after it."""

    rule: str
    doubt: str = ""
    takes_months: bool = False  # 每年 alone

    def __str__(self) -> str:
        return self.rule + ("？" if self.doubt else "")


class Length(NamedTuple):
    """A length of time counted from a day (印发后3个月内), backwards where `forward` is False."""

    size: int
    unit: str
    forward: bool
    from_issue: bool
    doubt: str = ""

    def __str__(self) -> str:
        base = "印发" if self.from_issue else "某日"
        return f"{base}{'后' if self.forward else '前'}{self.size}{self.unit}{'？' if self.doubt else ''}"


class FromNow(NamedTuple):
    """即日起: begins on the day of issue."""

    def __str__(self) -> str:
        return "即日起"


class Standing(NamedTuple):
    """长期坚持: a duty without an end."""

    def __str__(self) -> str:
        return "长期"


class Occasion(NamedTuple):
    """汛前: tied to an event whose day the phrase does not tell."""

    words: str

    def __str__(self) -> str:
        return f"事项：{self.words}"


class Manner(NamedTuple):
    """立即, 适时: how, not when; beside a date it adds nothing."""

    words: str
    doubt: str
    recurring: bool = False  # 定期
    unsettles: bool = False  # 另行通知, 视天气情况: a date beside it may not be the last word

    def __str__(self) -> str:
        return self.words


class Lookalike(NamedTuple):
    """第274号, 规划2021—2030: figures that set no deadline."""

    words: str

    def __str__(self) -> str:
        return f"非时限：{self.words}"


Term = Period | Years | Rhythm | Length | FromNow | Standing | Occasion | Manner | Lookalike


Placed = tuple[Term, int, int]  # a term, and where in the wording it begins and ends


def _day(day: tuple[int, int]) -> str:
    month = "" if day[0] == MONTH_BEFORE else f"{day[0]:02d}-"
    return month + ("末" if day[1] == MONTH_END else f"{day[1]:02d}")
