"""Tables with a column for every unit and a mark where it takes part: turned into columns of units.

What a mark says stands in a note (★为牵头单位，√为配合单位) or over the columns; where several kinds of mark are left
unexplained the office is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from storage.tables.cleaning import UNIT_COLUMNS, is_blank, plain
from storage.tables.grid import Grid, Paragraph, Printed
from storage.tables.header_words import column_of
from storage.tables.headers import is_header
from storage.tables.kinds import units_share
from storage.tables.tick_marks import Marks, explained, is_mark, is_no_mark, marks_in
from storage.values import UNIT_HEADERS, Column

_SUM = re.compile(r"合计|总计|小计")
_HEADS = 10  # rows a header may stand below the top


Part = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Ticked:
    """Which columns of a grid are those of units."""

    names: Mapping[int, str]  # column → unit
    row: int = -1  # that holds the units' names; -1 where the table goes on from another page
    top: int = -1  # the row the header begins in
    over: Column = Column.RESPONSIBLE  # what stands over all the names

    @property
    def first(self) -> int:
        return min(self.names)


def ticks_named(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with every such table written out; where it goes on over a page its units are still the same."""
    ticked: list[Ticked | None] = []
    last: Ticked | None = None
    for part in parts:
        found = (_ticked(part) or _going_on(part, last)) if isinstance(part, Grid) else None
        last = found or last
        ticked.append(found)
    if last is None:
        return tuple(parts)
    marks = _explained(parts, ticked, last.over)
    pairs = zip(parts, ticked, strict=True)
    return tuple(
        _written_out(part, found, marks) if isinstance(part, Grid) and found else part for part, found in pairs
    )


def is_ticked_header(cells: Sequence[str]) -> bool:
    """Whether a line of text heads such a table: header words, and names of units beside them.

    >>> is_ticked_header(["序号", "工作任务", "完成时限", "区教育局", "区民政局", "区司法局"])
    True
    """
    return sum(map(_is_unit, cells)) > 1 and is_header([text for text in cells if not _is_unit(text)])


def _is_unit(text: str) -> bool:
    return bool(text.strip()) and column_of(text) not in UNIT_COLUMNS and units_share(_name(text)) == 1.0


def _name(text: str) -> str:
    return "".join(plain(text).split())


def _ticked(grid: Grid) -> Ticked | None:
    for number, row in enumerate(grid.rows[:_HEADS]):
        units = [place for place, cell in enumerate(row) if _is_unit(cell.raw)]
        if len(units) < 2:
            continue
        names = {
            place: _name(cell.raw)
            for place, cell in enumerate(row)
            if cell.raw.strip() and (place in units or column_of(cell.raw) is None) and _is_marked(grid, number, place)
        }
        if len(names.keys() & set(units)) > 1 and any(_texts(grid, number, names)):
            top = next((above for above in range(number, -1, -1) if _heads(grid.rows[above], names)), number)
            return Ticked(names, number, top, _over(grid, top, min(names)))
    return None


def _heads(row: Sequence[Printed], names: Mapping[int, str]) -> bool:
    return is_header([cell.raw for place, cell in enumerate(row) if _name(cell.raw) != names.get(place, "")])


def _over(grid: Grid, top: int, place: int) -> Column:
    """What the header says over the names: 配合单位 over all of them."""
    column = column_of(_text(grid, top, place))
    return column if column in UNIT_COLUMNS else Column.RESPONSIBLE


def _going_on(grid: Grid, last: Ticked | None) -> Ticked | None:
    """The rest of such a table on a new page, without its header."""
    if last is None or not grid.page_tops or max(last.names) >= min(map(len, grid.rows)):
        return None
    goes_on = all(_is_marked(grid, -1, place) for place in last.names) and any(_texts(grid, -1, last.names))
    return Ticked(last.names, over=last.over) if goes_on else None


def _is_marked(grid: Grid, head: int, place: int) -> bool:
    """Whether a column holds nothing but marks under its head, and sums at its foot."""
    return all(
        place >= len(row)
        or is_blank(text := row[place].raw)
        or is_mark(_name(text))
        or is_no_mark(text)
        or _SUM.search(row[0].raw)
        for row in grid.rows[head + 1 :]
    )


