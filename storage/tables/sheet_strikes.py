"""Words struck out in a spreadsheet: whole cells by their style, runs inside a cell by their own font."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from storage.tables.archives import Archive
from storage.tables.sheet_dates import AT, MAIN, STYLE, Place, column_number, sheet_parts
from storage.tables.xml import parse_xml

_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_CELL = re.compile(rb"<c\b([^>]*)>(?:<v>(\d{1,7})</v>)?")
_STRING = b't="s"'

Left = Mapping[Place, str]  # place of a cell with struck words → what is left of its text


def struck_out(archive: Archive) -> dict[str, Left]:
    """Sheet name → its cells with struck words. Empty where the workbook strikes nothing."""
    names = set(archive.names())
    if not {_STYLES, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    styles = _struck_styles(archive.read(_STYLES))
    strings = _strings_left(archive.read(_STRINGS)) if _STRINGS in names else {}
    if not styles and not strings:
        return {}
    return {
        name: _cells(archive, part, styles, strings) for name, part in sheet_parts(archive).items() if part in names
    }


def _struck_styles(raw: bytes) -> frozenset[int]:
    """The numbers of the cell styles whose font strikes its text."""
    if b"strike" not in raw:
        return frozenset()
    root = parse_xml(raw)
    fonts = [_is_struck(font) for font in root.iterfind(f"{MAIN}fonts/{MAIN}font")]
    used = (int(style.get("fontId", "0")) for style in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf"))
    return frozenset(number for number, font in enumerate(used) if font < len(fonts) and fonts[font])


def _strings_left(raw: bytes) -> dict[int, str]:
    """Number of a shared text with struck runs → its other runs."""
    if b"strike" not in raw:
        return {}
    found: dict[int, str] = {}
    for number, text in enumerate(parse_xml(raw).iterfind(f"{MAIN}si")):
        runs = text.findall(f"{MAIN}r")
        kept = [run for run in runs if not _is_struck(run.find(f"{MAIN}rPr"))]
        if len(kept) < len(runs):
            found[number] = "".join(run.findtext(f"{MAIN}t", "") for run in kept)
    return found


def _is_struck(font: etree._Element | None) -> bool:
    mark = None if font is None else font.find(f"{MAIN}strike")
    return mark is not None and mark.get("val", "1") not in ("0", "false")


def _cells(archive: Archive, part: str, styles: frozenset[int], strings: Mapping[int, str]) -> Left:
    found: dict[Place, str] = {}
    carried = b""
    for piece in archive.pieces(part):
        text = carried + piece
        for cell in _CELL.finditer(text):
            style, at = STYLE.search(cell[1]), AT.search(cell[1])
            number = int(cell[2]) if cell[2] and _STRING in cell[1] else -1
            if at and (number in strings or (style and int(style[1]) in styles)):
                found[int(at[2]) - 1, column_number(at[1]) - 1] = strings.get(number, "")
        carried = text[-200:]
    return found
