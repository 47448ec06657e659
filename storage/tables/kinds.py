"""What a cell looks like — a number, a date, units, a label, a sentence — and so which column it may stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from storage.tables.cleaning import is_blank, plain
from storage.tables.vocabulary import BODY_ENDINGS, FIRM_TIMES, TASK_BEGINNINGS, TIMES
from storage.values import Column


def _any(words: Sequence[str]) -> str:
    """The words as one alternative, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


_CHINESE = "一二三四五六七八九十百"
_NUMBERING = re.compile(
    rf"(?:\d{{1,5}}|[{_CHINESE}]{{1,4}}|[①-⑳]|\d{{1,3}}(?:[.．\-]\d{{1,3}}){{1,3}})[.．、,，)）]?"
    rf"|[(（](?:\d{{1,3}}|[{_CHINESE}]{{1,4}})[)）][.、]?|第(?:\d{{1,3}}|[{_CHINESE}]{{1,4}})[项条号]"
)
_DATE_WORDS = re.compile(
    r"\d{2,4}年|[一二三四五六七八九十〇零]{4}年|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|初|中|末|底|内)?|\d{1,2}[日号]"
    r"|\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?|\d{1,2}[.]\d{1,2}|第?[一二三四1234]季度|每?[年月季周](?:度|初|中|末|底|内)|\d+个?"
    rf"|{_any(TIMES)}"
)
_SIGNS = re.compile(r"[\s，,、；;。：:（）()~～]")
_FIRM_DATE = re.compile(rf"\d|[一二三四五六七八九十]月|{_any(FIRM_TIMES)}")
_UNIT = re.compile(rf"(?:{_any(BODY_ENDINGS)}|(?<![全内干外])部|等)$")
_TASK = re.compile(rf"^(?:{_any(TASK_BEGINNINGS)}).{{3,}}")
_BETWEEN_UNITS = re.compile(r"[、，,；;\s/]+")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_DUTY = re.compile(r"(?:牵头|配合|负责|按职责(?:分工)?(?:负责|落实)?|分工负责|等|指导|参与|落实|实施|组织)+$")
_COUNTED = re.compile(r"\d\s*(?:处|个|家|所|部|站|区|镇|乡|村|场|台|座|人)$")  # 整治错接点210处
_EACH = re.compile(r"(?:发现|整治|整改|查处|销号|清理|治理|完成|建成|验收)一[处个件项家批]$")  # 发现一处、整治一处
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
    body = _SIGNS.sub("", text)
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
    return sum(map(is_body, parts)) / len(parts)


def is_body(part: str) -> bool:
    """Whether a part ends as the name of a body does, and does not begin as a task does."""
    name = _DUTY.sub("", part) or part
    if _EACH.match(name):
        return False
    return len(name) <= 30 and _UNIT.search(name) is not None and not _TASK.match(name) and not _COUNTED.search(name)


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
