"""Tables as a document prints them, drawn as text: | between columns, ^ for a merge the file knows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from scheduler.intake import read_tasks
from storage.values import Cell, Column, Problem, Source, SourceRow, TaskRow

HEADERS = {
    "序号": Column.NUMBER,
    "主题": Column.THEME,
    "任务": Column.TASK,
    "内容": Column.CONTENT,
    "牵头": Column.LEAD,
    "责任": Column.RESPONSIBLE,
    "配合": Column.ASSISTING,
    "开工": Column.START,
    "时限": Column.DEADLINE,
    "开始": Column.START,
    "备注": Column.OTHER,
}

ISSUED = date(2024, 3, 1)


def table(printed: str, notice: str = "", problems: tuple[Problem, ...] = (), title: str = "任务分解表") -> Source:
    """A table drawn with bars: the first line heads the columns, `=` alone begins a new page, `^` in a cell says
    that the file merges it with the cell above."""
    header, *lines = [line.strip() for line in printed.strip().splitlines()]
    columns = [HEADERS[name.strip()] for name in header.split("|")]
    rows: list[SourceRow] = []
    block = 0
    for line in lines:
        if line == "=":
            block += 1
            continue
        texts = [text.strip() for text in line.split("|")]
        cells = {column: _cell(text, column, rows) for column, text in zip(columns, texts, strict=True)}
        rows.append(SourceRow(len(rows) + 2, block, cells))
    return Source(title, None, ISSUED, 2024, tuple(rows), tuple(columns), "^" in printed, notice, problems)


def _cell(text: str, column: Column, above: list[SourceRow]) -> Cell:
    if text != "^":
        return Cell(text, text)
    origin = above[-1].cells[column].merged_with
    return Cell("", "", len(above) - 1 if origin is None else origin)


def rows_of(printed: str, notice: str = "") -> tuple[TaskRow, ...]:
    """The rows a drawn table is read as."""
    return read_tasks(table(printed, notice)).rows


def leads(rows: Iterable[TaskRow]) -> list[str]:
    """Who leads each row; "" for nobody."""
    return ["、".join(row.lead) for row in rows]


def dues(rows: Iterable[TaskRow]) -> list[str]:
    """The day each row falls due; "" for none."""
    return [row.deadline.due.isoformat() if row.deadline.due else "" for row in rows]


def asked(rows: Iterable[TaskRow]) -> list[str]:
    """The fields each row is asked about."""
    return [" ".join(question.field for question in row.questions) for row in rows]
