"""Who acts, where the paragraphs of a list say so in their last clauses or their first ones, without brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from storage.tables.blocks import Block, heading_over
from storage.tables.cleaning import UNIT_COLUMNS
from storage.tables.kinds import date_share
from storage.tables.tails import Said, Tail, acting, clauses, listed, put_together, tail_of
from storage.values import Column

_FEWEST = 2  # paragraphs that say who acts make a list
_BELOW = 4  # lines that may stand below the one that says who acts
_COUNTED = re.compile(r"[^，,。；;]{0,14}(?:后|起)\s*\d+\s*(?:个?工作日|日|天|个?月)之?内")  # 收到本纪要后10个工作日内
_ONLY_TIME = 0.9  # of a text tells by when, and nothing what
_NAMED = re.compile(r"(?P<names>[^：:，,。；;]{2,60})[：:]")


def opening_of(text: str) -> Tail | None:
    """Who acts as the first clauses say; by when stays with the work.

    >>> opening = opening_of("由县教育局牵头，县财政局配合，5月20日前提出方案，报县政府审定。")
    >>> opening.body, opening.duties[Column.RESPONSIBLE]
    ('5月20日前提出方案，报县政府审定。', '县教育局牵头，县财政局配合')
    >>> opening_of("县教育局会同县财政局开展检查。")
    """
    said: list[Said] = []
    begin = 0
    for start, clause in clauses(text):
        found = acting(clause.removeprefix("由"))
        if not found:
            break
        said.append(found)
        begin = start + len(clause)
    if not said and (named := _NAMED.match(text)) and listed(named["names"]):
        said, begin = [Said(Column.RESPONSIBLE, named["names"])], named.end()
    body = text[begin:].lstrip("，,；;：: ")
    if not said or not body or date_share(body) >= _ONLY_TIME:
        return None
    counted = _COUNTED.match(body)
    return Tail(body, put_together(said) | ({Column.DEADLINE: counted[0]} if counted else {}))


def take_clauses(blocks: Sequence[Block]) -> None:
    """Who and when are taken from last clauses where the paragraphs of a list say it there, or in brackets.

    One that does not is left without, for the office to be asked.
    """
    parents = {block.parent for block in blocks}
    lists: dict[tuple[int | None, int], list[Block]] = {}
    for number, block in enumerate(blocks):
        if number not in parents and block.content:
            lists.setdefault((block.parent, block.level), []).append(block)
    tails = {block.line: tail for beside in lists.values() for block in beside if (tail := _told(block))}
    acting = {line for line, (_, tail) in tails.items() if tail.duties.keys() & UNIT_COLUMNS}
    acting |= {block.line for number, block in enumerate(blocks) if heading_over(blocks, number)}
    bracketed = any(block.has_duties for block in blocks)
    if len(acting) < _FEWEST and not bracketed and len(blocks) > 1:
        return
    told = [beside for beside in lists.values() if any(_is_told(block, acting) for block in beside)]
    mostly = not bracketed and _mostly([block for beside in told for block in beside], acting)
    for block in (block for beside in told if mostly or _mostly(beside, acting) for block in beside):
        if not block.has_duties and block.line in tails:
            _take(block, *tails[block.line])


def _is_told(block: Block, acting: set[int]) -> bool:
    return block.has_duties or block.line in acting


def _mostly(blocks: Sequence[Block], acting: set[int]) -> bool:
    return sum(_is_told(block, acting) for block in blocks) > len(blocks) / 2


def _told(block: Block) -> tuple[int, Tail] | None:
    """What the first and last clauses of a paragraph say, and how many of its lines they are in."""
    opening = opening_of(block.texts[0].strip())
    if not opening:
        return _tail([text.strip() for text in block.texts])
    lines, tail = _tail([opening.body, *block.texts[1:]]) or (1, Tail(opening.body, {}))
    duties = dict(opening.duties)
    for column, text in tail.duties.items():
        duties[column] = f"{duties[column]}，{text}" if column in duties else text
    return lines, Tail(tail.body, duties)


def _tail(texts: Sequence[str]) -> tuple[int, Tail] | None:
    """The tail of a paragraph and how many of its lines it ends; lines below may speak of something else."""
    for lines in range(len(texts), max(0, len(texts) - _BELOW), -1):
        if tail := tail_of("".join(text.strip() for text in texts[:lines])):
            return lines, tail
    return None


def _take(block: Block, lines: int, tail: Tail) -> None:
    block.texts[:lines] = [tail.body]
    block.duties = dict(tail.duties)
