"""Tables with a column for every month and a mark where work goes on: read as the months from the first to the last."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from storage.tables.cleaning import is_blank, plain
from storage.tables.grid import Grid, Paragraph, Printed
from storage.tables.tick_marks import is_mark, is_no_mark
from storage.values import Column

_MONTH = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,2})月份?")
_CHINESE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_EXPLAINED = re.compile(r"[√✓✔●○■▲★☆].{0,6}(?:工作|实施|推进|开展|办理|完成|进度)")
_HEADS = 6  # rows a header may stand below the top
_FEWEST = 3
_DEADLINE = "完成时限"

Part = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class _Months:
    """The places of the months in a grid, and the row that names them."""

    places: Mapping[int, int]  # place → month
    row: int

    @property
    def first(self) -> int:
        return min(self.places)


def months_named(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with every such table written out; the office is asked where no note says what the marks mean."""
    said = "\n".join(_said(part) for part in parts)
    found = [_months(part) if isinstance(part, Grid) else None for part in parts]
    pairs = zip(parts, found, strict=True)
    return tuple(
        _written_out(part, months, is_explained=_EXPLAINED.search(said) is not None)
        if isinstance(part, Grid) and months
        else part
        for part, months in pairs
    )


def months_between(months: Sequence[int]) -> str:
    """Marked months in words, "" for none.

    >>> months_between([3, 4, 5]), months_between([11]), months_between([3, 6]), months_between(range(1, 13))
    ('3月至5月', '11月', '3月、6月', '全年')
    """
    if len(months) == 12:
        return "全年"
    if len(months) > 1 and all(after - before == 1 for before, after in pairwise(months)):
        return f"{months[0]}月至{months[-1]}月"
    return "、".join(f"{month}月" for month in months)


def _said(part: Part) -> str:
    if isinstance(part, Paragraph):
        return part.text
    return "\n".join(cell.raw for row in part.rows for cell in row if not is_mark(cell.raw.strip()))


def _months(grid: Grid) -> _Months | None:
    for number, row in enumerate(grid.rows[:_HEADS]):
        places = {place: month for place, cell in enumerate(row) if (month := _month(cell.raw))}
        told = list(places.values())
        if len(told) < _FEWEST or told != sorted(set(told)):
            continue
        marks = [_text(grid, below, place) for below in range(number + 1, len(grid.rows)) for place in places]
        if any(map(is_mark, marks)) and all(is_blank(mark) or is_mark(mark) or is_no_mark(mark) for mark in marks):
            return _Months(places, number)
    return None


def _month(raw: str) -> int:
    """Which month a header names; 0 where it names none."""
    found = _MONTH.fullmatch("".join(plain(raw).split()))
    if not found:
        return 0
    number = _CHINESE.index(found[1]) + 1 if found[1] in _CHINESE else int(found[1]) if found[1].isdigit() else 0
    return number if number <= 12 else 0


def _text(grid: Grid, number: int, place: int) -> str:
    """What is printed at a place, or beside it by a merge over several months of the row."""
    cell = grid.rows[number][place] if place < len(grid.rows[number]) else Printed()
    if cell.origin and cell.origin[0] == number:
        cell = grid.rows[number][cell.origin[1]]
    return "".join(plain(cell.raw).split())


def _written_out(grid: Grid, months: _Months, *, is_explained: bool) -> Grid:
    width = max(map(len, grid.rows))
    kept = [place for place in range(width) if place not in months.places or place == months.first]
    moved = {place: at for at, place in enumerate(kept)} | {
        place: kept.index(months.first) for place in months.places if place != months.first
    }
    rows = tuple(
        tuple(_cell(grid, months, number, place, moved) for place in kept if place < len(row))
        for number, row in enumerate(grid.rows)
    )
    doubt = "各月份栏的标记没有说明含义，暂按首尾月份读作起止时间，请核对"
    below = range(months.row + 1, len(grid.rows)) if not is_explained else ()
    return replace(grid, rows=rows, unclear={**grid.unclear, **dict.fromkeys(below, (Column.DEADLINE, doubt))})


def _cell(grid: Grid, months: _Months, number: int, place: int, moved: Mapping[int, int]) -> Printed:
    cell = grid.rows[number][place]
    if place == months.first and number == months.row:
        return Printed(_DEADLINE)
    if place == months.first and number > months.row:
        told = [month for spot, month in months.places.items() if is_mark(_text(grid, number, spot))]
        return Printed(months_between(told)) if told or cell.origin is None else cell
    return cell if cell.origin is None else Printed("", (cell.origin[0], moved[cell.origin[1]]))
