"""The words by which a row of the table is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from messages import words


class RowWords(Protocol):
    """The words by which a row of the table is known, of a record or of a line of a list."""

    @property
    def number(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def theme(self) -> str: ...
    @property
    def content(self) -> str: ...
    @property
    def carried_from(self) -> int | None: ...


def row_number(task: RowWords) -> str:
    """The number as printed, made fit to be shown."""
    return words.brief(task.number, 12) or "（无序号）"


def rows_numbered(numbers: Sequence[str], most: int = 5) -> str:
    """Several rows by their numbers, "" for none; beyond `most`, how many they are.

    >>> rows_numbered(["3", "5"]), rows_numbered(["1", "2", "3", "4"], 2)
    ('第3、5项', '第1、2等4项')
    """
    shown = "、".join(words.brief(number, 12) for number in numbers[:most])
    if not shown:
        return ""
    return f"第{shown}等{words.count(len(numbers))}" if len(numbers) > most else f"第{shown}项"


def items_numbered(numbers: Sequence[str], most: int) -> str:
    """The rows of several items, each row once.

    >>> items_numbered(["6", "13", "6"], 5)
    '第6（2件）、13项'
    """
    many = Counter(numbers)
    return rows_numbered([f"{one}（{words.items(times)}）" if times > 1 else one for one, times in many.items()], most)


def of_past(task: RowWords) -> str:
    """What tells a row that was carried over from this year's of the same number."""
    return "（结转）" if task.carried_from else ""


def row_title(task: RowWords) -> str:
    """「第12项　标签」."""
    named = words.brief(task.label or task.theme or task.content, 40)
    return f"第{row_number(task)}项　{named}".rstrip() + of_past(task)


def row_line(task: RowWords, n: int = 60) -> str:
    """「12　标签——正文缩短」, number first."""
    parts = [words.brief(task.label or task.theme, 30) + of_past(task), words.brief(task.content, n)]
    return f"{row_number(task)}　{'——'.join(part for part in parts if part)}"


def tables_named(titles: Sequence[str]) -> str:
    """What stands over the rows of all tables: the newest table's title, and how many there are."""
    if not titles:
        return "任务台账"
    return titles[-1] if len(titles) == 1 else f"{titles[-1]}等{words.count(len(titles), '份任务表')}"
