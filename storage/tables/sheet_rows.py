"""Rows of a spreadsheet that are hidden or filtered away: whoever looked at the sheet did not see them."""

from __future__ import annotations

import re

from storage.tables.archives import Archive
from storage.tables.sheet_dates import sheet_parts

_ROW = re.compile(rb"<row\b([^>]*)>")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_NUMBER = re.compile(rb"""\br=["'](\d{1,7})["']""")
_LONGEST_TAG = 400


def hidden_rows(archive: Archive) -> dict[str, frozenset[int]]:
    """Sheet name → its hidden rows, from 0."""
    names = set(archive.names())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    return {name: frozenset(_hidden(archive, part)) for name, part in sheet_parts(archive).items() if part in names}


def _hidden(archive: Archive, part: str) -> set[int]:
    found: set[int] = set()
    carried = b""
    for piece in archive.pieces(part):
        text = carried + piece
        for row in _ROW.finditer(text):
            if _HIDDEN.search(row[1]) and (number := _NUMBER.search(row[1])):
                found.add(int(number[1]) - 1)
        carried = text[-_LONGEST_TAG:]
    return found
