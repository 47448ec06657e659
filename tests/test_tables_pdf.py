"""PDF pages printed sideways, and what is stamped across them."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.tables import read_document
from storage.values import Column, SourceRow
from tests.make_documents import Table, as_pdf

ROWS = (("1", "优化平台", "区司法局", "3月底前"), ("2", "加强培训", "区教育局", "全年"))
TABLE = Table(ROWS, ("序号", "任务", "责任单位", "完成时限"))
UPWARD, DOWNWARD, ASKEW = "0 1 -1 0 595 0", "0 -1 1 0 0 842", "1 1 -1 1 300 0"
PORTRAIT = "[0 0 595 842]"


@pytest.mark.parametrize("turn", [UPWARD, DOWNWARD])
@pytest.mark.parametrize("box", [PORTRAIT, f"{PORTRAIT} /Rotate 90"])
def test_a_page_whose_text_runs_along_its_side_is_read(turn: str, box: str, tmp_path: Path) -> None:
    (tmp_path / "print.pdf").write_bytes(as_pdf(TABLE, begin=f"{turn} cm", box=box))

    source = read_document(tmp_path / "print.pdf")

    assert [_cells(source.rows[number]) for number in (0, 1)] == [row[1:] for row in ROWS]


def test_a_stamp_across_the_page_is_no_part_of_its_cells(tmp_path: Path) -> None:
    words = "内部文件".encode("utf-16-be").hex()
    stamp = f"q {ASKEW} cm BT /F1 30 Tf 295 195 Td <{words * 3}> Tj ET Q"
    (tmp_path / "print.pdf").write_bytes(as_pdf(TABLE, begin=stamp))

    source = read_document(tmp_path / "print.pdf")

    assert [_cells(source.rows[number]) for number in (0, 1)] == [row[1:] for row in ROWS]


def test_a_row_whose_number_and_units_stand_on_the_next_page_began_on_this_one(tmp_path: Path) -> None:
    header = ("序号", "具体内容", "责任单位", "完成时限")
    rows = (
        ("1", "优化平台。", "区司法局", "3月底前"),
        ("", "制定方案，一是摸", "", ""),
        ("2", "清底数，建立台账。", "区教育局", "6月底前"),
    )
    (tmp_path / "print.pdf").write_bytes(as_pdf(Table(rows, header), rows_per_page=2))

    source = read_document(tmp_path / "print.pdf")

    assert [row.text(Column.NUMBER) for row in source.rows] == ["1", "2"]
    assert source.rows[1].text(Column.CONTENT) == "制定方案，一是摸清底数，建立台账。"
    assert source.rows[1].text(Column.RESPONSIBLE) == "区教育局"


def _cells(row: SourceRow) -> tuple[str, ...]:
    return tuple(row.text(column) for column in (Column.TASK, Column.RESPONSIBLE, Column.DEADLINE))
