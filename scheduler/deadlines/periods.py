"""From a period to its duty: which day is meant, whether a bare one is meant at all, and what must be asked."""

from __future__ import annotations

import re
from datetime import date, timedelta

from scheduler.deadlines.phrases import AND, FROM_TO, START_ONLY, TO, Duty, Phrase, because
from scheduler.deadlines.terms import MONTH_BEFORE, Grain, Period, Side, Standing, YearWord
from scheduler.deadlines.years import NOWHERE, Before, Known, Span, age_doubt, resolve, told_year
from storage.values import DateReading, DeadlineKind

DAY, CLOSE, SPAN, YEAR, WHOLE, VAGUE = Grain
ON, WITHIN, BEFORE, SINCE, PAST, ABOUT = Side
_LAST_YEAR = YearWord.LAST
DATE, RANGE, WHOLE_YEAR, CONTINUOUS, *_ = DeadlineKind
_HEADS = re.compile(r"[,:;(]?")
_BARE = (SPAN, YEAR)  # named without an end: 6月, 2025年
_LONGEST_LIST = 12  # months
_NEAR = re.compile(r"[^,;。:()]*")
# A condition on the object, not a deadline: 2004年年底前投运的, 6月30日前出生, 6月底前未完成的.
_CONDITION = re.compile(
    r"的?(?:基础上|水平)|(?:时|底|末)?相比|为基[数准期]|的(?!时候)|出生|在册|存量|已|[应仍尚]?(?:未|没有|无法|不能|逾期)"
    r"|(?:投运|投产|投用|投入\S{2}|注册|登记|毕业|退役|退休|入学|购买|签订|发生|取得\S{0,6}[证可格])[^,;。]{0,6}[的者]"
    r"|(?:建成|建设|开工|竣工|成立|设立|取得|受理|立项|批准|印发|发布|施行|实施|颁布|出台|制定|产生|形成|上市|备案|申报"
    r"|购置|生产)[的者]"
)
# What has been reached, not what is to be: 截至2021年底累计建成50个.
_AS_OF = ("截至", "截止", "截至到", "截止到")
_REPORTED = re.compile(r",?(?:全\S{1,3})?(?:已|累计|共有|现有)")
_PAST = ("已", "已于", "已在", "已经", "已经于", "已经在", "曾", "曾于", "曾在")
_MEASURED = ("较", "比")
_COMPARED = ("较", "比", "距", "超过", "低于", "高于")
_OBJECT = (
    "完成",
    "报",
    "报送",
    "上报",
    "提交",
    "开展",
    "组织",
    "做好",
    "公布",
    "公开",
    "编制",
    "形成",
    "印发",
    "召开",
    "总结",
)
_CLOSED_BEFORE = re.compile(r"\)(?:之|以)?前")  # 12月20日（年底）前
_BESIDE = re.compile(r"[,、:;]?|[^,;。:()]{0,4}\(")  # 长期（2035年）
_INCLUDES = re.compile(r".*\((?:[^()]{0,4}包?含|包括)")
_UNTIL = tuple(words + to for words in ("持续", "延续", "一直", "推进", "开展", "保持") for to in "到至")
_STARTS = re.compile(r"(?:正式|全面)?(?:启动|开始|起步)")
# What may follow a bare 2025年 or 6月: the end, a sign, or what is to be done by then.
_REACHED = (
    r"$|[,;。:、)(-]|~|[至到和及与]|年?[底末]|各|完|实现|建成|达|投|启动|开工|动工|竣工|全面|全部|基本|力争|争取|确保"
)
_YEAR_DOING = re.compile(
    _REACHED + r"|[^,;。:()的]{0,10}?(?:分别)?(?:达到?|[提升降][高升低][到至]|不低于|不少于|控制在)[^,;。:()]{0,3}\d"
)
_DOING = re.compile(
    _REACHED + r"|启|开|动|交|验收|通车|上线|运行|公开|公布|公示|发布|报送|提交|上报|出台|印发|制定|形成|建立|组织|召"
    r"|举|持续|予|进行|编|检查|抽查|督查|审议|下达|办|整改|拨|兑|评|考核|自查|汇总|征|修|更|调|清|归|移|培训|部署|动员|集中|统一|正式|初步|首次|再|对|将|由|向|在|并|应|须|需|要|可"
    r"|逐步|分批|按|至少|不|继续|陆续|实施|施行|落实|推进|新建|新增|落地|挂牌|见效|取得|赴|做"
)


