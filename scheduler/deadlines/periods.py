"""From a period to its duty: which day is meant, whether a bare one is meant at all, and what must be asked."""

from __future__ import annotations

import re
from datetime import date, timedelta

from scheduler.deadlines.around import BARE, is_condition, is_done_by, is_object
from scheduler.deadlines.lengths import counted_duty
from scheduler.deadlines.phrases import AND, DATE, RANGE, TO, WHOLE_YEAR, Duty, Phrase, Read, because
from scheduler.deadlines.ranges import endless_duty, is_past, order_doubt, range_duty, start_duty, told_by
from scheduler.deadlines.terms import (
    CLOSE,
    DAY,
    SPAN,
    VAGUE,
    WHOLE,
    YEAR,
    Length,
    Occasion,
    Period,
    Side,
    Standing,
    YearWord,
)
from scheduler.deadlines.years import Before, Known, Span, age_doubt, resolve
from storage.values import DateReading

ON, WITHIN, BEFORE, SINCE, PAST, ABOUT = Side
_LAST_YEAR = YearWord.LAST
_HEADS = re.compile(r"[,:;(]?")
_AT_ONCE = re.compile("(?:(?:之日|当[日天])起?)?的?")
_LONGEST_LIST = 12  # months
_NEAR = re.compile(r"[^,;。:()]*")
_CLOSED_BEFORE = re.compile(r"\)(?:之|以)?前")  # 12月20日（年底）前
_BEFORE_AN_EVENT = re.compile(r"(?:[份的])?[^\d,;。、:()]{2,6}(?<![之以])前(?:$|[,;。])")  # 9月开园前
_BESIDE = re.compile(r"[,、:;]?|[^,;。:()]{0,4}\(")  # 长期（2035年）
_INCLUDES = re.compile(r".*\((?:[^()]{0,4}包?含|包括)")
_UNTIL = tuple(words + to for words in ("持续", "延续", "一直", "推进", "开展", "保持") for to in "到至")
_PlacedPeriod = tuple[Period, int, int]
_STARTS = re.compile(r"(?:正式|全面)?(?:启动|开始|起步)")


def period_duty(placed: _PlacedPeriod, phrase: Phrase, n: int, before: Before) -> Read:
    """The duty of the period at place n, how many terms it takes up, and what later clauses may build on."""
    wording, terms, known = phrase
    term, begin, end = placed
    if term.side is PAST or term.year is _LAST_YEAR or is_condition(wording, begin, end, term):
        return None, 1, before
    span = resolve(term, before, known)
    if len(terms) > 1:
        return _among_others(placed, phrase, n, span, before)
    if _is_start(phrase, n, term):
        return start_duty(phrase, n, span), 1, before
    return _dated(placed, phrase, n, span), 1, before


def _among_others(placed: _PlacedPeriod, phrase: Phrase, n: int, span: Span, before: Before) -> Read:
    """The same where the phrase names something else beside the period: a stretch, a heading, a clause before it."""
    (term, _, _), (_, last, _, _) = placed, span
    told = before
    if n + 1 < len(phrase.terms):
        closing = phrase.next_term(n, TO)
        if isinstance(closing, Period) and closing.side not in (SINCE, PAST):
            return range_duty(phrase, n, before, span)
        if isinstance(closing, Standing):
            return endless_duty(phrase, n, span, before)
        told = told_by(term, last, before)
        if _is_counted_from(phrase, n, term):
            return counted_duty(phrase, n, last, span[2]), 2, told
        if _is_heading(phrase, n, term):
            return None, 1, before._replace(year=told.year)
    if n and "(" in (gap := phrase.gap(n - 1)) and _INCLUDES.fullmatch(gap):
        return _included(placed, phrase, n, span, before)
    inside = n > 0 and _is_inside(phrase, n, term)
    if inside and (is_past(last, before) or is_object(phrase, n) or not is_done_by(phrase, n, term)):
        return None, 1, before
    if _is_start(phrase, n, term):
        return start_duty(phrase, n, span), 1, told
    order = "同一句中有两个日期，所指不明" if inside else order_doubt(phrase, n, term, last, before) if n else ""
    duty = _dated(placed, phrase, n, span, order)
    return duty, 1, before if duty.weak else told


def _is_counted_from(phrase: Phrase, n: int, term: Period) -> bool:
    """10月1日后5个工作日内, 6月30日前10个工作日."""
    length = phrase.next_term(n, _AT_ONCE)
    is_sharp = term.grain in (DAY, CLOSE) and term.side in (ON, SINCE)
    return is_sharp and isinstance(length, Length) and not length.from_issue


def _included(placed: _PlacedPeriod, phrase: Phrase, n: int, span: Span, before: Before) -> Read:
    """6月底前（含6月30日） adds nothing; what lies after the date before it may be part of the work or another date."""
    if is_past(span[1], before):
        return None, 1, before
    _, begin, end = placed
    doubt = f"“含{phrase.wording[begin:end]}”是工作的内容还是时限不明"
    return _dated(placed, phrase, n, span, doubt), 1, before


