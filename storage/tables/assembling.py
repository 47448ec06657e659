"""Pages → Source: the table with its covering notice, or the reason why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from storage.tables.beside import set_under_another
from storage.tables.cards import cards_laid_out
from storage.tables.columns import Head
from storage.tables.covering import Covering, read_covering
from storage.tables.grid import Grid, Pages, Paragraph, named
from storage.tables.month_marks import months_named
from storage.tables.own_words import marks_of_leads, name_marked_leads
from storage.tables.row import source_rows
from storage.tables.rows import rows_of_sections
from storage.tables.section_rows import Rows
from storage.tables.sections import Sections, cut_into_sections
from storage.tables.stages import stages_of
from storage.tables.ticks import ticks_named
from storage.values import Column, Layout, Problem, Source, SourceRow

_PARTICULAR = re.compile(
    r"索引号|发文字号|发文文号|文号|文件编号|成文日期|印发日期|发文日期|发文机关|发文单位|发布机构"
)


class NoTable(Exception):
    """No task table was found; the message is the Chinese reason and way out, without the file's name."""


def source_from(pages: Pages, columns: Mapping[Column, int] | None = None) -> Source | None:
    """The document as a table; None where no grid in it has a header we know."""
    if not columns:
        pages = replace(pages, parts=_laid_out(tuple(_spoken(pages.parts))))
    grids = [part for part in pages.parts if isinstance(part, Grid)]
    cut = cut_into_sections(grids, columns)
    if not cut.sections:
        return None
    found = rows_of_sections(cut.sections, _right_above(pages, cut))
    before, after = _around(pages, cut)
    marks = marks_of_leads((*before, *found.notes, *after))
    for row in found.rows if marks else ():
        name_marked_leads(row, marks)
    covering = read_covering(before, [*found.notes, *after])
    named = {column for section in cut.sections for column in section.head.columns if column}
    rows, problems = source_rows(found.rows), _problems(pages, cut, found)
    source = source_of(covering, rows, problems, merges_known=pages.merges_known, named=named)
    return replace(source, layout=_layout(cut.sections[0].head))


def source_of(
    covering: Covering,
    rows: Sequence[SourceRow],
    problems: Sequence[Problem],
    *,
    merges_known: bool = False,
    named: Iterable[Column] = (),
) -> Source:
    """Rows and covering put together; `named` are columns that have a header though no row may fill them."""
    printed = set(named).union(*(row.cells for row in rows))
    return Source(
        title=covering.title,
        document_number=covering.document_number,
        issued_on=covering.issued_on,
        year=covering.year,
        rows=tuple(rows),
        columns=tuple(column for column in Column if column in printed),
        merges_known=merges_known,
        notice=covering.notice,
        problems=tuple(problems),
    )


def _laid_out(parts: tuple[Paragraph | Grid, ...]) -> tuple[Paragraph | Grid, ...]:
    """Every table with a row for each task and a column for each of its duties."""
    return ticks_named(months_named(cards_laid_out(tuple(set_under_another(parts)))))


def _spoken(parts: Iterable[Paragraph | Grid]) -> Iterator[Paragraph | Grid]:
    """A grid of one column is no table: its cells are lines of text, such as a page's title in the page's own frame."""
    for part in parts:
        if isinstance(part, Paragraph) or any(len(row) > 1 for row in part.rows):
            yield part
            continue
        for row, line in zip(part.rows, part.lines, strict=True):
            yield from (Paragraph(text, line) for cell in row for text in cell.raw.split("\n") if text.strip())


def _layout(head: Head) -> Layout:
    """Each column once, where it is printed first; what several columns of no known meaning hold is read as one.

    Columns of what is to be done by when (一季度目标, 二季度目标) keep a place each.
    """
    words, stages = head.words or ((),) * len(head.columns), stages_of(head)
    over: dict[tuple[Column, int], tuple[str, ...]] = {}
    for place, (column, said) in enumerate(zip(head.columns, words, strict=True)):
        key = (column or Column.OTHER, place if place in stages else -1)
        if column is Column.OTHER and key in over:
            over[key] = ("、".join([*over[key], *said[-1:]]),)
        elif column is not None:
            over.setdefault(key, said[-1:] if column is Column.OTHER else said)
    return tuple((column, said) for (column, _), said in over.items())


def _around(pages: Pages, cut: Sections) -> tuple[list[str], list[str]]:
    """Paragraphs before the first task table, and those after it."""
    first = cut.sections[0].grid
    place = next(number for number, part in enumerate(pages.parts) if part is first)
    before = [text for part in pages.parts[:place] for text in _said_above(part, cut)]
    after = [part.text for part in pages.parts[place:] if isinstance(part, Paragraph)]
    above = [text for grid, text in cut.above if grid is first]
    return before + above, [text for grid, text in cut.above if grid is not first] + after


def _said_above(part: Paragraph | Grid, cut: Sections) -> Iterator[str]:
    """A line above the table, or those of a page's own particulars: 发文字号：| 某政办〔2024〕2号."""
    if isinstance(part, Paragraph):
        yield part.text
    elif any(part is grid for grid in cut.unknown):
        for row in part.rows:
            cells = ["".join(cell.raw.split()) for cell in row if not cell.is_covered]
            yield from (
                f"{label.rstrip('：:')}：{value}" for label, value in pairwise(cells) if value and _heads(label)
            )


def _heads(label: str) -> bool:
    return label.endswith(("：", ":")) or bool(_PARTICULAR.fullmatch(label))


def _right_above(pages: Pages, cut: Sections) -> dict[int, list[str]]:
    """The lines between each grid and the one before it, by the grid's id."""
    lines: dict[int, list[str]] = {}
    kept: list[str] = []
    for part in pages.parts:
        if isinstance(part, Paragraph):
            kept.append(part.text)
            continue
        lines[id(part)] = kept + [text for grid, text in cut.above if grid is part]
        kept = []
    return lines


def _problems(pages: Pages, cut: Sections, found: Rows) -> tuple[Problem, ...]:
    warnings = [Problem(line, text) for line, text in pages.warnings]
    left_out = [
        Problem(grid.lines[0], f"{named(grid)}第{grid.lines[0]}行起的一个表格没有认出任务表的表头，未读入，请核对")
        for grid in cut.unknown
        if len(grid.rows) > 1 and not any(_said_above(grid, cut))
    ]
    return tuple(dict.fromkeys([*warnings, *left_out, *found.problems]))
