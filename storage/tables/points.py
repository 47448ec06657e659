"""Paragraphs and the ones over them: which are headings, which are tasks, and which share what is said of duties."""

from __future__ import annotations

import re
from collections.abc import Sequence

from storage.tables.blocks import DUTIES, Block, heading_over
from storage.tables.cleaning import UNIT_COLUMNS
from storage.tables.heading_times import doubt_of, time_over
from storage.tables.headings import Over
from storage.values import Column, Problem

_HEADING = 24  # signs of a heading
_STOP = re.compile(r"[。；;]")
_SHORTEST = 8  # signs of a paragraph that says something rather than heads others


def find_parents(blocks: Sequence[Block]) -> None:
    """The nearest block above with a higher level of numbering is the heading over a block."""
    over: list[int] = []
    for number, block in enumerate(blocks):
        while over and blocks[over[-1]].level >= block.level:
            over.pop()
        block.parent = over[-1] if over else None
        over.append(number)


def take_headings(blocks: Sequence[Block]) -> list[Problem]:
    """Who acts as the heading over a paragraph says; asked about where it only names a body beside others."""
    for number in headings_among(blocks):
        _become_over(blocks[number])
    parents = {block.parent for block in blocks}
    problems: list[Problem] = []
    for number, block in enumerate(blocks):
        over = heading_over(blocks, number)
        if number in parents or block.over or not over:
            continue
        beside = block.duties.get(Column.RESPONSIBLE, "")
        block.duties = {**over.duties, **block.duties}
        if not over.is_plain and beside and beside != block.duties[Column.LEAD]:
            said = f"第{block.line}行：牵头单位按标题“{over.said}”读取，请核对"
            problems.append(Problem(block.line, said, Column.LEAD))
    return problems


def take_times(blocks: Sequence[Block]) -> list[Problem]:
    """By when a paragraph is due as the heading over it says; what it says itself goes before."""
    problems: list[Problem] = []
    acting = {block.parent for block in blocks if block.duties.keys() & UNIT_COLUMNS}
    for number in sorted(parent for parent in acting if parent is not None):
        _become_time(blocks[number])
    parents = {block.parent for block in blocks}
    for number, block in enumerate(blocks):
        parent = block.parent
        while parent is not None and not blocks[parent].until:
            parent = blocks[parent].parent
        until = blocks[parent].until if parent is not None else None
        if number not in parents and until and Column.DEADLINE not in block.duties:
            block.given = until
            problems += [] if until.is_plain else [doubt_of(until, block.line)]
    return problems


def _become_over(block: Block) -> None:
    """一、优化营商环境（牵头单位：县发改局） over paragraphs that say who acts: a heading, not a task."""
    is_short = len(block.texts) == 1 and block.mark and 0 < len(block.texts[0]) <= _HEADING
    if is_short and block.duties and block.duties.keys() <= UNIT_COLUMNS and not _STOP.search(block.texts[0]):
        block.over = Over(block.texts[0], block.level, dict(block.duties), is_plain=True, is_marked=True)
        block.duties = {}


def _become_time(block: Block) -> None:
    """A short line over paragraphs that say who acts, with a time and nothing else: a heading, not a task."""
    if len(block.texts) != 1 or block.duties.keys() - {Column.DEADLINE} or not block.mark:
        return
    time = f"（{block.duties[Column.DEADLINE]}）" if block.duties else ""
    if until := time_over(f"{block.mark.printed}{block.texts[0]}{time}"):
        block.until, block.duties = until, {}


def doubts_of(blocks: Sequence[Block]) -> list[Problem]:
    """A paragraph in which a second line says what is to be done and by whom may be two tasks."""
    said = "段内另有一处注明责任单位或时限，可能是另一项任务，请核对"
    return [
        Problem(block.line, f"第{block.line}行：第{block.told_again}行{said}", column)
        for block in blocks
        if block.told_again
        for column in (Column.NUMBER, Column.RESPONSIBLE)
    ]


def join_last_duties(blocks: list[Block]) -> list[Problem]:
    """Where only the last of several points bears the bracket it speaks for all of them; the office is told."""
    points: dict[int, list[Block]] = {}
    headings = headings_among(blocks)
    for number, block in enumerate(blocks):
        if block.parent is not None and number not in headings:
            points.setdefault(block.parent, []).append(block)
    problems: list[Problem] = []
    for parent, under in points.items():
        if _speaks_last(blocks[parent], under):
            says_much = len(blocks[parent].content) >= _SHORTEST
            problems += [_joined(blocks[parent], under)] if says_much else _shared(under)
    return problems


def _speaks_last(over: Block, points: Sequence[Block]) -> bool:
    alone = len(points) > 1 and points[-1].has_duties and not any(block.has_duties for block in points[:-1])
    return alone and not over.has_duties


def _shared(points: Sequence[Block]) -> list[Problem]:
    """Points under a mere heading are tasks of their own; each takes over the duties after the last of them."""
    problems = []
    for block in points[:-1]:
        block.duties = dict(points[-1].duties)
        said = f"第{block.line}行：未注明责任单位和时限，已按最后一点（第{points[-1].line}行）读取，请核对"
        problems += [Problem(block.line, said, column) for column in block.duties if column in DUTIES]
    return problems


def _joined(over: Block, points: Sequence[Block]) -> Problem:
    over.texts += [f"{block.mark.printed if block.mark else ''}{block.content}" for block in points]
    over.duties = points[-1].duties
    for block in points:
        block.texts, block.duties = [], {}
    said = f"只在最后一点（第{points[-1].line}行）之后注明责任单位或时限，已按对以上{len(points)}点都适用读取，请核对"
    return Problem(over.line, f"第{over.line}行：{said}", Column.RESPONSIBLE)


def headings_among(blocks: Sequence[Block]) -> set[int]:
    """The blocks with duties somewhere under them."""
    found: set[int] = set()
    for block in blocks:
        parent = block.parent if block.has_duties else None
        while parent is not None and parent not in found:
            found.add(parent)
            parent = blocks[parent].parent
    return found


def items_among(blocks: Sequence[Block], headings: set[int]) -> list[int]:
    """The blocks that are tasks: those with duties, and those beside them on the same level without any."""
    levels = {(block.parent, block.level) for block in blocks if block.has_duties}
    return [
        number
        for number, block in enumerate(blocks)
        if block.has_duties or (block.content and (block.parent, block.level) in levels and number not in headings)
    ]
