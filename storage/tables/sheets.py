"""Spreadsheets (.xlsx, .xls): visible sheets, merged ranges, values as shown; no formula is evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from storage.tables.archives import Archive
from storage.tables.assembling import NoTable
from storage.tables.grid import Grid, Pages, Printed
from storage.tables.limits import Limits, TooLarge
from storage.tables.sheet_dates import Dates, as_shown, column_number, dates_shown
from storage.tables.sheet_rows import hidden_rows

Value = int | float | str | bool | time | date | datetime | timedelta
_CELL = re.compile(rb"""<(?:\w+:)?c\b|\br\s*=\s*["']([A-Z]{1,4})(\d{1,8})["']""")
_LAST_DAY = 200_000  # days from 1900 a date can count
_BROKEN = "表格文件已损坏或已加密，无法打开；请取消密码，在原软件中另存为 xlsx 后重发"


def read_sheets(raw: bytes, limits: Limits, is_archive: bool) -> Pages:
    """The sheets one after another. `is_archive` is true for .xlsx, whose parts are counted before they are read."""
    dates: dict[str, Dates] = {}
    hidden: dict[str, frozenset[int]] = {}
    if is_archive:
        _check(Archive(raw, limits), limits)
    try:
        if is_archive:
            dates, hidden = dates_shown(Archive(raw, limits)), hidden_rows(Archive(raw, limits))
        book = CalamineWorkbook.from_filelike(BytesIO(raw))
        grids, warnings = _grids(book, dates, limits)
        grids = {name: replace(grid, hidden=hidden.get(name, frozenset())) for name, grid in grids.items()}
    except (CalamineError, OSError, ValueError, IndexError, OverflowError):
        raise NoTable(_BROKEN) from None
    return Pages(tuple(grids.values()), merges_known=True, warnings=tuple(warnings))


def _grids(
    book: CalamineWorkbook, dates: Mapping[str, Dates], limits: Limits
) -> tuple[dict[str, Grid], list[tuple[int, str]]]:
    grids: dict[str, Grid] = {}
    warnings: list[tuple[int, str]] = []
    for about in book.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        if about.visible is not SheetVisibleEnum.Visible:
            warnings.append((1, f"工作表“{about.name}”已隐藏，未读入"))
            continue
        sheet = book.get_sheet_by_name(about.name)
        if sheet.end and (sheet.end[0] + 1) * (sheet.end[1] + 1) > limits.max_cells * 10:
            raise TooLarge(f"工作表“{about.name}”过大")
        if grid := _grid(sheet, dates.get(about.name, {}), limits):
            grids[about.name] = grid
    return grids, warnings


def _grid(sheet: CalamineSheet, dates: Dates, limits: Limits) -> Grid | None:
    """A sheet's cells from A1 to the last one with something in it; None where it is empty."""
    values = sheet.to_python(skip_empty_area=False)
    height = max((number + 1 for number, row in enumerate(values) if any(value != "" for value in row)), default=0)
    width = max((_width(row) for row in values), default=0)
    if not height:
        return None
    if height > limits.max_rows or width > limits.max_columns:
        raise TooLarge(f"工作表“{sheet.name}”过大（{height}行、{width}列）")
    places = _covered(sheet.merged_cell_ranges or [], height, width)
    covered = dict(islice(places, limits.max_cells * 2))  # ranges that overlap by the thousand are cut off
    rows = tuple(
        tuple(
            Printed("", covered[number, place])
            if (number, place) in covered
            else Printed(_shown(row[place], dates.get((number, place), "")))
            for place in range(width)
        )
        for number, row in enumerate(values[:height])
    )
    return Grid(rows, tuple(range(1, height + 1)))


def _width(row: Sequence[Value]) -> int:
    return next((place + 1 for place in range(len(row) - 1, -1, -1) if row[place] != ""), 0)


def _covered(
    ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]], height: int, width: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Each place a merged range covers, with the place of its value."""
    for (top, left), (bottom, right) in ranges:
        for row in range(top, min(bottom + 1, height)):
            for column in range(left, min(right + 1, width)):
                if (row, column) != (top, left):
                    yield (row, column), (top, left)


def _shown(value: Value, parts: str) -> str:
    """A value as the sheet shows it; `parts` are those of a date the cell's format shows."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date) or (parts and isinstance(value, int | float) and 0 < value < _LAST_DAY):
        return as_shown(value, parts or "ymd")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    return str(value)


def _check(archive: Archive, limits: Limits) -> None:
    """Counts rows, columns and cells in the parts themselves: what a sheet says of its own size is not believed."""
    for name in archive.names():
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
            _check_sheet(archive, name, limits)
        else:
            for _ in archive.pieces(name):
                continue


def _check_sheet(archive: Archive, name: str, limits: Limits) -> None:
    cells, last_row, last_column, carried = 0, 0, 0, b""
    for piece in archive.pieces(name):
        text = carried + piece
        for found in _CELL.finditer(text):
            if found.group(1) is None:
                cells += 1
                continue
            last_row = max(last_row, int(found.group(2)))
            last_column = max(last_column, column_number(found.group(1)))
        carried = text[-40:] if len(text) > 40 else b""
        if cells > limits.max_cells * 2 or last_row * last_column > limits.max_cells * 10:
            raise TooLarge(f"工作表过大（到第{last_row}行、第{last_column}列）")
