"""Unit cells: what a clerk would read out of them, cell by cell, labelled by hand before the grammar was run.

The cells and labels stand in unit_cells.tsv: cell, header of its column, label. A label is the units in order,
parted by spaces; `~` collective, `^` lead, `+` assisting; `…` the list is open; `?` a clerk would have to ask.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.units import as_json, read_units
from storage.values import Roster, RosterUnit, UnitsReading
from tests.effort import IN_STEP, growth

REFERENCE = Path(__file__).resolve().parents[2] / "shared" / "reference" / "units.jsonl"
SEED = Path(__file__).resolve().parents[2] / "shared" / "seed" / "rows.json"

CELLS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "unit_cells.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _labelled(cell: str, label: str) -> UnitsReading:
    words = label.split()
    units = [(word.lstrip("^+~"), word[: len(word) - len(word.lstrip("^+~"))]) for word in words if word not in "…?"]
    named = tuple(name for name, marks in units if "~" not in marks)
    collective = tuple(name for name, marks in units if "~" in marks)
    marked = dict(units)
    return UnitsReading(
        cell,
        named,
        collective,
        lead=tuple(name for name in named + collective if "^" in marked[name]),
        assisting=tuple(name for name in named + collective if "+" in marked[name]),
        open_ended="…" in words,
        ask="?" in words,
    )


def test_a_cell_is_read_as_a_clerk_reads_it() -> None:
    cells = [(printed.replace("\\n", "\n").replace("\\r", "\r"), role, label) for printed, role, label in CELLS]

    readings = [(read_units(cell, role), _labelled(cell, label)) for cell, role, label in cells]

    assert [(reading, labelled) for reading, labelled in readings if reading != labelled] == []
    assert len(readings) > 750


@pytest.mark.skipif(not REFERENCE.exists(), reason="the labelled sample of real cells is not beside the project")
def test_real_cells_are_read_right_and_none_silently_wrong() -> None:
    samples = [json.loads(line) for line in REFERENCE.read_text(encoding="utf-8").splitlines()]

    readings = [(sample["gold"], read_units(sample["cell"], sample["role"])) for sample in samples]

    wrong = [reading for gold, reading in readings if not _agrees(gold, reading)]
    assert len(wrong) <= 0.05 * len(samples)
    assert [reading for reading in wrong if not reading.ask] == []
    assert sum(reading.ask for _, reading in readings) <= 0.1 * len(samples)


def _agrees(gold: dict[str, Any], reading: UnitsReading) -> bool:
    read = as_json(reading)
    return sorted(gold["lead"]) == sorted(reading.lead) and all(
        read[field] == gold[field] for field in ("named", "collective", "open_ended")
    )


@pytest.mark.skipif(not SEED.exists(), reason="the real document is not beside the project")
def test_every_unit_cell_of_a_real_document_is_read_as_by_hand() -> None:
    rows = json.loads(SEED.read_text(encoding="utf-8"))
    misprinted = {"区卫健委局": "区卫健委"}

    for row in rows:
        reading = read_units(row["fill_down"]["responsible"], "责任单位")
        named = [misprinted.get(name, name) for name in reading.named]

        assert not reading.ask
        if "responsible" not in row["inherited_from"]:
            assert named == row["responsible"]["named"], row["no"]
            assert list(reading.collective) == row["responsible"]["collective"], row["no"]
            assert reading.open_ended == row["responsible"]["open_ended"], row["no"]


ROSTER = Roster(
    "区政府办公室",
    (
        RosterUnit("区公安分局", aliases=("区公安局",)),
        RosterUnit("区公安分局交警大队"),
        RosterUnit("区城投"),
        RosterUnit("区行政审批服务管理局", groups=("区直各部门",)),
        RosterUnit("教育科"),
        RosterUnit("体育中心"),
    ),
)


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("区公安分局\n交警大队", ("区公安分局交警大队",)),
        ("教育科\n体育中心", ("教育科", "体育中心")),
        ("区城投、区公安局", ("区城投", "区公安局")),
        ("区城投区公安局教育科", ("区城投", "区公安局", "教育科")),
    ],
)
def test_the_roster_decides_what_shape_cannot(cell: str, named: tuple[str, ...]) -> None:
    reading = read_units(cell, roster=ROSTER)

    assert (reading.named, reading.ask) == (named, False)


def test_a_line_break_that_may_be_a_wrap_or_not_is_asked_without_a_roster() -> None:
    reading = read_units("区公安分局\n交警大队")

    assert reading.ask


def test_a_bracket_never_closed_is_asked() -> None:
    assert read_units("区教育局（牵头、区财政局").ask


def test_who_leads_and_assists_at_once_is_asked() -> None:
    assert read_units("牵头单位：区教育局；配合单位：区教育局").ask


def test_the_json_has_the_fields_of_the_contract() -> None:
    assert as_json(read_units("市教育局牵头，各区配合")) == {
        "cell": "市教育局牵头，各区配合",
        "named": ["市教育局"],
        "collective": ["各区"],
        "lead": ["市教育局"],
        "assisting": ["各区"],
        "open_ended": False,
        "ask": False,
    }


NAMES = ["市教育局", "市人力资源和社会保障局", "县委宣传部", "区文化和旅游局（区文物局）", "柳林镇人民政府", "市高院"]


@given(st.lists(st.sampled_from(NAMES), min_size=1, unique=True), st.sampled_from("、，,；;/\n \t"))
def test_what_is_listed_is_what_is_read(names: list[str], separator: str) -> None:
    assert read_units(separator.join(names)).named == tuple(names)


PLACES = ["县", "区", "平川县", "平阳县", "会宁县", "和田县", "镇远县", "市南区", "同江市"]
BUREAUS = ["教育局", "民政局", "司法局", "卫生健康局", "气象局", "残联", "档案馆", "政府办公室"]


@given(st.sampled_from(PLACES), st.lists(st.sampled_from(BUREAUS), min_size=2, unique=True))
def test_a_place_said_once_is_that_of_every_bureau_behind_it(place: str, bureaus: list[str]) -> None:
    reading = read_units(place + "、".join(bureaus))

    assert (reading.named, reading.ask) == (tuple(place + bureau for bureau in bureaus), False)


@given(
    st.sampled_from(PLACES),
    st.lists(st.sampled_from(BUREAUS), min_size=2, unique=True),
    st.sampled_from(["和", "及", "与"]),
)
def test_the_last_name_is_joined_by_a_word_whatever_its_place_begins_with(
    place: str, bureaus: list[str], word: str
) -> None:
    *names, last = (place + bureau for bureau in bureaus)

    reading = read_units("、".join(names) + word + last)

    assert (reading.named, reading.ask) == ((*names, last), False)


@given(st.lists(st.sampled_from(NAMES), min_size=1, unique=True), st.integers(4, 14))
def test_a_list_cut_by_the_width_of_its_column_is_read_or_asked_about(names: list[str], width: int) -> None:
    listed = "、".join(names)
    cut = "\n".join(listed[first : first + width] for first in range(0, len(listed), width))

    reading = read_units(cut)

    assert reading.ask or reading.named == tuple(names)


@given(st.text(max_size=200), st.text(max_size=20))
def test_no_cell_raises(cell: str, role: str) -> None:
    assert read_units(cell, role).cell == cell


PARTS = [
    "市",
    "教育局",
    "各",
    "乡镇",
    "牵头",
    "配合",
    "等",
    "相关部门",
    "（",
    "）",
    "、",
    "，",
    "\n",
    "和",
    "会",
    "：",
    "单位",
    "1",
]


@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_no_heap_of_unit_words_raises(parts: list[str]) -> None:
    cell = "".join(parts)

    reading = read_units(cell)

    assert set(reading.lead) | set(reading.assisting) <= set(reading.named) | set(reading.collective)


@pytest.mark.parametrize("part", ["（", "市教育局", "各区、", "和", "等", "牵头", "市教育局\n", "a：", "、"])
def test_the_work_of_reading_a_cell_keeps_step_with_its_length(part: str) -> None:
    assert growth(read_units, part, 500) < IN_STEP


def test_a_cell_longer_than_any_list_of_units_is_asked_about() -> None:
    assert read_units("市教育局、" * 20_000).ask