def _text(grid: Grid, number: int, place: int) -> str:
    """What is printed at a place, or over it by a merge."""
    cell = grid.rows[number][place] if place < len(grid.rows[number]) else Printed()
    return cell.raw if cell.origin is None else grid.rows[cell.origin[0]][cell.origin[1]].raw


def _texts(grid: Grid, head: int, places: Mapping[int, str]) -> Iterator[str]:
    """The marks in a grid."""
    for number in range(head + 1, len(grid.rows)):
        for place in places:
            if is_mark(text := _name(_text(grid, number, place))):
                yield text


def _explained(parts: Sequence[Part], ticked: Sequence[Ticked | None], over: Column) -> Marks:
    used: set[str] = set()
    said: list[str] = []
    for part, found in zip(parts, ticked, strict=True):
        if isinstance(part, Paragraph):
            said.append(part.text)
        elif found:
            used |= {mark for text in _texts(part, found.row, found.names) for mark in marks_in(text)}
            said += [cell.raw for row in part.rows[: found.row + 1] for cell in row]
            said += [row[0].raw for row in part.rows[found.row + 1 :] if row]
    return explained(used, "\n".join(said), over)


def _written_out(grid: Grid, ticked: Ticked, marks: Marks) -> Grid:
    columns = marks.columns
    kept = [place for place in range(max(map(len, grid.rows))) if place not in ticked.names]
    moved = {place: at + len(columns) * (place > ticked.first) for at, place in enumerate(kept)}
    start = sum(place < ticked.first for place in kept)
    moved |= dict.fromkeys(ticked.names, start)
    rows = []
    for number, row in enumerate(grid.rows):
        own = [(place, cell) for place, cell in enumerate(row) if place not in ticked.names]
        before = [_moved(cell, moved) for place, cell in own if place < ticked.first]
        after = [_moved(cell, moved) for place, cell in own if place > ticked.first]
        rows.append((*before, *_units(grid, number, ticked, marks, start), *after))
    cut = frozenset((number, moved[place]) for number, place in grid.cut if place not in ticked.names)
    return replace(grid, rows=tuple(rows), cut=cut, unclear={**grid.unclear, **_unclear(grid, ticked, marks)})


def _moved(cell: Printed, moved: Mapping[int, int]) -> Printed:
    return cell if cell.origin is None else Printed("", (cell.origin[0], moved[cell.origin[1]]))


def _units(grid: Grid, number: int, ticked: Ticked, marks: Marks, start: int) -> Iterator[Printed]:
    """The cells of a row that stand instead of its marks."""
    spread = _spread_from(grid.rows[number], ticked)
    for at, column in enumerate(marks.columns):
        if spread is not None:
            yield Printed("", (number, spread))
        elif number == ticked.top >= 0:
            yield Printed(UNIT_HEADERS[column])
        elif ticked.top < number <= ticked.row:
            yield Printed("", (ticked.top, start + at))
        else:
            texts = {name: _name(_text(grid, number, place)) for place, name in ticked.names.items()}
            yield Printed(
                "、".join(name for name, text in texts.items() if is_mark(text) and marks.column(text) is column)
            )


def _spread_from(row: Sequence[Printed], ticked: Ticked) -> int | None:
    """The place of a text printed over the whole row, before the names."""
    origin = row[ticked.first].origin if ticked.first < len(row) else None
    return origin[1] if origin and origin[1] < ticked.first and row[origin[1]].raw.strip() else None


def _unclear(grid: Grid, ticked: Ticked, marks: Marks) -> dict[int, tuple[Column, str]]:
    """Rows with marks that nobody explains."""
    found: dict[int, tuple[Column, str]] = {}
    for number in range(ticked.row + 1, len(grid.rows)):
        texts = (_name(_text(grid, number, place)) for place in ticked.names)
        signs = {sign for text in texts if is_mark(text) for sign in marks_in(text)} & marks.unclear
        if signs:
            said = f"标记“{'、'.join(sorted(signs))}”没有说明哪个表示牵头、责任或配合，请核对"
            found[number] = Column.RESPONSIBLE, said
    return found
