"""A heading over a table or over a group of its rows may name who leads: read where it says so plainly, else asked."""

from __future__ import annotations

from pathlib import Path

from scheduler.intake import read_tasks
from storage.tables import read_document, read_text
from storage.values import Field, TaskDocument

HEAD = "序号|工作任务|{units}|完成时限"


def _read(*lines: str, units: str = "配合单位") -> TaskDocument:
    return read_tasks(read_text("\n".join(lines).format(HEAD=HEAD.format(units=units)).replace("|", "\t")))


def _leads(document: TaskDocument) -> list[tuple[str, ...]]:
    return [row.lead for row in document.rows]


def _asked(document: TaskDocument) -> list[set[Field]]:
    return [{question.field for question in row.questions} for row in document.rows]


def test_a_body_over_a_group_of_rows_leads_them_and_the_headings_below_it() -> None:
    document = _read(
        "2024年重点任务分解表", "{HEAD}", "一、市教育局（2项）|||", "1|新建幼儿园2所|市住建局|8月底前",
        "（一）校园安全|||", "2|开展校园检查||全年", "二、市民政局牵头（1项）|||", "3|提标低保|市财政局|6月底前",
        "三、其他重点任务|||", "4|加强培训|市人社局|6月底前",
    )  # fmt: skip

    assert _leads(document) == [("市教育局",), ("市教育局",), ("市民政局",), ()]
    assert [row.theme for row in document.rows][1:3] == ["校园安全", "市民政局牵头（1项）"]
    assert _asked(document) == [set(), set(), set(), {Field.RESPONSIBLE}]


def test_a_line_right_above_a_table_names_who_leads_it() -> None:
    document = _read(
        "2024年重点任务分解表", "牵头单位：市教育局", "{HEAD}", "1|新建幼儿园2所|市住建局|8月底前",
        "牵头部门：市民政局", "{HEAD}", "2|提标低保|市财政局|6月底前", "2024年1月5日",
        units="责任单位",
    )  # fmt: skip

    assert _leads(document) == [("市教育局",), ("市民政局",)]
    assert _asked(document) == [set(), set()]


def test_a_mere_name_over_rows_that_name_others_is_asked_about() -> None:
    document = _read(
        "2024年重点任务分解表", "{HEAD}", "一、市教育局|||", "1|新建幼儿园2所|市住建局|8月底前",
        "二、县域医疗中心|||", "2|扩建医院|市卫健委|9月底前", units="责任单位",
    )  # fmt: skip

    assert _leads(document) == [("市教育局",), ()]
    assert _asked(document) == [{Field.LEAD}, set()]
    assert document.rows[0].questions[0].choices == ("市教育局",)


def test_a_blank_lead_under_a_heading_that_names_a_body_is_asked_about_and_a_printed_one_stands() -> None:
    document = _read(
        "2024年重点任务分解表", "{HEAD}", "一、市教育局（2项）||||", "1|新建幼儿园2所|市住建局|市财政局|8月底前",
        "2|开展校园检查||市公安局|9月底前", "二、市民政局（1项）||||", "3|提标低保||市财政局|6月底前",
        units="牵头单位|责任单位",
    )  # fmt: skip

    assert document.rows[0].lead == ("市住建局",)
    assert _asked(document) == [set(), {Field.LEAD}, {Field.LEAD}]
    assert "一、市教育局（2项）" in document.rows[1].questions[0].text


def test_headings_of_a_page_are_no_second_row_of_its_header(tmp_path: Path) -> None:
    head = "<tr><td>序号<td>工作任务<td>责任单位<td>完成时限</tr>"
    (tmp_path / "page.html").write_text(
        f"<h1>2024年重点任务清单</h1><table>{head}<tr><td colspan=4>一、市教育局牵头（1项）</tr>"
        "<tr><td>1<td>新建幼儿园<td>市住建局<td>8月底前</tr></table><p>二、市民政局（1项）</p>"
        "<table><tr><td>序号<td>工作任务<td>完成时限</tr><tr><td>1<td>提标低保<td>6月底前</tr></table>",
        encoding="utf-8",
    )

    document = read_tasks(read_document(tmp_path / "page.html"))

    assert [(row.task, row.lead, row.responsible.named) for row in document.rows] == [
        ("新建幼儿园", ("市教育局",), ("市住建局",)),
        ("提标低保", ("市民政局",), ()),
    ]
    assert _asked(document) == [set(), set()]


def test_a_heading_over_numbered_paragraphs_says_who_leads_them() -> None:
    document = _read(
        "2024年重点工作清单", "一、市教育局牵头任务（2项）", "1.新建幼儿园2所，8月底前完成。",
        "2.开展校园检查。（责任单位：市公安局；6月底前）",
        "二、市民政局（1项）", "1.提标低保。（责任单位：市财政局；完成时限：6月底前）",
    )  # fmt: skip

    assert _leads(document) == [("市教育局",), ("市教育局",), ("市民政局",)]
    assert [str(row.deadline.due) for row in document.rows] == ["2024-08-31", "2024-06-30", "2024-06-30"]
    assert _asked(document) == [set(), set(), {Field.LEAD}]


def test_a_label_right_above_numbered_paragraphs_speaks_for_them() -> None:
    document = _read(
        "2024年重点工作清单", "牵头单位：市教育局", "1.新建幼儿园。（责任单位：市住建局）",
        "2.开展检查。（责任单位：市公安局）",
        "牵头单位：市民政局", "3.提标低保。（责任单位：市财政局）",
    )  # fmt: skip

    assert _leads(document) == [("市教育局",), ("市教育局",), ("市民政局",)]
    assert [row.responsible.named for row in document.rows] == [("市住建局",), ("市公安局",), ("市财政局",)]


def test_a_heading_may_name_who_leads_in_a_bracket_behind_its_theme() -> None:
    document = _read(
        "2024年民生实事", "一、健康服务（牵头单位：区卫生健康委）", "{HEAD}", "1|新增托位300个|区教育局|8月底前",
        "二、安居宜行（牵头单位：区住房城乡建设局）", "{HEAD}", "2|改造小区8个|区城投集团|9月底前", units="责任单位",
    )  # fmt: skip

    assert _leads(document) == [("区卫生健康委",), ("区住房城乡建设局",)]
    assert [row.responsible.named for row in document.rows] == [("区教育局",), ("区城投集团",)]
