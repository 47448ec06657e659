"""From a length of time to its duty: counted from the day of issue, from a day the phrase tells, or from some day."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from scheduler.deadlines.phrases import RELATIVE, Duty, Phrase, Read, because
from scheduler.deadlines.terms import Length
from scheduler.deadlines.years import FIRST_YEAR, LAST_YEAR, Before, Known
from storage.values import DateReading


def length_duty(placed: tuple[Length, int, int], phrase: Phrase, n: int, before: Before) -> Read:
    """The day of issue is not counted (Civil Code, art. 201); a month ends on the same day or its last (art. 202)."""
    term, begin, end = placed
    issued_on, due, why, doubt = phrase.known.issued_on, None, "", term.doubt
    if not term.from_issue:
        why = "从文中所述之日起算，没有固定日期"
    elif issued_on is None:
        doubt = "不知道印发日期，无法推算"
    elif due := _counted(issued_on, term, phrase.known):
        why = because(phrase.wording[begin:end], due, "自印发次日起算")
    else:
        doubt = f"“{phrase.wording[begin:end]}”无法推算为日期"
    return Duty(RELATIVE, begin, end, due, doubt=doubt, why=why), 1, before


def counted_duty(phrase: Phrase, n: int, day: date | None, doubt: str) -> Duty:
    """6月30日前10个工作日, 自7月1日起3个月内: whether the day itself counts is asked; without it is what is offered."""
    length, begin, end = phrase.terms[n + 1][0], phrase.terms[n][1], phrase.terms[n + 1][2]
    assert isinstance(length, Length)
    due = _counted(day, length, phrase.known) if day else None
    words = phrase.wording[begin:end]
    readings = (DateReading(due, because(words, due, "起算的当日不计入")),) if due else ()
    doubt = doubt or length.doubt or f"“{words}”从哪一天算起请确认"
    return Duty(RELATIVE, begin, end, due, readings=readings, doubt=doubt)


def _counted(day: date, length: Length, known: Known) -> date | None:
    if length.unit == "小时" or not FIRST_YEAR + length.size // 200 < day.year < LAST_YEAR - length.size // 200:
        return None  # 200 working days at least make a year: the calendar must reach that far
    size = length.size if length.forward else -length.size
    if length.unit.startswith("工作"):
        return known.workdays.add_workdays(day, size)
    if length.unit in ("月", "季度", "年"):
        return day + relativedelta(months=size * {"月": 1, "季度": 3, "年": 12}[length.unit])
    return day + timedelta(days=size * (7 if length.unit in ("周", "星期") else 1))
