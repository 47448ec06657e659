"""Sheets of a workbook: what they hide, strike out, print in their margins, and one for each body."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlsxwriter

from scheduler.intake import read_tasks
from storage.tables import read_document
from storage.values import Column, Field, TaskDocument
from tests.make_documents import Row

HEADER = ("序号", "重点任务", "牵头单位", "责任单位", "完成时限")
ROWS = (
    ("1", "制定惠企政策清单", "江北区发改局", "江北区财政局", "3月底前"),
    ("2", "改造老旧小区", "江北区住建局", "江北区民政局", "9月底前"),
)


def test_a_hidden_column_is_read_and_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        _fill(book.add_worksheet(), ("2026年任务分解表",), HEADER, *ROWS).set_column(2, 2, None, None, {"hidden": True})

    document = _read(tmp_path)

    assert [row.lead for row in document.rows] == [("江北区发改局",), ("江北区住建局",)]
    assert ["牵头单位" in problem.text and "隐藏" in problem.text for problem in document.problems] == [True]


def test_a_hidden_sheet_is_told_of_only_where_something_stands_on_it(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        _fill(book.add_worksheet(), ("2026年任务分解表",), HEADER, *ROWS)
        _fill(book.add_worksheet("底稿"), ("草稿",)).hide()
        book.add_worksheet("CellImgList").very_hidden()

    document = _read(tmp_path)

    assert [problem.text for problem in document.problems] == ["工作表“底稿”已隐藏，未读入"]


def test_a_hidden_column_yields_to_one_that_is_seen(tmp_path: Path) -> None:
    header = ("序号", "重点任务", "责任单位", "完成时限", "调整后完成时限")
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = _fill(
            book.add_worksheet(), header, ("1", "改造老旧小区", "江北区住建局", "2026年3月底前", "2026年5月底前")
        )
        sheet.set_column(3, 3, None, None, {"hidden": True})

    document = _read(tmp_path)

    assert document.rows[0].deadline.due == date(2026, 5, 31)
    assert "未采用" in document.problems[0].text


def test_struck_words_are_left_out_and_asked_about_and_a_struck_row_is_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = _fill(
            book.add_worksheet(), ("2026年任务分解表",), HEADER, *ROWS, ("3", "修订预案", "江北区应急局", "", "6月底前")
        )
        struck = book.add_format({"font_strikeout": True})
        for column, said in enumerate(ROWS[1]):
            sheet.write_string(3, column, said, struck)
        sheet.write_rich_string(4, 3, struck, "江北区公安局、", "江北区民政局")
        sheet.write_blank(4, 5, None, struck)

    document = _read(tmp_path)

    assert [(row.number, row.responsible.named) for row in document.rows] == [
        ("1", ("江北区财政局",)),
        ("3", ("江北区民政局",)),
    ]
    assert [{question.field for question in row.questions} for row in document.rows] == [set(), {Field.RESPONSIBLE}]
    assert [problem.text[:13] for problem in document.problems[:2]] == [
        "第4行：整行加了删除线，未",
        "第5行：单元格内有加删除线",
    ]


def test_title_and_day_of_issue_may_stand_in_the_margins_or_on_a_cover(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = _fill(book.add_worksheet("台账"), HEADER, *ROWS)
        sheet.set_header('&C&"黑体,常规"&16 2026年重点任务分解表')
        sheet.set_footer("&L江北区政府办公室&C第&P页&R2026年2月10日印发")
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        _fill(book.add_worksheet("封面"), ("",), ("", "江北区2026年重点工作台账"), ("", "2026年2月10日"))
        _fill(book.add_worksheet("台账"), HEADER, *ROWS)

    for name in ("a.xlsx", "b.xlsx"):
        document = _read(tmp_path, name)

        assert (document.year, document.issued_on, document.problems) == (2026, date(2026, 2, 10), ())
        assert [row.deadline.due for row in document.rows] == [date(2026, 3, 31), date(2026, 9, 30)]


def test_a_sheet_for_each_body_says_who_leads_and_a_count_of_tasks_is_no_table(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        counted = (("序号", "单位", "任务数", "已完成", "完成率"), ("1", "江北区发改局", "2", "0", "0%"))
        _fill(book.add_worksheet("统计"), *counted)
        for body in ("江北区发改局", "江北区教育局"):
            rows = (("1", "推进数字政府", "3月底前"), ("2", "办好实事", "6月底前"))
            title, header = (f"{body}2026年任务清单",), ("序号", "任务内容", "完成时限")
            sheet = _fill(book.add_worksheet(body), title, header, *rows)
        sheet.set_row(3, None, None, {"hidden": True})

    document = _read(tmp_path)

    assert [row.lead for row in document.rows] == [("江北区发改局",)] * 2 + [("江北区教育局",)] * 2
    assert [bool(row.questions) for row in document.rows] == [False, False, False, True]
    assert "工作表“江北区教育局”第4行" in document.rows[3].questions[0].text
    assert "工作表“统计”" in document.problems[0].text


def test_two_tables_side_by_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = _fill(book.add_worksheet(), ("",), (*HEADER, "", *HEADER), (*ROWS[0], "", *ROWS[1]))
        sheet.merge_range(0, 0, 0, 10, "2026年重点任务清单")

    document = _read(tmp_path)

    assert [(row.number, row.lead, row.deadline.due) for row in document.rows] == [
        ("1", ("江北区发改局",), date(2026, 3, 31)),
        ("2", ("江北区住建局",), date(2026, 9, 30)),
    ]


def _fill(sheet: xlsxwriter.worksheet.Worksheet, *rows: Row) -> xlsxwriter.worksheet.Worksheet:
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    return sheet


def _read(folder: Path, name: str = "a.xlsx") -> TaskDocument:
    return read_tasks(read_document(folder / name))


def test_a_note_under_a_table_that_begins_within_the_sheet_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    rows = (("序号", "任务", "责任单位", "时限"), ("1", "复绿", "区林业局", "3月底前"), ("注：每周五报送进度。",))
    for row, cells in enumerate(rows, start=3):
        sheet.write_row(row, 2, cells)
    book.close()

    assert [row.text(Column.TASK) for row in read_document(path).rows] == ["复绿"]
