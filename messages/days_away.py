"""「我12月1日至5日休假」: days on which somebody is away, read from what they typed; nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

_LONGEST = timedelta(days=366)
_FARTHEST = timedelta(days=200)  # a day without a year that would lie farther ahead is rather a slip
_WEEKDAYS = "一二三四五六日"
_DIGITS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "半": 15}
_AWAY = (
    r"(?:休假|请假|出差|外出|公出|休年假|年假|年休假?|病假|事假|产假|陪产假|婚假|丧假|探亲假?|疗养|培训|学习|挂职|轮休|调休|"
    r"脱产|住院|出国|不在岗|不在单位|不在办公室|离岗)"
)
_DAY = (
    r"(?:(?:(?P<{0}y>\d{{4}})年)?(?:(?P<{0}m>\d{{1,2}})月)?(?P<{0}d>\d{{1,2}})[日号]|"
    r"(?P<{0}pm>\d{{1,2}})[./](?P<{0}pd>\d{{1,2}})(?!\d)|(?P<{0}word>今天|明天|后天|大后天)|"
    r"(?P<{0}which>本|这|下)?(?:个)?(?:周|星期|礼拜)(?P<{0}weekday>[一二三四五六日天]))"
)
_FIRST = _DAY.format("a").replace(
    r"(?P<ad>\d{1,2})[日号]", r"(?P<ad>\d{1,2})(?:[日号]|(?=\s*[-~至到]\s*\d{1,2}[日号]))"
)
_LAST = _DAY.format("b").replace(r")?(?P<bd>\d{1,2})[日号]", r")?(?P<bd>\d{1,2})[日号]?(?!\d)")
_FILLER = r"(?:上午|下午|晚上|期间|这几天|之间|,|\s|将|要|去|在|需|因公|因私|因病|因事|外地|北京|省里|市里|区里|单位)*"
_BETWEEN = r"(?:(?!已|组织|开展|举办|召开|完成|落实|公开|发布|前|底)[^\d]){0,6}?"
_SUBJECT = r"^(?:您好|你好|报告|领导)?[,\s]*(?:我|本人|我本人)?\s*(?:将|要|拟|计划|打算|准备)?\s*"
_LENGTH = r"(?P<n>\d{1,3}|[一两二三四五六七八九十半])(?:个)?(?P<unit>天|日|周|星期|礼拜|月)"
_RANGE = re.compile(
    rf"{_SUBJECT}(?:于|在|从|自)?\s*{_FIRST}{_FILLER}(?:起)?(?:至|到|-|—+|~|–)\s*{_LAST}{_FILLER}{_BETWEEN}{_AWAY}"
)
_FROM = re.compile(
    rf"{_SUBJECT}(?:于|在|从|自)?\s*{_FIRST}(?P<open>起|开始)?{_FILLER}{_BETWEEN}{_AWAY}(?:{_FILLER}{_LENGTH})?"
)
_AWAY_FIRST = re.compile(
    rf"{_SUBJECT}{_AWAY}[,:\s]*(?:时间)?[:\s]*(?:从|自|于)?\s*{_FIRST}(?:起)?(?:至|到|-|—+|~|–)\s*{_LAST}(?:[^\d].*)?$"
)
_FOR_LONG = re.compile(rf"{_SUBJECT}{_AWAY}{_LENGTH}[,\s]*(?:从|自|于)?\s*{_FIRST}")
_SPEAKS_OF_IT = re.compile(
    rf"^(?:您好|你好|报告|领导)?[,\s]*(?:本人|我本人|我(?![局委办厅镇乡区县市处科院校社们]|单位|街道|中心|公司))"
    rf"(?:(?!已|组织|开展|举办|召开|完成)[^,。;]){{0,12}}{_AWAY}"
)
_BACK = re.compile(
    r"^(?:我|本人)?(?:已经?|提前)*(?:回来了|返岗了?|回岗了?|销假了?|休假结束了?|出差回来了?|取消(?:外出|休假|出差|请假)了?|"
    r"(?:不|没)(?:休假|出差|请假|外出)了?)[。.!！]?$"
)
_MEETING = re.compile(r"培训|学习|疗养|挂职")
_OF_ONESELF = re.compile(r"我(?![局委办厅镇乡区县市处科院校社们]|单位|街道|中心|公司)|本人")


@dataclass(frozen=True, slots=True)
class Away:
    """Days away, both ends included."""

    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class AwayUnclear:
    """Somebody is away; from when to when cannot be told."""


def read_away(text: str, today: date) -> Away | AwayUnclear | None:
    """The days a line says its sender is away; None where it says no such thing.

    >>> read_away("我12月1日至5日休假", date(2022, 11, 28))
    Away(from_on=datetime.date(2022, 12, 1), to_on=datetime.date(2022, 12, 5))
    >>> read_away("我下周休假", date(2022, 11, 28)), read_away("12 办理中", date(2022, 11, 28))
    (AwayUnclear(), None)
    """
    said = unicodedata.normalize("NFKC", text).strip().replace("，", ",")
    if "\n" in said or len(said) > 120 or "://" in said:
        return None
    return _from_to(said, today) or (AwayUnclear() if _SPEAKS_OF_IT.search(said) else None)


def is_back(text: str) -> bool:
    """Whether a line says that its sender is back, or goes nowhere.

    >>> is_back("我提前回来了"), is_back("材料退回来了")
    (True, False)
    """
    return _BACK.match(unicodedata.normalize("NFKC", text).strip()) is not None


def _from_to(said: str, today: date) -> Away | AwayUnclear | None:
    """The first shape that fits; one that makes no days is unclear. A training is a person's by 「我」 alone."""
    if _MEETING.search(said) and not _OF_ONESELF.search(said):
        return None
    between = _RANGE.match(said) or _AWAY_FIRST.match(said)
    if between:
        first = _day(between, "a", today, None)
        return _checked(first, _day(between, "b", today, first), today)
    from_on = _FOR_LONG.match(said) or _FROM.match(said)
    if from_on is None:
        return None
    first = _day(from_on, "a", today, None)
    groups = from_on.groupdict()
    if groups.get("n"):
        return _checked(first, _after(first, groups["n"], groups["unit"]), today)
    return AwayUnclear() if groups.get("open") else _checked(first, first, today)


