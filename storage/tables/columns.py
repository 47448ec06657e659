"""Which printed column of a table is which: two-level, broken, shifted and doubled headers."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb

from storage.tables.apart import SAMPLE, Row, original_deadline, told_apart
from storage.tables.cleaning import UNIT_COLUMNS
from storage.tables.grid import Printed
from storage.tables.header_words import SHORT_ENDS, column_of, heading_words, is_stage, remark
from storage.tables.kinds import likeness
from storage.values import Column

_REMARKED = UNIT_COLUMNS | {Column.DEADLINE}
_YEAR = re.compile(r"20\d{2}年度?")  # printed over 开始 and 结束
_CANDIDATES = 500


@dataclass(frozen=True, slots=True)
class Head:
    """A table's printed columns from left to right; None stands over nothing known."""

    columns: tuple[Column | None, ...]
    remarks: tuple[str, ...] = ()  # what the header says about who leads
    doubts: tuple[str, ...] = ()  # Chinese: columns that were guessed
    words: tuple[tuple[str, ...], ...] = ()  # over each column, top to bottom; () where they are another column's
    original: int | None = None  # the place of 原定时限, in force where 调整后时限 is blank

    def places(self, column: Column) -> list[int]:
        return [place for place, found in enumerate(self.columns) if found is column]


def read_head(levels: Sequence[Row], body: Sequence[Row], hidden: Collection[int]) -> Head:
    """The columns under one or more header rows, checked against what stands below them.

    Of the `hidden` places one counts only where no column that is seen has its meaning.
    """
    labels = _with_what_stages_share(_labels(levels, body))
    found = [_column_of_levels(label) for label in labels]
    spans = _spans(levels, len(labels))
    if any(not label for label in labels):
        found = _unshifted(labels, found, body)
    found, unseen = _seen_first(found, labels, hidden)
    columns, doubts = told_apart(_spread(found, spans), labels, body)
    original = original_deadline(labels) if Column.DEADLINE in columns else None
    said = (text for label in labels for text in label if column_of(text) in _REMARKED)
    years = (f"完成时限（{label[0].strip()}）" for label in labels if label and _YEAR.fullmatch(label[0].strip()))
    remarks = tuple(dict.fromkeys((*(note for text in said if (note := remark(text))), *years)))
    words = (_own_words(label, column) for label, column in zip(labels, columns, strict=True))
    return Head(tuple(columns), remarks, (*doubts, *unseen), tuple(words), original)


def _seen_first(
    found: Sequence[Column | None], labels: Sequence[Sequence[str]], hidden: Collection[int]
) -> tuple[list[Column | None], list[str]]:
    """The columns with those nobody sees behind the others, and what the office is told of them."""
    seen = {column for place, column in enumerate(found) if place not in hidden}
    columns, told = list(found), []
    for place, column in enumerate(found):
        if place not in hidden or column in (None, Column.OTHER, Column.NUMBER):
            continue
        columns[place] = Column.OTHER if column in seen else column
        done = "未采用" if column in seen else "已照常读入"
        told.append(f"“{heading_words(''.join(labels[place]))}”一列在表格中被隐藏，{done}，请核对")
    return columns, told


def _own_words(label: Sequence[str], column: Column | None) -> tuple[str, ...]:
    """The words over a column as printed, unless the header has slipped and they are another column's."""
    said = _column_of_levels(label)
    is_own = said is column or {said, column} <= {Column.THEME, Column.TASK, Column.CONTENT}
    return tuple(words for text in label if (words := "".join(text.split()))) if is_own else ()


def _labels(levels: Sequence[Row], body: Sequence[Row]) -> list[list[str]]:
    """For each printed column the header texts over it, top to bottom; [] where nothing is printed."""
    width = max(max(len(level) for level in levels), _width(body))
    labels: list[list[str]] = [[] for _ in range(width)]
    for level in levels:
        for place, cell in enumerate(level):
            text = _text_at(levels, cell)
            if text.strip() and (not labels[place] or labels[place][-1] != text):
                labels[place].append(text)
    return labels


def _text_at(levels: Sequence[Row], cell: Printed) -> str:
    """A covered header place says what the cell says that covers it; `origin` rows count from the first level."""
    if cell.origin is None:
        return cell.raw
    row, place = cell.origin
    return levels[row][place].raw if 0 <= row < len(levels) and place < len(levels[row]) else ""


