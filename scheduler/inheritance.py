"""What a blank cell says: the value of the row it was merged with, within the row's own group only.

Merges the file knows are exact. In plain text a blank is a merge or a true blank: a row that says neither who nor
until when is merged with its neighbour; any other value taken over is certain or not by the rules below.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from scheduler.blocks import is_bare
from scheduler.labels import Labelled
from storage.values import Column, Source, SourceRow


@dataclass(frozen=True, slots=True)
class InForce:
    """The text in force in a cell, and the row it is printed in (None where nothing is).

    `others` are the texts it may as well be. Where it is not certain the office is asked. What a heading says for the
    rows under it stands in none of them.
    """

    text: str
    row: int | None
    is_certain: bool = True
    others: tuple[str, ...] = ()
    by_heading: bool = False


BLANK = InForce("", None)


def in_force(
    source: Source, labels: Sequence[Labelled], columns: Iterable[Column]
) -> dict[Column, tuple[InForce, ...]]:
    """The texts in force in each column, in the order of the rows."""
    groups = _groups(source.rows, labels)
    file_tells = any(cell.merged_with is not None for row in source.rows for cell in row.cells.values())
    return {column: _Inheritance(source.rows, labels, column, groups, file_tells).cells() for column in columns}


class _Inheritance:
    def __init__(
        self,
        rows: Sequence[SourceRow],
        labels: Sequence[Labelled],
        column: Column,
        groups: list[range],
        file_tells: bool,
    ) -> None:
        self._rows, self._labels, self._column = rows, labels, column
        self._texts = [row.text(column) for row in rows]
        self._groups, self._file_tells = groups, file_tells
        self._has_groups = any(label.group is not None for label in labels)
        printed = [text if text and row.cells[column].raw else "" for text, row in zip(self._texts, rows, strict=True)]
        self._above = _last_printed(printed)
        self._below = [len(printed) - 1 - row for row in _last_printed(printed[::-1])][::-1]

    def cells(self) -> tuple[InForce, ...]:
        found: list[InForce] = []
        for at in range(len(self._rows)):
            found.append(self._at(at, found[-1] if found else BLANK))
        return tuple(found)

    def _at(self, at: int, above: InForce) -> InForce:
        cell = self._rows[at].cells.get(self._column)
        origin = at if cell is None or cell.merged_with is None else cell.merged_with
        if self._texts[origin]:
            return InForce(self._texts[origin], origin, by_heading=not self._rows[origin].cells[self._column].raw)
        if origin != at:
            return self._nothing(at)
        if self._file_tells or not is_bare(self._rows[at]):
            return self._lone_blank(at)
        return self._merged_with(at, above) if at > self._groups[at].start else self._first_bare(at)

    def _merged_with(self, at: int, above: InForce) -> InForce:
        """A bare row says what the row above says, for sure unless it has a label of its own."""
        task = self._labels[at].task
        has_own_label = task is not None and task.row == at
        return replace(above, is_certain=False) if has_own_label and above.row is not None else above

    def _first_bare(self, at: int) -> InForce:
        """A group may begin with bare rows where its cells are vertically centred: then all stands below."""
        below, label = self._below[at], self._labels[at]
        if below not in self._groups[at]:
            return self._nothing(at)
        is_centred = label.task is not None and label.task.row == below and label.rival is None
        return InForce(self._texts[below], below, is_centred)

    def _lone_blank(self, at: int) -> InForce:
        """A blank in a row that prints other cells: a merge the file does not tell of, or nothing at all."""
        if self._column in (Column.ASSISTING, Column.START):
            return BLANK
        above, below = self._above[at], self._below[at]
        source = above if above in self._groups[at] else below
        if source not in self._groups[at]:
            return self._nothing(at)
        if self._column is Column.DEADLINE:
            return InForce(self._texts[source], source, False, self._beside(at, self._texts[source]))
        if source == below:
            told = (self._texts[below], *(self._beside(at, "") if self._labels[at].rival else ()))
            return InForce("", None, False, tuple(dict.fromkeys(told)))
        return InForce(self._texts[above], above, self._is_plain_merge(at, above))

    def _is_plain_merge(self, at: int, above: int) -> bool:
        """In text, on one page, in a group that prints one value only, a blank below that value is part of its cell."""
        group = self._groups[at]
        same_page = self._rows[above].block == self._rows[at].block
        only_one = self._above[above] not in group and self._below[above] not in group
        return not self._file_tells and same_page and only_one and self._has_groups

    def _nothing(self, at: int) -> InForce:
        """No value, which is only certain in columns a row can do without."""
        if self._column is Column.DEADLINE:
            return InForce("", None, False, self._beside(at, ""))
        return BLANK

    def _beside(self, at: int, taken: str) -> tuple[str, ...]:
        """The values printed nearest, in whatever group."""
        nearest = (row for row in (self._above[at], self._below[at]) if 0 <= row < len(self._texts))
        here = (row for row in nearest if self._rows[row].table == self._rows[at].table)
        return tuple(text for text in dict.fromkeys(self._texts[row] for row in here) if text != taken)


def _last_printed(texts: Sequence[str]) -> list[int]:
    """For each place the last one before it that is not blank; -1 where there is none."""
    printed = (at if text else -1 for at, text in enumerate(texts))
    return [-1, *accumulate(printed, max)][: len(texts)]


def _groups(rows: Sequence[SourceRow], labels: Sequence[Labelled]) -> list[range]:
    """For each row the rows it may inherit from, itself among them."""
    groups: list[range] = []
    standing = [(row.table, label.group) for row, label in zip(rows, labels, strict=True)]
    for _, members in groupby(standing):
        start, count = len(groups), len(list(members))
        groups += [range(start, start + count)] * count
    return groups
