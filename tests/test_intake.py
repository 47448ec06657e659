"""What a blank cell inherits: exactly where the file knows its merges, with a question where the page leaves room."""

from __future__ import annotations

from tests.intake_tables import asked, dues, leads, rows_of


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


def test_a_time_that_counts_from_a_day_the_document_does_not_name_is_asked_about() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 平台 | 建平台。 | 县发改局 | 启动后20个工作日内
        2 | 清单 | 编清单。 | 县司法局 | 本通知印发之日起20个工作日内
        3 | 信息 | 公开信息。 | 县财政局 | 自信息形成之日起20个工作日内
    """)

    assert asked(rows) == ["deadline", "", "deadline"]
    assert rows[0].questions[0].choices == ("启动后20个工作日内",)
    assert dues(rows)[0] == ""
