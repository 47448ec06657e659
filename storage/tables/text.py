"""Text, from a file or pasted: tabs, pipes, commas, one cell per line, numbered paragraphs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest

from storage.tables.assembling import NoTable, source_from
from storage.tables.cleaning import sound
from storage.tables.grid import Grid, Pages, Paragraph, printed
from storage.tables.header_words import column_of
from storage.tables.headers import is_header
from storage.tables.limits import Limits, TooLarge
from storage.tables.listing import cells_by_line
from storage.tables.paragraphs import source_from_paragraphs
from storage.tables.ticks import is_ticked_header
from storage.values import Column, Source

Lines = Sequence[str]
_RULE = re.compile(r"^[\s|:+\-=─—━═│├┼┤┌┬┐└┴┘╞╪╡╔╦╗╠╬╣╚╩╝]*$")
_PIPE = re.compile(r"(?<!\\)[|｜│]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MARKS = re.compile(r"\*\*|__|\\(?=[|*_])")  # Markdown's bold type and escapes
_APART = re.compile(r"\s{2,}|\u3000+|\t+")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_SEPARATORS = ",;\t|｜│"
_LONGEST_LINE = 200_000
_RULED = 2  # rows with a line above them, the first of them under the header
_FOOT = 2  # cells at most in a line below the table of a page
_QUOTED = 60  # lines one quoted cell may run over
_UNREADABLE = (
    "没有找到任务表的表头（如“序号、工作任务、责任单位、完成时限”）；"
    "请确认发来的是任务分解表，或另存为 docx、xlsx 后重发"
)
_NO_TEXT = "文件不是可以识别的文字；请另存为 UTF-8 文本、docx 或 xlsx 后重发"
_BY_SPACES = (
    "各栏之间只有空格，无法分清单元格；"
    "请发送原来的 docx、xlsx 文件，或用制表符、竖线分栏，或用 --columns 指明各栏的位置"
)


def decode(raw: bytes) -> str:
    """UTF-8, UTF-16 with or without its mark, else GB18030; raises NoTable where it is no text at all."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    text = raw.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    if not damaged and _CHINESE.search(text):
        return text
    if raw[:4096].count(0) > len(raw[:4096]) * 0.02:
        return _unmarked_utf16(raw)
    if damaged <= max(len(text) * 0.005, len(_CHINESE.findall(text)) * 0.1):
        return text
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        chinese = raw.decode("gb18030", errors="replace")
    if chinese.count("\ufffd") > len(chinese) * 0.02:
        raise NoTable(_NO_TEXT)
    return chinese


def _unmarked_utf16(raw: bytes) -> str:
    even, odd = raw[0:4096:2].count(0), raw[1:4096:2].count(0)
    text = raw.decode("utf-16-le" if odd >= even else "utf-16-be", errors="replace")
    if text.count("\ufffd") + text.count("\x00") > len(text) * 0.05:
        raise NoTable(_NO_TEXT)
    return text


def source_from_text(text: str, limits: Limits, columns: Mapping[Column, int] | None) -> Source:
    """The table in a text. Raises NoTable, TooLarge."""
    lines = re.split(r"\r\n|\r|\n", sound(text))
    if len(lines) > limits.max_rows * 10:
        raise TooLarge(f"文本有{len(lines)}行")
    if (longest := max(map(len, lines))) > _LONGEST_LINE:
        raise TooLarge(f"文本中一行有{longest}字")
    for read in (_by_separator, _by_line, source_from_paragraphs):
        source = read(lines, limits, columns)
        if source is not None:
            return source
    if any(is_header(_APART.split(line.strip())) or is_header(line.split()) for line in lines if line.strip()):
        raise NoTable(_BY_SPACES)
    raise NoTable(_UNREADABLE)


def _by_separator(lines: Lines, limits: Limits, columns: Mapping[Column, int] | None) -> Source | None:
    for split in (_by_tabs, _by_pipes, *_BY_QUOTES):
        first = next((number for number, line in enumerate(lines) if _is_head(split(line))), None)
        if first is not None:
            return source_from(_pages(lines, split, first, limits), columns)
    for split in () if columns else (_by_tabs, _by_pipes):
        first = next((number for number, line in enumerate(lines) if len(split(line)) > 1), None)
        if first is not None and (source := source_from(_pages(lines, split, first, limits))):
            return source  # a card for each task
    for part in (_by_spaces, _by_words) if columns else ():
        if any(len(part(line)) > 1 for line in lines):
            return source_from(_pages(lines, part, 0, limits), columns)
    return None


def _is_head(cells: list[str]) -> bool:
    return len(cells) > 1 and (is_header(cells) or _is_half_header(cells) or is_ticked_header(cells))


def _is_half_header(cells: list[str]) -> bool:
    """The upper of two header rows, or a header with words broken off: mostly header words, a number among them."""
    found = [column_of(cell) for cell in cells if cell.strip()]
    return len(found) >= 3 and None not in found and Column.NUMBER in found


def _by_tabs(line: str) -> list[str]:
    return line.split("\t") if "\t" in line else [line]


def _by_pipes(line: str) -> list[str]:
    bare = line.strip()
    if not _PIPE.search(bare):
        return [line]
    return [_MARKS.sub("", _BREAK.sub("\n", cell)) for cell in _PIPE.split(bare.strip("|｜│"))]


