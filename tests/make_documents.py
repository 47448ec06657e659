"""Writes the same task table in every format an office sends: what is written must be what is read."""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import docx
import xlsxwriter

HEADER = ("序号", "任务类别", "任务名称", "具体内容", "牵头单位", "责任单位", "完成时限")
TITLE = "2023年某区重点工作任务分解表"
Row = tuple[str, ...]  # cells under a header, "" for a blank
Spans = dict[tuple[int, int], int]  # (row, column) → how many rows its cell spans


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be written: header, rows, and the columns whose equal neighbours are merged."""

    rows: tuple[Row, ...]
    header: Row = HEADER
    title: str = TITLE
    merged: tuple[int, ...] = ()

    @property
    def lines(self) -> list[Row]:
        return [self.header, *self.rows]

    def spans(self) -> Spans:
        """Runs of equal cells in the merged columns; a run in a later column never crosses one before it."""
        found: Spans = {}
        for place, column in enumerate(self.merged):
            before = self.merged[: place + 1]
            numbered = enumerate(self.lines)
            for _, run in groupby(list(numbered)[1:], key=lambda line: [line[1][other] for other in before]):
                rows = [number for number, _ in run]
                if len(rows) > 1:
                    found[rows[0], column] = len(rows)
        return found

    def covered(self) -> dict[tuple[int, int], int]:
        """(row, column) of each covered place → the row of its value."""
        return {
            (row + below, column): row for (row, column), height in self.spans().items() for below in range(1, height)
        }


def blanked(table: Table) -> Table:
    """The table as plain text shows it: merged places are blank."""
    covered = table.covered()
    rows = [
        tuple("" if (number, column) in covered else cell for column, cell in enumerate(row))
        for number, row in enumerate(table.rows, start=1)
    ]
    return Table(tuple(rows), table.header, table.title)


def as_tabs(table: Table) -> bytes:
    lines = [table.title, "", *("\t".join(line) for line in blanked(table).lines)]
    return "\n".join(lines).encode()


def as_pages(table: Table, rows_per_page: int = 4) -> bytes:
    """Tabs, with the header again over every page."""
    rows = blanked(table).rows
    lines = [table.title]
    for first in range(0, len(rows), rows_per_page):
        lines += ["", "\t".join(table.header), *("\t".join(row) for row in rows[first : first + rows_per_page])]
    return "\n".join(lines).encode("utf-16")


def as_pipes(table: Table) -> bytes:
    header, *rows = blanked(table).lines
    ruled = [header, ("---",) * len(header), *rows]
    return f"# {table.title}\n\n".encode("gb18030") + "\n".join(
        "| " + " | ".join(line) + " |" for line in ruled
    ).encode("gb18030")


def as_cells(table: Table) -> bytes:
    """One cell per line, blanks missing."""
    cells = [cell for line in blanked(table).lines for cell in line if cell]
    return "\n".join([table.title, *cells]).encode("utf-8-sig")


def as_html(table: Table) -> bytes:
    spans, covered = table.spans(), table.covered()
    body = "".join(
        "<tr>"
        + "".join(
            f"<td rowspan={spans.get((number, column), 1)}><p>{html.escape(cell)}</p></td>"
            for column, cell in enumerate(line)
            if (number, column) not in covered
        )
        + "</tr>\n"
        for number, line in enumerate(table.lines)
    )
    return f"<html><meta charset=utf-8><body><h1>{table.title}</h1><table>{body}</table></body></html>".encode()


def as_xlsx(table: Table) -> bytes:
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    sheet = book.add_worksheet("任务")
    sheet.merge_range(0, 0, 0, len(table.header) - 1, table.title)
    spans, covered = table.spans(), table.covered()
    for number, line in enumerate(table.lines):
        for column, cell in enumerate(line):
            if height := spans.get((number, column)):
                sheet.merge_range(number + 1, column, number + height, column, cell)
            elif (number, column) not in covered and cell:
                sheet.write(number + 1, column, int(cell) if cell.isdigit() else cell)
    book.close()
    return kept.getvalue()


def as_docx(table: Table) -> bytes:
    document = docx.Document()
    document.add_paragraph(table.title)
    grid = document.add_table(rows=len(table.lines), cols=len(table.header), style="Table Grid")
    covered = table.covered()
    for number, line in enumerate(table.lines):
        for place, (column, cell) in enumerate(zip(grid.rows[number].cells, line, strict=True)):
            column.text = "" if (number, place) in covered else cell
    for (row, column), height in table.spans().items():
        cells = grid.columns[column].cells
        text = cells[row].text
        cells[row].merge(cells[row + height - 1]).text = text
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


_SIZE, _LEADING, _TOP, _BOTTOM, _LEFT = 9, 13, 560, 40, 30
_WIDTH = 780


_BOX = "[0 0 842 595]"


def as_pdf(table: Table, rows_per_page: int = 5, begin: str = "", box: str = _BOX) -> bytes:
    """Landscape pages with ruling lines and the header on each; Chinese by a font every reader knows.

    `begin` is drawn first on every page, whose size (and turn) is `box`.
    """
    pages = []
    for first in range(0, len(table.rows), rows_per_page):
        part = Table(table.rows[first : first + rows_per_page], table.header, table.title, table.merged)
        pages.append("\n".join([begin, *_page(part, with_title=first == 0)]))
    return pdf_of(pages, box)


def _page(table: Table, with_title: bool) -> Iterator[str]:
    widths = [30, *[(_WIDTH - 30) // (len(table.header) - 1)] * (len(table.header) - 1)]
    lefts = [_LEFT + sum(widths[:column]) for column in range(len(widths) + 1)]
    spans, covered = table.spans(), table.covered()
    if with_title:
        yield _text(table.title, 200, _TOP + 10)
    wrapped = [[_wrap(cell, width) for cell, width in zip(line, widths, strict=True)] for line in table.lines]
    heights = [max(map(len, row)) * _LEADING + 6 for row in wrapped]
    tops = [_TOP - sum(heights[:number]) for number in range(len(heights) + 1)]
    for number, line in enumerate(wrapped):
        for column, lines in enumerate(line):
            if (number, column) in covered:
                continue
            bottom = tops[number + spans.get((number, column), 1)]
            yield f"{lefts[column]} {bottom} {widths[column]} {tops[number] - bottom} re S"
            for below, text in enumerate(lines):
                yield _text(text, lefts[column] + 3, tops[number] - (below + 1) * _LEADING + 2)


def _wrap(text: str, width: int) -> list[str]:
    """Lines as wide as the column lets them be; Latin signs count whole as Chinese ones do in this font."""
    fits = max(1, (width - 6) // _SIZE)
    return [part[first : first + fits] for part in text.split("\n") for first in range(0, max(1, len(part)), fits)]


def _text(text: str, x: float, y: float) -> str:
    return f"BT /F1 {_SIZE} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def pdf_of(pages: Sequence[str], box: str = _BOX) -> bytes:
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
        "/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>",
    ]
    for number, page in enumerate(pages):
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents {6 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(page)} >>\nstream\n{page}\nendstream",
        ]
    return _with_index(objects)


def _with_index(objects: Sequence[str]) -> bytes:
    written = b"%PDF-1.4\n"
    places = []
    for number, item in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{item}\nendobj\n".encode("latin-1")
    index = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return written + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{index}{end}".encode("latin-1")


FORMATS: dict[str, Callable[[Table], bytes]] = {
    "tabs.txt": as_tabs,
    "pages.txt": as_pages,
    "pipes.md": as_pipes,
    "cells.txt": as_cells,
    "page.html": as_html,
    "book.xlsx": as_xlsx,
    "word.docx": as_docx,
    "print.pdf": as_pdf,
}


def write(table: Table, form: str, folder: Path) -> Path:
    """The table as a file of one of FORMATS."""
    path = folder / form
    path.write_bytes(FORMATS[form](table))
    return path
