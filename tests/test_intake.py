"""Tables of many shapes: what each row inherits, from where, and what the office is asked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.intake import read_tasks
from scheduler.intake_json import as_json
from storage.values import Cell, Column, Field, Problem, Roster, RosterUnit, Source, SourceRow, TaskDocument, TaskRow

HEADERS = {
    "序号": Column.NUMBER,
    "主题": Column.THEME,
    "任务": Column.TASK,
    "内容": Column.CONTENT,
    "牵头": Column.LEAD,
    "责任": Column.RESPONSIBLE,
    "配合": Column.ASSISTING,
    "时限": Column.DEADLINE,
    "开始": Column.START,
    "备注": Column.OTHER,
}
ISSUED = date(2024, 3, 1)


def table(printed: str, notice: str = "", problems: tuple[Problem, ...] = (), title: str = "任务分解表") -> Source:
    """A table drawn with bars: the first line heads the columns, `=` alone begins a new page, `^` in a cell says
    that the file merges it with the cell above."""
    header, *lines = [line.strip() for line in printed.strip().splitlines()]
    columns = [HEADERS[name.strip()] for name in header.split("|")]
    rows: list[SourceRow] = []
    block = 0
    for line in lines:
        if line == "=":
            block += 1
            continue
        texts = [text.strip() for text in line.split("|")]
        cells = {column: _cell(text, column, rows) for column, text in zip(columns, texts, strict=True)}
        rows.append(SourceRow(len(rows) + 2, block, cells))
    return Source(title, None, ISSUED, 2024, tuple(rows), tuple(columns), "^" in printed, notice, problems)


def _cell(text: str, column: Column, above: list[SourceRow]) -> Cell:
    if text != "^":
        return Cell(text, text)
    origin = above[-1].cells[column].merged_with
    return Cell("", "", len(above) - 1 if origin is None else origin)


def rows_of(printed: str, notice: str = "") -> tuple[TaskRow, ...]:
    return read_tasks(table(printed, notice)).rows


def leads(rows: Iterable[TaskRow]) -> list[str]:
    return ["、".join(row.lead) for row in rows]


def dues(rows: Iterable[TaskRow]) -> list[str]:
    return [row.deadline.due.isoformat() if row.deadline.due else "" for row in rows]


def asked(rows: Iterable[TaskRow]) -> list[str]:
    """The fields each row is asked about."""
    return [" ".join(question.field for question in row.questions) for row in rows]


# Merges the file knows


def test_merges_of_the_file_are_exact_and_not_asked() -> None:
    rows = rows_of("""
        序号 | 主题 | 任务 | 内容 | 牵头 | 责任 | 时限
        1 | 基层治理 | 网格建设 | 划分网格。 | 县民政局 | 各乡镇 | 6月底前
        2 | ^ | ^ | 配备网格员。 | ^ | ^ | ^
        3 | ^ | 矛盾调解 | 建立调解室。 | 县司法局 | 各乡镇 | 9月底前
    """)

    assert [row.task for row in rows] == ["网格建设", "网格建设", "矛盾调解"]
    assert {row.theme for row in rows} == {"基层治理"}
    assert leads(rows) == ["县民政局", "县民政局", "县司法局"]
    assert dues(rows) == ["2024-06-30", "2024-06-30", "2024-09-30"]
    assert rows[1].inherited == {"theme": "1", "task": "1", "lead": "1", "responsible": "1", "deadline": "1"}
    assert asked(rows) == ["", "", ""]
    assert all(row.due_is_certain for row in rows)


def test_a_blank_lead_that_the_file_does_not_merge_is_asked() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 牵头 | 责任 | 时限
        1 | 网格建设 | 划分网格。 | 县民政局 | 各乡镇 | 6月底前
        2 | ^ | 配备网格员。 | ^ | 各乡镇 | 6月底前
        3 | ^ | 开展培训。 | | 各乡镇 | 6月底前
    """)

    assert asked(rows) == ["", "", "lead"]
    assert rows[2].questions[0].choices == ("县民政局", "无")


