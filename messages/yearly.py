"""What the office does in the course of a year, in words: check-in days of a row, bonuses, the assessment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages import words
from messages.html import Html, bold, plain
from messages.letter import Letter
from messages.pages import button, fitted, paragraphs
from messages.rows import row_title, tables_named
from storage.records import Task


@dataclass(frozen=True, slots=True)
class BonusRow:
    """A bonus as the office reads it."""

    bonus_id: int
    unit: str
    year: int
    points: str
    reason: str


def ledger_caption(titles: Sequence[str], other_years: Sequence[int], year: int = 0) -> Letter:
    """The ledger, with the tables it is of; `year` where one was asked for."""
    others = f"往年台账：{'、'.join(f'/台账 {one}' for one in other_years[-3:])}" if other_years else ""
    if year and not titles:
        return Letter(paragraphs(plain(f"没有{year}年度的任务表。"), plain(others)))
    return Letter(paragraphs(plain(tables_named(titles)), plain(others)), paper=f"ledger/{year}" if year else "ledger")


def check_ins(task: Task, days: Sequence[date], today: date) -> Letter:
    """The days a row is asked for progress on, and how to change them."""
    text = paragraphs(
        bold(f"【进展检查日】{row_title(task)}"),
        plain(f"目前：{_days(days, today)}"),
        plain(f"如需另定，请发送，例如：/检查日 {words.brief(task.number, 12)} 10月31日 12月15日"),
    )
    return Letter(text, ((button("恢复每季度末", f"checkins/{task.id}/"),),) if days else ())


def check_ins_asked(task: Task, old: Sequence[date], new: Sequence[date], today: date) -> Letter:
    """Before new days are put in force: what changes."""
    text = paragraphs(
        bold(f"【进展检查日】{row_title(task)}"),
        plain(f"原定：{_days(old, today)}"),
        plain(f"改为：{_days(new, today)}"),
        plain("届时向尚未办结的单位各询问一次进展。确认前不作变更。"),
    )
    keys = (
        button("确认", f"checkins/{task.id}/{'.'.join(f'{day:%y%m%d}' for day in new)}"),
        button("不改", f"checkinsof/{task.id}"),
    )
    return Letter(text, (keys,))


def check_ins_set(task: Task, days: Sequence[date], items: int, today: date) -> Letter:
    """New days are in force."""
    text = f"进展检查日已定为：{_days(days, today)}，涉及责任项{words.count(items, '件')}。"
    return Letter(paragraphs(bold(f"【进展检查日】{row_title(task)}"), plain(text)))


def check_ins_refused(task: Task | None, why: str) -> Letter:
    """Days that cannot be set; `why` is one sentence."""
    title = bold(f"【进展检查日】{row_title(task)}") if task else Html("")
    return Letter(paragraphs(title, plain(why)))


def bonus_given(bonus: BonusRow, total: str) -> Letter:
    """加分, read back."""
    text = paragraphs(
        bold(f"【加分登记】{words.name(bonus.unit, 40)}"),
        plain(f"{bonus.year}年度加{bonus.points}分，理由：{words.prose(bonus.reason, 300)}"),
        plain(f"该单位本年度已登记加分合计{total}分，计分上限见考核表第二页。"),
    )
    return Letter(text, ((button("撤销", f"bonusoff/{bonus.bonus_id}"),),))


def bonus_withdrawn(bonus: BonusRow, is_new: bool) -> Letter:
    """A bonus was taken back; an old button says that it had been."""
    done = "已撤销" if is_new else "此前已撤销"
    return Letter(plain(f"{words.name(bonus.unit, 40)}　{bonus.year}年度加{bonus.points}分：{done}。"))


def bonus_list(rows: Sequence[BonusRow], year: int) -> Letter:
    """/加分: what has been given this year, and how to give more."""
    head = paragraphs(
        bold(f"【加分登记】{year}年度"), plain(f"共{words.count(len(rows), '条')}。" if rows else "尚无。")
    )
    lines = [plain(f"· {words.name(row.unit, 40)}　{row.points}分：{words.brief(row.reason, 120)}") for row in rows]
    return Letter(fitted(head, lines, plain("登记办法：/加分 区教育局 1.5 做法获市级推广"), "条"))


def bonus_unclear(unit: str = "") -> Letter:
    """A bonus that cannot be taken down."""
    why = f"名册中未找到「{words.name(unit)}」，未作登记。" if unit else "未能识别，未作登记。"
    return Letter(plain(f"{why}请写明单位、分数（0.1至20分）和理由，例如：/加分 区教育局 1.5 做法获市级推广"))


def assessment_caption(year: int, units: int) -> Letter:
    """/考核: what stands under the sheet."""
    if not units:
        return Letter(plain(f"{year}年度没有可供考核的责任项。"))
    text = f"{year}年度考核表，{words.count(units, '个单位')}。供公开办内部使用，计分办法见第二张表。"
    return Letter(plain(text), paper=f"assessment/{year}")


def _days(days: Sequence[date], today: date) -> str:
    return "、".join(words.day(day, today) for day in days) if days else "每季度最后一个工作日"
