"""What is said to a typed order of the office's: how it is understood, what is missing, what it would do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from messages import words
from messages.html import bold, plain
from messages.letter import Letter
from messages.orders import Verb
from messages.pages import button, fitted, paragraphs
from messages.review_lists import DONE
from messages.rows import of_past, row_number, row_title
from storage.records import Item, Task

DAY_UNCLEAR = "未能读出日期，请写明延期到哪一天，例如：延期 12 12月15日"
DAY_TOO_EARLY = "新日期应晚于今天和现有时限，例如：延期 12 12月15日"
_EXAMPLES = {
    Verb.PASS: "通过 12、15、18",
    Verb.BACK: "退回 7 缺佐证",
    Verb.PUT_OFF: "延期 12 12月15日",
    Verb.NIL: "不涉及 12；单位没有报送的，写明单位和理由：不涉及 12 区教育局 无此项职能",
    Verb.STRIKE_OFF: "销号 12",
}
_OWN_NIL = "不涉及 12 区教育局 无此项职能"
_WAITS_FOR = {Verb.STRIKE_OFF: "没有待销号的责任项"}


def confirm_orders(lines: Sequence[str]) -> Letter:
    """Rows that several units have reported on: what is meant is shown before anything is done."""
    foot = plain("以上涉及同一任务的多个单位，请确认；只办理其中一个单位，请写明单位，例如：通过 12 区教育局")
    text = fitted(bold("【请确认】"), [plain(line) for line in lines], foot, "行")
    return Letter(text, ((button("确认", "orderon"),),))


def confirm_order(line: str) -> Letter:
    """One order said in plain words, before it is carried out."""
    text = paragraphs(bold("【请确认】"), plain(line))
    return Letter(text, ((button("确认", "orderon"), button("取消", "nochange")),))


def order_in_words(verb: Verb, rows: Sequence[tuple[Task, str]], reason: str) -> str:
    """One order with everything it is about."""
    shown = "、".join(f"第{row_number(task)}项{of_past(task)}{words.name(unit, 20)}" for task, unit in rows[:12])
    more = "等" if len(rows) > 12 else ""
    why = f"，{_reason(reason)}" if reason else ""
    return f"{DONE[verb]}{words.count(len(rows), '件')}{why}：{shown}{more}"


def _reason(reason: str) -> str:
    """A day is shown with its weekday; anything else as it is."""
    try:
        return f"至{words.day(date.fromisoformat(reason))}"
    except ValueError:
        return words.brief(reason, 100)


def order_example(verb: Verb) -> str:
    """How a line of this kind is written."""
    needs = "和理由" if verb is Verb.BACK else "和日期" if verb is Verb.PUT_OFF else ""
    return f"请写明序号{needs}，例如：{_EXAMPLES[verb]}"


def nothing_waits(numbers: Sequence[str], verb: Verb) -> str:
    """Rows on which there is nothing to decide."""
    shown = "、".join(words.brief(number, 12) for number in numbers[:12])
    own = f"；单位没有报送的，请写明单位和理由，例如：{_OWN_NIL}" if verb is Verb.NIL else ""
    return f"第{shown}项目前{_WAITS_FOR.get(verb, '没有待审核的报送')}{own or '，可发送 /待审 或 /任务 序号 查看'}"


def nil_example() -> str:
    """How the office finds of itself that a row does not concern a unit."""
    return f"请写明序号、单位和理由，例如：{_OWN_NIL}"


def nil_waits(task: Task, unit: str) -> str:
    """The unit has reported: its report is to be reviewed instead."""
    return f"{words.name(unit, 40)}的第{row_number(task)}项有待审核的报送，请发送 /待审 处理"


def ask_nil(task: Task) -> Letter:
    """After 不涉及 under a task card."""
    return Letter(plain(f"{row_title(task)}\n请回复不涉及的单位和理由，例如：区教育局 无此项职能。"))


def confirm_nil(rows: Sequence[tuple[Task, Item]], unit: str, reason: str, today: date) -> Letter:
    """不涉及 by the office's own finding, before it is in force."""
    lines = [plain(f"· {row_title(task)}　{words.state(item.state)}{_until(item, today)}") for task, item in rows]
    head = bold(f"【请确认】{words.name(unit, 40)}按不涉及登记{words.count(len(rows), '件')}")
    known = any(item.is_handed_out for _, item in rows)
    told = "联络员将收到通知，" if known else ""
    foot = paragraphs(plain(f"理由：{words.brief(reason, 300)}"), plain(f"{told}此后不再提醒、催办；24小时内可撤销。"))
    return Letter(fitted(head, lines[:20], foot, "件"), ((button("确认", "nilon"), button("取消", "nochange")),))


def not_read(rest: str) -> str:
    """Something behind the numbers that is neither a unit nor a row."""
    return f"「{words.brief(rest, 30)}」未能识别为序号或单位，例如：通过 12、15，或：通过 12 区教育局"


def _until(item: Item, today: date) -> str:
    due = item.due_in_force
    return f"，时限{words.day(due, today)}" if due else ""
