"""Whole documents, from the file to its tasks: what is not printed in a place is never silently taken from another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from scheduler.apart import ANSWER, ORDER, Order, read_tasks_safely
from scheduler.intake import read_tasks
from storage.roster_file import read_roster
from storage.tables import Limits, read_document, read_text
from storage.values import DocumentUnreadable, Field, TaskDocument
from tests.make_documents import pdf_of


def read(*lines: str) -> TaskDocument:
    """A document in which | stands for a tab."""
    return read_tasks(read_text("\n".join(lines).replace("|", "\t")))


def asked(document: TaskDocument) -> list[set[Field]]:
    return [{question.field for question in row.questions} for row in document.rows]


def dues(document: TaskDocument) -> list[date | None]:
    return [row.deadline.due for row in document.rows]


DAYS_OFF = {date(2022, 9, 20): False}


def test_a_day_the_office_decided_on_counts_in_working_days() -> None:
    source = read_text(
        "新政办发〔2022〕37号\n2022年9月16日\n2022年任务分解表\n序号\t任务名称\t责任单位\t完成时限\n1\t公开清单\t区教育局\t印发之日起3个工作日内"
    )

    assert [dues(read_tasks(source, None, days)) for days in ({}, DAYS_OFF)] == [
        [date(2022, 9, 21)],
        [date(2022, 9, 22)],
    ]


def test_tasks_made_in_a_process_of_their_own_are_the_same() -> None:
    folder = Path(__file__).resolve().parents[1] / "examples"
    source, roster = read_document(folder / "document.txt"), read_roster(folder / "roster.xlsx")

    order = ORDER.validate_json(ORDER.dump_json(Order(source, roster, Limits(), DAYS_OFF)))
    document = read_tasks(order.source, order.roster, order.days)

    assert document.rows
    assert ANSWER.validate_json(ANSWER.dump_json(document)) == read_tasks(source, roster, DAYS_OFF)


def test_a_numbered_paragraph_takes_nothing_over_from_its_neighbours() -> None:
    document = read(
        "2025年重点工作分工方案",
        "一、促进消费",
        "（一）举办促消费活动不少于十场。（牵头单位：区商务局；责任单位：区财政局；完成时限：5月底）",
        "（二）培育夜间经济集聚区两个。（责任单位：区文旅局）",
    )

    assert [row.lead for row in document.rows] == [("区商务局",), ()]
    assert dues(document) == [date(2025, 5, 31), None]
    assert asked(document) == [set(), set()]


def test_points_under_a_heading_share_the_bracket_of_the_last_one_and_are_asked() -> None:
    document = read(
        "2024年工作方案",
        "（一）加强队伍建设。",
        "1.充实基层人员，每个乡镇不少于三人。",
        "2.组织全员培训不少于两次。（责任单位：县人社局；完成时限：10月底前）",
    )

    first, _ = document.rows
    assert first.responsible.named == ("县人社局",)
    assert [question.choices for question in first.questions] == [("县人社局",), ("2024-10-31",)]
    assert not first.due_is_certain
    assert first.deadline.ask


def test_a_second_table_with_other_columns_inherits_nothing_from_the_first() -> None:
    document = read(
        "2024年任务",
        "表一 重点任务",
        "序号|任务名称|责任单位|完成时限",
        "1|完善制度|区司法局|6月底前",
        "表二 常规任务",
        "序号|工作事项|牵头部门|办结时限",
        "1|更新目录|区政府办|全年",
    )

    assert [row.number for row in document.rows] == ["1", "1"]
    assert [row.responsible.named for row in document.rows] == [("区司法局",), ()]
    assert dues(document) == [date(2024, 6, 30), date(2024, 12, 31)]
    assert asked(document) == [set(), set()]


def test_a_year_in_the_header_is_the_year_of_the_dates_under_it() -> None:
    document = read("重点任务分解表", "序号|工作事项|责任单位|完成时限（2025年）", "1|开展培训|县人社局|6月底前")

    assert dues(document) == [date(2025, 6, 30)]


@pytest.mark.parametrize(
    ("notice", "due", "is_asked"),
    [
        ("现将任务分解表印发给你们，请各单位于2024年9月30日前完成全部任务。", date(2024, 9, 30), False),
        ("请各单位于2024年9月30日前完成全部任务，并将总结报送我办。", date(2024, 9, 30), False),
        ("请于6月30日前完成自查，所有整治任务须于2024年9月15日前完成并报送总结。", date(2024, 9, 15), False),
        ("请于6月30日前完成自查，9月底前完成整改并将总结报我办。", None, True),
        ("请各单位于2024年3月10日前明确一名联络员。", None, True),
        ("请各单位于2024年3月10日前，将工作方案报送我办。", None, False),
    ],
)
def test_a_date_in_the_notice_holds_for_all_rows_only_where_it_says_so(
    notice: str, due: date | None, is_asked: bool
) -> None:
    document = read(notice, "2024年任务分解表", "序号|任务|内容|责任单位", "1|校园安全|开展校园周边排查。|县教育局")

    assert dues(document) == [due]
    assert asked(document) == [{Field.DEADLINE} if is_asked else set()]


def test_a_header_that_says_the_first_unit_leads_makes_it_lead() -> None:
    document = read(
        "2024年任务分解表",
        "序号|工作任务|责任单位（排第一位的为牵头单位）|完成时限",
        "1|开展清欠行动|县工信局、县财政局|9月底前",
        "2|组织全员培训|各乡镇、县人社局|9月底前",
    )

    assert document.rows[0].lead == ("县工信局",)
    assert asked(document) == [set(), {Field.LEAD}]
    assert document.rows[1].questions[0].choices == ("各乡镇", "县人社局", "无")


def test_the_body_behind_the_mark_leads_where_the_header_says_so() -> None:
    document = read(
        "2024年任务清单",
        "序号|工作任务|责任单位（带★的为牵头单位）|完成时限",
        "1|开展校车安全检查|县公安局、★县教育局|4月底前",
    )

    [row] = document.rows
    assert row.lead == ("县教育局",)
    assert set(row.responsible.named) == {"县公安局", "县教育局"}
    assert asked(document) == [set()]


@pytest.mark.parametrize(
    ("note", "cell"),
    [
        ("注：带*的为牵头单位", "*区林业局、城关镇"),
        ("说明：1.标“▲”号者为牵头单位。", "城关镇、▲区林业局"),
        ("备注：牵头单位以★标注", "区林业局★、城关镇"),
    ],
)
def test_the_body_beside_the_mark_leads_where_a_note_below_says_so(note: str, cell: str) -> None:
    document = read("2024年任务清单", "序号|工作任务|责任单位|完成时限", f"1|开展森林防火检查|{cell}|4月底前", note)

    [row] = document.rows
    assert row.lead == ("区林业局",)
    assert set(row.responsible.named) == {"区林业局", "城关镇"}
    assert asked(document) == [set()]


def test_a_mark_that_is_only_said_to_stand_out_names_nobody() -> None:
    document = read(
        "2024年任务清单",
        "序号|工作任务|责任单位|完成时限",
        "1|开展森林防火检查|★区林业局、城关镇|4月底前",
        "注：带★的为重点任务，牵头单位要抓好落实",
    )

    assert document.rows[0].lead == ()
    assert asked(document) == [{Field.RESPONSIBLE}]


def test_the_same_as_above_is_what_the_row_above_says() -> None:
    document = read(
        "2024年任务清单",
        "序号|工作任务|责任单位|完成时限",
        "1|完善制度并组织宣贯|区司法局、区教育局|6月底前",
        "2|加强培训并开展评估|同上|同上",
        "3|组织评估并通报结果|〃|7月底前",
    )

    assert {row.responsible.named for row in document.rows} == {("区司法局", "区教育局")}
    assert dues(document) == [date(2024, 6, 30), date(2024, 6, 30), date(2024, 7, 31)]
    assert asked(document) == [set(), set(), set()]


def test_a_table_without_a_column_of_units_has_them_in_the_bracket_behind_its_text() -> None:
    document = read(
        "2024年任务清单",
        "序号|工作任务|完成时限",
        "1|开展校车安全检查（责任单位：县教育局、县公安局；完成时限：3月底前）|4月底前",
        "2|整治占道经营（县城管局牵头，各街道配合）|8月底前",
    )

    assert document.rows[0].responsible.named == ("县教育局", "县公安局")
    assert document.rows[1].lead == ("县城管局",)
    assert dues(document) == [date(2024, 4, 30), date(2024, 8, 31)]


def test_a_sum_below_the_table_is_no_task_and_a_missing_number_is_told() -> None:
    document = read(
        "2024年任务清单",
        "序号|工作事项|责任单位|完成时限",
        "1|开展培训|县人社局|6月底前",
        "4|组织考核|县委组织部|12月底前",
        "合计|2项||",
    )

    assert [row.number for row in document.rows] == ["1", "4"]
    assert any("缺2项" in problem.text for problem in document.problems)


def test_a_sheet_with_an_empty_margin_is_read_by_its_headers(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "margin.xlsx")
    sheet = book.add_worksheet()
    header = ("序号", "项目名称", "项目内容", "责任领导", "责任单位", "完成时限")
    for row, cells in enumerate((header, (1, "新建学校", "新建小学2所", "张某", "区教育局", "2024年8月底前"))):
        for column, cell in enumerate(cells):
            sheet.write(row + 2, column + 1, cell)
    book.close()

    [task] = read_tasks(read_document(tmp_path / "margin.xlsx")).rows

    assert (task.task, task.content, task.responsible.named) == ("新建学校", "新建小学2所", ("区教育局",))


def _printed(text: str, x: int, y: int, size: int = 9) -> str:
    return f"BT /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def test_text_that_runs_over_the_edge_of_its_cell_stays_there_and_is_asked_about(tmp_path: Path) -> None:
    widths, texts = (40, 60, 90, 90), ("序号", "工作任务", "责任单位", "完成时限")
    row = ("1", "编制专项规划草案", "市水务局", "2024年6月底前")
    lefts = [60 + sum(widths[:column]) for column in range(4)]
    drawn = [
        f"{left} {bottom} {width} 20 re S {_printed(text, left + 3, bottom + 6)}"
        for bottom, cells in ((500, texts), (480, row))
        for left, width, text in zip(lefts, widths, cells, strict=True)
    ]
    (tmp_path / "cut.pdf").write_bytes(pdf_of(["\n".join(drawn)]))

    [task] = read_tasks(read_document(tmp_path / "cut.pdf")).rows

    assert (task.task, task.responsible.named) == ("编制专项规划草案", ("市水务局",))
    assert {question.field for question in task.questions} == {Field.TASK}


def test_a_paragraph_wrapped_on_a_page_is_put_together(tmp_path: Path) -> None:
    text = (
        "1.推行一件事改革，落地二十个应用场景并持续优化办事流程和服务体验。"
        "（牵头单位：市政务服务局；责任单位：市公安局、市人社局；完成时限：2024年10月底）"
    )
    lines = [text[first : first + 40] for first in range(0, len(text), 40)]
    page = "\n".join(_printed(line, 60, 500 - 26 * number, size=17) for number, line in enumerate(lines))
    (tmp_path / "wrapped.pdf").write_bytes(pdf_of([page]))

    [task] = read_tasks(read_document(tmp_path / "wrapped.pdf")).rows

    assert (task.lead, task.responsible.named) == (("市政务服务局",), ("市公安局", "市人社局"))


def _row_of_lines(texts: Sequence[str], top: int, *, with_top: bool = True) -> str:
    """A row between ruling lines, each drawn by itself, without its upper line where a page has cut the table."""
    lefts = [60, 100, 260, 400, 540]
    lines = [f"{left} {top - 20} m {left} {top} l S" for left in lefts]
    lines += [f"60 {y} m 540 {y} l S" for y in ((top - 20, top) if with_top else (top - 20,))]
    return "\n".join([*lines, *(_printed(text, left + 3, top - 14) for left, text in zip(lefts, texts, strict=False))])


def test_a_row_above_which_a_page_leaves_out_the_line_is_a_row_of_the_table(tmp_path: Path) -> None:
    first = [("序号", "工作任务", "责任单位", "完成时限"), ("1", "编制规划", "市水务局", "2024年6月底前")]
    then = [("2", "修订方案", "市财政局", "2024年7月底前"), ("3", "组织评估", "市审计局", "2024年8月底前")]
    pages = [
        "\n".join(_row_of_lines(row, 500 - 20 * at) for at, row in enumerate(first)),
        "\n".join(_row_of_lines(row, 500 - 20 * at, with_top=at > 0) for at, row in enumerate(then)),
    ]
    (tmp_path / "open.pdf").write_bytes(pdf_of(pages))

    document = read_tasks(read_document(tmp_path / "open.pdf"))

    assert [(row.number, row.responsible.named) for row in document.rows] == [
        ("1", ("市水务局",)),
        ("2", ("市财政局",)),
        ("3", ("市审计局",)),
    ]


def test_a_hidden_row_of_a_sheet_is_read_and_asked_about(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "hidden.xlsx")
    sheet = book.add_worksheet()
    for row, cells in enumerate(
        (
            ("序号", "任务名称", "责任单位", "完成时限"),
            *((n, "办好实事", "区教育局", "2024年8月底前") for n in (1, 2, 3)),
        )
    ):
        sheet.write_row(row, 0, cells)
    sheet.set_row(2, None, None, {"hidden": True})
    book.close()

    document = read_tasks(read_document(tmp_path / "hidden.xlsx"))

    assert asked(document) == [set(), {Field.ROW}, set()]


def test_stages_in_columns_of_their_own_keep_their_header_and_the_last_is_offered_as_the_deadline() -> None:
    rows = ("1|招商引资|签约5个|签约10个|区招商局", "2|编制规划|完成初稿|—|区发改局")
    document = read("2024年目标任务", "序号|任务名称|一季度目标|二季度目标|责任单位", *rows)

    assert [row.content for row in document.rows] == [
        "一季度目标：签约5个；二季度目标：签约10个；",
        "一季度目标：完成初稿；",
    ]
    assert asked(document) == [{Field.DEADLINE}] * 2
    assert [row.questions[0].choices for row in document.rows] == [("2024-06-30",), ("2024-03-31",)]


def test_a_year_is_taken_from_a_plain_title() -> None:
    document = read("2024年重点工作", "序号|重点工作|责任单位|完成时限", "1|招商引资50亿元|区招商局|12月底前")

    assert dues(document) == [date(2024, 12, 31)]


def test_a_long_table_that_takes_too_much_is_refused_with_a_way_out() -> None:
    content = "推进公开。" * 2_000
    source = read_text("序号\t任务\t责任单位\t完成时限\n" + f"1\t{content}\t县司法局\t6月底前\n" * 11)

    with pytest.raises(DocumentUnreadable, match="请分成几个文件后重发"):
        read_tasks_safely(source, None, Limits(memory_mb=1), {})


def test_a_sub_row_under_a_heading_stands_under_the_task_above_it() -> None:
    document = read(
        "2023年任务分工表",
        "序号|重点任务|具体举措|责任单位|时限",
        "一、健全依法行政制度||||",
        "1|制定立规计划|公开征集项目建议|县司法局|3月",
        "||组织专家论证|县司法局|4月",
        "2|清理规范性文件|公布目录|县司法局|7月底前",
    )

    assert [row.task for row in document.rows] == ["制定立规计划", "制定立规计划", "清理规范性文件"]
    assert {row.theme for row in document.rows} == {"健全依法行政制度"}


def test_the_year_of_a_sheet_is_read_where_its_title_ends_in_a_bracket() -> None:
    document = read(
        "海东区2024年督办事项（经济类）", "序号|督办事项|责任单位|完成时限", "1|兑付惠企资金|区财政局|5月底前"
    )

    assert (document.title, document.year) == ("海东区2024年督办事项（经济类）", 2024)


def test_a_notice_for_what_has_no_deadline_fills_the_blanks_and_a_text_asks_with_it(tmp_path: Path) -> None:
    notice = "凡未注明完成时限的任务，均应于2026年11月底前完成。"
    lines = (
        "2026年重点任务清单",
        notice,
        "序号|任务|责任单位|完成时限",
        "1|建成平台|区数据局|3月底前",
        "2|修订预案|区应急局|",
    )
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(lines):
            sheet.write_row(row, 0, line.split("|"))

    filled, pasted = read_tasks(read_document(tmp_path / "a.xlsx")), read(*lines)

    assert dues(filled) == [date(2026, 3, 31), date(2026, 11, 30)]
    assert (asked(filled), asked(pasted)) == ([set(), set()], [set(), {Field.DEADLINE}])
    assert "2026-11-30" in pasted.rows[1].questions[0].choices


def test_a_deadline_that_points_to_the_remarks_is_asked_about_with_what_they_say() -> None:
    rows = (
        "1|建成平台|区数据局|详见备注|6月底前主体完工，12月底前投用",
        "2|修订预案|区应急局|4月底前|",
        "3|培训|区人社局||9月底前",
    )
    document = read("2026年重点任务清单", "序号|任务|责任单位|完成时限|备注", *rows)

    assert asked(document) == [{Field.DEADLINE}, set(), {Field.DEADLINE}]
    assert document.rows[0].questions[0].choices == ("2026-06-30", "2026-12-31")
    assert "2026-09-30" in document.rows[2].questions[0].choices
