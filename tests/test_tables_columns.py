"""Two columns of one meaning are told apart; what stands between the rows of a table is put where it belongs."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.tables import Limits, read_document, read_text
from storage.values import Column, DocumentUnreadable, Source, SourceRow

C = Column
TOLD_APART = {
    "序号|具体内容|工作措施|责任单位|完成时限": {C.TASK: "甲", C.CONTENT: "乙"},
    "序号|任务类别|工作内容|责任单位|完成时限": {C.TASK: "甲", C.CONTENT: "乙"},
    "序号|任务名称|工作任务|责任单位|完成时限": {C.TASK: "甲", C.CONTENT: "乙"},
    "序号|目标任务|工作任务|重点任务|责任单位|完成时限": {C.THEME: "甲", C.TASK: "乙", C.CONTENT: "丙"},
    "序号|目标任务|工作任务|具体内容|责任单位|完成时限": {C.THEME: "甲", C.TASK: "乙", C.CONTENT: "丙"},
    "序号|任务类别|目标任务|工作任务|责任单位|完成时限": {C.THEME: "甲", C.TASK: "乙", C.CONTENT: "丙"},
    "序号|工作任务|责任单位|参与单位|完成时限": {C.TASK: "甲", C.RESPONSIBLE: "区司法局", C.ASSISTING: "区教育局"},
    "序号|工作任务|牵头单位|落实|完成时限": {C.LEAD: "区司法局", C.RESPONSIBLE: "区教育局"},
    "序号|工作任务|主责单位|协同责任单位|完成时限": {C.LEAD: "区司法局", C.RESPONSIBLE: "区教育局"},
    "序号|工作任务|责任单位（牵头）|责任单位（配合）|完成时限": {C.LEAD: "区司法局", C.ASSISTING: "区教育局"},
}
HEAD = "序号|工作任务|具体内容|责任单位|完成时限"
FIRST, SECOND = "1|公开目录|编制并公开目录。|区司法局|6月底前", "2|政策解读|同步解读文件。|区教育局|全年"


def _tabs(*lines: str, limits: Limits | None = None) -> Source:
    """A table written with | for a tab."""
    text = "\n".join(line.replace("|", "\t") for line in lines)
    return read_text(text, limits=limits) if limits else read_text(text)


def _cells(row: SourceRow, columns: dict[Column, str]) -> dict[Column, str]:
    return {column: row.text(column) for column in columns}


@pytest.mark.parametrize("header", TOLD_APART)
def test_two_columns_of_one_meaning_are_told_apart(header: str) -> None:
    work = iter(("甲", "乙", "丙"))
    units = iter(("区司法局", "区教育局"))
    cells = [next(units) if "单位" in word or word == "落实" else next(work) for word in header.split("|")[1:-1]]

    [row] = _tabs(header, "|".join(("1", *cells, "6月底前"))).rows

    assert _cells(row, TOLD_APART[header]) == TOLD_APART[header]


def test_of_two_columns_of_time_the_one_of_completion_counts_and_the_office_is_told() -> None:
    source = _tabs("序号|工作任务|责任单位|进度安排|完成时限", "1|公开目录|区司法局|3月启动|6月底前")

    assert source.rows[0].text(C.DEADLINE) == "6月底前"
    assert any("以“完成时限”一列为完成时限" in problem.text for problem in source.problems)


def test_a_second_column_of_units_under_a_header_nobody_knows_is_told() -> None:
    source = _tabs("序号|工作任务|牵头单位|帮扶|完成时限", "1|公开目录|区司法局|区教育局|6月底前")

    assert source.rows[0].text(C.LEAD) == "区司法局"
    assert ["“帮扶”" in problem.text and "未读入" in problem.text for problem in source.problems] == [True]


def test_goal_and_measures_are_clauses_of_one_content_and_a_problem_is_numbered_and_closed_by_a_day() -> None:
    source = _tabs(
        "问题编号|问题描述|整改目标|整改措施|责任主体|销号时间|销号情况",
        "一|水污染|达到Ⅲ类|建设污水厂|县住建局|12月底前|推进中",
    )

    wanted = {C.NUMBER: "一", C.TASK: "水污染", C.CONTENT: "达到Ⅲ类；建设污水厂", C.DEADLINE: "12月底前"}
    assert _cells(source.rows[0], wanted) == wanted


def test_a_budget_under_the_tasks_is_no_table_of_tasks() -> None:
    source = _tabs(HEAD, FIRST, SECOND, "序号|项目|预算|资金来源", "1|实验室改造|12万元|公用经费")

    assert [row.text(C.TASK) for row in source.rows] == ["公开目录", "政策解读"]
    assert ["第4行起的一个表格" in problem.text for problem in source.problems] == [True]


def test_a_changed_deadline_goes_before_the_original_one() -> None:
    source = _tabs(
        "序号|工作任务|责任单位|原定完成时限|调整后完成时限",
        "1|公开目录|区司法局|3月底前|6月底前", "2|政策解读|区教育局|4月底前|",
    )  # fmt: skip

    assert [row.text(C.DEADLINE) for row in source.rows] == ["6月底前", "4月底前"]
    assert any("以“调整后完成时限”一列为完成时限" in problem.text for problem in source.problems)


def test_what_stands_between_the_rows_is_no_row() -> None:
    source = _tabs(HEAD, FIRST, "— 3 —", "备注：每季度报送", "3", SECOND, "合计|2项")

    assert [row.text(C.NUMBER) for row in source.rows] == ["1", "2"]
    assert "备注：每季度报送" in source.notice


def test_a_number_with_nothing_after_it_is_told() -> None:
    source = _tabs(HEAD, FIRST, "2", SECOND.replace("2|", "3|"))

    assert [row.text(C.NUMBER) for row in source.rows] == ["1", "3"]
    assert [problem.text for problem in source.problems] == ["序号2之后没有内容，未读入，请核对"]


def test_a_header_with_nothing_under_it_is_told() -> None:
    source = _tabs(HEAD, FIRST, SECOND, "序号|任务|责任单位|完成时限")

    assert len(source.rows) == 2
    assert any("表头之下没有任务行" in problem.text for problem in source.problems)


def test_the_rest_of_a_cut_cell_belongs_to_its_row() -> None:
    source = _tabs(HEAD, FIRST, "2|政策解读|同步解读文件，|区教育局|全年||", "并在网站发布。||||")

    assert [row.text(C.NUMBER) for row in source.rows] == ["1", "2"]
    assert "并在网站发布。" in source.rows[1].text(C.CONTENT)


def test_a_row_broken_inside_a_cell_is_one_row_again() -> None:
    source = _tabs(HEAD, FIRST, "2|政策解读|同步解读文件，", "逐项写明。|区教育局|全年")

    assert source.rows[1].text(C.CONTENT).replace("\n", "") == "同步解读文件，逐项写明。"
    assert source.rows[1].text(C.RESPONSIBLE) == "区教育局"


def test_a_quoted_cell_of_three_lines_is_one_and_a_lone_quote_is_a_sign() -> None:
    source = _tabs(HEAD, '1|政策解读|"解读', "说明", '发布"|区教育局|全年', '2|公开目录|"编制目录|区司法局|6月底前')

    assert [row.text(C.CONTENT) for row in source.rows] == ["解读说明发布", '"编制目录']


def test_a_table_that_is_too_long_is_refused() -> None:
    with pytest.raises(DocumentUnreadable, match="过大"):
        _tabs(HEAD, FIRST, SECOND, limits=Limits(max_rows=2))


def test_more_paragraphs_than_anybody_writes_are_refused() -> None:
    with pytest.raises(DocumentUnreadable, match="段落过多"):
        _tabs("一、公开目录（区司法局，6月底前）", "二、解读（区教育局，全年）", limits=Limits(max_rows=1))


def test_records_of_labelled_lines_need_no_numbers() -> None:
    source = _tabs("责任单位：区司法局", "完成时限：6月底前", "责任单位：区教育局", "完成时限：全年")

    assert [row.text(C.RESPONSIBLE) for row in source.rows] == ["区司法局", "区教育局"]


def test_a_bracket_that_does_not_close_and_a_paragraph_without_end_say_nothing_of_duties() -> None:
    source = _tabs(
        "一、公开目录。（区司法局，6月底前）", "二、公开平台））", f"三、{'解读' * 12_000}（区教育局，全年）"
    )

    assert [row.text(C.RESPONSIBLE) for row in source.rows] == ["区司法局", "", ""]


def test_cells_one_to_a_line_without_any_number_and_too_many_of_them() -> None:
    lines = (
        "序号",
        "工作任务",
        "责任单位",
        "完成时限",
        "公开目录",
        "区司法局",
        "6月底前",
        "公开平台",
        "区教育局",
        "全年",
    )

    assert [row.text(C.TASK) for row in _tabs(*lines).rows] == ["公开目录", "公开平台"]
    with pytest.raises(DocumentUnreadable, match="过大"):
        _tabs(*lines, limits=Limits(max_rows=2))


@pytest.mark.parametrize("over", ["", "进度安排"])
def test_what_is_to_be_done_by_each_quarter_is_content_and_its_time_is_asked_about(over: str) -> None:
    quarters = "一季度|二季度|三季度"
    head = [f"序号|项目|责任单位|{over}||", f"|||{quarters}"] if over else [f"序号|项目|责任单位|{quarters}"]

    source = _tabs(*head, "1|滨河路改造|区住建局|立项|招标|开工", "2|智慧停车|区城管局||方案|建成")

    assert [row.text(C.TASK) for row in source.rows] == ["滨河路改造", "智慧停车"]
    assert f"{over}二季度：方案" in source.rows[1].text(C.CONTENT)
    assert [row.text(C.DEADLINE) for row in source.rows] == ["三季度"] * 2
    assert [(problem.line, problem.column) for problem in source.problems] == [
        (row.line, C.DEADLINE) for row in source.rows
    ]


def test_how_far_each_quarter_came_is_no_content() -> None:
    source = _tabs("序号|项目|责任单位|完成情况||", "|||一季度|二季度|三季度", "1|滨河路改造|区住建局|立项|招标|开工")

    assert source.rows[0].text(C.CONTENT) == ""


def test_a_row_under_the_header_that_prints_only_a_time_is_no_header() -> None:
    source = _tabs("序号|工作任务|责任单位|完成时限", "|||上半年", "1|公开目录|区司法局|一季度")

    assert source.rows[-1].text(C.DEADLINE) == "一季度"
    assert C.CONTENT not in source.columns


@pytest.mark.parametrize("title", ["2023年安全生产任务清单", "2023年重点改革事项督办卡"])
def test_the_heading_of_a_part_is_not_the_title(title: str) -> None:
    source = _tabs(title, "一、区应急局牵头任务（2项）", HEAD, FIRST)

    assert (source.title, source.year) == (title, 2023)


def test_the_rest_of_a_cell_that_a_page_has_cut_is_no_second_row_of_the_header() -> None:
    source = _tabs(
        "序号|任务|牵头单位|完成时限", "1|开工项目30个|区发改局|上半年开工15个，年底前全", "",
        "序号|任务|牵头单位|完成时限", "|||部开工", "2|完成路网工程|区住建局|2025年11月30日前",
    )  # fmt: skip

    assert [(row.text(C.TASK), row.text(C.DEADLINE)) for row in source.rows] == [
        ("开工项目30个", "上半年开工15个，年底前全部开工"),
        ("完成路网工程", "2025年11月30日前"),
    ]


def test_whoever_is_in_charge_leads_where_others_help() -> None:
    source = _tabs("序号|项目名称|主管部门|配合部门|完成时间", "1|污水管网|县住建局|县财政局|9月底前")
    alone = _tabs("序号|项目名称|主管部门|完成时间", "1|污水管网|县住建局|9月底前")

    assert (source.rows[0].text(C.LEAD), source.rows[0].text(C.ASSISTING)) == ("县住建局", "县财政局")
    assert alone.rows[0].text(C.RESPONSIBLE) == "县住建局"


def test_the_agenda_of_a_meeting_is_no_table_of_tasks() -> None:
    with pytest.raises(DocumentUnreadable, match="没有找到任务表"):
        _tabs("关于召开推进会的通知", "时间|内容", "15:00—15:20|通报一季度情况", "15:20—15:40|经验交流")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("沧溪市人民政府办公室　2026年2月3日",), ("", None, "2026-02-03")),
        (
            ("某区2023年任务清单（某安委〔2023〕3号）",),
            ("某区2023年任务清单（某安委〔2023〕3号）", "某安委〔2023〕3号", "None"),
        ),
        (("落实《意见》（国发〔2023〕3号）任务清单",), ("落实《意见》（国发〔2023〕3号）任务清单", None, "None")),
        (("桐政办发〔2023〕21号　　2023年4月3日",), ("", "桐政办发〔2023〕21号", "2023-04-03")),
        (("望城区人民政府办公室 2023年2月10日印发",), ("", None, "2023-02-10")),
        (("（安法政办〔2024〕2号附件，2024年3月18日印发）",), ("", "安法政办〔2024〕2号", "2024-03-18")),
        (("发布时间：2022-04-08　来源：区政府办公室",), ("", None, "2022-04-08")),
        (("请按职责抓好落实。2024年3月26日",), ("", None, "2024-03-26")),
        (("关于印发《某县2021年政务公开任务分工表》的通知",), ("某县2021年政务公开任务分工表", None, "None")),
        (("现将《安全检查任务分工表》印发给你们，请于6月20日前完成。",), ("安全检查任务分工表", None, "None")),
    ],
)
def test_title_number_and_day_are_told_from_what_is_printed_beside_them(
    lines: tuple[str, ...], expected: tuple[str, str | None, str]
) -> None:
    source = _tabs(*lines, "序号|任务|责任单位|完成时限", "1|开展培训|县人社局|全年")

    assert (source.title, source.document_number, str(source.issued_on)) == expected


@pytest.mark.parametrize("colon", ["：", ""])
def test_the_particulars_over_a_web_page_hold_its_number_and_day(colon: str, tmp_path: Path) -> None:
    particulars = (
        f"<table><tr><td>发文字号{colon}<td>和政办〔2025〕9号<td>成文 日期{colon}<td>2025-02-17"
        f"<tr><td>有效性{colon}<td>有效</table>"
    )
    tasks = "<table><tr><td>序号<td>任务<td>责任单位<td>完成时限<tr><td>1<td>修订预案<td>区应急局<td>3月底前</table>"
    (tmp_path / "page.html").write_text(f"<html>{particulars}<p>2025年任务分解表</p>{tasks}</html>", encoding="utf-8")

    source = read_document(tmp_path / "page.html")

    assert (source.document_number, str(source.issued_on)) == ("和政办〔2025〕9号", "2025-02-17")
    assert source.problems == ()


def test_an_office_beside_its_body_neither_leads_nor_acts() -> None:
    header = "序号|项目|牵头单位|牵头科室|配合单位|竣工时间"
    source = _tabs(header, "1|科技馆|区科技局|规划科|区住建局|6月", "2|公园|区教体局|体育科|区住建局|7月")

    assert [row.text(C.LEAD) for row in source.rows] == ["区科技局", "区教体局"]
