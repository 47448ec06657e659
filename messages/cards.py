"""An item as a unit sees it: its line in a list, its card in full, and the buttons that answer it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from messages import words
from messages.history import evidence_lines, history
from messages.html import Html, bold, plain
from messages.letter import Button, Letter
from messages.pages import Keys, button, in_rows, paragraphs
from messages.rows import row_number, row_title
from storage.records import Evidence, Item, Report, Task
from storage.states import Intent, ItemState, Part, Verdict
from storage.values import DeadlineKind

_ANSWERS = {
    ItemState.TO_SIGN: (Intent.SIGNED, Intent.WORKING, Intent.DONE, Intent.NIL, Intent.TROUBLE, Intent.EXTENSION),
    ItemState.SIGNED: (Intent.WORKING, Intent.DONE, Intent.NIL, Intent.TROUBLE, Intent.EXTENSION),
    ItemState.WORKING: (Intent.WORKING, Intent.DONE, Intent.NIL, Intent.TROUBLE, Intent.EXTENSION),
    ItemState.RETURNED: (Intent.DONE, Intent.WORKING, Intent.NIL, Intent.TROUBLE, Intent.EXTENSION),
}
_BUTTONS = {Intent.WORKING: "报告进展", Intent.DONE: "报告完成"}


def item_card(
    item: Item,
    task: Task,
    unit: str,
    source: str,
    act_by: date | None,
    late_by: int,
    reports: Sequence[Report],
    evidence: Sequence[Evidence],
    today: date,
    counted: int = 0,
) -> Letter:
    """One item in full; of a count duty `counted` times have been accepted.

    `act_by` is the last working day on or before the day in force, `late_by` the working days past it.
    """
    text = paragraphs(
        bold(row_title(task)),
        *card_lines(item, task, unit, source),
        *(plain(line) for line in _where_it_stands(item, deadline(item, act_by, late_by, today), counted, today)),
        *history(reports, today),
        *evidence_lines(evidence),
        plain(_next_step(item)),
    )
    return Letter(text, actions(item) + withdrawal(item, reports))


def _where_it_stands(item: Item, time: str, counted: int, today: date) -> tuple[str, ...]:
    past = f"来历：{lineage(item.years_open)}{period(item)}" if item.carried_from else ""
    return time, times_line(item, counted), past, f"状态：{standing(item, today)}"


def card_lines(item: Item, task: Task, unit: str, source: str) -> list[Html]:
    """What the task is, where it is printed and whose it is."""
    content = words.prose(task.content, 900)
    printed = words.brief(task.deadline_text, 60)
    return [
        plain(f"来源：{words.document(source)}") if source else Html(""),
        plain(f"单位：{words.name(unit, 40)}（{words.part(item.part)}单位）"),
        plain(f"内容：{content}") if content else Html(""),
        plain(f"时限原文：{printed}") if printed else Html(""),
    ]


def deadline(item: Item, act_by: date | None, late_by: int, today: date) -> str:
    """The line about time: the day in force, the working day to act by, extensions, lateness."""
    due = item.due_in_force
    if due is None:
        return f"时限：{words.duty(item.kind) or '未设具体时限'}"
    parts = [f"{time_of(item)}：{_full_year(item)}{words.day(due, today)}"]
    if act_by and act_by != due and act_by >= today and item.is_with_unit:
        parts.append(f"当日为非工作日，请于{words.day(act_by, today)}前反馈")
    if item.extensions and item.first_due_on:
        parts.append(f"原时限{words.day(item.first_due_on, today)}，已延期{item.extensions}次")
    elif due != item.due_on and item.due_on:
        parts.append(f"本项时限{words.day(item.due_on, today)}")
    if not item.due_is_certain:
        parts.append("该时限以公开办确认为准")
    if item.is_overdue(today):
        parts.append(lateness(late_by))
    return "；".join(parts)


def time_of(item: Item) -> str:
    """What the day in force is called: what was sent back has a short one of its own."""
    return "时限" if item.due_in_force == item.due_on else "补充期限"


def times_line(item: Item, counted: int) -> str:
    """「次数：不少于2次，已计1次，尚需1次」; "" for anything but a count duty."""
    if not item.times_wanted:
        return ""
    left = max(0, item.times_wanted - counted)
    still = f"，尚需{words.count(left, '次')}" if left else ""
    return f"次数：不少于{words.count(item.times_wanted, '次')}，已计{words.count(counted, '次')}{still}"


def lineage(years_open: int) -> str:
    """What is said of the past of an item that was carried over.

    >>> lineage(0), lineage(2)
    ('由上年度结转', '由上年度结转，已跨2个年度未完成')
    """
    return f"由上年度结转，已跨{words.count(years_open, '个年度')}未完成" if years_open else "由上年度结转"


def lateness(late_by: int) -> str:
    """「已逾期3个工作日」; on the non-working days right after the day in force there is nothing to count yet."""
    return f"已逾期{words.count(late_by, '个工作日')}" if late_by > 0 else "已过时限"


def standing(item: Item, today: date) -> str:
    """Light and state, said once where they are the same word."""
    shown = words.light(item, today, words.is_soon(item, today))
    state = words.state(item.state)
    return shown if state in shown else f"{shown}　{state}"


def actions(item: Item) -> Keys:
    """What the unit may answer in this state; nothing where nothing is asked of it."""
    offered = (intent for intent in _ANSWERS.get(item.state, ()) if _makes_sense(intent, item))
    return in_rows((_say(item, intent) for intent in offered), 3)


def numbered(rows: Sequence[tuple[Item, Task]], data: str, units: Mapping[int, str] | None) -> Keys:
    """A button per row, named by its number, and by its unit where somebody answers for several."""
    several = len(units or {}) > 1
    alike = Counter(task.number for _, task in rows)
    names = (row_number(task) if alike[task.number] == 1 else told_apart(item, task) for item, task in rows)
    texts = (f"{name}　{unit_of(item, units)}".rstrip() for name, (item, _) in zip(names, rows, strict=True))
    buttons = [button(text, f"{data}/{item.id}") for text, (item, _) in zip(texts, rows, strict=True)]
    return in_rows(buttons, 2 if several else 4)


def told_apart(item: Item, task: Task) -> str:
    """A row's number with what tells its items apart: that it was carried over, the month of an occurrence."""
    month = f"（{date.fromisoformat(item.occurrence).month}月）" if item.occurrence else ""
    return f"{row_number(task)}{'结转' if task.carried_from else ''}{month}"


