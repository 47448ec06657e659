"""Who and by when in the last clauses of a paragraph, without a bracket: …，由区教育局牵头，3月底前完成。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from storage.tables.cleaning import UNIT_COLUMNS
from storage.tables.header_words import column_of
from storage.tables.kinds import date_share, is_body
from storage.values import Column

_OPEN, _CLOSE = "（([【〔［《“", "）)]】〕］》”"
_SIGNS = "，,；;。"
_LABEL = re.compile(
    r"(?P<label>(?:总|主要|第一)?(?:牵头|主办|主责|责任|承办|落实|配合|协办|协同|参与)(?:责任)?(?:单位|部门|科室|处室|股室)"
    r"|(?:(?:完成|办结|整改)(?:时限|时间|期限|节点)|时限)(?:要求)?|截止(?:时间|日期))(?:分别)?(?:为|是|[:：])?\s*(?P<value>\S.*)"
)
_VERB = re.compile(
    r"(?:共同|分别|联合|具体|统筹|密切|(?:按|按照|根据)(?:各自|部门)?(?:职责|职能)(?:分工)?|分工)*"
    r"(?:牵头|负责|配合|协助|协办|主办|主责|承办|(?<=[^抓])落实|实施|指导|参与)"
    r"(?:抓好?|落实|实施|推进|组织|负责|办理|协调|完成)*$"
)
_BY = re.compile(r"(?<![自缘事理])由(?![于此来])")
_BEFORE_TIME = re.compile(r"(?:并|须|需|应|请|要求|于|在|力争|确保|争取|限|原则上)*$")
_DONE = re.compile(
    r"(?:主体|全部|全面|整体|如期)?(?:投入使用|建成投用|竣工|完工|建成|投用|交付|验收|通车|上线|到位|清零"
    r"|完成(?:建设|改造|任务|目标|整治|整改)(?:任务|目标)?|完成)$"
)
_DATED = re.compile(r"\d月|\d日|年[底内初]|季度|半年")
_TIME = re.compile(r"\d|[一二三四五六七八九十]月|[年月季旬]|全年|长期|持续|常态")
_PARTS = re.compile(r"[、/]|(?<=.[局委办厅府门院心会位处道])[和及与]|以及")
_PLACED = re.compile(
    r"[省市区县州旗盟镇乡各]|[有相]关|其[他它]|属地|行业|主管|全[省市区县]|所[有属在]|国家|中国|责任|牵头"
    r"|[\u4e00-\u9fff]{0,4}(?:经开|高新|开发|新)区"
)
_ANY_BODY = re.compile(r"(?:部门|单位|机关|机构|企业|主体|成员|园区|会|站|社区|地区|处所|各地)$")
_LONGEST_PARAGRAPH = 4_000
_BRACKET = re.compile(r"[（(](?P<inside>[^（()）]{2,60})[)）]$")
_ASIDE = re.compile(r"(?<=.)[（(][^（()）]{1,12}[)）]")
_GAP = re.compile(r"\s")  # what spaces part may be the columns of a table
_FULL = 0.6  # of a clause tells a time


@dataclass(frozen=True, slots=True)
class Tail:
    """A paragraph without its last or first clauses, and what they say."""

    body: str
    duties: Mapping[Column, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What one clause says: a column and the words for it. None is a list of names whose role another clause tells."""

    column: Column | None
    text: str


def tail_of(text: str) -> Tail | None:
    """The duties that the last clauses of a paragraph name; None where they name none, or nothing but them is there.

    >>> tail = tail_of("新建幼儿园2所，由县教育局牵头，县住建局配合，8月底前完成；")
    >>> tail.body, tail.duties[Column.RESPONSIBLE], tail.duties[Column.DEADLINE]
    ('新建幼儿园2所', '县教育局牵头，县住建局配合', '8月底前完成')
    >>> tail_of("完善制度，压实各单位责任。"), tail_of("县教育局负责新建幼儿园2所。")
    (None, None)
    """
    if len(text) > _LONGEST_PARAGRAPH or not text:
        return None
    said: list[Said] = []
    begin = len(text)
    for start, clause in reversed(clauses(text)):
        at, found = _read(clause)
        is_whole = bool(found) and at == 0
        if not found or (is_whole and (start == 0 or not _goes_with(clause, found, text[begin:]))):
            break
        said[:0] = found
        begin = start + at
        if not is_whole:
            break
    body = text[:begin].rstrip("，,；;：: ")
    duties = put_together(said)
    return Tail(body, duties) if body and duties else None


