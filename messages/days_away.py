"""「我12月1日至5日休假」: days on which somebody is away, read from what they typed; nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from messages.reading.day_forms import LENGTH, after, exact_days_in
from messages.reading.days import AddWorkdays, workdays_after
from messages.reading.form import Form
from messages.reading.plain import cover_spans

_LONGEST = timedelta(days=366)
_FARTHEST = timedelta(days=200)  # a day without a year that would lie farther ahead is rather a slip
_AWAY = (
    r"(?:休假|请假|出差|外出|公出|休年假|年假|年休假?|病假|事假|产假|陪产假|婚假|丧假|探亲假?|疗养|培训|学习|挂职|轮休|调休|"
    r"脱产|住院|出国|不在岗|不在单位|不在办公室|离岗)"
)
_SOMEHOW_AWAY = Form(_AWAY)
_DAY = "◎"  # stands for every sign of a day that was read
_FIRST, _LAST = rf"(?P<first>{_DAY}+)", rf"(?P<last>{_DAY}+)"
_TO = r"\s*(?:至|到|-|—+|~|–)\s*"
_FILLER = (
    r"(?:上午|下午|晚上|期间|这几天|之间|,|\s|将|要|去|赴|在|需|因公|因私|因病|因事|外地|北京|省里|市里|区里|单位)*"
)
_BETWEEN = rf"(?:(?!已|组织|开展|举办|召开|完成|落实|公开|发布|前|底)[^{_DAY}\d]){{0,6}}?"
_SUBJECT = r"^(?:您好|你好|报告|领导)?[,\s]*(?:我|本人|我本人)?\s*(?:将|要|拟|定|计划|打算|准备)?\s*(?:于|在|从|自)?\s*"
_RANGE = re.compile(rf"{_SUBJECT}{_FIRST}{_FILLER}(?:起)?{_TO}{_LAST}{_FILLER}{_BETWEEN}{_AWAY}")
_FROM = re.compile(rf"{_SUBJECT}{_FIRST}(?P<open>起|开始)?{_FILLER}{_BETWEEN}{_AWAY}(?:{_FILLER}{LENGTH})?")
_AWAY_FIRST = re.compile(
    rf"{_SUBJECT}{_AWAY}[,:\s]*(?:时间)?[:\s]*(?:从|自|于)?\s*{_FIRST}(?:起)?{_TO}{_LAST}(?:[^\d].*)?$"
)
_FOR_LONG = re.compile(rf"{_SUBJECT}{_AWAY}{LENGTH}[,\s]*(?:从|自|于)?\s*{_FIRST}")
# 号 is never a row here; 1-5日, 12月1日至5 and 12/1 are written out, as they are read.
_WRITTEN_OUT = (
    (re.compile(r"(?<=\d)号"), "日"),
    (re.compile(r"(?<=\d)/(?=\d)"), "."),
    (re.compile(rf"(?<![\d.])(\d{{1,2}})(?={_TO}\d{{1,2}}日)"), r"\1日"),
    (re.compile(rf"(日{_TO}\d{{1,2}})(?![\d日月年.])"), r"\1日"),
)
_SPEAKS_OF_IT = re.compile(
    rf"^(?:您好|你好|报告|领导)?[,\s]*(?:本人|我本人|我(?![局委办厅镇乡区县市处科院校社们]|单位|街道|中心|公司))"
    rf"(?:(?!已|组织|开展|举办|召开|完成)[^,。;]){{0,12}}{_AWAY}"
)
_BACK = Form(
    r"^(?:我|本人)?(?:已经?|提前)*(?:回来了|返岗了?|回岗了?|销假了?|休假结束了?|出差回来了?|取消(?:外出|休假|出差|请假)了?|"
    r"(?:不|没)(?:休假|出差|请假|外出)了?)[。.!！]?$"
)
_DAY_ALONE = re.compile(r"\d{1,2}日")
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


def read_away(text: str, today: date, add_workdays: AddWorkdays | None = None) -> Away | AwayUnclear | None:
    """The days a line says its sender is away; None where it says no such thing.

    `add_workdays` counts in the office's calendar; without it working days are unclear.

    >>> read_away("我12月1日至5日休假", date(2022, 11, 28))
    Away(from_on=datetime.date(2022, 12, 1), to_on=datetime.date(2022, 12, 5))
    >>> read_away("我下周休假", date(2022, 11, 28)), read_away("12 办理中", date(2022, 11, 28))
    (AwayUnclear(), None)
    """
    said = unicodedata.normalize("NFKC", text).strip().replace("，", ",").replace(_DAY, " ")
    if "\n" in said or len(said) > 120 or "://" in said or not _SOMEHOW_AWAY.search(said):
        return None
    return _from_to(said, today, add_workdays) or (AwayUnclear() if _SPEAKS_OF_IT.search(said) else None)


def is_back(text: str) -> bool:
    """Whether a line says that its sender is back, or goes nowhere.

    >>> is_back("我提前回来了"), is_back("材料退回来了")
    (True, False)
    """
    return _BACK.match(unicodedata.normalize("NFKC", text).strip()) is not None


def _from_to(said: str, today: date, add_workdays: AddWorkdays | None) -> Away | AwayUnclear | None:
    """The first shape that fits; one that makes no days is unclear. A training is a person's by 「我」 alone."""
    if _MEETING.search(said) and not _OF_ONESELF.search(said):
        return None
    for wording, written_out in _WRITTEN_OUT:
        said = wording.sub(written_out, said)
    shape = cover_spans(said, ((*found.span(), _DAY) for found, _ in exact_days_in(said, today)))
    between = _RANGE.match(shape) or _AWAY_FIRST.match(shape)
    if between:
        first = _ahead(said[slice(*between.span("first"))], today)
        return _checked(first, first and _end(said[slice(*between.span("last"))], first, today), today)
    from_on = _FOR_LONG.match(shape) or _FROM.match(shape)
    if from_on is None:
        return None
    first = _ahead(said[slice(*from_on.span("first"))], today)
    return _so_long(from_on, first, today, add_workdays)


def _so_long(
    from_on: re.Match[str], first: date | None, today: date, add_workdays: AddWorkdays | None
) -> Away | AwayUnclear:
    """The whole days of a length count from the first; 起 without one ends nobody knows when."""
    groups = from_on.groupdict()
    if groups["n"] or groups["half"]:
        return _checked(first, first and _last_of(first, from_on, add_workdays), today)
    return AwayUnclear() if groups.get("open") else _checked(first, first, today)


def _last_of(first: date, span: re.Match[str], add_workdays: AddWorkdays | None) -> date | None:
    if span["work"]:
        return workdays_after(first - timedelta(days=1), span, add_workdays)
    following = after(first, span)
    return following and following - timedelta(days=1)


def _ahead(words: str, reference: date) -> date | None:
    """The day that words name. One without a month lies ahead, in the next month where this one's is over."""
    day = _day(words, reference)
    if day is None or day >= reference or not _DAY_ALONE.fullmatch(words):
        return day
    return _day(f"下月{words}", reference)


def _end(words: str, first: date, today: date) -> date | None:
    """The last day. What it leaves out (month, week) it takes from the first."""
    day = _day(words, today)
    return day if day and day >= first else _ahead(words, first)


def _day(words: str, reference: date) -> date | None:
    return next((day for _, day in exact_days_in(words, reference)), None)


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