def period_duty(phrase: Phrase, n: int, before: Before) -> tuple[Duty | None, int, Before]:
    """The duty of the period at place n, how many terms it takes up, and what later clauses may build on."""
    term, begin, end = phrase.terms[n]
    assert isinstance(term, Period)
    if term.side is PAST or term.year is _LAST_YEAR or _is_condition(phrase.wording, begin, end, term):
        return None, 1, before
    span = resolve(term, before, phrase.known)
    if end - begin == len(phrase.wording):
        return _start(phrase, n, span) if term.side is SINCE else _dated(phrase, n, span, ""), 1, before
    told = before
    if n + 1 < len(phrase.terms):
        last = phrase.next_term(n, TO)
        if isinstance(last, Standing):
            return _for_good(phrase, n, span, before)
        if isinstance(last, Period) and last.side not in (SINCE, PAST):
            return _range(phrase, n, before, span)
        told = _told(term, span, before)
        if _is_heading(phrase, n, term):
            return None, 1, before._replace(year=told.year)
    if n and _INCLUDES.fullmatch(phrase.gap(n - 1)):
        return _included(phrase, n, span, before)
    inside = n > 0 and _is_inside(phrase, n, term)
    if inside and (_is_past(span, before) or _is_object(phrase, n) or not _is_done_by(phrase, n, term)):
        return None, 1, before
    if term.side is SINCE or _is_start(phrase, n, term):
        return _start(phrase, n, span), 1, told
    order = "同一句中有两个日期，所指不明" if inside else _order_doubt(phrase, n, term, span, before) if n else ""
    duty = _dated(phrase, n, span, order)
    return duty, 1, before if duty.weak else told


def _included(phrase: Phrase, n: int, span: Span, before: Before) -> tuple[Duty | None, int, Before]:
    """6月底前（含6月30日） adds nothing; what lies after the date before it may be part of the work or another date."""
    if _is_past(span, before):
        return None, 1, before
    doubt = f"“含{phrase.wording[slice(*phrase.terms[n][1:])]}”是工作的内容还是时限不明"
    return _dated(phrase, n, span, doubt), 1, before


def _for_good(phrase: Phrase, n: int, span: Span, before: Before) -> tuple[Duty, int, Before]:
    """2023年5月至长期 begins and does not end."""
    term = phrase.terms[n].term
    assert isinstance(term, Period)
    start = _start(phrase, n, span)._replace(end=phrase.terms[n + 1].end, doubt=span.doubt)
    return start, 2, _told(term, span, before)


def _start(phrase: Phrase, n: int, span: Span) -> Duty:
    doubt = span.doubt or START_ONLY
    return Duty(CONTINUOUS, *phrase.terms[n][1:], start=span.first, doubt=doubt, why="起始日期")


def _told(term: Period, span: Span, before: Before) -> Before:
    return Before(told_year(term, span) or before.year, month_told(term, before), span.last or before.last)


def month_told(term: Period, before: Before) -> int | None:
    return before.month if term.last[0] == MONTH_BEFORE else term.last[0]


def _is_heading(phrase: Phrase, n: int, term: Period) -> bool:
    """2023年：6月底前…: the year heads what follows."""
    if term.grain is not YEAR or term.side is not ON:
        return False
    following = phrase.next_period(n, _HEADS)
    return following is not None and following.year is None


def _is_start(phrase: Phrase, n: int, term: Period) -> bool:
    """6月启动 names a start; 6月底前启动 is a deadline."""
    return term.grain is SPAN and term.side is ON and bool(_STARTS.match(phrase.wording, phrase.terms[n].end))