def test_a_merge_of_the_file_holds_across_labels() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 修订预案 | 修订防汛预案。 | 区应急局 | 5月底前
        2 | 组织演练 | 组织防汛演练。 | ^ | ^
    """)

    assert [row.responsible.named for row in rows] == [("区应急局",), ("区应急局",)]
    assert dues(rows) == ["2024-05-31", "2024-05-31"]
    assert asked(rows) == ["", ""]


# Plain text


def test_a_row_blank_throughout_is_merged_with_the_row_above() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 牵头 | 责任 | 时限
        1 | 校园安全 | 开展排查。 | 市教育局 | 各县区 | 4月底前
        2 | | 整改隐患。 | | |
        =
        3 | | 建立台账。 | | |
    """)

    assert leads(rows) == ["市教育局"] * 3
    assert dues(rows) == ["2024-04-30"] * 3
    assert rows[2].inherited == {"theme": "1", "task": "1", "lead": "1", "responsible": "1", "deadline": "1"}
    assert asked(rows) == ["", "", ""]
    assert all(row.due_is_certain for row in rows)


def test_a_lead_is_never_taken_from_another_group() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 牵头 | 责任 | 时限
        1 | 校园安全 | 开展校园安全排查。 | 市教育局 | 各县区 | 4月底前
        2 | | 整改校园隐患。 | | 各县区 | 4月底前
        3 | 交通安全 | 整治道路隐患。 | | 各县区 | 4月底前
        4 | | 更新道路标线。 | | 各县区 | 4月底前
    """)

    assert leads(rows) == ["市教育局", "市教育局", "", ""]
    assert asked(rows) == ["", "", "", ""]


def test_a_lead_taken_over_from_another_page_or_one_of_several_is_asked() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 牵头 | 责任 | 时限
        1 | 校园安全 | 开展校园安全排查。 | 市教育局 | 各县区 | 4月底前
        =
        2 | | 整改校园隐患。 | | 各县区 | 4月底前
        3 | 交通安全 | 整治道路隐患。 | 市公安局 | 各县区 | 4月底前
        4 | | 更新道路标线。 | 市交通局 | 各县区 | 4月底前
        5 | | 完善道路照明。 | | 市城管局 | 4月底前
    """)

    assert leads(rows) == ["市教育局", "市教育局", "市公安局", "市交通局", "市交通局"]
    assert asked(rows) == ["", "lead", "", "", "lead"]
    assert rows[1].questions[0].choices == ("市教育局", "无")
    assert rows[4].questions[0].choices == ("市交通局", "市城管局", "无")


def test_a_lead_printed_lower_in_the_group_is_offered_and_not_taken() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 牵头 | 责任 | 时限
        1 | 校园安全 | 开展校园安全排查。 | | 各县区 | 4月底前
        2 | | 整改校园隐患。 | 市教育局 | 各县区 | 4月底前
    """)

    assert leads(rows) == ["", "市教育局"]
    assert asked(rows) == ["lead", ""]
    assert rows[0].questions[0].choices == ("无", "市教育局")


def test_a_label_in_the_middle_of_its_block_speaks_for_the_rows_above_it() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 校园安全 | 开展校园安全排查，整改校园隐患。 | 市教育局 | 4月底前
        2 | | 加密农村公路巡查，治理公路塌方路段。 | 市交通局 | 4月底前
        3 | 公路养护 | 完成农村公路养护，修复公路塌方路段。 | 市交通局 | 4月底前
        4 | | 更新公路标线。 | 市交通局 | 4月底前
    """)

    assert [row.task for row in rows] == ["校园安全", "公路养护", "公路养护", "公路养护"]
    assert [row.inherited.get("task") for row in rows] == [None, "3", None, "3"]


def test_a_label_that_fits_no_better_below_than_above_is_asked() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 校园安全 | 排查校园安全漏洞。 | 市教育局 | 4月底前
        2 | | 统筹校园安全与公路养护。 | 市应急局 | 4月底前
        3 | 公路养护 | 开展公路养护巡查。 | 市交通局 | 4月底前
    """)

    assert asked(rows) == ["", "task", ""]
    assert set(rows[1].questions[0].choices) == {"校园安全", "公路养护"}


def test_rows_before_the_first_label_stand_under_it() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | | 开展排查。 | |
        2 | 校园安全 | 整改隐患。 | 市教育局 | 4月底前
        3 | | 建立台账。 | |
    """)

    assert {row.task for row in rows} == {"校园安全"}
    assert [row.responsible.named for row in rows] == [("市教育局",)] * 3
    assert dues(rows) == ["2024-04-30"] * 3


