"""PDF files whose tables have ruling lines; scans and tables without lines are refused."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import product
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from storage.tables.assembling import NoTable
from storage.tables.grid import Grid, Pages, Paragraph, Printed
from storage.tables.limits import Limits, TooLarge
from storage.tables.pdf_tables import lines_at, middle, tables_on
from storage.tables.pdf_text import Box, Char, Line, goes_on, lines_in, text_in
from storage.tables.pdf_turned import is_slanted, upright

_OVER = 0.5  # points by which a sign may touch the edge of its cell, or stand off the sign before it
_SNAP = 3.0  # points within which two ruling lines are one
_SCAN = "PDF 是扫描件，没有可读取的文字；请发送原来的 docx、xlsx 文件，或先做文字识别再发"
_NO_LINES = "PDF 中没有带框线的表格，无法分清单元格；请发送原来的 docx、xlsx 文件"
_BROKEN = "PDF 文件已损坏，无法打开；请重新导出，或发送原来的 docx、xlsx 文件"
_LOCKED = "PDF 文件已加密，无法读取；请取消密码后重发"


def read_pdf(raw: bytes, limits: Limits) -> Pages:
    """The pages' tables and the text around them."""
    try:
        with pdfplumber.open(BytesIO(raw), raise_unicode_errors=False) as document:
            if len(document.pages) > limits.max_pages:
                raise TooLarge(f"PDF 超过{limits.max_pages}页")
            return _read(document.pages, limits)
    except (PDFPasswordIncorrect, PdfminerException) as error:
        locked = "Password" in repr(error)
        raise NoTable(_LOCKED if locked else _BROKEN) from None
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, AssertionError):
        raise NoTable(_BROKEN) from None  # pdfminer trusts the file's structure


def _read(pages: Sequence[Any], limits: Limits) -> Pages:
    parts: list[Paragraph | Grid] = []
    line, said, rows = 0, 0, 0
    edges: list[float] = []
    for page in map(upright, pages):
        chars: list[Char] = [char for char in page.chars if not is_slanted(char)]
        said += len(chars)
        for part, found_edges in _parts(page, chars, edges, line, limits):
            parts.append(part)
            line += len(part.rows) if isinstance(part, Grid) else 1
            rows += len(part.rows) if isinstance(part, Grid) else 0
            edges = found_edges or edges
        page.close()
        if rows > limits.max_rows or line > limits.max_rows * 5:
            raise TooLarge(f"PDF 内容过多（{line}行）")
    if said < 10 * max(1, len(pages)) and not any(isinstance(part, Grid) for part in parts):
        raise NoTable(_SCAN)
    return Pages(tuple(parts), merges_known=True, without_table=_NO_LINES)


def _parts(
    page: Any, chars: list[Char], edges: list[float], line: int, limits: Limits
) -> Iterator[tuple[Paragraph | Grid, list[float]]]:
    """Paragraphs and tables of a page from top to bottom; with a table its vertical lines."""
    tables = sorted(tables_on(page, chars), key=lambda table: float(table.bbox[1]))
    boxes: list[Box] = [table.bbox for table in tables]
    outside = [char for char in chars if not any(_inside(char, box) for box in boxes)]
    lines = [line for line in lines_in(outside, page.width) if not _is_page_number(line.text, line.top, page)]
    around = _paragraphs(lines)
    for table in tables:
        above = [text for top, text in around if top < table.bbox[1]]
        around = [(top, text) for top, text in around if top >= table.bbox[1]]
        for text in above:
            line += 1
            yield Paragraph(text, line), []
        edges = _columns(table, edges)
        grid = _grid(table, chars, edges, line, limits)
        line += len(grid.rows)
        yield grid, edges
    for _, text in around:
        line += 1
        yield Paragraph(text, line), []


def _paragraphs(lines: Sequence[Line]) -> list[tuple[float, str]]:
    """(top, text) of each paragraph, its wrapped lines put together."""
    found: list[tuple[float, str]] = []
    for at, line in enumerate(lines):
        if at and goes_on(lines[at - 1], line):
            found[-1] = found[-1][0], found[-1][1] + line.text.strip()
        else:
            found.append((line.top, line.text))
    return found


def _columns(table: Any, earlier: list[float]) -> list[float]:
    """The table's vertical lines; a page on which some columns are merged throughout keeps those of the page before."""
    own = lines_at({x for box in table.cells for x in (box[0], box[2])})
    kept = all(any(abs(x - line) <= _SNAP for line in earlier) for x in own)
    whole = bool(earlier) and abs(own[0] - earlier[0]) <= _SNAP and abs(own[-1] - earlier[-1]) <= _SNAP
    return earlier if kept and whole else own


def _grid(table: Any, chars: list[Char], edges: list[float], line: int, limits: Limits) -> Grid:
    tops = lines_at({y for box in table.cells for y in (box[1], box[3])})
    height, width = len(tops) - 1, len(edges) - 1
    if width > limits.max_columns or height * width > limits.max_cells:
        raise TooLarge(f"PDF 表格过大（{height}行、{width}列）")
    rows: list[list[Printed]] = [[Printed() for _ in range(width)] for _ in range(height)]
    owners: dict[tuple[int, int], Box] = {}
    for box in table.cells:
        top, left, bottom, right = _at(tops, box[1]), _at(edges, box[0]), _at(tops, box[3]), _at(edges, box[2])
        for place in product(range(top, bottom), range(left, right)):
            rows[place[0]][place[1]] = Printed("", (top, left))
            owners[place] = box
    cut = set()
    for box, inside in _shared_out(chars, tops, edges, owners).items():
        place = _at(tops, box[1]), _at(edges, box[0])
        rows[place[0]][place[1]] = Printed(text_in(inside, box))
        if any(char["x1"] > box[2] + _OVER for char in inside):
            cut.add(place)
    lines = tuple(range(line + 1, line + height + 1))
    return Grid(tuple(tuple(row) for row in rows), lines, frozenset({0}), frozenset(cut))


def _shared_out(
    chars: list[Char], tops: list[float], edges: list[float], owners: dict[tuple[int, int], Box]
) -> dict[Box, list[Char]]:
    """Every cell with the signs whose middle lies in it, and with the end of its own text where that runs over."""
    shares: dict[Box, list[Char]] = {box: [] for box in owners.values()}
    last: Char | None = None
    home: Box | None = None
    for char in chars:
        x, y = middle(char)
        box = owners.get((bisect(tops, y) - 1, bisect(edges, x) - 1))
        if not (last and home and box != home and _runs_on(last, char)):
            home = box
        if home:
            shares[home].append(char)
        last = char
    return shares


def _runs_on(last: Char, char: Char) -> bool:
    """Whether a sign was drawn right behind the last one; between the texts of two cells there is room."""
    return bool(abs(last["top"] - char["top"]) < 1 and abs(last["x1"] - char["x0"]) < _OVER)


def _at(lines: list[float], place: float) -> int:
    return min(range(len(lines)), key=lambda number: abs(lines[number] - place))


def _inside(char: Char, box: Box) -> bool:
    x, y = middle(char)
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _is_page_number(text: str, top: float, page: Any) -> bool:
    bare = text.strip("-—–－ 第页共/0123456789０１２３４５６７８９")
    return not bare and (top > page.height * 0.85 or top < page.height * 0.1)
