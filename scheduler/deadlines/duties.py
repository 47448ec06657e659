"""From terms to duties: what each part of a phrase demands, or that it demands nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from scheduler.deadlines.lengths import length_duty
from scheduler.deadlines.periods import period_duty
from scheduler.deadlines.phrases import (
    AND,
    CONTINUOUS,
    DATE,
    RANGE,
    RECURRING,
    START_ONLY,
    TO,
    Duty,
    Phrase,
    Read,
    because,
)
from scheduler.deadlines.ranges import month_told
from scheduler.deadlines.rhythms import yearly_rule
from scheduler.deadlines.terms import (
    DAY,
    FromNow,
    Grain,
    Length,
    Lookalike,
    Manner,
    Occasion,
    Period,
    Placed,
    Rhythm,
    Side,
    Standing,
    Term,
    Years,
)
from scheduler.deadlines.undated import lookalike, manner, occasion, standing
from scheduler.deadlines.years import (
    NOTHING_BEFORE,
    Before,
    age_doubt,
    resolve,
    told_year,
)

_FEW_MONTHS = re.compile(r"FREQ=MONTHLY;INTERVAL=(\d+)")
_SAYS_WHEN = re.compile(r"(?:应当?|须|要|需)?(?:于|在|的)?")

_WHICH_ONE = re.compile(r"的?(?:第|最后|倒数|首|末|前?[\d一二三四五六七八九十]+(?:[-~至到]\d+)?个?(?:工作日|[日天]内))")
# 每年国家宪法日, 每年“6·5”环境日: yearly, but on which day
_NAMED_DAY = re.compile(r"的?(?:[^\d,;。]{1,8}(?:(?<!工作)日|节)(?=$|[,;。前后]|期间|当[日天])|\d{1,2}[·•・]\d)")
_EACH_TIME = re.compile(r"[一1]?次?[,:;(]?")
_SET_UP = re.compile(r"[^,;。:()]*(?:实现|建立|健全|完善|形成|制定|落实|执行|推行)")
_TIMES = re.compile(r"[^,;。\d一二三四五六七八九十两]{0,20}?([\d一二三四五六七八九十两]+(?:[-~至到]\d+)?)次")


def duties_in(phrase: Phrase) -> list[Duty]:
    """Every duty, in the order of the phrase; a look-alike gives none."""
    terms = phrase.terms
    if len(terms) == 1:
        [placed] = terms
        only, _, _ = _READERS[type(placed[0])](placed, phrase, 0, NOTHING_BEFORE)
        return [] if only is None else [only]
    duties: list[Duty] = []
    before, n = NOTHING_BEFORE, 0
    while n < len(terms):
        placed = terms[n]
        duty, used, before = _READERS[type(placed[0])](placed, phrase, n, before)
        if duty is not None:
            duties.append(duty)
        n += used
    return duties


def _rhythm(placed: tuple[Rhythm, int, int], phrase: Phrase, n: int, before: Before) -> Read:
    term, begin, end = placed
    if len(phrase.terms) == 1:
        doubt = term.doubt or _rhythm_doubt(phrase.wording[end : end + 40])
        return Duty(RECURRING, begin, end, rrule=term.rule, doubt=doubt, why=_why(term.rule)), 1, before
    months = list(_months_after(phrase, n)) if term.takes_months else []
    rule, doubt = yearly_rule(months) if months else (term.rule, "")
    end = phrase.terms[n + len(months)][2]
    if months and n + len(months) + 1 < len(phrase.terms) and TO.fullmatch(phrase.gap(n + len(months))):
        doubt = doubt or "每年的起止时间请确认"
    if n and isinstance(phrase.terms[n - 1][0], Period) and _SET_UP.fullmatch(phrase.gap(n - 1)):
        doubt = doubt or f"“{phrase.wording[begin:end]}”是周期还是工作的内容不明"
    doubt = doubt or term.doubt or _rhythm_doubt(phrase.wording[end : end + 40])
    if _lists_days(phrase, n + len(months)):
        doubt = doubt or "所列日期是否为每次的时限、是否每年适用不明"
    if term.takes_months and not months and _has_a_month(phrase, n + 1):
        doubt = doubt or "文中的日期是否每年都适用不明"
    return Duty(RECURRING, begin, end, rrule=rule, doubt=doubt, why=_why(rule)), 1 + len(months), before


def _lists_days(phrase: Phrase, n: int) -> bool:
    """半年一次，7月10日、次年1月10日前: the days of each time, which are not those the rhythm would fall due on."""
    first = phrase.next_period(n, _EACH_TIME)
    second = phrase.next_period(n + 1, AND) if first else None
    return second is not None and DAY in (first and first.grain, second.grain)


def _why(rule: str) -> str:
    every = _FEW_MONTHS.match(rule) if "INTERVAL" in rule else None
    return f"按周期办理，自1月起每{every[1]}个月为一期" if every else "按周期办理"


def _months_after(phrase: Phrase, n: int) -> Iterator[Period]:
    link = _SAYS_WHEN
    while period := phrase.next_period(n, link):
        yield period
        n, link = n + 1, AND


def _has_a_month(phrase: Phrase, n: int) -> bool:
    return any(isinstance(term, Period) and term.year is None for term, _, _ in phrase.terms[n:])


def _rhythm_doubt(after: str) -> str:
    """每年两次 leaves open when; 每年至少一次 does not."""
    if _WHICH_ONE.match(after) or _NAMED_DAY.match(after):
        return "没有写明是周期中的哪一天"
    times = _TIMES.match(after) if "次" in after else None
    return "" if times is None or times[1] in ("1", "一") else "每个周期不止一次，没有写明每次的日期"


def _from_now(placed: Placed, phrase: Phrase, n: int, before: Before) -> Read:
    _, begin, end = placed
    today = phrase.known.issued_on
    if not phrase.next_period(n, TO):
        return Duty(CONTINUOUS, begin, end, start=today, doubt=START_ONLY, why="自印发之日起"), 1, before
    last = phrase.terms[n + 1][0]
    assert isinstance(last, Period)
    _, due, doubt, _ = resolve(last, before, phrase.known)
    end = phrase.terms[n + 1][2]
    doubt = doubt or ("终点早于印发日期" if today and due and due < today else "")
    if (last.side is Side.BEFORE and last.grain is Grain.SPAN) or last.grain is Grain.VAGUE:
        doubt = doubt or "终点没有确切日期"
    duty = Duty(RANGE, begin, end, due, today, doubt=doubt, why="自印发之日起至终点")
    return duty, 2, Before(told_year(last, due), month_told(last, before), due)


def _years(placed: tuple[Years, int, int], phrase: Phrase, n: int, before: Before) -> Read:
    term, begin, end = placed
    close = date(term.last, 12, 31)
    why = because(phrase.wording[begin:end], close, "")
    doubt = term.doubt or age_doubt(close, phrase.known)
    if term.close:
        return Duty(DATE, begin, end, close, doubt=doubt, why=why), 1, before
    return Duty(RANGE, begin, end, close, date(term.first, 1, 1), doubt=doubt, why=why), 1, before


_READERS: dict[type[Term], Callable[[Any, Phrase, int, Before], Read]] = {
    Period: period_duty,
    Rhythm: _rhythm,
    FromNow: _from_now,
    Lookalike: lookalike,
    Years: _years,
    Length: length_duty,
    Standing: standing,
    Occasion: occasion,
    Manner: manner,
}
