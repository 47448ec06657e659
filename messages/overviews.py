"""What the office sees on request: who is late, one unit, who is enrolled, what would go out on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from messages import words
from messages.cards import lateness, row_line, standing
from messages.html import Html, bold, plain
from messages.intake_texts import standings
from messages.letter import Letter
from messages.notices import ORDER
from messages.pages import Page, button, fitted, page_of, paragraphs
from storage.desk.lists import LateRow
from storage.records import Item, Task
from storage.states import ItemState, NoticeKind, Post, Role

OVERDUE_PER_PAGE = 12


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """An item past its day in force."""

    late: LateRow
    late_by: int  # working days


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A unit and one person of it; "" where nobody is enrolled."""

    unit: str
    liaison: str = ""
    role: Role = Role.LIAISON
    post: Post = Post.A
    unreachable: str = ""  # why messages do not arrive; "" where they do
    away: tuple[date, date] | None = None  # the days of an absence that is not over
    stand_in: str = ""  # who takes over on those days; "" where nobody can


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One person's message of a day: what it holds and why."""

    unit: str
    liaison: str  # "" where nobody can be reached
    kind: NoticeKind
    numbers: tuple[str, ...]
    why: str
    contact_id: int | None = None  # one person may answer for several units and still gets one message


@dataclass(frozen=True, slots=True)
class Proposed:
    """A 催办通知书 that will be drawn up for a unit, or a 通报 (`unit` is ""), and of which rows."""

    unit: str
    numbers: tuple[str, ...]


def overdue_list(shown: Page[OverdueRow], total: int, units: int, today: date) -> Letter:
    """/逾期, unit by unit in the order given: no ranking. `total` rows of so many `units` are overdue in all."""
    if not total:
        return Letter(plain(f"截至{words.day(today, today)}，没有逾期事项。"))
    text = paragraphs(
        bold(f"【逾期明细】{words.count(total, '件')}，涉及{words.count(units, '个单位')}"),
        *(line for unit, those in groupby(shown.rows, _unit_of) for line in _late(unit, list(those), today)),
        plain(shown.place),
    )
    nudge = (button(f"催办全部{words.count(total, '件')}", "nudgeask"),)
    return Letter(text, (nudge, *shown.turning("overdue")))


def unit_card(
    unit: str,
    liaisons: Sequence[RosterRow],
    counts: Mapping[ItemState, int],
    items: Sequence[tuple[Item, Task]],
    today: date,
    overdue: int = 0,
    unit_id: int = 0,
) -> Letter:
    """/单位: who answers for it, where its items stand, those given one by one."""
    people = [plain(f"联络员（{one.post}岗）：{_person(one, today)}") for one in liaisons[:4]]
    head = paragraphs(
        bold(f"【{words.name(unit, 40)}】"),
        *(people or [plain("联络员：未登记，消息无法送达")]),
        plain(standings(counts, overdue)),
    )
    blocks = [plain(f"{row_line(task, 30)}\n　　{standing(item, today)}{_due(item, today)}") for item, task in items]
    nudge = ((button(f"催办逾期{words.count(overdue, '件')}", f"nudgeask/unit/{unit_id}"),),) if overdue else ()
    return Letter(fitted(head, blocks[:20], _left(len(blocks) - 20)), nudge)


def preview_text(
    on: date,
    outgoing: Sequence[Outgoing],
    today: date,
    page: int = 0,
    quiet: str = "",
    papers: Sequence[Proposed] = (),
) -> Letter:
    """/预演: what would go out on a day, to whom and why; `papers` wait for the office then.

    `quiet` says why nothing goes out.
    """
    title = f"【预演】{words.day(on, today)}"
    if quiet:
        return Letter(paragraphs(bold(title), plain(f"{words.brief(quiet, 60)}，不发送提醒。")))
    if not outgoing:
        return Letter(paragraphs(bold(title), plain("当日没有需要发送的提醒。"), *_proposed(papers)))
    letters = _by_addressee(outgoing)
    shown = page_of(letters, page, 6)
    items = sum(len(one.numbers) for one in outgoing)
    lost = sum(not those[0].liaison for those in letters)
    missed = f"，其中无法送达{words.count(lost, '条')}" if lost else ""
    text = paragraphs(
        bold(title),
        plain(f"应发送{words.count(len(letters), '条')}{missed}，涉及{words.count(items, '件')}责任项。"),
        plain("以下仅供查看，不实际发送。"),
        *(line for those in shown.rows for line in _message(those)),
        *_proposed(papers),
        plain(shown.place),
    )
    return Letter(text, shown.turning(f"preview/{on:%Y-%m-%d}"))


