"""One row while it is put together from grid cells, and the `SourceRow` it becomes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.tables.cleaning import DATE_COLUMNS, UNIT_COLUMNS, clean, is_blank, plain, sound
from storage.values import Cell, Column, SourceRow

LABEL_COLUMNS = frozenset({Column.THEME, Column.TASK})
DUTY_COLUMNS = UNIT_COLUMNS | DATE_COLUMNS
_SENTENCE = re.compile(r"[，,；;。]")
_FINISHED = re.compile(r"[。；;！!？?：:”」』）)]$")


@dataclass(slots=True)
class Row:
    """Raw texts by column, and for merged cells the index of the row that holds the value."""

    line: int
    block: int
    table: int = 0
    heading: str = ""
    texts: dict[Column, str] = field(default_factory=dict)
    given: dict[Column, str] = field(default_factory=dict)  # by a heading, in columns the table does not have
    merged: dict[Column, int] = field(default_factory=dict)

    def has(self, *columns: Column) -> bool:
        """Whether something is printed under any of the columns."""
        return any(not is_blank(self.get(column)) for column in columns)

    def get(self, column: Column) -> str:
        return self.texts.get(column, "")

    def put(self, column: Column | None, raw: str) -> None:
        """Adds a cell; several under one column stand on lines of their own."""
        column = column or Column.OTHER
        if is_blank(raw) and column in self.texts:
            return
        earlier = self.get(column)
        self.texts[column] = f"{earlier}\n{raw}" if earlier.strip() else raw

    def close(self, column: Column) -> None:
        """What is said of the work elsewhere (整改目标 beside 整改措施) is a clause of its own."""
        if self.has(column) and not is_finished(plain(self.get(column))):
            self.texts[column] += "；"

    def go_on(self, rest: Row) -> None:
        """The rest of a cut row goes on where each cell stopped."""
        for column, raw in rest.texts.items():
            if not is_blank(raw):
                self.put(column, raw)

    @property
    def number(self) -> str:
        return plain(self.get(Column.NUMBER))

    @property
    def label(self) -> str:
        """What is printed in the label columns, or instead of them."""
        texts = (self.get(column) for column in (Column.THEME, Column.TASK, Column.CONTENT))
        return plain(" ".join(text for text in texts if text))

    @property
    def is_broken_off(self) -> bool:
        """Whether the work stops in the middle of a sentence."""
        return bool(self.work) and not is_finished(self.work)

    @property
    def work(self) -> str:
        """What is to be done, in sentences: the content, or the task where that is more than a label."""
        if self.has(Column.CONTENT):
            return plain(self.get(Column.CONTENT))
        task = plain(self.get(Column.TASK))
        return task if _SENTENCE.search(task) else ""


def is_finished(said: str) -> bool:
    """Whether a text ends as a sentence or a whole point does."""
    return _FINISHED.search(said) is not None


def end_with_stops(rows: Sequence[Row]) -> bool:
    """Whether the work in this document ends with a full stop, so that one which does not was cut."""
    ends = [not row.is_broken_off for row in rows if row.work]
    return len(ends) > 2 and sum(ends) >= 0.8 * len(ends)


def source_rows(rows: Sequence[Row]) -> tuple[SourceRow, ...]:
    """The rows as they leave this package."""
    return tuple(_source_row(row, rows) for row in rows)


def _source_row(row: Row, rows: Sequence[Row]) -> SourceRow:
    if row.heading and not row.has(Column.THEME) and Column.THEME not in row.merged:
        row.texts[Column.THEME] = row.heading
    columns = [column for column in Column if column in row.texts or column in row.merged or column in row.given]
    return SourceRow(row.line, row.block, {column: _cell(row, rows, column) for column in columns}, row.table)


def _cell(row: Row, rows: Sequence[Row], column: Column) -> Cell:
    """A covered cell holds no text of its own; only work merged over several rows is said in each of them."""
    if column in row.given:
        return Cell(clean(sound(row.given[column]), column), "")
    raw = sound(row.get(column))
    above = row.merged.get(column)
    if above is None or not is_blank(raw):
        return Cell(clean(raw, column), raw)
    text = clean(sound(rows[above].get(column)), column) if column is Column.CONTENT else ""
    return Cell(text, raw, above)
