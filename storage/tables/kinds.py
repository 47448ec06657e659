"""What a cell looks like — a number, a date, units, a label, a sentence — and so which column it may stand in."""

from __future__ import annotations

import re
from functools import lru_cache

from storage.tables.cleaning import is_blank, plain
from storage.values import Column

_CHINESE = "一二三四五六七八九十百"
_NUMBERING = re.compile(
    rf"(?:\d{{1,4}}|[{_CHINESE}]{{1,4}}|[①-⑳]|\d{{1,3}}(?:[.．\-]\d{{1,3}}){{1,3}})[.．、,，)）]?"
    rf"|[(（](?:\d{{1,3}}|[{_CHINESE}]{{1,4}})[)）][.、]?|第(?:\d{{1,3}}|[{_CHINESE}]{{1,4}})[项条号]"
)
_DATE_WORDS = re.compile(
    r"\d{2,4}年|[一二三四五六七八九十〇零]{4}年|\d{1,2}月(?:份)?|[一二三四五六七八九十]{1,2}月(?:份)?|\d{1,2}[日号]|\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?"
    r"|\d{1,2}[.]\d{1,2}|每?[年月季周日半](?:度|初|中|末|底|内)|[上下中]旬|[上下]半年|全年|常年|年度|第?[一二三四1234]季度|季度|每个?[年月季周日]|今年|明年|当年|次年|本年"
    r"|之?前|以前|底|完成|长期(?:坚持|开展|执行)?|持续(?:推进|开展|实施)?|常态化?(?:推进|开展)?|即时|实时|及时|立即|随时|按时|适时|有序推进|定期|汛前|节前|年前"
    r"|按(?:要求|计划|进度|规定|照)?|时间节点|个?工作日|\d+个|印发|之日起|起|至|到|内|动态|更新|坚持|推进|开展|启动"
)
_FIRM_DATE = re.compile(
    r"\d|[上下]半年|全年|常年|年[底内末初]|季度|每[年月季周日]|长期|持续|常态|即时|实时|立即|随时|时限|节点|汛|[一二三四五六七八九十]月|旬|年度|月[底末]|适时|及时"
)
_UNIT = re.compile(
    r"(?:局|委|办|办公室|政府|部门|单位|中心|委员会|院|协会|学会|所|站|大队|支队|总队|厅|处|处室|科|科室|股|股室|司|公司|集团|社|镇|乡|乡镇|街道|街道办|办事处|[^全]部|署|学校|中学|小学|企业"
    r"|团|馆|台|银行|支行|行|区|县|市|机关|社区|村|组|专班|工委|党委|党组|人大|政协|法院|检察院|总工会|工会|妇联|团委|残联|科协|文联|工商联|侨联|网信|宣传部|组织部|统战部|政法委|机构|主体|成员|等|园区|开发区|管委会|医院|指挥部)$"
)
_BETWEEN_UNITS = re.compile(r"[、，,；;\s/]+|和|及|与")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_DUTY = re.compile(r"(?:牵头|配合|负责|按职责(?:分工)?(?:负责|落实)?|分工负责|等|指导|参与|落实|实施|组织)+$")
_SENTENCE = re.compile(r"[。；！？]")


def is_number(text: str) -> bool:
    """True where the whole cell numbers a row: 1, 1., （一）, 一、, 1.1.

    >>> [is_number(text) for text in ("12", "3.", "（一）", "一、", "1.1", "2022年", "11月前")]
    [True, True, True, True, True, False, False]
    """
    return _NUMBERING.fullmatch(text.strip()) is not None


def date_share(text: str) -> float:
    """How much of a short text is words of time, 0 to 1; 0 where nothing in it fixes a time.

    >>> [round(date_share(text), 1) for text in ("11月底前", "长期坚持", "区教育局", "6月底前完成方案")]
    [1.0, 1.0, 0.0, 0.8]
    """
    body = re.sub(r"[\s，,、；;。：:（）()~～]", "", text)
    if not body or len(body) > 120 or not _FIRM_DATE.search(body):
        return 0.0
    return sum(len(match.group()) for match in _DATE_WORDS.finditer(body)) / len(body)


def units_share(text: str) -> float:
    """How many of a cell's parts end as the name of a body does, 0 to 1.

    >>> [units_share(text) for text in ("区教育局、区民政局", "各乡镇人民政府，区直各部门", "以公开促落实")]
    [1.0, 1.0, 0.0]
    """
    body = _ASIDE.sub("", text)
    parts = [part for part in _BETWEEN_UNITS.split(body) if part]
    if not parts or _SENTENCE.search(body) or len(body) > 400:
        return 0.0
    named = sum(1 for part in parts if len(part) <= 24 and _UNIT.search(_DUTY.sub("", part) or part))
    return named / len(parts)


def is_sentence(text: str) -> bool:
    """True for running text rather than a label or a list of names."""
    return len(text) > 30 or _SENTENCE.search(text) is not None


@lru_cache(maxsize=8192)
def likeness(raw: str, column: Column | None) -> float:
    """How well a printed cell fits under a column; below zero it does not. `None` is a column without a header."""
    text = plain(raw)
    if is_blank(text):
        return 0.0
    if column is None:
        return -2.0
    kind = _kind(text)
    return _FIT[kind].get(column, 0.0)


@lru_cache(maxsize=8192)
def kind_of(raw: str) -> str:
    """The kind of a printed cell: number, date, units, sentence or label."""
    return _kind(plain(raw))


def _kind(text: str) -> str:
    if is_number(text):
        return "number"
    dates, units = date_share(text), units_share(text)
    if dates >= 0.6 and dates >= units:
        return "date"
    if units >= 0.6:
        return "units"
    if is_sentence(text):
        return "sentence"
    return "date" if dates >= 0.5 else "label"


_UNITS_FIT = {
    Column.LEAD: 3.0,
    Column.RESPONSIBLE: 3.0,
    Column.ASSISTING: 3.0,
    Column.CONTENT: -2.0,
    Column.THEME: -1.5,
}
_FIT: dict[str, dict[Column, float]] = {
    "number": dict.fromkeys(Column, -4.0) | {Column.NUMBER: 5.0, Column.OTHER: -1.0},
    "date": {
        Column.DEADLINE: 3.0,
        Column.START: 3.0,
        Column.CONTENT: -2.0,
        Column.THEME: -2.0,
        Column.TASK: -2.0,
        Column.LEAD: -3.0,
        Column.RESPONSIBLE: -3.0,
        Column.ASSISTING: -3.0,
        Column.NUMBER: -6.0,
    },
    "units": _UNITS_FIT | {Column.TASK: -1.5, Column.DEADLINE: -3.0, Column.START: -3.0, Column.NUMBER: -6.0},
    "sentence": {
        Column.CONTENT: 3.0,
        Column.TASK: 0.5,
        Column.THEME: -1.0,
        Column.NUMBER: -6.0,
        Column.DEADLINE: -2.5,
        Column.START: -3.0,
        Column.LEAD: -2.0,
        Column.RESPONSIBLE: -1.5,
        Column.ASSISTING: -1.5,
    },
    "label": {
        Column.TASK: 2.0,
        Column.THEME: 2.0,
        Column.CONTENT: 1.0,
        Column.NUMBER: -6.0,
        Column.DEADLINE: -1.0,
        Column.START: -1.5,
        Column.LEAD: -0.5,
        Column.RESPONSIBLE: -0.5,
        Column.ASSISTING: -0.5,
    },
}
