"""Who acts on the rows under a heading: 牵头单位：市教育局 over a table, 一、市教育局（2项） over some of its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from storage.tables.cleaning import UNIT_COLUMNS, is_blank, plain
from storage.tables.duties import labelled
from storage.tables.kinds import units_share
from storage.tables.numbering import numbering
from storage.tables.row import Row
from storage.unit_many import is_collective
from storage.unit_names import is_whole, level
from storage.values import UNIT_HEADERS, Column, Problem

_LABEL = re.compile(r"(?:总|主要)?(?:牵头|主办|主责|责任|承办|配合|协办)(?:责任)?(?:单位|部门|科室|处室|股室)\s*[:：]")
_IN_BRACKET = re.compile(r".{2,40}?[（(](?P<inside>.+)[)）]")  # 一、健康服务（牵头单位：区卫生健康委）
_COUNT = re.compile(r"[（(]\s*共?计?\s*[\d一二三四五六七八九十]{1,3}\s*[项件条个]\s*(?:任务|工作|事项)?\s*[)）]$")
_ACTS = re.compile(
    r"由?(?P<names>.+?)[（(]?(?P<verb>牵头|主办|负责|承办)(?:单位|部门)?[)）]?"
    r"(?:负责|办理|落实|推进)?的?(?:重点|主要|年度)?(?:任务|工作|事项|项目|清单)*"
)
_NAMES = re.compile(r"[、，,]|和(?=[省市区县州旗])")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Over:
    """Who acts on the rows under a heading."""

    said: str
    level: int | None  # of the heading's number
    duties: Mapping[Column, str]
    is_plain: bool  # it says what they do, not only who they are
    is_marked: bool  # by a label, a number or a count: no mere name, as of whoever sends the document


def over_rows(said: str) -> Over | None:
    """What a heading says of who acts; None where it says nothing of it.

    >>> over_rows("一、市教育局（12项）").duties, over_rows("牵头单位：市教育局").duties
    ({<Column.LEAD: 'lead'>: '市教育局'}, {<Column.LEAD: 'lead'>: '市教育局'})
    >>> over_rows("一、以公开促落实"), over_rows("（二）市直各部门"), over_rows("一、县域医疗中心建设")
    (None, None, None)
    """
    text = plain(said)
    if not 3 < len(text) <= _LONGEST:
        return None
    mark = numbering(text)
    bare = without_count(text.removeprefix(mark.printed if mark else ""))
    is_marked = mark is not None or _COUNT.search(text) is not None
    depth = mark.level if mark else None
    inside = found["inside"] if (found := _IN_BRACKET.fullmatch(bare)) and _LABEL.match(found["inside"]) else bare
    if _LABEL.match(inside):
        told = {column: value for column, value in labelled(inside).items() if column in UNIT_COLUMNS}
        sound = told and all(units_share(value) == 1 for value in told.values())
        return Over(text, depth, told, is_plain=True, is_marked=True) if sound else None
    if (acts := _ACTS.fullmatch(bare)) and _are_bodies(acts["names"]):
        column = Column.LEAD if acts["verb"] in ("牵头", "主办") else Column.RESPONSIBLE
        return Over(text, depth, {column: acts["names"]}, is_plain=True, is_marked=is_marked)
    if _are_bodies(bare):
        return Over(text, depth, {Column.LEAD: bare}, is_plain=False, is_marked=is_marked)
    return None


def without_count(heading: str) -> str:
    """市教育局（12项） without how many rows stand under it."""
    return _COUNT.sub("", heading).strip()


def _are_bodies(text: str) -> bool:
    """Whether a text names bodies with their level and nothing else."""
    names = _NAMES.split(text)
    return all(level(name) and is_whole(name) and not is_collective(name) for name in names)


def still_over(over: Over | None, heading: str) -> Over | None:
    """Who acts under the next heading: who it names, or whoever stands over it where it is numbered one level below."""
    return over_rows(heading) or below(over, heading)


def below(over: Over | None, heading: str) -> Over | None:
    """What stands over the next heading still, where it is numbered one level below; else nothing."""
    mark = numbering(plain(heading))
    is_below = over and over.level is not None and mark and mark.level > over.level
    return over if is_below else None


def put_over(row: Row, over: Over | None, columns: Sequence[Column | None]) -> Iterator[Problem]:
    """Gives a row the units of the heading over it, in columns its table does not have.

    A heading that only names a body leads where the row names others; that is asked about, and so is a blank beside it.
    """
    for column, text in over.duties.items() if over else ():
        if row.has(column) or column in row.merged:
            continue
        if over and column in columns:
            blank = f"第{row.line}行：{UNIT_HEADERS[column]}栏空白，标题为“{over.said}”，请核对"
            yield Problem(row.line, blank, column)
            continue
        beside = row.get(Column.RESPONSIBLE)
        if over and not over.is_plain and plain(beside) == text:
            continue
        row.given[column] = text
        if over and not over.is_plain and not is_blank(beside):
            yield Problem(row.line, f"第{row.line}行：牵头单位按标题“{over.said}”读取，请核对", column)