def _is_past(span: Span, before: Before) -> bool:
    return bool(before.last and span.last and span.last <= before.last)


def _is_inside(phrase: Phrase, n: int, term: Period) -> bool:
    """10月底前完成第三季度通报: in the same clause as a date, a bare period is rather what the work is about."""
    if term.side is not ON or term.grain not in _BARE:
        return False
    gap = phrase.gap(n - 1)
    before = phrase.terms[n - 1].term
    if "、" in gap and isinstance(term.year, int):
        return False  # 2021年完成30%、2022年完成70%
    if gap.endswith("、") and isinstance(before, Period) and before.grain is term.grain and before.side is ON:
        return False  # 一季度启动、二季度开工
    return bool(isinstance(before, Period) and gap and _NEAR.fullmatch(gap) and not AND.fullmatch(gap))


def _is_object(phrase: Phrase, n: int) -> bool:
    """12月15日前完成下半年自查: what is done by a date cannot be another date."""
    earlier = phrase.terms[n - 1].term
    return isinstance(earlier, Period) and earlier.side is BEFORE and phrase.gap(n - 1).endswith(_OBJECT)


def _is_condition(wording: str, begin: int, end: int, term: Period) -> bool:
    if begin:
        if wording.endswith(_PAST, 0, begin):
            return True
        if wording.endswith(_COMPARED, 0, begin) and _is_compared(wording[:begin], term):
            return True
        if wording.endswith(_AS_OF, 0, begin) and _REPORTED.match(wording, end):
            return True
    return end < len(wording) and _CONDITION.match(wording, end) is not None


def _is_compared(head: str, term: Period) -> bool:
    """比2021年 and 较6月30日 measure; 超过6月30日 is a limit, and 评比 is what is done."""
    if term.grain in _BARE and term.side is not SINCE:
        return True
    return term.side is ON and head.endswith(_MEASURED) and not head.endswith("评比")


def _dated(phrase: Phrase, n: int, span: Span, order: str) -> Duty:
    term, begin, end = phrase.terms[n]
    assert isinstance(term, Period)
    side = _side_in_list(phrase, n, term) if term.side is ON else term.side
    kind = WHOLE_YEAR if term.grain is WHOLE else DATE
    if begin and phrase.wording.endswith(_UNTIL, 0, begin):
        kind = RANGE
    if span.first is None or span.last is None:
        return Duty(kind, begin, end, doubt=span.doubt)
    if side is BEFORE and term.grain in _BARE:
        return _two_readings(phrase, n, span.first - timedelta(days=1), span.last)
    words = phrase.wording[begin:end]
    old = age_doubt(span.last, phrase.known) if isinstance(term.year, int) else ""
    doubt = span.doubt or old or order or _manner_doubt(phrase, n, term, side)
    why = because(words, span.last, span.why)
    weak = side is ON and not _is_done_by(phrase, n, term)
    if weak and not doubt:
        doubt = f"“{words}”是时限还是名称的一部分不明"
    due = None if weak and _is_this_years_name(term, span.last, phrase.known) else span.last
    readings = (DateReading(span.last, why),) if doubt else ()
    return Duty(kind, begin, end, due, None, None, readings, doubt, why, weak)


def _is_done_by(phrase: Phrase, n: int, term: Period) -> bool:
    """Whether a bare period is followed by what is to be done, and not by a noun it only describes."""
    if term.grain is YEAR:
        return bool(_YEAR_DOING.match(phrase.wording, phrase.terms[n].end))
    return term.grain is not SPAN or bool(_DOING.match(phrase.wording, phrase.terms[n].end))


def _is_this_years_name(term: Period, last: date, known: Known) -> bool:
    """2022年度决算 in a document of 2022 only names its object; 2023年专项行动 in it may shift the dates after it."""
    return term.grain is YEAR and last.year <= (known.document_year or last.year)


def _two_readings(phrase: Phrase, n: int, strict: date, wide: date) -> Duty:
    words = phrase.wording[phrase.terms[n].begin : phrase.terms[n].end]
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


