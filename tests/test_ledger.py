"""台账: what stands in which cell, read back with another library; nothing a person typed may act."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from python_calamine import CalamineWorkbook

from messages import characters, words
from messages.ledger import LedgerItem, LedgerRow, LedgerTable, ledger
from messages.lights import Light
from messages.sheets import MOST_IN_A_CELL, cell_text
from storage.records import Evidence, Item, Report
from storage.states import EvidenceKind, Intent, ItemState, Part, TaskState, Verdict
from storage.values import DeadlineKind
from tests.make import make_evidence, make_item, make_report, make_task

TODAY = date(2022, 11, 28)
PRINTED = ["序号", "任务名称", "任务名称", "具体内容", "牵头单位", "责任单位", "完成时限"]
OWN = ["承办单位", "分工", "办理时限", "办理状态", "进展情况", "佐证链接", "审核意见", "灯"]
NASTY = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://a")', "{=1}", "'=1", " =1"),
    *("_x0041_", "<r>甲</r>", "<r><t>甲</t></r>", "]]>", "&amp;", "https://a.cn", "file:///a"),
    *("\ufffe", "\uffff", "\ud800", "\x00", "\x0b"),
]
hostile = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(codec=None), max_size=40),
    st.builds(lambda start, rest: start + rest, st.sampled_from(NASTY), st.text(max_size=10)),
)


def of(
    item: Item, unit: str = "区河务局", reports: Sequence[Report] = (), evidence: Sequence[Evidence] = ()
) -> LedgerItem:
    return LedgerItem(unit, item, reports, evidence)


def written(*rows: LedgerRow, title: str = "2022年重点工作任务分解表") -> bytes:
    return ledger([LedgerTable(title, rows)], TODAY, lambda item: words.is_soon(item, TODAY))


def grid(file: bytes) -> list[list[str]]:
    """All cells as text, from the first row and column of the sheet."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0)
    return [[str(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def merges(file: bytes) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0)
    return set(sheet.merged_cell_ranges or [])


def lines(file: bytes) -> list[dict[str, str]]:
    """The lines under the header; of the two 任务名称 the second."""
    _, _, header, *below = grid(file)
    return [dict(zip(header, line, strict=True)) for line in below]


def inside(file: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(file)).read(name).decode("utf-8")


def fill_of(file: bytes, place: str) -> str:
    """The colour of a cell."""
    page: Any = etree.fromstring(inside(file, "xl/worksheets/sheet1.xml").encode())
    styles: Any = etree.fromstring(inside(file, "xl/styles.xml").encode())
    [style] = page.xpath(f"//*[local-name()='c'][@r='{place}']/@s")
    [fill] = styles.xpath(f"//*[local-name()='cellXfs']/*[{int(style) + 1}]/@fillId")
    [colour] = styles.xpath(f"//*[local-name()='fills']/*[{int(fill) + 1}]//*[local-name()='fgColor']/@rgb")
    return f"#{colour[2:]}"


def two_levels(number: str, theme: str, label: str, **named: Any) -> LedgerRow:
    return LedgerRow(make_task(number, theme=theme, label=label, **named), ())


def test_the_columns_are_the_source_tables_and_then_the_items_own() -> None:
    task = make_task("12", collective=["各乡镇人民政府"])
    item = make_item(task, state=ItemState.WORKING, part=Part.LEAD)

    file = written(LedgerRow(task, (of(item),)))

    title, note, header, line = grid(file)
    assert title[0] == "2022年重点工作任务分解表台账"
    assert note[0].startswith("截至2022年11月28日（星期一），1项任务，1件责任项")
    assert header == PRINTED + OWN
    assert line == [
        *("12", "公开促规范", "渡口公示牌更新", task.content),
        *("区河务局", "各乡镇人民政府、区河务局、区园林局", "11月底前"),
        *("区河务局", "牵头", "2022年11月30日", "办理中", "", "", "", "黄 临期"),
    ]


def test_a_table_with_one_level_of_names_has_one_column_for_them() -> None:
    rows = [two_levels("1", "", "渡口"), two_levels("2", "", "堤防")]

    header, *_ = grid(written(*rows))[2:]

    assert header[:3] == ["序号", "任务名称", "具体内容"]


def test_a_column_of_assisting_units_is_there_only_where_one_was_printed() -> None:
    among_others = make_task("1", assisting=["区园林局"])
    on_their_own = make_task("2", assisting=["区体育局"])

    without, within = written(LedgerRow(among_others, ())), written(LedgerRow(on_their_own, ()))

    assert "配合单位" not in grid(without)[2]
    assert lines(within)[0]["配合单位"] == "区体育局"


def test_a_task_is_one_cell_over_the_lines_of_its_units() -> None:
    task = make_task("12")
    items = tuple(of(make_item(task), unit) for unit in ("区河务局", "区园林局", "区体育局"))

    file = written(LedgerRow(task, items))

    assert {((3, column), (5, column)) for column in range(7)} <= merges(file)
    assert [line["承办单位"] for line in lines(file)] == ["区河务局", "区园林局", "区体育局"]


def test_under_a_merge_every_line_keeps_its_value_for_the_filter() -> None:
    task = make_task("12")
    items = tuple(of(make_item(task), unit) for unit in ("区河务局", "区园林局"))

    below = lines(written(LedgerRow(task, items)))

    assert [(line["序号"], line["完成时限"]) for line in below] == [("12", "11月底前")] * 2


def test_names_are_merged_over_their_groups_and_one_level_names_over_both_columns() -> None:
    rows = [
        two_levels("1", "公开促落实", "公开促落实"),
        two_levels("2", "公开促落实", "公开促落实"),
        two_levels("3", "公开促落实", "渡口"),
        two_levels("4", "公开促落实", "渡口"),
        two_levels("5", "公开促落实", "堤防"),
    ]

    found = {merge for merge in merges(written(*rows)) if merge[0][1] in (1, 2) and merge[0][0] > 2}

    assert found == {((3, 1), (4, 2)), ((5, 1), (7, 1)), ((5, 2), (6, 2))}


def test_units_and_deadlines_are_merged_as_they_were_printed() -> None:
    rows = [
        two_levels("1", "甲", "乙", inherited={}),
        two_levels("2", "甲", "乙", inherited={"lead": "1", "deadline": "3"}),
        two_levels("3", "甲", "乙", inherited={"lead": "1"}),
        two_levels("4", "甲", "丙", inherited={}),
    ]

    found = {merge for merge in merges(written(*rows)) if merge[0][1] >= 4}

    assert found == {((3, 4), (5, 4)), ((4, 6), (5, 6))}


def test_a_unit_the_office_has_changed_is_no_longer_merged() -> None:
    rows = [two_levels("1", "甲", "乙"), two_levels("2", "甲", "乙", inherited={"lead": "1"}, lead=["区体育局"])]

    file = written(*rows)

    assert [line["牵头单位"] for line in lines(file)] == ["区河务局", "区体育局"]
    assert not [merge for merge in merges(file) if merge[0][1] == 4]


few = st.sampled_from(["", "甲", "乙"])
tables = st.lists(st.tuples(few, few, few, few, st.sampled_from(["1", "2", "3"]), st.integers(0, 3)), max_size=8)


@settings(max_examples=60, deadline=None)
@given(table=tables)
def test_however_cells_are_merged_every_line_says_what_its_task_says(
    table: list[tuple[str, str, str, str, str, int]],
) -> None:
    rows = []
    for number, (theme, label, lead, due, origin, items) in enumerate(table, start=1):
        taken_over = {field: origin for field, value in (("lead", lead), ("deadline", due)) if value}
        task = make_task(str(number), theme=theme, label=label, lead=[lead], deadline_text=due, inherited=taken_over)
        rows.append(LedgerRow(task, tuple(of(make_item(task)) for _ in range(items))))

    below = lines(written(*rows))

    tasks = [row.task for row in rows for _ in range(max(1, len(row.items)))]
    assert [(line["序号"], line["任务名称"], line["牵头单位"], line["完成时限"]) for line in below] == [
        (task.number, task.label or task.theme, task.lead[0], task.deadline_text) for task in tasks
    ]


def test_equal_lead_and_responsible_units_are_two_cells() -> None:
    row = LedgerRow(make_task("1", lead=["区河务局"], named=["区河务局"]), ())

    [line] = lines(written(row))

    assert (line["牵头单位"], line["责任单位"]) == ("区河务局", "区河务局")


def test_a_task_nobody_has_yet_says_why() -> None:
    rows = [
        LedgerRow(make_task("1", state=TaskState.UNCONFIRMED), ()),
        LedgerRow(make_task("2", state=TaskState.STOPPED), ()),
    ]

    below = lines(written(*rows))

    assert [line["办理状态"] for line in below] == ["待确认", "终止"]


@pytest.mark.parametrize(
    ("state", "due_on", "light"),
    [
        (ItemState.WORKING, date(2022, 12, 31), "绿 正常"),
        (ItemState.WORKING, date(2022, 11, 30), "黄 临期"),
        (ItemState.WORKING, date(2022, 11, 25), "红 逾期未办结"),
        (ItemState.TO_SIGN, date(2022, 11, 25), "红 逾期未签收"),
        (ItemState.SUBMITTED, date(2022, 11, 25), "绿 正常"),
        (ItemState.DONE, date(2022, 11, 25), "绿 已办结"),
        (ItemState.NOT_APPLICABLE, date(2022, 11, 25), "灰 不涉及"),
    ],
)
def test_a_light_says_its_colour_and_its_word(state: ItemState, due_on: date, light: str) -> None:
    task = make_task("12", due_on=due_on)

    file = written(LedgerRow(task, (of(make_item(task, state=state, assigned_on=date(2022, 9, 19))),)))

    assert lines(file)[0]["灯"] == light
    assert fill_of(file, "O4") == next(one for one in Light if one.colour == light[0]).fill


def test_the_day_in_force_stands_with_the_first_one() -> None:
    task = make_task("12")
    extended = make_item(task, due_on=date(2022, 12, 15), first_due_on=date(2022, 11, 30), extensions=1)
    uncertain = make_item(task, due_is_certain=False)
    lasting = make_item(task, due_on=None, kind=DeadlineKind.CONTINUOUS)

    below = lines(written(LedgerRow(task, (of(extended), of(uncertain), of(lasting)))))

    assert [line["办理时限"] for line in below] == [
        "2022年12月15日（原时限2022年11月30日，延期1次）",
        "2022年11月30日（待公开办确认）",
        "长期坚持",
    ]


def test_progress_and_review_are_told_in_order_and_what_was_taken_back_is_not() -> None:
    task = make_task("12")
    at = make_report().at
    reports = [
        make_report(
            Intent.DONE,
            text="已全部更新",
            after_due=True,
            verdict=Verdict.RETURNED,
            reason="请补充截图",
            decided_at=at,
            id=4,
        ),
        make_report(Intent.SIGNED, text="", verdict=Verdict.NONE, id=1),
        make_report(Intent.DONE, text="写错了", verdict=Verdict.WITHDRAWN, id=3),
        make_report(Intent.WORKING, text="已更新\n三处", after_due=True, verdict=Verdict.NONE, id=2),
        make_report(
            Intent.EXTENSION,
            text="汛情",
            asked_due_on=date(2022, 12, 15),
            after_due=True,
            verdict=Verdict.PENDING,
            id=5,
        ),
    ]

    [line] = lines(written(LedgerRow(task, (of(make_item(task), reports=reports),))))

    assert line["进展情况"].split("\n") == [
        "2022年11月28日 办理中：已更新 三处",
        "2022年11月28日 已完成（逾期后报送）：已全部更新",
        "2022年11月28日 申请延期至2022年12月15日（逾期后申请）：汛情",
    ]
    assert line["审核意见"].split("\n") == ["2022年11月28日 退回补充：请补充截图", "待审核"]


def test_what_the_office_found_of_itself_is_told_as_its_own() -> None:
    found = make_report(
        Intent.NIL, text="", verdict=Verdict.ACCEPTED, reason="无此职能", by_office=True, decided_at=None
    )

    [line] = lines(written(LedgerRow(make_task("12"), (of(make_item(make_task("12")), reports=[found]),))))

    assert line["审核意见"] == "公开办按不涉及登记：无此职能"


def test_of_many_reports_the_last_are_shown_and_the_rest_counted() -> None:
    task = make_task("12")
    reports = [make_report(Intent.WORKING, text=f"第{n}次", verdict=Verdict.NONE, id=n) for n in range(1, 9)]

    [line] = lines(written(LedgerRow(task, (of(make_item(task), reports=reports),))))

    told = line["进展情况"].split("\n")
    assert told[0] == "（此前另有3次）"
    assert [one[-3:] for one in told[1:]] == ["第4次", "第5次", "第6次", "第7次", "第8次"]


def test_evidence_is_listed_and_its_newest_address_opens() -> None:
    task = make_task("12")
    evidence = [
        make_evidence(id=1, url="https://www.example.gov.cn/1"),
        make_evidence(id=2, url="https://www.example.gov.cn/2"),
        make_evidence(id=3, url="", kind=EvidenceKind.DOCUMENT, name="../方案.docx"),
        make_evidence(id=4, url="", kind=EvidenceKind.PHOTO),
        make_evidence(id=5, url="", kind=EvidenceKind.PHOTO),
    ]

    file = written(LedgerRow(task, (of(make_item(task), evidence=evidence),)))

    assert lines(file)[0]["佐证链接"].split("\n") == [
        "https://www.example.gov.cn/2",
        "https://www.example.gov.cn/1",
        "../方案.docx",
        "照片2张",
    ]
    assert re.findall(
        r'Target="([^"]*)" TargetMode="External"', inside(file, "xl/worksheets/_rels/sheet1.xml.rels")
    ) == ["https://www.example.gov.cn/2"]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/hosts", "internal:台账!A1", "external:a.xlsx", "mailto:a@example.cn",
     "https://user:word@example.cn/", "https://example.cn/ a", "https://example.cn/\u202e", "https://", "//example.cn",
     "https://example.cn/" + "a" * 3000, "=HYPERLINK(1)", "\\\\host\\share"],
)  # fmt: skip
def test_an_address_that_may_not_be_opened_is_only_a_text(address: str) -> None:
    task = make_task("12")

    file = written(LedgerRow(task, (of(make_item(task), evidence=[make_evidence(url=address)]),)))

    assert lines(file)[0]["佐证链接"] == cell_text(address)
    assert "hyperlink" not in inside(file, "xl/worksheets/sheet1.xml")


