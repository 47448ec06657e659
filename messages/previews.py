"""预演: what would go out on a day, to whom and why; of a range of days, how much on each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from messages import words
from messages.entries import ORDER
from messages.html import Html, bold, lines, plain
from messages.letter import Letter
from messages.pages import page_of, paragraphs
from messages.rows import items_numbered, rows_numbered
from storage.states import NoticeKind


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One person's message of a day: what it holds and why."""

    unit: str
    liaison: str  # "" where nobody can be reached
    kind: NoticeKind
    numbers: tuple[str, ...]
    why: str
    contact_id: int | None = None  # one person may answer for several units and still gets one message
    is_aside: bool = False  # where nobody can be reached, by the unit's other channel


@dataclass(frozen=True, slots=True)
class Proposed:
    """A 催办通知书 that will be drawn up for a unit, or a 通报 (`unit` is ""), and of which rows."""

    unit: str
    numbers: tuple[str, ...]


def not_a_workday() -> str:
    """Why nothing goes out on a day off."""
    return "当日为非工作日"


def day_is_past() -> str:
    """Why nothing goes out on a day before today."""
    return "该日已过"


def preview_text(
    on: date,
    outgoing: Sequence[Outgoing],
    today: date,
    page: int = 0,
    quiet: str = "",
    papers: Sequence[Proposed] = (),
) -> Letter:
    """/预演: what would go out on a day and why, or (`quiet`) why nothing does; `papers` wait for the office."""
    title = f"【预演】{words.day(on, today)}"
    if quiet:
        return Letter(paragraphs(bold(title), plain(f"{words.brief(quiet, 60)}，不发送提醒。")))
    if not outgoing:
        return Letter(paragraphs(bold(title), plain("当日没有需要发送的提醒。"), *_proposed(papers)))
    letters = _by_addressee(outgoing)
    shown = page_of(letters, page, 6)
    text = paragraphs(
        bold(title),
        plain(_how_many(letters)),
        plain("以下仅供查看，不实际发送。"),
        *(line for those in shown.rows for line in _message(those)),
        *_proposed(papers),
        plain(shown.place),
    )
    return Letter(text, shown.turning(f"preview/{on:%Y-%m-%d}"))


def _how_many(letters: Sequence[Sequence[Outgoing]]) -> str:
    items = sum(len(one.numbers) for those in letters for one in those)
    lost = sum(not (those[0].liaison or those[0].is_aside) for those in letters)
    missed = f"，其中无法送达{words.count(lost, '条')}" if lost else ""
    return f"应发送{words.count(len(letters), '条')}{missed}，涉及{words.count(items, '件')}责任项。"


def _by_addressee(outgoing: Sequence[Outgoing]) -> list[list[Outgoing]]:
    """One message for whoever it goes to (without a known contact, for the unit), in the order of the units."""
    letters: dict[int | str, list[Outgoing]] = {}
    for one in sorted(outgoing, key=lambda one: one.unit):
        letters.setdefault(one.unit if one.contact_id is None else one.contact_id, []).append(one)
    return [*letters.values()]


def _message(those: Sequence[Outgoing]) -> list[Html]:
    first = those[0]
    nobody = "无可送达的联络员，改由其他联系渠道发送" if first.is_aside else "无可送达的联络员"
    to = f"联络员：{words.name(first.liaison)}" if first.liaison else nobody
    kinds = sorted(those, key=_order)
    units = words.names(list(dict.fromkeys(one.unit for one in those)), 3)
    return [bold(f"▪ {units}（{to}）"), *(plain(_reason(one)) for one in kinds[:8])]


def _proposed(papers: Sequence[Proposed]) -> list[Html]:
    if not papers:
        return []
    letters = [one for one in papers if one.unit]
    shown = "；".join(f"{words.name(one.unit)}{rows_numbered(one.numbers, 8)}" for one in letters[:6])
    more = "等" if len(letters) > 6 else ""
    drawn = [f"催办通知书{words.count(len(letters), '份')}（{shown}{more}）"] if letters else []
    drawn += [f"逾期情况通报1份（{rows_numbered(one.numbers, 8)}）" for one in papers if not one.unit]
    return [plain(f"当日拟稿：{'，'.join(drawn)}，经公开办发布后才送出。")]


def _order(one: Outgoing) -> int:
    return ORDER.index(one.kind) if one.kind in ORDER else len(ORDER)


def _reason(one: Outgoing) -> str:
    what = f"{words.kind(one.kind)}{words.count(len(one.numbers))}"
    return f"{what}：{items_numbered(one.numbers, 8)}，{words.brief(one.why, 50)}"


def outlook_text(days: Mapping[date, Mapping[NoticeKind, int]], first: date, last: date) -> Html:
    """How many items each day speaks of, by kind of message."""
    title = bold(f"【预演】{words.day(first)}至{words.day(last, first)}")
    total = sum(sum(kinds.values()) for kinds in days.values())
    if not total:
        return lines(title, plain("这段时间没有需要发送的提醒。"))
    head = f"按无人反馈推算，提醒共涉及责任项{words.count(total, '件次')}。仅供查看，不实际发送。"
    return lines(title, plain(head), *(plain(_day_ahead(day, kinds, first)) for day, kinds in days.items()))


def _day_ahead(day: date, kinds: Mapping[NoticeKind, int], first: date) -> str:
    parts = (f"{words.kind(kind)}{words.count(kinds[kind], '件')}" for kind in ORDER if kind in kinds)
    return f"{words.day(day, first)}　{'，'.join(parts)}"
