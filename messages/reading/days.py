"""Days as people type them: which stretches of a text are days, and which day an extension is asked until."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from messages.reading.day_forms import LENGTH, NUMERAL, after, days_in
from messages.reading.form import Form
from messages.reading.numerals import number_in

AddWorkdays = Callable[[date, int], date]
"""The n-th working day after a day, in the office's calendar; raises ValueError beyond it."""


def day_spans(text: str, today: date) -> Iterator[tuple[int, int, bool]]:
    """Where days stand, and whether each may lie ahead (a day that cannot be read may)."""
    for found, day in days_in(text, today):
        ahead = day is None or (day > today and not _is_next_years(found, day, today))
        yield found.start(), found.end(), ahead or (day == today and bool(_STILL_TO_DO.match(text, found.end())))


def asked_until(text: str, today: date) -> date | None:
    """The one day named in the words after 延期; None where there is none, several, a past or a vague one."""
    if _VAGUE.search(text) or _WORKING_DAYS.search(text):
        return None
    read = {day for _, day in days_in(_WEEKDAY_BESIDE.sub("", text), today)}
    if len(read) != 1:
        return None
    day = read.pop()
    return day if day and day >= today and _weekday_agrees(text, day) else None


def counted_from(text: str, today: date, add_workdays: AddWorkdays | None = None) -> date | None:
    """A duration with a base: 从今天起延期两周, 由11月30日延长15天, 5个工作日后; None where either is missing.

    Working days are counted by the office's calendar; without one they are not.
    """
    base = _BASE.search(text)
    span = _SPAN.search(text, base.end()) if base else _FROM_TODAY.search(text)
    if not span or (_WORKING_DAYS.search(text) and not span["work"]):
        return None
    start = today if not base or base["today"] else next((day for _, day in days_in(base.group(), today)), None)
    if start is None or not span["work"]:
        return after(start, span) if start else None
    return workdays_after(start, span, add_workdays)


def workdays_after(start: date, span: re.Match[str], add_workdays: AddWorkdays | None) -> date | None:
    """The last of so many working days after a day, by the office's calendar; `span` is a match of `LENGTH`.

    None without a calendar, and beyond its end.
    """
    count = number_in(span["n"]) or 0
    try:
        return add_workdays(start, count) if add_workdays and count else None
    except ValueError:  # the calendar does not reach so far
        return None


def _is_next_years(found: re.Match[str], day: date, today: date) -> bool:
    """已于3月28日发布 in November: next year's is the near one only for what is still asked."""
    named = found.groupdict()
    return bool(named.get("m")) and not named.get("year") and not named.get("y") and day.year > today.year


def _weekday_agrees(text: str, day: date) -> bool:
    """12月15日(星期五) is a slip somewhere when that day is a Thursday."""
    said = _WEEKDAY_BESIDE.search(text)
    return not said or "一二三四五六日".find(said[1].replace("天", "日")) == day.weekday()


_STILL_TO_DO = Form(
    r"(?:下午|晚上|晚|下班|准时|按时|正式|统一|之?前|以?内|就|可以?|能|会|将|要|一定|争取)*"
    r"(?:完成|办结|[弄搞办做]完|公开|公布|发布|公示|上线|上网|挂网|上传|报送)(?!了|[^,。;]{0,6}了|的|过|完毕)"
)  # 今天办结 is still to come
_WEEKDAY_BESIDE = Form(r"\((?:周|星期|礼拜)([一二三四五六日天])\)")
_SPAN = Form(LENGTH + r"(?!后|底|末|\d)(?!\d*[日号])")
_FROM_TODAY = Form(LENGTH + r"(?:之|以)?后")
_WORKING_DAYS = Form(r"工作日")
_VAGUE = Form(
    r"左右|前后|上下|大概|大约|差不多|或者?|再说|视情况|待定|另行|(?:开学|节|会|汛期|疫情|验收|换届)[前后]|旬"
)
_BASE = Form(
    rf"(?:从|自|由|(?=(?:今天|今日|即日|明天)(?:起|开始)))(?:(?P<today>今天|今日|即日|现在|当日)|明天|(?:\d{{4}}年)?{NUMERAL}月{NUMERAL}[日号]?)(?:起|开始|算|之日起|往后|再|申请)?"
)
