"""What a sheet shows beside its cells: rows and columns it hides, and what it prints over and under its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from storage.tables.archives import Archive
from storage.tables.sheet_dates import sheet_parts

_ROW = re.compile(rb"<row\b([^>]*)>")
_COLUMNS = re.compile(rb"<col\b([^>]*)>")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']|\b(?:ht|width)=["']0(?:\.0+)?["']""")
_NUMBER = re.compile(rb"""\br=["'](\d{1,7})["']""")
_FROM_TO = {name: re.compile(rb"\b" + name + rb"""=["'](\d{1,5})["']""") for name in (b"min", b"max")}
_MARGIN = re.compile(rb"<(oddHeader|oddFooter|firstHeader|firstFooter)\b[^>]*>([^<]{1,1500})</")
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f+\-]{6}|\d{1,2}|[BIUESXY])')  # fonts, colours, sizes
_PLACE = re.compile(r"&[LCR]")
_COUNTED = re.compile(r"&[PNDTFAZG]")  # page numbers, the day of printing, the file's name
_LONGEST = 2_000  # bytes of a tag or a margin's text
_WIDEST = 60


@dataclass(slots=True)
class Look:
    """Rows and columns from 0; lines of text over and under the pages."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    over: list[str] = field(default_factory=list)
    under: list[str] = field(default_factory=list)


def looks(archive: Archive) -> dict[str, Look]:
    """Sheet name → what it shows beside its cells."""
    names = set(archive.names())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    return {name: _look(archive, part) for name, part in sheet_parts(archive).items() if part in names}


def margin_lines(text: str) -> list[str]:
    """The lines of a header or footer without its codes; what only counts pages or tells the file's name is none.

    >>> margin_lines('&C&"黑体"&16 2026年任务表&R第&P页')
    ['2026年任务表']
    """
    places = [place for place in _PLACE.split(text) if not _COUNTED.search(place)]
    return [line.strip() for place in places for line in _CODE.sub("", place).splitlines() if line.strip()]


def _look(archive: Archive, part: str) -> Look:
    look = Look()
    carried = b""
    for piece in archive.pieces(part):
        text = carried + piece
        for row in _ROW.finditer(text):
            if _HIDDEN.search(row[1]) and (number := _NUMBER.search(row[1])):
                look.hidden_rows.add(int(number[1]) - 1)
        look.hidden_columns.update(_hidden_columns(text))
        for name, said in _MARGIN.findall(text):
            lines = look.over if name.endswith(b"Header") else look.under
            lines += [line for line in margin_lines(unescape(said.decode("utf-8", "replace"))) if line not in lines]
        carried = text[-_LONGEST:]
    return look


def _hidden_columns(text: bytes) -> Iterator[int]:
    for found in _COLUMNS.finditer(text):
        first, last = (pattern.search(found[1]) for pattern in _FROM_TO.values())
        if first and last and _HIDDEN.search(found[1]):
            yield from range(int(first[1]) - 1, min(int(last[1]), _WIDEST))
