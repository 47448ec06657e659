"""Spreadsheets that are safe to open: a text stays a text whatever it begins with, and fits into its cell."""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from messages import characters, words
from messages.lights import Light

MOST_IN_A_CELL = 32_767  # UTF-16 units; Excel's limit
MOST_IN_A_LINK = 2_000  # Excel refuses links over 2,079
MOST_LINKS = 65_000  # on one sheet; Excel refuses more than 65,530
_CUT = "……（内容过长，已截断）"
_NOT_IN_XML = str.maketrans("", "", "\ufffe\uffff")
_LINK = re.compile(r"https?://[^\s\"<>\[\]{}|\\^`@]+", re.IGNORECASE)
HIGHEST = 400.0  # points; Excel allows a row 409
_LINE = 14.0

_PLAIN = {"font_name": "宋体", "font_size": 10, "border": 1, "text_wrap": True, "valign": "vcenter"}


def _light(light: Light) -> dict[str, Any]:
    return _PLAIN | {"align": "center", "bold": True, "bg_color": light.fill, "font_color": light.ink}


_LOOKS: Mapping[str, Mapping[str, Any]] = {
    # Excel keeps a text marked so a text even after somebody has edited it.
    "text": _PLAIN | {"quote_prefix": True},
    "top": _PLAIN | {"quote_prefix": True, "valign": "top"},
    "top_middle": _PLAIN | {"quote_prefix": True, "valign": "top", "align": "center"},
    "middle": _PLAIN | {"quote_prefix": True, "align": "center"},
    "number": _PLAIN | {"align": "center"},
    "link": _PLAIN | {"quote_prefix": True, "font_color": "#0563C1", "underline": 1},
    "header": _PLAIN | {"bold": True, "align": "center", "bg_color": "#D9E2F3", "font_name": "黑体"},
    "title": {"font_name": "黑体", "font_size": 16, "valign": "vcenter"},
    **{light.colour: _light(light) for light in Light},
    "note": {"font_name": "宋体", "font_size": 10, "valign": "vcenter"},
}


def cell_text(text: str) -> str:
    """Text fit for a cell: nothing invisible, nothing XML refuses, at most 32,767 UTF-16 units with a note where cut.

    >>> cell_text("=1+1\\x00"), cell_text("<r>甲</r>")
    ('=1+1', ' <r>甲</r>')
    """
    kept = characters.clean(text).translate(_NOT_IN_XML).strip()
    if kept.startswith("<r>"):  # the library would take it for markup of its own and write it raw
        kept = f" {kept}"
    if characters.units_long(kept) <= MOST_IN_A_CELL:
        return kept
    return characters.shorten(kept, MOST_IN_A_CELL - len(_CUT)).removesuffix("…") + _CUT


def is_link(text: str) -> bool:
    """Whether a cell may open this address: http or https, nothing hidden in it, not too long for Excel.

    >>> is_link("https://www.example.gov.cn/a?b=1"), is_link("file:///etc/hosts"), is_link("https://a@b")
    (True, False, False)
    """
    return bool(_LINK.fullmatch(text)) and cell_text(text) == text and characters.units_long(text) <= MOST_IN_A_LINK


def lines_in(text: str, width: float) -> int:
    """How many lines a text takes in a column `width` Latin characters wide."""
    return sum(max(1, math.ceil(_columns(line) / (width - 1))) for line in text.split("\n"))


def height_of(lines: int) -> float:
    """The height of a row of so many lines, in points."""
    return min(HIGHEST, _LINE * lines + 4)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


@dataclass(slots=True)
class Sheet:
    """One sheet under construction. Everything a person typed goes through `write` or `link`."""

    page: Any  # a worksheet; the library has no types
    looks: Mapping[str, Any]
    links: int = 0

    def write(self, row: int, column: int, text: str, look: str = "text") -> None:
        """A text, whatever it looks like."""
        self.page.write_string(row, column, cell_text(text), self.looks[look])

    def number(self, row: int, column: int, value: float) -> None:
        """A number to count with."""
        self.page.write_number(row, column, value, self.looks["number"])

    def link(self, row: int, column: int, address: str, text: str) -> None:
        """A text that opens `address`; only a text where the address is none that may be opened."""
        if not is_link(address) or self.links >= MOST_LINKS:
            self.write(row, column, text)
            return
        self.links += 1
        self.page.write_url(row, column, address, self.looks["link"], cell_text(text))

    def block(self, rows: range, columns: range, text: str, look: str) -> None:
        """One cell over several. Each place keeps the text below the merge, or a filter would miss all but one."""
        if len(rows) * len(columns) > 1:
            self.page.merge_range(rows[0], columns[0], rows[-1], columns[-1], "", self.looks[look])
        for row in rows:
            for column in columns:
                self.write(row, column, text, look)

    def head(self, row: int, names: Sequence[str], widths: Sequence[float]) -> None:
        """The header; equal neighbours are one cell."""
        for name, run in groupby(range(len(names)), key=names.__getitem__):
            columns = list(run)
            self.block(range(row, row + 1), range(columns[0], columns[-1] + 1), name, "header")
        for column, width in enumerate(widths):
            self.page.set_column(column, column, width)

    def head_levels(self, row: int, names: Sequence[Sequence[str]], widths: Sequence[float]) -> int:
        """A header of one or more levels, a tuple of words a column; equal neighbours are one cell. Its last row."""
        depth = max(map(len, names))
        for level in range(depth):
            keys = [(tuple(words[: level + 1]), len(words)) for words in names]
            for (said, levels), run in groupby(range(len(names)), key=keys.__getitem__):
                if level < levels:
                    columns, last = list(run), depth if level + 1 == levels else level + 1
                    self.block(
                        range(row + level, row + last), range(columns[0], columns[-1] + 1), said[level], "header"
                    )
        for column, width in enumerate(widths):
            self.page.set_column(column, column, width)
        return row + depth - 1

    def frame(self, header: int, last: int, columns: int, top: int | None = None) -> None:
        """Header (from `top` on) frozen, filtered and printed on every page; one page wide, A3 landscape."""
        self.page.freeze_panes(header + 1, 1)
        self.page.autofilter(header, 0, max(header, last), columns - 1)
        self.page.repeat_rows(header if top is None else top, header)
        self.page.set_landscape()
        self.page.set_paper(8)  # A3; a printer with A4 scales it down
        self.page.fit_to_pages(1, 0)
        self.page.set_margins(0.4, 0.4, 0.5, 0.6)
        self.page.set_footer("&C第&P页，共&N页")
        self.page.ignore_errors({"number_stored_as_text": f"A1:XFD{max(header, last) + 1}"})


class Book:
    """A workbook in memory; equal content gives equal bytes."""

    def __init__(self, title: str, on: date) -> None:
        import xlsxwriter  # a tenth of a second and eight megabytes, for those who ask for a sheet

        self._kept = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._kept, options)
        made_at = datetime(on.year, on.month, on.day, tzinfo=UTC)
        self._book.set_properties({"title": words.brief(title, 200), "created": made_at})
        self._looks = {name: self._book.add_format(dict(look)) for name, look in _LOOKS.items()}

    def sheet(self, name: str) -> Sheet:
        """A new sheet, last."""
        return Sheet(self._book.add_worksheet(name), self._looks)

    def bytes(self) -> bytes:
        """The finished file; nothing can be added afterwards."""
        self._book.close()
        return self._kept.getvalue()
