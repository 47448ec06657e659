"""交接单: what a successor must know on the first day, on one card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages import words
from messages.html import Html, bold, plain
from messages.letter import Letter
from messages.pages import button, fitted, paragraphs
from messages.rows import row_line, row_number
from storage.records import Item, Report, Task
from storage.states import ItemState

_MOST_DATES = 6
_MOST_REPORTS = 5


@dataclass(frozen=True, slots=True)
class Handover:
    """What one unit's successor takes over."""

    unit: str
    before: str
    since: date
    rows: Sequence[tuple[Item, Task]]  # with the unit, or awaiting the office
    reports: Sequence[tuple[Report, Task]]  # oldest first


def handover_card(taken: Handover, today: date) -> Letter:
    """Open items, the next dates, the last reports, and who was there before."""
    head = paragraphs(
        bold(f"【交接单】{words.name(taken.unit, 40)}"),
        plain(f"前任联络员：{words.name(taken.before)}，{words.day(taken.since, today)}起任"),
        plain(_standing(taken.rows, today)),
    )
    blocks = [*_dates(taken.rows, today), *_reports(taken.reports, today)]
    foot = plain("历次反馈、佐证和审核意见都保留在单位名下；发送 /任务 12 可查看某一项的记录。")
    keys = ((button("查看清单", "list/0"),),) if taken.rows else ()
    return Letter(fitted(head, blocks, foot, "条"), keys)


def _standing(rows: Sequence[tuple[Item, Task]], today: date) -> str:
    owed = [item for item, _ in rows if item.is_with_unit]
    parts = {
        "其中逾期": sum(item.is_overdue(today) for item in owed),
        "待签收": sum(item.state is ItemState.TO_SIGN for item in owed),
        "退回待补充": sum(item.state is ItemState.RETURNED for item in owed),
    }
    said = "".join(f"，{name}{words.count(number)}" for name, number in parts.items() if number)
    waiting = sum(item.state is ItemState.SUBMITTED for item, _ in rows)
    return f"待办理{words.count(len(owed))}{said}；已报送待审核{words.count(waiting)}。"


def _dates(rows: Sequence[tuple[Item, Task]], today: date) -> list[Html]:
    dated = [(item.due_in_force, item, task) for item, task in rows if item.is_with_unit and item.due_in_force]
    first = sorted(dated, key=lambda one: (one[0], one[2].position))[:_MOST_DATES]
    if not first:
        return []
    return [plain("近期时限："), *(plain(f"· {words.day(on, today)}　{row_line(task, 30)}") for on, _, task in first)]


def _reports(reports: Sequence[tuple[Report, Task]], today: date) -> list[Html]:
    if not reports:
        return []
    return [plain("最近反馈："), *(plain(_report(report, task, today)) for report, task in reports[-_MOST_REPORTS:])]


def _report(report: Report, task: Task, today: date) -> str:
    on = words.day(words.local(report.at).date(), today)
    said = words.brief(report.text, 80)
    who = f"　{words.name(report.said_by, 40)}" if report.said_by else ""
    return f"· {on}　第{row_number(task)}项　{words.intent(report.intent)}{who}{f'：{said}' if said else ''}"
