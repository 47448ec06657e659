"""What only office programs do: self-printed numbers, struck-out rows, merged cells, dates as shown."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import docx
import pytest
import xlsxwriter
from docx.document import Document
from docx.oxml import OxmlElement
from docx.table import Table as WordTable

from storage.tables import read_document
from storage.values import Column, DocumentUnreadable, Source
from tests.make_documents import Table, as_pdf, pdf_of

C = Column


def _word_table(document: Document, *rows: str) -> WordTable:
    texts = [row.split("|") for row in rows]
    table: WordTable = document.add_table(rows=len(texts), cols=len(texts[0]))
    for cells, row in zip(texts, table.rows, strict=True):
        for text, cell in zip(cells, row.cells, strict=True):
            cell.text = text
    return table


def _read(document: Document, folder: Path) -> Source:
    kept = io.BytesIO()
    document.save(kept)
    path = folder / "table.docx"
    path.write_bytes(kept.getvalue())
    return read_document(path)


def test_numbers_word_prints_by_itself_are_the_rows_numbers(tmp_path: Path) -> None:
    document = docx.Document()
    table = _word_table(document, "序号|任务|责任单位|完成时限", "|优化平台|区司法局|全年", "|加强培训|区教育局|全年")
    for row in table.rows[1:]:
        row.cells[0].paragraphs[0].style = document.styles["List Number"]

    source = _read(document, tmp_path)

    assert [row.text(C.NUMBER) for row in source.rows] == ["1", "2"]


def test_a_label_over_both_label_columns_is_theme_and_task(tmp_path: Path) -> None:
    document = docx.Document()
    table = _word_table(
        document, "序号|任务名称||责任单位|完成时限", "1|服务专项|优化平台|区司法局|全年", "2|保障措施||区教育局|全年"
    )
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(2, 1).merge(table.cell(2, 2))

    source = _read(document, tmp_path)

    assert [(row.text(C.THEME), row.text(C.TASK)) for row in source.rows] == [
        ("服务专项", "优化平台"),
        ("保障措施", "保障措施"),
    ]


def test_a_row_split_for_one_more_unit_is_still_one_row(tmp_path: Path) -> None:
    document = docx.Document()
    table = _word_table(
        document, "序号|任务|责任单位|完成时限", "1|优化平台|区司法局|全年", "||区教育局|", "2|办班|区数据局|全年"
    )
    for column in (0, 1, 3):
        table.cell(1, column).merge(table.cell(2, column))

    source = _read(document, tmp_path)

    assert [row.text(C.RESPONSIBLE) for row in source.rows] == ["区司法局\n区教育局", "区数据局"]


def test_a_sub_row_under_merged_work_keeps_its_deadline(tmp_path: Path) -> None:
    document = docx.Document()
    table = _word_table(document, "序号|任务|责任单位|完成时限", "1|优化平台|区司法局|3月底前", "|||11月底前")
    for column in (0, 1, 2):
        table.cell(1, column).merge(table.cell(2, column))

    source = _read(document, tmp_path)

    assert [row.text(C.DEADLINE) for row in source.rows] == ["3月底前", "11月底前"]
    assert source.rows[1].cells[C.RESPONSIBLE].merged_with == 0


def test_a_row_struck_out_by_a_revision_is_not_read(tmp_path: Path) -> None:
    document = docx.Document()
    table = _word_table(document, "序号|任务|责任单位|完成时限", "1|优化平台|区司法局|全年", "2|加强培训|区教育局|全年")
    table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:del"))

    source = _read(document, tmp_path)

    assert [row.text(C.NUMBER) for row in source.rows] == ["2"]


def test_tasks_in_a_word_documents_paragraphs_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("2024年工作要点", "一、重点任务", "（一）做好解读。（责任单位：区司法局；完成时限：6月底前）"):
        document.add_paragraph(text)

    source = _read(document, tmp_path)

    assert [(row.text(C.RESPONSIBLE), row.text(C.DEADLINE)) for row in source.rows] == [("区司法局", "6月底前")]


def test_two_word_tables_under_one_header_are_one(tmp_path: Path) -> None:
    document = docx.Document()
    _word_table(document, "序号|任务|责任单位|完成时限", "1|优化平台|区司法局|全年")
    document.add_paragraph("")
    _word_table(document, "2|加强培训|区教育局|11月底前")

    source = _read(document, tmp_path)

    assert [row.text(C.DEADLINE) for row in source.rows] == ["全年", "11月底前"]


def test_a_table_that_is_no_task_table_is_left_out_and_told(tmp_path: Path) -> None:
    document = docx.Document()
    _word_table(document, "序号|任务|责任单位|完成时限", "1|优化平台|区司法局|全年")
    _word_table(document, "姓名|电话", "张某|1234567")

    source = _read(document, tmp_path)

    assert len(source.rows) == 1
    assert [problem.line for problem in source.problems] == [3]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ('yyyy"年"m"月"', "2023年6月"),
        ('m"月"d"日"', "6月1日"),
        ("yyyy-mm-dd", "2023年6月1日"),
        ('[$-804]yyyy"年"m"月"d"日";@', "2023年6月1日"),
        (57, "2023年6月"),
        (58, "6月1日"),
    ],
)
def test_a_date_is_read_as_the_sheet_shows_it(form: str | int, shown: str, tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["序号", "任务", "责任单位", "完成时限"])
        sheet.write_row(1, 0, [1, "优化平台", "区司法局"])
        sheet.write_datetime(1, 3, date(2023, 6, 1), book.add_format({"num_format": form}))

    source = read_document(path)

    assert [row.text(C.DEADLINE) for row in source.rows] == [shown]


def test_every_visible_sheet_is_read_and_a_hidden_one_told(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, unit in (("重点", "区司法局"), ("常规", "区教育局"), ("旧稿", "区财政局")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["序号", "任务", "责任单位", "完成时限"])
            sheet.write_row(1, 0, [1, "优化平台", unit, "全年"])
        sheet.hide()

    source = read_document(path)

    assert [row.text(C.RESPONSIBLE) for row in source.rows] == ["区司法局", "区教育局"]
    assert "旧稿" in source.problems[0].text


def test_a_row_cut_by_the_page_of_a_pdf_is_one_row_again(tmp_path: Path) -> None:
    header = ("序号", "任务", "具体内容", "责任单位", "完成时限")
    rows = (
        ("1", "优化平台", "制定方案，", "区司法局", "3月底前"),
        ("", "", "组织实施。", "", ""),
        ("2", "加强培训", "举办培训班。", "区教育局", "全年"),
    )
    path = tmp_path / "print.pdf"
    path.write_bytes(as_pdf(Table(rows, header), rows_per_page=1))

    source = read_document(path)

    assert [row.text(C.CONTENT) for row in source.rows] == ["制定方案，组织实施。", "举办培训班。"]


def test_a_file_of_an_older_program_is_refused_where_nothing_can_open_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "table.wps"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(DocumentUnreadable, match="另存为 docx 或 xlsx"):
        read_document(path)


def test_a_page_that_leaves_its_cells_open_where_it_ends_is_read_whole(tmp_path: Path) -> None:
    header = ("序号", "工作任务", "责任单位", "完成时限")
    first = [header, ("1", "公开目录编制", "县司法局", "6月底前"), ("2", "公开平台建设", "县教育局", "9月底前")]
    second = [("3", "公开专区建设", "县财政局", "11月底前")]
    path = tmp_path / "print.pdf"
    path.write_bytes(pdf_of([_ruled(first, closed_above=True), _ruled(second, closed_above=False)]))

    rows = read_document(path).rows

    assert [row.text(C.NUMBER) for row in rows] == ["1", "2", "3"]
    assert [row.text(C.RESPONSIBLE) for row in rows] == ["县司法局", "县教育局", "县财政局"]


def test_ruled_lines_inside_a_cell_that_the_page_cuts_are_no_columns_of_the_table(tmp_path: Path) -> None:
    first = _ruled(
        [("序号", "工作任务", "责任单位", "完成时限"), ("1", "公开目录编制", "县司法局", "6月底前")], closed_above=True
    )
    second = _ruled([("2", "公开平台建设", "", "9月底前")], closed_above=False)
    inside = (f"430 {y} 120 13 re S\n{_shown(unit, 433, y + 3)}" for y, unit in ((467, "科研处"), (480, "教务处")))
    path = tmp_path / "print.pdf"
    path.write_bytes(pdf_of([first, "\n".join([second, *inside])]))

    rows = read_document(path).rows

    assert [row.text(C.RESPONSIBLE) for row in rows] == ["县司法局", "教务处\n科研处"]


def _ruled(lines: Sequence[tuple[str, ...]], *, closed_above: bool) -> str:
    """A page of a table as browsers print it: closed where it begins, open where it is cut."""
    bottom = 500 - 40 * len(lines)
    drawn = [f"{40 + 190 * column} {bottom} m {40 + 190 * column} 500 l S" for column in range(5)]
    levels = range(0 if closed_above else 1, len(lines) + (0 if closed_above else 1))
    drawn += [f"40 {500 - 40 * level} m 800 {500 - 40 * level} l S" for level in levels]
    for down, line in enumerate(lines):
        for column, said in enumerate(line):
            drawn.append(_shown(said, 45 + 190 * column, 475 - 40 * down))
    return "\n".join(drawn)


def _shown(said: str, x: int, y: int) -> str:
    return f"BT /F1 10 Tf {x} {y} Td <{said.encode('utf-16-be').hex()}> Tj ET"


def test_a_table_of_something_else_below_is_not_read_on_though_it_is_as_wide(tmp_path: Path) -> None:
    document = docx.Document()
    tasks = (("序号", "整改事项", "责任单位", "整改时限"), ("1", "规范报销", "区财政局", "5月底前"))
    meetings = (("时间", "地点", "会议内容", "参会单位"), ("4月10日", "三楼", "动员会", "区直各单位"))
    for rows in (tasks, meetings):
        table = document.add_table(len(rows), 4)
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
        document.add_paragraph("会议安排")
    document.save(str(tmp_path / "word.docx"))

    source = read_document(tmp_path / "word.docx")

    assert [row.text(C.TASK) for row in source.rows] == ["规范报销"]
    assert len(source.problems) == 1
