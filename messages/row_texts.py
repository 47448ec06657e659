"""The words of rows that wait to be confirmed, shown to the office as the units will read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from messages import words
from messages.cards import row_title
from messages.html import Html, bold, plain
from messages.intake_texts import deadline_line
from messages.letter import LONGEST, Letter
from messages.pages import button, length, paragraphs
from storage.records import Task


def rows_to_confirm(
    tasks: Sequence[Task], page: int, plan_id: int, today: date | None = None
) -> tuple[Letter, list[Task]]:
    """The words of rows that wait to be confirmed, as units will read them, and which rows this page shows."""
    pages = _packed([(task, _task_text(task, today)) for task in tasks])
    at = min(max(page, 0), len(pages) - 1)
    shown = [task for task, _ in pages[at]]
    head = bold(f"【任务文字　{at + 1:,}/{len(pages):,}】以下内容将原样发给责任单位")
    turn = [button("◀ 上一页", f"texts/{plan_id}/{at - 1}")] if at else []
    turn += [button("下一页 ▶", f"texts/{plan_id}/{at + 1}")] if at + 1 < len(pages) else []
    confirm = button(f"确认本页{words.count(len(shown))}", f"confirmshown/{plan_id}")
    keys = ((confirm,), tuple(turn)) if turn else ((confirm,),)
    return Letter(paragraphs(head, *(text for _, text in pages[at])), keys), shown


def _task_text(task: Task, today: date | None) -> Html:
    units = words.names((*task.collective, *task.named), 30) or "未明确"
    lead = f"　牵头：{words.names(task.lead, 10)}" if task.lead else ""
    helping = f"　配合：{words.names(task.assisting, 10)}" if task.assisting else ""
    return paragraphs(
        bold(row_title(task)),
        plain(words.prose(task.content, 2000)),
        plain(f"责任：{units}{lead}{helping}　时限：{deadline_line(task, today)}"),
    )


def _packed(texts: Sequence[tuple[Task, Html]]) -> list[list[tuple[Task, Html]]]:
    """As many whole rows on a page as one message takes; a page has one at least."""
    pages: list[list[tuple[Task, Html]]] = [[]]
    room = LONGEST
    for task, text in texts:
        room -= length(text) + 1
        if pages[-1] and room < 100:
            pages.append([])
            room = LONGEST - length(text) - 1
        pages[-1].append((task, text))
    return pages
