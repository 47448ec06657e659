"""What the office reads after a backup has been put back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from messages import words
from messages.html import bold, plain
from messages.letter import Button, Letter
from messages.pages import paragraphs
from storage.states import NoticeKind

_SHOWN = 30


def restored(as_of: datetime, held: Sequence[tuple[str, NoticeKind, int]]) -> Letter:
    """Which messages may have gone out since the backup; none of them is sent again by itself."""
    head = bold("数据已从备份恢复")
    point = plain(f"库中最后一笔记录为{words.moment(as_of)}。此后收到的反馈不在库中，请通知有关联络员核对后补报。")
    if not held:
        return Letter(paragraphs(head, point))
    lines = [plain(f"{unit or '答复与本办'}：{words.message(kind)}{number}条") for unit, kind, number in held[:_SHOWN]]
    total = sum(number for *_, number in held)
    more = [plain(f"另有{len(held) - _SHOWN}行未列出。")] if len(held) > _SHOWN else []
    told = plain(f"下列{total}条消息可能已经发出，现标为不确定，不会自动重发。如确认未发出，请按「补发」。")
    return Letter(paragraphs(head, point, told, *lines, *more), ((Button("补发", "resend"),),))


def let_go(number: int) -> Letter:
    """The office has said that they are to go out after all."""
    if not number:
        return Letter(plain("没有待补发的消息。"))
    return Letter(plain(f"已安排补发{number}条，仍需提醒的将在办公时间内发出，并标为不确定。"))
