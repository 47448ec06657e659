"""Columns that are not there: who leads and by when is read from the cells and the notice, or asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scheduler.intake import read_tasks
from storage.tables import read_text
from storage.values import DeadlineKind
from tests.intake_tables import asked, dues, leads, rows_of, table


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


def test_a_day_in_the_text_takes_its_year_from_the_column_where_the_document_names_none() -> None:
    source = table("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 抑尘 | 完成围挡改造，8月底前验收。 | 县交通局 | 2023年9月底前
        2 | 修复 | 完成方案，12月底前验收。 | 县林业局 | 2023年12月底前
    """)

    rows = read_tasks(replace(source, year=None, issued_on=None)).rows

    assert [[question.choices for question in row.questions] for row in rows] == [[("2023-09-30", "2023-08-31")], []]


def test_a_deadline_labelled_among_the_units_is_the_rows_where_no_column_holds_one() -> None:
    source = read_text(
        "序号\t重点任务\t责任分工\n"
        "1\t建设平台\t牵头单位：市数据局；配合单位：市直各部门；完成时限：2025年10月底前\n"
        "2\t完善热线\t牵头单位：市信访局；配合单位：各县；完成时限：长期坚持\n"
    )

    rows = read_tasks(source).rows

    assert leads(rows) == ["市数据局", "市信访局"]
    assert [(row.deadline.due, row.deadline.kind) for row in rows] == [
        (date(2025, 10, 31), DeadlineKind.DATE),
        (None, DeadlineKind.CONTINUOUS),
    ]
    assert asked(rows) == ["", ""]
