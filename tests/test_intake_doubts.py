"""Contradictions and damage are questions to the office; and the document as the contract prints it."""

from __future__ import annotations

from typing import Any

from scheduler.intake import read_tasks
from scheduler.intake_json import as_json
from storage.values import Column, Field, Problem, Roster, RosterUnit
from tests.intake_tables import asked, dues, leads, rows_of, table


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


def test_places_and_bodies_told_apart_by_one_sign_are_not_taken_for_misprints() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 时限
        1 | 巡查 | 完成巡查。 | 城关镇人民政府、区第一人民医院 | 6月底前
        2 | 清理 | 完成清理。 | 东关镇人民政府、区第二人民医院 | 6月底前
        3 | 培训 | 完成培训。 | 区人力资源和社会保障局 | 6月底前
        4 | 督查 | 完成督查。 | 区人力资源和社会保瘴局 | 6月底前
    """)

    assert asked(rows) == ["", "", "", "responsible"]


def test_a_text_in_which_another_than_the_one_responsible_leads_is_asked_about() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 配合 | 时限
        1 | 治理 | 瓦斯治理，由通风部牵头制定方案。 | 生产技术部 | 通风部 | 6月底前
        2 | 治理 | 瓦斯治理，由通风部牵头制定方案。 | 通风部 | 生产技术部 | 6月底前
    """)

    assert asked(rows) == ["lead", ""]
    assert rows[0].questions[0].choices == ("通风部", "生产技术部", "无")


def test_an_end_before_the_start_is_asked_about() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 责任 | 开工 | 时限
        1 | 供热 | 延伸管网。 | 县住建局 | 2024年6月 | 2024年5月
        2 | 供水 | 延伸管网。 | 县住建局 | 2024年5月 | 2024年5月
    """)

    assert asked(rows) == ["deadline", ""]
    assert rows[0].questions[0].choices == ("2024-05-31", "2024-06-30")


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


def test_another_leader_in_the_text_than_in_the_column_is_asked_about() -> None:
    lines = (
        "1|由区财政局牵头制定负面清单。|区发改局|区审计局|8月底前",
        "2|由区财政局牵头编制预算。|区发改局|区财政局|8月底前",
        "3|由区财政局牵头编制决算。|区财政局|区审计局|8月底前",
    )
    document = read_tasks(table("\n".join(["序号|内容|牵头|责任|时限", *lines])))

    asked = [[(question.field, question.choices[:2]) for question in row.questions] for row in document.rows]
    assert asked == [[(Field.LEAD, ("区发改局", "区财政局"))]] * 2 + [[]]


def test_where_a_row_may_stand_under_either_label_the_leads_of_both_are_offered() -> None:
    rows = rows_of("""
        序号 | 任务 | 内容 | 牵头 | 责任 | 时限
        1 | 执行公开 | 公开年度工作报告执行情况。 | 区政府办公室 | 区直各部门 | 9月底前
        2 |  | 公开民生实事办理进度。 |  | 区发改局、区住建局 | 12月底前
        3 | 结果公开 | 公开行政许可办理结果。 | 区行政审批局 | 区直有关部门 | 12月底前
    """)

    [choices] = [question.choices for question in rows[1].questions if question.field is Field.LEAD]
    assert set(choices) >= {"区政府办公室", "区行政审批局"}
