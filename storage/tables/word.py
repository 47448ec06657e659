"""Word documents (.docx): paragraphs and tables in order, merged cells, numbers Word prints by itself."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from storage.tables.archives import Archive
from storage.tables.assembling import NoTable
from storage.tables.cleaning import is_footnote_mark
from storage.tables.grid import Grid, Pages, Paragraph
from storage.tables.inner import said_inside
from storage.tables.limits import Limits, TooLarge
from storage.tables.spans import Layout
from storage.tables.word_numbers import Numbers
from storage.tables.xml import parse_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", _FALLBACK, f"{_W}tbl"})
_STRUCK = (f"{_W}strike", f"{_W}dstrike")
_BREAKS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_word(raw: bytes, limits: Limits) -> Pages:
    """The document's body. Headers, footers, comments and text struck out by a revision are left out."""
    archive = Archive(raw, limits)
    body = parse_xml(archive.read("word/document.xml").replace(_STRICT, _USUAL)).find(f"{_W}body")
    if body is None:
        raise NoTable("Word 文档没有正文")
    numbers = Numbers.of(archive)
    parts: list[Paragraph | Grid] = []
    line = tables = 0
    for element in _blocks(body):
        if element.tag == f"{_W}tbl":
            grid = _table(element, line, limits, numbers)
            parts.append(grid)
            line += len(grid.rows)
            tables += 1
            if tables > limits.max_tables:
                raise TooLarge(f"文件含有{limits.max_tables}个以上的表格")
            continue
        line += 1
        text = _paragraph(element, numbers)
        parts += [Paragraph(said, line) for said in text.split("\n") if said.strip()]
    return Pages(tuple(parts), merges_known=True)


def _blocks(body: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs outside tables, and every table, those inside a cell right after the one they stand in."""
    for element in body.iter(f"{_W}p", f"{_W}tbl"):
        if next(element.iterancestors(_FALLBACK), None) is not None:
            continue  # the same once more, for programs that do not know text boxes
        if element.tag == f"{_W}tbl":
            if _said_in_cell(element, Numbers()) is None:
                yield element
        elif next(element.iterancestors(f"{_W}tbl", f"{_W}txbxContent"), None) is None:
            yield element


def _table(table: etree._Element, line: int, limits: Limits, numbers: Numbers) -> Grid:
    layout = Layout(limits)
    for row in _children(table, "tr"):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        line += 1
        layout.new_row(line)
        for _ in range(min(_number(row, f"{_W}trPr/{_W}gridBefore"), limits.max_columns)):
            layout.cell("")
        for cell in _children(row, "tc"):
            _put(layout, cell, numbers)
    return layout.finished()


def _put(layout: Layout, cell: etree._Element, numbers: Numbers) -> None:
    columns = max(1, _number(cell, f"{_W}tcPr/{_W}gridSpan"))
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    above = layout.origin_above()
    if merge is not None and merge.get(f"{_W}val", "continue") == "continue" and above:
        layout.covered(above, columns)
        return
    texts = _lines_of(cell, numbers)
    if any(_is_on(mark) for mark in cell.iter(*_STRUCK)):
        layout.strike()
    layout.cell("\n".join(text for text in texts if text.strip()), columns)


def _said_in_cell(table: etree._Element, numbers: Numbers) -> str | None:
    """The text of a table that only lays a cell out; None where it is one by itself."""
    if next(table.iterancestors(f"{_W}tc"), None) is None or table.find(f".//{_W}tbl") is not None:
        return None
    rows = ([list(_children(cell, "p")) for cell in _children(row, "tc")] for row in _children(table, "tr"))
    return said_inside([["\n".join(_paragraph(line, numbers) for line in cell) for cell in row] for row in rows])


def _lines_of(cell: etree._Element, numbers: Numbers) -> Iterator[str]:
    """The cell's paragraphs, and what tables inside it say, in order."""
    for child in _children(cell, "p", "tbl"):
        yield _paragraph(child, numbers) if child.tag == f"{_W}p" else _said_in_cell(child, numbers) or ""


def _children(parent: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Children of these names, also those wrapped in content controls or revisions."""
    for child in parent:
        if child.tag in [f"{_W}{name}" for name in names]:
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}smartTag"):
            yield from _children(child, *names)


def _paragraph(paragraph: etree._Element, numbers: Numbers) -> str:
    return numbers.printed(paragraph) + "".join(_texts(paragraph))


def _texts(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in _LEFT_OUT or (child.tag == f"{_W}r" and _is_left_out(child)):
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif len(child):
            yield from _texts(child)


def _is_left_out(run: etree._Element) -> bool:
    """Words nobody sees, words struck out, and the raised figure of a footnote behind a Chinese word."""
    look = run.find(f"{_W}rPr")
    if look is None:
        return False
    if any(_is_on(mark) for name in (f"{_W}vanish", *_STRUCK) if (mark := look.find(name)) is not None):
        return True
    raised = look.find(f"{_W}vertAlign")
    if raised is None or raised.get(f"{_W}val") != "superscript":
        return False
    before = next((_said(one) for one in run.itersiblings(f"{_W}r", preceding=True)), "")
    return is_footnote_mark(_said(run), before)


def _said(run: etree._Element) -> str:
    return "".join(text.text or "" for text in run.iterfind(f"{_W}t"))


def _is_on(mark: etree._Element) -> bool:
    return mark.get(f"{_W}val", "true") not in ("0", "false", "off")


def _number(element: etree._Element, path: str) -> int:
    """The `w:val` of a property; 0 where it is absent or no sensible number."""
    found = element.find(path)
    value = found.get(f"{_W}val", "") if found is not None else ""
    return int(value) if value.isdigit() and len(value) < 12 else 0