def _is_heading(phrase: Phrase, n: int, term: Period) -> bool:
    """2023年：6月底前… and 2024年春节前: the year heads what follows."""
    if term.grain is not YEAR or term.side is not ON:
        return False
    following = phrase.next_term(n, _HEADS)
    return isinstance(following, Occasion) or (isinstance(following, Period) and following.year is None)


def _is_start(phrase: Phrase, n: int, term: Period) -> bool:
    """6月起 and 6月启动 name a start; 6月底前启动 is a deadline."""
    if term.grain is SPAN and term.side is ON:
        return bool(_STARTS.match(phrase.wording, phrase.terms[n][2]))
    return term.side is SINCE


def _is_inside(phrase: Phrase, n: int, term: Period) -> bool:
    """10月底前完成第三季度通报: in the same clause as a date, a bare period is rather what the work is about."""
    if term.side is not ON or term.grain not in BARE:
        return False
    gap = phrase.gap(n - 1)
    before = phrase.terms[n - 1][0]
    if "、" in gap and isinstance(term.year, int):
        return False  # 2021年完成30%、2022年完成70%
    if gap.endswith("、") and isinstance(before, Period) and before.grain is term.grain and before.side is ON:
        return False  # 一季度启动、二季度开工
    return bool(isinstance(before, Period) and gap and _NEAR.fullmatch(gap) and not AND.fullmatch(gap))


def _dated(placed: _PlacedPeriod, phrase: Phrase, n: int, span: Span, order: str = "") -> Duty:
    wording, terms, known = phrase
    term, begin, end = placed
    first, last, doubt, told = span
    _, _, grain, side, _, _, _ = term
    if side is ON and n + 1 < len(terms):
        side = _side_in_list(phrase, n, term)
    kind = WHOLE_YEAR if grain is WHOLE else DATE
    if begin and wording[begin - 1] in "到至" and wording.endswith(_UNTIL, 0, begin):
        kind = RANGE
    if first is None or last is None:
        return Duty(kind, begin, end, doubt=doubt)
    weak = False
    if grain in BARE:
        if side is BEFORE:
            return _two_readings(phrase, n, first - timedelta(days=1), last)
        weak = side is ON and not is_done_by(phrase, n, term)
    words = wording[begin:end]
    doubt = doubt or age_doubt(last, known) or order or _manner_doubt(phrase, n, term, side, words)
    if side is ON and grain in BARE and not doubt and _BEFORE_AN_EVENT.match(wording, end):
        doubt = f"“{words}”之后另有所指，没有写明日期"
    if weak and not doubt:
        doubt = f"“{words}”是时限还是名称的一部分不明"
    why = because(words, last, told)
    due = None if weak and _is_this_years_name(term, last, known) else last
    return Duty(kind, begin, end, due, None, None, (DateReading(last, why),) if doubt else (), doubt, why, weak)


def _is_this_years_name(term: Period, last: date, known: Known) -> bool:
    """2022年度决算 in a document of 2022 only names its object; 2023年专项行动 in it may shift the dates after it."""
    return term.grain is YEAR and last.year <= (known.document_year or last.year)


def _two_readings(phrase: Phrase, n: int, strict: date, wide: date) -> Duty:
    words = phrase.wording[phrase.terms[n][1] : phrase.terms[n][2]]
    readings = (DateReading(strict, f"“{words}”指此前截止"), DateReading(wide, f"“{words}”指截至其末"))
    doubt = f"“{words}”有两种读法，请选定"
    return Duty(DATE, *phrase.terms[n][1:], strict, readings=readings, doubt=doubt, why=doubt)


def _side_in_list(phrase: Phrase, n: int, term: Period) -> Side:
    """6月、12月前: the last of a list says 前 for all."""
    for place in range(n, min(n + _LONGEST_LIST, len(phrase.terms) - 1)):
        following = phrase.next_period(place, AND)
        if following is None or following.grain is not term.grain:
            break
        term = following
        if term.side is not ON:
            break
    return term.side


def _manner_doubt(phrase: Phrase, n: int, term: Period, side: Side, words: str) -> str:
    grain = term.grain
    if grain is VAGUE or side is ABOUT:
        return f"“{words}”没有确切日期"
    if grain is SPAN and (following := phrase.next_period(n, AND)) and following.grain is DAY:
        return f"“{words}”是否也指{following.last[1]}日不明"
    if n == 0:
        return "只写了某月1日，可能是起始日期" if grain is DAY and _is_bare_first(phrase, term) else ""
    if grain is YEAR and side is ON and isinstance(phrase.terms[n - 1][0], Standing):
        return f"“{words}”是长期工作的终点还是阶段目标不明" if _BESIDE.fullmatch(phrase.gap(n - 1)) else ""
    if _CLOSED_BEFORE.match(phrase.wording, phrase.terms[n][2]):
        return "括号内外各有一个日期，请确认"
    return ""


def _is_bare_first(phrase: Phrase, term: Period) -> bool:
    """A cell that holds nothing but the first of a month is as often a start as an end."""
    return term.side is ON and term.last[1] == 1 and phrase.is_all(0)
