"""The lines of a text as a table and the paragraphs around it: quoted, ruled and broken cells put together again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import zip_longest

from storage.tables.grid import Grid, Pages, Paragraph, printed
from storage.tables.kinds import is_number
from storage.tables.limits import Limits, TooLarge
from storage.tables.separators import BY_QUOTES, by_pipes

Lines = Sequence[str]
_RULE = re.compile(r"^[\s|:+\-=─—━═│├┼┤┌┬┐└┴┘╞╪╡╔╦╗╠╬╣╚╩╝]*$")
_SEPARATORS = ",;\t|｜│"
_QUOTED = 60  # lines one quoted cell may run over
_RULED = 2  # rows with a line above them, the first of them under the header
_FOOT = 2  # cells at most in a line below the table of a page


def pages_of(lines: Lines, split: Callable[[str], list[str]], first: int, limits: Limits) -> Pages:
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
    foot = [] if any(is_number(split(lines[number])[0].strip()) for number in foot) else foot
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
        if split not in BY_QUOTES:
            line = re.sub(r'"((?:[^"]|"")*)"', lambda cell: cell[1].replace('""', '"'), line) if taken > 1 else line
        if _RULE.match(line) and split is by_pipes:
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
