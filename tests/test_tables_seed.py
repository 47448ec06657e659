"""The verbatim document: 53 rows on 13 pages, as an office gets it after text recognition."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from storage.tables import read_document
from storage.values import Column, Source

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed"
pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason="the verbatim document is not at hand")


@cache
def _source() -> Source:
    return read_document(SEED / "xinrong-2022.txt")


def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((SEED / "rows.json").read_text(encoding="utf-8"))
    return rows


def _texts(column: Column) -> dict[str, str]:
    return {row.text(Column.NUMBER): row.text(column) for row in _source().rows}


def test_every_row_is_found_on_its_line() -> None:
    found = [(int(row.text(Column.NUMBER)), row.line) for row in _source().rows]

    assert found == [(row["no"], row["line"]) for row in _rows()]


def test_the_covering_notice_is_read() -> None:
    source = _source()

    assert (source.title, source.year) == ("2022年新荣区政务公开工作要点任务分解表", 2022)
    assert (source.document_number, str(source.issued_on)) == ("新政办发〔2022〕37号", "2022-09-16")
    assert "现印发给你们" in source.notice
    assert source.problems == ()


def test_every_page_is_a_block_of_its_own() -> None:
    assert sorted({row.block for row in _source().rows}) == list(range(13))


def test_contents_stand_under_contents_whatever_the_header_does() -> None:
    contents = _texts(Column.CONTENT)

    assert [contents[str(row["no"])][:12] for row in _rows()] == [
        row["content"].replace(" ", "")[:12] for row in _rows()
    ]


def test_deadlines_are_kept_as_printed_without_specks() -> None:
    deadlines = _texts(Column.DEADLINE)

    assert {number: deadlines[number] for number in ("12", "20", "46")} == {
        "12": "11月前",
        "20": "11月底前",
        "46": "全年",
    }
    assert [number for number, text in deadlines.items() if not text] == ["2", "3", "4", "5", "33", "36", "44"]


def test_a_lead_is_printed_only_where_the_page_prints_one() -> None:
    printed = [int(number) for number, text in _texts(Column.LEAD).items() if text]

    assert printed == [1, 8, 9, 12, 17, 20, 21, 25, 30, 31, 32, 34]


def test_theme_and_task_stand_side_by_side_where_the_page_has_two_label_columns() -> None:
    themes, tasks = _texts(Column.THEME), _texts(Column.TASK)

    assert {number: text for number, text in themes.items() if text} == {
        "12": "以公开促法治",
        "29": "以公开促廉政",
        "37": "以公开促规范",
        "49": "保障措施",
    }
    assert (tasks["10"], tasks["12"]) == ("以全过程公开促落实", "以行政执法公开促法治")


def test_a_label_cut_by_the_page_break_is_left_in_its_two_halves() -> None:
    tasks = _texts(Column.TASK)

    assert (tasks["26"], tasks["27"]) == ("以线下公开促", "服务")


def test_stray_spaces_are_dropped_from_names_and_kept_in_the_raw_text() -> None:
    [cell] = [row.cells[Column.RESPONSIBLE] for row in _source().rows if row.text(Column.NUMBER) == "27"]

    assert (cell.text, cell.raw) == ("区行政审批服务管理局", "区行政审批服务管理 局")
