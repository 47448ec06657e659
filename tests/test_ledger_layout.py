"""The ledger of a document has the document's own columns, words, order and merges, whatever they are."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from scheduler import deciding, intake, papers, ways_out
from storage.desk import Desk
from storage.tables import read_document
from tests.desks import desk_of

Cells = list[list[str]]
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column

TWO_LEVELS = (
    ["序号", "重点任务", "责任分工", "", "完成时间", "备注"],
    ["", "", "牵头单位", "责任单位", "", ""],
)
TWO_LEVEL_MERGES: list[Merge] = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4), (0, 5, 1, 5)]
ROWS = [
    ["1", "公开财政预算", "区财政局", "区教育局、各乡镇人民政府", "2022年11月30日", "按季通报"],
    ["2", "公开招生信息", "区教育局", "区教育局", "2022年10月31日", ""],
    ["3", "公开监管结果", "", "区财政局", "", "=1+1"],
]


def made(path: Path, cells: Cells, merges: list[Merge]) -> Path:
    """A spreadsheet with a title, these cells, and merges counted from the header."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, len(cells[0]) - 1, "2022年河湾区任务分解表")
    for top, left, bottom, right in merges:
        sheet.merge_range(top + 1, left, bottom + 1, right, cells[top][left])
    covered = {
        (row, column)
        for top, left, bottom, right in merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            if (row, column) not in covered and text:
                sheet.write_string(row + 1, column, text)
    book.close()
    return path


def taken_in(desk: Desk, path: Path) -> None:
    document = ways_out.with_ways_out(intake.read_tasks(read_document(path), desk.roster()))
    plan = desk.store_document(document, path.name)
    deciding.confirm_ready(desk, plan)


def opened(file: bytes, place: int = 0) -> tuple[list[list[Any]], set[Merge]]:
    """The cells from the header on, and the merges counted from there."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(place)
    merges = {(top - 2, left, bottom - 2, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []}
    return [*sheet.to_python(skip_empty_area=False)[2:]], merges


def first_lines(below: list[list[Any]], width: int) -> Cells:
    """The first line of each task, in the source's columns."""
    seen: dict[str, list[str]] = {}
    for line in below:
        seen.setdefault(str(line[0]), [str(cell) for cell in line[:width]])
    return [*seen.values()]


def test_a_two_level_header_and_a_merged_lead_stand_as_printed(tmp_path: Path) -> None:
    merges = [*TWO_LEVEL_MERGES, (3, 2, 4, 2), (3, 4, 4, 4)]
    path = made(tmp_path / "two.xlsx", [*TWO_LEVELS, *ROWS], merges)

    with desk_of() as desk:
        taken_in(desk, path)
        cells, found = opened(papers.ledger_file(desk, lambda item: False, desk.plans()))

    assert cells[0][:6] == ["序号", "重点任务", "责任分工", "责任分工", "完成时间", "备注"]
    assert cells[1][:6] == ["序号", "重点任务", "牵头单位", "责任单位", "完成时间", "备注"]
    assert set(TWO_LEVEL_MERGES) <= found
    in_force = [ROWS[0], ROWS[1], ["3", "公开监管结果", "区教育局", "区财政局", "2022年10月31日", "=1+1"]]
    assert first_lines(cells[2:], 6) == in_force
    starts = {str(line[0]): place for place, line in reversed([*enumerate(cells)])}
    last = len(cells) - 1
    assert {(starts["2"], 2, last, 2), (starts["2"], 4, last, 4)} <= found
    assert cells[0][6:] == ["承办单位", "分工", "办理时限", "办理状态", "进展情况", "佐证链接", "审核意见", "灯"]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (["序号", "工作任务", "责任部门", "完成期限"],
         [["1", "公开预算", "区财政局", "11月底前"], ["2", "公开招生", "区教育局", "年底前"]]),
        (["任务名称", "具体措施", "牵头单位", "配合单位", "时限要求"],
         [["公开促落实", "按季公开财政预算执行情况。", "区财政局", "区教育局", "11月底前"],
          ["公开促监管", "公开招生信息。", "区教育局", "区财政局", "10月底前"]]),
        (["完成时限", "责任单位", "具体内容", "序号"],
         [["11月底前", "区财政局", "公开财政预算。", "1"], ["10月底前", "区教育局", "公开招生信息。", "2"]]),
    ],
)  # fmt: skip
def test_fewer_columns_and_another_order_are_kept(tmp_path: Path, header: list[str], rows: Cells) -> None:
    path = made(tmp_path / "few.xlsx", [header, *rows], [])

    with desk_of() as desk:
        taken_in(desk, path)
        cells, _ = opened(papers.ledger_file(desk, lambda item: False, desk.plans()))

    assert cells[0][: len(header)] == header
    assert list(dict.fromkeys(tuple(map(str, line[: len(header)])) for line in cells[1:])) == [*map(tuple, rows)]


