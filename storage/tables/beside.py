"""Two tables printed side by side under the same header, as to save paper: put one under the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from storage.tables.grid import Grid, Paragraph, Printed
from storage.tables.header_words import heading_words
from storage.tables.headers import is_header

_HEADS = 6  # rows a header may stand below the top

Part = Paragraph | Grid


def set_under_another(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts with every such table cut into those it is made of, from left to right."""
    for part in parts:
        cuts = _cuts(part) if isinstance(part, Grid) else []
        if not isinstance(part, Grid) or not cuts:
            yield part
            continue
        width = max(map(len, part.rows))
        yield from (_slice(part, first, last) for first, last in pairwise([0, *cuts, width]))


def _cuts(grid: Grid) -> list[int]:
    """Where the header begins anew; [] where it does not say the same words again."""
    for row in grid.rows[:_HEADS]:
        words = [(place, heading_words(cell.raw)) for place, cell in enumerate(row) if cell.raw.strip()]
        starts = [at for at, (_, word) in enumerate(words) if word == words[0][1]]
        length = len(words) // len(starts) if starts else 0
        if len(starts) < 2 or length < 2 or length * len(starts) != len(words):
            continue
        said = [[word for _, word in words[at : at + length]] for at in starts]
        if all(one == said[0] for one in said) and is_header([row[place].raw for place, _ in words[:length]]):
            return [words[at][0] for at in starts[1:]]
    return []


def _slice(grid: Grid, first: int, last: int) -> Grid:
    rows = tuple(tuple(_moved(cell, first, last) for cell in row[first:last]) for row in grid.rows)
    struck, cut = (
        frozenset((row, at - first) for row, at in some if first <= at < last) for some in (grid.struck, grid.cut)
    )
    hidden = frozenset(place - first for place in grid.hidden_columns if first <= place < last)
    return replace(grid, rows=rows, struck=struck, cut=cut, hidden_columns=hidden)


def _moved(cell: Printed, first: int, last: int) -> Printed:
    """A title over all of them stays with the first."""
    if cell.origin is None:
        return cell
    row, place = cell.origin
    return Printed("", (row, place - first)) if first <= place < last else Printed()
