"""Cells of a row under its columns: by position where the file keeps blanks, else by count and content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from storage.tables.cleaning import is_blank, plain
from storage.tables.kinds import kind_of, likeness
from storage.values import UNIT_HEADERS, Column

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
_JOINS = {Column.CONTENT: 1.2, Column.OTHER: 1.2, Column.DEADLINE: 3.0, Column.START: 5.0, Column.NUMBER: 9.0}
_JOIN = 2.0
_TRUST = 4.0  # how much better content must fit elsewhere before position is given up
_BROKEN = 3.0  # a cell that ends with 、 goes on in the next line
_WRAP = 1.5  # a new row begins within the lines given
_TIMES = {Column.START: "开始时间", Column.DEADLINE: "完成时限"}


@dataclass(frozen=True, slots=True)
class Placing:
    """For every cell the place of its column, and what stayed in doubt: (column, Chinese text)."""

    places: tuple[int, ...]
    doubts: tuple[tuple[Column, str], ...] = ()


def place(cells: Sequence[str], columns: Columns, keeps_blanks: bool = True) -> Placing:
    """Where each cell of a row belongs. Where blanks are kept position is trusted, unless content contradicts it."""
    straight = tuple(range(len(cells)))
    whole = len(cells) == len(columns) or (keeps_blanks and any(is_blank(cell) for cell in cells))
    positional = whole and len(cells) <= len(columns)
    if positional and (keeps_blanks or _all_fit(cells, columns)) and not _contradicts(cells, columns):
        return Placing(straight)
    printed = [number for number, cell in enumerate(cells) if cell.strip()]
    texts = [cells[number] for number in printed]
    best, score = align(texts, columns)
    if positional and score < _score(cells, columns) + (_TRUST if keeps_blanks else _TRUST / 2):
        return Placing(straight)
    places = [0] * len(cells)
    for number, found in zip(printed, best, strict=True):
        places[number] = found
    return Placing(tuple(places), tuple(_doubts(texts, best, columns)))


def align(texts: Sequence[str], columns: Columns) -> tuple[tuple[int, ...], float]:
    """The best way to put one row's texts under columns in order; several texts may share a column.

    >>> columns = (Column.NUMBER, Column.TASK, Column.CONTENT, Column.RESPONSIBLE, Column.DEADLINE)
    >>> align(("2", "及时公开规范性文件目录，并做好更新。", "区司法局", "全年"), columns)[0]
    (0, 2, 3, 4)
    """
    rows, score = _best(texts, columns, wrap=float("inf"))
    return tuple(spot for _, spot in rows), score


def align_rows(texts: Sequence[str], columns: Columns) -> list[tuple[int, int]]:
    """The same for the texts of several rows: (row, column) of each, rows counted from 0."""
    return _best(texts, columns, wrap=_WRAP)[0]


def _best(texts: Sequence[str], columns: Columns, wrap: float) -> tuple[list[tuple[int, int]], float]:
    """The cheapest path of the texts through the columns, a step per text."""
    if not texts:
        return [], 0.0
    costs = [_EMPTY.get(column, 0.1) if column else 0.1 for column in columns]
    before = [0.0, *accumulate(costs)]  # cost of leaving the first columns empty
    scores = [likeness(texts[0], column) - before[spot] for spot, column in enumerate(columns)]
    steps: list[list[tuple[int, bool]]] = []
    for earlier, text in pairwise(texts):
        scores, step = _step(text, scores, before, columns, wrap, goes_on=_goes_on(earlier))
        steps.append(step)
    ends = [score - (before[-1] - before[spot + 1]) for spot, score in enumerate(scores)]
    last = max(range(len(columns)), key=ends.__getitem__)
    return _walk_back(steps, last), ends[last]


def _step(
    text: str, scores: list[float], before: list[float], columns: Columns, wrap: float, goes_on: bool
) -> tuple[list[float], list[tuple[int, bool]]]:
    """Scores with this text under each column, and for each where the text before it stood: (column, row above)."""
    ends = [score - (before[-1] - before[spot + 1]) for spot, score in enumerate(scores)]
    above = max(range(len(columns)), key=ends.__getitem__)
    reached: list[float] = []
    step: list[tuple[int, bool]] = []
    left, left_spot = float("-inf"), 0  # the best column to the left, the empty ones between not yet paid
    for spot, column in enumerate(columns):
        join = 0.0 if goes_on else _JOINS.get(column, _JOIN) if column else _JOIN
        ways = (
            (left - before[spot] - (_BROKEN if goes_on else 0.0), (left_spot, False)),
            (scores[spot] - join, (spot, False)),
            (ends[above] - wrap - before[spot], (above, True)),
        )
        score, came_from = max(ways, key=lambda way: way[0])
        reached.append(score + likeness(text, column))
        step.append(came_from)
        if scores[spot] + before[spot + 1] > left:
            left, left_spot = scores[spot] + before[spot + 1], spot
    return reached, step


def _goes_on(text: str) -> bool:
    return text.rstrip().endswith(("、", "，", ",", "和", "及"))


def _walk_back(steps: list[list[tuple[int, bool]]], last: int) -> list[tuple[int, int]]:
    spots, wraps = [last], []
    for step in reversed(steps):
        spot, wrapped = step[spots[-1]]
        spots.append(spot)
        wraps.append(wrapped)
    rows = accumulate(reversed(wraps), lambda row, wrapped: row + wrapped, initial=0)
    return list(zip(rows, reversed(spots), strict=True))


def _all_fit(cells: Sequence[str], columns: Columns) -> bool:
    """Whether numbers, names and times stand under all such columns: a task may end as a name does (6家医院)."""
    told = {Column.NUMBER, *UNIT_HEADERS, *_TIMES}
    return all(likeness(cell, column) > 0 for cell, column in zip(cells, columns, strict=True) if column in told)


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
    """Fewer or more names than columns of names: content alone cannot tell which stands where."""
    doubts = []
    for kind, names in (("units", UNIT_HEADERS), ("date", _TIMES)):
        wanted = {spot: column for spot, column in enumerate(columns) if column in names}
        whole = [not number or not _goes_on(texts[number - 1]) for number in range(len(texts))]
        found = [
            (spot, text)
            for spot, text, begins in zip(places, texts, whole, strict=True)
            if begins and kind_of(text) == kind and spot in wanted
        ]
        if len(wanted) > 1 and found and len(found) != len(wanted):
            said = "、".join(f"“{plain(text)[:30]}”" for _, text in found)
            choices = "、".join(names[column] for column in wanted.values() if column)
            doubt = f"单元格数与表头不符，{said}属于{choices}中的哪一列无法确定，请核对"
            doubts += [(column, doubt) for column in wanted.values() if column]
    return doubts
