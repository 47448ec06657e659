"""预演 of a range of days, for the command line: a line a day on which something would go out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from messages import words
from messages.entries import ORDER
from messages.html import Html, bold, lines, plain
from storage.states import NoticeKind


def outlook_text(days: Mapping[date, Mapping[NoticeKind, int]], first: date, last: date) -> Html:
    """How many items each day speaks of, by kind of message."""
    title = bold(f"【预演】{words.day(first)}至{words.day(last, first)}")
    total = sum(sum(kinds.values()) for kinds in days.values())
    if not total:
        return lines(title, plain("这段时间没有需要发送的提醒。"))
    head = f"按无人反馈推算，提醒共涉及责任项{words.count(total, '件次')}。仅供查看，不实际发送。"
    return lines(title, plain(head), *(plain(_line(day, kinds, first)) for day, kinds in days.items()))


def _line(day: date, kinds: Mapping[NoticeKind, int], first: date) -> str:
    parts = (f"{words.kind(kind)}{words.count(kinds[kind], '件')}" for kind in ORDER if kind in kinds)
    return f"{words.day(day, first)}　{'，'.join(parts)}"
