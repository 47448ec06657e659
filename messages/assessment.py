"""年度考核: per unit what was owed and how it was done, the score by the office's rules, and the rules in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from messages.sheets import Book, Sheet, height_of, lines_in
from storage.records import Item, Report
from storage.states import Intent, ItemState, Verdict

_HANDED_IN = frozenset({ItemState.SUBMITTED, ItemState.DONE, ItemState.STRUCK_OFF, ItemState.ONGOING})
_COLUMNS = (
    ("单位", 26),
    ("应办", 8),
    ("按时", 8),
    ("逾期办结", 10),
    ("未办结", 8),
    ("退回次数", 10),
    ("延期次数", 10),
    ("加分", 8),
    ("加分理由", 50),
    ("得分", 10),
)
_HEADER = 2
_REASON, _SCORE = 8, 9

_Points = Annotated[Decimal, Field(ge=0, le=1000)]
_Share = Annotated[Decimal, Field(ge=0, le=1)]


class AssessmentRules(BaseModel):
    """How a unit's year is scored; `[assessment]` in config.toml. Shares are of an item done on time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    full_marks: _Points = Decimal(100)
    late_share: _Share = Decimal("0.6")  # what an item done late still counts
    returned_costs: _Points = Decimal("0.5")  # each 退回
    extension_costs: _Points = Decimal(0)  # each extension the office granted
    deducted_at_most: _Points = Decimal(10)  # for both together
    bonus_at_most: _Points = Decimal(10)


@dataclass(frozen=True, slots=True)
class Bonus:
    """Points the office gave for a 亮点, with the reason."""

    points: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One unit's year. What was owed is the sum of what became of it, so the numbers always add up."""

    unit: str
    on_time: int
    late: int
    unfinished: int
    returned: int
    extensions: int
    bonuses: tuple[Bonus, ...] = ()

    @property
    def owed(self) -> int:
        """应办."""
        return self.on_time + self.late + self.unfinished


def row_of(
    unit: str, items: Sequence[Item], reports: Sequence[Report], today: date, bonuses: tuple[Bonus, ...] = ()
) -> AssessmentRow:
    """A unit's row from its items of the year and their reports.

    Handed in and awaiting review counts as done: the unit's clock has stopped. What cannot be late (不涉及, 终止, 配合,
    soft or unconfirmed days, days still to come) and is not done is not owed.
    """
    handed_in = [item for item in items if item.state in _HANDED_IN or _was_carried_when_done(item)]
    late = sum(1 for item in handed_in if item.was_late)
    return AssessmentRow(
        unit,
        on_time=len(handed_in) - late,
        late=late,
        unfinished=sum(1 for item in items if item.is_overdue(today) or _is_carried_over(item)),
        returned=sum(1 for report in reports if report.verdict is Verdict.RETURNED and report.intent is Intent.DONE),
        extensions=sum(item.extensions for item in items),
        bonuses=bonuses,
    )


