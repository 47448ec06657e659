"""Tables that are not laid out row by row under a header: a card for each task, labels at the left, marks for units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.tables import read_document, read_text
from storage.values import Column, Source
from tests.make_documents import FORMATS, Row, Table, as_pdf

C = Column
COLUMNS = (C.NUMBER, C.TASK, C.CONTENT, C.LEAD, C.ASSISTING, C.DEADLINE)
HEADER = ("序号", "任务名称", "具体内容", "牵头单位", "配合单位", "完成时限")
UNITS = ("区教育局", "区民政局", "柳林镇人民政府", "区司法局")
GRIDS = ("page.html", "book.xlsx", "word.docx", "print.pdf")


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Two to five tasks with one or more leads and some who assist."""
    rows = []
    for number in range(1, draw(st.integers(3, 6))):
        task = draw(st.sampled_from(("规范公开目录", "完善公开平台", "重点工作", "强化政策解读")))
        content = draw(st.sampled_from(("按月检查平台运行情况，发现问题及时整改到位。", "")))
        leads = draw(st.integers(1, 2))
        assisting = draw(st.sets(st.sampled_from(UNITS[leads:])))
        due = draw(st.sampled_from(("11月底前", "全年", "2023年6月30日前")))
        rows.append((str(number), task, content, *_listed(UNITS[:leads], assisting), due))
    return Table(tuple(rows), HEADER)


def _listed(*groups: Sequence[str] | set[str]) -> tuple[str, ...]:
    return tuple("、".join(unit for unit in UNITS if unit in group) for group in groups)


def _as_cards(table: Table) -> Table:
    """The tasks one under another, two labels with their values to a line."""
    lines = [
        tuple(text for pair in pairs for text in pair)
        for row in table.rows
        for pairs in _two_by_two(list(zip(table.header, row, strict=True)))
    ]
    return Table(tuple(lines[1:]), lines[0], table.title)


def _two_by_two(pairs: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    return [pairs[first : first + 2] for first in range(0, len(pairs), 2)]


def _lying(table: Table) -> Table:
    """The header at the left, a column for each task."""
    lines = list(zip(*table.lines, strict=True))
    return Table(tuple(lines[1:]), lines[0], table.title)


def _ticked(table: Table) -> Table:
    """A column for each unit, ★ where it leads and √ where it assists; a note says so."""
    header = (*table.header[:3], *UNITS, "完成时限（★牵头，√配合）")
    return Table(tuple(_ticked_row(row) for row in table.rows), header, table.title)


def _ticked_row(row: Row) -> Row:
    marks = ("★" if unit in row[3] else "√" if unit in row[4] else "" for unit in UNITS)
    return (*row[:3], *marks, row[5])


def _texts(source: Source) -> list[tuple[str, ...]]:
    return [tuple(row.text(column).replace("\n", "") for column in COLUMNS) for row in source.rows]


@pytest.mark.parametrize("turned", [_as_cards, _lying, _ticked])
@pytest.mark.parametrize("form", GRIDS)
@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables())
def test_a_turned_table_says_what_an_upright_one_does(
    turned: Callable[[Table], Table], form: str, table: Table, tmp_path: Path
) -> None:
    path = tmp_path / form
    path.write_bytes(as_pdf(turned(table), 50) if form == "print.pdf" else FORMATS[form](turned(table)))

    source = read_document(path)

    assert _texts(source) == list(table.rows)
    assert source.title == table.title
    assert source.problems == ()


def _page(tmp_path: Path, *tables: str) -> Source:
    """A web page; a table's rows are parted by /, its cells by |, and ~ is a cell that lies over two more."""
    body = "".join(table if table.startswith("<") else _html(table) for table in tables)
    path = tmp_path / "page.html"
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return read_document(path)


def _html(table: str) -> str:
    rows = (
        "".join(f"<td colspan={3 if cell[:1] == '~' else 1}>{cell.lstrip('~')}</td>" for cell in row.split("|"))
        for row in table.split("/")
    )
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def test_a_table_for_each_task_is_a_row_under_the_heading_before_it(tmp_path: Path) -> None:
    source = _page(
        tmp_path,
        "<h1>2023年重点任务分解表</h1><p>一、公开专项</p>",
        "任务名称|~规范目录/责任分工|牵头单位|区司法局|/|责任单位|区教育局|/完成时限|6月底前|联系人|张某",
        "<p>二、服务专项</p>",
        "任务名称|~完善平台/牵头单位|~区数据局/完成时限|全年|联系人|李某",
    )

    assert [(row.text(C.THEME), row.text(C.TASK), row.text(C.LEAD), row.text(C.DEADLINE)) for row in source.rows] == [
        ("公开专项", "规范目录", "区司法局", "6月底前"),
        ("服务专项", "完善平台", "区数据局", "全年"),
    ]
    assert source.rows[0].text(C.RESPONSIBLE) == "区教育局"