def test_several_plans_have_a_sheet_each_in_its_own_layout(tmp_path: Path) -> None:
    one = made(tmp_path / "one.xlsx", [*TWO_LEVELS, *ROWS[:2]], TWO_LEVEL_MERGES)
    header = ["序号", "工作任务", "责任部门", "完成期限"]
    other = made(tmp_path / "other.xlsx", [header, ["1", "公开预算", "区财政局", "11月底前"]], [])

    with desk_of() as desk:
        taken_in(desk, one)
        taken_in(desk, other)
        file = papers.ledger_file(desk, lambda item: False, desk.plans())

    names = CalamineWorkbook.from_filelike(io.BytesIO(file)).sheet_names
    assert names == ["台账1 2022年河湾区任务分解表", "台账2 2022年河湾区任务分解表"]
    assert opened(file, 0)[0][1][2:4] == ["牵头单位", "责任单位"]
    assert opened(file, 1)[0][0][:4] == header


def test_every_stage_keeps_its_column_until_the_words_no_longer_name_it(tmp_path: Path) -> None:
    header = ["序号", "工作任务", "一季度目标", "二季度目标", "责任单位"]
    rows = [["1", "建设平台", "完成方案", "完成招标", "区教育局"], ["2", "公开预算", "", "集中公开", "区财政局"]]
    path = made(tmp_path / "stages.xlsx", [header, *rows], [])

    with desk_of() as desk:
        taken_in(desk, path)
        printed, _ = opened(papers.ledger_file(desk, lambda item: False, desk.plans()))
        desk.tasks()[0].content = "平台上线。"
        reworded, _ = opened(papers.ledger_file(desk, lambda item: False, desk.plans()))

    assert printed[0][:5] == header
    assert list(dict.fromkeys(tuple(map(str, line[:5])) for line in printed[1:])) == [*map(tuple, rows)]
    assert reworded[1][2:4] == ["平台上线。"] * 2, "one cell over both"


def test_what_the_office_has_changed_stands_as_it_is_now(tmp_path: Path) -> None:
    path = made(tmp_path / "two.xlsx", [*TWO_LEVELS, *ROWS[:2]], TWO_LEVEL_MERGES)

    with desk_of() as desk:
        taken_in(desk, path)
        first, second = desk.tasks()
        first.named, first.collective = ["区教育局"], []
        cells, _ = opened(papers.ledger_file(desk, lambda item: False, desk.plans()))

    assert [line[3] for line in first_lines(cells[2:], 4)] == ["区教育局", "区教育局"]
    assert second.printed is not None


def test_a_plan_from_before_keeps_the_usual_columns(tmp_path: Path) -> None:
    path = made(tmp_path / "two.xlsx", [*TWO_LEVELS, *ROWS[:2]], TWO_LEVEL_MERGES)

    with desk_of() as desk:
        taken_in(desk, path)
        [plan] = desk.plans()
        plan.layout = []
        cells, _ = opened(papers.ledger_file(desk, lambda item: False, desk.plans()))

    assert cells[0][:6] == ["序号", "任务名称", "具体内容", "牵头单位", "责任单位", "完成时限"]
