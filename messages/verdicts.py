"""What a unit hears when the office has decided, and when something is corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from messages import words
from messages.cards import actions, numbered, period, standing, unit_of, when
from messages.html import Html, bold, join, plain
from messages.letter import Letter
from messages.pages import button, in_rows, page_of, paragraphs
from messages.rows import row_line, row_number, row_title
from storage.records import Item, Report, Task
from storage.states import ItemState


def returned(item: Item, task: Task, reason: str, new_due: date | None, today: date) -> Letter:
    """退回补充. `new_due` is the working day to act by."""
    when = f"请于{words.day(new_due, today)}前补充后重新报送。" if new_due else "请补充后重新报送。"
    text = paragraphs(
        bold(f"【退回补充】{row_title(task)}"),
        plain(f"审核意见：{words.prose(reason, 600) or '请补充材料'}"),
        plain(when),
    )
    return Letter(text, actions(item))


def accepted(item: Item, task: Task) -> Letter:
    """审核通过: the item is closed, or its stage is."""
    ending = "本阶段工作已完成，请继续坚持。" if item.state is ItemState.ONGOING else "本项已办结，无需再报。"
    return Letter(paragraphs(bold(f"【审核通过】{row_title(task)}"), plain(ending)))


def nil_accepted(task: Task) -> Letter:
    """不涉及 approved."""
    text = plain("公开办同意按「不涉及」登记，本项无需再报。")
    return Letter(paragraphs(bold(f"【审核通过】{row_title(task)}"), text))


def nil_found(task: Task, reason: str) -> Letter:
    """不涉及 by the office's own finding: nothing is asked any more."""
    text = paragraphs(
        bold(f"【不涉及】{row_title(task)}"),
        plain("公开办按「不涉及」登记，本项无需再报，后续不再提醒。"),
        plain(f"理由：{words.prose(reason, 600)}"),
        plain("如有异议，请发送 /咨询 向公开办说明。"),
    )
    return Letter(text)


def nil_refused(item: Item, task: Task, reason: str) -> Letter:
    """不涉及 refused: the duty stays."""
    return _refused("未同意按不涉及登记", "请继续办理并按时限反馈。", item, task, reason)


def extension_granted(item: Item, task: Task, old: date | None, new: date, today: date) -> Letter:
    """延期批复. The old day stays on record; reminders follow the new one."""
    was = f"，原时限{words.day(old, today)}" if old else ""
    times = f"本项已延期{words.count(item.extensions, '次')}，" if item.extensions else ""
    text = paragraphs(
        bold(f"【延期批复】{row_title(task)}"),
        plain(f"同意延期至{words.day(new, today)}{was}。"),
        plain(f"{times}后续提醒按新时限。"),
    )
    return Letter(text, actions(item))


def put_off(item: Item, task: Task, old: date | None, new: date, today: date) -> Letter:
    """延期 that the office grants of itself, in answer to another report."""
    was = f"，原时限{words.day(old, today)}" if old else ""
    text = paragraphs(
        bold(f"【时限顺延】{row_title(task)}"),
        plain(f"公开办将本项时限延至{words.day(new, today)}{was}。"),
        plain("请继续办理，后续提醒按新时限。"),
    )
    return Letter(text, actions(item))


def verdict_undone(item: Item, task: Task) -> Letter:
    """撤销: what the office said is not so any more."""
    text = paragraphs(
        bold(f"【审核撤回】{row_title(task)}"),
        plain(f"公开办撤回刚才的审核意见，本项恢复为「{words.state(item.state)}」，请以后续通知为准。"),
    )
    return Letter(text, actions(item))


def extension_refused(item: Item, task: Task, reason: str, today: date) -> Letter:
    """延期 refused: the day in force stays."""
    due = item.due_in_force
    stays = f"仍按原时限{words.day(due, today)}办理，确有困难请联系公开办。" if due else "请继续办理。"
    return _refused("未同意延期", stays, item, task, reason)


def trouble_answered(item: Item, task: Task, text: str) -> Letter:
    """What the office says to 有困难; "" where it passes it without a word."""
    answer = words.prose(text, 600) or "已知悉，予以协调。"
    return Letter(paragraphs(bold(f"【协调答复】{row_title(task)}"), plain(answer)), actions(item))


def corrected(item: Item, task: Task) -> Letter:
    """A report was taken back; both versions stay on record."""
    text = paragraphs(
        bold(f"【已更正】{row_title(task)}"),
        plain(f"刚才的报送已撤回，目前状态：{words.state(item.state)}。请重新反馈，原报送留存备查。"),
    )
    return Letter(text, actions(item))


def what_to_correct(reports: Sequence[tuple[Report, Task]]) -> Letter:
    """A bare 「发错了」: what was reported last, each to be taken back with a press."""
    lines = [plain(f"· {row_title(task)}　{words.intent(report.intent)}") for report, task in reports]
    text = paragraphs(plain("请问更正哪一项？点下方按钮即撤回该项报送，再重新反馈。"), *lines)
    return Letter(text, in_rows((button(f"更正 {row_number(task)}", f"undo/{one.id}") for one, task in reports), 3))


def too_late_to_correct() -> Letter:
    """The office has decided already."""
    return Letter(plain("该报送已由公开办审核，不能直接更正。如确需更正，请联系公开办，或重新反馈最新情况。"))


def list_letter(
    rows: Sequence[tuple[Item, Task]], today: date, page: int, unit: str, units: Mapping[int, str] | None = None
) -> Letter:
    """/清单: what is still owed, in the order given, a light with every row.

    `units` (by id) tells rows apart for somebody who answers for several.
    """
    if not rows:
        return Letter(plain(f"{words.name(unit, 60)}：目前没有待办理的事项。"))
    shown = page_of(rows, page)
    text = paragraphs(
        bold(f"【事项清单】{words.name(unit, 60)}　{words.count(len(rows))}"),
        *(_row(item, task, today, unit_of(item, units)) for item, task in shown.rows),
        plain("点序号查看全文并反馈。"),
        plain(shown.place),
    )
    return Letter(text, numbered(shown.rows, "item", units) + shown.turning("list"))


def _row(item: Item, task: Task, today: date, unit: str) -> Html:
    whose = f"{unit}　" if unit else ""
    line = f"{row_line(task, 40)}{period(item)}"
    return join("\n", [plain(line), plain(f"　　{whose}{standing(item, today)}　{when(item, today)}")])


def _refused(what: str, ending: str, item: Item, task: Task, reason: str) -> Letter:
    text = paragraphs(
        bold(f"【{what}】{row_title(task)}"),
        plain(f"公开办意见：{words.prose(reason, 600) or '请与公开办联系了解'}"),
        plain(ending),
    )
    return Letter(text, actions(item))
