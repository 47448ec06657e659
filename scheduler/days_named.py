"""A day as the office writes it, read by the office's calendar."""

from __future__ import annotations

import re
from datetime import date

from messages.reading.day_forms import exact_days_in
from messages.reading.days import counted_from
from scheduler.deadlines import read_deadline
from scheduler.workdays import workdays_with
from storage.desk import Desk

_THIS_YEAR = ("今", "本")
_YEAR = re.compile(r"(?:(?P<year>20\d\d)|(?P<word>今|本|去|上一?))年?度?")


def day_named(desk: Desk, text: str) -> date | None:
    """A day as a person writes it: 2022-12-05, 12月5日, 明天, 下周五, 5个工作日后 by the office's calendar."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        workdays = workdays_with(desk.calendar())
        read = read_deadline(text, desk.today.year, None, workdays)
        named = None if read.ask else read.due
        exact = (day for found, day in exact_days_in(text, desk.today) if found.group() == text)
        said = (day for day in exact if day is not None and day >= desk.today)
        return named or next(said, None) or counted_from(text, desk.today, workdays.add_workdays)


def year_named(desk: Desk, text: str) -> int | None:
    """A year as a person writes it: 2022, 2022年度, 去年, 本年度; None where it is none."""
    said = _YEAR.fullmatch(text.strip())
    if said is None:
        return None
    return int(said["year"]) if said["year"] else desk.today.year - (said["word"] not in _THIS_YEAR)


def coming_day(desk: Desk, text: str) -> date | None:
    """The same, where a day of the past is meant for next year: 1月15日, said in December."""
    day, today = day_named(desk, text), desk.today
    if day is not None and day <= today and "年" not in text and not text[:4].isdecimal():
        return day_named(desk, f"{today.year + 1}年{text}")
    return day
