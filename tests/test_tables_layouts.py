"""The layouts of many counties: other header words, other columns, two levels, headings, short rows, cut rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.tables import read_document, read_text
from storage.values import Column, Source
from tests.make_documents import FORMATS, Table, write

C = Column
HEADERS = {
    C.NUMBER: ("序号", "编号", "序 号", "No."),
    C.THEME: ("任务类别", "类别", "一级任务", "工作类别"),
    C.TASK: ("任务名称", "工作任务", "目标任务", "工作事项", "任务清单", "重点任务", "二级任务"),
    C.CONTENT: ("具体内容", "工作措施", "具体要求", "主要内容", "工作内容", "具体措施"),
    C.LEAD: ("牵头单位", "牵头部门", "牵头责任单位", "主责单位", "牵头 单位"),
    C.RESPONSIBLE: ("责任单位", "责任部门", "责任科室", "承办单位", "落实单位"),
    C.ASSISTING: ("配合单位", "协办单位", "配合部门"),
    C.START: ("开始时间", "启动时间", "起始时间"),
    C.DEADLINE: ("完成时限", "完成时间", "时限要求", "办结时限", "进度安排", "完成时限（2023年）", "工作节点"),
    C.OTHER: ("分管领导", "备注", "工作进展"),
}
CELLS = {
    C.NUMBER: ("{}", "{}.", "{}"),
    C.THEME: ("公开促落实专项", "公开促服务专项"),
    C.TASK: ("规范公开目录", "完善公开平台", "强化政策解读"),
    C.CONTENT: (
        "围绕重点领域及时公开文件目录，做好更新维护工作，确保公开内容准确完整。",
        "每季度通报一次平台运行情况，发现问题立即整改，年底前形成总结报告报送审核。",
    ),
    C.LEAD: ("区司法局", "区政府办公室", "区数据局"),
    C.RESPONSIBLE: ("区教育局、区民政局", "各乡镇人民政府，区直各部门", "区财政局"),
    C.ASSISTING: ("区委宣传部", "区档案馆、区融媒体中心"),
    C.START: ("2023年1月", "3月初"),
    C.DEADLINE: ("11月底前", "全年", "2023年6月30日前", "长期坚持"),
    C.OTHER: ("张某", "按月通报"),
}
OPTIONAL = (C.THEME, C.CONTENT, C.LEAD, C.ASSISTING, C.START, C.OTHER)
ALWAYS = (C.NUMBER, C.TASK, C.RESPONSIBLE, C.DEADLINE)


@st.composite
def layouts(draw: st.DrawFn) -> tuple[tuple[Column, ...], Table]:
    """Some of the columns under some of their headers, and two to six rows."""
    chosen = draw(st.sets(st.sampled_from(OPTIONAL)))
    columns = tuple(column for column in HEADERS if column in chosen or column in ALWAYS)
    header = tuple(draw(st.sampled_from(HEADERS[column])) for column in columns)
    rows = [
        tuple(draw(st.sampled_from(CELLS[column])).format(number) for column in columns)
        for number in range(1, draw(st.integers(3, 7)))
    ]
    return columns, Table(tuple(rows), header)


def _texts(source: Source, columns: Sequence[Column]) -> list[tuple[str, ...]]:
    return [tuple(row.text(column).replace("\n", "") for column in columns) for row in source.rows]


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(layout=layouts())
def test_columns_are_known_by_any_of_their_headers(
    form: str, layout: tuple[tuple[Column, ...], Table], tmp_path: Path
) -> None:
    columns, table = layout

    source = read_document(write(table, form, tmp_path))

    expected = [
        tuple(cell.rstrip(".") if column is C.NUMBER else cell for column, cell in zip(columns, row, strict=True))
        for row in table.rows
    ]
    assert set(source.columns) == set(columns)
    assert _texts(source, columns) == expected


def _tabs(*rows: str) -> Source:
    """A table written with | for a tab."""
    return read_text("\n".join(row.replace("|", "\t") for row in rows))


def test_a_header_on_two_levels_is_read_by_its_lower_words() -> None:
    source = _tabs(
        "序号|任务|责任分工||时间安排|",
        "||牵头单位|责任单位|开始时间|完成时间",
        "1|加强公开|区司法局|区教育局|2023年1月|2023年6月底前",
    )

    columns = (C.TASK, C.LEAD, C.RESPONSIBLE, C.START, C.DEADLINE)
    assert _texts(source, columns) == [("加强公开", "区司法局", "区教育局", "2023年1月", "2023年6月底前")]


def test_a_header_broken_over_two_lines_is_put_together() -> None:
    source = _tabs("序号|工作任务|牵头|责任|完成", "||单位|单位|时限", "1|加强公开|区司法局|区教育局|6月底前")

    assert _texts(source, (C.TASK, C.LEAD, C.RESPONSIBLE, C.DEADLINE)) == [
        ("加强公开", "区司法局", "区教育局", "6月底前")
    ]


def test_a_header_that_slipped_to_the_left_is_put_over_its_columns() -> None:
    source = _tabs(
        "序号|任务名称|具体内容|责任单位|完成时限|",
        "1|落实专项|规范目录|及时公开规范性文件目录，做好日常更新维护工作。|区司法局|全年",
        "2||完善平台|按月检查平台运行情况，发现问题及时整改到位。|区数据局|11月底前",
    )

    assert _texts(source, (C.THEME, C.TASK, C.RESPONSIBLE, C.DEADLINE)) == [
        ("落实专项", "规范目录", "区司法局", "全年"),
        ("", "完善平台", "区数据局", "11月底前"),
    ]


def test_rows_under_a_merge_that_lost_their_blanks_are_placed_by_content() -> None:
    source = _tabs(
        "序号|任务名称|具体内容|责任单位|完成时限|备注",
        "1|规范目录|及时公开规范性文件目录，做好日常更新维护工作。|区司法局|全年|",
        "2|按月检查平台运行情况，发现问题及时整改到位。|区数据局|11月底前",
        "3|建立工作台账，定期通报落实情况，确保年内见到实效。",
    )

    assert _texts(source, (C.NUMBER, C.TASK, C.RESPONSIBLE, C.DEADLINE)) == [
        ("1", "规范目录", "区司法局", "全年"),
        ("2", "", "区数据局", "11月底前"),
        ("3", "", "", ""),
    ]


def test_a_lone_unit_between_two_unit_columns_is_asked_about() -> None:
    source = _tabs(
        "序号|具体内容|牵头单位|责任单位|完成时限",
        "1|及时公开规范性文件目录，做好更新。|区司法局|区教育局|全年",
        "2|按月检查平台运行情况，做好整改。|区数据局|11月底前",
    )

    assert {(problem.line, problem.column) for problem in source.problems} == {(3, C.LEAD), (3, C.RESPONSIBLE)}


def test_headings_in_the_grid_are_themes_and_notes_are_no_rows() -> None:
    source = _tabs(
        "序号|具体内容|责任单位|完成时限",
        "一、落实专项",
        "1|公开文件目录|区司法局|全年",
        "（二）|服务专项||",
        "2|建立台账|区数据局|11月底前",
        "注：各单位每月25日前报送进展。",
    )

    assert _texts(source, (C.NUMBER, C.THEME, C.CONTENT)) == [
        ("1", "落实专项", "公开文件目录"),
        ("2", "服务专项", "建立台账"),
    ]
    assert "每月25日前" in source.notice


def test_sub_rows_keep_deadlines_of_their_own() -> None:
    source = _tabs(
        "序号|任务|具体措施|责任单位|完成时限",
        "1|优化平台|制定方案|区司法局|3月底前",
        "||组织实施|区教育局|6月底前",
        "1.2||总结验收|/|11月底前",
    )

    assert _texts(source, (C.NUMBER, C.CONTENT, C.RESPONSIBLE, C.DEADLINE)) == [
        ("1", "制定方案", "区司法局", "3月底前"),
        ("", "组织实施", "区教育局", "6月底前"),
        ("1.2", "总结验收", "", "11月底前"),
    ]


def test_a_row_cut_by_a_page_is_one_row_again() -> None:
    source = _tabs(
        "序号|任务|具体内容|责任单位|完成时限",
        "1|优化平台|制定方案并",
        "序号|任务|具体内容|责任单位|完成时限",
        "||组织实施。|区教育局|6月底前",
        "2|加强培训|举办培训班。|区司法局|全年",
    )

    assert _texts(source, (C.NUMBER, C.CONTENT, C.DEADLINE)) == [
        ("1", "制定方案并组织实施。", "6月底前"),
        ("2", "举办培训班。", "全年"),
    ]


def test_two_tables_in_one_file_keep_their_own_columns() -> None:
    source = _tabs(
        "重点任务分解表",
        "序号|任务|责任单位|完成时限",
        "1|优化平台|区司法局|3月底前",
        "",
        "常规任务分解表",
        "序号|工作事项|分管领导|牵头单位|配合单位|办结时限",
        "1|加强培训|张某|区教育局|区民政局|全年",
    )

    assert _texts(source, (C.TASK, C.RESPONSIBLE, C.LEAD, C.ASSISTING, C.OTHER)) == [
        ("优化平台", "区司法局", "", "", ""),
        ("加强培训", "", "区教育局", "区民政局", "张某"),
    ]
    assert [row.block for row in source.rows] == [0, 1]


def test_a_header_nobody_knows_is_read_by_what_stands_under_it_and_asked_about() -> None:
    source = _tabs(
        "序号|任务|具体内容|落实科局|何时办完", "1|优化平台|建立台账|区司法局|3月底前", "2|加强培训|办班|区教育局|全年"
    )

    assert _texts(source, (C.RESPONSIBLE, C.DEADLINE)) == [("区司法局", "3月底前"), ("区教育局", "全年")]
    assert len(source.problems) == 2


def test_a_row_that_only_counts_the_columns_is_no_task() -> None:
    source = _tabs("序号|任务|责任单位|完成时限", "1|2|3|4", "1|优化平台|区司法局|3月底前")

    assert _texts(source, (C.TASK,)) == [("优化平台",)]


def test_who_leads_by_order_is_told_with_the_notice() -> None:
    source = _tabs("序号|任务|责任单位（列第一位的为牵头单位）|完成时限", "1|优化平台|区司法局、区教育局|全年")

    assert "责任单位（列第一位的为牵头单位）" in source.notice


def test_a_cell_quoted_by_a_spreadsheet_is_one_cell() -> None:
    source = _tabs(
        "序号|任务|责任单位|完成时限", '1|优化平台|"区司法局', '区教育局"|3月底前', "2|加强培训|区教育局|全年"
    )

    assert [row.text(C.RESPONSIBLE) for row in source.rows] == ["区司法局\n区教育局", "区教育局"]
