"""撤销: what the office may still take back, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from messages import words
from messages.html import Html, bold, plain
from messages.letter import Letter
from messages.pages import button, in_rows, paragraphs
from messages.rows import row_number
from storage.records import Task

_MOST_BATCHES = 8


def undo_list(batches: Sequence[tuple[str, datetime, Sequence[tuple[str, Task]]]], today: date) -> Letter:
    """/撤销: what may still be undone, newest first."""
    if not batches:
        return Letter(plain("24小时内没有可撤销的审核。"))
    lines = [
        plain(f"{n}. {words.moment(at, today)}　{_rows(rows)}")
        for n, (_, at, rows) in enumerate(batches[:_MOST_BATCHES], 1)
    ]
    keys = [button(f"撤销 {n}", f"unmake/{batch}") for n, (batch, _, _) in enumerate(batches[:_MOST_BATCHES], 1)]
    return Letter(paragraphs(bold("【可撤销的审核】"), *lines), in_rows(keys, 4))


def undone(results: Sequence[tuple[tuple[str, Task], bool]]) -> Letter:
    """撤销: what was put back, and what could not be because something has happened since."""
    back = [row for row, is_back in results if is_back]
    stays = [row for row, is_back in results if not is_back]
    if not results:
        return Letter(plain("该审核已超过24小时、已撤销，或不是您本人所作，未作变更。"))
    text = paragraphs(
        bold(f"【已撤销】{words.count(len(back), '件')}") if back else Html(""),
        plain(f"{_rows(back)}：恢复到审核之前；单位已收到结果的，将转告撤回。") if back else Html(""),
        plain(f"{_rows(stays)}：此后又有变动，不能撤销，未作变更。") if stays else Html(""),
    )
    return Letter(text, ((button("继续审核", "review/1"),),) if back else ())


def _rows(rows: Sequence[tuple[str, Task]]) -> str:
    shown = "、".join(f"第{row_number(task)}项{words.name(unit, 20)}" for unit, task in rows[:6])
    return f"{shown}等{words.count(len(rows), '件')}" if len(rows) > 6 else shown
