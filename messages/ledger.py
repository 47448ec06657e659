"""台账 as a spreadsheet: the source table as printed, and under each task a line per unit with what it handed in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, groupby, takewhile

from messages import ledger_cells as cells
from messages import words
from messages.ledger_cells import LedgerItem
from messages.ledger_columns import Printed, printed_columns
from messages.lights import Light, light_in_words, light_of
from messages.sheets import HIGHEST, Book, Sheet, height_of, lines_in
from storage.records import Item, Task
from storage.states import TaskState

__all__ = ["LedgerItem", "LedgerRow", "LedgerTable", "ledger"]

_HEADER = 2  # the row of the header, under title and day
_OWN = (  # of each item
    ("承办单位", 16),
    ("分工", 6),
    ("办理时限", 15),
    ("办理状态", 10),
    ("进展情况", 36),
    ("佐证链接", 32),
    ("审核意见", 26),
    ("灯", 15),
)
_WIDTHS = [width for _, width in _OWN]
_LINK, _LIGHT = 5, 7  # places among the item's own columns
_TASK_STATES = {TaskState.UNCONFIRMED: "待确认", TaskState.STOPPED: "终止"}


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A task and its items; none where nothing has been handed out."""

    task: Task
    items: tuple[LedgerItem, ...]


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """A document's table; `layout` as its plan keeps it."""

    title: str
    rows: Sequence[LedgerRow]
    layout: Sequence[Sequence[str]] = ()


def ledger(tables: Sequence[LedgerTable], today: date, due_soon: Callable[[Item], bool]) -> bytes:
    """The ledger as an .xlsx file, a sheet for each table. `due_soon` tells whether an item's light is yellow."""
    book = Book(tables[-1].title if tables else "", today)
    for place, table in enumerate(tables or [LedgerTable("", ())], start=1):
        name = _sheet_name(f"台账{place} {table.title}") if len(tables) > 1 else "台账"
        _write_table(book.sheet(name), table, today, due_soon)
    return book.bytes()


def _sheet_name(title: str) -> str:
    """Excel takes 31 characters and none of these."""
    return re.sub(r"[\[\]:*?/\\']", " ", words.brief(title, 30))[:31].strip()


def _write_table(sheet: Sheet, table: LedgerTable, today: date, due_soon: Callable[[Item], bool]) -> None:
    rows = table.rows
    printed = printed_columns([row.task for row in rows], table.layout)
    columns = [(column.names, column.width) for column in printed] + [((name,), width) for name, width in _OWN]
    bottom = sheet.head_levels(_HEADER, [names for names, _ in columns], [width for _, width in columns])
    starts = list(accumulate((max(1, len(row.items)) for row in rows), initial=bottom + 1))
    _write_title(sheet, table, today)
    _write_tasks(sheet, [row.task for row in rows], starts, printed)
    for start, row in zip(starts, rows, strict=False):
        _write_items(sheet, start, len(printed), row, today, due_soon)
        _set_heights(sheet, start, row, printed)
    sheet.frame(bottom, starts[-1] - 1, len(columns), _HEADER)


def _write_title(sheet: Sheet, table: LedgerTable, today: date) -> None:
    items = sum(len(row.items) for row in table.rows)
    numbers = f"{words.count(len(table.rows))}任务，{words.count(items, '件')}责任项"
    lights = "，".join(f"{light.colour}：{light.meaning}" for light in reversed(Light))
    sheet.write(0, 0, f"{table.title}台账" if table.title else "台账", "title")
    sheet.write(1, 0, f"截至{words.day(today)}，{numbers}（{lights}）", "note")


def _write_tasks(sheet: Sheet, tasks: Sequence[Task], starts: Sequence[int], printed: Sequence[Printed]) -> None:
    for place, column in enumerate(printed):
        for key, run in groupby(range(len(tasks)), key=lambda at: column.merge(tasks[at])):
            same = list(run)
            first = tasks[same[0]]
            if place and printed[place - 1].merge(first) == key:
                continue  # written with the cell to its left
            lines = range(starts[same[0]], starts[same[-1] + 1])
            sheet.block(lines, _beside(printed, place, first), column.text(first), column.look)


def _beside(printed: Sequence[Printed], place: int, task: Task) -> range:
    """The columns from `place` on that are one cell in a row."""
    key = printed[place].merge(task)
    return range(place, place + sum(1 for _ in takewhile(lambda one: one.merge(task) == key, printed[place:])))


def _write_items(
    sheet: Sheet, start: int, column: int, row: LedgerRow, today: date, due_soon: Callable[[Item], bool]
) -> None:
    if not row.items:
        texts = ["", "", "", _TASK_STATES.get(row.task.state, ""), "", "", "", ""]
        for place, text in enumerate(texts, start=column):
            sheet.write(start, place, text, "middle")
    for line, of in enumerate(row.items, start=start):
        for place, (text, look) in enumerate(_texts(of), start=column):
            sheet.write(line, place, text, look)
        sheet.link(line, column + _LINK, cells.evidence_link(of.evidence), cells.evidence_text(of.evidence))
        soon = due_soon(of.item)
        look = light_of(of.item, today, soon).colour
        sheet.write(line, column + _LIGHT, light_in_words(of.item, today, soon), look)


def _texts(of: LedgerItem) -> tuple[tuple[str, str], ...]:
    """What stands in the item's own columns, and how it looks; the light comes after."""
    return (
        (of.unit, "text"),
        (words.part(of.item.part), "middle"),
        (cells.due(of.item), "middle"),
        (words.state(of.item.state), "middle"),
        (cells.progress(of.reports), "text"),
        (cells.evidence_text(of.evidence), "text"),
        (cells.review(of.reports), "text"),
    )


def _set_heights(sheet: Sheet, start: int, row: LedgerRow, printed: Sequence[Printed]) -> None:
    """Excel fits no row to merged cells by itself: every line gets what it needs, and its share of the task's text."""
    own = [_height(zip((text for text, _ in _texts(of)), _WIDTHS, strict=False)) for of in row.items] or [height_of(1)]
    task = _height((column.text(row.task), column.width) for column in printed if column.look == "top")
    share = max(0.0, task - sum(own)) / len(own)
    for line, height in enumerate(own, start=start):
        sheet.page.set_row(line, min(HIGHEST, height + share))


def _height(texts: Iterable[tuple[str, float]]) -> float:
    return height_of(max(lines_in(text, width) for text, width in texts))
