"""The plainest cells read in one go: 2022年6月底前, 6月30日前, 2022年12月, 年底前, 3月1日至12月1日, 10-11月.

A short cut and nothing more: what it reads, it reads as the grammar would, and a test holds the two together.
Whatever is the least unusual about a cell (a day that does not exist, a year that is not known, an order that turns
back, a word too many) it leaves to the grammar.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from scheduler.deadlines.phrases import DATE, FROM_TO, RANGE, because
from scheduler.deadlines.years import BY_DOCUMENT, FIRST_YEAR, LAST_YEAR, length_of_month
from storage.values import Deadline

_TO = r"(?:--?|~|至|到)"
_MONTH, _DAY, _END = r"(1[0-2]|0?[1-9])", r"([12]\d|3[01]|0?[1-9])日", r"年底|(?<=年)底"
_FIRST = (
    rf"(?:(20\d\d)(?:年|(?={_TO}20\d\d年))|)(?:{_MONTH}(?:月份?|(?={_TO}\d{{1,2}}月))(?:{_DAY}|底|)|{_END}|)(?:(前)|)"
)
_LAST = rf"(?:(20\d\d)年|)(?:(?:{_MONTH}月份?|)(?:{_DAY}|(?<=[月份])底?)|{_END}|)(?:(前)|)"
_DONE = r"(?:完成|[开动完]工|投入使用|)"
_PLAIN = re.compile(rf"(?:[应须]?于|到|)({_FIRST})(?:{_TO}({_LAST})|){_DONE}", re.ASCII)
_FIGURES = re.compile(r"(20\d\d)([./-])(1[0-2]|0?[1-9])\2([12]\d|3[01]|0?[1-9])(前)?", re.ASCII)
_OPENINGS = frozenset("0123456789应须于到年")  # whatever begins otherwise is not plain
_SIGNS = frozenset("./-")
_Told = str | None


def plain_deadline(phrase: str, wording: str, document_year: int | None) -> Deadline | None:
    """The reading of a cell that says nothing but a day or a range of days; None leaves it to the grammar.

    >>> plain_deadline("6月底前", "6月底前", 2022).due, plain_deadline("6月前", "6月前", 2022)
    (datetime.date(2022, 6, 30), None)
    """
    if wording[:1] not in _OPENINGS:
        return None
    found = _PLAIN.fullmatch(wording)
    if found is None:
        return _in_figures(phrase, wording, document_year) if wording[4:5] in _SIGNS else None
    words, year, month, day, before, until, *last = found.groups()
    if until is not None:
        is_open = not words or before or "底" in words
        return None if is_open else _plain_range(phrase, (year, month, day), until, last, document_year)
    if not words or (before and not day and "底" not in words):
        return None
    is_bare_first = day in ("1", "01") and not before and words == wording
    due = None if is_bare_first else _last_day(year, month, day, document_year)
    if due is None:
        return None
    return Deadline(phrase, DATE, due, None, None, (), (), False, because(words, due, "" if year else BY_DOCUMENT))


def _in_figures(phrase: str, wording: str, document_year: int | None) -> Deadline | None:
    """2022.11.30前, as a sheet may hold it."""
    found = _FIGURES.fullmatch(wording)
    if found is None:
        return None
    year, _, month, day, before = found.groups()
    due = _last_day(year, month, day, document_year) if before or day not in ("1", "01") else None
    return Deadline(phrase, DATE, due, why=because(wording, due, "")) if due else None


def _plain_range(
    phrase: str, first: tuple[_Told, _Told, _Told], until: str, last: Sequence[_Told], document_year: int | None
) -> Deadline | None:
    year, month, day = first
    last_year, last_month, last_day, before = last
    is_day_alone = last_day and not last_month  # 5月7日至11日
    if not until or (before and not last_day and "底" not in until):
        return None
    if is_day_alone and (last_year or not day):
        return None
    start = _last_day(year, month or "1", day or "1", document_year)
    due = _last_day(last_year or year, month if is_day_alone else last_month, last_day, document_year)
    if start is None or due is None or due < start:
        return None
    return Deadline(phrase, RANGE, due, start, why=FROM_TO)


def _last_day(told: _Told, month: _Told, day: _Told, document_year: int | None) -> date | None:
    """The day meant, where nothing about it is doubtful."""
    if told:
        year = int(told)
        if document_year and year < document_year - 1:
            return None
    elif document_year and FIRST_YEAR <= document_year <= LAST_YEAR:
        year = document_year
    else:
        return None
    if month is None:
        return date(year, 12, 31)
    try:
        return date(year, int(month), int(day) if day else length_of_month(year, int(month)))
    except ValueError:  # 31 June
        return None
