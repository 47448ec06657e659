"""台账 as a spreadsheet: the source table as printed, and under each task a line per unit with what it handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, groupby

from messages import ledger_cells as cells
from messages import words
from messages.ledger_cells import LedgerItem
from messages.lights import Light, light_in_words, light_of
from messages.sheets import HIGHEST, Book, Sheet, height_of, lines_in
from storage.records import Item, Task
from storage.states import TaskState

__all__ = ["LedgerItem", "LedgerRow", "ledger"]

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
class _Printed:
    """A column of the source table. Places with equal `merge`, one below or beside another, are one cell."""

    name: str
    width: float
    text: Callable[[Task], str]
    merge: Callable[[Task], object]
    look: str = "top"  # a task's lines may fill several pages: what it is stands where they begin


def ledger(title: str, rows: Sequence[LedgerRow], today: date, due_soon: Callable[[Item], bool]) -> bytes:
    """The ledger as an .xlsx file. `due_soon` tells whether an item's light is yellow; rows keep their order."""
    printed = _printed_columns([row.task for row in rows])
    starts = list(accumulate((max(1, len(row.items)) for row in rows), initial=_HEADER + 1))
    book = Book(title, today)
    sheet = book.sheet("台账")
    _write_head(sheet, title, rows, today, printed)
    _write_tasks(sheet, [row.task for row in rows], starts, printed)
    for start, row in zip(starts, rows, strict=False):
        _write_items(sheet, start, len(printed), row, today, due_soon)
        _set_heights(sheet, start, row, printed)
    sheet.frame(_HEADER, starts[-1] - 1, len(printed) + len(_OWN))
    return book.bytes()


def _write_head(sheet: Sheet, title: str, rows: Sequence[LedgerRow], today: date, printed: Sequence[_Printed]) -> None:
    items = sum(len(row.items) for row in rows)
    numbers = f"{words.count(len(rows))}任务，{words.count(items, '件')}责任项"
    lights = "，".join(f"{light.colour}：{light.meaning}" for light in reversed(Light))
    sheet.write(0, 0, f"{title}台账" if title else "台账", "title")
    sheet.write(1, 0, f"截至{words.day(today)}，{numbers}（{lights}）", "note")
    columns = [(column.name, column.width) for column in printed] + list(_OWN)
    sheet.head(_HEADER, [name for name, _ in columns], [width for _, width in columns])


def _write_tasks(sheet: Sheet, tasks: Sequence[Task], starts: Sequence[int], printed: Sequence[_Printed]) -> None:
    for place, column in enumerate(printed):
        for key, run in groupby(range(len(tasks)), key=lambda at: column.merge(tasks[at])):
            same = list(run)
            first = tasks[same[0]]
            if place and printed[place - 1].merge(first) == key:
                continue  # written with the cell to its left
            beside = sum(1 for other in printed[place:] if other.merge(first) == key)
            lines = range(starts[same[0]], starts[same[-1] + 1])
            sheet.block(lines, range(place, place + beside), column.text(first), column.look)


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


def _set_heights(sheet: Sheet, start: int, row: LedgerRow, printed: Sequence[_Printed]) -> None:
    """Excel fits no row to merged cells by itself: every line gets what it needs, and its share of the task's text."""
    own = [_height(zip((text for text, _ in _texts(of)), _WIDTHS, strict=False)) for of in row.items] or [height_of(1)]
    task = _height((column.text(row.task), column.width) for column in printed if column.look == "top")
    share = max(0.0, task - sum(own)) / len(own)
    for line, height in enumerate(own, start=start):
        sheet.page.set_row(line, min(HIGHEST, height + share))


def _height(texts: Iterable[tuple[str, float]]) -> float:
    return height_of(max(lines_in(text, width) for text, width in texts))


def _printed_columns(tasks: Sequence[Task]) -> tuple[_Printed, ...]:
    """The columns of the source; 任务名称 has two levels where any task has a theme beside its label."""
    two_levels = any(not _is_one_level(task) for task in tasks)
    assisting = any(_assisting(task) for task in tasks)
    theme = _Printed("任务名称", 13, lambda task: task.theme or task.label, _theme, "top_middle")
    return (
        _Printed("序号", 6, lambda task: task.number, _alone("number"), "top_middle"),
        *([theme] if two_levels else []),
        _Printed("任务名称", 17, lambda task: task.label or task.theme, _label, "top_middle"),
        _Printed("具体内容", 44, lambda task: task.content, _alone("content")),
        _taken_over("牵头单位", 15, lambda task: "、".join(task.lead), "lead"),
        _taken_over("责任单位", 22, _responsible, "responsible"),
        *([_taken_over("配合单位", 18, lambda task: "、".join(_assisting(task)), "assisting")] if assisting else []),
        _taken_over("完成时限", 12, lambda task: task.deadline_text, "deadline"),
    )


def _taken_over(name: str, width: float, text: Callable[[Task], str], field: str) -> _Printed:
    """A value taken over from another row was merged with it, unless the office has changed one of them since."""

    def origin(task: Task) -> object:
        return field, task.plan_id, (task.inherited or {}).get(field, task.number), text(task)

    return _Printed(name, width, text, origin)


def _alone(field: str) -> Callable[[Task], object]:
    return lambda task: (field, task.plan_id, task.number)


def _theme(task: Task) -> object:
    return task.plan_id, task.theme or task.label, _is_one_level(task)


def _label(task: Task) -> object:
    """A task with one level only has one cell over both columns."""
    return _theme(task) if _is_one_level(task) else (task.plan_id, task.theme, task.label, "label")


def _is_one_level(task: Task) -> bool:
    return not task.theme or not task.label or task.theme == task.label


def _responsible(task: Task) -> str:
    """Collective names first, as such tables print them; an open list stays open."""
    return "、".join([*task.collective, *task.named]) + ("等相关单位" if task.open_ended else "")


def _assisting(task: Task) -> list[str]:
    """Those printed in a column of their own, and not as 「…配合」 among the responsible units."""
    elsewhere = {*task.lead, *task.named, *task.collective}
    return [name for name in task.assisting if name not in elsewhere]
