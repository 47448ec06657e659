"""撤销: what the office may still take back, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from messages import words
from messages.html import Html, bold, plain
from messages.letter import Letter
from messages.pages import button, in_rows, paragraphs
from messages.rows import row_number
from storage.records import Task
from storage.states import ItemState

_MOST_BATCHES = 8


@dataclass(frozen=True, slots=True)
class Batch:
    """What one press or line decided: where that left the items, and which they are."""

    key: str
    at: datetime
    states: tuple[ItemState, ...]
    rows: Sequence[tuple[str, Task]]


def undo_list(batches: Sequence[Batch], today: date) -> Letter:
    """/撤销: what may still be undone, newest first."""
    if not batches:
        return Letter(plain("24小时内没有可撤销的审核。"))
    shown = batches[:_MOST_BATCHES]
    lines = [
        plain(f"{n}. {words.moment(one.at, today)}　{_states(one)}：{_rows(one.rows)}")
        for n, one in enumerate(shown, 1)
    ]
    keys = [button(f"撤销 {n}", f"unmake/{one.key}") for n, one in enumerate(shown, 1)]
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


def _states(batch: Batch) -> str:
    return "、".join(words.state(state) for state in batch.states)


def _rows(rows: Sequence[tuple[str, Task]]) -> str:
    shown = "、".join(f"第{row_number(task)}项{words.name(unit, 20)}" for unit, task in rows[:6])
    return f"{shown}等{words.count(len(rows), '件')}" if len(rows) > 6 else shown
