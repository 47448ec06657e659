"""Sections of a table → rows as printed, in order, with what is said between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from storage.tables.cleaning import plain
from storage.tables.grid import named
from storage.tables.heading_times import still_until, time_over
from storage.tables.headings import over_rows, still_over
from storage.tables.numbering import numbering
from storage.tables.reckoning import levels_of
from storage.tables.row import Row
from storage.tables.section_rows import Rows, SectionReader
from storage.tables.sections import Section
from storage.values import Column, Problem

_NEAR = 3  # lines above a table that may say who acts on it


def rows_of_sections(sections: Sequence[Section], above: Mapping[int, Sequence[str]]) -> Rows:
    """All rows of all sections, in order; `above` are the lines right above a grid, by its id."""
    found = Rows()
    grids: set[int] = set()
    for block, section in enumerate(sections):
        before = len(found.rows)
        lines = () if id(section.grid) in grids else above.get(id(section.grid), ())
        grids.add(id(section.grid))
        _read_section(found, section, block, lines)
        _part_table(found.rows[before:], found.rows[before - 1].table if before else 0)
    return found


def _part_table(rows: Sequence[Row], last: int) -> None:
    """A header over rows that are counted from 1 again, or not counted at all, begins another table."""
    first = next((row.number for row in rows if row.has(Column.NUMBER)), "")
    begins = levels_of(first) in ((), (1,))
    for row in rows:
        row.table = last + begins


def _read_section(found: Rows, section: Section, block: int, above: Sequence[str]) -> None:
    head, grid = section.head, section.grid
    found.notes += [note for note in head.remarks if note not in found.notes]
    found.problems += [Problem(grid.lines[max(section.first - 1, 0)], named(grid) + doubt) for doubt in head.doubts]
    _begin(found, section, above)
    reader = SectionReader(found, section, block)
    for row in range(section.first, section.last):
        reader.read(row)
    if reader.seen == 0 and not section.is_new_page:
        found.problems.append(
            Problem(grid.lines[max(section.first - 1, 0)], f"{named(grid)}表头之下没有任务行，请核对")
        )


def _begin(found: Rows, section: Section, above: Sequence[str]) -> None:
    """A new page goes on under the heading of the last; who acts on another table is said right above it."""
    found.heading = found.heading if section.is_new_page else ""
    found.over = found.coming or (found.over if section.is_new_page else None)
    found.until = found.coming_until or (found.until if section.is_new_page else None)
    found.coming = found.coming_until = None
    if not {Column.LEAD, Column.RESPONSIBLE} & set(section.head.columns):
        found.over = over_rows(section.grid.sheet) or found.over  # a sheet for each body
    for line in above[-_NEAR:]:
        told = over_rows(line)
        if told and told.is_marked:
            found.over = told
        elif numbering(plain(line)):
            found.over = still_over(found.over, line)
        due = time_over(line)
        if numbering(plain(line)) or (due and due.is_marked):
            found.until = still_until(found.until, line)
