"""A row of the table as the office sees it: what it says, where its items stand, what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from messages import words
from messages.html import Html, bold, plain
from messages.letter import Button, Letter
from messages.pages import Keys, button, fitted, paragraphs
from messages.rows import row_title
from storage.records import Item, Question, Report, Task
from storage.states import ItemState, TaskState

_TASK_STATES = {
    TaskState.UNCONFIRMED: "待确认（确认前不发出任何消息）",
    TaskState.CONFIRMED: "已确认",
    TaskState.STOPPED: "终止",
}


def task_card(
    task: Task,
    counts: Mapping[ItemState, int],
    open_questions: Sequence[Question],
    reports: Sequence[tuple[str, Item, Report]],
    overdue: int,
    today: date,
    table: str = "",
) -> Letter:
    """/任务 12 for the office: the row, where its items stand, what is open, the last words of the units."""
    head = paragraphs(
        bold(row_title(task)),
        plain(f"来源：{words.document(table)}") if table else Html(""),
        plain(f"内容：{words.prose(task.content, 900)}"),
        plain(f"牵头单位：{words.names(task.lead, 6) or '未明确'}"),
        plain(f"责任单位：{words.names((*task.collective, *task.named), 8) or '未明确'}"),
        plain(f"时限：{deadline_line(task, today)}"),
        plain(f"状态：{_TASK_STATES[task.state]}"),
        plain(standings(counts, overdue)),
    )
    asked = [plain(f"有疑问　{words.column(one.field)}：{words.brief(one.text, 200)}") for one in open_questions]
    said = [plain(_said(unit, report, today)) for unit, item, report in reports]
    keys = tuple((_show(question),) for question in open_questions[:4])
    return Letter(fitted(head, [*asked, *said], Html(""), "条"), (*keys, *_changes(task, bool(counts))))


def _changes(task: Task, has_items: bool) -> Keys:
    """What the office may change about a row, and 催办."""
    if task.state is TaskState.STOPPED:
        return ()
    change = (
        button("改期", f"chg/due/{task.id}"),
        button("加单位", f"chg/add/{task.id}"),
        button("终止", f"chg/stop/{task.id}"),
    )
    press = (button("催办", f"nudgeask/task/{task.id}"), button("不涉及", f"nilof/{task.id}"))
    return (change, press) if has_items else (change,)


def standings(counts: Mapping[ItemState, int], overdue: int) -> str:
    """「责任项37件：待签收3件、办理中20件、已办结14件；其中逾期2件」."""
    total = sum(counts.values())
    if not total:
        return "责任项：尚无"
    parts = "、".join(f"{words.state(one)}{words.count(counts[one], '件')}" for one in ItemState if counts.get(one))
    late = f"；其中逾期{words.count(overdue, '件')}" if overdue else ""
    return f"责任项{words.count(total, '件')}：{parts}{late}"


def no_such_task(number: str) -> Letter:
    """/任务 with a number that is not there, or with none."""
    if not number:
        return Letter(plain("请写明序号，例如：/任务 12。"))
    return Letter(plain(f"未找到第{words.brief(number, 12)}项。请核对序号。"))


def _show(question: Question) -> Button:
    return button(f"确认{words.column(question.field)}", f"ask/{question.id}")


def deadline_line(task: Task, today: date) -> str:
    """The deadline as read, beside what is printed."""
    read = words.day(task.due_on, today) if task.due_on else words.duty(task.deadline_kind) or "未设具体时限"
    sure = "" if task.due_is_certain else "，待确认"
    printed = words.brief(task.deadline_text, 60)
    return f"{read}{sure}，原文「{printed}」" if printed else f"{read}{sure}"


def _said(unit: str, report: Report, today: date) -> str:
    said = words.brief(report.text, 120)
    head = f"· {words.name(unit)}　{words.moment(report.at, today)}　{words.intent(report.intent)}"
    return f"{head}：{said}" if said else head