def test_a_label_cut_by_a_page_break_is_joined() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 规范执法检查和 | 公布检查事项。 | 市司法局 | 4月底前
        =
        2 | 涉企收费 | 清理收费项目。 | 市发改委 | 4月底前
        3 | | 公布收费清单。 | 市发改委 | 4月底前
    """)

    assert [row.task for row in rows] == ["规范执法检查和涉企收费"] * 3
    assert [row.inherited.get("task") for row in rows] == [None, "1", "1"]


def test_a_deadline_taken_over_is_asked_with_what_stands_beside_it() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 校园安全 | 开展校园安全排查。 | 市教育局 | 4月底前
        2 | | 整改校园安全隐患。 | 市教育局 |
        3 | 公路养护 | 完成公路养护。 | 市交通局 | 全年
    """)

    assert dues(rows) == ["2024-04-30", "2024-04-30", "2024-12-31"]
    assert asked(rows) == ["", "deadline", ""]
    assert rows[1].questions[0].choices == ("2024-04-30", "全年")
    assert [row.due_is_certain for row in rows] == [True, False, True]
    assert rows[1].deadline.ask


# Labels of other forms


def test_numbered_labels_in_one_column_stand_on_two_levels() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 一、优化政务服务 | 推进一窗受理。 | 市政务局 | 4月底前
        2 | （一）压减时限 | 承诺时限压减一半。 | 市政务局 | 6月底前
        3 | （二）压减材料 | 公布免交材料清单。 | 市政务局 | 6月底前
        4 | 二、规范市场监管 | 推行联合检查。 | 市监管局 | 9月底前
        5 | （一）信用监管 | 归集信用记录。 | 市监管局 | 9月底前
    """)

    assert [row.theme for row in rows] == ["一、优化政务服务"] * 3 + ["二、规范市场监管"] * 2
    assert rows[2].task == "（二）压减材料"


def test_themes_show_by_their_aims_where_no_column_says_them() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 以改革促发展 | 推进要素改革。 | 市发改委 | 4月底前
        2 | 以项目建设促发展 | 开工重点项目。 | 市发改委 | 4月底前
        3 | 以改革促民生 | 推进医保改革。 | 市医保局 | 4月底前
        4 | 以就业帮扶促民生 | 举办招聘会。 | 市人社局 | 4月底前
    """)

    assert [row.theme for row in rows] == ["以改革促发展"] * 2 + ["以改革促民生"] * 2
    assert rows[3].inherited == {"theme": "3"}


def test_a_theme_stands_for_tasks_that_have_no_name_of_their_own() -> None:
    rows = rows_of("""
        序号 | 主题 | 任务 | 内容 | 责任 | 时限
        1 | 组织保障 | 健全机制 | 建立例会制度。 | 市政府办 | 4月底前
        2 | 督查考核 | | 开展专项督查。 | 市督查室 | 6月底前
        3 | | | 纳入年度考核。 | 市督查室 | 6月底前
    """)

    assert [(row.theme, row.task) for row in rows] == [
        ("组织保障", "健全机制"),
        ("督查考核", "督查考核"),
        ("督查考核", "督查考核"),
    ]


def test_where_every_row_has_its_own_task_the_theme_is_the_group() -> None:
    rows = rows_of("""
        序号 | 主题 | 任务 | 牵头 | 责任 | 时限
        1 | 水环境 | 整治黑臭水体。 | 市水务局 | 各县区 | 6月底前
        2 | | 排查入河排口。 | | 各县区 | 6月底前
        3 | 大气环境 | 淘汰燃煤锅炉。 | | 各县区 | 6月底前
    """)

    assert [row.theme for row in rows] == ["水环境", "水环境", "大气环境"]
    assert leads(rows) == ["市水务局", "市水务局", ""]


def test_a_table_without_labels_inherits_only_with_a_question() -> None:
    rows = rows_of("""
        序号 | 内容 | 牵头 | 责任 | 时限
        1 | 建立例会制度。 | 市政府办 | 各县区 | 4月底前
        2 | 开展专项督查。 | | 各县区 | 6月底前
    """)

    assert [row.task for row in rows] == ["", ""]
    assert leads(rows) == ["市政府办", "市政府办"]
    assert asked(rows) == ["", "lead"]


