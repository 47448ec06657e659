"""Text as it is pasted: one cell per line, numbered paragraphs with brackets, labelled lines, any encoding."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from storage.tables import read_document, read_text
from storage.values import Column, DocumentUnreadable, Source

C = Column
SPACED = (("1", "开展检查", "县应急局", "6月底前"), ("2", "开展培训", "县人社局", "7月底前"))
TABLE = "序号\t任务\t责任单位\t完成时限\n1\t优化平台\t区司法局\t3月底前\n"


def _texts(source: Source, columns: Sequence[Column]) -> list[tuple[str, ...]]:
    return [tuple(row.text(column) for column in columns) for row in source.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_any_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "table.txt"
    path.write_bytes((TABLE * 3).replace("优化", "优化😀").encode(encoding))

    source = read_document(path)

    assert _texts(source, (C.TASK, C.DEADLINE)) == [("优化😀平台", "3月底前")] * 3


def test_cells_one_to_a_line_are_rows_again_though_blanks_are_missing() -> None:
    source = read_text(
        "2023年任务分解表\n序号\n工作任务\n具体措施\n责任单位\n完成时限\n"
        "1\n推进公开\n及时公开文件目录，做好更新。\n区司法局、\n区教育局\n11月底前\n"
        "2\n完善解读机制，提高群众知晓度。\n区教育局\n全年\n"
        "二、强化保障\n"
        "3\n加强培训\n年内举办两次培训班。\n区政府办公室\n12月底前\n某区人民政府办公室\n2023年3月1日印发"
    )

    assert _texts(source, (C.NUMBER, C.THEME, C.TASK, C.RESPONSIBLE, C.DEADLINE)) == [
        ("1", "", "推进公开", "区司法局、\n区教育局", "11月底前"),
        ("2", "", "", "区教育局", "全年"),
        ("3", "强化保障", "加强培训", "区政府办公室", "12月底前"),
    ]
    assert str(source.issued_on) == "2023-03-01"


def test_cells_one_to_a_line_without_numbers_are_rows_again() -> None:
    source = read_text(
        "工作任务\n责任单位\n完成时限\n推进公开\n区司法局\n全年\n加强培训\n区教育局、区民政局\n2023年6月底前"
    )

    assert _texts(source, (C.TASK, C.RESPONSIBLE, C.DEADLINE)) == [
        ("推进公开", "区司法局", "全年"),
        ("加强培训", "区教育局、区民政局", "2023年6月底前"),
    ]


def test_brackets_after_numbered_paragraphs_say_who_and_when() -> None:
    source = read_text(
        "某区2024年工作要点\n一、聚焦重点领域\n"
        "（一）推进决策公开。公开征求意见。（牵头单位：区司法局；责任单位：区政府办（区外事办）；完成时限：6月底前）\n"
        "（二）做好解读。与文件同步发布。（区政府办牵头，区委宣传部配合，11月底前完成）\n"
        "（三）开展评估。\n二、工作要求\n各单位要于12月10日前报送总结。"
    )

    columns = (C.NUMBER, C.THEME, C.TASK, C.LEAD, C.RESPONSIBLE, C.DEADLINE)
    assert _texts(source, columns) == [
        ("（一）", "聚焦重点领域", "推进决策公开", "区司法局", "区政府办（区外事办）", "6月底前"),
        ("（二）", "聚焦重点领域", "做好解读", "", "区政府办牵头，区委宣传部配合", "11月底前完成"),
        ("（三）", "聚焦重点领域", "开展评估", "", "", ""),
    ]
    assert "12月10日前报送总结" in source.notice


def test_a_bracket_after_the_last_of_several_points_is_asked_about() -> None:
    source = read_text(
        "（一）推进决策公开工作\n1. 公开征求意见。\n2. 公开采纳情况。（责任单位：区司法局；完成时限：6月底前）\n"
        "（二）做好解读。（责任单位：区政府办；完成时限：全年）"
    )

    assert _texts(source, (C.NUMBER, C.RESPONSIBLE)) == [("（一）", "区司法局"), ("（二）", "区政府办")]
    assert [(problem.line, problem.column) for problem in source.problems] == [(1, C.RESPONSIBLE)]


def test_labelled_lines_under_a_number_are_one_row() -> None:
    source = read_text(
        "1. 加快平台建设\n具体内容：完成升级改造。\n牵头单位：区数据局\n责任单位：区政府办、\n区财政局\n"
        "完成时限：10月底前\n"
        "2. 组织考核\n责任单位：区政府办；完成时限：12月底前"
    )

    assert _texts(source, (C.NUMBER, C.TASK, C.LEAD, C.RESPONSIBLE, C.DEADLINE)) == [
        ("1", "加快平台建设", "区数据局", "区政府办、区财政局", "10月底前"),
        ("2", "组织考核", "", "区政府办", "12月底前"),
    ]


def test_names_right_below_a_label_belong_to_it_and_a_sentence_does_not() -> None:
    source = read_text(
        "（一）改造消防设施\n牵头单位：市消防救援支队\n配合单位：市住建局  市教育局\n　　　市民政局  市卫健委\n"
        "时限：9月底\n（二）加强培训\n责任单位：市人社局\n做好师资准备。\n时限：10月底"
    )

    assert _texts(source, (C.TASK, C.ASSISTING, C.RESPONSIBLE)) == [
        ("改造消防设施", "市住建局 市教育局\n市民政局 市卫健委", ""),
        ("加强培训做好师资准备", "", "市人社局"),
    ]


def test_duties_on_the_line_of_their_paragraph_are_told_by_a_gap_or_a_full_stop() -> None:
    source = read_text(
        "1、建设社区食堂20个 责任单位：区民政局 完成时限：9月底\n"
        "2、推进移交。责任单位：区国资局、区财政局。完成时限：12月20日。"
    )

    assert _texts(source, (C.CONTENT, C.RESPONSIBLE, C.DEADLINE)) == [
        ("建设社区食堂20个", "区民政局", "9月底"),
        ("推进移交。", "区国资局、区财政局", "12月20日"),
    ]


@pytest.mark.parametrize("below", ["", "\n抄送：区委办公室、区人大办公室\n（此件公开发布）"])
def test_whoever_signs_below_the_last_paragraph_and_when_is_no_part_of_it(below: str) -> None:
    source = read_text(
        "一、夯实底座\n1.升级政务云平台。（责任单位：区大数据局；完成时限：8月底前）\n"
        f"2.完成等保测评整改。（责任单位：区直各部门）\n平湖区人民政府办公室\n2024年3月18日{below}"
    )

    assert source.rows[-1].text(C.CONTENT) == "完成等保测评整改。"
    assert str(source.issued_on) == "2024-03-18"


def test_markdown_keeps_its_line_ends_and_loses_its_marks() -> None:
    source = read_text(
        "| 序号 | 任务 | 责任单位 | 完成时限 |\n|:-:|---|---|---|\n| 1 | 优化平台 | 区司法局<br>区教育局 | **全年** |"
    )

    assert _texts(source, (C.RESPONSIBLE, C.DEADLINE)) == [("区司法局\n区教育局", "全年")]


def test_columns_parted_by_spaces_are_refused_with_the_way_out() -> None:
    with pytest.raises(DocumentUnreadable, match=r"只有空格.*--columns"):
        read_text("序号 任务名称 责任单位 完成时限\n1 优化平台 区司法局 3月底前")


def test_text_that_is_no_table_is_refused_in_one_line() -> None:
    with pytest.raises(DocumentUnreadable) as refusal:
        read_text("关于召开会议的通知\n各单位：请按时参加。")

    assert "粘贴的文字" in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("gap", ["   ", " "])
def test_columns_parted_by_spaces_are_read_where_the_office_says_which_is_which(gap: str) -> None:
    said = {C.NUMBER: 1, C.TASK: 2, C.RESPONSIBLE: 3, C.DEADLINE: 4}

    source = read_text(
        "\n".join(gap.join(line) for line in (("序号", "工作任务", "责任单位", "完成时限"), *SPACED)), columns=said
    )

    assert _texts(source, tuple(said)) == list(SPACED)


def test_columns_that_are_nowhere_in_a_text_are_refused() -> None:
    with pytest.raises(DocumentUnreadable, match="没有找到任务表"):
        read_text("明天下午三点开会。", columns={C.NUMBER: 1, C.TASK: 2})


def test_the_last_number_of_a_table_keeps_its_sub_rows(tmp_path: Path) -> None:
    lines = [
        *("序号", "任务", "工作内容", "牵头单位", "责任单位", "完成时限"),
        *("1", "优化平台", "（一）编制目录。", "县司法局", "县教育局、县财政局", "6月底前", "（二）公开指南。"),
        *(
            "县民政局、县水利局",
            "9月底前",
            "2",
            "强化培训",
            "（一）举办培训。",
            "县司法局",
            "县教育局、县财政局",
            "全年",
        ),
        *("（二）开展考核。", "县民政局、县水利局", "7月15日前", "清河县人民政府办公室", "2023年3月10日"),
    ]
    path = tmp_path / "pasted.txt"
    path.write_text("\n".join(lines), encoding="utf-8")

    source = read_document(path)

    assert [row.text(Column.DEADLINE) for row in source.rows] == ["6月底前", "9月底前", "全年", "7月15日前"]


def test_cells_with_line_ends_and_commas_of_a_csv_are_one_cell_and_its_title_has_none() -> None:
    source = read_text(
        "2026年重点任务清单,,,\n序号,任务,责任单位,完成时限\n"
        '1,"建成政务平台，\n完善功能","县数据局,县财政局",3月底前\n2,修订预案,县应急局,4月底前\n'
    )

    assert source.title == "2026年重点任务清单"
    assert [(row.text(C.TASK), row.text(C.RESPONSIBLE)) for row in source.rows] == [
        ("建成政务平台，完善功能", "县数据局,县财政局"),
        ("修订预案", "县应急局"),
    ]


def test_what_a_page_prints_below_a_gap_under_its_table_is_no_row() -> None:
    rows = "".join(f"{number}\t优化平台\t区司法局\t3月底前\n" for number in range(1, 4))
    source = read_text(f"序号\t任务\t责任单位\t完成时限\n{rows}\n打印本页\t关闭窗口\n主办：某区\t电话：12345\n")

    assert _texts(source, (C.NUMBER, C.TASK)) == [(number, "优化平台") for number in "123"]


def test_what_stands_below_the_last_of_several_bracketed_paragraphs_is_said_to_all() -> None:
    source = read_text(
        "某区2025年任务分解\n"
        "1．推进数字化转型。（牵头单位：区工信局；完成时限：2025年9月底前）\n"
        "2．压减公用经费。（牵头单位：区财政局；完成时限：2025年6月30日前）\n"
        "各牵头单位要在3月10日前制定方案。\n区政府办公室\n2025年2月18日"
    )

    assert _texts(source, (C.CONTENT, C.LEAD)) == [("推进数字化转型。", "区工信局"), ("压减公用经费。", "区财政局")]
    assert "3月10日前制定方案" in source.notice
    assert str(source.issued_on) == "2025-02-18"


RECORDS = (
    ("清理主次干道", "区城管局、区交警大队", "4月10日前"),
    ("补栽绿化带", "区园林中心", "4月15日前"),
    ("整治农贸市场", "区市监局", "4月20日前"),
)


@pytest.mark.parametrize("bullets", [("1️⃣ ", "2️⃣ ", "🔟 "), ("📌 ", "📌 ", "📌 "), ("", "", "")])
@pytest.mark.parametrize("end", ["", "区文明办\n2024年4月1日"])
def test_a_task_above_its_labels_is_not_taken_for_the_one_before_it(bullets: Sequence[str], end: str) -> None:
    lines = zip(bullets, RECORDS, strict=True)
    records = (f"{bullet}{task}\n责任单位：{unit}\n时限：{due}\n" for bullet, (task, unit, due) in lines)

    source = read_text(f"2024年迎检任务清单\n{''.join(records)}{end}")

    assert [row.text(C.CONTENT).removeprefix("📌").strip() for row in source.rows] == [task for task, _, _ in RECORDS]
    assert _texts(source, (C.RESPONSIBLE, C.DEADLINE)) == [record[1:] for record in RECORDS]
    assert [row.text(C.NUMBER) for row in source.rows] == (["1", "2", "10"] if "🔟 " in bullets else [""] * 3)


def test_a_label_that_comes_again_below_more_text_is_asked_about() -> None:
    source = read_text(
        "一、扩大消费\n举办展销会。\n责任单位：区商务局\n落实补贴。\n责任单位：区财政局\n"
        "二、繁荣经济\n打造街区。\n责任单位：区城管局"
    )

    assert {problem.column for problem in source.problems} == {C.NUMBER, C.RESPONSIBLE}


def test_lines_between_two_ruled_ones_are_one_row_and_a_rule_under_the_header_alone_says_nothing() -> None:
    rule = "├──┼────┼────┤"
    lines = ("│序号│任务│责任单位│", "│1│轮换粮│县发改局│", "│ │计划│县农发行│", "│2│开展检查│县发改局│")
    ruled = read_text("\n".join(["┌┬┐", lines[0], rule, *lines[1:3], rule, lines[3], "└┴┘"]))
    header_only = read_text("\n".join(["+--+", lines[0], "+--+", lines[1], lines[3], "+--+"]))

    assert _texts(ruled, (C.TASK, C.RESPONSIBLE)) == [("轮换粮计划", "县发改局\n县农发行"), ("开展检查", "县发改局")]
    assert _texts(header_only, (C.TASK,)) == [("轮换粮",), ("开展检查",)]


def test_cells_parted_by_semicolons_are_read() -> None:
    source = read_text(
        '"序号";"任务";"责任单位";"完成时限"\n"1";"修订预案；评审";"市应急局";"5月31日"\n'
        '"2";"建设""村村响""\n并验收";"市文旅局、市融媒体中心";"9月底前"'
    )

    assert _texts(source, (C.TASK, C.RESPONSIBLE)) == [
        ("修订预案；评审", "市应急局"),
        ('建设"村村响"并验收', "市文旅局、市融媒体中心"),
    ]


def test_labels_in_brackets_and_duties_behind_a_dash_are_read() -> None:
    labelled = read_text(
        "2024年6月重点督办事项\n【事项一】推进搬迁\n【牵头单位】县卫健局\n【完成时限】6月20日前\n"
        "【事项二】化解积案\n【牵头单位】县信访局\n【完成时限】6月底前\n"
    )
    dashed = read_text(
        "5月重点事项\n①防汛物资盘点——区水利局，5月10日前\n②复审资料——区卫健委牵头，各街道配合，5月底前\n③建设队伍——应急救援大队\n"
    )

    assert _texts(labelled, (C.TASK, C.LEAD, C.DEADLINE)) == [
        ("推进搬迁", "县卫健局", "6月20日前"),
        ("化解积案", "县信访局", "6月底前"),
    ]
    assert _texts(dashed, (C.CONTENT, C.RESPONSIBLE, C.DEADLINE)) == [
        ("防汛物资盘点", "区水利局", "5月10日前"),
        ("复审资料", "区卫健委牵头，各街道配合", "5月底前"),
        ("建设队伍——应急救援大队", "", ""),
    ]


@pytest.mark.parametrize("frame", ["【{}】", "{}：", "{}"])
def test_a_line_of_names_over_each_list_says_who_acts_on_it(frame: str) -> None:
    lists = (("区教育局", ("检查收费", "上报台账")), ("区民政局", ("检查祭扫", "发放津贴")), ("各街道", ("清理楼道",)))
    lines = [
        line
        for unit, tasks in lists
        for line in (frame.format(unit), *(f"{number}. {task}，3月底前" for number, task in enumerate(tasks, start=1)))
    ]

    source = read_text("\n".join(["2024年3月各单位任务", *lines]))

    said = [(row.text(C.LEAD) + row.text(C.RESPONSIBLE), row.text(C.CONTENT)) for row in source.rows]
    assert said == [(unit, task) for unit, tasks in lists for task in tasks]


def test_a_markdown_list_of_tasks_with_labels_below_is_read_and_who_wrote_when_in_a_chat_is_not() -> None:
    listed = read_text(
        "# 2024年任务\n- **任务1**：警示教育\n  - 牵头单位：区纪委监委\n  - 完成时限：7月底前\n"
        "- **任务2**：建设示范点\n  - 牵头单位：区教育局\n  - 完成时限：全年\n"
    )
    passed_on = read_text(
        "督查室-小李 2024/5/6 9:12\n1、亮化工程，责任单位：区城管局，完成时限：5月20日前\n"
        "督查室-小李 2024/5/6 9:15\n2、燃气安检，责任单位：区住建局，完成时限：5月底前"
    )

    assert _texts(listed, (C.CONTENT, C.LEAD, C.DEADLINE)) == [
        ("警示教育", "区纪委监委", "7月底前"),
        ("建设示范点", "区教育局", "全年"),
    ]
    assert _texts(passed_on, (C.RESPONSIBLE, C.DEADLINE)) == [("区城管局", "5月20日前"), ("区住建局", "5月底前")]


def test_a_heading_over_points_of_its_own_takes_nothing_from_the_point_beside_it() -> None:
    source = read_text(
        "一、提升效率\n1.推行容缺受理。\n（1）编制清单。（责任单位：区审批局）\n（2）开展培训。（责任单位：区人社局）\n"
        "2.压减时限。（责任单位：区直各部门）"
    )

    assert _texts(source, (C.CONTENT, C.RESPONSIBLE)) == [
        ("编制清单。", "区审批局"),
        ("开展培训。", "区人社局"),
        ("压减时限。", "区直各部门"),
    ]


def test_another_label_below_stays_with_its_own_record() -> None:
    source = read_text(
        "2024年任务清单\n清理车辆\n责任单位：区城管局\n进展：已完成一半\n补栽绿化\n责任单位：区园林中心\n整治市场\n责任单位：区市监局"
    )

    assert [row.text(C.CONTENT) for row in source.rows] == ["清理车辆进展：已完成一半", "补栽绿化", "整治市场"]


def test_a_numbered_row_of_two_cells_below_a_gap_is_a_row() -> None:
    source = read_text("序号\t任务\t责任单位\t时限\n1\t优化平台\t区司法局\t3月底前\n\n2\t开展培训\n")

    assert _texts(source, (C.TASK,)) == [("优化平台",), ("开展培训",)]
