"""Cells that span rows and columns, laid out on a grid."""

from __future__ import annotations

from storage.tables.grid import Grid, Printed
from storage.tables.limits import Limits, TooLarge


class Layout:
    """A grid in the making, filled cell by cell from left to right and top to bottom."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._rows: list[list[Printed]] = []
        self._lines: list[int] = []
        self._covers: dict[int, tuple[int, tuple[int, int]]] = {}  # column → (last row covered, by which cell)
        self._cells = 0
        self._struck: set[tuple[int, int]] = set()

    def new_row(self, line: int) -> None:
        """Begins a row; `line` is what the office is told when something is wrong in it."""
        if len(self._rows) >= self._limits.max_rows:
            raise TooLarge(f"表格超过{self._limits.max_rows}行")
        self._close_row()
        self._rows.append([])
        self._lines.append(line)

    def cell(self, raw: str, columns: int = 1, rows: int = 1) -> None:
        """The next cell of the row. A span beyond the limits is cut back to them."""
        self._fill_covered()
        row, place = len(self._rows) - 1, len(self._rows[-1])
        columns = max(1, min(columns, self._limits.max_columns + 1))
        self._count(columns)
        self._rows[-1].append(Printed(raw))
        self._rows[-1] += [Printed("", (row, place))] * (columns - 1)
        if rows > 1:
            self._covers |= dict.fromkeys(range(place, place + columns), (row + rows - 1, (row, place)))

    def strike(self) -> None:
        """Marks the next cell as one of which words were struck out."""
        self._fill_covered()
        self._struck.add((len(self._rows) - 1, len(self._rows[-1])))

    def covered(self, origin: tuple[int, int], columns: int = 1) -> None:
        """Places covered by a cell further up that the format itself names."""
        self._count(columns)
        self._rows[-1] += [Printed("", origin)] * min(columns, self._limits.max_columns + 1)

    def origin_above(self) -> tuple[int, int] | None:
        """The cell that stands, or is covered, right above the next place."""
        row, place = len(self._rows) - 1, len(self._rows[-1])
        if row == 0 or place >= len(self._rows[row - 1]):
            return None
        return self._rows[row - 1][place].origin or (row - 1, place)

    def finished(self) -> Grid:
        self._close_row()
        return Grid(tuple(tuple(row) for row in self._rows), tuple(self._lines), struck=frozenset(self._struck))

    def _close_row(self) -> None:
        if self._rows:
            self._fill_covered()

    def _fill_covered(self) -> None:
        row, cells = len(self._rows) - 1, self._rows[-1]
        while len(cells) in self._covers:
            last, origin = self._covers[len(cells)]
            if row > last or row == origin[0]:
                break
            self._count(1)
            cells.append(Printed("", origin))

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > self._limits.max_cells or (self._rows and len(self._rows[-1]) > self._limits.max_columns):
            raise TooLarge(f"表格过大（超过{self._limits.max_columns}列或{self._limits.max_cells}格）")
