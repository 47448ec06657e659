"""摘要: where everything stands, every number beside what it is counted out of."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from messages import words
from messages.html import bold, plain
from messages.letter import Letter
from messages.pages import paragraphs
from messages.rows import rows_numbered
from messages.tallies import Tally, tally_line


@dataclass(frozen=True, slots=True)
class Changes:
    """What has happened since the digest of `since`."""

    since: date
    reported: int
    done: int
    newly_overdue: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The office's numbers, all from one snapshot. Tasks are rows (项), items are rows × units (件)."""

    tasks: int
    unconfirmed: tuple[str, ...]  # numbers of the rows
    units: int  # that have items
    items: int  # sent to units, whatever became of them
    not_handed_out: int
    unsigned: int  # unsigned … stopped: where the items stand, `items` in all
    signed: int
    working: int
    submitted: int
    ongoing: int
    carried_over: int
    stopped: int
    owed: int  # items on which the unit's word was due by now
    reported: int  # of those owed
    on_time: int  # of those reported
    awaiting: int  # reports that wait for the office, not-applicable ones among them
    oldest_wait: int  # working days
    returned: int
    done: int  # items closed, those struck off among them
    struck_off: int
    nil: int  # items said not to apply, those pending among them
    nil_pending: int
    extensions_pending: int
    troubles_pending: int
    overdue_items: int
    overdue_units: int
    unreachable_units: tuple[str, ...]
    due_this_week: tuple[str, ...]  # numbers of the rows
    due_this_week_items: int
    records: int
    chain_head: str
    drafts: int = 0  # 催办通知书 and 通报 that wait to be released
    dead_links: tuple[str, ...] = ()  # 「第12项区教育局」: open once, not any more
    changes: Changes | None = None  # None: there was no digest before
    tally: Tally | None = None  # from October on; None: nothing is counted
    year: int | None = None  # of the tables that are counted; None where there are no others, or next year's is there
    earlier_items: int = 0  # open, of other tables: last year's, and what was carried over
    earlier_awaiting: int = 0  # of `awaiting`
    earlier_overdue: int = 0
    earlier_due_this_week: int = 0
    earlier_unconfirmed: int = 0  # rows


def digest(figures: Figures, at: datetime) -> Letter:
    """The office's numbers in ten lines; `at` is the office's own time."""
    today = words.local(at).date()
    parts = (
        bold(f"【政务公开任务摘要】{words.moment(at, today)}"),
        plain(_opened(figures)),
        plain(_under_way(figures)),
        plain(_handed_in(figures)),
        plain(_reviewed(figures)),
        plain(_closed(figures)),
        plain(_overdue(figures)),
        plain(_earlier(figures)),
        plain(_unreachable(figures)),
        plain(_drafts(figures)),
        plain(_this_week(figures)),
        plain(_dead_links(figures)),
        plain(tally_line(figures.tally)),
        plain(_changes(figures, today)),
        plain(f"记录共{words.count(figures.records, '条')}，校验码 {words.brief(figures.chain_head, 17) or '无'}"),
    )
    return Letter(paragraphs(*parts))


def digest_as_json(figures: Figures) -> dict[str, Any]:
    """The same numbers under their field names; days as YYYY-MM-DD."""
    plainly = asdict(figures)
    if figures.changes:
        plainly["changes"]["since"] = figures.changes.since.isoformat()
    return {name: list(value) if isinstance(value, tuple) else value for name, value in plainly.items()}


def _opened(figures: Figures) -> str:
    waiting = _of_rows(figures.unconfirmed)
    unconfirmed = f"待确认{words.count(len(figures.unconfirmed))}{waiting}" if figures.unconfirmed else "均已确认"
    spread = f"；已交办责任项{words.items(figures.items)}，涉及{_units(figures.units)}" if figures.items else ""
    waits = f"；尚未交办{words.items(figures.not_handed_out)}" if figures.not_handed_out else ""
    of_year = f"{figures.year}年度" if figures.year else ""
    return f"建账：{of_year}{words.count(figures.tasks)}，{unconfirmed}{spread}{waits}"


def _under_way(figures: Figures) -> str:
    """Where the items that are not closed stand; with those of 销账 they are all that were handed out."""
    if not figures.items:
        return ""
    stand = {
        "待签收": figures.unsigned,
        "已签收": figures.signed,
        "办理中": figures.working,
        "退回补充": figures.returned,
        "待审核": figures.submitted,
    }
    total = sum(stand.values())
    parts = "、".join(f"{name}{words.items(number)}" for name, number in stand.items() if number)
    return f"在办：{_of_all(figures)}{words.items(total)}{f'（{parts}）' if parts else ''}"


