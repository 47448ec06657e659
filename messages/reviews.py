"""The review queue as the office reads it: one report at a time, its evidence, and what may be said to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from messages import proofs, words
from messages.history import evidence_lines
from messages.html import Html, bold, plain
from messages.letter import Button, Letter
from messages.pages import button, in_rows, paragraphs
from messages.review_lists import (
    RETURN_REASONS,
)
from messages.rows import row_title
from storage.records import Evidence, Item, Report, Task
from storage.states import Intent, ItemState, Verdict

REFUSAL_REASONS = ("时限为上级规定，不能延后", "理由不够具体，请补充说明", "请先报送阶段进展")
NIL_REFUSAL_REASONS = ("属于贵单位职责范围", "理由不够具体，请补充说明")

FOUND_NIL = "公开办按不涉及登记"
OF_THE_OFFICE = "公开办"

_PASS = {Intent.NIL: "同意不涉及", Intent.EXTENSION: "同意延期", Intent.TROUBLE: "已知悉，予以协调"}
_BACK = {Intent.NIL: "不同意", Intent.EXTENSION: "不同意", Intent.TROUBLE: "请继续办理"}
_TITLES = {Intent.NIL: "不涉及待审批", Intent.EXTENSION: "延期待审批", Intent.TROUBLE: "困难待协调"}
_REASONS = {Intent.NIL: NIL_REFUSAL_REASONS, Intent.EXTENSION: REFUSAL_REASONS}
_ACTED = {
    (Intent.DONE, Verdict.ACCEPTED): "已审核通过，本项办结",
    (Intent.DONE, Verdict.RETURNED): "已退回补充",
    (Intent.NIL, Verdict.ACCEPTED): "已同意按不涉及登记",
    (Intent.NIL, Verdict.RETURNED): "未同意按不涉及登记",
    (Intent.EXTENSION, Verdict.ACCEPTED): "已同意延期",
    (Intent.EXTENSION, Verdict.RETURNED): "未同意延期",
    (Intent.TROUBLE, Verdict.ACCEPTED): "已答复：予以协调",
    (Intent.TROUBLE, Verdict.RETURNED): "已答复：请继续办理",
}


def review_card(
    report: Report,
    item: Item,
    task: Task,
    unit: str,
    evidence: Sequence[Evidence],
    position: int,
    total: int,
    today: date,
) -> Letter:
    """One report of the queue. `position` counts from 1, and so does `review/{n}`."""
    title = _TITLES.get(report.intent, "待审核")
    text = paragraphs(
        bold(f"【{title}　{position:,}/{total:,}】{row_title(task)}"),
        plain(f"单位：{words.name(unit, 40)}（{words.part(item.part)}单位）"),
        plain(f"内容：{words.prose(task.content, 500)}"),
        plain(_time(report, item, today)),
        plain(f"报送：{words.intent(report.intent)}　{words.moment(report.at, today)}"),
        plain(f"说明：{words.prose(report.text, 1000) or '未附说明'}"),
        *(evidence_lines(evidence) or _without_evidence(report)),
        plain(proofs.missing(task, report, evidence)),
    )
    several = (button("下一件 ▶", f"review/{position % total + 1}"), button("列表审核", "reviews/0"))
    return Letter(text, (verdicts(report.intent, report.id or 0), _others(report), *((several,) if total > 1 else ())))


def return_reasons(report_id: int, intent: Intent = Intent.DONE) -> Letter:
    """Asks why something goes back; `backwhy/{report}/{n}` is the place in `reasons(intent)`."""
    keys = in_rows((button(text, f"backwhy/{report_id}/{n}") for n, text in enumerate(reasons(intent))), 1)
    return Letter(plain("请选择或填写理由："), (*keys, (button("自行填写", f"backfree/{report_id}"),)))


def reasons(intent: Intent) -> tuple[str, ...]:
    """The preset reasons that fit what was reported."""
    return _REASONS.get(intent, RETURN_REASONS)


def ask_return_reason() -> Letter:
    """After 自行填写."""
    return Letter(plain("请回复理由，将原文转告报送单位。"))


def put_off_until(day: date) -> str:
    """The office's opinion that is kept with a report it answers by a new day."""
    return f"时限延至{words.day(day)}"


def ask_new_day(item: Item, task: Task, today: date) -> Letter:
    """After 延期."""
    due = item.due_in_force
    now = f"，现有时限{words.day(due, today)}" if due else ""
    return Letter(plain(f"{row_title(task)}{now}\n请回复延期到哪一天，例如：12月15日。"))


def review_empty() -> Letter:
    """Nothing waits for the office."""
    return Letter(plain("目前没有待审核的报送。"))


def acted(report: Report, item: Item, task: Task, unit: str, by: str, today: date, batch: str) -> Letter:
    """What the office's press has done; `by` where several people share one queue, `batch` under which it is undone."""
    done = _ACTED.get((report.intent, report.verdict), "已登记")
    is_said = report.reason == FOUND_NIL
    if is_said:
        done = "已按不涉及登记"
    elif item.due_on and report.reason == put_off_until(item.due_on):
        is_said, done = True, f"已延期至{words.day(item.due_on, today)}"
    elif report.intent is Intent.EXTENSION and report.verdict is Verdict.ACCEPTED and item.due_on:
        done = f"{done}至{words.day(item.due_on, today)}"
    if (report.intent, report.verdict, item.state) == (Intent.DONE, Verdict.ACCEPTED, ItemState.WORKING):
        done = "已审核通过，计1次，尚未达到规定次数"
    reason = "" if is_said else words.brief(report.reason, 300)
    text = paragraphs(
        plain(f"{words.name(unit, 40)}　{row_title(task)}"),
        plain(f"{done}{f'（{words.name(by)}）' if by else ''}，结果将转告联络员。"),
        plain(f"理由：{reason}") if reason else Html(""),
    )
    return Letter(text, ((button("撤销", f"unmake/{batch}"),),))


def decided_already(report: Report, task: Task, unit: str) -> Letter:
    """An old button on a report that is no longer open."""
    before = "已由报送单位更正" if report.verdict is Verdict.WITHDRAWN else "此前已作处理"
    return Letter(plain(f"{words.name(unit, 40)}　{row_title(task)}：{before}，未作变更。"))


def verdicts(intent: Intent, report_id: int) -> tuple[Button, Button]:
    """What may be said to a report, in words that fit it."""
    return (
        button(_PASS.get(intent, "通过"), f"pass/{report_id}"),
        button(_BACK.get(intent, "退回"), f"back/{report_id}"),
    )


def _others(report: Report) -> tuple[Button, ...]:
    """What else the office may find, whatever was reported."""
    later = button("另定日期" if report.intent is Intent.EXTENSION else "延期", f"later/{report.id}")
    return (later,) if report.intent is Intent.NIL else (later, button("不涉及", f"nil/{report.id}"))


def _time(report: Report, item: Item, today: date) -> str:
    due = item.due_in_force
    now = f"时限：{words.day(due, today)}" if due else f"时限：{words.duty(item.kind) or '未设具体时限'}"
    if report.intent is Intent.EXTENSION:
        asked = f"申请延期至{words.day(report.asked_due_on, today)}" if report.asked_due_on else "未写明延期至何日"
        late = f"，{words.after_due(report.intent)}" if report.after_due else ""
        before = f"；此前已延期{words.count(item.extensions, '次')}" if item.extensions else ""
        return f"{now}；{asked}{late}{before}"
    return f"{now}；报送晚于时限" if item.was_late else now


def _without_evidence(report: Report) -> list[Html]:
    return [plain("佐证：未附")] if report.intent is Intent.DONE else []
