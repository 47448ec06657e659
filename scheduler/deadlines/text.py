"""The deadlines inside a task's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from scheduler.deadlines.duties import duties_in
from scheduler.deadlines.grammar import terms_in
from scheduler.deadlines.milestones import single
from scheduler.deadlines.phrases import DATE, RANGE, RECURRING, RELATIVE, WHOLE_YEAR, Duty, Phrase
from scheduler.deadlines.reading import WORKDAYS
from scheduler.deadlines.terms import Placed
from scheduler.deadlines.wording import clean, places
from scheduler.deadlines.years import known
from scheduler.workdays import Workdays
from storage.values import Deadline

_SENTENCE = re.compile(r"[^。;]+")
_TIME = re.compile(
    r"[\d０-９一二三四五六七八九十〇]\s*[年月日季./-]|年\s*[底内末终中初前度]|半\s*年|[每按逐]\s*[年月季周旬]|印\s*发|五”?[末期时]|元月"
)
_SIDED = re.compile(r"[前内底末止终]\)?$")
_IN_BRACKETS = "括号内的时间是否为完成时限，请确认"
_BY = re.compile(
    r"[于至到在]$|(?:(?:行动|活动|整治|攻坚|创建|实施|建设|施工|检修|开展|完成)(?:时间|时限|期限|周期)|工期)(?:为|是|:|从|自)?$"
)
_DONE = re.compile(
    r"(?:全部|全面|基本|组织)?(?:完成|办结|建成|实现|公布|公开|发布|报送|上报|提交|印发|出台|上线|投入|开展"
    r"|投用|投运|投产|交付|竣工|完工|通车|验收|达标|见效|开园|开业|开馆|启用)(?!的|以来|后)"
)

_EACH = re.compile(  # 上半年、下半年各1次
    r"(?:[、和及](?:[上下]半年|(?:第)?[一二三四1-4]季度|\d{1,2}月(?:份|底)?))*各(?:开展|组织|举办|召开|进行|报送|至少)*\s*[\d一二两三四五六]+[次期场个篇条]"
)


Deadlines = tuple[Deadline, ...]


def said_in_text(
    text: str, year: int | None = None, issued_on: date | None = None, workdays: Workdays = WORKDAYS
) -> tuple[Deadlines, Deadlines]:
    """The deadlines named inside a task's text, each with the words it was found in; look-alikes are left out.

    >>> [found.phrase for found in said_in_text("区司法局应于2022年11月底前录入，参照第274号文件")[0]]
    ['2022年11月底前']

    Beside them the days and stretches of days that fill a bracket; whether they are deadlines is asked.

    >>> [found.phrase for found in said_in_text("宣传（4月1日至4月30日），防火期（10月1日起）除外", 2022)[1]]
    ['4月1日至4月30日']
    """
    if not _TIME.search(text):
        return (), ()
    wording, beside = clean(text), known(year, issued_on, workdays)
    duties = duties_in(Phrase(wording, tuple(_dated_terms(wording)), beside))
    named = [(duty, _torn(duty, wording)) for duty in duties if _is_deadline(duty, wording)]
    in_brackets = [(duty, _IN_BRACKETS) for duty in duties if _fills_a_bracket(duty, wording)]
    at = places(text, wording) if named or in_brackets else []
    found, beside_them = (
        tuple(single(text[at[duty.begin] : at[duty.end - 1] + 1], duty, doubt, issued_on) for duty, doubt in wanted)
        for wanted in (named, in_brackets)
    )
    return found, beside_them


def _dated_terms(wording: str) -> Iterator[Placed]:
    """The terms of those sentences that speak of time at all: most do not, and scanning is what costs."""
    for sentence in _SENTENCE.finditer(wording):
        if _TIME.search(sentence[0]):
            yield from terms_in(wording, *sentence.span())


def _is_deadline(duty: Duty, wording: str) -> bool:
    """Prose names many periods; a deadline says 前 or 内, or what is to be done by then."""
    if duty.kind is RECURRING:
        return duty.rrule is not None
    if duty.kind is RELATIVE:
        return duty.due is not None
    words = wording[duty.begin : duty.end]
    if duty.kind is WHOLE_YEAR:
        return "全年" not in words
    if duty.kind not in (DATE, RANGE) or duty.weak:
        return False
    ahead = _BY.search(wording[max(0, duty.begin - 5) : duty.begin])
    return bool(_SIDED.search(words) or ahead or _DONE.match(wording, duty.end) or _EACH.match(wording, duty.end))


def _fills_a_bracket(duty: Duty, wording: str) -> bool:
    """动员部署（4月1日至4月30日）; not the time of a season (防火期) or of a cited paper."""
    words = wording[duty.begin : duty.end]
    opened = duty.begin > 1 and wording[duty.begin - 1] == "(" and wording[duty.begin - 2] not in "期季假节年》号"
    return bool(opened and (duty.due or duty.doubt) and wording.startswith(")", duty.end) and "月" in words)


def _torn(duty: Duty, wording: str) -> str:
    return "日期后有多余的数字，原文恐有误" if re.match(r"[_\d]", wording[duty.end : duty.end + 1]) else ""
