"""催办通知书 and 通报 as paper: a .docx with the office's heading, number and table, and a place for the seal."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from messages import words
from messages.drafts import Drafted, Unanswered, asked, opening
from messages.letter import Attachment
from messages.sheets import cell_text

_RED = RGBColor(0xC0, 0x00, 0x00)
_BODY, _HEAD, _TITLE = "仿宋", "宋体", "黑体"
_MARGINS = (Mm(37), Mm(35), Mm(28), Mm(26))  # top, bottom, left, right of an official document, GB/T 9704
_WIDTHS = {"单位": 34, "序号": 14, "任务": 60, "完成时限": 34, "逾期工作日": 20, "已催办": 18}  # mm
_KINDS = {True: "催办", False: "通报"}
_NOT_RELEASED = "（拟稿，发布时编号）"
SEAL = "（盖章）"


def paper_of(draft: Drafted, today: date) -> Attachment:
    """The paper as a file; it holds every row, however many."""
    document = Document()
    _lay_out(document, draft.office)
    _line(document, draft.office, _HEAD, 30, WD_ALIGN_PARAGRAPH.CENTER, bold=True, colour=_RED)
    _ruled(_line(document, paper_number(draft, today), _BODY, 14, WD_ALIGN_PARAGRAPH.CENTER))
    _line(document, draft.title, _TITLE, 22, WD_ALIGN_PARAGRAPH.CENTER, bold=True)
    if draft.unit:
        _line(document, f"{draft.unit}：", _BODY, 16)
    _text(document, opening(draft, today))
    _table(document, draft)
    for text in (asked(draft, today), f"附言：{words.prose(draft.note, 800)}" if draft.note else ""):
        _text(document, text)
    for text in (draft.office, SEAL, words.date_of(today)):
        _line(document, text, _BODY, 16, WD_ALIGN_PARAGRAPH.RIGHT)
    if draft.unit and draft.copied:
        _line(document, f"抄报：{draft.unit}负责同志", _BODY, 14)
    kept = io.BytesIO()
    document.save(kept)
    about = f"（{words.name(draft.unit, 40)}）" if draft.unit else ""
    return Attachment(f"{draft.title}{about}{today:%Y%m%d}.docx", kept.getvalue())


def paper_number(draft: Drafted, today: date) -> str:
    """「催办〔2022〕3号」; a draft has none yet."""
    return f"{_KINDS[bool(draft.unit)]}〔{today.year}〕{draft.number}号" if draft.number else _NOT_RELEASED


def _lay_out(document: Any, office: str) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = _MARGINS
    document.core_properties.author = cell_text(office)
    document.core_properties.comments = ""


def _text(document: Any, text: str) -> None:
    if text:
        _line(document, text, _BODY, 16).paragraph_format.first_line_indent = Pt(32)


def _line(
    place: Any,
    text: str,
    font: str,
    size: int,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
    *,
    bold: bool = False,
    colour: RGBColor | None = None,
) -> Any:
    line = place.add_paragraph()
    _write(line, text, font, size, bold=bold, colour=colour)
    line.alignment = align
    return line


def _write(line: Any, text: str, font: str, size: int, *, bold: bool = False, colour: RGBColor | None = None) -> None:
    """A run in a Chinese font: Word takes it from the run's East Asian name."""
    run = line.add_run(cell_text(text))
    run.bold, run.font.size, run.font.name = bold, Pt(size), font
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour
    line.paragraph_format.space_after = Pt(4)


def _ruled(line: Any) -> None:
    """The red rule under an official heading."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "6"), ("color", "C00000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    line._p.get_or_add_pPr().append(borders)


def _table(document: Any, draft: Drafted) -> None:
    heads = [head for head in _WIDTHS if head != "单位" or not draft.unit]
    table = document.add_table(rows=1, cols=len(heads))
    table.style, table.autofit = "Table Grid", False
    _fill(table.rows[0].cells, heads, heads, _TITLE)
    for row in draft.rows:
        _fill(table.add_row().cells, heads, list(_cells(row, heads)), _BODY)
    _repeat_head(table.rows[0])
    document.add_paragraph()


def _fill(cells: Any, heads: Sequence[str], texts: Sequence[str], font: str) -> None:
    for cell, head, text in zip(cells, heads, texts, strict=True):
        cell.width = Mm(_WIDTHS[head])
        _write(cell.paragraphs[0], text, font, 12)


def _cells(row: Unanswered, heads: Sequence[str]) -> Iterator[str]:
    due = row.item.due_in_force
    said = {
        "单位": words.name(row.unit, 40),
        "序号": words.brief(row.task.number, 12),
        "任务": words.brief(row.task.label or row.task.theme or row.task.content, 200),
        "完成时限": words.day(due) if due else "",
        "逾期工作日": words.count(row.late_by, ""),
        "已催办": words.count(row.item.pings, "次"),
    }
    return (said[head] for head in heads)


def _repeat_head(row: Any) -> None:
    """The head of the table again on every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
