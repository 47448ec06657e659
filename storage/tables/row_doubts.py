"""What of a printed row a person must look at, whatever it says."""

from __future__ import annotations

from collections.abc import Iterator

from storage.tables.grid import Grid
from storage.tables.placing import Placing
from storage.tables.row import Row
from storage.tables.sections import Section
from storage.values import Column, Problem

_SHORTEST_LABEL = 4
_CUT = "单元格内文字超出边框，可能没有显示完整，请核对"
_STRUCK = "单元格内有加删除线的文字，未读入，请核对"


def doubts_of(section: Section, number: int, placing: Placing) -> Iterator[Problem]:
    """A row nobody sees, marks nobody explains, cells that may stand elsewhere or lack their end."""
    grid, columns = section.grid, section.head.columns
    line = grid.lines[number]
    if number in grid.hidden:
        yield Problem(line, f"第{line}行：本行在表格中被隐藏，请核对", Column.NUMBER)
    if unclear := grid.unclear.get(number):
        yield Problem(line, f"第{line}行：{unclear[1]}", unclear[0])
    for column, doubt in placing.doubts:
        yield Problem(line, f"第{line}行：{doubt}", column)
    for places, doubt in ((grid.cut, _CUT), (grid.struck, _STRUCK)):
        for spot in range(len(grid.rows[number]) if places else 0):
            if (number, spot) in places:
                yield Problem(line, f"第{line}行：{doubt}", columns[spot] if spot < len(columns) else None)


def whole_row_struck(grid: Grid, number: int) -> Iterator[Problem]:
    """A row of which every word is struck out is withdrawn; that it was left out is said."""
    if any(row == number for row, _ in grid.struck):
        line = grid.lines[number]
        yield Problem(line, f"第{line}行：整行加了删除线，未读入，请核对")


def part_labels(row: Row) -> Iterator[Problem]:
    """Two labels under one header, a line each: most likely the theme and the task; the office is asked."""
    labels = row.get(Column.TASK).split("\n")
    if len(labels) != 2 or min(map(len, labels)) < _SHORTEST_LABEL:
        return
    row.texts[Column.THEME], row.texts[Column.TASK] = labels
    doubt = f"第{row.line}行：任务名称有两行，已读作类别“{labels[0]}”和任务“{labels[1]}”，请核对"
    yield Problem(row.line, doubt, Column.TASK)
