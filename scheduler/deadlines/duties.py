"""From terms to duties: what each date in a phrase demands, or that it demands nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from scheduler.deadlines.rhythms import yearly_rule
from scheduler.deadlines.terms import (
    MONTH_BEFORE,
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
    Years,
    YearWord,
)
from scheduler.deadlines.years import NOWHERE, Before, Known, Span, resolve, told_year
from storage.values import DateReading, DeadlineKind

_TO = re.compile(r",?(?:持续|一直)?(?:-{1,3}|~|至|到|一)|,?持续")
_AND = re.compile(r"[、和及与]|以及")
_LONGEST_LIST = 12  # months
_NEAR = re.compile(r"[^,;。:()]*")
# A condition on the object, not a deadline: 2004年年底前投运的, 6月30日前出生, 截至2021年底已建成.
_CONDITION = re.compile(
    r"的(?!时候)|出生|在册|存量|,?(?:全\S{1,3})?(?:已|累计|共有|现有)|应?(?:未|没有|尚未|逾期)[^,;。]{0,12}的"
    r"|(?:已经?)?(?:(?:投运|投产|投用|投入\S{2}|注册|登记|毕业|退役|退休|入学|购买|签订|发生|取得\S{0,6}[证可格])[^,;。]{0,6}"
    r"|建成|建设|开工|竣工|成立|设立|取得|受理|立项|批准|印发|发布|施行|实施|颁布|出台|制定|产生|形成|上市|备案|申报|购置|生产)[的者]"
)
_COMPARED = re.compile(r"(?:较|比|与|同|以|自|距|超过|低于|高于)$")
_UNTIL = re.compile(r"(?:持续|延续|一直|推进|开展|保持)(?:到|至)$")
_STARTS = re.compile(r"(?:正式|全面)?(?:启动|开始|起步)")
# What may follow a bare 2025年 or 6月: the end, a sign, or what is to be done by then.
_DOING = re.compile(
    r"$|[,;。:、)(-]|~|[至到和及与]|年?[底末]|前|完|实现|建成|达|投|启|开|动工|竣工|交|验收|通车|上线|运行|公|发布|报|提交|上报|出台|印发|制定|形成|建立|组织|召"
    r"|举|全面|全部|基本|力争|争取|确保|持续|予|进行|编|检查|抽查|督查|检|审议|下|办|整改|拨|兑|总结|评|考核|自查|汇总|征|修|更|调|清|归|移|培训|宣传|部署"
    r"|动员|集中|统一|正式|初步|首次|再|对|将|由|向|在|并|应|须|需|要|可|逐步|分批|按|至少|不|继续|陆续|各|实施|施行|落实|推进|新建|新增|落地|挂牌|见效|取得|准备|安排|通报|赴|做"
)


START_ONLY = "只写了起始，没有写明完成日期"


class Duty(NamedTuple):
    """One demand of a phrase, and where in the wording it stands."""

    kind: DeadlineKind
    begin: int
    end: int
    due: date | None = None
    start: date | None = None
    rrule: str | None = None
    readings: tuple[DateReading, ...] = ()
    doubt: str = ""
    why: str = ""
    weak: bool = False  # adds nothing beside a firm duty: 2022年 before a noun, 立即


class Phrase(NamedTuple):
    """A cleaned wording with its terms, and what is known beside it."""

    wording: str
    terms: Sequence[Placed]
    known: Known

    def gap(self, n: int) -> str:
        """The words between term n and the one after it."""
        return self.wording[self.terms[n].end : self.terms[n + 1].begin]

    def after(self, n: int) -> str:
        """The words that follow term n, as far as a look-ahead needs them."""
        return self.wording[self.terms[n].end : self.terms[n].end + 24]

    def head(self, n: int) -> str:
        """The words before term n, as far as a look behind needs them."""
        return self.wording[max(0, self.terms[n].begin - 8) : self.terms[n].begin]

    def next_period(self, n: int, link: re.Pattern[str]) -> Period | None:
        """The period linked to term n by nothing but `link`."""
        if n + 1 >= len(self.terms) or not link.fullmatch(self.gap(n)):
            return None
        term = self.terms[n + 1].term
        return term if isinstance(term, Period) else None


def duties_in(phrase: Phrase) -> Iterator[Duty]:
    """Every duty, in the order of the phrase; a look-alike gives none."""
    before, n = Before(), 0
    while n < len(phrase.terms):
        duty, used, before = _duty_at(phrase, n, before)
        if duty:
            yield duty
        n += used


def _duty_at(phrase: Phrase, n: int, before: Before) -> tuple[Duty | None, int, Before]:
    term, begin, end = phrase.terms[n]
    match term:
        case Period():
            return _period(phrase, n, before)
        case Rhythm():
            return *_rhythm(phrase, n), before
        case FromNow():
            return _from_now(phrase, n, before)
        case Lookalike():
            return None, 1, before
        case Years():
            return _years(phrase, n), 1, before
        case Length():
            return _length(phrase, n), 1, before
        case Standing():
            return Duty(DeadlineKind.CONTINUOUS, begin, end, why="没有终止日期的经常性工作"), 1, before
        case Occasion(words):
            doubt = f"“{words}”没有写明日期"
            return Duty(DeadlineKind.EVENT, begin, end, doubt=doubt), 1, before
        case Manner(_, doubt, recurring):
            kind = DeadlineKind.RECURRING if recurring else DeadlineKind.EVENT
            return Duty(kind, begin, end, doubt=doubt, weak=True), 1, before


# Periods.


def _period(phrase: Phrase, n: int, before: Before) -> tuple[Duty | None, int, Before]:
    term, begin, end = phrase.terms[n]
    assert isinstance(term, Period)
    if _is_condition(phrase, n, term):
        return None, 1, before
    span = resolve(term, before, phrase.known)
    last = phrase.next_period(n, _TO)
    if last and last.side not in (Side.SINCE, Side.PAST):
        return _range(phrase, n, before, span)
    told = _told(term, span, before)
    if _is_heading(phrase, n, term) or _is_object(phrase, n, term, span, before):
        return None, 1, told
    if term.side is Side.SINCE:
        doubt = span.doubt or START_ONLY
        return Duty(DeadlineKind.CONTINUOUS, begin, end, start=span.first, doubt=doubt, why="起始日期"), 1, told
    return _dated(phrase, n, span, _order_doubt(phrase, n, term, span, before)), 1, told


def _told(term: Period, span: Span, before: Before) -> Before:
    last = before.last if term.grain in (Grain.YEAR, Grain.WHOLE) else span.last
    return Before(told_year(term, span) or before.year, _month(term, before), last or before.last)


def _month(term: Period, before: Before) -> int | None:
    return before.month if term.last[0] == MONTH_BEFORE else term.last[0]


def _is_heading(phrase: Phrase, n: int, term: Period) -> bool:
    """2023年：6月底前…: the year heads what follows."""
    following = phrase.next_period(n, re.compile(r"[,:;]?"))
    return bool(term.grain is Grain.YEAR and term.side is Side.ON and following and following.year is None)


def _is_object(phrase: Phrase, n: int, term: Period, span: Span, before: Before) -> bool:
    """10月底前完成第三季度通报: in the same clause, a bare period of the past is what the work is about."""
    if n == 0 or term.side is not Side.ON or term.grain not in (Grain.SPAN, Grain.YEAR):
        return False
    gap = phrase.gap(n - 1)
    past = before.last and span.last and span.last <= before.last
    return bool(past and gap and _NEAR.fullmatch(gap) and not _AND.fullmatch(gap))


def _is_condition(phrase: Phrase, n: int, term: Period) -> bool:
    if term.side is Side.PAST or term.year is YearWord.LAST:
        return True
    if term.grain in (Grain.YEAR, Grain.SPAN) and _COMPARED.search(phrase.head(n)) and term.side is not Side.SINCE:
        return True
    return bool(_CONDITION.match(phrase.after(n)))


def _dated(phrase: Phrase, n: int, span: Span, order: str) -> Duty:
    term, begin, end = phrase.terms[n]
    assert isinstance(term, Period)
    side = _side_in_list(phrase, n, term)
    kind = DeadlineKind.WHOLE_YEAR if term.grain is Grain.WHOLE else DeadlineKind.DATE
    if _UNTIL.search(phrase.head(n)):
        kind = DeadlineKind.RANGE
    if span.first is None or span.last is None:
        return Duty(kind, begin, end, doubt=span.doubt)
    if side is Side.BEFORE and term.grain in (Grain.SPAN, Grain.YEAR):
        return _two_readings(phrase, n, span.first - timedelta(days=1), span.last)
    words = phrase.wording[begin:end]
    doubt = span.doubt or order or _manner_doubt(phrase, n, term, side)
    weak = side is Side.ON and term.grain in (Grain.SPAN, Grain.YEAR) and not _DOING.match(phrase.after(n))
    if weak and not doubt:
        doubt = f"“{words}”是时限还是名称的一部分不明"
    why = _because(words, span.last, span.why)
    readings = (DateReading(span.last, why),) if doubt else ()
    return Duty(kind, begin, end, span.last, readings=readings, doubt=doubt, why=why, weak=weak)


def _two_readings(phrase: Phrase, n: int, strict: date, wide: date) -> Duty:
    words = phrase.wording[phrase.terms[n].begin : phrase.terms[n].end]
    readings = (DateReading(strict, f"“{words}”指此前截止"), DateReading(wide, f"“{words}”指截至其末"))
    doubt = f"“{words}”有两种读法，请选定"
    return Duty(DeadlineKind.DATE, *phrase.terms[n][1:], strict, readings=readings, doubt=doubt, why=doubt)


def _side_in_list(phrase: Phrase, n: int, term: Period) -> Side:
    """6月、12月前: the last of a list says 前 for all."""
    for place in range(n, n + _LONGEST_LIST):
        following = phrase.next_period(place, _AND) if term.side is Side.ON else None
        if following is None or following.grain is not term.grain:
            break
        term = following
    return term.side


def _manner_doubt(phrase: Phrase, n: int, term: Period, side: Side) -> str:
    words = phrase.wording[phrase.terms[n].begin : phrase.terms[n].end]
    if term.grain is Grain.VAGUE or side is Side.ABOUT:
        return f"“{words}”没有确切日期"
    following = phrase.next_period(n, _AND)
    if term.grain is Grain.SPAN and following and following.grain is Grain.DAY:
        return f"“{words}”是否也指{following.last[1]}日不明"
    if term.grain is Grain.SPAN and side is Side.ON and _STARTS.match(phrase.after(n)):
        return START_ONLY
    if _is_bare_first(phrase, term):
        return "只写了某月1日，可能是起始日期"
    return ""


def _is_bare_first(phrase: Phrase, term: Period) -> bool:
    """A cell that holds nothing but the first of a month is as often a start as an end."""
    alone = len(phrase.terms) == 1 and phrase.terms[0][1:] == (0, len(phrase.wording))
    return alone and term.grain is Grain.DAY and term.side is Side.ON and term.last[1] == 1


def _order_doubt(phrase: Phrase, n: int, term: Period, span: Span, before: Before) -> str:
    """Clauses go forward in time; one that goes back without a year may mean the next year."""
    backwards = before.last and span.last and span.last < before.last and not isinstance(term.year, int)
    if not backwards or "其中" in phrase.gap(n - 1):
        return ""
    return "前后日期次序颠倒，年份不明"


def _range(phrase: Phrase, n: int, before: Before, opening: Span) -> tuple[Duty, int, Before]:
    first, last = phrase.terms[n].term, phrase.terms[n + 1].term
    assert isinstance(first, Period)
    assert isinstance(last, Period)
    begin, end = phrase.terms[n].begin, phrase.terms[n + 1].end
    there = Before(told_year(first, opening) or before.year, _month(first, before))
    closing, turned = _closing(last, there, opening, phrase.known)
    doubt = opening.doubt or closing.doubt or turned
    if last.side is Side.BEFORE and last.grain is Grain.SPAN:
        doubt = doubt or "终点写作某月“前”，有两种读法"
    if Grain.VAGUE in (first.grain, last.grain) or Side.ABOUT in (first.side, last.side):
        doubt = doubt or "起止没有确切日期"
    duty = Duty(DeadlineKind.RANGE, begin, end, closing.last, opening.first, doubt=doubt, why="起止时间，以终点为时限")
    told = Before(told_year(last, closing) or there.year, _month(last, there), closing.last)
    return duty, 2, told


def _closing(last: Period, there: Before, opening: Span, known: Known) -> tuple[Span, str]:
    """The end of a range; one that lies before its start belongs to the next year, if the office says so."""
    closing = resolve(last, there, known)
    if not (opening.first and closing.last and closing.last < opening.first):
        return closing, ""
    if last.year is not None:
        return NOWHERE, "起止时间颠倒，原文恐有误"
    return resolve(last._replace(year=opening.first.year + 1), there, known), "终点早于起点，是否指次年不明"


# Rhythms, lengths, plans.


def _rhythm(phrase: Phrase, n: int) -> tuple[Duty, int]:
    term, begin, end = phrase.terms[n]
    assert isinstance(term, Rhythm)
    months = list(_months_after(phrase, n)) if term.takes_months else []
    rule, doubt = yearly_rule(months) if months else (term.rule, "")
    end = phrase.terms[n + len(months)].end
    if months and n + len(months) + 1 < len(phrase.terms) and _TO.fullmatch(phrase.gap(n + len(months))):
        doubt = doubt or "每年的起止时间请确认"
    if re.match(r"的?(?:第|最后|首|末)", phrase.wording[end:]):
        doubt = doubt or "没有写明是周期中的哪一天"
    doubt = doubt or term.doubt or _times_doubt(phrase.wording[begin : end + 24], end - begin)
    return Duty(DeadlineKind.RECURRING, begin, end, rrule=rule, doubt=doubt, why="按周期办理"), 1 + len(months)


def _months_after(phrase: Phrase, n: int) -> Iterator[Period]:
    link = re.compile(r"(?:应当?|须|要|需)?(?:于|在|的)?")
    while period := phrase.next_period(n, link):
        yield period
        n, link = n + 1, _AND


def _times_doubt(words: str, end: int) -> str:
    """每年两次 leaves open when; 每年至少一次 does not."""
    times = re.match(r"[^,;。\d一二三四五六七八九十两]{0,10}?([\d一二三四五六七八九十两]+)(?:-\d+)?次", words[end:])
    return "" if times is None or times[1] in ("1", "一") else "每个周期不止一次，没有写明每次的日期"


def _from_now(phrase: Phrase, n: int, before: Before) -> tuple[Duty, int, Before]:
    _, begin, end = phrase.terms[n]
    today = phrase.known.issued_on
    if not phrase.next_period(n, _TO):
        return Duty(DeadlineKind.CONTINUOUS, begin, end, start=today, doubt=START_ONLY, why="自印发之日起"), 1, before
    start = Span(today, today)
    last = phrase.terms[n + 1].term
    assert isinstance(last, Period)
    closing = resolve(last, before, phrase.known)
    end = phrase.terms[n + 1].end
    doubt = closing.doubt or ("终点早于印发日期" if today and closing.last and closing.last < today else "")
    if (last.side is Side.BEFORE and last.grain is Grain.SPAN) or last.grain is Grain.VAGUE:
        doubt = doubt or "终点没有确切日期"
    duty = Duty(DeadlineKind.RANGE, begin, end, closing.last, start.first, doubt=doubt, why="自印发之日起至终点")
    return duty, 2, Before(told_year(last, closing), _month(last, before), closing.last)


def _years(phrase: Phrase, n: int) -> Duty:
    term, begin, end = phrase.terms[n]
    assert isinstance(term, Years)
    close = date(term.last, 12, 31)
    why = _because(phrase.wording[begin:end], close, "")
    if term.close:
        return Duty(DeadlineKind.DATE, begin, end, close, doubt=term.doubt, why=why)
    return Duty(DeadlineKind.RANGE, begin, end, close, date(term.first, 1, 1), doubt=term.doubt, why=why)


def _length(phrase: Phrase, n: int) -> Duty:
    """The day of issue is not counted (Civil Code, art. 201); a month ends on the same day or its last (art. 202)."""
    term, begin, end = phrase.terms[n]
    assert isinstance(term, Length)
    if not term.from_issue:
        return Duty(DeadlineKind.RELATIVE, begin, end, doubt=term.doubt, why="从文中所述之日起算，没有固定日期")
    issued_on = phrase.known.issued_on
    if issued_on is None:
        return Duty(DeadlineKind.RELATIVE, begin, end, doubt="不知道印发日期，无法推算")
    due = _later(issued_on, term, phrase.known)
    if due is None:
        return Duty(DeadlineKind.RELATIVE, begin, end, doubt=f"“{phrase.wording[begin:end]}”无法推算为日期")
    why = _because(phrase.wording[begin:end], due, "自印发次日起算")
    return Duty(DeadlineKind.RELATIVE, begin, end, due, doubt=term.doubt, why=why)


def _later(day: date, length: Length, known: Known) -> date | None:
    if length.unit == "小时" or length.size > 999:
        return None
    if length.unit.startswith("工作"):
        return known.workdays.add_workdays(day, length.size)
    if length.unit in ("月", "季度", "年"):
        months = length.size * {"月": 1, "季度": 3, "年": 12}[length.unit]
        return day + relativedelta(months=months)
    return day + timedelta(days=length.size * (7 if length.unit in ("周", "星期") else 1))


def _because(words: str, due: date, why: str) -> str:
    return f"“{words}”即{due.year}年{due.month}月{due.day}日" + (f"，{why}" if why else "")
