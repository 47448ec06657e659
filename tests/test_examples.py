"""The sample district: its files belong together, and its three forms hold the same rows."""

from __future__ import annotations

import runpy
from datetime import date
from pathlib import Path

import pytest

from storage.roster import expand, read_roster
from storage.tables import read_document
from storage.values import Column

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
MADE = ["document.docx", "document.xlsx"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples")
    runpy.run_path(str(EXAMPLES / "make.py"))["make"](folder)
    return folder


@pytest.mark.parametrize("name", MADE)
def test_a_form_is_what_the_text_makes(made: Path, name: str) -> None:
    assert read_document(EXAMPLES / name) == read_document(made / name)


@pytest.mark.parametrize("name", ["roster.xlsx", "roster.csv"])
def test_a_roster_is_what_the_script_makes(made: Path, name: str) -> None:
    assert read_roster(EXAMPLES / name) == read_roster(made / "roster.xlsx")


@pytest.mark.parametrize("name", ["document.txt", *MADE])
def test_every_form_holds_the_same_rows(name: str) -> None:
    text, other = read_document(EXAMPLES / "document.txt"), read_document(EXAMPLES / name)

    for column in (Column.NUMBER, Column.CONTENT, Column.RESPONSIBLE, Column.DEADLINE):
        assert [row.text(column) for row in other.rows] == [row.text(column) for row in text.rows]
    assert len(other.rows) == 53
    assert (other.title, other.document_number, other.issued_on) == (
        "2022年云川区政务公开工作要点任务分解表",
        "云政办发〔2022〕21号",
        date(2022, 9, 16),
    )


def test_the_district_has_seven_townships_and_thirty_departments() -> None:
    roster = read_roster(EXAMPLES / "roster.xlsx")

    sizes = [len(expand(group, roster) or ()) for group in ("各乡镇人民政府", "区直各部门", "具有行政执法权的单位")]

    assert sizes == [7, 30, 23]
    assert (roster.office, len(roster.units), roster.as_of) == ("区政府办公室", 37, date(2022, 9, 16))


@pytest.mark.parametrize("name", [*MADE, "roster.xlsx", "roster.csv"])
def test_a_sample_stays_small(name: str) -> None:
    assert (EXAMPLES / name).stat().st_size < 41_000