def _day(found: re.Match[str], end: str, today: date, first: date | None) -> date | None:
    """One end. A day without a month takes the month of the first; one without a year lies ahead."""
    said = {name.removeprefix(end): value for name, value in found.groupdict().items() if name.startswith(end)}
    if said["word"]:
        return today + timedelta(days=("今天", "明天", "后天", "大后天").index(said["word"]))
    if said["weekday"]:
        monday = (first or today) - timedelta(days=(first or today).weekday())
        weeks = 1 if said["which"] == "下" and (first is None or first < _monday_after(today)) else 0
        return monday + timedelta(weeks=weeks, days=_WEEKDAYS.index(said["weekday"].replace("天", "日")))
    start = first or today
    month, day = int(said["m"] or said["pm"] or start.month), int(said["d"] or said["pd"])
    year = int(said["y"]) if said["y"] else start.year
    made = _made(year, month, day)
    if made is None or said["y"] or made >= (first or today):
        return made
    return _made(year + 1, month, day) if said["m"] or said["pm"] else _made(*_next_month(start), day)


def _monday_after(today: date) -> date:
    """The first day of the week that follows."""
    return today + timedelta(days=7 - today.weekday())


def _after(first: date | None, number: str, unit: str) -> date | None:
    count = int(number) if number.isdecimal() else _DIGITS[number]
    if first is None or (number == "半" and unit != "月"):
        return None
    days = {"周": 7, "星期": 7, "礼拜": 7, "月": 1 if number == "半" else 30}.get(unit, 1) * count
    return first + timedelta(days=days - 1) if 0 < days <= _LONGEST.days else None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _next_month(day: date) -> tuple[int, int]:
    return (day.year + day.month // 12, day.month % 12 + 1)


def _checked(first: date | None, last: date | None, today: date) -> Away | AwayUnclear:
    if (
        first is None
        or last is None
        or last < max(first, today)
        or last - first > _LONGEST
        or first - today > _FARTHEST
    ):
        return AwayUnclear()
    return Away(first, last)