def test_a_label_printed_again_in_each_row_makes_one_group() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 牵头 | 责任 | 时限
        1 | 校园安全 | 开展校园安全排查。 | 市教育局 | 各县区 | 4月底前
        2 | 校园安全 | 整改校园隐患。 | | 各县区 | 4月底前
        3 | 公路养护 | 完成公路养护。 | | 各县区 | 4月底前
    """)

    assert leads(rows) == ["市教育局", "市教育局", ""]


# Columns that are not there


def test_without_a_lead_column_the_responsible_cell_says_who_leads_and_assists() -> None:
    [row] = rows_of("""
        序号 | 任务 | 责任 | 时限
        1 | 编制规划 | 市发改委牵头，市财政局配合 | 6月底前
    """)

    assert row.lead == ("市发改委",)
    assert row.assisting == ("市财政局",)
    assert row.responsible.named == ("市发改委", "市财政局")
    assert row.questions == ()


def test_without_a_deadline_column_the_text_holds_the_date() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任
        1 | 编制规划 | 6月底前完成规划编制。 | 市发改委
        2 | 组织培训 | 5月底前完成方案，10月底前完成培训。 | 市人社局
    """)

    assert dues(rows) == ["2024-06-30", "2024-10-31"]
    assert asked(rows) == ["", "deadline"]
    assert rows[1].questions[0].choices == ("2024-05-31", "2024-10-31")


def test_without_a_deadline_column_a_rhythm_in_the_text_is_asked() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任
        1 | 报送疫情 | 每月10日前报送疫情分析。 | 市疾控局
        2 | 建医共体 | 推进建设，年内实现全覆盖。 | 市卫健委
        3 | 开展检查 | 每半年检查一次，9月底前总结。 | 市应急局
    """)

    assert [row.deadline.ask for row in rows] == [True, True, False]
    assert [row.questions[0].choices for row in rows[:2]] == [("每月10日前",), ("年内",)]
    assert dues(rows)[2] == "2024-09-30"


def test_without_a_deadline_column_days_in_brackets_and_of_an_unknown_year_are_asked() -> None:
    printed = """
        序号 | 任务 | 内容 | 责任
        1 | 组织宣传 | 4月30日前完成宣传。 | 市教育局
        2 | 开展检查 | 开展检查（5月1日至5月31日）。 | 市水务局
    """
    source = table(printed)

    rows = read_tasks(source).rows
    yearless = read_tasks(replace(source, year=None, issued_on=None)).rows

    assert asked(rows) == ["", "deadline"]
    assert rows[1].questions[0].choices == ("2024-05-31",)
    assert [row.questions[0].choices for row in yearless] == [("4月30日前",), ("5月1日至5月31日",)]


def test_without_a_deadline_column_a_date_among_the_remarks_is_asked_about() -> None:
    rows = rows_of(
        """
        序号 | 任务 | 牵头 | 备注
        1 | 公开预算 | 区财政局 | 6月底前完成
        2 | 举办讲座，6月底前完成 | 区司法局 | 3月已完成场地落实
        3 | 更新目录 | 区教育局 | 每季度末报送
        4 | 整理档案 | 区档案馆 | 联系电话12345
        """
    )

    assert asked(rows) == ["deadline", "", "deadline", ""]
    assert [row.questions[0].choices for row in rows if row.questions] == [("2024-06-30",), ("每季度末",)]
    assert dues(rows) == ["", "2024-06-30", "", ""]


def test_without_a_deadline_column_the_notice_may_hold_the_date_for_all() -> None:
    rows = rows_of(
        """
        序号 | 任务 | 内容 | 责任
        1 | 编制规划 | 完成规划编制。 | 市发改委
        2 | 组织培训 | 完成培训。 | 市人社局
        """,
        notice="请于2024年3月20日前将联络员名单报送我办。各项任务务必于2024年11月30日前完成。",
    )

    assert dues(rows) == ["2024-11-30", "2024-11-30"]
    assert asked(rows) == ["", ""]


def test_a_document_without_any_date_says_so_once() -> None:
    document = read_tasks(
        table("""
        序号 | 任务 | 内容 | 责任
        1 | 编制规划 | 完成规划编制。 | 市发改委
        2 | 组织培训 | 完成培训。 | 市人社局
    """)
    )

    assert asked(document.rows) == ["", ""]
    assert [problem.line for problem in document.problems] == [2]


def test_a_row_without_a_date_in_a_table_of_dates_is_asked() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 编制规划 | 完成规划编制。 | 市发改委 | 6月底前
        2 | 组织培训 | 完成培训。 | 市人社局 |
    """)

    assert asked(rows) == ["", "deadline"]
    assert rows[1].questions[0].choices == ("2024-06-30",)
    assert not rows[1].due_is_certain