def test_cards_that_do_not_say_their_task_have_it_in_the_line_above(tmp_path: Path) -> None:
    cards = ("责任单位|区司法局/督导单位|区委办/整改时限|6月底前", "责任单位|区数据局/督导单位|区委办/整改时限|全年")

    source = _page(tmp_path, "<p>一、规范目录</p>", cards[0], "<p>二、完善平台</p>", cards[1])

    assert [(row.text(C.TASK), row.text(C.RESPONSIBLE)) for row in source.rows] == [
        ("规范目录", "区司法局"),
        ("完善平台", "区数据局"),
    ]


def test_pasted_cards_are_read() -> None:
    source = read_text(
        "2023年任务卡\n任务名称\t规范目录\t序号\t1\n责任单位\t区司法局\t时限\t全年\n任务名称\t完善平台\t序号\t2\n责任单位\t区数据局\t时限\t6月底前"
    )

    assert [row.text(C.TASK) for row in source.rows] == ["规范目录", "完善平台"]


def test_one_form_beside_a_task_table_is_no_task(tmp_path: Path) -> None:
    table = "序号|工作任务|责任单位|完成时限/1|规范目录|区司法局|6月底前"
    form = "项目名称|~平台采购/实施单位|区数据局|完成时间|5月/联系人|张某|电话|/"

    source = _page(tmp_path, table, form)

    assert [row.text(C.TASK) for row in source.rows] == ["规范目录"]
    assert "没有认出" in source.problems[0].text


def test_marks_that_nobody_explains_are_asked_about_where_they_stand(tmp_path: Path) -> None:
    ticks = "序号|工作任务|区教育局|区民政局|区司法局|完成时限/1|规范目录|●|○||全年/2|完善平台|||×|全年"

    source = _page(tmp_path, ticks)

    assert [row.text(C.RESPONSIBLE) for row in source.rows] == ["区教育局、区民政局", ""]
    assert [(problem.line, problem.column) for problem in source.problems] == [(2, C.RESPONSIBLE)]


def test_marks_in_a_pasted_table_say_what_its_note_says() -> None:
    pasted = read_text(
        "重点任务分解表\n序号\t工作任务\t区教育局\t区民政局\t柳林镇\t完成时限\n1\t规范目录\t★\t√\t√\t全年\n注：★为牵头单位，√为配合单位。"
    )

    [row] = pasted.rows
    assert (row.text(C.LEAD), row.text(C.ASSISTING)) == ("区教育局", "区民政局、柳林镇")


def test_a_header_over_all_units_says_what_a_plain_mark_does(tmp_path: Path) -> None:
    head = "".join(f"<td rowspan=2>{text}</td>" for text in ("序号", "工作任务", "牵头单位"))
    under = "<tr><td>区教育局<td>区民政局</tr><tr><td>1<td>规范目录<td>区司法局<td><td>√</tr>"

    source = _page(tmp_path, f"<table><tr>{head}<td colspan=2>配合单位</tr>{under}</table>")

    [row] = source.rows
    assert (row.text(C.LEAD), row.text(C.ASSISTING)) == ("区司法局", "区民政局")


def test_the_title_is_that_of_the_sheet_which_is_read_first(tmp_path: Path) -> None:
    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    for title in ("2023年重点工作任务分解表", "2022年未完成事项台账"):
        sheet = book.add_worksheet()
        for number, line in enumerate([(title,), ("序号", "工作任务", "责任单位"), ("1", "规范目录", "区司法局")]):
            sheet.write_row(number, 0, line)
    book.close()
    path = tmp_path / "book.xlsx"
    path.write_bytes(kept.getvalue())

    source = read_document(path)

    assert (source.title, source.year, len(source.rows)) == ("2023年重点工作任务分解表", 2023, 2)


def test_a_page_laid_out_in_a_frame_keeps_its_title(tmp_path: Path) -> None:
    table = _html("序号|工作任务|责任单位/1|规范目录|区司法局")

    source = _page(tmp_path, f"<table><tr><td>2023年重点工作任务分解表</td></tr><tr><td>{table}</td></tr></table>")

    assert (source.title, source.problems, len(source.rows)) == ("2023年重点工作任务分解表", (), 1)