def _with_what_stages_share(labels: list[list[str]]) -> list[list[str]]:
    """Text has no merges: 进度安排 printed over 一季度 stands over 二季度 beside it too."""
    for before, label in pairwise(labels):
        if len(label) == 1 and len(before) > 1 and is_stage(label[0]) and is_stage(before[-1]):
            label[:0] = before[:-1]
    return labels


def _width(body: Sequence[Row]) -> int:
    """How wide the rows are, unless only a few are wider than the rest."""
    widths = sorted(_printed_width(row) for row in body)
    return widths[int(len(widths) * 0.7)] if widths else 0


def _printed_width(row: Row) -> int:
    return max((place + 1 for place, cell in enumerate(row) if cell.raw.strip()), default=0)


def _column_of_levels(label: Sequence[str]) -> Column | None:
    """Two levels: the lower word decides unless it is only the second half of a broken one (牵头 over 单位)."""
    if not label:
        return None
    if is_stage(label[-1]) and any(column_of(word) is Column.OTHER for word in label[:-1]):
        return Column.OTHER  # 完成情况 over 一季度, 二季度
    joined = column_of("".join(label))
    if len(label) > 1 and heading_words(label[-1]) not in SHORT_ENDS:
        joined = column_of(label[-1]) or joined or column_of(label[0])
    return joined or column_of(label[-1]) or column_of(label[0]) or Column.OTHER


def _spans(levels: Sequence[Row], width: int) -> list[int]:
    """For each place the place where the header cell over it begins, on the lowest level printed there."""
    starts = list(range(width))
    for place, cell in enumerate(levels[-1]):
        if cell.origin is not None:
            starts[place] = cell.origin[1]
    return starts


def _spread(found: Sequence[Column | None], starts: Sequence[int]) -> list[Column | None]:
    """A task header printed over two columns heads the theme and the task."""
    spread = list(found)
    for place, start in enumerate(starts):
        under_one = [other for other, begin in enumerate(starts) if begin == start]
        if found[place] is Column.TASK and len(under_one) > 1 and place != under_one[-1]:
            spread[place] = Column.THEME
    return spread


def _unshifted(
    labels: Sequence[Sequence[str]], found: Sequence[Column | None], body: Sequence[Row]
) -> list[Column | None]:
    """Where a header has fewer labels than columns, the labels may have slipped: the rows below say how far.

    A column with nothing in it at all, like the margin of a sheet, is none.
    """
    used = [place for place, label in enumerate(labels) if label or _is_used(place, body)]
    if len(used) < len(labels):
        rows = [[row[place] for place in used if place < len(row)] for row in body[:SAMPLE]]
        inner = iter(_unshifted([labels[place] for place in used], [found[place] for place in used], rows))
        return [next(inner) if place in used else None for place in range(len(labels))]
    printed = [column for column, label in zip(found, labels, strict=True) if label]
    missing = len(labels) - len(printed)
    if not body or comb(len(labels), missing) > _CANDIDATES:
        return list(found)
    as_printed = tuple(place for place, label in enumerate(labels) if not label)
    best: list[Column | None] = list(found)
    best_score = float("-inf")
    for gaps in combinations(range(len(labels)), missing):
        candidate = _with_gaps(printed, gaps, len(labels))
        score = _fit(candidate, body) + (0.5 if gaps == as_printed else 0.0)
        if score > best_score:
            best, best_score = candidate, score
    return best


def _is_used(place: int, body: Sequence[Row]) -> bool:
    return any(place < len(row) and (row[place].raw.strip() or row[place].is_covered) for row in body)


def _with_gaps(printed: Sequence[Column | None], gaps: tuple[int, ...], width: int) -> list[Column | None]:
    """The labels in order around columns without one; such a column after the task's is its second label column."""
    rest = iter(printed)
    columns: list[Column | None] = [None if place in gaps else next(rest) for place in range(width)]
    for gap in gaps:
        if gap and columns[gap - 1] is Column.TASK and Column.THEME not in columns:
            columns[gap - 1], columns[gap] = Column.THEME, Column.TASK
    return columns


def _fit(columns: Sequence[Column | None], body: Sequence[Row]) -> float:
    return sum(
        likeness(cell.raw, column)
        for row in body[:SAMPLE]
        for cell, column in zip(row, columns, strict=False)
        if not cell.is_covered
    )