@settings(max_examples=60, deadline=None)
@given(text=hostile, other=hostile)
def test_whatever_people_type_stays_a_text_in_its_own_cell(text: str, other: str) -> None:
    task = make_task(text, content=text, label=other, theme="公开", lead=[text], deadline_text=other)
    report = make_report(Intent.DONE, text=text, reason=other, verdict=Verdict.ACCEPTED)
    evidence = [make_evidence(url="", kind=EvidenceKind.DOCUMENT, name=text), make_evidence(url=other)]
    row = LedgerRow(task, (of(make_item(task), text, [report], evidence),))

    file = written(row, title=text)

    [line] = lines(file)
    assert line["具体内容"] == line["牵头单位"] == line["承办单位"] == cell_text(text)
    assert line["完成时限"] == cell_text(other)
    page = inside(file, "xl/worksheets/sheet1.xml")
    assert "<f>" not in page
    assert set(re.findall(r' t="(\w+)"', page)) == {"s"}
    for name in zipfile.ZipFile(io.BytesIO(file)).namelist():
        etree.fromstring(inside(file, name).encode())


def test_a_text_too_long_for_a_cell_is_cut_with_a_note() -> None:
    task = make_task("12", content="公" * 20_000 + "😀" * 20_000)

    [line] = lines(written(LedgerRow(task, ())))

    assert characters.units_long(line["具体内容"]) <= MOST_IN_A_CELL
    assert line["具体内容"].endswith("😀……（内容过长，已截断）")


