"""The one unasked message a liaison gets on a working day: everything that is asked, grouped by what is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from messages import words
from messages.cards import actions, card_lines, deadline, standing, told_apart
from messages.entries import ORDER, Entry, entry_line, in_order
from messages.html import Html, bold, join, plain
from messages.letter import Letter
from messages.pages import Keys, Page, button, in_rows, page_of, paragraphs
from messages.phrases import STANDARD, Wording
from messages.rows import row_number, row_title, rows_numbered
from storage.states import ItemState, NoticeKind


def day_letter(entries: Sequence[Entry], today: date, page: int = 0, wording: Wording = STANDARD) -> Letter:
    """Everything one liaison is told today; the same entries give the same pages."""
    ordered = in_order(entries)
    if not ordered:
        return Letter(plain("今日所列事项均已反馈，暂无需办理的内容。"))
    if len(ordered) == 1:
        return _single(ordered[0], today, wording)
    shown = page_of(ordered, page)
    text = paragraphs(
        *_body(ordered, shown, today, wording),
        plain(f"\n{wording.phrase('reminder_answering')}"),
        plain(shown.place),
    )
    return Letter(text, _keys(ordered, shown, today))


def whole_letter(entries: Sequence[Entry], today: date, wording: Wording = STANDARD) -> Letter:
    """The same for a channel that has no buttons: everything at once, however long."""
    ordered = in_order(entries)
    if len(ordered) < 2:
        return Letter(day_letter(ordered, today, 0, wording).text)
    return Letter(paragraphs(*_body(ordered, page_of(ordered, 0, len(ordered)), today, wording)))


def _body(ordered: Sequence[Entry], shown: Page[Entry], today: date, wording: Wording) -> Iterator[Html]:
    yield bold(wording.phrase("reminder_title", day=words.day(today, today)))
    yield from _opening(ordered, shown, today, wording)
    yield from _groups(ordered, shown, today, wording)


def _single(entry: Entry, today: date, wording: Wording) -> Letter:
    text = paragraphs(
        bold(f"【{words.kind(entry.kind)}】{row_title(entry.task)}"),
        *card_lines(entry.item, entry.task, entry.unit, entry.source),
        *_time(entry, today),
        plain(f"状态：{standing(entry.item, today)}"),
        plain(wording.phrase(f"ask_{entry.kind}")),
    )
    return Letter(text, actions(entry.item))


def _time(entry: Entry, today: date) -> Iterator[Html]:
    """The deadline, and under it the milestone that comes before it."""
    if not entry.stage:
        yield plain(deadline(entry.item, entry.act_by, entry.late_by, today))
        return
    yield plain(deadline(entry.item, None, entry.late_by, today))
    by = "今天" if entry.act_by == today else f"请于{words.day(entry.act_by or today, today)}前"
    yield plain(f"阶段要求「{words.brief(entry.stage, 60)}」：{by}")


def _opening(ordered: Sequence[Entry], shown: Page[Entry], today: date, wording: Wording) -> list[Html]:
    """Whom it is to, of which document, and how many of what; on later pages the list goes on at once."""
    if shown.number:
        return []
    units = list(dict.fromkeys(entry.unit for entry in ordered))
    sources = list(dict.fromkeys(words.document(entry.source) for entry in ordered if entry.source))
    origin = "、".join(sources[:2]) + (f"等{words.count(len(sources), '份文件')}" if len(sources) > 2 else "")
    counts = Counter(entry.kind for entry in ordered)
    asked = "、".join(f"{words.kind(kind)}{words.count(counts[kind])}" for kind in ORDER if counts[kind])
    return [
        plain(f"{words.names(units, 4)}："),
        plain(
            wording.phrase(
                "reminder_opening",
                source=origin or wording.phrase("reminder_source"),
                count=words.count(len(ordered)),
                kinds=asked,
            )
        ),
        plain(_soonest(ordered, shown, today)),
    ]


def _soonest(ordered: Sequence[Entry], shown: Page[Entry], today: date) -> str:
    """What is newly handed out and due first, where the order of the table has it on a later page; else ""."""
    days = {entry.act_by for entry in ordered if entry.kind is NoticeKind.ASSIGNMENT and entry.act_by}
    if len(days) < 2:
        return ""
    day = min(days)
    first = [entry for entry in ordered if entry.kind is NoticeKind.ASSIGNMENT and entry.act_by == day]
    if all(entry in shown.rows for entry in first):
        return ""
    rows = rows_numbered([row_number(entry.task) for entry in first])
    return f"其中时限最近的是{rows}，{_until(day, today)}。"


def _until(day: date, today: date) -> str:
    if day < today:
        return f"时限{words.day(day, today)}"
    return f"今天，{words.day(day, today)}" if day == today else f"请于{words.day(day, today)}前"


def _groups(ordered: Sequence[Entry], shown: Page[Entry], today: date, wording: Wording) -> Iterator[Html]:
    several_units = len({entry.unit for entry in ordered}) > 1
    several_sources = len({entry.source for entry in ordered}) > 1
    totals = Counter(entry.kind for entry in ordered)
    per_unit = Counter((entry.kind, entry.unit) for entry in ordered)
    before: Entry | None = None
    for entry in shown.rows:
        new_group = before is None or before.kind is not entry.kind
        if new_group:
            goes_on = before is None and _begun_earlier(ordered, shown)
            yield _group_head(entry.kind, totals[entry.kind], goes_on, wording)
        if several_units and (new_group or before is None or before.unit != entry.unit):
            yield plain(f"▪ {words.name(entry.unit)}（{words.count(per_unit[entry.kind, entry.unit])}）")
        yield plain(entry_line(entry, today, several_sources))
        before = entry


def _begun_earlier(ordered: Sequence[Entry], shown: Page[Entry]) -> bool:
    return shown.first > 0 and ordered[shown.first - 1].kind is shown.rows[0].kind


def _group_head(kind: NoticeKind, total: int, goes_on: bool, wording: Wording) -> Html:
    head = f"【{words.kind(kind)}】{words.count(total)}"
    if goes_on:
        return join("", [plain("\n"), bold(f"{head}（续）")])
    return join("", [plain("\n"), bold(head), plain(f"　{wording.phrase(f'ask_{kind}')}")])


def _keys(ordered: Sequence[Entry], shown: Page[Entry], today: date) -> Keys:
    numbers = Counter(row_number(entry.task) for entry in shown.rows)
    units = {entry.unit for entry in shown.rows}
    alike = any(times > 1 for times in numbers.values())
    texts = (_named(entry, numbers, len(units) > 1) for entry in shown.rows)
    keys = (button(text, f"item/{entry.item.id}") for text, entry in zip(texts, shown.rows, strict=True))
    items = in_rows(keys, 2 if alike else 4)
    turning = shown.turning(f"day/{today:%Y-%m-%d}")
    to_sign = sum(entry.kind is NoticeKind.ASSIGNMENT and entry.item.state is ItemState.TO_SIGN for entry in ordered)
    sign_all = ((button(f"全部签收（{words.count(to_sign)}）", "signall"),),) if to_sign else ()
    return items + turning + sign_all


def _named(entry: Entry, numbers: Counter[str], several: bool) -> str:
    """A number alone where it names one item on this page, else with what tells it apart; its unit, of several."""
    number = row_number(entry.task)
    if numbers[number] == 1:
        return number
    unit = f"　{words.name(entry.unit, 14)}" if several else ""
    return f"{told_apart(entry.item, entry.task)}{unit}"
