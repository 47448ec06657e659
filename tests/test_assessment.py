"""年度考核: numbers that add up, a score by the office's rules, and the rules said in words."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from python_calamine import CalamineWorkbook

from messages.assessment import AssessmentRow, AssessmentRules, Bonus, assessment, row_of, rules_in_words, score
from messages.sheets import cell_text
from storage.records import Item
from storage.states import Intent, ItemState, Part, Verdict
from tests.make import make_item, make_report, make_task

RULES = AssessmentRules()
NEW_YEAR = date(2023, 1, 3)
HEADER = ["单位", "应办", "按时", "逾期办结", "未办结", "退回次数", "延期次数", "加分", "加分理由", "得分"]
counts = st.integers(0, 200)
years = st.builds(
    AssessmentRow,
    *(st.just("区河务局"), counts, counts, counts, counts, counts),
    st.lists(st.builds(Bonus, st.decimals(0, 20, places=1), st.just("亮点")), max_size=3).map(tuple),
)


def sheet(file: bytes, index: int = 0) -> list[list[object]]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(index).to_python()
    return [list(row) for row in rows]


def due(on: date | None = date(2022, 11, 30), **named: object) -> Item:
    return make_item(make_task("12", due_on=on), **named)


def test_a_unit_has_a_line_and_all_units_a_sum() -> None:
    rows = [
        AssessmentRow("区河务局", 8, 1, 1, 2, 1, (Bonus(Decimal("1.5"), "渡口公示做法获推广"),)),
        AssessmentRow("=区园林局", 4, 0, 0, 0, 0),
        AssessmentRow("区体育局", 0, 0, 0, 0, 0),
    ]

    title, note, header, *below = sheet(assessment(rows, 2022, RULES))

    assert title[0] == "2022年度政务公开任务考核表"
    assert "内部使用" in str(note[0])
    assert header == HEADER
    assert below == [
        ["区河务局", 10, 8, 1, 1, 2, 1, 1.5, "渡口公示做法获推广（1.5分）", 86.5],
        ["=区园林局", 4, 4, 0, 0, 0, 0, 0, "", 100],
        ["区体育局", 0, 0, 0, 0, 0, 0, 0, "", "不计分"],
        ["合计", 14, 12, 1, 1, 2, 1, "", "", ""],
    ]


def test_the_second_sheet_says_the_rules_in_words() -> None:
    file = assessment([], 2022, AssessmentRules(late_share=Decimal("0.50"), extension_costs=Decimal(1)))

    _, *sentences = sheet(file, 1)

    text = "\n".join(str(sentence[1]) for sentence in sentences)
    assert "基础分＝100×（按时件数＋逾期办结件数×0.5）÷应办件数" in text
    assert "退回补充每次扣0.5分，经同意的延期每次扣1分，合计最多扣10分。" in text
    assert sheet(file)[2:] == [HEADER]


def test_what_costs_nothing_is_said_to_cost_nothing() -> None:
    free = AssessmentRules(returned_costs=Decimal(0))

    assert "退回补充不扣分，经同意的延期不扣分。" in rules_in_words(free)


@pytest.mark.parametrize(
    ("item", "counted_as"),
    [
        (due(state=ItemState.DONE, submitted_on=date(2022, 11, 30)), (1, 0, 0)),
        (due(state=ItemState.STRUCK_OFF, submitted_on=date(2022, 12, 1)), (0, 1, 0)),
        (due(state=ItemState.SUBMITTED, submitted_on=date(2022, 11, 29)), (1, 0, 0)),
        (due(state=ItemState.ONGOING, submitted_on=date(2022, 11, 29)), (1, 0, 0)),
        (due(state=ItemState.WORKING), (0, 0, 1)),
        (due(state=ItemState.TO_SIGN), (0, 0, 1)),
        (due(state=ItemState.CARRIED_OVER), (0, 0, 1)),
        (due(state=ItemState.CARRIED_OVER, closed_on=NEW_YEAR), (0, 0, 0)),  # went along with its rhythm, not yet due
        (due(None, state=ItemState.CARRIED_OVER), (0, 0, 0)),
        (due(None, state=ItemState.CARRIED_OVER, submitted_on=date(2022, 11, 2), closed_on=NEW_YEAR), (1, 0, 0)),
        (due(state=ItemState.RETURNED, returned_due_on=date(2023, 1, 6)), (0, 0, 0)),
        (due(state=ItemState.WORKING, due_is_certain=False), (0, 0, 0)),
        (due(state=ItemState.WORKING, soft=True), (0, 0, 0)),
        (due(state=ItemState.WORKING, part=Part.ASSISTING), (0, 0, 0)),
        (due(date(2023, 3, 31), state=ItemState.WORKING), (0, 0, 0)),
        (due(state=ItemState.NOT_APPLICABLE), (0, 0, 0)),
        (due(state=ItemState.STOPPED), (0, 0, 0)),
    ],
)
def test_an_item_is_counted_once_or_not_owed(item: Item, counted_as: tuple[int, int, int]) -> None:
    row = row_of("区河务局", [item], [], NEW_YEAR)

    assert (row.on_time, row.late, row.unfinished) == counted_as


def test_returns_are_counted_but_not_a_refused_extension() -> None:
    items = [due(state=ItemState.DONE, submitted_on=date(2022, 11, 30), extensions=2)]
    reports = [
        make_report(Intent.DONE, verdict=Verdict.RETURNED),
        make_report(Intent.DONE, verdict=Verdict.ACCEPTED),
        make_report(Intent.EXTENSION, verdict=Verdict.RETURNED),
    ]

    row = row_of("区河务局", items, reports, NEW_YEAR)

    assert (row.returned, row.extensions) == (1, 2)


@given(row=years)
def test_a_score_is_between_nothing_and_full_marks_with_bonus(row: AssessmentRow) -> None:
    points = score(row, RULES)

    if points is None:
        assert row.owed == 0
    else:
        assert 0 <= points <= RULES.full_marks + RULES.bonus_at_most


@given(row=years)
def test_doing_one_more_on_time_never_costs_points(row: AssessmentRow) -> None:
    better = AssessmentRow(
        row.unit, row.on_time + 1, row.late, row.unfinished, row.returned, row.extensions, row.bonuses
    )

    before, after = score(row, RULES), score(better, RULES)

    assert after is not None
    assert before is None or after >= before


@given(unit=st.text(max_size=30), reason=st.text(max_size=30))
def test_names_and_reasons_stay_texts(unit: str, reason: str) -> None:
    rows = [AssessmentRow(unit, 1, 0, 0, 0, 0, (Bonus(Decimal(1), reason),))]

    line = sheet(assessment(rows, 2022, RULES))[3]

    assert (line[0], line[8]) == (cell_text(unit), cell_text(f"{reason}（1分）"))


@pytest.mark.parametrize("wrong", [{"late_share": 2}, {"returned_costs": -1}, {"bonus": 1}, {"full_marks": "NaN"}])
def test_rules_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        AssessmentRules.model_validate(wrong)
