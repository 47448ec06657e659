"""Units and their people: the roster, one unit, one that is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from messages import words
from messages.cards import period, standing
from messages.html import bold, plain
from messages.letter import Letter
from messages.pages import Page, button, fitted, page_of, paragraphs
from messages.rows import row_line
from messages.task_cards import standings
from storage.records import Item, Task
from storage.states import ItemState, Post, Role

ITEMS_PER_PAGE = 15


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


def unit_card(
    unit: str,
    liaisons: Sequence[RosterRow],
    counts: Mapping[ItemState, int],
    items: Page[tuple[Item, Task]],
    today: date,
    overdue: int = 0,
    unit_id: int = 0,
) -> Letter:
    """/单位: who answers for it, where its items stand, a page of those it still owes."""
    people = [plain(f"联络员（{one.post}岗）：{_person(one, today)}") for one in liaisons[:4]]
    head = paragraphs(
        bold(f"【{words.name(unit, 40)}】"),
        *(people or [plain("联络员：未登记，消息无法送达")]),
        plain(standings(counts, overdue)),
    )
    blocks = [plain(_item(item, task, today)) for item, task in items.rows]
    nudge = ((button(f"催办逾期{words.count(overdue, '件')}", f"nudgeask/unit/{unit_id}"),),) if overdue else ()
    return Letter(fitted(head, blocks, plain(items.place)), (*items.turning(f"unit/{unit_id}"), *nudge))


def roster_text(rows: Sequence[RosterRow], page: int, today: date) -> Letter:
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


def _item(item: Item, task: Task, today: date) -> str:
    return f"{row_line(task, 30)}{period(item)}\n　　{standing(item, today)}{_due(item, today)}"


def _due(item: Item, today: date) -> str:
    due = item.due_in_force
    return f"　{words.day(due, today)}" if due else ""


def _roster_line(row: RosterRow, today: date) -> str:
    if not row.liaison:
        return f"{words.name(row.unit)}　未登记"
    who = words.role(row.role) if row.role is not Role.LIAISON else f"{row.post}岗"
    return f"{words.name(row.unit)}　{who}　{words.name(row.liaison, 20)}　{_standing(row, today) or '正常'}"


def _person(row: RosterRow, today: date) -> str:
    said = _standing(row, today)
    return f"{words.name(row.liaison, 20)}，{said}" if said else words.name(row.liaison, 20)


def _standing(row: RosterRow, today: date) -> str:
    """What keeps somebody from their post; "" where nothing does."""
    unreachable = f"未送达：{words.brief(row.unreachable, 40)}" if row.unreachable else ""
    return "；".join(part for part in (unreachable, _away(row, today)) if part)


def _away(row: RosterRow, today: date) -> str:
    if row.away is None:
        return ""
    first, last = row.away
    begun = today is not None and first <= today
    days = f"外出至{words.day(last, today)}" if begun else f"{words.day(first, today)}起外出至{words.day(last, today)}"
    if row.role is not Role.LIAISON or row.post is not Post.A:
        return days
    return f"{days}，{f'由{words.name(row.stand_in, 20)}代办' if row.stand_in else '无人代办'}"


def no_such_unit(name: str) -> Letter:
    """/单位 with a name the roster does not know, or with none."""
    if not name:
        return Letter(plain("请写明单位，例如：/单位 区教育局。全部单位见 /名册（/roster）。"))
    return Letter(plain(f"名册中未找到「{words.name(name)}」。请核对名称，或发送 /名册（/roster）查看。"))
