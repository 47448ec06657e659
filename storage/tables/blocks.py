"""Running text as numbered paragraphs and labelled records, each with its lines and what it says of duties."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from storage.tables.cleaning import UNIT_COLUMNS, plain
from storage.tables.covering import date_alone
from storage.tables.duties import labelled, without_tail
from storage.tables.headings import Over, over_rows
from storage.tables.kinds import units_share
from storage.tables.numbering import Numbering, numbering
from storage.tables.parting import parted
from storage.values import Column

DUTIES = frozenset({Column.LEAD, Column.RESPONSIBLE, Column.ASSISTING, Column.DEADLINE})
ENDS = re.compile(r"(?:出席|列席|参会|参加|缺席|请假|记录|分送|抄送|抄报|联系)(?:人员?|单位|电话|机关)?\s*[：:]")
FEWEST = 2  # lines that say who acts make a list
_LONGEST_NAMES = 40
_FIRST = re.compile(r"[（(]?[1一①]\ufe0f?\u20e3?[、.．）) ]|①|1\ufe0f?\u20e3")
_NAMES = 0.9  # of a line's parts are names of bodies


@dataclass(slots=True)
class Block:
    """A numbered paragraph, or a labelled record, with the lines up to the next one."""

    line: int
    mark: Numbering | None
    texts: list[str] = field(default_factory=list)
    duties: dict[Column, str] = field(default_factory=dict)
    parent: int | None = None  # the block whose heading stands over this one
    open_label: Column | None = None
    told_on: int = 0  # the line that last said something of a duty
    tail_at: int = 0  # how many of its lines there were when one ended with who and when
    told_again: int = 0  # a line that says something else to be done, and who does it
    over: Over | None = None  # a heading that only says who acts on what stands under it
    until: Over | None = None  # a heading that says by when what stands under it is due
    given: Over | None = None  # the heading over this block that says it

    @property
    def has_duties(self) -> bool:
        return any(column in DUTIES for column in self.duties)

    @property
    def level(self) -> int:
        if self.mark is None and self.over:
            return -1
        return self.mark.level if self.mark else 9

    @property
    def content(self) -> str:
        return "\n".join(text for text in self.texts if text.strip())


def blocks_of(lines: Sequence[str]) -> tuple[list[str], list[Block]]:
    """The lines before the first block, and the blocks."""
    before: list[str] = []
    blocks: list[Block] = []
    texts = [(number, text) for number, raw in enumerate(lines, start=1) if (text := raw.strip())]
    named = _named_over(texts)
    for (number, text), (_, following) in zip_longest(texts, texts[1:], fillvalue=(0, "")):
        if number in named:
            blocks.append(Block(number, None, over=named[number]))
            continue
        mark = numbering(text)
        label = {} if mark else labelled(text)
        if label and (over := _over_list(text, following, blocks)):
            blocks.append(Block(number, None, over=over))
            continue
        if mark or _begins_record(label, blocks):
            blocks.append(Block(number, mark))
        if not blocks:
            before.append(text)
            continue
        body = text[len(mark.printed) :].strip() if mark else text
        first, *others = parted(body) if blocks[-1].mark and not label else [body]
        _add(blocks[-1], number, first, label)
        for part in others:
            blocks.append(Block(number, blocks[-1].mark))
            _add(blocks[-1], number, part, {})
    for block in blocks:
        if block.mark and len(block.texts) == 1 and not block.duties:
            block.over = over_rows(f"{block.mark.printed}{block.texts[0]}")
    if _heads_minutes(blocks):
        return [text for number, text in texts if number < blocks[1].line], blocks[1:]
    return before, blocks


def _named_over(texts: Sequence[tuple[int, str]]) -> dict[int, Over]:
    """Lines with nothing but names, each right above a list counted from one: 【区教育局】 1.… 2.… 【区民政局】 1.…"""
    found: dict[int, Over] = {}
    is_framed = False
    for (number, text), (_, following) in pairwise(texts):
        begins = _FIRST.match(following) and not numbering(text)
        bare = text.strip("【】[]［］#* ").rstrip("：:")
        if begins and 1 < len(bare) <= _LONGEST_NAMES and units_share(bare) == 1:
            found[number] = over_rows(bare) or Over(text, None, {Column.RESPONSIBLE: bare}, True, True)
            is_framed = is_framed or text.startswith("【")
    return found if is_framed or len(found) >= FEWEST else {}


def _heads_minutes(blocks: Sequence[Block]) -> bool:
    """时间：… 主持：… 议题：… over numbered paragraphs: when a meeting was held, no task."""
    if len(blocks) <= FEWEST or not all(block.mark for block in blocks[1:]):
        return False
    first = blocks[0]
    return not first.mark and not first.over and not first.duties.keys() & UNIT_COLUMNS


def _over_list(text: str, following: str, blocks: Sequence[Block]) -> Over | None:
    """牵头单位：市教育局 right above 1.… speaks for the paragraphs under it, where the document begins so."""
    begins = not blocks or (blocks[0].mark is None and blocks[0].over is not None)
    return over_rows(text) if begins and numbering(following) else None


def _begins_record(label: dict[Column, str], blocks: Sequence[Block]) -> bool:
    """A labelled line opens a record of its own where none is open, or where the open one has that label already."""
    if not label:
        return False
    open_block = blocks[-1] if blocks else None
    if open_block is None:
        return True
    return open_block.mark is None and any(column in open_block.duties for column in label)


def _add(block: Block, line: int, text: str, label: dict[Column, str]) -> None:
    if label:
        if block.tail_at < len(block.texts) and block.duties.keys() & label.keys() & UNIT_COLUMNS:
            block.told_again = line
        _put(block, label)
        block.open_label, block.told_on = next(reversed(label)), line
        block.tail_at = len(block.texts)
        return
    if block.open_label and (more := _goes_on(block, line, text)):
        block.duties[block.open_label] += more
        block.told_on = line
        return
    body, duties = without_tail(text)
    if not duties and (own := labelled(body)):
        body, duties = "", own
    if body and duties and block.has_duties and any(block.texts):
        block.told_again = line
    block.texts.append(body)
    block.tail_at = len(block.texts) if duties else block.tail_at
    _put(block, duties)


def _goes_on(block: Block, line: int, text: str) -> str:
    """A line that goes on with what the label above it says: after a comma, or more names right below names."""
    assert block.open_label is not None
    if block.duties[block.open_label].endswith(("、", "，", ",")):
        return text
    is_below = block.open_label in UNIT_COLUMNS and block.told_on == line - 1
    return f"\n{text}" if is_below and units_share(text) >= _NAMES else ""


def heading_over(blocks: Sequence[Block], number: int) -> Over | None:
    """The nearest heading over a paragraph that says who acts."""
    parent = blocks[number].parent
    while parent is not None and not blocks[parent].over:
        parent = blocks[parent].parent
    return blocks[parent].over if parent is not None else None


def take_signature(blocks: Sequence[Block]) -> list[str]:
    """What closes the document after its last paragraph: who signs, the day, and whatever is printed below.

    Where every paragraph ends with who and when, what stands below the last one is said to all.
    """
    block = blocks[-1]
    first = 1 if block.mark else 0
    if block.tail_at and all(len(one.texts) == one.tail_at for one in blocks if one.has_duties and one is not block):
        signed, block.texts = block.texts[block.tail_at :], block.texts[: block.tail_at]
        return signed
    ends = [at for at, text in enumerate(block.texts) if at >= first and (ENDS.match(text) or date_alone(plain(text)))]
    if not ends:
        return []
    begin = ends[0]
    while begin > first and units_share(block.texts[begin - 1]) == 1 and "\n" not in block.texts[begin - 1]:
        begin -= 1
    signed, block.texts = block.texts[begin:], block.texts[:begin]
    return signed


def _put(block: Block, duties: Mapping[Column, str]) -> None:
    for column, text in duties.items():
        earlier = block.duties.get(column)
        block.duties[column] = f"{earlier}\n{text}" if earlier else text
