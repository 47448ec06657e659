"""/逾期: who is late, unit by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from messages import words
from messages.cards import lateness
from messages.html import Html, bold, plain
from messages.letter import Letter
from messages.pages import Page, button, fitted, paragraphs
from messages.rows import row_line
from storage.desk.lists import LateRow
from storage.states import ItemState

OVERDUE_PER_PAGE = 12


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """An item past its day in force."""

    late: LateRow
    late_by: int  # working days


def overdue_list(shown: Page[OverdueRow], total: int, units: int, today: date) -> Letter:
    """/逾期, unit by unit in the order given: no ranking. `total` rows of so many `units` are overdue in all."""
    if not total:
        return Letter(plain(f"截至{words.day(today, today)}，没有逾期事项。"))
    text = paragraphs(
        bold(f"【逾期明细】{words.count(total, '件')}，涉及{words.count(units, '个单位')}"),
        *(line for unit, those in groupby(shown.rows, _unit_of) for line in _late(unit, list(those), today)),
        plain(shown.place),
    )
    nudge = (button(f"催办全部{words.count(total, '件')}", "nudgeask"),)
    return Letter(text, (nudge, *shown.turning("overdue")))


def owing(states: Sequence[ItemState], units: Sequence[tuple[str, int]]) -> Letter:
    """Who still owes something, in the roster's order: no ranking. Units, and how many items of each."""
    what = words.state(states[0]) if len(states) == 1 else "未办结（待审核的除外）"
    if not units:
        return Letter(plain(f"目前没有{what}的责任项。"))
    total = sum(items for _, items in units)
    head = bold(f"【{what}】{words.count(total, '件')}，涉及{words.count(len(units), '个单位')}")
    lines = [plain(f"{words.name(unit, 40)}　{words.count(items, '件')}") for unit, items in units]
    return Letter(fitted(head, lines, plain("明细请发 /单位 区某局，或 /任务 12。"), "个单位"))


def _unit_of(row: OverdueRow) -> str:
    return row.late.unit


def _late(unit: str, rows: Sequence[OverdueRow], today: date) -> list[Html]:
    return [bold(f"▪ {words.name(unit, 40)}"), *(plain(_late_line(row, today)) for row in rows)]


def _late_line(row: OverdueRow, today: date) -> str:
    late = row.late
    when = f"时限{words.day(late.due_on, today)}，" if late.due_on else ""
    pinged = f"，已催办{words.count(late.pings, '次')}" if late.pings else ""
    return f"{row_line(late, 30)}　{words.state(late.state)}；{when}{lateness(row.late_by)}{pinged}"
