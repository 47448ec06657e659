"""How a spreadsheet shows its dates: 2023年6月 is kept as the 1st of June, 6月30日 with a year nobody typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from storage.tables.archives import Archive
from storage.tables.xml import parse_xml

Place = tuple[int, int]  # row and column, from 0
Dates = Mapping[Place, str]  # place of a cell shown as a date → the parts shown: "ymd", "ym", "md"

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TARGET = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BUILT_IN = {14: "ymd", 15: "ymd", 16: "md", 17: "ym", 22: "ymd", 30: "ymd", 31: "ymd"}
_BUILT_IN |= dict.fromkeys((27, 36, 50, 52, 57), "ym") | dict.fromkeys((28, 29, 51, 53, 54, 58), "md")
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_CELL = re.compile(rb"<c\b([^>]*)>")
AT = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
STYLE = re.compile(rb'\bs="(\d{1,6})"')
_FIRST_DAY = date(1899, 12, 30)


def dates_shown(archive: Archive) -> dict[str, Dates]:
    """Sheet name → its cells shown as dates. Empty where the workbook formats no cell as a date."""
    names = set(archive.names())
    if not {"xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    styles = _styles(archive)
    if not styles:
        return {}
    return {name: _cells(archive, part, styles) for name, part in sheet_parts(archive).items() if part in names}


def as_shown(value: date | float, parts: str) -> str:
    """The date with the parts the sheet shows.

    >>> as_shown(date(2023, 6, 1), "ym"), as_shown(45107.0, "md")
    ('2023年6月', '6月30日')
    """
    day = value if isinstance(value, date) else _FIRST_DAY + timedelta(days=int(value))
    year = f"{day.year}年" if "y" in parts else ""
    return f"{year}{day.month}月" + (f"{day.day}日" if "d" in parts else "")


def _styles(archive: Archive) -> dict[int, str]:
    """Number of a cell style → the parts of a date it shows, for styles that show one."""
    root = parse_xml(archive.read("xl/styles.xml"))
    forms = {int(form.get("numFmtId", "0")): form.get("formatCode", "") for form in root.iter(f"{MAIN}numFmt")}
    styles: dict[int, str] = {}
    for number, style in enumerate(root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")):
        kind = int(style.get("numFmtId", "0"))
        if parts := _parts_of(forms[kind]) if kind in forms else _BUILT_IN.get(kind, ""):
            styles[number] = parts
    return styles


def _parts_of(form: str) -> str:
    """The parts of a date a number format shows; "" where it shows none, or a time of day."""
    bare = _LITERAL.sub("", form.split(";")[0]).lower()
    if "h" in bare or "s" in bare or "m" not in bare:
        return ""
    return "".join(part for part in "ymd" if part in bare)


def sheet_parts(archive: Archive) -> dict[str, str]:
    """Sheet name → the part it is kept in."""
    links = parse_xml(archive.read("xl/_rels/workbook.xml.rels")).iter(_TARGET)
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    sheets = parse_xml(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
    return {
        sheet.get("name", ""): "xl/" + targets.get(sheet.get(_LINK, ""), "").removeprefix("/xl/") for sheet in sheets
    }


def _cells(archive: Archive, part: str, styles: Mapping[int, str]) -> Dates:
    found: dict[Place, str] = {}
    carried = b""
    for piece in archive.pieces(part):
        text = carried + piece
        for cell in _CELL.finditer(text):
            style, at = STYLE.search(cell.group(1)), AT.search(cell.group(1))
            if style and at and (parts := styles.get(int(style.group(1)))):
                found[int(at.group(2)) - 1, column_number(at.group(1)) - 1] = parts
        carried = text[-200:]
    return found


def column_number(letters: bytes) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
