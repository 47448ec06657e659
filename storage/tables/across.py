"""A text that stands alone in its row of a table: a heading, a note, a page number — or a row that lacks its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from storage.tables.cleaning import is_blank, plain
from storage.tables.grid import Printed
from storage.tables.kinds import is_number
from storage.tables.row import Row
from storage.values import Column

HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[部章篇类])"
)
LONGEST_HEADING = 60
_NOTE = re.compile(r"^(?:备?注|说明|填表说明|填报说明|联系人|填报单位|填表人|审核人|报送单位)\s*\d*[:：]")
_PAGE_NUMBER = re.compile(r"^(?:[-—–－―·\s]*\d{1,4}[-—–－―·\s]*|第\d+页.*|\d+\s*/\s*\d+)$")
_COUNTS = ("①②③④⑤⑥⑦⑧⑨⑩甲", "甲乙丙丁戊己庚辛壬癸")


class Aside(Enum):
    """What a text across the table is, where it is no row."""

    NUMBER = "the number of a row that is missing"
    PAGE = "a page number"
    NOTE = "a note"
    BELOW = "a line under the last row"
    HEADING = "a heading over the rows that follow"


def is_counting(texts: Sequence[str], columns: int) -> bool:
    """A row under the header that only counts the columns: 1 2 3 4, ① ②, 甲 乙."""
    if len(texts) < 3 or len(texts) < columns - 1:
        return False
    marks = [plain(text).strip("()（）") for text in texts]
    numbers = [str(place + 1) for place in range(len(marks))]
    return marks == numbers or any(marks == list(signs)[: len(marks)] for signs in _COUNTS)


def is_across(cells: Sequence[Printed], texts: Sequence[str], columns: Sequence[Column | None]) -> bool:
    """One text alone in its row: at the very left with nothing beside it, or printed over most of the width."""
    if len(texts) > 1 or len(columns) < 3:
        return False
    place = next(place for place, cell in enumerate(cells) if not is_blank(cell.raw))
    beside = [cell.origin for cell in cells if cell.origin]
    if beside:
        one = all(origin == beside[0] for origin in beside) and cells[beside[0][1]].raw.strip()
        return bool(one) and len(beside) + 1 > len(columns) / 2
    first = next((spot for spot, column in enumerate(columns) if column), 0)  # behind the margin of a sheet
    alone = len(cells) == 1 or columns[first] is Column.NUMBER or HEADING.match(plain(texts[0])) is not None
    return place <= first and alone


def aside(said: str, *, above: str | None, is_last: bool) -> Aside | None:
    """What a text across the table is; None where it belongs to a row.

    `above` is the last number in a table with numbers, `is_last` whether no row of the table follows.
    """
    if above is not None and _follows(above, said):
        return Aside.NUMBER
    if _PAGE_NUMBER.match(said):
        return Aside.PAGE
    if _NOTE.match(said):
        return Aside.NOTE
    if is_last and not HEADING.match(said):
        return Aside.BELOW
    ends = said.endswith(("。", "；", "，", "、"))
    return Aside.HEADING if len(said) <= LONGEST_HEADING and not ends and not is_number(said) else None


def last_number(rows: Sequence[Row]) -> str:
    return next((row.number for row in reversed(rows) if row.has(Column.NUMBER)), "0")


def _follows(last: str, said: str) -> bool:
    return last.isdigit() and said.isdigit() and int(said) == int(last) + 1
