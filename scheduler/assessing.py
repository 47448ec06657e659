"""年度考核: a year's items, reports and bonuses, unit by unit, as the sheet the office assesses by."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from messages.assessment import AssessmentRow, AssessmentRules, Bonus, assessment, row_of
from storage.desk import Desk
from storage.records import Bonus as GivenBonus
from storage.records import Item, Report

_LOOKS_BACK_UNTIL = 2
"""In January and February it is the last year that is assessed."""


def assessed_year(today: date) -> int:
    """The year a sheet is about unless another is named."""
    return today.year - 1 if today.month <= _LOOKS_BACK_UNTIL else today.year


def assessment_rows(desk: Desk, year: int) -> list[AssessmentRow]:
    """A row for each unit that had something to do or was given a bonus, in the roster's order."""
    items: dict[int, list[Item]] = defaultdict(list)
    names: dict[int, str] = {}
    for item, unit, _ in desk.items_of_year(year):
        items[item.unit_id].append(item)
        names[item.unit_id] = unit.name
    bonuses: dict[int, list[Bonus]] = defaultdict(list)
    for given in desk.bonuses(year):
        bonuses[given.unit_id].append(Bonus(points_of(given), given.reason))
    names |= {unit.id or 0: unit.name for unit in desk.units(all_time=True) if unit.id in bonuses}
    reports = desk.reports_by_item()
    return [
        row_of(names[unit], items[unit], _of(items[unit], reports), desk.today, tuple(bonuses[unit]))
        for unit in sorted(names)
    ]


def assessment_file(desk: Desk, year: int, rules: AssessmentRules) -> bytes:
    """The sheet as an .xlsx file."""
    return assessment(assessment_rows(desk, year), year, rules)


def points_of(bonus: GivenBonus) -> Decimal:
    """The points of a bonus."""
    return Decimal(bonus.tenths) / 10


def _of(items: list[Item], reports: dict[int, list[Report]]) -> list[Report]:
    return [report for item in items for report in reports.get(item.id or 0, [])]
