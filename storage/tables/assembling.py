"""Pages → Source: the table with its covering notice, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping

from storage.tables.covering import read_covering
from storage.tables.grid import Grid, Pages, Paragraph
from storage.tables.row import source_rows
from storage.tables.rows import Rows, rows_of_sections
from storage.tables.sections import Sections, cut_into_sections
from storage.values import Column, Problem, Source


class NoTable(Exception):
    """No task table was found; the message is the Chinese reason and way out, without the file's name."""


def source_from(pages: Pages, columns: Mapping[Column, int] | None = None) -> Source | None:
    """The document as a table; None where no grid in it has a header we know."""
    grids = [part for part in pages.parts if isinstance(part, Grid)]
    cut = cut_into_sections(grids, columns)
    if not cut.sections:
        return None
    found = rows_of_sections(cut.sections)
    before, after = _around(pages, cut)
    covering = read_covering(before, [*found.notes, *after])
    rows = source_rows(found.rows)
    named = {column for section in cut.sections for column in section.head.columns if column}
    named |= {column for row in rows for column in row.cells}
    return Source(
        title=covering.title,
        document_number=covering.document_number,
        issued_on=covering.issued_on,
        year=covering.year,
        rows=rows,
        columns=tuple(column for column in Column if column in named),
        merges_known=pages.merges_known,
        notice=covering.notice,
        problems=_problems(pages, cut, found),
    )


def _around(pages: Pages, cut: Sections) -> tuple[list[str], list[str]]:
    """Paragraphs before the first task table, and those after it."""
    first = cut.sections[0].grid
    place = next(number for number, part in enumerate(pages.parts) if part is first)
    before = [part.text for part in pages.parts[:place] if isinstance(part, Paragraph)]
    after = [part.text for part in pages.parts[place:] if isinstance(part, Paragraph)]
    above = [text for line, text in cut.above if line < first.lines[cut.sections[0].first]]
    return before + above, [text for _, text in cut.above if text not in above] + after


def _problems(pages: Pages, cut: Sections, found: Rows) -> tuple[Problem, ...]:
    warnings = [Problem(line, text) for line, text in pages.warnings]
    left_out = [
        Problem(grid.lines[0], f"第{grid.lines[0]}行起的一个表格没有认出任务表的表头，未读入，请核对")
        for grid in cut.unknown
        if len(grid.rows) > 1
    ]
    return tuple(dict.fromkeys([*warnings, *left_out, *found.problems]))
