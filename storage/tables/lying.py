"""Labels that stand beside their values, and tables whose header stands at the left: turned upright."""

from __future__ import annotations

import re
from collections.abc import Sequence

from storage.tables.cleaning import UNIT_COLUMNS
from storage.tables.grid import Grid, Printed, printed
from storage.tables.header_words import column_of, heading_words
from storage.tables.headers import is_firm, is_header
from storage.tables.kinds import kind_of
from storage.values import Column

_DUTIES = UNIT_COLUMNS | {Column.DEADLINE}
_LONGEST_LABEL = 10
_HEADS = re.compile(r"[^各有相]{2,6}(?:单位|部门|科室|处室|时限|时间|期限|节点)")
_WHO = ("单位", "部门")  # 督导单位


def upright(grid: Grid) -> Grid:
    """A table whose labels stand in its first column and its tasks beside one another, turned upright."""
    if not _lies(grid):
        return grid
    rows = [(number, row) for number, row in enumerate(grid.rows) if any(cell.raw.strip() for cell in row[1:])]
    above = [number for number, _ in rows]
    width = min(len(row) for _, row in rows)
    turned = [tuple(_turned(row[place], above) for _, row in rows) for place in range(width)]
    said = [printed([row[0].raw]) for number, row in enumerate(grid.rows) if number not in above]
    return Grid((*said, *turned), tuple(grid.lines[0] + place for place in range(len(said) + width)))


def _turned(cell: Printed, rows: Sequence[int]) -> Printed:
    if cell.origin is None or cell.origin[0] not in rows:
        return Printed(cell.raw)
    return Printed("", (cell.origin[1], rows.index(cell.origin[0])))


def _lies(grid: Grid) -> bool:
    """Whether every row that has several cells begins with a label, and no other cell heads units or times."""
    labels: list[str] = []
    for row in grid.rows:
        texts = [cell.raw for cell in row]
        first, others = texts[:1], texts[1:]
        if not any(text.strip() for text in others):
            continue
        if not is_label(first[0]) or len(others) < 2 or any(map(heads_duties, others)):
            return False
        labels += first
    return len(labels) > 2 and is_header(labels)


def is_label(text: str) -> bool:
    """Whether a cell only heads what stands beside or under it."""
    return column_of(text) is not None and is_firm(text) and len(heading_words(text)) <= _LONGEST_LABEL


def may_be_label(text: str) -> bool:
    """Whether a cell may do so with a word we do not know."""
    words = heading_words(text)
    return is_label(text) or (len(words) <= _LONGEST_LABEL and (kind_of(text) == "label" or words.endswith(_WHO)))


def heads_duties(value: str) -> bool:
    """Whether a value is itself a header: 责任单位 right of 任务名称, but not 各责任单位."""
    return is_label(value) and column_of(value) in _DUTIES and bool(_HEADS.fullmatch(heading_words(value)))
