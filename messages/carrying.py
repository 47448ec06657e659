"""回头看: what is proposed for next year's plan at the turn of the year, and what was taken over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from messages import words
from messages.html import bold, plain
from messages.letter import Button, Letter
from messages.pages import Keys, button, in_rows, page_of, paragraphs
from messages.rows import row_line, rows_numbered
from storage.records import Task


class Group(StrEnum):
    """What is taken over, and confirmed, together."""

    UNFINISHED = "unfinished"
    LASTING = "lasting"
    YEARLY = "yearly"


_NAMES = {Group.UNFINISHED: "未完成", Group.LASTING: "长期坚持", Group.YEARLY: "按周期办理"}


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row that would be taken over, with its number of items and how often it was before."""

    task: Task
    items: int
    years_open: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """What could be taken over from a year; `days` may be set for what is unfinished."""

    year: int
    rows: Mapping[Group, tuple[GroupRow, ...]]
    awaiting: int = 0  # reports that wait for the office's word
    later: int = 0  # items whose day has not come yet
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """What one confirmation has taken over."""

    year: int
    group: Group
    tasks: int
    items: int
    due: date | None = None


def plan_title(year: int) -> str:
    """The title of the plan that takes over from a year."""
    return f"{year + 1}年结转任务（{year}年度回头看）"


def new_deadline(printed: str, due: date | None) -> str:
    """The deadline's text in next year's row: as printed, and the day it was given."""
    given = f"结转至{words.date_of(due)}" if due else "结转"
    kept = printed.partition("；结转至")[0]
    return f"{kept}；{given}" if kept else given


def carry_proposal(proposed: Proposal) -> Letter:
    """/回头看, and what the office is told at the turn of the year."""
    year, title = proposed.year, bold(f"【回头看】{proposed.year}年度任务结转")
    waits = f"另有待审核{words.items(proposed.awaiting)}，审核后再定（/待审）。" if proposed.awaiting else ""
    later = f"时限未到的{words.items(proposed.later)}暂不列入，到期后再看。" if proposed.later else ""
    if not any(proposed.rows.values()):
        return Letter(paragraphs(title, plain("目前没有需要结转的任务。"), plain(waits), plain(later)))
    text = paragraphs(
        title,
        *(plain(f"{_NAMES[group]}：{_summed(group, rows)}") for group, rows in proposed.rows.items() if rows),
        plain(waits),
        plain(later),
        plain(f"按组确认后列入《{plan_title(year)}》，{year + 1}年1月起提醒；原责任项记为「结转」，办理记录保留。"),
    )
    return Letter(text, _keys(proposed))


def carry_list(proposed: Proposal, page: int) -> Letter:
    """The rows of a proposal one by one."""
    rows = [(group, row) for group in Group for row in proposed.rows.get(group, ())]
    if not rows:
        return carry_proposal(proposed)
    shown = page_of(rows, page)
    text = paragraphs(
        bold(f"【回头看】{proposed.year}年度拟结转{words.count(len(rows))}"),
        *(plain(_line(group, row)) for group, row in shown.rows),
        plain(shown.place),
    )
    back = (button("返回", f"carryback/{proposed.year}"),)
    return Letter(text, (*shown.turning(f"carrylist/{proposed.year}"), back))


def carried_over(done: Carried) -> Letter:
    """What a confirmation has done."""
    if not done.tasks:
        return Letter(plain(f"{done.year}年度「{_NAMES[done.group]}」没有需要结转的任务，未作变更。"))
    when = f"，新时限{words.day(done.due)}" if done.due else ""
    text = f"已结转「{_NAMES[done.group]}」{words.count(done.tasks)}、{words.items(done.items)}{when}，"
    told = "各单位将由交办消息得知，每人一条" if done.group is not Group.YEARLY else "已交办的照常办理，不重复交办"
    return Letter(plain(f"{text}列入《{plan_title(done.year)}》。{told}。"))


def year_unclear() -> Letter:
    """/回头看 or /考核 with something that is no year."""
    return Letter(plain("未能识别年度。例如：/回头看 2022、/考核 2022、/台账 2022、/计次 2022。"))


def _keys(proposed: Proposal) -> Keys:
    year, rows = proposed.year, proposed.rows
    unfinished: Sequence[Button] = [
        button(f"未完成：{_short(due)}", f"carry/{year}/unfinished/{due:%m%d}") for due in proposed.days
    ]
    others = [
        button(f"{_NAMES[group]}：结转", f"carry/{year}/{group}")
        for group in (Group.LASTING, Group.YEARLY)
        if rows.get(group)
    ]
    look = (button("逐项查看", f"carrylist/{year}/0"),)
    return (*(in_rows(unfinished, 2) if rows.get(Group.UNFINISHED) else ()), *in_rows(others, 2), look)


def _short(due: date) -> str:
    return "全年" if (due.month, due.day) == (12, 31) else f"{due.month}月底前"


def _summed(group: Group, rows: Sequence[GroupRow]) -> str:
    listed = f"（{rows_numbered([row.task.number for row in rows], 8)}）"
    if group is Group.YEARLY:
        return f"{words.count(len(rows))}{listed}，下一年度照常按周期办理"
    old = sum(row.items for row in rows if row.years_open)
    again = f"，其中以前年度结转而来{words.items(old)}" if old else ""
    what = "请选定新时限" if group is Group.UNFINISHED else "继续列入下一年度"
    return f"{words.count(len(rows))}{listed}、{words.items(sum(row.items for row in rows))}{again}，{what}"


def _line(group: Group, row: GroupRow) -> str:
    items = f"，{words.items(row.items)}" if row.items else ""
    past = f"，已跨{words.count(row.years_open, '个年度')}" if row.years_open else ""
    return f"{row_line(row.task, 40)}（{_NAMES[group]}{items}{past}）"
