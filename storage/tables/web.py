"""Web pages: tables with rowspan and colspan, and the text around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from storage.tables.cleaning import is_footnote_mark
from storage.tables.grid import Grid, Pages, Paragraph
from storage.tables.inner import said_inside
from storage.tables.limits import Limits, TooLarge
from storage.tables.spans import Layout
from storage.tables.xml import parse_html

_SILENT = frozenset({"script", "style", "head", "noscript", "template", "svg", "select", "button"})
_LEFT_OUT = _SILENT | {"s", "del", "strike"}
_BLOCKS = frozenset(
    ["p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "title", "pre", "dd", "dt"]
)
_PIECES, _SHORTEST = 8, 8  # pieces of text looked at, and signs in an item that is a task
_NUMBERED = re.compile(r"[（(]?(?:\d|[一二三四五六七八九十①-⑳])")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,20})""", re.IGNORECASE)


def read_web(raw: bytes, limits: Limits) -> Pages:
    """The page's tables and paragraphs in order; a table inside another stands after it."""
    root = parse_html(raw, _encoding(raw))
    parts: list[Paragraph | Grid] = []
    line = tables = 0
    for element in _pieces(root):
        if isinstance(element, str):
            texts = [text.strip() for text in element.split("\n") if text.strip()]
            parts += [Paragraph(text, line + place) for place, text in enumerate(texts, start=1)]
            line += len(texts)
            continue
        grid = _table(element, line, limits)
        parts.append(grid)
        line += len(grid.rows)
        tables += 1
        if tables > limits.max_tables:
            raise TooLarge(f"文件含有{limits.max_tables}个以上的表格")
    return Pages(tuple(parts), merges_known=True)


def _encoding(raw: bytes) -> str | None:
    """What the page really is in: its mark, UTF-8 where it decodes, else what it says of itself, GB18030 for gb2312."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        found = _CHARSET.search(raw[:4096])
        said = found.group(1).decode("ascii").lower() if found else "gb18030"
        return "gb18030" if said.startswith("gb") or said == "utf-8" else said
    return "utf-8"


def _pieces(root: etree._Element) -> Iterator[etree._Element | str]:
    """Runs of text outside tables, and tables, in the order of the page."""
    kept: list[str] = []
    counts: dict[etree._Element, int] = {}  # of the items of each list
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in _SILENT:
                walk.skip_subtree()
                continue
            if element.tag == "table":
                walk.skip_subtree()
                yield "".join(kept)
                kept = []
                yield from (table for table in element.iter("table") if _said_in_cell(table) is None)
                continue
            kept.append(("\n" if element.tag in _BLOCKS else "") + _counted(element, counts) + _flat(element.text))
            continue
        kept.append(("\n" if element.tag in _BLOCKS else "") + _flat(element.tail))
    yield "".join(kept)


def _counted(element: etree._Element, counts: dict[etree._Element, int]) -> str:
    """The number a page prints before an item of a list, unless it prints one itself or is a step of the way here."""
    over = element.getparent()
    if element.tag != "li" or over is None or over.tag != "ol":
        return ""
    first = over.get("start") or "1"
    counts[over] = counts.get(over, int(first) - 1 if first.isdigit() and len(first) < 6 else 0) + 1
    said = "".join(map(str, islice(element.itertext(), _PIECES))).strip()
    return "" if len(said) < _SHORTEST or _NUMBERED.match(said) else f"{counts[over]}."


def _said_in_cell(table: etree._Element) -> str | None:
    """The text of a table that only lays a cell out; None where it is one by itself."""
    if next(table.iterancestors("td", "th"), None) is None or table.find(".//table") is not None:
        return None
    return said_inside([[_text(cell) for cell in row.iterchildren("td", "th")] for row in _rows(table)])


def _table(table: etree._Element, line: int, limits: Limits) -> Grid:
    layout = Layout(limits)
    for row in _rows(table):
        line += 1
        layout.new_row(line)
        for cell in row.iterchildren("td", "th"):
            rows = _span(cell, "rowspan") or _rest_of_group(row)
            if next(cell.iter("s", "del", "strike"), None) is not None:
                layout.strike()
            layout.cell(_text(cell), _span(cell, "colspan"), rows)
    return layout.finished()


def _rest_of_group(row: etree._Element) -> int:
    """rowspan=0 spans the rows up to the end of their group."""
    return 1 + sum(1 for _ in row.itersiblings("tr"))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table.iterchildren("tr", "thead", "tbody", "tfoot"):
        if child.tag == "tr":
            yield child
        else:
            yield from child.iterchildren("tr")


def _text(cell: etree._Element) -> str:
    """A cell's own text; task tables inside it are read by themselves."""
    said = [_flat(cell.text)]
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        if element is cell:
            continue
        if event == "start" and (element.tag in _LEFT_OUT or element.tag == "table" or _is_raised(element, said)):
            said.append(f"\n{_said_in_cell(element) or ''}\n" if element.tag == "table" else "")
            walk.skip_subtree()
        elif event == "start":
            said.append(("\n" if element.tag in _BLOCKS else "") + _flat(element.text))
        else:
            said.append(("\n" if element.tag in _BLOCKS and element.tag != "br" else "") + _flat(element.tail))
    return re.sub(r"\s*\n\s*", "\n", "".join(said)).strip()


def _is_raised(element: etree._Element, said: list[str]) -> bool:
    """Whether an element is the raised figure of a footnote."""
    return element.tag == "sup" and is_footnote_mark(element.text or "", "".join(said).rstrip())


def _flat(text: str | None) -> str:
    """Line ends in a page's source are only spaces."""
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return int(value) if value.isdigit() and 0 < len(value) < 12 else 1
