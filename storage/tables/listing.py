"""One cell per line: the header words one under another, then every row's cells, blanks left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from storage.tables.covering import date_alone
from storage.tables.grid import Grid, Pages, Paragraph, printed
from storage.tables.header_words import column_of, heading_words
from storage.tables.headers import is_firm, is_header
from storage.tables.kinds import is_number, kind_of
from storage.tables.limits import Limits, TooLarge
from storage.tables.placing import align_rows
from storage.tables.reckoning import follows
from storage.values import Column

Line = tuple[int, str]  # line number from 1, text
_LONGEST_HEADER = 16  # columns
_PAGE_NUMBER = re.compile(r"^(?:[-—–－―·]+\s*\d{1,4}\s*[-—–－―·]+|第\d+页.*)$")
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])\S")
_TITLE = re.compile(r"\d{4}年.*(?:表|清单|台账|台帐|方案|安排|分解|分工)$")  # 2025年任务表 is short, and no header
_GROUP = re.compile(r"分工$")


def cells_by_line(lines: Sequence[str], limits: Limits) -> Pages | None:
    """The lines as a grid of short rows under full headers; None where no header stands one word per line."""
    printed_lines = [
        (number + 1, line.strip())
        for number, line in enumerate(lines)
        if line.strip() and not _PAGE_NUMBER.match(line.strip())
    ]
    heads = _heads(printed_lines)
    if not heads:
        return None
    rows: list[tuple[Line, ...]] = []
    after: Sequence[Line] = ()
    for place, (start, end) in enumerate(heads):
        header = [line for line in printed_lines[start:end] if not _is_group(line, printed_lines[start:end])]
        rows.append(tuple(header))
        last = heads[place + 1][0] if place + 1 < len(heads) else len(printed_lines)
        body, after = _rows(printed_lines[end:last], [column_of(text) for _, text in header])
        rows += body
    if len(rows) > limits.max_rows:
        raise TooLarge(f"表格过大（{len(rows)}行）")
    before = [Paragraph(text, number) for number, text in printed_lines[: heads[0][0]]]
    grid = Grid(
        tuple(printed([text for _, text in row]) for row in rows), tuple(row[0][0] for row in rows), keeps_blanks=False
    )
    return Pages((*before, grid, *(Paragraph(text, number) for number, text in after)), merges_known=False)


def _heads(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where headers begin and end: runs of at least three header words, one to a line."""
    heads = []
    place = 0
    while place < len(lines):
        end = _run(lines, place)
        if end - place >= 3 and is_header([text for _, text in lines[place:end]]):
            heads.append((place, end))
            place = end
        else:
            place += 1
    return heads


def _run(lines: Sequence[Line], start: int) -> int:
    """How far header words go on from here; one unknown short word between two known ones is a header too."""
    end = start
    while end < len(lines) and end - start < _LONGEST_HEADER:
        if _is_word(lines[end][1]):
            end += 1
        elif end > start and end + 1 < len(lines) and _may_be_word(lines[end][1]) and _is_word(lines[end + 1][1]):
            end += 2
        else:
            break
    return end


def _is_word(text: str) -> bool:
    return column_of(text) is not None and is_firm(text) and not _TITLE.match(text)


def _may_be_word(text: str) -> bool:
    return 2 <= len(heading_words(text)) <= 8 and not is_number(text) and column_of(text) is None


def _is_group(line: Line, header: Sequence[Line]) -> bool:
    """责任分工 over 牵头单位 and 责任单位 heads no column of its own."""
    columns = [column_of(text) for _, text in header]
    return bool(_GROUP.search(heading_words(line[1]))) and Column.LEAD in columns


def _rows(lines: Sequence[Line], columns: Sequence[Column | None]) -> tuple[list[tuple[Line, ...]], Sequence[Line]]:
    """The body's lines as rows, and what stands after the table."""
    if Column.NUMBER not in columns:
        return _split(lines, columns), ()
    starts = _numbered(lines)
    if not starts:
        return _split(lines, columns), ()
    rows = _with_headings(lines[: starts[0]], columns) if starts[0] else []
    for start, end in pairwise(starts):
        rows += _with_headings(lines[start:end], columns)
    end = starts[-1] + _table_end(lines[starts[-1] :], columns)
    return rows + _split(lines[starts[-1] : end], columns), lines[end:]


def _table_end(lines: Sequence[Line], columns: Sequence[Column | None]) -> int:
    """How many lines the last row has: its deadline ends it, and what follows stands below the table."""
    if columns[-1] is not Column.DEADLINE:
        return len(lines)
    for place, (_, text) in enumerate(lines):
        below = lines[place + 1][1] if place + 1 < len(lines) else ""
        if place > 1 and kind_of(text) == "date" and (kind_of(below) != "date" or date_alone(below)):
            return place + 1 + _sub_rows(lines[place + 1 :], len(columns))
    return len(lines)


def _sub_rows(lines: Sequence[Line], width: int) -> int:
    """How many lines below the last number are sub-rows of it: work, units and a deadline each, and no number."""
    end = 0
    while end < len(lines):
        kinds = [kind_of(text) for _, text in lines[end : end + width]]
        if "date" not in kinds[2:] or "units" not in kinds[: kinds.index("date")]:
            break
        last = end + kinds.index("date")
        if date_alone(lines[last][1]):
            break
        end = last + 1
    return end


def _numbered(lines: Sequence[Line]) -> list[int]:
    """The lines that number a row: numbers that go on from the last one, or begin again."""
    starts: list[int] = []
    last = ""
    for place, (_, text) in enumerate(lines):
        if is_number(text) and follows(last, text):
            starts.append(place)
            last = text
    return starts


def _with_headings(lines: Sequence[Line], columns: Sequence[Column | None]) -> list[tuple[Line, ...]]:
    """A row's lines; a heading at their end (一、…) stands over the rows that follow."""
    headings: list[tuple[Line, ...]] = []
    while lines and _HEADING.match(lines[-1][1]) and len(lines[-1][1]) <= 40:
        headings.append((lines[-1],))
        lines = lines[:-1]
    return _split(lines, columns) + headings[::-1]


def _split(lines: Sequence[Line], columns: Sequence[Column | None]) -> list[tuple[Line, ...]]:
    """Lines between two numbers: one row, or several where sub-rows have no number of their own."""
    rows: list[list[Line]] = []
    for line, (row, _) in zip(lines, align_rows([text for _, text in lines], columns), strict=True):
        while len(rows) <= row:
            rows.append([])
        rows[row].append(line)
    return [tuple(row) for row in rows]
