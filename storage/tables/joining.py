"""Which printed rows are no rows of their own: the rest of one cut by a page, or one more unit of the row above."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from storage.tables.cleaning import DATE_COLUMNS, UNIT_COLUMNS, is_blank, plain
from storage.tables.grid import Printed
from storage.tables.row import DUTY_COLUMNS, LABEL_COLUMNS, Row, end_with_stops, is_finished
from storage.values import Column, Problem

_WORK = (Column.TASK, Column.CONTENT)
_ENOUGH = 3  # rows that show what every row of a table says


def is_one_more_unit(row: Row, columns: Sequence[Column | None], went: Container[int]) -> bool:
    """Only a unit of its own; number, work and deadline are all merged with the same row above, which is known."""
    work = [column for column in _WORK if column in columns]
    needed = [*work, *(column for column in (Column.NUMBER, Column.DEADLINE) if column in columns)]
    above = {row.merged.get(column) for column in needed}
    return len(needed) > 1 and len(above) == 1 and all(one is not None and one in went for one in above)


def is_said_across(row: Row, cells: Sequence[Printed], columns: Sequence[Column | None]) -> bool:
    """A second line of one numbered row, printed across all columns behind the number: 具体措施：…"""
    number = columns.index(Column.NUMBER) if Column.NUMBER in columns else len(columns)
    behind = cells[number + 1 : len(columns)]
    across = len(behind) > 1 and all(cell.origin and cell.origin[1] == number + 1 for cell in behind[1:])
    return Column.NUMBER in row.merged and across and not behind[0].is_covered


def is_rest_of(rows: Sequence[Row], row: Row, *, at_top: bool) -> bool:
    """Whether a row without a number, in a numbered table, goes on where the last one broke off."""
    if row.has(Column.NUMBER) or Column.NUMBER in row.merged:
        return False
    above = rows[-1]
    only_work = row.has(Column.CONTENT, *LABEL_COLUMNS) and not row.has(*DUTY_COLUMNS)
    if not at_top:
        return only_work and above.is_broken_off and not row.has(*LABEL_COLUMNS) and not row.merged
    has_work = row.has(*_WORK) or any(column in row.merged for column in _WORK)
    if not row.has(Column.CONTENT, *LABEL_COLUMNS, *DATE_COLUMNS) or (above.number and not has_work):
        return True  # the end of a remark, of a list of units, or of a deadline
    if _lacks(rows, row):
        return True
    two_dates = row.has(Column.DEADLINE) and above.has(Column.DEADLINE)
    return only_work or (above.is_broken_off and not two_dates) or _is_cut(rows)


def is_rest_of_work(rows: Sequence[Row], row: Row, *, at_top: bool) -> bool:
    """The same in a table without numbers: only more work, where the page has cut a sentence."""
    return at_top and rows[-1].is_broken_off and row.has(*_WORK) and not row.has(*DUTY_COLUMNS)


def _is_cut(rows: Sequence[Row]) -> bool:
    """Whether the last row stops in a list of units, or without the full stop that every row before it ends with."""
    above = rows[-1]
    lists = any(plain(above.get(column)).endswith(("、", "，")) for column in UNIT_COLUMNS)
    return lists or (end_with_stops(rows[:-1]) and not is_finished(above.label))


def begins_before(above: Row, row: Row) -> bool:
    """Whether a row began on the page before, where only its work stands: its other cells are centred on this page."""
    only_work = above.has(*_WORK) and not above.has(Column.NUMBER, *DUTY_COLUMNS) and not above.merged
    return only_work and above.is_broken_off and row.has(Column.NUMBER) and row.has(*DUTY_COLUMNS)


def _lacks(rows: Sequence[Row], row: Row) -> bool:
    """Whether a row says less of the work than each row before it, all of which have a number."""
    if len(rows) < _ENOUGH or not all(one.has(Column.NUMBER) for one in rows):
        return False
    said = [column for column in _WORK if all(one.has(column) for one in rows)]
    return any(not row.has(column) and column not in row.merged for column in said)


def carry_over(row: Row, rows: Sequence[Row], columns: Sequence[Column | None]) -> Iterator[Problem]:
    """Cells that stay blank at the top of a page go on with the merged cell a page break has cut.

    That is plain where the label goes on too; where only one row of the block stood on the page before, or the row has
    a label of its own, the office is asked.
    """
    above = rows[-1]
    labels = [column for column in LABEL_COLUMNS if column in columns]
    goes_on = any(is_blank(row.get(label)) and label not in row.merged for label in labels)
    for column in (*LABEL_COLUMNS, *DUTY_COLUMNS):
        is_open = column in columns and is_blank(row.get(column)) and column not in row.merged
        origin = above.merged.get(column)
        if not is_open or (origin is None and not (goes_on and above.has(column))):
            continue
        row.merged[column] = len(rows) - 1 if origin is None else origin
        if origin is None or not (goes_on or not labels):
            yield Problem(row.line, f"第{row.line}行：本页首行空白，已按上一页末行读取，请核对", column)


def resolved(merged: dict[Column, int], rows: Sequence[Row]) -> dict[Column, int]:
    """A merge that points to a row which is merged itself points to where the text stands."""
    found = {}
    for column, above in merged.items():
        origin = rows[above].merged.get(column) if above < len(rows) and is_blank(rows[above].get(column)) else None
        found[column] = above if origin is None else origin
    return found
