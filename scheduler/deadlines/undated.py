"""What names no day: a lasting duty, an event, a manner, and what only looks like a date."""

from __future__ import annotations

import re

from scheduler.deadlines.phrases import AND, CONTINUOUS, EVENT, RECURRING, Duty, Phrase, Read
from scheduler.deadlines.terms import Grain, Manner, Occasion, Period, Placed, Rhythm
from scheduler.deadlines.years import Before

_IN_BRACKETS = re.compile(r"[^,;。:()]*\(")
_WHICH_ONE = re.compile(r"[月季年]度?[底末初前]+")
_ONE_MORE = re.compile(r"[,、]?(?:[和及与、]|以及)")  # 6月15日和月底: another day
_ON_A_SIDE = re.compile(r"[前后]|期间")


def lookalike(placed: Placed, phrase: Phrase, n: int, before: Before) -> Read:
    """第274号 demands nothing."""
    return None, 1, before


def standing(placed: Placed, phrase: Phrase, n: int, before: Before) -> Read:
    """长期坚持 has no end."""
    _, begin, end = placed
    return Duty(CONTINUOUS, begin, end, why="没有终止日期的经常性工作"), 1, before


def occasion(placed: tuple[Occasion, int, int], phrase: Phrase, n: int, before: Before) -> Read:
    """汛前 is asked about, unless a date beside it tells when it is."""
    term, begin, end = placed
    told = not phrase.is_last(n) and _IN_BRACKETS.fullmatch(phrase.gap(n)) and _told_in_brackets(phrase, n + 1)
    weak = bool(told) or (not _ON_A_SIDE.search(term.words) and _is_beside_a_date(phrase, n))
    return Duty(EVENT, begin, end, doubt=f"“{term.words}”没有写明日期", weak=weak), 1, before


def manner(placed: tuple[Manner, int, int], phrase: Phrase, n: int, before: Before) -> Read:
    """立即 is asked about where nothing else is said."""
    term, begin, end = placed
    kind = RECURRING if term.recurring else EVENT
    one_more = n > 0 and _WHICH_ONE.fullmatch(term.words) and _ONE_MORE.fullmatch(phrase.gap(n - 1))
    return Duty(kind, begin, end, doubt=term.doubt, weak=not one_more), 1, before


def _is_beside_a_date(phrase: Phrase, n: int) -> bool:
    """6-8月，暑期专项治理: the event is a name; in 每年春季 and 6月、今冬明春 it says when."""
    beside = {type(one[0]) for one in phrase.terms[max(0, n - 3) : n + 3]}
    listed = phrase.next_term(n, AND) or (n and phrase.next_term(n - 1, AND))
    return Period in beside and Rhythm not in beside and not listed


def _told_in_brackets(phrase: Phrase, n: int) -> bool:
    """春节前完成（2月9日前）: the date stands behind the event."""
    period = phrase.terms[n][0]
    sharp = isinstance(period, Period) and period.grain in (Grain.DAY, Grain.CLOSE)
    return sharp and phrase.wording.startswith(")", phrase.terms[n][2])
