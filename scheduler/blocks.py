"""Which of two labels a blank label cell belongs to, weighed by what the rows say.

A merged cell keeps its text in one row only. Printed at the top, it speaks for the rows below it; vertically
centred, for rows above it as well. So each run of blank cells between two labels is cut somewhere, and where
the cut is not plain the other label is kept as a rival for the office to choose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby

from scheduler.likeness import Likeness
from storage.values import Column, Source, SourceRow

ABOVE = 0.10  # a blank most often continues the label above
OTHER_PAGE = 1.0  # each page prints the labels of its own rows
CONTINUES = 0.2  # a row that is blank in every column is most often merged with the row above
BALANCED = 0.08  # a centred label has as many rows above it as below
SAME_UNITS = 0.4  # two rows name a unit few others name
PLAIN = 0.3  # a cut this much better than the next is not asked about
HINT = 0.12  # where no label is seen to be centred, less than this in favour of one below is no reason to doubt
ALIKE = 4.0  # what two texts share, against what a text shares with a label
MOST_ALIKE = 0.2  # never enough by itself
REACH = 12  # rows further apart are not compared

_BETWEEN_UNITS = re.compile(r"[、，,；;\s]+|等")
_DUTIES = (Column.LEAD, Column.RESPONSIBLE, Column.ASSISTING, Column.DEADLINE)


@dataclass(frozen=True, slots=True)
class Label:
    """A label and the index of the row it is printed in."""

    text: str
    row: int


@dataclass(frozen=True, slots=True)
class Place:
    """The label a row stands under, and the one it may just as well stand under, if there is doubt."""

    label: Label | None
    rival: Label | None = None


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of blank cells between two labels; `after` rows follow the lower label on its page."""

    rows: range
    above: Label
    below: Label
    after: int


class _Weighed:
    """A run with what each row has in favour of the label below, and how good a cut before each row would be."""

    def __init__(self, run: _Run, down: Sequence[float], scores: Sequence[float]) -> None:
        self.run, self._down = run, down
        self._best = max(range(len(scores)), key=lambda cut: (scores[cut], cut))
        before = list(accumulate(scores, max))
        after = list(accumulate(reversed(scores), max))[::-1]
        rivals = [before[at] if at < self._best else after[at + 1] for at in range(len(down))]
        # How much better the best cut is than any that gives the row to the other label.
        self._margins = [scores[self._best] - rival for rival in rivals]

    @property
    def is_plainly_centred(self) -> bool:
        return self._best < len(self._down) and self._margins[self._best] >= PLAIN

    def places(self, is_centred: bool) -> list[Place]:
        return [self._place(at, is_centred) for at in range(len(self._down))]

    def _place(self, at: int, is_centred: bool) -> Place:
        doubtful = self._margins[at] < PLAIN
        if at >= self._best:
            return Place(self.run.below, self.run.above if doubtful else None)
        return Place(self.run.above, self.run.below if doubtful and (is_centred or self._down[at] >= HINT) else None)


class Blocks:
    """Finds for each row the label it stands under."""

    def __init__(self, source: Source) -> None:
        self._rows = source.rows
        named = Counter(unit for row in source.rows for unit in _units(row))
        self._rare = {unit for unit, count in named.items() if count <= max(2, len(source.rows) // 10)}

    @cached_property
    def _likeness(self) -> Likeness:
        """Weighed only where there is something to weigh: most long tables say what stands where."""
        return Likeness([row.text(Column.CONTENT) or row.text(Column.TASK) for row in self._rows])

    def place(self, slots: Sequence[Label | None], is_centred: bool = False) -> tuple[Place, ...]:
        """`slots` holds the label printed in (or known to be merged over) each row, None where the cell is blank.

        `is_centred`: the document is known to print some label below the first row it speaks for.
        """
        places = [Place(label) for label in slots]
        weighed = []
        for rows in self._blank_runs(slots):
            above = slots[rows.start - 1] if self._is_joined(rows.start) else None
            below = slots[rows.stop] if self._is_joined(rows.stop) else None
            if above and below:
                weighed.append(self._weigh(_Run(rows, above, below, self._rows_after(slots, rows.stop))))
            else:
                places[rows.start : rows.stop] = [Place(above or below)] * len(rows)
        is_centred |= any(one.is_plainly_centred for one in weighed) or slots[:1] == [None]
        for one in weighed:
            places[one.run.rows.start : one.run.rows.stop] = one.places(is_centred)
        return tuple(places)

    def _blank_runs(self, slots: Sequence[Label | None]) -> Iterator[range]:
        """Blank cells that follow each other within one table."""
        standing = [(label is None, row.table) for label, row in zip(slots, self._rows, strict=True)]
        at = 0
        for (is_blank, _), run in groupby(standing):
            end = at + len(list(run))
            if is_blank:
                yield range(at, end)
            at = end

    def _is_joined(self, at: int) -> bool:
        """Whether a row goes on with the table of the row before it."""
        return 0 < at < len(self._rows) and self._rows[at].table == self._rows[at - 1].table

    def _rows_after(self, slots: Sequence[Label | None], labelled: int) -> int:
        following = range(labelled + 1, min(labelled + 1 + REACH, len(slots)))
        ends = (at for at in following if slots[at] or self._rows[at].block != self._rows[labelled].block)
        return next(ends, following.stop) - labelled - 1

    def _weigh(self, run: _Run) -> _Weighed:
        up = [self._for_above(row, run.above) + ABOVE for row in run.rows]
        down = [self._for_below(row, run.below) for row in run.rows]
        above, below = list(accumulate(up, initial=0.0)), list(accumulate(down, initial=0.0))
        scores = [above[cut] + below[-1] - below[cut] + self._shape(run, cut) for cut in range(len(up) + 1)]
        return _Weighed(run, down, scores)

    def _for_above(self, row: int, label: Label) -> float:
        return self._evidence(row, label, range(max(label.row, row - REACH), row))

    def _for_below(self, row: int, label: Label) -> float:
        other_page = self._rows[row].block != self._rows[label.row].block
        group = range(row + 1, min(label.row, row + REACH) + 1)
        return self._evidence(row, label, group) - OTHER_PAGE * other_page

    def _evidence(self, row: int, label: Label, group: range) -> float:
        alike = max((self._likeness.of_rows(row, other) for other in group), default=0.0)
        shared = _units(self._rows[row]) & _units(self._rows[label.row]) & self._rare
        return self._likeness.of_label(label.text, row) + min(MOST_ALIKE, ALIKE * alike) + SAME_UNITS * bool(shared)

    def _shape(self, run: _Run, cut: int) -> float:
        lower = run.rows[cut:]
        if not lower:
            return 0.0
        return BALANCED * (abs(len(lower) - run.after) <= 1) - CONTINUES * is_bare(self._rows[lower[0]])


def is_bare(row: SourceRow) -> bool:
    """True where the row says neither who nor until when: all of that is merged with another row."""
    return not any(row.text(column) for column in _DUTIES)


def _units(row: SourceRow) -> frozenset[str]:
    return frozenset(_BETWEEN_UNITS.split(row.text(Column.RESPONSIBLE))) - {""}
