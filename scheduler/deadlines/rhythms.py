"""Rules of rhythms (RRULE): completed by the months a phrase names, and unrolled into days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import product

from dateutil.rrule import rrulestr

from scheduler.deadlines.terms import MONTH_END, Grain, Period, Side
from scheduler.deadlines.years import LAST_YEAR, length_of_month
from storage.values import DateReading, Deadline, DeadlineKind

_CLOSES = {
    "FREQ=YEARLY": ";BYMONTH=12;BYMONTHDAY=-1",
    "FREQ=MONTHLY": ";BYMONTHDAY=-1",
    "FREQ=WEEKLY": ";BYDAY=FR",
    "FREQ=DAILY": "",
}
_MONTHS = re.compile(r"FREQ=MONTHLY;INTERVAL=(\d+)")
_YEARLY = re.compile(r"FREQ=YEARLY;BYMONTH=(?P<months>[\d,]+);BYMONTHDAY=(?P<day>-?\d+)")
_INTERVAL = re.compile(r"FREQ=(?P<frequency>YEARLY|WEEKLY|DAILY);INTERVAL=(?P<interval>\d+)$")
_FROM_WHICH = {"YEARLY": "哪一年", "WEEKLY": "哪一周", "DAILY": "哪一天"}
_OFFERED = {"YEARLY": 3, "WEEKLY": 3, "DAILY": 1}
_EPOCH = date(2000, 1, 1)  # every second year counts from the same year, whoever asks
_LIMIT = 20_000  # days between two dates a caller may ask for: no rule is unrolled without an end


def yearly_rule(periods: Sequence[Period]) -> tuple[str, str]:
    """The rule of 每年 with the months named after it, and the doubt about it.

    >>> yearly_rule([Period((3, 1), (3, MONTH_END), Grain.CLOSE)])
    ('FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1', '')
    """
    days = {_rule_day(period, alone=len(periods) == 1) for period in periods}
    months = ",".join(str(month) for month in sorted({period.last[0] for period in periods}))
    if not all(_is_a_day(period) for period in periods):
        return "FREQ=YEARLY", "没有这个日期，原文恐有误"
    if len(days) > 1:
        return f"FREQ=YEARLY;BYMONTH={months}", "每年有几个不同的日期，请分别列明"
    doubt = "" if all(map(_is_sharp, periods)) else "每年的日期有两种读法"
    return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={days.pop()}", doubt


def first_time(rule: str, start: date | None, issued_on: date | None) -> date | None:
    """A yearly duty with its day is due for the first time on or after the day of issue (row 17 of the sample).

    >>> first_time("FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1", None, date(2022, 9, 16))
    datetime.date(2022, 9, 30)
    """
    every = _YEARLY.fullmatch(rule) if issued_on else None
    if every is None or issued_on is None or issued_on.year > LAST_YEAR:
        return None
    begin, day = max(issued_on, start or issued_on), int(every["day"])
    months = [int(month) for month in every["months"].split(",")]
    for year, month in product((begin.year, begin.year + 1), months):
        due = date(year, month, length_of_month(year, month) if day == MONTH_END else day)
        if due >= begin:
            return due
    return None


def phase_doubt(rule: str | None, start: date | None) -> str:
    """Every second year or week: of the odd or the even ones? Months are counted from January, so they are told.

    >>> bool(phase_doubt("FREQ=YEARLY;INTERVAL=2", None)), phase_doubt("FREQ=MONTHLY;INTERVAL=2", None)
    (True, '')
    """
    every = _INTERVAL.match(rule) if rule and start is None else None
    return f"没有写明从{_FROM_WHICH[every['frequency']]}起算" if every else ""


def beginnings(phrase: str, rule: str, issued_on: date | None) -> tuple[DateReading, ...]:
    """The phrase with each of the beginnings it may have; the first time it falls due shows what that means."""
    every = _INTERVAL.match(rule)
    if every is None or issued_on is None or issued_on.year > LAST_YEAR:
        return ()
    starts = [
        _later(issued_on, every["frequency"], step)
        for step in range(min(int(every["interval"]), _OFFERED[every["frequency"]]))
    ]
    until = issued_on + timedelta(days=366 * 9)
    rhythms = [Deadline("", DeadlineKind.RECURRING, start=start, rrule=rule) for start in starts]
    firsts = [_close_of_year(rhythm) or next(occurrences(rhythm, issued_on, until), None) for rhythm in rhythms]
    return tuple(
        DateReading(
            first,
            f"自{start.year}年{'' if every['frequency'] == 'YEARLY' else f'{start.month}月{start.day}日'}起，{phrase}",
        )
        for start, first in zip(starts, firsts, strict=True)
    )


def _close_of_year(rhythm: Deadline) -> date | None:
    """The first time of a rhythm in whole years, which needs no calendar rule."""
    whole = rhythm.rrule and rhythm.rrule.startswith("FREQ=YEARLY") and ";BY" not in rhythm.rrule
    return rhythm.start.replace(month=12, day=31) if whole and rhythm.start else None


def _later(day: date, frequency: str, step: int) -> date:
    if frequency == "YEARLY":
        return date(day.year + step, 1, 1)
    return day + timedelta(days=step * (7 if frequency == "WEEKLY" else 1))


def occurrences(deadline: Deadline, after: date, until: date) -> Iterator[date]:
    """The days a recurring deadline falls due from `after` to `until`, both included.

    A rule without a day falls due at the close of its period: month end, 31 December, Friday. A rhythm with an end
    (每月推进，12月底前完成) stops there; one with a start (自2023年起) begins there.
    """
    if deadline.rrule is None:
        return
    start = max(after, deadline.start or after)
    until = min(until, _end(deadline) or until, start + timedelta(days=_LIMIT))
    anchor = deadline.start or _anchor(deadline.rrule, after)
    rule = rrulestr(_with_close(deadline.rrule), dtstart=datetime.combine(anchor, time()))
    for moment in rule.xafter(_at(start), inc=True):
        if moment > _at(until):
            return
        yield moment.date()


def _anchor(rule: str, after: date) -> date:
    """Every second month closes with February, April, …, as every third closes with the quarter."""
    every = _MONTHS.search(rule)
    if every and 12 % int(every[1]) == 0:
        return _EPOCH.replace(month=int(every[1]))
    return _EPOCH if "INTERVAL" in rule else after.replace(month=1, day=1)


def _end(deadline: Deadline) -> date | None:
    """A rhythm's end is told by its milestones; without them `due` is only the first occurrence."""
    return deadline.due if deadline.milestones and deadline.kind is DeadlineKind.RECURRING else None


def _with_close(rule: str) -> str:
    frequency = rule.partition(";")[0]
    return rule if ";BY" in rule else rule + _CLOSES.get(frequency, "")


def _at(day: date) -> datetime:
    return datetime.combine(day, time())


def _rule_day(period: Period, *, alone: bool) -> int:
    month, day = period.last
    if day == MONTH_END or (not alone and 1 <= month <= 12 and day >= monthrange(2023, month)[1]):
        return -1
    return day


def _is_a_day(period: Period) -> bool:
    month, day = period.last
    return 1 <= month <= 12 and (day == MONTH_END or 1 <= day <= monthrange(2023, month)[1])


def _is_sharp(period: Period) -> bool:
    spans = period.grain in (Grain.SPAN, Grain.YEAR)
    faulty = period.doubt or period.grain in (Grain.VAGUE, Grain.WHOLE) or period.year is not None
    return (
        not faulty and period.side in (Side.ON, Side.WITHIN, Side.BEFORE) and not (spans and period.side is Side.BEFORE)
    )