def _by_commas(line: str) -> list[str]:
    return next(csv.reader(io.StringIO(line)), [line]) if line.count(",") > 1 else [line]


def _by_semicolons(line: str) -> list[str]:
    return next(csv.reader(io.StringIO(line), delimiter=";"), [line]) if line.count(";") > 1 else [line]


_BY_QUOTES = (_by_commas, _by_semicolons)


def _by_spaces(line: str) -> list[str]:
    cells = _by_tabs(line) if "\t" in line else _by_pipes(line)
    return cells if len(cells) > 1 else _APART.split(line.strip())


def _by_words(line: str) -> list[str]:
    return line.split()


def _pages(lines: Lines, split: Callable[[str], list[str]], first: int, limits: Limits) -> Pages:
    """The lines before the header and after the last table line are paragraphs; all between is one grid."""
    last = _last(lines, split, first)
    rows, numbers = _rows(lines, split, first, last)
    if len(rows) > limits.max_rows or any(len(row) > limits.max_columns for row in rows):
        raise TooLarge(f"表格过大（{len(rows)}行）")
    bare = [line.strip(_SEPARATORS) for line in lines]  # a title exported with the rest of its row: 任务清单,,,
    before = [Paragraph(line, number + 1) for number, line in enumerate(bare[:first]) if line.strip()]
    after = [Paragraph(line, last + 2 + number) for number, line in enumerate(bare[last + 1 :]) if line.strip()]
    grid = Grid(tuple(printed(row) for row in rows), tuple(numbers))
    return Pages((*before, grid, *after), merges_known=False)


def _last(lines: Lines, split: Callable[[str], list[str]], first: int) -> int:
    """The last line of the table: not what a page prints below a gap, a cell or two to a line (打印本页 | 关闭窗口)."""
    widths = {number: width for number, line in enumerate(lines) if (width := len(split(line))) > 1}
    end = max(widths)
    gap = max((number for number in range(first, end) if not lines[number].strip()), default=end)
    foot = [number for number in widths if number > gap]
    is_foot = bool(foot) and max(widths[number] for number in foot) <= _FOOT < len(split(lines[first])) - 1
    if is_foot and not any('"' in lines[number] for number in foot):
        return max(number for number in widths if number < gap)
    return end


def _rows(lines: Lines, split: Callable[[str], list[str]], first: int, last: int) -> tuple[list[list[str]], list[int]]:
    rows: list[list[str]] = []
    numbers: list[int] = []
    ruled: set[int] = set()  # rows under a ruled line
    number = first
    while number <= last:
        line, taken = _whole(lines, number, last)
        if split not in _BY_QUOTES:
            line = re.sub(r'"((?:[^"]|"")*)"', lambda cell: cell[1].replace('""', '"'), line) if taken > 1 else line
        if _RULE.match(line) and split is _by_pipes:
            ruled |= {len(rows)} if line.strip() else set()
        elif line.strip():
            rows.append(split(line))
            numbers.append(number + 1)
        number += taken
    return _mended(*_between_rules(rows, numbers, ruled))


def _between_rules(rows: list[list[str]], numbers: list[int], ruled: set[int]) -> tuple[list[list[str]], list[int]]:
    """Where lines are ruled between all rows, what stands between two of them is one row, its cells broken in lines."""
    wrapped = [row for row in range(1, len(rows)) if row not in ruled]
    if len(ruled & set(range(1, len(rows)))) < _RULED or any(rows[row][0].strip() for row in wrapped):
        return rows, numbers
    kept = [list(row) for row in rows]
    for row in reversed(wrapped):
        cells = zip_longest(kept[row - 1], kept.pop(row), fillvalue="")
        kept[row - 1] = ["\n".join(filter(str.strip, pair)) for pair in cells]
    return kept, [number for row, number in enumerate(numbers) if row not in wrapped]


def _whole(lines: Lines, number: int, last: int) -> tuple[str, int]:
    """A cell that a spreadsheet quoted because it holds line ends is one cell: `"…\\n…"`."""
    line = lines[number]
    if not re.search(r'(?:^|[\t,;])"(?:[^"]|"")*$', line):
        return line, 1
    for taken in range(2, min(_QUOTED, last - number + 1) + 1):
        whole = "\n".join(lines[number : number + taken])
        if whole.count('"') % 2 == 0:
            return whole, taken
    return line, 1


def _mended(rows: list[list[str]], numbers: list[int]) -> tuple[list[list[str]], list[int]]:
    """A row broken by a line end inside a cell is put together again: its two parts make up one whole row."""
    width = len(rows[0])
    kept: list[list[str]] = []
    lines: list[int] = []
    for row, line in zip(rows, numbers, strict=True):
        above = kept[-1] if len(kept) > 1 else []
        if 1 < len(above) < width and len(above) + len(row) - 1 == width and not row[0].strip()[:1].isdigit():
            kept[-1] = [*above[:-1], f"{above[-1]}\n{row[0]}", *row[1:]]
            continue
        kept.append(row)
        lines.append(line)
    return kept, lines


def _by_line(lines: Lines, limits: Limits, columns: Mapping[Column, int] | None) -> Source | None:
    pages = cells_by_line(lines, limits)
    return source_from(pages, columns) if pages else None
