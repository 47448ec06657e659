"""Lists without numbers: a task to a line with who and when at its end, or above the lines that label them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from storage.tables.blocks import ENDS, FEWEST, Block
from storage.tables.cleaning import UNIT_COLUMNS, plain
from storage.tables.covering import date_alone
from storage.tables.duties import without_tail
from storage.tables.kinds import units_share
from storage.tables.parting import parted
from storage.tables.tails import tail_of
from storage.values import Column

_OTHER_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}[：:]")  # 进展：… below 责任单位：…
_WORK = frozenset({Column.TASK, Column.CONTENT})


def lines_as_blocks(lines: Sequence[str]) -> tuple[list[str], list[Block], list[str]]:
    """A list without numbers, a task to a line with who and when at its end: what stands before it, it, and after."""
    printed = ((number, line.strip()) for number, line in enumerate(lines, start=1) if line.strip())
    texts = [(number, part) for number, line in printed for part in parted(line)]
    blocks = [_line_as_block(number, text) for number, text in texts]
    told = [place for place, block in enumerate(blocks) if _says_who(block)]
    if len(told) < FEWEST:
        return [text for _, text in texts], [], []
    first, end = told[0], told[-1] + 1
    return [text for _, text in texts[:first]], blocks[first:end], [text for _, text in texts[end:]]


def _line_as_block(number: int, text: str) -> Block:
    body, duties = without_tail(text)
    return Block(number, None, [body], dict(duties))


def _says_who(block: Block) -> bool:
    tail = None if block.has_duties else tail_of(block.content)
    return any(column in UNIT_COLUMNS for column in (tail.duties if tail else block.duties))


def take_titles_ahead(before: list[str], blocks: Sequence[Block]) -> None:
    """What stands below a record's labels is the title of the next one, where the first has its own above it."""
    if not _have_titles_ahead(before, blocks):
        return
    titles = [before.pop()]
    for block in blocks:
        own = list(takewhile(_OTHER_LABEL.match, block.texts)) if block is not blocks[-1] else block.texts
        rest = block.texts[len(own) :]
        block.texts = [*titles, *own]
        titles = rest


def _have_titles_ahead(before: Sequence[str], blocks: Sequence[Block]) -> bool:
    """Records without numbers whose labels never say what is to be done: that stands above them, as above the first."""
    if len(blocks) < FEWEST or not before or not all(block.texts for block in blocks[:-1]):
        return False
    bare = all(not block.mark and not block.over and not block.duties.keys() & _WORK for block in blocks)
    return bare and all(_closes(text) for text in blocks[-1].texts)


def _closes(text: str) -> bool:
    return bool(ENDS.match(text) or date_alone(plain(text))) or units_share(text) == 1