def test_sub_rows_keep_their_own_deadlines_and_have_numbers_of_their_own() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 建设一体化平台 | 完成招标。 | 市数据局 | 4月底前
        ^ | ^ | 完成开发。 | ^ | 8月底前
        ^ | ^ | 投入运行。 | ^ | 11月底前
        2 | 编制规划 | 完成编制。 | 市发改委 | 6月底前
    """)

    assert [row.number for row in rows] == ["1", "1.2", "1.3", "2"]
    assert dues(rows) == ["2024-04-30", "2024-08-31", "2024-11-30", "2024-06-30"]
    assert [row.responsible.named for row in rows[:3]] == [("市数据局",)] * 3
    assert asked(rows) == ["", "", "", ""]


def test_a_start_column_is_never_the_due_date() -> None:
    [row] = rows_of("""
        序号 | 任务 | 责任 | 开始 | 时限
        1 | 编制规划 | 市发改委 | 2024年3月 | 2024年10月
    """)

    assert (row.deadline.start, row.deadline.due) == (date(2024, 3, 1), date(2024, 10, 31))
    assert row.questions == ()


def test_a_row_with_nobody_to_do_it_is_asked() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 编制规划 | 完成编制。 | 市发改委 | 6月底前
        2 | 组织培训 | 完成培训。 | | 6月底前
    """)

    assert asked(rows) == ["", "responsible"]


# Contradictions and damage


def test_a_column_that_contradicts_its_text_is_asked_with_both_days() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 编制规划 | 2024年11月底前完成编制。 | 市发改委 | 11月前
        2 | 组织培训 | 9月底前完成培训。 | 市人社局 | 6月底前
        3 | 开展督查 | 6月底前完成自查，9月底前完成整改。 | 市督查室 | 9月底前
        4 | 公布清单 | 6月底前公布清单。 | 市司法局 | 全年
    """)

    assert asked(rows) == ["deadline", "deadline", "", "deadline"]
    assert rows[0].questions[0].choices == ("2024-10-31", "2024-11-30")
    assert dues(rows[:2]) == ["2024-11-30", "2024-06-30"]
    assert rows[1].questions[0].choices == ("2024-06-30", "2024-09-30")
    assert rows[3].questions[0].choices == ("全年", "2024-06-30")


def test_a_deadline_before_the_day_of_issue_is_asked() -> None:
    [row] = rows_of("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 编制规划 | 完成编制。 | 市发改委 | 2月底前
    """)

    assert [question.field for question in row.questions] == [Field.DEADLINE]
    assert "2024-02-29" in row.questions[0].choices
    assert not row.due_is_certain


def test_an_actor_in_the_text_who_is_not_named_in_the_columns_is_asked() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 牵头 | 责任 | 时限
        1 | 经费保障 | 县财政部门要安排专项经费。 | 县政府办 | 各乡镇，县直各单位 | 全年
        2 | 预算公开 | 公开部门预算。 | 县财政局 | 县直各单位 | 全年
        3 | 项目审批 | 省自然资源厅、市自然资源局负责审批。 | 县自然资源局 | 各乡镇 | 全年
        4 | 双减工作 | 县教育行政部门要牵头落实。 | 县教育局 | 各乡镇 | 全年
        5 | 食品安全 | 各部门要密切配合，有关单位应及时报告。 | 县市监局 | 各乡镇 | 全年
    """)

    assert asked(rows) == ["responsible", "", "responsible", "", ""]
    assert rows[0].questions[0].choices == ("县财政局", "各乡镇、县直各单位")


def test_an_actor_in_the_text_may_be_the_lead_that_is_not_printed() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 牵头 | 责任 | 时限
        1 | 重点项目 | 县发展改革部门负责初审目录。 | | 各乡镇，县发改局，县住建局 | 全年
        2 | | 公布项目进展。 | | 各乡镇，县发改局，县住建局 | 全年
    """)

    assert asked(rows) == ["lead", ""]
    assert rows[0].questions[0].choices == ("县发改局", "无")


