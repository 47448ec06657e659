"""The plainest cells read in one go: 2022年6月底前, 6月30日前, 2022年12月, 年底前, 3月1日至12月1日.

A short cut and nothing more: what it reads, it reads as the grammar would, and a test holds the two together.
Whatever is the least unusual about a cell (a day that does not exist, a year that is not known, an order that turns
back, a word too many) it leaves to the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from scheduler.deadlines.phrases import FROM_TO, because
from scheduler.deadlines.years import BY_DOCUMENT, FIRST_YEAR, LAST_YEAR, length_of_month
from storage.values import Deadline, DeadlineKind

_DAY = r"(?:(20\d\d)年)?(?:(1[0-2]|0?[1-9])月(?:([12]\d|3[01]|0?[1-9])日|(底))?|年底|(?<=\d年)底)(前)?"
_PLAIN = re.compile(rf"(?:[应须]?于|到)?({_DAY})(?:(?:--?|~|至|到)({_DAY}))?(?:完成)?", re.ASCII)
_Told = Sequence[str | None]  # year, month, day, 底, 前


def plain_deadline(phrase: str, wording: str, document_year: int | None) -> Deadline | None:
    """The reading of a cell that says nothing but a day or a range of days; None leaves it to the grammar.

    >>> plain_deadline("6月底前", "6月底前", 2022).due, plain_deadline("6月前", "6月前", 2022)
    (datetime.date(2022, 6, 30), None)
    """
    found = _PLAIN.fullmatch(wording)
    if found is None:
        return None
    words, *told = found.groups()
    if told[5]:
        return _plain_range(phrase, told[:5], told[6:], document_year)
    _, _, day, _, before = told = told[:5]
    is_bare_first = day in ("1", "01") and not before and words == wording
    due = None if is_bare_first else _last_day(told, document_year)
    if due is None:
        return None
    return Deadline(phrase, DeadlineKind.DATE, due, why=because(words, due, "" if told[0] else BY_DOCUMENT))


def _plain_range(phrase: str, first: _Told, last: _Told, document_year: int | None) -> Deadline | None:
    year, month, day, close, before = first
    if close or before or month is None:
        return None
    start = _last_day((year, month, day or "1", None, None), document_year)
    due = _last_day((last[0] or year, *last[1:]), document_year)
    if start is None or due is None or due < start:
        return None
    return Deadline(phrase, DeadlineKind.RANGE, due, start, why=FROM_TO)


def _last_day(told: _Told, document_year: int | None) -> date | None:
    """The day meant, where nothing about it is doubtful."""
    told_year, month, day, close, before = told
    year = int(told_year) if told_year else document_year
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR or year < (document_year or year) - 1:
        return None
    if month is None:
        return date(year, 12, 31)
    if before and not (day or close):
        return None
    length = length_of_month(year, int(month))
    last = int(day) if day else length
    return date(year, int(month), last) if last <= length else None
