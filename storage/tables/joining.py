"""Which printed rows are no rows of their own: the rest of one cut by a page, or one more unit of the row above."""

from __future__ import annotations

from collections.abc import Container, Sequence

from storage.tables.cleaning import DATE_COLUMNS
from storage.tables.row import DUTY_COLUMNS, LABEL_COLUMNS, Row, end_with_stops
from storage.values import Column

_WORK = (Column.TASK, Column.CONTENT)
_ENOUGH = 3  # rows that show what every row of a table says


def is_one_more_unit(row: Row, columns: Sequence[Column | None], went: Container[int]) -> bool:
    """Only a unit of its own; number, work and deadline are all merged with the same row above, which is known."""
    work = [column for column in _WORK if column in columns]
    needed = [*work, *(column for column in (Column.NUMBER, Column.DEADLINE) if column in columns)]
    above = {row.merged.get(column) for column in needed}
    return len(needed) > 1 and len(above) == 1 and all(one is not None and one in went for one in above)


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
    return only_work or (above.is_broken_off and (not two_dates or end_with_stops(rows[:-1])))


def _lacks(rows: Sequence[Row], row: Row) -> bool:
    """Whether a row says less of the work than each row before it, all of which have a number."""
    if len(rows) < _ENOUGH or not all(one.has(Column.NUMBER) for one in rows):
        return False
    said = [column for column in _WORK if all(one.has(column) for one in rows)]
    return any(not row.has(column) and column not in row.merged for column in said)
