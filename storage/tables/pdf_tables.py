"""The tables on a page of a PDF by their ruling lines, also where a page leaves the outer ones out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from storage.tables.pdf_lines import open_ends
from storage.tables.pdf_text import Box, Char

_SNAP = 3.0  # points within which two ruling lines are one
_THIN = 6.0  # points between two lines that no sign fits into, as between the borders of neighbouring cells
_CROSSING = {"intersection_tolerance": 4}  # points by which two lines that were moved together may miss each other


def tables_on(page: Any, chars: list[Char]) -> list[Any]:
    """Tables by ruling lines, and by the outer lines that are not drawn; what only lays out a cell is none."""
    tables = _whole(page.find_tables(_CROSSING))
    caps = {y for table in tables for y in _missing_caps(table.bbox, page.edges)} | set(open_ends(page.edges))
    lines = _CROSSING | {"explicit_horizontal_lines": sorted(caps)}
    if caps:
        tables = _whole(page.find_tables(lines))
    outer = [table for table in tables if not any(_holds(other, table) for other in tables)]
    sides = {x for table in outer for x in _missing_sides(table.bbox, chars)}
    if sides:
        tables = _whole(page.find_tables(lines | {"explicit_vertical_lines": sorted(sides)}))
    return tables


def _whole(found: Sequence[Any]) -> list[Any]:
    """Tables of several cells, without those of one column inside a cell: their text is the cell's."""
    tables = [table for table in found if len(table.cells) > 1]
    return [table for table in tables if not (_is_column(table) and any(_holds(other, table) for other in tables))]


def _is_column(table: Any) -> bool:
    return len(lines_at({x for box in table.cells for x in (box[0], box[2])})) == 2


def _holds(outer: Any, table: Any) -> bool:
    """Whether a table stands inside another one."""
    box, within = outer.bbox, table.bbox
    return bool(
        outer is not table
        and box[0] <= within[0]
        and box[1] <= within[1]
        and box[2] >= within[2]
        and box[3] >= within[3]
    )


def _missing_sides(box: Box, chars: list[Char]) -> set[float]:
    """Where the outer verticals are not drawn, text stands beside the table."""
    left, top, right, bottom = box
    beside = [char for char in chars if top < middle(char)[1] < bottom and not left - 1 < middle(char)[0] < right + 1]
    if len(beside) <= 3:
        return set()
    return {min(left, *(char["x0"] for char in beside)) - 2, max(right, *(char["x1"] for char in beside)) + 2}


def _missing_caps(box: Box, edges: Sequence[Any]) -> Iterator[float]:
    """Where a table goes on from another page its first line may not be drawn: the verticals then reach beyond it."""
    left, top, right, bottom = box
    upright = [edge for edge in edges if edge["orientation"] == "v" and left - _SNAP <= edge["x0"] <= right + _SNAP]
    above = [edge["top"] for edge in upright if edge["top"] < top - _SNAP <= edge["bottom"] + 2 * _SNAP]
    below = [edge["bottom"] for edge in upright if edge["bottom"] > bottom + _SNAP >= edge["top"] - 2 * _SNAP]
    if len(above) > 1:
        yield min(above)
    if len(below) > 1:
        yield max(below)


def lines_at(places: set[float]) -> list[float]:
    """Places of ruling lines, those that are one put together."""
    lines: list[float] = []
    for place in sorted(places):
        if not lines or place - lines[-1] > _THIN:
            lines.append(place)
    return lines


def middle(char: Char) -> tuple[float, float]:
    """Where a sign stands."""
    return (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