def test_an_empty_ledger_is_a_header() -> None:
    file = written()

    assert len(grid(file)) == 3
    assert grid(file)[2][0] == "序号"


def test_the_header_is_frozen_filtered_and_printed_on_every_page() -> None:
    task = make_task("12")

    file = written(LedgerRow(task, (of(make_item(task)), of(make_item(task)))))

    page = inside(file, "xl/worksheets/sheet1.xml")
    assert '<pane xSplit="1" ySplit="3" topLeftCell="B4"' in page
    assert '<autoFilter ref="A3:O5"/>' in page
    assert 'paperSize="8"' in page
    assert 'orientation="landscape"' in page
    assert "台账!$3:$3" in inside(file, "xl/workbook.xml")


def test_the_same_records_give_the_same_file() -> None:
    row = LedgerRow(make_task("12"), ())

    first = written(row)

    assert written(row) == first


def test_a_years_ledger_is_written_in_two_seconds() -> None:
    rows = []
    for number in range(1, 54):
        task = make_task(str(number), theme=f"主题{number // 9}", label=f"任务{number // 3}", content="公开" * 100)
        items = [of(make_item(task), f"第{n}单位", [make_report()] * 3, [make_evidence()] * 2) for n in range(28)]
        rows.append(LedgerRow(task, tuple(items)))

    started = time.process_time()
    file = written(*rows)

    assert time.process_time() - started < 2
    assert len(lines(file)) == 53 * 28