def _handed_in(figures: Figures) -> str:
    on_time = f"，其中按时{words.items(figures.on_time)}" if figures.reported else ""
    return f"交账：应反馈{words.items(figures.owed)}，已反馈{words.items(figures.reported)}{on_time}"


def _reviewed(figures: Figures) -> str:
    asked = {
        "不涉及": figures.nil_pending,
        "延期": figures.extensions_pending,
        "协调": figures.troubles_pending,
    }
    done = {"报结": figures.awaiting - sum(asked.values())}
    parts = "、".join(f"{name}{words.items(number)}" for name, number in (done | asked).items() if number)
    oldest = f"，最长{words.count(figures.oldest_wait, '个工作日')}" if figures.oldest_wait else ""
    waiting = f"（{parts}）{oldest}" if figures.awaiting else ""
    return f"核账：待审核{words.items(figures.awaiting)}{waiting}；退回补充{words.items(figures.returned)}"


def _closed(figures: Figures) -> str:
    if not figures.items:
        return "销账：尚无责任项"
    nil = figures.nil - figures.nil_pending
    struck_off = f"（含已销号{words.items(figures.struck_off)}）" if figures.struck_off else ""
    rest = {"长期坚持": figures.ongoing, "结转": figures.carried_over, "终止": figures.stopped}
    more = "".join(f"，{name}{words.items(number)}" for name, number in rest.items() if number)
    closed = figures.done + nil + sum(rest.values())
    if not closed:
        return f"销账：责任项{words.items(figures.items)}，尚无办结"
    parts = f"已办结{words.items(figures.done)}{struck_off}，不涉及{words.items(nil)}{more}"
    return f"销账：{_of_all(figures)}{words.items(closed)}，其中{parts}"


def _of_all(figures: Figures) -> str:
    return f"责任项{words.items(figures.items)}中有"


def _overdue(figures: Figures) -> str:
    if not figures.overdue_items:
        return "逾期：无"
    among = f"{_units(figures.units)}中的{words.count(figures.overdue_units, '个')}"
    return f"逾期：{words.items(figures.overdue_items)}，涉及{among}（/逾期 看明细）"


def _earlier(figures: Figures) -> str:
    """往年: what is still open of other years' tables, in one line; the lines above count none of it but 核账."""
    parts = {
        "待审核": figures.earlier_awaiting,
        "逾期": figures.earlier_overdue,
        "本周到期": figures.earlier_due_this_week,
    }
    among = "、".join(f"{name}{words.items(number)}" for name, number in parts.items() if number)
    items = f"未办结{words.items(figures.earlier_items)}（含结转）{f'，其中{among}' if among else ''}"
    rows = f"待确认{words.count(figures.earlier_unconfirmed)}" if figures.earlier_unconfirmed else ""
    said = "；".join(part for part in (items if figures.earlier_items else "", rows) if part)
    return f"往年：{said}" if said else ""


def _unreachable(figures: Figures) -> str:
    if not figures.unreachable_units:
        return "未送达：无"
    number = len(figures.unreachable_units)
    shown = "、".join(words.name(unit) for unit in figures.unreachable_units[:5])
    among = f"{_units(figures.units)}中的{words.count(number, '个')}" if number <= figures.units else _units(number)
    return f"未送达：{among}（{shown}{'等' if number > 5 else ''}）"


def _drafts(figures: Figures) -> str:
    return f"待发布：催办通知书和通报{words.count(figures.drafts, '份')}（/通知书 查看）" if figures.drafts else ""


def _this_week(figures: Figures) -> str:
    if not figures.due_this_week:
        return "本周到期：无"
    return f"本周到期：{rows_numbered(figures.due_this_week)}，计{words.items(figures.due_this_week_items)}"


def _dead_links(figures: Figures) -> str:
    number = len(figures.dead_links)
    shown = "、".join(words.brief(one, 40) for one in figures.dead_links[:5])
    return f"佐证链接失效：{words.count(number, '条')}（{shown}{'等' if number > 5 else ''}）" if number else ""


def _changes(figures: Figures, today: date) -> str:
    changes = figures.changes
    if changes is None:
        return ""
    late = words.items(changes.newly_overdue)
    news = f"新反馈{words.items(changes.reported)}，新办结{words.items(changes.done)}，新增逾期{late}"
    return f"自{words.day(changes.since, today)}上次摘要以来：{news}"


def _of_rows(numbers: tuple[str, ...]) -> str:
    return f"（{rows_numbered(numbers)}）" if numbers else ""


def _units(number: int) -> str:
    return words.count(number, "个单位")
