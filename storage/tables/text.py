"""Text, from a file or pasted: tabs, pipes, commas, one cell per line, numbered paragraphs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from storage.tables.assembling import NoTable, source_from
from storage.tables.cleaning import sound
from storage.tables.header_words import column_of
from storage.tables.headers import is_header
from storage.tables.limits import Limits, TooLarge
from storage.tables.listing import cells_by_line
from storage.tables.paragraphs import source_from_paragraphs
from storage.tables.separators import APART, BY_QUOTES, by_pipes, by_spaces, by_tabs, by_words
from storage.tables.text_rows import pages_of
from storage.tables.ticks import is_ticked_header
from storage.values import Column, Source

Lines = Sequence[str]
_CHINESE = re.compile("[\u4e00-\u9fff]")
_LONGEST_LINE = 200_000
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
    without_rows: Source | None = None
    for read in (_by_separator, _by_line, source_from_paragraphs):
        source = read(lines, limits, columns)
        if source is not None and source.rows:
            return source
        without_rows = without_rows or source
    if without_rows:
        return without_rows
    if any(is_header(APART.split(line.strip())) or is_header(line.split()) for line in lines if line.strip()):
        raise NoTable(_BY_SPACES)
    raise NoTable(_UNREADABLE)


def _by_separator(lines: Lines, limits: Limits, columns: Mapping[Column, int] | None) -> Source | None:
    for split in (by_tabs, by_pipes, *BY_QUOTES):
        first = next((number for number, line in enumerate(lines) if _is_head(split(line))), None)
        if first is not None:
            return source_from(pages_of(lines, split, first, limits), columns)
    for split in () if columns else (by_tabs, by_pipes):
        first = next((number for number, line in enumerate(lines) if len(split(line)) > 1), None)
        if first is not None and (source := source_from(pages_of(lines, split, first, limits))):
            return source  # a card for each task
    for part in (by_spaces, by_words) if columns else ():
        if any(len(part(line)) > 1 for line in lines):
            return source_from(pages_of(lines, part, 0, limits), columns)
    return None


def _is_head(cells: list[str]) -> bool:
    return len(cells) > 1 and (is_header(cells) or _is_half_header(cells) or is_ticked_header(cells))


def _is_half_header(cells: list[str]) -> bool:
    """The upper of two header rows, or a header with words broken off: mostly header words, a number among them."""
    found = [column_of(cell) for cell in cells if cell.strip()]
    return len(found) >= 3 and None not in found and Column.NUMBER in found


def _by_line(lines: Lines, limits: Limits, columns: Mapping[Column, int] | None) -> Source | None:
    pages = cells_by_line(lines, limits)
    return source_from(pages, columns) if pages else None
