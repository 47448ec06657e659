"""Numbers Word prints by itself: a 序号 column is often a numbered list with no text in it at all."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from storage.tables.archives import Archive
from storage.tables.xml import parse_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART = "word/numbering.xml"
_STYLES = "word/styles.xml"
_DIGITS = "零一二三四五六七八九"
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    format: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass(slots=True)
class Numbers:
    """The lists of one document, and how far each has been counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # list id → level → how it is printed
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # paragraph style → its list and level
    counted: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * _LEVELS))

    @classmethod
    def of(cls, archive: Archive) -> Numbers:
        """The lists a document defines; none where it has no numbering part."""
        if _PART not in archive.names():
            return cls()
        root = parse_xml(archive.read(_PART))
        kinds = {kind.get(f"{_W}abstractNumId", ""): _levels(kind) for kind in root.iterfind(f"{_W}abstractNum")}
        lists: dict[str, dict[int, _Level]] = {}
        for one in root.iterfind(f"{_W}num"):
            kind = one.find(f"{_W}abstractNumId")
            lists[one.get(f"{_W}numId", "")] = kinds.get(_value(kind), {})
        return cls(lists, _styles(archive))

    def printed(self, paragraph: etree._Element) -> str:
        """The number before a paragraph, counted on; "" where it is in no list or is marked by a bullet."""
        list_id, depth = self._place(paragraph)
        levels = self.levels.get(list_id)
        if not levels:
            return ""
        level = levels.get(depth, _Level())
        counted = self.counted[list_id]
        counted[depth] = counted[depth] + 1 if counted[depth] else level.start
        counted[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        if level.format in ("bullet", "none"):
            return ""
        return re.sub(r"%(\d)", lambda mark: self._one(levels, counted, int(mark.group(1)) - 1), level.text)

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list a paragraph is in, by itself or by its style, and its level there."""
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = _value(paragraph.find(f"{_W}pPr/{_W}pStyle"))
        return _list_and_level(own) if own is not None else self.styles.get(style, ("", 0))

    @staticmethod
    def _one(levels: dict[int, _Level], counted: list[int], depth: int) -> str:
        if not 0 <= depth < _LEVELS:
            return ""
        level = levels.get(depth, _Level())
        return _written(counted[depth] or level.start, level.format)


def _styles(archive: Archive) -> dict[str, tuple[str, int]]:
    """Paragraph styles that number their paragraphs."""
    if _STYLES not in archive.names():
        return {}
    styles = parse_xml(archive.read(_STYLES)).iterfind(f"{_W}style")
    listed = ((style.get(f"{_W}styleId", ""), style.find(f"{_W}pPr/{_W}numPr")) for style in styles)
    return {name: _list_and_level(numbers) for name, numbers in listed if numbers is not None}


def _list_and_level(numbers: etree._Element) -> tuple[str, int]:
    level = _integer(_value(numbers.find(f"{_W}ilvl")), 0)
    return _value(numbers.find(f"{_W}numId")), min(level, _LEVELS - 1)


def _levels(kind: etree._Element) -> dict[int, _Level]:
    found = {}
    for level in kind.iterfind(f"{_W}lvl"):
        start = _integer(_value(level.find(f"{_W}start")), 1)
        form = _value(level.find(f"{_W}numFmt")) or "decimal"
        found[_integer(level.get(f"{_W}ilvl", ""), 0)] = _Level(form, _value(level.find(f"{_W}lvlText")), start)
    return found


def _written(number: int, form: str) -> str:
    """The number in the list's own signs.

    >>> _written(12, "chineseCountingThousand"), _written(3, "decimal"), _written(2, "decimalEnclosedCircle")
    ('十二', '3', '②')
    """
    if form in (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseCounting",
    ):
        tens, ones = divmod(number, 10)
        if tens > 9:
            return str(number)
        return ("" if tens < 1 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")
    if form == "decimalEnclosedCircle" and number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)


def _value(element: etree._Element | None) -> str:
    return element.get(f"{_W}val", "") if element is not None else ""


def _integer(text: str, otherwise: int) -> int:
    return int(text) if text.isdigit() and len(text) < 6 else otherwise
