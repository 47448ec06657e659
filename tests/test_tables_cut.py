"""What one page or cell holds of a table: tables inside cells, rows and merged cells that a page break has cut."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.table import CT_Tbl
from docx.oxml.xmlchemy import BaseOxmlElement

from scheduler.intake import read_tasks
from storage.tables import read_document
from storage.values import Column, Field
from tests.make_documents import Table, as_pdf

C = Column
HEADER = ("序号", "工作任务", "责任单位", "完成时限")
FRAME = ("<table>", "</table>")


def test_a_table_of_one_column_inside_a_cell_is_the_text_of_the_cell(tmp_path: Path) -> None:
    header = ("序号", "工作任务", "牵头单位", "完成时限")
    page, word = tmp_path / "page.html", tmp_path / "word.docx"
    inner = "<table><tr><td>县司法局</td></tr><tr><td>县教育局</td></tr></table>"
    cells = "".join(f"<td>{said}</td>" for said in ("1", "公开目录编制", inner, "6月底前"))
    page.write_text(f"<table><tr><th>{'<th>'.join(header)}</tr><tr>{cells}</tr></table>", encoding="utf-8")
    document = docx.Document()
    table = document.add_table(2, 4)
    for column, said in enumerate(header):
        table.cell(0, column).text = said
        table.cell(1, column).text = ("1", "公开目录编制", "", "6月底前")[column]
    nested = table.cell(1, 2).add_table(2, 1)
    nested.cell(0, 0).text, nested.cell(1, 0).text = "县司法局", "县教育局"
    document.save(str(word))

    found = [[row.text(C.LEAD) for row in read_document(path).rows] for path in (page, word)]

    assert found == [["县司法局\n县教育局"]] * 2


def test_a_table_of_labels_inside_a_cell_is_its_text_and_a_task_table_is_one_by_itself(tmp_path: Path) -> None:
    word, page = tmp_path / "word.docx", tmp_path / "page.html"
    document = docx.Document()
    table = document.add_table(2, 4)
    for row, texts in enumerate((("序号", "工作任务", "责任单位", "完成时限"), ("1", "公开目录", "", "6月底前"))):
        for column, said in enumerate(texts):
            table.cell(row, column).text = said
    inner = table.cell(1, 2).add_table(2, 2)
    for row, (role, unit) in enumerate((("牵头单位", "县司法局"), ("配合单位", "县教育局"))):
        inner.cell(row, 0).text, inner.cell(row, 1).text = role, unit
    document.save(str(word))
    rows = "<tr><td>序号<td>工作任务<td>责任单位</tr><tr><td>1<td>公开目录<td>县司法局</tr>"
    page.write_text(f"<table><tr><td>2024年任务<table>{rows}</table></td></tr></table>", encoding="utf-8")

    assert [row.text(C.RESPONSIBLE) for row in read_document(word).rows] == ["牵头单位：县司法局\n配合单位：县教育局"]
    assert [row.text(C.RESPONSIBLE) for row in read_document(page).rows] == ["县司法局"]


def test_a_row_cut_by_the_page_goes_on_in_every_cell_also_where_the_task_is_all_its_work(tmp_path: Path) -> None:
    header = ("序号", "工作任务", "责任单位", "完成时限")
    rows = (
        *((str(number), "编制目录，公开指南。", "县司法局", "3月底前") for number in (1, 2, 3)),
        ("4", "建设平台，", "县教育局、各乡镇人民", "9月"),
        ("", "更新信息。", "政府", "底前"),
        ("5", "举办培训，强化考核。", "县财政局、各乡镇人民", "全年"),
        ("", "", "政府", ""),
        ("6", "公开信息，及时回应。", "县公安局", "全年"),
    )
    path = tmp_path / "print.pdf"
    path.write_bytes(as_pdf(Table(rows, header), rows_per_page=1))

    found = [(row.text(C.TASK), row.text(C.RESPONSIBLE), row.text(C.DEADLINE)) for row in read_document(path).rows]

    assert found[3] == ("建设平台，更新信息。", "县教育局、各乡镇人民\n政府", "9月底前")
    assert found[4] == ("举办培训，强化考核。", "县财政局、各乡镇人民\n政府", "全年")
    assert len(found) == 6


def test_a_merged_cell_that_a_page_break_has_cut_speaks_for_the_rows_of_the_next_page(tmp_path: Path) -> None:
    def row(number: int, theme: str, lead: str) -> tuple[str, ...]:
        return (str(number), theme, "", f"完成第{number}项工作，强化考核。", lead, "县财政局", "6月底前")

    rows = (
        row(1, "队伍建设", "县人社局"), row(2, "队伍建设", "县人社局"),
        row(3, "", ""), row(4, "", ""),
        row(5, "法治宣传", "县司法局"), row(6, "平台升级", "县数据局"),
        row(7, "", ""), row(8, "目录编制", ""),
    )  # fmt: skip
    path = tmp_path / "print.pdf"
    path.write_bytes(as_pdf(Table(rows, merged=(1, 4)), rows_per_page=2))

    document = read_tasks(read_document(path))

    leads = ["县人社局"] * 4 + ["县司法局", "县数据局", "县数据局"]
    assert [row.lead for row in document.rows][:7] == [(lead,) for lead in leads]
    asked = [{question.field for question in row.questions} for row in document.rows]
    assert asked[:6] == [set()] * 6
    assert {Field.LEAD, Field.TASK} <= asked[6]


def test_a_cell_merged_over_who_and_by_when_says_both(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    told = ("县司法局（2024年6月30日前）", "县教育局，9月底前完成", "县水利局6月底前、县农业农村局9月底前", "县公安局")
    body = "".join(f"<tr><td>{n}<td>清理整治。<td colspan=2>{said}</tr>" for n, said in enumerate(told, start=2))
    first = "<tr><td>1<td>公开目录。<td>县财政局<td>3月底前</tr>"
    head = "<tr><td>序号<td>工作内容<td>责任单位<td>完成时限</tr>"
    page.write_text(f"<p>2024年任务清单</p><table>{head}{first}{body}</table>", encoding="utf-8")

    rows = read_tasks(read_document(page)).rows

    assert [row.responsible.named for row in rows[1:3]] == [("县司法局",), ("县教育局",)]
    assert [row.deadline.due for row in rows[1:3]] == [date(2024, 6, 30), date(2024, 9, 30)]
    asked = [{question.field for question in row.questions} for row in rows]
    assert asked == [*[set()] * 4, {Field.DEADLINE}]
    assert [due for _, due in rows[3].deadline.milestones] == [date(2024, 6, 30), date(2024, 9, 30)]


def test_a_second_line_across_the_columns_behind_a_number_says_more_of_its_work(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    head = "<tr><td>序号<td>工作任务<td>牵头单位<td>完成时限</tr>"
    tasks = (("1", "改造老旧小区", "县住建局"), ("2", "建设助餐点。", "县民政局"))
    body = "".join(
        f"<tr><td rowspan=2>{n}<td>{task}<td>{lead}<td>6月底前</tr><tr><td colspan=3>具体措施：排查登记。</tr>"
        for n, task, lead in tasks
    )
    page.write_text(f"<p>2024年任务清单</p><table>{head}{body}</table>", encoding="utf-8")

    rows = read_tasks(read_document(page)).rows

    said = [(row.number, row.task, row.lead, row.questions) for row in rows]
    assert said == [
        ("1", "改造老旧小区；具体措施：排查登记。", ("县住建局",), ()),
        ("2", "建设助餐点。具体措施：排查登记。", ("县民政局",), ()),
    ]


def test_words_struck_out_or_hidden_and_marks_of_footnotes_are_no_part_of_a_cell(tmp_path: Path) -> None:
    word, page = tmp_path / "word.docx", tmp_path / "page.html"
    document = docx.Document()
    table = document.add_table(2, 4)
    for row, texts in enumerate((HEADER, ("1", "改造100m", "县财政局", "2024年6月底前"))):
        for column, said in enumerate(texts):
            table.cell(row, column).text = said
    square = table.cell(1, 1).paragraphs[0].add_run("2")
    struck, unseen, mark = (table.cell(1, 2).paragraphs[0].add_run(said) for said in ("、县审计局", "、县公安局", "1"))
    square.font.superscript = struck.font.strike = unseen.font.hidden = mark.font.superscript = True
    document.element.body.insert(0, _in_text_box(table._tbl))
    document.save(str(word))
    cells = ("1", "改造100m<sup>2</sup>", "县财政局<s>、县审计局</s><sup>[1]</sup>", "2024年6月底前")
    page.write_text(
        "".join(f"<tr><td>{'<td>'.join(row)}</tr>" for row in (HEADER, cells)).join(FRAME), encoding="utf-8"
    )

    for path in (word, page):
        [task] = read_tasks(read_document(path)).rows

        assert (task.task, task.responsible.named) == ("改造100m2", ("县财政局",))
        assert {question.field for question in task.questions} == {Field.RESPONSIBLE}


def _in_text_box(table: CT_Tbl) -> BaseOxmlElement:
    """A text box as Word writes it: once for new programs and once more for old ones."""
    box = parse_xml(
        f"<w:p {nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><w:r>"
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent/></mc:Choice>"
        "<mc:Fallback><w:txbxContent/></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    new, old = box.iter(qn("w:txbxContent"))
    old.append(deepcopy(table))
    new.append(table)
    return box


def test_a_row_cut_in_a_list_of_units_or_without_its_full_stop_goes_on_over_the_page(tmp_path: Path) -> None:
    header = ("序号", "工作任务", "牵头单位", "完成时限")
    whole = tuple((number, "公开目录。", "县司法局", "6月底前") for number in "123")
    in_a_list = (("4", "改造服务", "县民政局、", "2024年"), ("", "站点。", "县卫健局", "第四季度"))
    in_a_sentence = (("4", "改造服务", "县民政局", "6月底前"), ("", "站点。", "县卫健局", "9月底前"))
    path = tmp_path / "print.pdf"

    for cut in (in_a_list, in_a_sentence):
        path.write_bytes(as_pdf(Table((*whole, *cut), header), rows_per_page=4))
        rows = read_document(path).rows

        assert [row.text(C.NUMBER) for row in rows] == ["1", "2", "3", "4"]
        assert rows[3].text(C.TASK) == "改造服务站点。"


def test_a_sentence_cut_by_the_page_goes_on_where_nothing_numbers_the_rows(tmp_path: Path) -> None:
    header = ("类别", "工作任务", "牵头单位", "完成时限")
    first, last = ("平安", "健全机制，", "区司法局", "3月底前"), ("法治", "普法。", "区司法局", "4月底前")
    path = tmp_path / "print.pdf"
    path.write_bytes(as_pdf(Table((first, ("", "压实责任。", "", ""), last), header), rows_per_page=1))

    assert [row.text(C.TASK) for row in read_document(path).rows] == ["健全机制，压实责任。", "普法。"]
