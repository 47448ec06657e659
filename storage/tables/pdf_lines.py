"""Where a table is cut by the end of a page, and its cells are left open there: the line that would close them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

_SNAP = 3.0  # points within which two ruling lines are one
_WHOLE = 0.9  # of a table's width: a line that long closes every cell

Edge = dict[str, Any]


class _Run(NamedTuple):
    """A vertical line, put together from the pieces each cell draws of it."""

    top: float
    bottom: float
    x: float


def open_ends(edges: Sequence[Edge]) -> Iterator[float]:
    """The heights at which several verticals of one table end together and no line closes all its cells.

    >>> upright = [{"orientation": "v", "x0": x, "top": 30.0, "bottom": 80.0} for x in (40.0, 90.0, 200.0)]
    >>> list(open_ends([*upright, {"orientation": "h", "x0": 40.0, "x1": 200.0, "top": 80.0}]))
    [30.0]
    """
    level = [edge for edge in edges if edge["orientation"] == "h"]
    for runs in _tables(_runs(edges)):
        left, right = min(run.x for run in runs), max(run.x for run in runs)
        top, bottom = min(run.top for run in runs), max(run.bottom for run in runs)
        for end, ends in ((top, [run.top for run in runs]), (bottom, [run.bottom for run in runs])):
            together = sum(abs(one - end) <= _SNAP for one in ends)
            if together > 2 and _covered(level, end, left, right) < _WHOLE * (right - left):
                yield end


def _runs(edges: Sequence[Edge]) -> list[_Run]:
    pieces = sorted((round(edge["x0"] / _SNAP), edge["top"], edge["bottom"]) for edge in edges if _is_upright(edge))
    runs: list[_Run] = []
    for at, some in groupby(pieces, key=lambda piece: piece[0]):
        for _, top, bottom in some:
            if runs and runs[-1].x == at * _SNAP and top - runs[-1].bottom <= _SNAP:
                runs[-1] = runs[-1]._replace(bottom=max(bottom, runs[-1].bottom))
            else:
                runs.append(_Run(top, bottom, at * _SNAP))
    return runs


def _is_upright(edge: Edge) -> bool:
    return bool(edge["orientation"] == "v" and edge["bottom"] - edge["top"] > _SNAP)


def _tables(runs: list[_Run]) -> Iterator[list[_Run]]:
    """Runs beside one another, from the top of the page down."""
    beside: list[_Run] = []
    for run in sorted(runs):
        if beside and run.top > max(one.bottom for one in beside) - _SNAP:
            yield beside
            beside = []
        beside.append(run)
    if beside:
        yield beside


def _covered(level: Sequence[Edge], height: float, left: float, right: float) -> float:
    """How much of the width the lines at a height cover."""
    covered, reached = 0.0, left
    for line in sorted((edge for edge in level if abs(edge["top"] - height) <= _SNAP), key=lambda edge: edge["x0"]):
        covered += max(0.0, min(line["x1"], right) - max(line["x0"], reached))
        reached = max(reached, line["x1"])
    return covered