def when(item: Item, today: date) -> str:
    """The day in force, or what is owed instead."""
    due = item.due_in_force
    return words.day(due, today) if due else words.duty(item.kind) or "未设具体时限"


def period(item: Item) -> str:
    """Of a rhythm's occurrences that were carried over to one day, which it was; else nothing."""
    if not (item.carried_from and item.occurrence) or item.kind is DeadlineKind.RECURRING:
        return ""
    return f"（原{words.date_of(date.fromisoformat(item.occurrence))}一期）"


def unit_of(item: Item, units: Mapping[int, str] | None) -> str:
    """The item's unit, said only where there are several."""
    return words.name(units.get(item.unit_id, ""), 14) if units and len(units) > 1 else ""


def withdrawal(item: Item, reports: Sequence[Report]) -> Keys:
    """更正, as long as the office has not decided."""
    pending = [report for report in reports if report.verdict is Verdict.PENDING]
    if item.state is not ItemState.SUBMITTED or not pending:
        return ()
    return ((button("更正", f"undo/{pending[-1].id}"),),)


def _full_year(item: Item) -> str:
    return "全年推进，" if item.kind is DeadlineKind.WHOLE_YEAR else ""


def _say(item: Item, intent: Intent) -> Button:
    return button(_BUTTONS.get(intent, words.intent(intent)), f"say/{item.id}/{intent}")


def _makes_sense(intent: Intent, item: Item) -> bool:
    """Only what has a day that binds can be put off."""
    return intent is not Intent.EXTENSION or (item.due_in_force is not None and item.part is not Part.ASSISTING)


def _next_step(item: Item) -> str:
    if item.state is ItemState.SUBMITTED:
        return "已转公开办审核，审核期间不再提醒。"
    if item.is_with_unit and item.part is Part.ASSISTING:
        return "本项贵单位为配合单位，签收即可；有关情况可随时反馈。"
    if item.state is ItemState.RETURNED:
        return "补齐后请点「报告完成」重新报送，也可直接回复本条消息，附文字、链接或文件。"
    if item.is_with_unit:
        return "请点下方按钮反馈，也可直接回复本条消息，附文字、链接或文件。"
    return "本项无需再报。"
