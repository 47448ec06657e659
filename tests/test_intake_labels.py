"""Labels and themes of other forms: numbered levels, aims in the text, a label printed again in each row."""

from __future__ import annotations

from tests.intake_tables import asked, leads, rows_of


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
