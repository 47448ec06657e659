"""The words of rows that wait to be confirmed, shown to the office as the units will read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from messages import words
from messages.html import Html, bold, plain
from messages.letter import LONGEST, Letter
from messages.pages import button, length, paragraphs
from messages.rows import row_title
from messages.task_cards import deadline_line
from storage.records import Task

_FOOT = 130  # signs of a page's first and last line
_ROWS = 10  # on a page: more are not read, only scrolled past


def rows_on_page(tasks: Sequence[Task], page: int, today: date) -> list[Task]:
    """The rows whose words stand on a page."""
    pages = _pages(tasks, today)
    return [task for task, _ in pages[_within(page, pages)]]


def rows_to_confirm(tasks: Sequence[Task], page: int, plan_id: int, today: date, seen: int) -> Letter:
    """The words of rows that wait to be confirmed, as units will read them. `seen` of them have been shown by now."""
    pages = _pages(tasks, today)
    at = _within(page, pages)
    head = bold(f"【任务文字　{at + 1:,}/{len(pages):,}】以下内容将原样发给责任单位")
    turn = [button("◀ 上一页", f"texts/{plan_id}/{at - 1}")] if at else []
    turn += [button("下一页 ▶", f"texts/{plan_id}/{at + 1}")] if at + 1 < len(pages) else []
    keys = [(button(f"确认本页{words.count(len(pages[at]))}", f"confirmshown/{plan_id}"),), tuple(turn)]
    if seen == len(tasks) and len(pages) > 1:
        keys.append((button(f"各页均已查看，全部确认（{words.count(seen)}）", f"confirm/{plan_id}"),))
    left = plain(f"还有{words.count(len(tasks) - seen)}未查看。") if seen < len(tasks) else Html("")
    return Letter(paragraphs(head, *(text for _, text in pages[at]), left), tuple(row for row in keys if row))


def _task_text(task: Task, today: date) -> Html:
    units = words.names((*task.collective, *task.named), 30) or "未明确"
    lead = f"　牵头：{words.names(task.lead, 10)}" if task.lead else ""
    helping = f"　配合：{words.names(task.assisting, 10)}" if task.assisting else ""
    return paragraphs(
        bold(row_title(task)),
        plain(words.prose(task.content, 2000)),
        plain(f"责任：{units}{lead}{helping}　时限：{deadline_line(task, today)}"),
    )


def _pages(tasks: Sequence[Task], today: date) -> list[list[tuple[Task, Html]]]:
    """As many whole rows on a page as one message takes and a person reads; a page has one at least."""
    pages: list[list[tuple[Task, Html]]] = [[]]
    room = LONGEST
    for task in tasks:
        text = _task_text(task, today)
        room -= length(text) + 1
        if pages[-1] and (room < _FOOT or len(pages[-1]) == _ROWS):
            pages.append([])
            room = LONGEST - length(text) - 1
        pages[-1].append((task, text))
    return pages


def _within(page: int, pages: Sequence[object]) -> int:
    return min(max(page, 0), len(pages) - 1)
