"""Count duties (年内至少一次) in words: on an item's card, in the digest, and who is still below, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from messages import words
from messages.cards import times_line
from messages.html import Html, bold, plain
from messages.letter import Letter
from messages.pages import page_of, paragraphs
from messages.rows import row_line, row_title, rows_numbered
from storage.records import Item, Task


@dataclass(frozen=True, slots=True)
class Tally:
    """The count duties of a year: how many are met, who is at zero, who is below."""

    items: int
    met: int
    at_zero: int
    below: int  # begun, and not enough
    numbers_at_zero: tuple[str, ...] = ()  # of the rows


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One unit's count."""

    task: Task
    unit: str
    wanted: int
    counted: int


def tally_line(tally: Tally | None) -> str:
    """The digest's line; "" where nothing is counted."""
    if tally is None or not tally.items:
        return ""
    rows = f"（{rows_numbered(tally.numbers_at_zero)}）" if tally.numbers_at_zero else ""
    begun = f"，次数不足{words.count(tally.below, '件')}" if tally.below else ""
    still = f"尚未开展{words.count(tally.at_zero, '件')}{rows}{begun}" if tally.met < tally.items else "均已达到"
    found = f"计次：有次数要求的{words.count(tally.items, '件')}，已达到{words.count(tally.met, '件')}，{still}"
    return found if tally.met == tally.items else f"{found}（/计次 看明细）"


def counted_once(item: Item, task: Task, counted: int) -> Letter:
    """审核通过 of one time among several."""
    text = paragraphs(
        bold(f"【审核通过】{row_title(task)}"),
        plain(f"本次已计入。{times_line(item, counted)}。"),
        plain("以后每开展一次，请附佐证报送一次。"),
    )
    return Letter(text)


def tally_list(rows: Sequence[TallyRow], year: int, page: int) -> Letter:
    """/计次: who is at zero and who is below, row by row."""
    below = [row for row in rows if row.counted < row.wanted]
    title = bold(f"【计次任务】{year}年度")
    if not rows:
        return Letter(paragraphs(title, plain("没有按次数要求的责任项。")))
    head = plain(f"有次数要求的{words.count(len(rows), '件')}，已达到{words.count(len(rows) - len(below), '件')}。")
    grouped = [list(those) for _, those in groupby(below, key=lambda row: (row.task.id, row.wanted))]
    shown = page_of(grouped, page, 6)
    text = paragraphs(title, head, *(part for those in shown.rows for part in _row(those)), plain(shown.place))
    return Letter(text, shown.turning(f"tallies/{year}"))


def _row(rows: Sequence[TallyRow]) -> list[Html]:
    first = rows[0]
    zero = [row.unit for row in rows if not row.counted]
    begun = [f"{words.name(row.unit)}（{words.count(row.counted, '次')}）" for row in rows if row.counted]
    return [
        bold(f"▪ {row_line(first.task, 24)}（不少于{words.count(first.wanted, '次')}）"),
        plain(f"尚未开展{words.count(len(zero), '个单位')}：{words.names(zero, 12)}" if zero else ""),
        plain(f"次数不足{words.count(len(begun), '个单位')}：{'、'.join(begun[:12])}" if begun else ""),
    ]
