"""The office's queue as a list, what it has decided on several rows at once, and what it takes back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from messages import words
from messages.cards import row_number, row_title
from messages.html import Html, bold, plain
from messages.letter import Button, Letter
from messages.orders import Verb
from messages.pages import PER_PAGE, button, fitted, in_rows, page_of, paragraphs
from storage.desk.lists import WaitingRow
from storage.records import Item, Task, Unit
from storage.states import Intent

RETURN_REASONS = (
    "未附佐证，请补充链接或材料",
    "链接无法打开，请核对后重发",
    "链接内容与任务要求不符",
    "佐证不完整，请补齐",
    "尚未办结，请办结后再报",
    "应先在政府网站公开",
)
DAY_UNCLEAR = "未能读出日期，请写明延期到哪一天，例如：延期 12 12月15日"
DAY_TOO_EARLY = "新日期应晚于今天和现有时限，例如：延期 12 12月15日"
_DONE = {
    Verb.PASS: "审核通过",
    Verb.BACK: "退回补充",
    Verb.PUT_OFF: "延期",
    Verb.NIL: "按不涉及登记",
    Verb.STRIKE_OFF: "销号",
}
_EXAMPLES = {
    Verb.PASS: "通过 12、15、18",
    Verb.BACK: "退回 7 缺佐证",
    Verb.PUT_OFF: "延期 12 12月15日",
    Verb.NIL: "不涉及 12；单位没有报送的，写明单位和理由：不涉及 12 区教育局 无此项职能",
    Verb.STRIKE_OFF: "销号 12",
}
_OWN_NIL = "不涉及 12 区教育局 无此项职能"
_WAITS_FOR = {Verb.STRIKE_OFF: "没有待销号的责任项"}
_MOST_BATCHES = 8


@dataclass(frozen=True, slots=True)
class Decided:
    """One item and what the office has just done to it."""

    verb: Verb
    unit: str
    task: Task
    item: Item


def review_list(
    rows: Sequence[WaitingRow],
    ticked: Collection[int],
    total: int,
    page: int,
    today: date,
) -> Letter:
    """/待审 as a list: rows to tick, one page of it."""
    open_ones = [row for row in rows if row.intent is not Intent.TROUBLE]
    text = paragraphs(
        bold(f"【待审核】共{words.count(total, '件')}，本页{words.count(len(rows), '件')}"),
        *(plain(_waiting(row, today)) for row in rows),
        plain("点序号勾选。" + ("「有困难」须逐件答复，不在「通过本页」之内。" if len(open_ones) < len(rows) else "")),
    )
    ticks = [
        button(
            f"{'☑' if row.report_id in ticked else '☐'} {row_number(row)} {words.name(row.unit, 10)}",
            f"tick/{row.report_id}",
        )
        for row in rows
    ]
    chosen = words.count(len(ticked), "件")
    of_ticked = (button(f"通过所选{chosen}", "passticked"), button(f"退回所选{chosen}", "backticked"))
    of_page = (button(f"通过本页{words.count(len(open_ones), '件')}", "passpage"),)
    act = (of_ticked,) if ticked else (of_page,) if open_ones else ()
    turn = page_of(range(total), page).turning("reviews")
    return Letter(text, (*in_rows(ticks, 2), *act, *turn))


def return_reasons_of(rows: Sequence[tuple[Task, str]]) -> Letter:
    """Asks why several reports go back; `backeach/{n}` is the place among the preset reasons."""
    head = plain(f"将退回{words.count(len(rows), '件')}，请选择或直接回复理由，将原文转告报送单位：")
    lines = [plain(f"· {row_title(task)}　{words.name(unit)}") for task, unit in rows]
    keys = (button(reason, f"backeach/{n}") for n, reason in enumerate(RETURN_REASONS))
    return Letter(fitted(head, lines[:PER_PAGE], _rest(len(lines) - PER_PAGE), "件"), in_rows(keys, 1))


def confirm_orders(lines: Sequence[str]) -> Letter:
    """Rows that several units have reported on: what is meant is shown before anything is done."""
    foot = plain("以上涉及同一任务的多个单位，请确认；只办理其中一个单位，请写明单位，例如：通过 12 区教育局")
    text = fitted(bold("【请确认】"), [plain(line) for line in lines], foot, "行")
    return Letter(text, ((button("确认", "orderon"),),))


def order_in_words(verb: Verb, rows: Sequence[tuple[Task, str]], reason: str) -> str:
    """One order with everything it is about."""
    shown = "、".join(f"第{row_number(task)}项{words.name(unit, 20)}" for task, unit in rows[:12])
    more = "等" if len(rows) > 12 else ""
    why = f"（{words.brief(reason, 100)}）" if reason else ""
    return f"{_DONE[verb]}{words.count(len(rows), '件')}{why}：{shown}{more}"


def order_unclear(why: str) -> Letter:
    """A typed line that cannot be carried out; nothing was done."""
    return Letter(plain(f"{words.brief(why, 400)}。未作变更。"))


def order_example(verb: Verb) -> str:
    """How a line of this kind is written."""
    needs = "，须写明理由" if verb is Verb.BACK else "，须写明日期" if verb is Verb.PUT_OFF else ""
    return f"请写明序号{needs}，例如：{_EXAMPLES[verb]}"


def nothing_waits(numbers: Sequence[str], verb: Verb) -> str:
    """Rows on which there is nothing to decide."""
    shown = "、".join(words.brief(number, 12) for number in numbers[:12])
    own = f"；单位没有报送的，请写明单位和理由，例如：{_OWN_NIL}" if verb is Verb.NIL else ""
    return f"第{shown}项目前{_WAITS_FOR.get(verb, '没有待审核的报送')}{own}"


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
    return f"「{words.brief(rest, 30)}」未能识别为序号或单位"


def nothing_decided() -> Letter:
    """Everything chosen has been decided or corrected meanwhile."""
    return Letter(plain("所选报送已由他人处理或已更正，未作变更。"))


def decided(rows: Sequence[Decided], beside: Sequence[str], batch: str, left: int, by: str = "") -> Letter:
    """What was done to several rows; `batch` undoes it, `left` reports still wait."""
    if not rows:
        return nothing_decided()
    done = [
        f"{_DONE[verb]}{words.count(number, '件')}"
        for verb in Verb
        if (number := sum(row.verb is verb for row in rows))
    ]
    head = paragraphs(
        bold(f"【已处理】{'，'.join(done)}{f'（{words.name(by)}）' if by else ''}"),
        *(plain(f"理由：{words.brief(reason, 300)}") for reason in beside[:3]),
    )
    lines = [plain(f"· {row_title(row.task)}　{words.name(row.unit)}") for row in rows]
    told = "" if all(row.verb is Verb.STRIKE_OFF for row in rows) else "结果将转告联络员。"
    foot = plain(f"{told}24小时内可撤销。" + (f"待审核还有{words.count(left, '件')}。" if left else ""))
    on = (button("继续审核", "review/1"),) if left else ()
    return Letter(fitted(head, lines[:20], paragraphs(_rest(len(lines) - 20), foot), "件"), ((_undo(batch), *on),))


def strike_list(rows: Sequence[tuple[Item, Task, Unit]], page: int) -> tuple[Letter, list[int]]:
    """/销号: what is closed and waits for the last act, and which items this page shows."""
    if not rows:
        return Letter(plain("没有待销号的责任项。")), []
    shown = page_of(rows, page, 20)
    text = paragraphs(
        bold(f"【待销号】已办结未销号{words.count(len(rows), '件')}"),
        *(plain(f"· {row_title(task)}　{words.name(unit.name)}") for _, task, unit in shown.rows),
        plain(shown.place),
    )
    act = (button(f"销号本页{words.count(len(shown.rows), '件')}", "strikepage"),)
    return Letter(text, (act, *shown.turning("strikelist"))), [item.id or 0 for item, _, _ in shown.rows]


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


def _waiting(row: WaitingRow, today: date) -> str:
    asked = f"至{words.day(row.asked_due_on, today)}" if row.asked_due_on else ""
    said = f"：{words.brief(row.text, 60)}" if row.text else ""
    without = "（未附佐证）" if row.intent is Intent.DONE else ""
    proof = f"（佐证{words.count(row.evidence, '件')}）" if row.evidence else without
    return f"▪ {row_title(row)}　{words.name(row.unit, 20)}　{words.intent(row.intent)}{asked}{proof}{said}"


def _until(item: Item, today: date) -> str:
    due = item.due_in_force
    return f"，时限{words.day(due, today)}" if due else ""


def _rows(rows: Sequence[tuple[str, Task]]) -> str:
    shown = "、".join(f"第{row_number(task)}项{words.name(unit, 20)}" for unit, task in rows[:6])
    return f"{shown}等{words.count(len(rows), '件')}" if len(rows) > 6 else shown


def _undo(batch: str) -> Button:
    return button("撤销", f"unmake/{batch}")


def _rest(number: int) -> Html:
    return plain(f"另有{words.count(number, '件')}未列出") if number > 0 else Html("")