def roster_text(rows: Sequence[RosterRow], page: int = 0, today: date | None = None) -> Letter:
    """/名册: who is enrolled, who is away and who stands in, who cannot be reached."""
    units = {row.unit for row in rows}
    enrolled = {row.unit for row in rows if row.liaison and row.role is Role.LIAISON}
    reached = {row.unit for row in rows if row.liaison and row.role is Role.LIAISON and not row.unreachable}
    shown = page_of(rows, page, 20)
    text = paragraphs(
        bold(f"【名册】{words.count(len(units), '个单位')}"),
        plain(f"已登记联络员{words.count(len(enrolled), '个单位')}，可送达{words.count(len(reached), '个单位')}"),
        *(plain(_roster_line(row, today)) for row in shown.rows),
        plain(shown.place),
    )
    return Letter(text, shown.turning("roster"))


def _unit_of(row: OverdueRow) -> str:
    return row.late.unit


def _late(unit: str, rows: Sequence[OverdueRow], today: date) -> list[Html]:
    return [bold(f"▪ {words.name(unit, 40)}"), *(plain(_late_line(row, today)) for row in rows)]


def _late_line(row: OverdueRow, today: date) -> str:
    late = row.late
    when = f"时限{words.day(late.due_on, today)}，" if late.due_on else ""
    pinged = f"，已催办{words.count(late.pings, '次')}" if late.pings else ""
    return f"{row_line(late, 30)}（{words.state(late.state)}；{when}{lateness(row.late_by)}{pinged}）"


def _due(item: Item, today: date) -> str:
    due = item.due_in_force
    return f"　{words.day(due, today)}" if due else ""


def _left(number: int) -> Html:
    return plain(f"另有{words.count(number, '件')}未列出") if number > 0 else Html("")


def _by_addressee(outgoing: Sequence[Outgoing]) -> list[list[Outgoing]]:
    """One message for whoever it goes to (without a known contact, for the unit), in the order of the units."""
    letters: dict[int | str, list[Outgoing]] = {}
    for one in sorted(outgoing, key=lambda one: one.unit):
        letters.setdefault(one.unit if one.contact_id is None else one.contact_id, []).append(one)
    return [*letters.values()]


def _message(those: Sequence[Outgoing]) -> list[Html]:
    first = those[0]
    to = f"联络员：{words.name(first.liaison)}" if first.liaison else "无可送达的联络员"
    kinds = sorted(those, key=_order)
    units = words.names(list(dict.fromkeys(one.unit for one in those)), 3)
    return [bold(f"▪ {units}（{to}）"), *(plain(_reason(one)) for one in kinds[:8])]


def _proposed(papers: Sequence[Proposed]) -> list[Html]:
    if not papers:
        return []
    letters = [one for one in papers if one.unit]
    shown = "；".join(f"{words.name(one.unit)}第{_numbers(one.numbers)}项" for one in letters[:6])
    more = "等" if len(letters) > 6 else ""
    drawn = [f"催办通知书{words.count(len(letters), '份')}（{shown}{more}）"] if letters else []
    drawn += [f"逾期情况通报1份（第{_numbers(one.numbers)}项）" for one in papers if not one.unit]
    return [plain(f"当日拟稿：{'，'.join(drawn)}，经公开办发布后才送出。")]


def _order(one: Outgoing) -> int:
    return ORDER.index(one.kind) if one.kind in ORDER else len(ORDER)


def _reason(one: Outgoing) -> str:
    what = f"{words.kind(one.kind)}{words.count(len(one.numbers))}"
    return f"{what}：第{_numbers(one.numbers)}项，{words.brief(one.why, 50)}"


def _numbers(numbers: Sequence[str]) -> str:
    shown = "、".join(words.brief(number, 12) for number in numbers[:8])
    return f"{shown}等" if len(numbers) > 8 else shown


def _roster_line(row: RosterRow, today: date | None) -> str:
    if not row.liaison:
        return f"{words.name(row.unit)}　未登记"
    who = words.role(row.role) if row.role is not Role.LIAISON else f"{row.post}岗"
    return f"{words.name(row.unit)}　{who}　{words.name(row.liaison, 20)}　{_standing(row, today) or '正常'}"


def _person(row: RosterRow, today: date | None) -> str:
    said = _standing(row, today)
    return f"{words.name(row.liaison, 20)}（{said}）" if said else words.name(row.liaison, 20)


def _standing(row: RosterRow, today: date | None) -> str:
    """What keeps somebody from their post; "" where nothing does."""
    unreachable = f"未送达：{words.brief(row.unreachable, 40)}" if row.unreachable else ""
    return "；".join(part for part in (unreachable, _away(row, today)) if part)


def _away(row: RosterRow, today: date | None) -> str:
    if row.away is None:
        return ""
    first, last = row.away
    begun = today is not None and first <= today
    days = f"外出至{words.day(last, today)}" if begun else f"{words.day(first, today)}起外出至{words.day(last, today)}"
    if row.role is not Role.LIAISON or row.post is not Post.A:
        return days
    return f"{days}，{f'由{words.name(row.stand_in, 20)}代办' if row.stand_in else '无人代办'}"
