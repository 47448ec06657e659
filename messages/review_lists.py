"""The office's queue as a list, and what it has decided on several rows at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from messages import words
from messages.html import Html, bold, plain
from messages.letter import Button, Letter
from messages.orders import Verb
from messages.pages import PER_PAGE, Keys, button, fitted, in_rows, page_of, paragraphs
from messages.rows import row_number, row_title
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
DONE = {
    Verb.PASS: "审核通过",
    Verb.BACK: "退回补充",
    Verb.PUT_OFF: "延期",
    Verb.NIL: "按不涉及登记",
    Verb.STRIKE_OFF: "销号",
}


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
    turn = page_of(range(total), page).turning("reviews")
    return Letter(text, (*in_rows((_tick(row, ticked) for row in rows), 2), *_act(len(ticked), len(open_ones)), *turn))


def return_reasons_of(rows: Sequence[tuple[Task, str]]) -> Letter:
    """Asks why several reports go back; `backeach/{n}` is the place among the preset reasons."""
    head = plain(f"将退回{words.count(len(rows), '件')}，请选择或直接回复理由，将原文转告报送单位：")
    lines = [plain(f"· {row_title(task)}　{words.name(unit)}") for task, unit in rows]
    keys = (button(reason, f"backeach/{n}") for n, reason in enumerate(RETURN_REASONS))
    return Letter(fitted(head, lines[:PER_PAGE], _rest(len(lines) - PER_PAGE), "件"), in_rows(keys, 1))


def nothing_decided() -> Letter:
    """Everything chosen has been decided or corrected meanwhile."""
    return Letter(plain("所选报送已由他人处理或已更正，未作变更。"))


def decided(rows: Sequence[Decided], beside: Sequence[str], batch: str, left: int, by: str = "") -> Letter:
    """What was done to several rows; `batch` undoes it, `left` reports still wait."""
    if not rows:
        return nothing_decided()
    done = [
        f"{DONE[verb]}{words.count(number, '件')}" for verb in Verb if (number := sum(row.verb is verb for row in rows))
    ]
    head = paragraphs(
        bold(f"【已处理】{'，'.join(done)}{f'（{words.name(by)}）' if by else ''}"),
        *(plain(f"理由：{words.brief(reason, 300)}") for reason in beside[:3] if reason),
    )
    lines = [plain(f"· {row_title(row.task)}　{words.name(row.unit)}") for row in rows]
    told = "" if all(row.verb is Verb.STRIKE_OFF for row in rows) else "结果将转告联络员。"
    foot = plain(f"{told}24小时内可撤销。" + (f"待审核还有{words.count(left, '件')}。" if left else ""))
    on = (button("继续审核", "review/1"), button("列表审核", "reviews/0")) if left else ()
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


def _tick(row: WaitingRow, ticked: Collection[int]) -> Button:
    box = "☑" if row.report_id in ticked else "☐"
    return button(f"{box} {row_number(row)} {words.name(row.unit, 10)}", f"tick/{row.report_id}")


def _act(ticked: int, on_page: int) -> Keys:
    """What is done with the ticked ones, or while there are none with the whole page."""
    if ticked:
        chosen = words.count(ticked, "件")
        return ((button(f"通过所选{chosen}", "passticked"), button(f"退回所选{chosen}", "backticked")),)
    return ((button(f"通过本页{words.count(on_page, '件')}", "passpage"),),) if on_page else ()


def _waiting(row: WaitingRow, today: date) -> str:
    asked = f"至{words.day(row.asked_due_on, today)}" if row.asked_due_on else ""
    said = f"：{words.brief(row.text, 60)}" if row.text else ""
    without = "（未附佐证）" if row.intent is Intent.DONE else ""
    proof = f"（佐证{words.count(row.evidence, '件')}）" if row.evidence else without
    return f"▪ {row_title(row)}　{words.name(row.unit, 20)}　{words.intent(row.intent)}{asked}{proof}{said}"


def _undo(batch: str) -> Button:
    return button("撤销", f"unmake/{batch}")


def _rest(number: int) -> Html:
    return plain(f"另有{words.count(number, '件')}未列出") if number > 0 else Html("")
