"""Cells of a row under its columns: by position where the file keeps blanks, else by count and content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage.tables.cleaning import is_blank
from storage.tables.kinds import kind_of, likeness
from storage.values import Column

Columns = Sequence[Column | None]

# What it costs to leave a column empty: a row hardly ever lacks its number or its content.
_EMPTY = {
    Column.NUMBER: 2.5,
    Column.THEME: 0.2,
    Column.TASK: 0.4,
    Column.CONTENT: 2.5,
    Column.LEAD: 0.7,
    Column.RESPONSIBLE: 0.9,
    Column.ASSISTING: 0.5,
    Column.DEADLINE: 0.8,
    Column.START: 0.3,
    Column.OTHER: 0.05,
}
_JOINS = {Column.CONTENT: 1.2, Column.OTHER: 1.2, Column.DEADLINE: 2.6, Column.NUMBER: 9.0}
_JOIN = 2.0
_NAMES = {Column.LEAD: "牵头单位", Column.RESPONSIBLE: "责任单位", Column.ASSISTING: "配合单位"}
_TIMES = {Column.START: "开始时间", Column.DEADLINE: "完成时限"}


@dataclass(frozen=True, slots=True)
class Placing:
    """For every cell the place of its column, and what stayed in doubt: (column, Chinese text)."""

    places: tuple[int, ...]
    doubts: tuple[tuple[Column, str], ...] = ()


def place(cells: Sequence[str], columns: Columns, counts: bool = False) -> Placing:
    """Where each cell of a row belongs. `counts` says that blanks are kept, so position can be trusted."""
    straight = tuple(range(len(cells)))
    kept = counts or len(cells) == len(columns) or any(is_blank(cell) for cell in cells)
    if kept and len(cells) <= len(columns) and not _contradicts(cells, columns):
        return Placing(straight)
    printed = [number for number, cell in enumerate(cells) if cell.strip()]
    texts = [cells[number] for number in printed]
    best, score = align(texts, columns)
    if kept and len(cells) <= len(columns) and score < _score(cells, columns) + 4:
        return Placing(straight)
    places = [0] * len(cells)
    for number, found in zip(printed, best, strict=True):
        places[number] = found
    return Placing(tuple(places), tuple(_doubts(texts, best, columns)))


def align(texts: Sequence[str], columns: Columns) -> tuple[tuple[int, ...], float]:
    """The best way to put texts under columns in order; several texts may share one column.

    >>> columns = (Column.NUMBER, Column.TASK, Column.CONTENT, Column.RESPONSIBLE, Column.DEADLINE)
    >>> align(("2", "及时公开规范性文件目录，并做好更新。", "区司法局", "全年"), columns)[0]
    (0, 2, 3, 4)
    """
    width = len(columns)
    empty = [_EMPTY.get(column, 0.1) if column else 0.1 for column in columns]
    before = [sum(empty[:place]) for place in range(width + 1)]  # cost of leaving the first `place` columns empty
    scores = [-before[place] for place in range(width)]
    paths: list[list[int]] = []
    for number, text in enumerate(texts):
        scores, came_from = _step(text, scores, before, columns, first=number == 0)
        paths.append(came_from)
    ends = [score - (before[width] - before[place + 1]) for place, score in enumerate(scores)]
    last = max(range(width), key=lambda place: (ends[place], -place)) if texts else 0
    return _walk_back(paths, last), ends[last] if texts else 0.0


def _step(
    text: str, scores: list[float], before: list[float], columns: Columns, first: bool
) -> tuple[list[float], list[int]]:
    """Scores with this text under each column, and the column the text before it then stood under."""
    reached: list[float] = []
    came_from: list[int] = []
    best, best_place = float("-inf"), 0  # over columns to the left, with what is left empty still to be paid
    for place, column in enumerate(columns):
        fit = likeness(text, column)
        if first:
            reached.append(scores[place] + fit)
            came_from.append(place)
            continue
        joined = scores[place] - _JOINS.get(column, _JOIN) if column else scores[place] - _JOIN
        moved = best - before[place]
        reached.append(max(joined, moved) + fit)
        came_from.append(place if joined > moved else best_place)
        if scores[place] + before[place + 1] > best:
            best, best_place = scores[place] + before[place + 1], place
    return reached, came_from


def _walk_back(paths: list[list[int]], last: int) -> tuple[int, ...]:
    places = [last]
    for came_from in reversed(paths[1:]):
        places.append(came_from[places[-1]])
    return tuple(reversed(places)) if paths else ()


def _contradicts(cells: Sequence[str], columns: Columns) -> bool:
    return any(likeness(cell, column) <= -2.5 for cell, column in zip(cells, columns, strict=False) if column)


def _score(cells: Sequence[str], columns: Columns) -> float:
    filled = sum(likeness(cell, column) for cell, column in zip(cells, columns, strict=False))
    empty = sum(
        _EMPTY.get(column, 0.1) if column else 0.1
        for number, column in enumerate(columns)
        if number >= len(cells) or is_blank(cells[number])
    )
    return filled - empty


def _doubts(texts: Sequence[str], places: Sequence[int], columns: Columns) -> list[tuple[Column, str]]:
    """Fewer names than columns of names: content cannot tell which of them was left blank."""
    doubts = []
    for kind, names in (("units", _NAMES), ("date", _TIMES)):
        wanted = [place for place, column in enumerate(columns) if column in names]
        found = [
            (place, text)
            for place, text in zip(places, texts, strict=True)
            if place in wanted and kind_of(text) == kind
        ]
        if found and len({place for place, _ in found}) < len(wanted):
            column = columns[found[0][0]]
            said = "、".join(f"“{text.strip()[:30]}”" for _, text in found)
            choices = "、".join(names[columns[place]] for place in wanted)  # type: ignore[index]
            doubts.append(
                (column or Column.OTHER, f"本行单元格少于表头，{said}属于{choices}中的哪一列无法确定，请核对")
            )
    return doubts
