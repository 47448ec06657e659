"""Spreadsheets (.xlsx, .xls): visible sheets, merged ranges, values as shown; no formula is evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from storage.tables.archives import Archive
from storage.tables.assembling import NoTable
from storage.tables.grid import Grid, Pages, Paragraph, Printed
from storage.tables.limits import Limits, TooLarge
from storage.tables.sheet_dates import Dates, as_shown, column_number, dates_shown
from storage.tables.sheet_looks import Look, looks
from storage.tables.sheet_strikes import Left, struck_out

Value = int | float | str | bool | time | date | datetime | timedelta
_CELL = re.compile(rb"""<(?:\w+:)?c\b|\br\s*=\s*["']([A-Z]{1,4})(\d{1,8})["']""")
_LAST_DAY = 200_000  # days from 1900 a date can count
_BROKEN = "表格文件已损坏或已加密，无法打开；请取消密码，在原软件中另存为 xlsx 后重发"


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a sheet's own part says of its cells beside their values."""

    dates: Dates = field(default_factory=dict)
    struck: Left = field(default_factory=dict)
    look: Look = field(default_factory=Look)


def read_sheets(raw: bytes, limits: Limits, is_archive: bool) -> Pages:
    """The sheets one after another. `is_archive` is true for .xlsx, whose parts are counted before they are read."""
    if is_archive:
        _check(Archive(raw, limits), limits)
    try:
        marks = _marks(raw, limits) if is_archive else {}
        book = CalamineWorkbook.from_filelike(BytesIO(raw))
        parts, warnings = _parts(book, marks, limits)
        several = sum(isinstance(part, Grid) for part in parts) > 1
        parts = [replace(part, sheet="") if isinstance(part, Grid) and not several else part for part in parts]
    except (CalamineError, OSError, ValueError, IndexError, OverflowError):
        raise NoTable(_BROKEN) from None
    return Pages(tuple(parts), merges_known=True, warnings=tuple(warnings))


def _marks(raw: bytes, limits: Limits) -> dict[str, _Marks]:
    dates, struck = dates_shown(Archive(raw, limits)), struck_out(Archive(raw, limits))
    seen = looks(Archive(raw, limits))
    return {name: _Marks(dates.get(name, {}), struck.get(name, {}), look) for name, look in seen.items()}


def _parts(
    book: CalamineWorkbook, marks: Mapping[str, _Marks], limits: Limits
) -> tuple[list[Paragraph | Grid], list[tuple[int, str]]]:
    parts: list[Paragraph | Grid] = []
    warnings: list[tuple[int, str]] = []
    for about in book.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        if about.visible is not SheetVisibleEnum.Visible:
            if sheet.end:  # with something in it: WPS keeps pictures on hidden sheets without a cell
                warnings.append((1, f"工作表“{about.name}”已隐藏，未读入"))
            continue
        if sheet.end and (sheet.end[0] + 1) * (sheet.end[1] + 1) > limits.max_cells * 10:
            raise TooLarge(f"工作表“{about.name}”过大")
        parts += _with_margins(sheet, marks.get(about.name, _Marks()), limits)
    return parts, warnings


def _with_margins(sheet: CalamineSheet, marks: _Marks, limits: Limits) -> Iterator[Paragraph | Grid]:
    """A sheet between what is printed over and under its pages; a cover without a table is lines of text."""
    grid = _grid(sheet, marks, limits)
    if grid is None:
        return
    yield from (Paragraph(line, 1) for line in marks.look.over)
    if any(sum(bool(cell.raw.strip()) for cell in row) > 1 for row in grid.rows):
        yield grid
    else:
        said = ((line, cell.raw) for line, row in zip(grid.lines, grid.rows, strict=True) for cell in row)
        yield from (Paragraph(text, line) for line, raw in said for text in raw.split("\n") if text.strip())
    yield from (Paragraph(line, grid.lines[-1]) for line in marks.look.under)


def _grid(sheet: CalamineSheet, marks: _Marks, limits: Limits) -> Grid | None:
    """A sheet's cells from A1 to the last one with something in it; None where it is empty."""
    values = sheet.to_python(skip_empty_area=False)
    widths = [_width(row) for row in values]
    height = max((number for number, width in enumerate(widths, start=1) if width), default=0)
    width = max(widths, default=0)
    if not height:
        return None
    if height > limits.max_rows or width > limits.max_columns:
        raise TooLarge(f"工作表“{sheet.name}”过大（{height}行、{width}列）")
    places = _covered(sheet.merged_cell_ranges or [], height, width)
    covered = dict(islice(places, limits.max_cells * 2))  # ranges that overlap by the thousand are cut off
    struck = {place: left for place, left in marks.struck.items() if _is_said(values, place)}
    rows = tuple(
        tuple(
            Printed("", covered[number, place])
            if (number, place) in covered
            else Printed(_shown(struck.get((number, place), row[place]), marks.dates.get((number, place), "")))
            for place in range(width)
        )
        for number, row in enumerate(values[:height])
    )
    return Grid(
        rows,
        tuple(range(1, height + 1)),
        struck=frozenset(struck),
        hidden=frozenset(marks.look.hidden_rows),
        hidden_columns=frozenset(marks.look.hidden_columns),
        sheet=sheet.name,
    )


def _is_said(values: Sequence[Sequence[Value]], place: tuple[int, int]) -> bool:
    row, column = place
    return row < len(values) and column < len(values[row]) and values[row][column] != ""


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
