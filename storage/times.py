"""Count duties: how many times a row's text wants something done in the period its deadline sets.

「年内至少一次」「每年不少于2次」「至少开展3期」「每季度1次以上」. A count for another period than the deadline's
(每月一次 in a row due 全年) is none: nobody can say how many of those are still to come.
"""

from __future__ import annotations

import re
from enum import StrEnum

from storage.values import DeadlineKind

_MOST = 99
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_FIGURE = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_NUMBER = rf"(?P<number>{_FIGURE})(?:\s*(?:[-—~～至到]|或者?)\s*{_FIGURE})?"  # of 1-2次 the lower
_OCCASION = (
    r"\s*(?:场次|批次|次(?![日年月要级性数])|期(?![间限刊望货内末满])|场(?![所地景面合])|轮(?![候流])|批(?![准复示]))"
)
_FLOOR = r"(?:至少|不少于|不低于|最少|不得少于|不得低于)"
_CEILING = re.compile(r"最多|至多|不超过|不多于|不得超过|少跑|只跑|仅跑|第\s*$")
_BETWEEN = r"[^，。；,;\d一二两三四五六七八九十]{0,14}?"
_ASKED = (
    re.compile(rf"{_FLOOR}{_BETWEEN}{_NUMBER}{_OCCASION}"),
    re.compile(rf"(?<!第)(?<!\d){_NUMBER}{_OCCASION}\s*(?:及|或)?以上"),
    re.compile(rf"(?:每|一)年度?{_BETWEEN}{_NUMBER}{_OCCASION}"),
    re.compile(rf"(?:年内|全年|年度内|本年度|每半年|每(?:个)?季度?|每个?月|每周){_BETWEEN}{_NUMBER}{_OCCASION}"),
)
_CLAUSE = re.compile(r"[，。；,;\n]")


class Beat(StrEnum):
    """The period a count is for."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    OTHER = "other"


_BEATS = (
    (re.compile(r"每(?:两|二|三|四|五|2|3|4|5)|隔|每[日天]|逐日"), Beat.OTHER),
    (re.compile(r"半年"), Beat.HALF),
    (re.compile(r"季"), Beat.QUARTER),
    (re.compile(r"每个?月|按月|逐月|月度"), Beat.MONTH),
    (re.compile(r"每周|每星期|按周"), Beat.WEEK),
    (re.compile(r"每年|年内|全年|年度|一年"), Beat.YEAR),
)


def times_wanted(text: str, deadline: str, kind: DeadlineKind, rrule: str | None = None) -> int:
    """How many accepted reports make one occurrence of a row done; 0 where its words set no count.

    >>> times_wanted("年内至少开展一次政府开放活动", "全年", DeadlineKind.WHOLE_YEAR)
    1
    >>> times_wanted("每年召开新闻发布会不少于2次；每月更新1次", "全年", DeadlineKind.WHOLE_YEAR)
    2
    >>> times_wanted("群众办事最多跑一次，一次性告知", "全年", DeadlineKind.WHOLE_YEAR)
    0
    """
    own = _beat_of(kind, rrule)
    found = [
        _count(hit, said, own) for said in (text, deadline) for pattern in _ASKED for hit in pattern.finditer(said)
    ]
    return max(found, default=0)


def _count(hit: re.Match[str], text: str, own: Beat) -> int:
    """The number a hit asks for, 0 where it is a ceiling or for another period than the row's own."""
    before = _CLAUSE.split(text[: hit.start("number")])[-1]
    if _CEILING.search(before):
        return 0
    beat = next((beat for pattern, beat in _BEATS if pattern.search(before)), own)
    number = _number(hit["number"])
    return number if beat is own and number <= _MOST else 0


def _beat_of(kind: DeadlineKind, rrule: str | None) -> Beat:
    """The period one item of a row spans: the year, unless the row has a shorter beat."""
    if kind is not DeadlineKind.RECURRING or not rrule:
        return Beat.YEAR
    if "INTERVAL" in rrule:
        return Beat.OTHER
    if rrule.startswith("FREQ=WEEKLY"):
        return Beat.WEEK
    months = re.search(r"BYMONTH=([\d,]+)", rrule)
    a_year = (
        len(months[1].split(",")) if months else {"FREQ=YEARLY": 1, "FREQ=MONTHLY": 12}.get(rrule[:12].rstrip(";"), 0)
    )
    return {1: Beat.YEAR, 2: Beat.HALF, 4: Beat.QUARTER, 12: Beat.MONTH}.get(a_year, Beat.OTHER)


def _number(text: str) -> int:
    """
    >>> [_number(text) for text in ("3", "两", "十", "十二", "二十", "二十四")]
    [3, 2, 10, 12, 20, 24]
    """
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return (_DIGITS.get(tens, 0) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
