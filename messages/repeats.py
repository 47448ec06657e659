"""A new year's table that repeats what goes on from earlier years: said once, and one of the two ends."""

from __future__ import annotations

from collections.abc import Sequence

from messages import words
from messages.html import bold, plain
from messages.letter import Letter
from messages.pages import button, fitted, paragraphs
from messages.rows import row_line, rows_numbered
from storage.records import Task


def repeats_found(rows: Sequence[Task], items: int) -> Letter:
    """These rows of the new table read like rows that go on; `items` of the earlier ones would end."""
    head = paragraphs(
        bold("【与往年重复】"),
        plain(f"新表中{words.count(len(rows))}与往年仍在继续的任务内容相同，两边会各自提醒："),
    )
    foot = paragraphs(
        plain(
            f"点〔以新表为准〕后，往年的不再另行提醒，未到期的{words.items(items)}转入新表，办理记录保留；已逾期的仍须办结。"
        ),
        plain("不点的，两份任务表分别办理；以后可发送 /回头看 再定。"),
    )
    return Letter(
        fitted(head, [plain(row_line(task, 40)) for task in rows], foot), ((button("以新表为准", "repeats"),),)
    )


def repeats_ended(rows: Sequence[Task], items: int) -> Letter:
    """The earlier rows have ended."""
    if not rows:
        return Letter(plain("没有与往年重复的任务，未作变更。"))
    numbers = rows_numbered([task.number for task in rows], 20)
    return Letter(plain(f"{numbers}已以新表为准：往年的{words.items(items)}记为「结转」，不再另行提醒。"))