def score(row: AssessmentRow, rules: AssessmentRules) -> Decimal | None:
    """The unit's points to one decimal, never below zero; None where nothing was owed.

    >>> score(AssessmentRow("区河务局", 9, 1, 0, 2, 0), AssessmentRules())
    Decimal('95.0')
    """
    if not row.owed:
        return None
    done = rules.full_marks * (row.on_time + row.late * rules.late_share) / row.owed
    deducted = row.returned * rules.returned_costs + row.extensions * rules.extension_costs
    points = done - min(deducted, rules.deducted_at_most) + _bonus(row, rules)
    return max(points, Decimal(0)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def assessment(rows: Sequence[AssessmentRow], year: int, weights: AssessmentRules) -> bytes:
    """The year-end sheet as an .xlsx file, units in the order given, and a second sheet with the rules in words."""
    book = Book(f"{year}年度考核表", date(year, 12, 31))
    sheet = book.sheet("考核表")
    sheet.write(0, 0, f"{year}年度政务公开任务考核表", "title")
    sheet.write(1, 0, "供公开办内部使用。计分办法见第二张表。", "note")
    sheet.head(_HEADER, [name for name, _ in _COLUMNS], [width for _, width in _COLUMNS])
    for line, row in enumerate(rows, start=_HEADER + 1):
        _write_unit(sheet, line, row, weights)
    sheet.frame(_HEADER, _HEADER + len(rows), len(_COLUMNS))
    if rows:
        _write_sum(sheet, _HEADER + 1 + len(rows), rows)
    _write_rules(book.sheet("计分办法"), weights)
    return book.bytes()


def rules_in_words(rules: AssessmentRules) -> tuple[str, ...]:
    """The rules as the office would explain them, a sentence each."""
    return (
        "应办＝按时＋逾期办结＋未办结。不涉及、终止、配合事项，以及未办结但时限未到、时限未经确认或属鼓励探索类的事项，不计入应办。",
        "已报送完成、等待公开办审核的，按报送日期计为按时或逾期办结；结转下一年度的，计为未办结。",
        f"基础分＝{_plain(rules.full_marks)}×（按时件数＋逾期办结件数×{_plain(rules.late_share)}）÷应办件数。未办结的不得分。",
        _deduction(rules),
        f"加分由公开办按亮点工作登记并注明理由，合计最多加{_plain(rules.bonus_at_most)}分。",
        "得分＝基础分－扣分＋加分，最低0分，保留一位小数，四舍五入。应办为0的单位不计分。",
    )


def _is_carried_over(item: Item) -> bool:
    """Carried over unfinished; what only moved to next year's plan with its rhythm was closed by that."""
    return item.state is ItemState.CARRIED_OVER and item.may_be_late and not item.closed_on and item.due_on is not None


def _was_carried_when_done(item: Item) -> bool:
    """A lasting duty whose stage was done and that goes on next year."""
    return item.state is ItemState.CARRIED_OVER and item.closed_on is not None and item.submitted_on is not None


def _counts(row: AssessmentRow) -> tuple[int, ...]:
    return row.owed, row.on_time, row.late, row.unfinished, row.returned, row.extensions


def _bonus(row: AssessmentRow, rules: AssessmentRules) -> Decimal:
    return min(sum((bonus.points for bonus in row.bonuses), Decimal(0)), rules.bonus_at_most)


def _write_unit(sheet: Sheet, line: int, row: AssessmentRow, rules: AssessmentRules) -> None:
    sheet.write(line, 0, row.unit)
    for column, count in enumerate((*_counts(row), float(_bonus(row, rules))), start=1):
        sheet.number(line, column, count)
    reasons = "；".join(f"{bonus.reason}（{_plain(bonus.points)}分）" for bonus in row.bonuses)
    sheet.write(line, _REASON, reasons)
    points = score(row, rules)
    if points is None:
        sheet.write(line, _SCORE, "不计分", "middle")
    else:
        sheet.number(line, _SCORE, float(points))
    sheet.page.set_row(
        line, height_of(max(lines_in(row.unit, _COLUMNS[0][1]), lines_in(reasons, _COLUMNS[_REASON][1])))
    )


def _write_sum(sheet: Sheet, line: int, rows: Sequence[AssessmentRow]) -> None:
    """What all units together owed and did; below the filter, so it is not hidden with a unit."""
    sheet.write(line, 0, "合计", "header")
    sums = [sum(counts) for counts in zip(*(_counts(row) for row in rows), strict=True)]
    for column, count in enumerate(sums, start=1):
        sheet.number(line, column, count)
    for column in range(len(sums) + 1, len(_COLUMNS)):
        sheet.write(line, column, "")


def _write_rules(sheet: Sheet, rules: AssessmentRules) -> None:
    sheet.head(0, ["序号", "计分办法"], [8, 110])
    for line, sentence in enumerate(rules_in_words(rules), start=1):
        sheet.write(line, 0, str(line), "middle")
        sheet.write(line, 1, sentence)
        sheet.page.set_row(line, height_of(lines_in(sentence, 110)))


def _deduction(rules: AssessmentRules) -> str:
    def each(what: str, costs: Decimal) -> str:
        return f"{what}每次扣{_plain(costs)}分" if costs else f"{what}不扣分"

    parts = f"{each('退回补充', rules.returned_costs)}，{each('经同意的延期', rules.extension_costs)}"
    costs_anything = rules.returned_costs or rules.extension_costs
    return f"{parts}，合计最多扣{_plain(rules.deducted_at_most)}分。" if costs_anything else f"{parts}。"


def _plain(number: Decimal) -> str:
    """「0.6」, 「100」: without trailing zeros or exponents."""
    return f"{number.normalize():f}"
