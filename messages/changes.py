"""What the office changes by a line or a button: what would change, 确认, and what is so now."""

from __future__ import annotations

from collections.abc import Sequence

from messages import words
from messages.html import bold, plain
from messages.letter import Letter
from messages.pages import button, paragraphs
from messages.rows import row_title
from storage.records import Task

_ASKS = {"改期": "新的时限，例如：12月20日，或：区教育局 12月20日", "加单位": "要增加的单位，例如：区教育局、区财政局"}


def change_proposed(title: str, lines: Sequence[str], effect: str) -> Letter:
    """A change as it would be; nothing is changed before 确认."""
    text = paragraphs(
        bold(f"【请确认】{words.brief(title, 80)}"), *(plain(words.prose(line, 600)) for line in lines), plain(effect)
    )
    return Letter(text, ((button("确认", "change"), button("取消", "nochange")),))


def which_table(kind: str, rows: Sequence[tuple[Task, str]]) -> Letter:
    """Several tables have a row of this number: each with the table's title. Nothing is changed yet."""
    lines = [plain(f"{n}. {words.document(title)}{row_title(task)}") for n, (task, title) in enumerate(rows, 1)]
    keys = tuple(button(f"{n}", f"chgof/{task.id}") for n, (task, _) in enumerate(rows, 1))
    return Letter(
        paragraphs(plain(f"{words.count(len(rows), '份')}任务表都有这一序号，请选择{kind}哪一项："), *lines), (keys,)
    )


def change_made(title: str, now: str) -> Letter:
    """A change is in force."""
    return Letter(
        paragraphs(bold(f"【已生效】{words.brief(title, 80)}"), plain(f"{words.brief(now, 300).rstrip('。')}。"))
    )


def change_dropped() -> Letter:
    """取消."""
    return Letter(plain("已取消，未作变更。"))


def change_overtaken() -> Letter:
    """What a change was worked out from stands no more."""
    return Letter(plain("内容此后已有变动，或已经确认过，未作变更。如仍需调整，请重新发送。"))


def change_refused(why: str) -> Letter:
    """A change or a decision that cannot be taken; nothing was done. `why` is one sentence with an example."""
    return Letter(plain(f"{words.brief(why, 400)}。未作变更。"))


def ask_change(kind: str, task: Task) -> Letter:
    """After a button of the task card."""
    return Letter(plain(f"{row_title(task)}\n请回复{_ASKS[kind]}。"))
