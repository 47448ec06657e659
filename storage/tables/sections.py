"""Grids cut into sections: a header, and the rows under it until the next header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from storage.tables.cards import is_of_cards
from storage.tables.cleaning import plain
from storage.tables.columns import Head, read_head
from storage.tables.grid import Grid, Printed
from storage.tables.headers import is_header, is_second_level
from storage.tables.kinds import is_number
from storage.values import Column

_FIGURES = re.compile(r"预算|资金|经费|金额|投资|万元|指标值|分值")
_LEVELS = 3  # a header has at most three rows


@dataclass(frozen=True, slots=True)
class Section:
    """The rows `first` to `last` (exclusive) of a grid under one head."""

    grid: Grid
    head: Head
    first: int
    last: int
    is_new_page: bool = False  # the same header again: a row may have been cut in two


@dataclass(slots=True)
class Sections:
    """What was found in the grids of a document."""

    sections: list[Section] = field(default_factory=list)
    above: list[tuple[Grid, str]] = field(default_factory=list)  # lines printed inside a grid over its header
    unknown: list[Grid] = field(default_factory=list)  # grids without a header we know


def cut_into_sections(grids: Sequence[Grid], columns: Mapping[Column, int] | None) -> Sections:
    """Every header begins a section; a grid without one goes on under the last header if it is as wide."""
    found = Sections()
    for grid in grids:
        heads = _given(grid) if columns else list(_heads(grid))
        if not heads:
            _go_on(found, grid)
            continue
        found.above += [(grid, text) for row in range(heads[0][0]) for text in _said(grid.rows[row])]
        ends = [start for start, _, _ in heads[1:]] + [len(grid.rows)]
        for (_, first, levels), last in zip(heads, ends, strict=True):
            head = _head(grid, levels, first, last) if levels else _given_head(columns or {})
            again = bool(found.sections) and found.sections[-1].head.columns == head.columns
            found.sections.append(Section(grid, head, first, last, again))
    return _without_figures(found)


def _without_figures(found: Sections) -> Sections:
    """Where other tables name who acts or until when, one of 项目 and 预算 that does neither is no table of tasks."""
    if any(_acts(section.head) for section in found.sections):
        figures = [section for section in found.sections if not _acts(section.head) and _is_of_figures(section.head)]
        found.sections = [section for section in found.sections if all(section is not one for one in figures)]
        found.unknown += map(_grid_of, figures)
    return found


def _grid_of(section: Section) -> Grid:
    printed = slice(section.first - 1, section.last)
    return replace(section.grid, rows=section.grid.rows[printed], lines=section.grid.lines[printed])


def _acts(head: Head) -> bool:
    return bool({Column.LEAD, Column.RESPONSIBLE, Column.ASSISTING, Column.DEADLINE} & set(head.columns))


def _is_of_figures(head: Head) -> bool:
    return Column.CONTENT not in head.columns and any(_FIGURES.search(word) for words in head.words for word in words)


def _heads(grid: Grid) -> Iterator[tuple[int, int, list[int]]]:
    """(row the header begins in, first row under it, its rows)."""
    row = 0
    while row < len(grid.rows):
        levels = _levels_at(grid, row)
        if levels:
            yield row, levels[-1] + 1, levels
            row = levels[-1]
        row += 1


def _levels_at(grid: Grid, row: int) -> list[int]:
    """The rows of the header that begins in this row; a header may be whole only with the row under it."""
    top = _texts(grid.rows[row])
    if len(top) < 2:
        return []
    under = _texts(grid.rows[row + 1]) if row + 1 < len(grid.rows) else []
    if not is_header(top) and not (is_second_level(top) and is_second_level(under) and is_header(top + under)):
        return []
    levels = [row]
    while len(levels) < _LEVELS and levels[-1] + 1 < len(grid.rows):
        below = _texts(grid.rows[levels[-1] + 1])
        if below == top or not (is_second_level(below) or _parts_headers(grid, row, levels[-1] + 1)):
            break
        levels.append(levels[-1] + 1)
    return levels


def _parts_headers(grid: Grid, top: int, row: int) -> bool:
    """Whether a row only says what stands below wide headers (开工 and 完工 below 建设周期), whatever its words are."""
    wide = {cell.origin[1] for cell in grid.rows[top] if cell.origin and cell.origin[0] == top}
    cells = [(place, cell) for place, cell in enumerate(grid.rows[row]) if cell.is_covered or cell.raw.strip()]
    over = {place: _begin_of(grid.rows[top], place) for place, cell in cells if not cell.is_covered}
    merged = [cell.origin for _, cell in cells if cell.origin and cell.origin[0] == top]
    return bool(over and merged) and wide >= set(over.values()) and len(merged) + len(over) == len(cells)


def _begin_of(header: Sequence[Printed], place: int) -> int:
    """Where the header cell over a place begins."""
    cell = header[place] if place < len(header) else None
    return cell.origin[1] if cell and cell.origin else place


def _texts(row: Sequence[Printed]) -> list[str]:
    return [cell.raw for cell in row if cell.raw.strip()]


def _head(grid: Grid, levels: list[int], first: int, last: int) -> Head:
    rows = [_from_row(grid.rows[row], levels[0]) for row in levels]
    return read_head(rows, grid.rows[first:last], grid.hidden_columns)


def _from_row(row: Sequence[Printed], top: int) -> list[Printed]:
    """The row with its merges counted from the first header row."""
    return [Printed(cell.raw, (cell.origin[0] - top, cell.origin[1])) if cell.origin else cell for cell in row]


def _given(grid: Grid) -> list[tuple[int, int, list[int]]]:
    """The office said which column is which: a header row, if there is one, is passed over."""
    heads = list(_heads(grid))
    return [(heads[0][0], heads[0][1], [])] if heads else [(0, 0, [])]


def _given_head(columns: Mapping[Column, int]) -> Head:
    width = max(columns.values())
    at = {place - 1: column for column, place in columns.items()}
    return Head(tuple(at.get(place) for place in range(width)))


def _go_on(found: Sections, grid: Grid) -> None:
    width = max((len(row) for row in grid.rows), default=0)
    alike = bool(found.sections) and width >= 3 and width == len(found.sections[-1].head.columns)
    if alike and not is_of_cards(grid) and _counts_on(found.sections[-1], grid):
        found.sections.append(Section(grid, found.sections[-1].head, 0, len(grid.rows), True))
    elif any(_texts(row) for row in grid.rows):
        found.unknown.append(grid)


def _counts_on(section: Section, grid: Grid) -> bool:
    """Whether a grid may go on under the numbers of the last: words where those are begin a table of something else."""
    place = next(iter(section.head.places(Column.NUMBER)), None)
    if place is None or len(_texts(grid.rows[0])) < 2:
        return True
    before, begin = (_first(rows, place) for rows in (section.grid.rows[section.first : section.last], grid.rows))
    return not begin or is_number(begin) or not is_number(before)


def _first(rows: Sequence[Sequence[Printed]], place: int) -> str:
    return plain(rows[0][place].raw) if rows and place < len(rows[0]) else ""


def _said(row: Sequence[Printed]) -> list[str]:
    """What a row above the header says, line by line."""
    cells = _texts(row)
    if len(cells) > 1:
        return [" ".join(text.strip() for text in cells)]
    return [line for text in cells for line in text.split("\n") if line.strip()]