def test_two_names_of_one_body_are_asked_where_the_second_appears() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 编制规划 | 完成编制。 | 县发改委 | 6月底前
        2 | 公布清单 | 完成公布。 | 县发展和改革局、县卫健委 | 6月底前
        3 | 组织培训 | 完成培训。 | 县卫健委局、县教育局 | 6月底前
        4 | 开展督查 | 完成督查。 | 县发展和改革局 | 6月底前
    """)

    assert asked(rows) == ["", "responsible", "responsible", ""]
    assert rows[1].questions[0].choices == ("县发改委", "县发展和改革局")
    assert rows[2].responsible.named == ("县卫健委", "县教育局")


def test_text_damaged_on_its_way_is_asked_and_not_repaired() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 清理栏目 | 清理网站中时宜的内容。 | 县政府办 | 6月底前
        2 | 编发公报 | 优化发行范围和数也，提高质量。 | 县政府办 | 6月底前
        3 | 注重实际成效，强化督 | 开展督查。 | 县政府办 | 6月底前
        4 | 公开清单 | 公开权责清单、服务清单和 | 县政府办 | 6月底前
        5 | 清理文件 | 清理不合时宜的文件，也要公布目录。 | 县政府办 | 6月底前
    """)

    assert asked(rows) == ["content", "content", "task", "content", ""]
    assert rows[0].content == "清理网站中时宜的内容。"


def test_a_cell_the_reader_of_the_file_doubted_is_asked() -> None:
    source = table(
        """
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 编制规划 | 完成编制。 | 市发改委 | 6月底前
        2 | 组织培训 | 完成培训。 | 市人社局 | 6月底前
        """,
        problems=(Problem(3, "第3行：单元格错位", Column.RESPONSIBLE),),
    )

    rows = read_tasks(source).rows

    assert asked(rows) == ["", "responsible"]


def test_encouragement_is_soft_and_duty_is_not() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 探索创新 | 探索将标准嵌入业务系统。 | 市数据局 | 全年
        2 | 解读政策 | 制定机关应积极开展解读。 | 市司法局 | 全年
        3 | 编发公报 | 办好公报。鼓励推出电子版。 | 市政府办 | 全年
    """)

    assert [row.soft for row in rows] == [True, False, False]


def test_the_document_is_printed_as_the_contract_says() -> None:
    document = as_json(
        read_tasks(
            table("""
        序号 | 任务 | 内容 | 牵头 | 责任 | 时限
        12 | 公示制度 | 2024年11月底前录入平台。 | 区司法局 | 各乡镇，区直各部门 | 11月前
    """)
        )
    )

    assert document["issued_on"] == "2024-03-01"
    rows: Any = document["rows"]
    row = rows[0]
    assert row["lead"] == ["区司法局"]
    assert row["responsible"] == {"named": [], "collective": ["各乡镇", "区直各部门"], "open_ended": False}
    assert row["deadline"]["due"] == "2024-11-30"
    assert row["deadline"]["ask"] is True
    assert row["questions"][0]["choices"] == ["2024-10-31", "2024-11-30"]


# What is drawn is what is read

NAMES = ["市教育局", "市财政局", "市民政局", "市水务局", "市司法局", "市交通局"]
TASKS = ["校园食堂监管", "预算绩效评价", "养老机构改造", "河道堤防加固", "行政复议听证", "公路桥梁检测"]


@st.composite
def grouped(draw: st.DrawFn) -> list[tuple[str, str, str, str]]:
    """Rows (task, lead, responsible, deadline) of two to six groups, in full."""
    rows = []
    for place in range(draw(st.integers(2, 6))):
        lead, size = draw(st.sampled_from([*NAMES, ""])), draw(st.integers(2, 5))
        responsible, month = draw(st.sampled_from(NAMES)), draw(st.integers(4, 12))
        rows += [(TASKS[place], lead, responsible, f"{month}月底前")] * size
    return rows


def drawn(rows: list[tuple[str, str, str, str]], mark: str) -> str:
    """The rows as a table in which what repeats the group's first row is merged (`^`) or blank."""
    lines = ["序号 | 任务 | 内容 | 牵头 | 责任 | 时限"]
    for at, row in enumerate(rows):
        is_first = at == 0 or rows[at - 1][0] != row[0]
        cells = row if is_first else (mark,) * 4
        lines.append(" | ".join([str(at + 1), cells[0], f"推进{row[0]}第{at}批工作。", *cells[1:]]))
    return "\n".join(lines)