def _goes_with(clause: str, found: Sequence[Said], behind: str) -> bool:
    """Bare names belong to what stands behind them only where they name a place, and nobody else is said to act."""
    names_only = found[0].column is None
    return not names_only or (bool(_PLACED.match(clause)) and not behind.removeprefix("并").startswith("由"))


def clauses(text: str) -> list[tuple[int, str]]:
    """The clauses with where each begins; signs inside brackets part nothing."""
    found: list[tuple[int, str]] = []
    start = depth = 0
    for at, sign in enumerate(text):
        depth = max(0, depth + (sign in _OPEN) - (sign in _CLOSE))
        if sign in _SIGNS and not depth:
            found.append((start, text[start:at]))
            start = at + 1
    found.append((start, text[start:]))
    return [(start + len(clause) - len(clause.lstrip()), clause.strip()) for start, clause in found if clause.strip()]


def _read(clause: str) -> tuple[int, list[Said]]:
    """Where in a clause the duties begin (0: it says nothing else), and what they are; [] where there are none."""
    if whole := _duties(clause):
        return 0, whole
    for by in _BY.finditer(clause):
        if by.start() and (found := _duties(clause[by.start() :])):
            when = _duties(clause[: by.start()])  # 6月底前由县应急局牵头完成
            return (0, [*when, *found]) if when else (by.start(), found)
    if (names := _BRACKET.search(clause)) and names.start() and (found := _duties(names["inside"])):
        return names.start(), [replace(one, column=one.column or Column.RESPONSIBLE) for one in found]
    return 0, []


def _duties(clause: str) -> list[Said]:
    if (label := _LABEL.fullmatch(clause)) and (column := _under(label["label"], label["value"])):
        return [Said(column, label["value"])]
    names = clause.removeprefix("并").removeprefix("由")
    time = _TIME.search(names)
    who = _BEFORE_TIME.sub("", names[: time.start()]) if time else ""
    if time and _tells_time(names[time.start() :]) and who and (found := acting(who) or listed(who)):
        return [Said(Column.RESPONSIBLE, found.text), Said(Column.DEADLINE, names[time.start() :])]
    if _tells_time(clause):
        return [Said(Column.DEADLINE, clause)]
    if found := acting(names):
        return [found]
    bare = listed(names)
    return [bare] if bare else []


def _tells_time(clause: str) -> bool:
    """Whether a clause says by when and nothing else: 力争11月底前投入使用."""
    time = _TIME.search(clause)
    begins = time and not _BEFORE_TIME.sub("", clause[: time.start()])
    told = _DONE.sub("", clause[time.start() :]) if time and begins else clause
    return date_share(told) >= _FULL


def _under(label: str, value: str) -> Column | None:
    column = Column.DEADLINE if label.startswith(("时限", "截止")) else column_of(label)
    fits = date_share(value) >= _FULL if column is Column.DEADLINE else listed(value) or acting(value)
    return column if fits else None


def acting(text: str) -> Said | None:
    """区教育局、区民政局牵头: bodies and a verb, nothing behind it."""
    verb = _VERB.search(text)
    return Said(Column.RESPONSIBLE, text) if verb and verb.start() and listed(text[: verb.start()]) else None


def listed(text: str) -> Said | None:
    """区教育局、区民政局: names of bodies and nothing else."""
    parts = [part for part in _PARTS.split(_ASIDE.sub("", text)) if part]
    return Said(None, text) if parts and all(map(_is_name, parts)) else None


def _is_name(part: str) -> bool:
    if not is_body(part) or _GAP.search(part) or _BY.search(part) or _DATED.search(part):
        return False
    return bool(_PLACED.match(part)) or not _ANY_BODY.search(_VERB.sub("", part))


def put_together(said: Sequence[Said]) -> dict[Column, str]:
    """The duties by column; {} where a list of names is left over whose role nobody tells."""
    found: dict[Column, str] = {}
    for column, text in _with_roles(said):
        if column is None:
            return {}
        found[column] = f"{found[column]}，{text}" if column in found else text
    return found


def _with_roles(said: Sequence[Said]) -> Iterator[tuple[Column | None, str]]:
    """Names behind a label go on with it; names before a verb act with those it follows."""
    label: Column | None = None
    for at, one in enumerate(said):
        if one.column is None:
            following = next((other.column for other in said[at + 1 :] if other.column is not None), None)
            yield label or (Column.RESPONSIBLE if following is Column.RESPONSIBLE else None), one.text
            continue
        label = one.column if one.column in UNIT_COLUMNS else label
        yield one.column, one.text
