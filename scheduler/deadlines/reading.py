"""From duties to the deadline of a cell: one duty, or several as milestones, and what was left unread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, pairwise

from scheduler.deadlines.duties import duties_in
from scheduler.deadlines.grammar import terms_in
from scheduler.deadlines.phrases import START_ONLY, Duty, Phrase
from scheduler.deadlines.pieces import any_of
from scheduler.deadlines.plain import plain_deadline
from scheduler.deadlines.rhythms import beginnings, occurrences, phase_doubt
from scheduler.deadlines.terms import Manner, Period, Placed
from scheduler.deadlines.wording import BLANKS, clean_cell
from scheduler.deadlines.years import LAST_YEAR, Known, known
from scheduler.workdays import Workdays, workdays_with
from storage.values import DateReading, Deadline, DeadlineKind

LONGEST_CELL = 1000  # letters; a longer cell is a text, not a deadline
WORKDAYS = workdays_with({})  # for whoever knows no office
_SENTENCES = re.compile(r".*[;。]", re.DOTALL)
_SIGNS = re.compile(r".*[,;。、]|.*\(", re.DOTALL)  # the last one before a duty
# Figures or words of time that no form explained: the phrase is damaged, or says more than was read.
# The letters such a piece begins with: most words between the terms hold none, and are not looked at any closer.
_SUSPECT = re.compile(
    r"[\d_~至到年月日旬季底一二三四五六七八九十上中下周星礼零〇壹贰叁肆伍柒捌玖OolI|T?□■*\ufffd\x00曰目不约大左早前暂预拟顺延推调视已或/-]"
)
_LEFT_OVER = re.compile(
    rf"(?={_SUSPECT.pattern})(?:"
    + any_of(
        r"""_ ^[-~至到]\d ^\d{1,2}(?:$|[,;、])
        \d{5,}(?!热线|平台|专线|[万元人户亩个家份吨件名条公平])
        [零〇壹贰叁肆伍柒捌玖]{2} \d+[月日旬](?!制) \d{1,4}年(?!行动|计划|规划|期|以上|以下|制|度)
        [\d一二三四]季 \d号?[前底] \d{1,2}[./]\d{1,2}[前底月日] [月日旬年][底末前] 底前
        (?<![\u4e00-\u9fff])[年月日](?![报检会审]|以[上下])
        [一二三四五六七八九十]+月 [一二三四五六七八九十]日(?![\u4e00-\u9fff]) [上中下][、和及]
        [上中下]旬 (?:周|星期|礼拜)[一二三四五六日天](?!常)
        [OolI|T]\d*月 \d[OolI|] [?□■*\ufffd\x00] [曰目](?:前|$) \d目
        不含 (?<![预集节契签合])约$ 大[约概]在?$ 左右 不得?早于 前不
        暂定 预计 拟于 顺延 延[至期到] 推迟 调整为 视[^,;。]{1,8}(?:调整|而定) 已(?:完成|办结|落实)
        (?<![^(,、;])(?:或者?|/)[)]?$"""
    )
    + ")"
)


def read_deadline(
    phrase: str, year: int | None = None, issued_on: date | None = None, workdays: Workdays = WORKDAYS
) -> Deadline:
    """What a deadline cell demands; `year` is the document's year. Never raises; what is not understood is asked.

    >>> read_deadline("2022年11月底前").due
    datetime.date(2022, 11, 30)
    >>> [reading.due.isoformat() for reading in read_deadline("11月前", year=2022).readings]
    ['2022-10-31', '2022-11-30']
    """
    if len(phrase) > LONGEST_CELL:
        return Deadline(phrase, DeadlineKind.NONE, ask=True, why="文字过长，不像完成时限，请填写日期")
    return _read(phrase, year, issued_on, workdays)


@lru_cache(maxsize=4096)
def _read(phrase: str, year: int | None, issued_on: date | None, workdays: Workdays) -> Deadline:
    """Remembered, because a table repeats a few phrases hundreds of times."""
    beside = known(year, issued_on, workdays)
    if plain := plain_deadline(phrase, phrase, beside.document_year):
        return plain
    wording = clean_cell(phrase)
    if wording != phrase and (plain := plain_deadline(phrase, wording, beside.document_year)):
        return plain
    return by_grammar(phrase, wording, beside)


def by_grammar(phrase: str, wording: str, beside: Known) -> Deadline:
    """The reading of a cell from the terms found in its cleaned wording."""
    if wording in BLANKS:
        return Deadline(phrase, DeadlineKind.NONE, why="未填写时限")
    terms = terms_in(wording)
    duties = duties_in(Phrase(wording, terms, beside))
    damage = _left_over(wording, terms)
    if len(duties) == 1:
        return single(phrase, duties[0], damage, beside.issued_on)
    return _deadline(phrase, wording, _strongest(duties), damage, beside.issued_on)


def as_json(deadline: Deadline) -> dict[str, object]:
    """The object `explain --json` prints."""
    return {
        "phrase": deadline.phrase,
        "kind": deadline.kind.value,
        "due": _iso(deadline.due),
        "start": _iso(deadline.start),
        "rrule": deadline.rrule,
        "milestones": [[text, _iso(due)] for text, due in deadline.milestones],
        "readings": [{"due": _iso(reading.due), "why": reading.why} for reading in deadline.readings],
        "ask": deadline.ask,
        "why": deadline.why,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _strongest(duties: list[Duty]) -> list[Duty]:
    """Beside a plain date a name (2022年度决算) and a manner (立即) add nothing; a later period may be the real end."""
    strong = [duty for duty in duties if not duty.weak]
    firm = [duty for duty in strong if duty.due or duty.rrule or duty.kind in _FIRM]
    if not firm or len(strong) == len(duties):
        return duties
    last = max((duty.due for duty in firm if duty.due), default=date.min)
    return [duty for duty in duties if not duty.weak or (duty.due and duty.due > last)]


_FIRM = (DeadlineKind.RELATIVE, DeadlineKind.CONTINUOUS, DeadlineKind.DATE, DeadlineKind.RANGE)


def _left_over(wording: str, terms: Sequence[Placed]) -> str:
    """Whether the words between the terms hold figures or words of time that were not read."""
    end, damage = 0, ""
    for term, begin, after in terms:
        if isinstance(term, Manner) and term.unsettles:
            return f"“{term.words}”可能改变时限，请确认"
        if end < begin and not damage:
            damage = _damage(wording, end, begin)
        end = after + isinstance(term, Period) * wording.startswith("已", after)  # 2021年已完成30% is no damage
    if end == len(wording):
        return damage
    return "起止时间没有写明终点" if wording[-1] in "-~至到" else damage or _damage(wording, end, len(wording))


def _damage(wording: str, begin: int, end: int) -> str:
    words = wording[begin:end] if _SUSPECT.search(wording, begin, end) else ""
    found = _LEFT_OVER.search(words) if words else None
    return f"“{words[max(0, found.start() - 6) : found.end() + 6]}”未能读懂" if found else ""


def _deadline(phrase: str, wording: str, duties: list[Duty], damage: str, issued_on: date | None) -> Deadline:
    if not duties:
        return Deadline(phrase, DeadlineKind.NONE, ask=True, why=damage or "没有读出时限，请填写日期")
    if len(duties) == 1:
        return single(phrase, duties[0], damage, issued_on)
    return _several(phrase, wording, duties, damage, issued_on)


def single(phrase: str, duty: Duty, damage: str, issued_on: date | None) -> Deadline:
    """The deadline of one duty; `damage` says what beside it could not be read."""
    kind, _, _, due, start, rule, readings, doubt, why, _ = duty
    doubt = doubt or damage
    if rule:
        unanchored = phase_doubt(rule, start)
        readings = beginnings(phrase, rule, issued_on) if unanchored else readings
        doubt, due = doubt or unanchored, due or _first_time(rule, start, issued_on)
    if doubt:
        readings = readings or _offered(due, doubt)
    return Deadline(phrase, kind, due, start, rule, (), readings, bool(doubt), doubt or why)


def _offered(due: date | None, doubt: str) -> tuple[DateReading, ...]:
    """Where a person must choose, the date that was read is still offered."""
    return (DateReading(due, f"按{due.year}年{due.month}月{due.day}日办理"),) if doubt and due else ()


def _several(phrase: str, wording: str, duties: list[Duty], damage: str, issued_on: date | None) -> Deadline:
    rules = [duty.rrule for duty in duties if duty.rrule]
    days = [duty.due for duty in duties if duty.due]
    starts = [duty.start for duty in duties if duty.start]
    rule, start = rules[0] if rules else None, min(starts) if starts else None
    due = max(days) if days else _first_time(rule, start, issued_on) if rule else None
    kind = DeadlineKind.RECURRING if rule else _kind(duties, opened=bool(starts))
    doubt = _doubt_about(duties, rules) or damage or phase_doubt(rule, start)
    if start and due and start > due:
        doubt = doubt or "起始日期晚于完成日期"
    readings = (tuple(chain.from_iterable(duty.readings for duty in duties)) or _offered(due, doubt)) if doubt else ()
    return Deadline(
        phrase,
        kind,
        due,
        start if kind is not DeadlineKind.DATE else None,
        rule,
        _milestones(wording, duties) if days else (),
        readings,
        bool(doubt),
        doubt or "；".join(dict.fromkeys(duty.why for duty in duties if duty.why)),
    )


def _kind(duties: list[Duty], *, opened: bool) -> DeadlineKind:
    dated = [duty for duty in duties if duty.due and duty.kind is not DeadlineKind.RELATIVE]
    if dated:
        last = max(dated, key=lambda duty: (duty.due or date.min, duty.kind is DeadlineKind.DATE))
        opens = opened and last.kind is DeadlineKind.DATE and len(dated) == 1
        return DeadlineKind.RANGE if opens else last.kind
    return min((duty.kind for duty in duties), key=_ORDER.index)


_ORDER = (
    DeadlineKind.RELATIVE,
    DeadlineKind.DATE,
    DeadlineKind.RANGE,
    DeadlineKind.WHOLE_YEAR,
    DeadlineKind.CONTINUOUS,
    DeadlineKind.EVENT,
    DeadlineKind.RECURRING,
    DeadlineKind.NONE,
)


def _doubt_about(duties: list[Duty], rules: list[str]) -> str:
    """A start without an end is settled by whatever else the phrase says."""
    doubts = [duty.doubt for duty in duties if duty.doubt]
    grave = [doubt for doubt in doubts if doubt != START_ONLY]
    if grave or len(doubts) == len(duties):
        return grave[0] if grave else START_ONLY
    if len(set(rules)) > 1:
        return "有几种不同的周期，请分别列明"
    lengths = [duty for duty in duties if duty.kind is DeadlineKind.RELATIVE]
    if lengths and any(duty.due is None or duty.kind is not DeadlineKind.RELATIVE for duty in duties):
        return "有几个不同的期限，请确认"
    return ""


@lru_cache(maxsize=1024)
def _first_time(rule: str, start: date | None, issued_on: date | None) -> date | None:
    """A yearly duty with its month is due for the first time on or after the day of issue (row 17 of the sample)."""
    if issued_on is None or issued_on.year > LAST_YEAR or not rule.startswith("FREQ=YEARLY;BYMONTH="):
        return None
    rhythm = Deadline("", DeadlineKind.RECURRING, rrule=rule, start=start)
    return next(occurrences(rhythm, issued_on, issued_on + timedelta(days=366 * 9)), None)


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