@settings(max_examples=60, deadline=None)
@given(grouped(), st.sampled_from(["^", ""]))
def test_what_is_merged_or_left_blank_is_read_in_full(rows: list[tuple[str, str, str, str]], mark: str) -> None:
    document: TaskDocument = read_tasks(table(drawn(rows, mark)))

    read = [("、".join(row.lead), row.task, row.responsible.named, row.deadline.phrase) for row in document.rows]
    assert read == [(lead, task, (responsible,), phrase) for task, lead, responsible, phrase in rows]
    assert all(not row.questions for row in document.rows)


@st.composite
def scrawled(draw: st.DrawFn) -> Source:
    """Rows with any cells blank, filled or merged with any row above."""
    texts = st.sampled_from(
        [
            "",
            "一、总则",
            "（一）分则",
            "以公开促",
            "服务",
            "区教育局、区财政局牵头",
            "11月前",
            "全年",
            "做好工作，",
            "/",
        ]
    )
    rows: list[SourceRow] = []
    for at in range(draw(st.integers(0, 8))):
        merged = st.none() if at == 0 else st.none() | st.integers(0, at - 1)
        columns = draw(st.sets(st.sampled_from(list(Column))))
        cells = {column: Cell(text := draw(texts), text, draw(merged)) for column in columns}
        rows.append(SourceRow(at + 1, draw(st.integers(0, 2)), cells))
    return Source("", None, draw(st.none() | st.just(ISSUED)), None, tuple(rows), tuple(Column), draw(st.booleans()))


@settings(max_examples=150, deadline=None)
@given(scrawled())
def test_no_table_is_too_odd_to_read(source: Source) -> None:
    document = read_tasks(source)

    assert len(document.rows) == len(source.rows)
    assert json.loads(json.dumps(as_json(document)))["rows"] is not None
    assert all(row.due_is_certain or row.questions for row in document.rows)


def test_with_a_roster_names_it_does_not_know_are_asked() -> None:
    roster = Roster(
        "县政务公开办",
        (
            RosterUnit("县发改局", "部门", ("县发展和改革局",), ("县直各部门",)),
            RosterUnit("县卫健局", "部门", (), ("县直各部门",)),
        ),
    )
    source = table("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 编制规划 | 完成编制。 | 县发展和改革局，县直各部门 | 6月底前
        2 | 公布清单 | 完成公布。 | 县卫健委 | 6月底前
        3 | 组织培训 | 完成培训。 | 县档案馆，执法单位等有关单位 | 6月底前
        4 | 开展督查 | 完成督查。 | 各乡镇人民政府 | 6月底前
    """)

    rows = read_tasks(source, roster).rows

    assert asked(rows) == ["", "responsible", "responsible responsible", "responsible"]
    assert rows[1].questions[0].choices == ("县卫健局",)


def test_who_stands_in_the_lead_column_without_leading_is_responsible_and_never_lost() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 牵头 | 责任 | 时限
        1 | 政策兑现 | 建平台。 | 县发改局（牵头），县财政局 | 各乡镇、县财政局 | 6月底前
        2 | 工程建设 | 办审批。 | 县住建局牵头，县审批局配合 | 县自然资源局 | 6月底前
        3 | 纳税服务 | 办税。 | 县税务局、县财政局等部门 | 县大数据局 | 6月底前
    """)

    assert leads(rows) == ["县发改局", "县住建局", "县税务局、县财政局"]
    assert [row.responsible.named for row in rows] == [("县财政局",), ("县自然资源局",), ("县大数据局",)]
    assert [row.responsible.collective for row in rows] == [("各乡镇",), (), ()]
    assert [row.responsible.open_ended for row in rows] == [False, False, True]
    assert [row.assisting for row in rows] == [(), ("县审批局",), ()]
    assert asked(rows) == ["", "", ""]

    (alone,) = rows_of("""
        序号 | 任务 | 内容 | 牵头 | 责任 | 时限
        1 | 政策兑现 | 建平台。 | 县发改局（牵头），县财政局 | 县税务局 | 6月底前
    """)
    assert alone.responsible.named == ("县税务局", "县财政局")


def test_two_columns_that_each_name_a_leader_are_asked_about() -> None:
    (row,) = rows_of("""
        序号 | 任务 | 内容 | 牵头 | 责任 | 时限
        1 | 政策兑现 | 建平台。 | 县发改局 | 县财政局（牵头）、县税务局 | 6月底前
    """)

    assert leads([row]) == ["县发改局"]
    assert asked([row]) == ["lead"]
    assert row.questions[0].choices == ("县发改局", "县财政局", "县发改局、县财政局")