def _manner_doubt(phrase: Phrase, n: int, term: Period, side: Side) -> str:
    words = phrase.wording[phrase.terms[n].begin : phrase.terms[n].end]
    if term.grain is VAGUE or side is ABOUT:
        return f"“{words}”没有确切日期"
    following = phrase.next_period(n, AND) if term.grain is SPAN else None
    if following and following.grain is DAY:
        return f"“{words}”是否也指{following.last[1]}日不明"
    if n == 0:
        return "只写了某月1日，可能是起始日期" if _is_bare_first(phrase, term) else ""
    if term.grain is YEAR and side is ON and isinstance(phrase.terms[n - 1].term, Standing):
        return f"“{words}”是长期工作的终点还是阶段目标不明" if _BESIDE.fullmatch(phrase.gap(n - 1)) else ""
    if _CLOSED_BEFORE.match(phrase.wording, phrase.terms[n].end):
        return "括号内外各有一个日期，请确认"
    return ""


def _is_bare_first(phrase: Phrase, term: Period) -> bool:
    """A cell that holds nothing but the first of a month is as often a start as an end."""
    return term.grain is DAY and term.side is ON and term.last[1] == 1 and phrase.is_all(0)


def _order_doubt(phrase: Phrase, n: int, term: Period, span: Span, before: Before) -> str:
    """Clauses go forward in time; one that goes back without a year may mean the next year."""
    backwards = _is_past(span, before) and span.last != before.last and not isinstance(term.year, int)
    if not backwards or "其中" in phrase.gap(n - 1):
        return ""
    return "前后日期次序颠倒，年份不明"


def _range(phrase: Phrase, n: int, before: Before, opening: Span) -> tuple[Duty, int, Before]:
    first, last = phrase.terms[n].term, phrase.terms[n + 1].term
    assert isinstance(first, Period)
    assert isinstance(last, Period)
    begin, end = phrase.terms[n].begin, phrase.terms[n + 1].end
    there = Before(told_year(first, opening) or before.year, month_told(first, before))
    closing, turned = _closing(last, there, opening, phrase.known)
    doubt = opening.doubt or closing.doubt or turned or _order_doubt(phrase, n, last, closing, before)
    doubt = doubt or _range_doubt(first, last, phrase.wording[begin:end])
    if closing.last and (isinstance(last.year, int) or isinstance(first.year, int)):
        doubt = doubt or age_doubt(closing.last, phrase.known)
    duty = Duty(RANGE, begin, end, closing.last, opening.first, doubt=doubt, why=FROM_TO)
    told = Before(told_year(last, closing) or there.year, month_told(last, there), closing.last)
    return duty, 2, told


def _range_doubt(first: Period, last: Period, words: str) -> str:
    """What the words of a range leave open, whatever its year."""
    if last.side is BEFORE and last.grain is SPAN:
        return "终点写作某月“前”，有两种读法"
    if first.grain is last.grain is YEAR and words.endswith("度") and _are_neighbours(first, last):
        return f"“{words}”是一个跨年的年度还是几年不明"
    if VAGUE in (first.grain, last.grain) or ABOUT in (first.side, last.side):
        return "起止没有确切日期"
    return ""


def _are_neighbours(first: Period, last: Period) -> bool:
    """2022-2023年度 may be one 年度 or two; 2018-2020年度 are three."""
    return not (isinstance(first.year, int) and isinstance(last.year, int)) or last.year <= first.year + 1


def _closing(last: Period, there: Before, opening: Span, known: Known) -> tuple[Span, str]:
    """The end of a range; one that lies before its start belongs to the next year, if the office says so."""
    closing = resolve(last, there, known)
    if not (opening.first and closing.last and closing.last < opening.first):
        return closing, ""
    if last.year is not None:
        return NOWHERE, "起止时间颠倒，原文恐有误"
    return resolve(last._replace(year=opening.first.year + 1), there, known), "终点早于起点，是否指次年不明"
