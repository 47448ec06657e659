"""代录: what a unit told the office by telephone or on paper, written down in its name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from messages import words
from messages.html import bold, plain
from messages.letter import Letter
from messages.pages import button, fitted, paragraphs
from messages.receipts import ReceiptLine
from messages.rows import row_title
from storage.records import Item, Task
from storage.states import Intent, ItemState

_EXAMPLE = "/代录 12 区教育局 已完成，书面材料已收"


def example() -> str:
    """How such a line is written."""
    return f"请写明序号、单位和办理情况，例如：{_EXAMPLE}"


def not_read(said: str) -> str:
    """What stands behind the unit says nothing of how the row stands."""
    return f"「{words.brief(said, 40)}」未能读出办理情况，例如：{_EXAMPLE}"


def confirm(rows: Sequence[tuple[Task, Item, Intent, date | None]], unit: str, said: str) -> Letter:
    """What would be written down, before it is; with the day that is asked for."""
    lines = [
        plain(f"· {row_title(task)}　{words.state(item.state)} → {_intent(intent, due)}")
        for task, item, intent, due in rows
    ]
    head = bold(f"【请确认】代录{words.name(unit, 40)}的反馈{words.count(len(rows), '件')}")
    note = "记录注明由公开办代录，并告知该单位联络员；审核另行办理。"
    foot = paragraphs(plain(f"说明：{words.brief(said, 300)}"), plain(note))
    return Letter(fitted(head, lines, foot, "件"), ((button("确认", "recordon"), button("取消", "nochange")),))


def recorded(lines: Sequence[ReceiptLine], unit: str, *, told: bool) -> Letter:
    """What was written down, as the office reads it."""
    head = bold(f"【已代录】{words.name(unit, 40)}的反馈{words.count(len(lines), '件')}")
    waits = any(line.item.state is ItemState.SUBMITTED for line in lines)
    foot = [
        plain("审核请发 /待审。" if waits else ""),
        plain("" if told else "该单位没有可送达的联络员，未能告知。"),
    ]
    return Letter(fitted(head, [plain(_line(one)) for one in lines], paragraphs(*foot), "件"))


def told_unit(lines: Sequence[ReceiptLine], said: str) -> Letter:
    """The same, as the unit's liaison hears of it."""
    head = bold("【代录告知】公开办按贵单位反馈，代为登记：")
    how = f"如有出入，请回复更正，例如：更正 {words.brief(lines[0].item.number, 12)}。"
    foot = paragraphs(plain(f"说明：{words.brief(said, 300)}"), plain(how))
    return Letter(fitted(head, [plain(_line(one)) for one in lines], foot, "件"))


def _line(one: ReceiptLine) -> str:
    return f"· {row_title(one.task)}　{_intent(one.intent, one.due)}"


def _intent(of: Intent, until: date | None) -> str:
    return f"{words.intent(of)}{f'至{words.day(until)}' if until else ''}"
