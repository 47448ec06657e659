"""A plain list: each task says in its own last clauses, without a bracket, who does it and by when."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.intake import read_tasks
from storage.tables import read_text
from storage.tables.tails import tail_of
from storage.values import Column, DocumentUnreadable, Source

C = Column


def _texts(source: Source, *columns: Column) -> list[tuple[str, ...]]:
    return [tuple(row.text(column) for column in columns) for row in source.rows]


def test_numbered_paragraphs_say_who_and_when_in_their_last_clauses() -> None:
    source = read_text(
        "某县2024年重点工作清单\n"
        "1.推进融媒体中心改造，由县委宣传部负责，3月底前完成；\n"
        "2.新建公办幼儿园2所。县教育局牵头，县住建局、县自然资源局配合，8月底前投入使用。\n"
        "3.10月底前由县司法局牵头完成；\n"
        "4.清理拖欠账款，责任单位县工信局，县财政局，配合单位：各乡镇（街道），完成时限11月底前。\n"
        "5.开展河道清淤。"
    )

    assert _texts(source, C.CONTENT, C.RESPONSIBLE, C.ASSISTING, C.DEADLINE) == [
        ("推进融媒体中心改造", "县委宣传部负责", "", "3月底前完成"),
        ("新建公办幼儿园2所。", "县教育局牵头，县住建局、县自然资源局配合", "", "8月底前投入使用"),
        ("10月底前由县司法局牵头完成；", "", "", ""),
        ("清理拖欠账款", "县工信局，县财政局", "各乡镇（街道）", "11月底前"),
        ("开展河道清淤。", "", "", ""),
    ]


@pytest.mark.parametrize("when", ["县教育局8月底前完成", "由县教育局8月底前完成", "县教育局于8月底前完成"])
def test_a_clause_that_says_who_and_by_when_says_both(when: str) -> None:
    tail = tail_of(f"新建公办幼儿园2所，{when}。")

    assert tail is not None
    assert tail.duties[C.RESPONSIBLE] == "县教育局"
    assert tail.duties[C.DEADLINE] == "8月底前完成"


def test_a_list_without_numbers_is_read_line_by_line() -> None:
    source = read_text(
        "2025年重点工作\n推进智慧停车建设，市城管局牵头，6月底前完成。\n改造农贸市场12家。\n"
        "新增托位2000个，市卫健委负责，\n年底前完成。\n2025年1月5日"
    )

    assert _texts(source, C.CONTENT, C.RESPONSIBLE) == [
        ("推进智慧停车建设", "市城管局牵头"),
        ("改造农贸市场12家。", ""),
        ("新增托位2000个", "市卫健委负责"),
    ]
    assert str(source.issued_on) == "2025-01-05"


def test_a_paragraph_beside_others_with_brackets_may_say_it_in_its_clauses() -> None:
    source = read_text(
        "一、重点任务\n1.升级平台。（责任单位：区数据局；完成时限：8月底前）\n2.组织测评，由区司法局负责，9月底前完成。\n"
        "二、工作要求\n1.加强领导。各单位要明确专人负责。\n2.及时报送。由区政府办负责汇总，每月25日前报送。"
    )

    assert _texts(source, C.CONTENT, C.RESPONSIBLE, C.DEADLINE) == [
        ("升级平台。", "区数据局", "8月底前"),
        ("组织测评", "区司法局负责", "9月底前完成"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "完善制度，压实各单位责任。",
        "县教育局负责新建幼儿园2所。",
        "新建学校，扩建县医院。",
        "加强统筹，明确专人负责。",
        "形成齐抓共管格局，相关部门配合紧密。",
        "优化平台 区司法局 3月底前",
        "区司法局负责",
    ],
)
def test_what_only_resembles_such_an_end_is_left_alone(text: str) -> None:
    assert tail_of(text) is None


def test_a_notice_about_a_meeting_is_no_list_of_tasks() -> None:
    with pytest.raises(DocumentUnreadable, match="没有找到任务表"):
        read_text(
            "关于召开会议的通知\n1.会议时间：3月5日上午。\n2.请各单位负责人参加，由办公室负责签到；\n3.材料3月1日前报送。"
        )


def test_a_list_without_numbers_may_have_brackets_and_a_paragraph_told_twice_is_asked_about() -> None:
    bare = read_text(
        "2024年工作清单\n推进平台建设。（责任单位：县数据局；完成时限：6月底前）\n推进清欠，由县工信局负责，8月底前完成。"
    )
    twice = read_text(
        "1.推进平台建设。（责任单位：县数据局）\n推进评估。（责任单位：县审计局）\n2.推进培训。（责任单位：县人社局）"
    )

    assert _texts(bare, C.CONTENT, C.RESPONSIBLE) == [("推进平台建设。", "县数据局"), ("推进清欠", "县工信局负责")]
    assert {problem.column for problem in twice.problems if problem.line == 1} == {C.NUMBER, C.RESPONSIBLE}
    assert not [problem for problem in twice.problems if problem.line == 3]


def test_a_heading_that_says_who_leads_in_a_bracket_speaks_for_the_paragraphs_under_it() -> None:
    source = read_text(
        "2026年重点任务清单\n一、优化营商环境（牵头单位：县发改局）\n（一）提升审批效率。\n"
        "1．推行一网通办。（责任单位：县数据局，6月底前）\n2．压缩审批时限。（责任单位：县政务中心，9月底前）\n"
        "二、保障民生（牵头单位：县民政局）\n（二）改造敬老院3所。（责任单位：各乡镇；10月底前）"
    )

    assert [(row.text(C.NUMBER), row.text(C.LEAD)) for row in source.rows] == [
        ("1", "县发改局"),
        ("2", "县发改局"),
        ("（二）", "县民政局"),
    ]


def test_minutes_of_a_meeting_say_who_acts_in_the_first_clauses() -> None:
    source = read_text(
        "某县人民政府专题会议纪要\n时间：2024年5月5日下午\n主持：副县长\n议题：研究民生事项\n会议研究确定如下：\n"
        "1．由县教育局牵头，县财政局配合，于2024年5月20日前提出招标方案，报县政府审定。\n"
        "2．县商务局、县住建局：提出农贸市场设计方案，2024年6月底前完成。\n"
        "3．由县人社局牵头，经开区管委会配合，收到本纪要后10个工作日内摸清企业用工缺口。\n"
        "4．开展河道清淤。\n"
        "出席：县教育局、县商务局"
    )

    assert source.title == "某县人民政府专题会议纪要"
    assert _texts(source, C.CONTENT, C.RESPONSIBLE, C.DEADLINE) == [
        ("于2024年5月20日前提出招标方案，报县政府审定。", "县教育局牵头，县财政局配合", ""),
        ("提出农贸市场设计方案", "县商务局、县住建局", "2024年6月底前完成"),
        ("收到本纪要后10个工作日内摸清企业用工缺口。", "县人社局牵头，经开区管委会配合", "收到本纪要后10个工作日内"),
        ("开展河道清淤。", "", ""),
    ]
    [due, *_] = [row.deadline.due for row in read_tasks(source).rows]
    assert due == date(2024, 5, 20)


def test_a_text_in_which_only_some_paragraphs_begin_so_is_no_list_of_tasks() -> None:
    with pytest.raises(DocumentUnreadable):
        read_text("工作提示\n1.县教育局负责，开学前检查。\n2.天气渐热。\n3.值班表另发。\n4.请假应提前报告。")


def test_a_bracket_within_a_sentence_says_who_acts_and_several_part_the_paragraph() -> None:
    source = read_text(
        "2024年任务分解\n一、提升办学条件。一是新建幼儿园（县教育局、县住建局负责，8月底前完成）；二是改造厕所（各镇负责）。\n"
        "二、加强接驳（责任单位：县交通局），延长末班车时间（含节假日）。"
    )

    assert [(row.text(Column.CONTENT), row.text(Column.RESPONSIBLE)) for row in source.rows] == [
        ("提升办学条件。一是新建幼儿园；", "县教育局、县住建局负责"),
        ("二是改造厕所。", "各镇负责"),
        ("加强接驳，延长末班车时间（含节假日）。", "县交通局"),
    ]


def test_all_the_brackets_in_a_cell_speak_for_its_row() -> None:
    table = "序号\t内容\t完成时限\n1\t编制方案（县教育局负责），开展培训（县人社局负责）。\t6月底前\n"

    [row] = read_tasks(read_text(table)).rows

    assert row.responsible.named == ("县教育局", "县人社局")


def test_a_bracket_that_only_tells_whose_something_is_parts_nothing() -> None:
    source = read_text(
        "1．完善联席会议（由区教育局牵头）机制，每月会商。（责任单位：区公安分局；完成时限：6月底前）\n"
        "2．修订办法（区司法局负责），加强培训。（责任单位：区人社局；完成时限：7月底前）"
    )

    assert _texts(source, Column.CONTENT, Column.RESPONSIBLE) == [
        ("完善联席会议（由区教育局牵头）机制，每月会商。", "区公安分局"),
        ("修订办法（区司法局负责），加强培训。", "区人社局"),
    ]
