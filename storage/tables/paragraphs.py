"""Tasks in running text: numbered paragraphs with their duties at the end, or on labelled lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from storage.tables.assembling import source_of
from storage.tables.blocks import Block, blocks_of, take_signature
from storage.tables.clauses import take_clauses
from storage.tables.cleaning import clean, plain
from storage.tables.covering import read_covering
from storage.tables.limits import Limits, TooLarge
from storage.tables.points import (
    doubts_of,
    find_parents,
    headings_among,
    items_among,
    join_last_duties,
    take_headings,
    take_times,
)
from storage.tables.unnumbered import lines_as_blocks, take_titles_ahead
from storage.values import Cell, Column, Source, SourceRow

_BULLET = re.compile(r"^\s*(?:[-*+•▪◦]\s+|[●◆■►▶➤✅📌📍👉🔸🔹]\ufe0f?\s*)(?=[\u4e00-\u9fff*【（(])")
_CHAT = re.compile(r"\S{1,20}\s+20\d\d[-/.]\d{1,2}[-/.]\d{1,2}\s+\d{1,2}:\d\d(?::\d\d)?")  # who wrote when
_TITLE = 24  # a first sentence no longer than this names its task


def source_from_paragraphs(lines: Sequence[str], limits: Limits, columns: Mapping[Column, int] | None) -> Source | None:
    """The tasks of running text; None where no paragraph says who is responsible or by when."""
    lines = [_without_bullet(line) for line in lines if not _CHAT.fullmatch(line.strip())]
    before, blocks = blocks_of(lines)
    take_titles_ahead(before, blocks)
    before, blocks, signed = (before, blocks, take_signature(blocks)) if blocks else lines_as_blocks(lines)
    if len(blocks) > limits.max_rows:
        raise TooLarge(f"段落过多（{len(blocks)}段）")
    find_parents(blocks)
    take_clauses(blocks)
    asked = [*doubts_of(blocks), *take_times(blocks), *take_headings(blocks)]
    if not any(block.has_duties for block in blocks):
        return None
    problems = asked + join_last_duties(blocks)
    headings = headings_among(blocks)
    items = items_among(blocks, headings)
    told = headings.union(items)
    rest = [block.content for number, block in enumerate(blocks) if number not in told] + signed
    covering = read_covering(before, rest)
    title = covering.title or next((plain(line) for line in before if line.strip()), "")
    return source_of(replace(covering, title=title), [_row(blocks, number) for number in items], problems)


def _without_bullet(line: str) -> str:
    """- **任务1**：…: a line of a list without its bullet and bold type."""
    return _BULLET.sub("", line).replace("**", "")


def _row(blocks: Sequence[Block], number: int) -> SourceRow:
    block = blocks[number]
    theme, task = _labels(blocks, number)
    texts = {Column.NUMBER: block.mark.printed if block.mark else "", Column.THEME: theme, Column.TASK: task}
    texts |= {Column.CONTENT: block.content} | block.duties
    if block.content and Column.CONTENT in block.duties and Column.TASK not in block.duties:
        texts[Column.TASK] = block.content
    cells = {
        column: Cell(clean(texts[column], column), texts[column])
        for column in Column
        if texts.get(column, "").strip() or (column in texts and column is Column.CONTENT)
    }
    if block.given:
        cells |= {column: Cell(clean(text, column), "") for column, text in block.given.duties.items()}
    return SourceRow(block.line, 0, cells, number)


def _labels(blocks: Sequence[Block], number: int) -> tuple[str, str]:
    """Theme and task from the headings over a block; its own short first sentence names the task."""
    over: list[str] = []
    parent = blocks[number].parent
    while parent is not None:
        over.append(_heading(blocks[parent]))
        parent = blocks[parent].parent
    own = plain(blocks[number].content).split("。")[0]
    if 0 < len(own) <= _TITLE:
        over.insert(0, own)
    return (over[1] if len(over) > 1 else ""), (over[0] if over else "")


def _heading(block: Block) -> str:
    first = plain(block.texts[0]) if block.texts else ""
    return first.split("。")[0].rstrip("：:；;")
