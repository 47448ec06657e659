"""The numbers of a table's rows: as printed, given where none is printed, and missed where one was left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from messages import questions
from storage.values import Column, Problem, SourceRow


def missing_numbers(rows: Sequence[SourceRow]) -> Iterator[Problem]:
    """Rows are numbered one after another; where a number is left out a row may have been lost on the way to us."""
    for above, row in pairwise(row for row in rows if row.text(Column.NUMBER).isdecimal()):
        last, number = int(above.text(Column.NUMBER)), int(row.text(Column.NUMBER))
        if row.table == above.table and last + 1 < number:
            yield Problem(row.line, questions.numbers_missing(last, number))


def row_numbers(rows: Sequence[SourceRow]) -> tuple[str, ...]:
    """The printed numbers; a sub-row without one is numbered under the row above: 3, 3.2, 3.3."""
    numbers: list[str] = []
    last, below = "", 0
    for at, row in enumerate(rows, start=1):
        printed = row.text(Column.NUMBER)
        if printed and (printed != last or row.table != rows[at - 2].table):
            last, below = printed, 1
            numbers.append(printed)
        elif last:
            below += 1
            numbers.append(f"{last}.{below}")
        else:
            numbers.append(str(at))
    return tuple(numbers)
