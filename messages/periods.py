"""周报 and 月报, the burden meter, and what a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from messages import words
from messages.html import bold, plain
from messages.letter import Button, Letter
from messages.pages import Keys, button, in_rows, page_of, paragraphs
from messages.rows import row_line, row_number
from storage.desk.periods import Asked, Happened
from storage.records import Report, Task, Unit


@dataclass(frozen=True, slots=True)
class Burden:
    """One unit: what the bot asked of it in a month and in the month before."""

    unit: str
    now: Asked
    before: Asked


def period_report(name: str, first: date, last: date, said: Happened, today: date) -> Letter:
    """周报 or 月报; the numbers are those of the days named, but for what stands 目前."""
    until = min(last, today)
    kind = "week" if name == "周报" else "month"
    text = paragraphs(
        bold(f"【政务公开任务{name}】{words.day(first, today)}至{words.day(until, today)}"),
        plain(
            f"交办：{words.items(said.handed_out)}，目前累计{words.items(said.handed_out_in_all)}；签收{words.items(said.signed)}"
        ),
        plain(f"反馈：收到{words.count(said.reports, '次')}，涉及{words.items(said.reported)}"),
        plain(
            f"审核：通过{words.items(said.passed)}，退回{words.items(said.returned)}，同意延期{words.items(said.extended)}"
        ),
        plain(
            f"销账：办结{words.items(said.closed)}，不涉及{words.items(said.nil)}，销号{words.items(said.struck_off)}"
        ),
        plain(f"逾期：新增{words.items(said.newly_overdue)}；目前{words.items(said.overdue)}（/逾期 看明细）"),
        plain(_pressed(said)),
    )
    back = button("◀ 上一期", f"period/{kind}/{first - timedelta(days=1)}")
    on = (button("下一期 ▶", f"period/{kind}/{last + timedelta(days=1)}"),) if last < today else ()
    return Letter(text, ((back, *on),))


def period_unclear() -> Letter:
    """/摘要 with something behind it that names no period."""
    return Letter(plain("可发送 /摘要、/摘要 周报、/摘要 月报，或写明日期：/摘要 周报 2022-11-21。"))


def burden_text(month: date, rows: Sequence[Burden], letters: int, page: int, today: date) -> Letter:
    """/负担: what the bot itself asked of the units, from messages that really went out; in the roster's order."""
    shown = page_of(rows, page, 25)
    asked = sum(row.now.fields for row in rows)
    busy = sum(bool(row.now.letters) for row in rows)
    until = f"，截至{words.day(today, today)}" if (month.year, month.month) == (today.year, today.month) else ""
    whom = f"，涉及{words.count(busy, '个单位')}，平均每个单位{letters / busy:.1f}条" if busy else ""
    text = paragraphs(
        bold(f"【基层负担】{month.year}年{month.month}月{until}"),
        plain(f"主动发送消息{words.count(letters, '条')}，请反馈事项{words.items(asked)}{whom}"),
        plain("各单位：本月消息／事项（上月）。回执、审核结果等应答不计。"),
        *(plain(_burden(row)) for row in shown.rows),
        plain(shown.place),
    )
    return Letter(text, (*shown.turning(f"burden/{month:%Y-%m}"), (_month("◀ 上月", month - timedelta(days=1)),)))


def month_unclear() -> Letter:
    """/负担 with a month that cannot be read."""
    return Letter(plain("未能读出月份，例如：/负担 2022-11。"))


def search_result(
    looked_for: str, tasks: Sequence[Task], reports: Sequence[tuple[Report, Task, Unit]], page: int, today: date
) -> Letter:
    """/搜索: rows first, then what units have said; a number opens its row."""
    lines = [(plain(row_line(task, 40)), task) for task in tasks]
    lines += [(plain(_found(report, task, unit, today)), task) for report, task, unit in reports]
    if not lines:
        return Letter(plain(f"没有找到「{words.brief(looked_for, 40)}」。可换一个词，或只写其中一部分。"))
    shown = page_of(lines, page, 10)
    found = f"任务{words.count(len(tasks))}，反馈{words.count(len(reports), '条')}"
    head = f"【搜索】「{words.brief(looked_for, 40)}」：{found}"
    numbers = {task.id: row_number(task) for _, task in shown.rows}
    keys: Keys = in_rows([button(number, f"task/{task_id}") for task_id, number in numbers.items()], 5)
    return Letter(
        paragraphs(bold(head), *(line for line, _ in shown.rows), plain(shown.place)), keys + shown.turning("found")
    )


def search_example() -> Letter:
    """/搜索 without a word."""
    return Letter(plain("请写明要找的词，例如：/搜索 权责清单，或：/搜索 区教育局 目录。"))


def _pressed(said: Happened) -> str:
    papers = f"；催办通知书、通报{words.count(said.papers, '份')}" if said.papers else ""
    return f"催办：{words.count(said.pinged, '件次')}，合并为{words.count(said.ping_letters, '条')}消息{papers}"


def _burden(row: Burden) -> str:
    before = f"（{row.before.letters}／{row.before.fields}）" if row.before.letters else ""
    return f"{words.name(row.unit)}　{row.now.letters}／{row.now.fields}{before}"


def _month(text: str, day: date) -> Button:
    return button(text, f"burden/{day:%Y-%m}/0")


def _found(report: Report, task: Task, unit: Unit, today: date) -> str:
    said = words.brief(report.text, 80)
    reason = f"；公开办意见：{words.brief(report.reason, 60)}" if report.reason else ""
    when = words.day(words.local(report.at).date(), today)
    return (
        f"· 第{row_number(task)}项　{words.name(unit.name, 20)}　{when}　{words.intent(report.intent)}：{said}{reason}"
    )
