"""From the duties of a phrase to its deadline: one duty as it is, several as milestones with one end."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain, pairwise

from scheduler.deadlines.phrases import (
    CONTINUOUS,
    DATE,
    EVENT,
    NONE,
    RANGE,
    RECURRING,
    RELATIVE,
    START_ONLY,
    WHOLE_YEAR,
    Duty,
)
from scheduler.deadlines.rhythms import beginnings, first_time, phase_doubt
from storage.values import DateReading, Deadline, DeadlineKind

_SENTENCES = re.compile(r".*[;。]", re.DOTALL)
_SIGNS = re.compile(r".*[,;。、]|.*\(", re.DOTALL)  # the last one before a duty
_FIRM = (RELATIVE, CONTINUOUS, DATE, RANGE)
_ORDER = (RELATIVE, DATE, RANGE, WHOLE_YEAR, CONTINUOUS, EVENT, RECURRING, NONE)


def together(phrase: str, wording: str, duties: list[Duty], damage: str, issued_on: date | None) -> Deadline:
    """The deadline of all duties; `damage` says what beside them could not be read."""
    if len(duties) > 1:
        duties = _strongest(duties)
    if len(duties) > 1:
        return _several(phrase, wording, duties, damage, issued_on)
    if duties:
        return single(phrase, duties[0], damage, issued_on)
    return Deadline(phrase, NONE, ask=True, why=damage or "没有读出时限，请填写日期")


def single(phrase: str, duty: Duty, damage: str, issued_on: date | None) -> Deadline:
    """The deadline of one duty; `damage` says what beside it could not be read."""
    kind, _, _, due, start, rule, readings, doubt, why, _ = duty
    doubt = doubt or damage
    if rule:
        unanchored = phase_doubt(rule, start)
        readings = beginnings(phrase, rule, issued_on) if unanchored else readings
        doubt, due = doubt or unanchored, due or first_time(rule, start, issued_on)
    if doubt:
        readings = readings or _offered(due, doubt)
    return Deadline(phrase, kind, due, start, rule, (), readings, bool(doubt), doubt or why)


def _offered(due: date | None, doubt: str) -> tuple[DateReading, ...]:
    """Where a person must choose, the date that was read is still offered."""
    return (DateReading(due, f"按{due.year}年{due.month}月{due.day}日办理"),) if doubt and due else ()


def _strongest(duties: list[Duty]) -> list[Duty]:
    """Beside a plain date a name (2022年度决算) and a manner (立即) add nothing; a later period may be the real end."""
    strong = [duty for duty in duties if not duty.weak]
    if len(strong) == len(duties):
        return duties
    firm = [duty for duty in strong if duty.due or duty.rrule or duty.kind in _FIRM]
    if not firm:
        return duties
    last = max((duty.due for duty in firm if duty.due), default=date.min)
    return [duty for duty in duties if not duty.weak or (duty.due and duty.due > last)]


def _several(phrase: str, wording: str, duties: list[Duty], damage: str, issued_on: date | None) -> Deadline:
    rules = [duty.rrule for duty in duties if duty.rrule]
    days = [duty.due for duty in duties if duty.due]
    starts = [duty.start for duty in duties if duty.start]
    rule, start = rules[0] if rules else None, min(starts) if starts else None
    due = max(days) if days else first_time(rule, start, issued_on) if rule else None
    kind = RECURRING if rule else _kind(duties, opened=bool(starts))
    doubt = _doubt_about(duties, rules) or damage or phase_doubt(rule, start)
    if start and due and start > due:
        doubt = doubt or "起始日期晚于完成日期"
    readings = (tuple(chain.from_iterable(duty.readings for duty in duties)) or _offered(due, doubt)) if doubt else ()
    return Deadline(
        phrase,
        kind,
        due,
        start if kind is not DATE else None,
        rule,
        _milestones(wording, duties) if days else (),
        readings,
        bool(doubt),
        doubt or "；".join(dict.fromkeys(duty.why for duty in duties if duty.why)),
    )


def _kind(duties: list[Duty], *, opened: bool) -> DeadlineKind:
    dated = [duty for duty in duties if duty.due and duty.kind is not RELATIVE]
    if dated:
        last = max(dated, key=lambda duty: (duty.due or date.min, duty.kind is DATE))
        opens = opened and last.kind is DATE and len(dated) == 1
        return RANGE if opens else last.kind
    return min((duty.kind for duty in duties), key=_ORDER.index)


def _doubt_about(duties: list[Duty], rules: list[str]) -> str:
    """A start without an end is settled by whatever else the phrase says."""
    if doubts := [duty.doubt for duty in duties if duty.doubt]:
        grave = [doubt for doubt in doubts if doubt != START_ONLY]
        if grave or len(doubts) == len(duties):
            return grave[0] if grave else START_ONLY
    if len(set(rules)) > 1:
        return "有几种不同的周期，请分别列明"
    lengths = [duty for duty in duties if duty.kind is RELATIVE]
    if lengths and any(duty.due is None or duty.kind is not RELATIVE for duty in duties):
        return "有几个不同的期限，请确认"
    return ""


def _milestones(wording: str, duties: list[Duty]) -> tuple[tuple[str, date | None], ...]:
    """Each duty with its own words: a clause begins after the sign that stands before it."""
    opening = _SENTENCES.match(wording, 0, duties[0].begin)
    cuts = [opening.end() if opening else 0]
    for one, two in pairwise(duties):
        sign = _SIGNS.match(wording, one.end, two.begin)
        cuts.append(sign.end() if sign else two.begin)
    cuts.append(len(wording))
    return tuple((_clause(wording[cuts[n] : cuts[n + 1]]), duty.due) for n, duty in enumerate(duties))


def _clause(words: str) -> str:
    """Without the signs around it, and without a bracket whose other half stands elsewhere."""
    words = words.strip(",;。、")
    return words if words.count("(") == words.count(")") else words.strip(",;。、()")
