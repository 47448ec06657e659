"""Beginnings and stretches: from one period to another, or to no end."""

from __future__ import annotations

from datetime import date

from scheduler.deadlines.phrases import CONTINUOUS, FROM_TO, RANGE, START_ONLY, Duty, Phrase
from scheduler.deadlines.terms import MONTH_BEFORE, Grain, Period, Side
from scheduler.deadlines.years import Before, Known, Span, age_doubt, resolve, told_year


def range_duty(phrase: Phrase, n: int, before: Before, opening: Span) -> tuple[Duty, int, Before]:
    first, last = phrase.terms[n][0], phrase.terms[n + 1][0]
    assert isinstance(first, Period)
    assert isinstance(last, Period)
    begin, end = phrase.terms[n][1], phrase.terms[n + 1][2]
    start, opened, doubt, _ = opening
    there = Before(told_year(first, opened) or before.year, month_told(first, before))
    due, closing_doubt = _closing(last, there, start, phrase.known)
    doubt = doubt or closing_doubt or order_doubt(phrase, n, last, due, before)
    doubt = doubt or _range_doubt(first, last, phrase.wording[begin:end])
    if due:
        doubt = doubt or age_doubt(due, phrase.known)
    duty = Duty(RANGE, begin, end, due, start, doubt=doubt, why=FROM_TO)
    return duty, 2, Before(told_year(last, due) or there.year, month_told(last, there), due)


def endless_duty(phrase: Phrase, n: int, span: Span, before: Before) -> tuple[Duty, int, Before]:
    """2023年5月至长期 begins and does not end."""
    term = phrase.terms[n][0]
    assert isinstance(term, Period)
    start = start_duty(phrase, n, span)._replace(end=phrase.terms[n + 1][2], doubt=span[2])
    return start, 2, told_by(term, span[1], before)


def start_duty(phrase: Phrase, n: int, span: Span) -> Duty:
    start, _, doubt, _ = span
    return Duty(CONTINUOUS, *phrase.terms[n][1:], start=start, doubt=doubt or START_ONLY, why="起始日期")


def told_by(term: Period, last: date | None, before: Before) -> Before:
    """What later clauses may build on after a period that ends on this day."""
    return Before(told_year(term, last) or before.year, month_told(term, before), last or before.last)


def month_told(term: Period, before: Before) -> int | None:
    return before.month if term.last[0] == MONTH_BEFORE else term.last[0]


def is_past(last: date | None, before: Before) -> bool:
    """Whether a period that ends on this day tells nothing later than the clauses before."""
    return bool(before.last and last and last <= before.last)


def order_doubt(phrase: Phrase, n: int, term: Period, last: date | None, before: Before) -> str:
    """Clauses go forward in time; one that goes back without a year may mean the next year."""
    backwards = before.last and last and last < before.last and not isinstance(term.year, int)
    if not backwards or "其中" in phrase.gap(n - 1):
        return ""
    return "前后日期次序颠倒，年份不明"


def _range_doubt(first: Period, last: Period, words: str) -> str:
    """What the words of a range leave open, whatever its year."""
    if last.side is Side.BEFORE and last.grain is Grain.SPAN:
        return "终点写作某月“前”，有两种读法"
    if first.grain is last.grain is Grain.YEAR and words.endswith("度") and _are_neighbours(first, last):
        return f"“{words}”是一个跨年的年度还是几年不明"
    if Grain.VAGUE in (first.grain, last.grain) or Side.ABOUT in (first.side, last.side):
        return "起止没有确切日期"
    return ""


def _are_neighbours(first: Period, last: Period) -> bool:
    """2022-2023年度 may be one 年度 or two; 2018-2020年度 are three."""
    return not (isinstance(first.year, int) and isinstance(last.year, int)) or last.year <= first.year + 1


def _closing(last: Period, there: Before, start: date | None, known: Known) -> tuple[date | None, str]:
    """The end of a range; one that lies before its start belongs to the next year, if the office says so."""
    _, due, doubt, _ = resolve(last, there, known)
    if not (start and due and due < start):
        return due, doubt
    if last.year is not None:
        return None, "起止时间颠倒，原文恐有误"
    _, due, doubt, _ = resolve(last._replace(year=start.year + 1), there, known)
    return due, doubt or "终点早于起点，是否指次年不明"
