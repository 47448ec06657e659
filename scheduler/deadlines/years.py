"""Puts a period into its year: told, carried over from the clause before, or the document's."""

from __future__ import annotations

from calendar import isleap
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from scheduler.deadlines.terms import MONTH_BEFORE, MONTH_END, Period, YearWord
from scheduler.workdays import Workdays

FIRST_YEAR, LAST_YEAR = 2000, 2100
_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
BY_DOCUMENT = "年份按文件年度"
_SHIFTS = {YearWord.LAST: -1, YearWord.THIS: 0, YearWord.NEXT: 1, YearWord.AFTER_NEXT: 2}


class Known(NamedTuple):
    """What is known beside the phrase."""

    year: int | None
    issued_on: date | None
    workdays: Workdays
    document_year: int | None  # the year a month without a year belongs to


@lru_cache(maxsize=64)
def known(year: int | None, issued_on: date | None, workdays: Workdays) -> Known:
    """What is known; a document without a year is of the year it was issued in."""
    document_year = issued_on.year if year is None and issued_on is not None else year
    return Known(year, issued_on, workdays, document_year)


class Before(NamedTuple):
    """What the clauses before have told."""

    year: int | None = None  # only where it was told, never the document's
    month: int | None = None
    last: date | None = None


Span = tuple[date | None, date | None, str, str]
"""A period in its year: first and last day, doubt, why; without dates where there is no such day or no known year."""

NOTHING_BEFORE = Before()


def resolve(period: Period, before: Before, known: Known) -> Span:
    """The days a period covers, and why in this year."""
    opening, closing, _, _, told, weekday, doubt = period
    if told is None:
        year, why = (before.year, "年份承前") if before.year else (known.document_year, BY_DOCUMENT)
    else:
        year, why = (told, "") if isinstance(told, int) else _by_word(told, before, known)
    if year is None:
        return None, None, "没有写明年份，文件年份也不清楚", ""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None, None, f"年份“{year}”恐有误", ""
    month, day = closing
    if month == MONTH_BEFORE:
        month = before.month or 0
    try:
        last = date(year, month, length_of_month(year, month) if day == MONTH_END else day)
    except (ValueError, IndexError):  # no such day, no such month
        return None, None, "没有这个日期，原文恐有误", ""
    first = last if opening == closing else date(year, *opening)  # a day that every such month has
    if not doubt and (weekday is not None or isinstance(told, YearWord)):
        doubt = _doubt(period, last, known)
    return first, last, doubt, why


def age_doubt(last: date, known: Known) -> str:
    """A year that ended long before the document is rather what the work is about, or a misprint."""
    is_old = known.document_year and last.year < known.document_year - 1
    return f"{last.year}年早于文件年度，请核对" if is_old else ""


def length_of_month(year: int, month: int) -> int:
    """How many days it has."""
    return 29 if month == 2 and isleap(year) else _LENGTHS[month]


def told_year(period: Period, last: date | None) -> int | None:
    """The year later clauses take over, where this one told a year."""
    return last.year if last and period.year is not None else None


def _by_word(told: YearWord, before: Before, known: Known) -> tuple[int | None, str]:
    document = known.document_year
    if told is YearWord.SAME or told is YearWord.FOLLOWING:
        year = before.year or document
        why = "年份承前" if before.year else BY_DOCUMENT
        return (year + 1 if year and told is YearWord.FOLLOWING else year), why
    return (document + _SHIFTS[told] if document else None), f"“{told.value}”按文件年度推算"


def _doubt(period: Period, last: date, known: Known) -> str:
    if period.weekday is not None and last.weekday() != period.weekday:
        return "括号内的星期与日期不符"
    years_differ = known.year and known.issued_on and known.year != known.issued_on.year
    if years_differ and isinstance(period.year, YearWord) and period.year in _SHIFTS:
        return "文件年度与印发年份不同，“今年”“明年”所指不明"
    return ""
