"""What the office looks up: the digest, the ledger, what is late, a task, a unit, a day ahead, the roster."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.conversation.office import reporting
from bot.conversation.turn import Act, Turn, number, on_one, row_typed
from bot.conversation.years import is_of
from messages import carrying, office, overdue_lists, rosters, task_cards, yearly
from messages.orders import rows_in
from messages.pages import page_among, page_of
from messages.reading import OfYear, rows_of_years
from scheduler import days_named, item_days, papers, taking
from storage.records import Appointment, Contact, Plan, Task, Unit
from storage.states import ItemState, Role, TaskState

_MOST_CARDS = 3
FARTHEST_PREVIEW = timedelta(days=400)


def _digest(turn: Turn, rest: str) -> None:
    """/摘要, with its picture; /摘要 周报 and /摘要 月报."""
    if reporting.period(turn, rest):
        return
    turn.say(turn.rounds.digest_in(turn.desk))
    for picture in papers.picture_letters(turn.desk):
        turn.say(picture)


def _ledger(turn: Turn, rest: str) -> None:
    """/台账: the ledger as a spreadsheet, made when it is sent; /台账 2022, of that year's tables."""
    year = days_named.year_named(turn.desk, rest) if rest.strip() else 0
    if year is None:
        turn.say(carrying.year_unclear())
        return
    shown = papers.ledger_plans(turn.desk, str(year or ""))
    others = {plan.of_year for plan in turn.desk.plans()} - {plan.of_year for plan in shown}
    turn.say(yearly.ledger_caption([plan.title for plan in shown], sorted(others), year))


def overdue(turn: Turn, rest: str) -> None:
    """/逾期, a page of it."""

    def rows(first: int, many: int) -> list[overdue_lists.OverdueRow]:
        return [
            overdue_lists.OverdueRow(late, item_days.days_late(late.due_on, turn.today, turn.rounds.workdays))
            for late in turn.desk.overdue_page(first, many)
        ]

    total, units = turn.desk.overdue_count()
    shown = page_among(total, number(rest) or 0, rows, overdue_lists.OVERDUE_PER_PAGE)
    turn.show(overdue_lists.overdue_list(shown, total, units, turn.today))


def owing(turn: Turn, states: Sequence[ItemState]) -> None:
    """Which units have handed-out items in these states, and how many."""
    units = {unit.id: unit.name for unit in turn.desk.units(all_time=True)}
    items = turn.desk.items_of(turn.desk.units(all_time=True), states)
    counts = Counter(item.unit_id for item, _ in items if item.is_handed_out)
    turn.say(overdue_lists.owing(states, [(name, counts[key or 0]) for key, name in units.items() if counts[key or 0]]))


def _task(turn: Turn, rest: str) -> None:
    line, named = rows_of_years(rest, [task.number for task in turn.desk.tasks()], turn.today)
    wanted = row_typed(line)
    found = _of_year(turn, named[0]) if named else rows_going_on(turn, wanted)
    if not found:
        turn.say(task_cards.no_such_task(wanted))
    for task in found[:_MOST_CARDS]:
        show_task(turn, task)


def _of_year(turn: Turn, named: OfYear) -> list[Task]:
    """/任务 去年的12: the rows of that year, over or not."""
    plans = {plan.id: plan for plan in turn.desk.plans()}
    found = turn.desk.tasks_numbered(named.number)
    return [task for task in found if is_of(plans[task.plan_id], named.year, turn.today.year)]


def rows_going_on(turn: Turn, wanted: str) -> list[Task]:
    """The rows of this number that are not over, the newest table's first; the newest row where all are."""
    found = turn.desk.tasks_numbered(wanted)
    going_on = [task for task in found if task.state is TaskState.UNCONFIRMED or turn.desk.open_items(task)]
    return going_on or found[:1]


def show_task(turn: Turn, task: Task) -> None:
    """/任务: a row, where its items stand and what was said of them last; of several tables, which it is of."""
    items = turn.desk.items_of_task(task)
    said = [(unit.name, item, report) for item, unit in items for report in turn.desk.reports_of(item)[-1:]]
    turn.say(
        task_cards.task_card(
            task,
            Counter(item.state for item, _ in items),
            turn.desk.open_questions(task.id),
            said[-12:],
            sum(item.is_overdue(turn.today) for item, _ in items),
            turn.today,
            table_of(turn, task),
        )
    )


def table_of(turn: Turn, task: Task) -> str:
    """The title of a row's table where there are several; else nothing."""
    return turn.desk.session.get_one(Plan, task.plan_id).title if len(turn.desk.plans()) > 1 else ""


def _unit(turn: Turn, rest: str) -> None:
    name = rest.strip()
    unit = taking.unit_ever_named(turn.desk, name)
    if unit is None:
        turn.say(rosters.no_such_unit(name))
        return
    show_unit(turn, unit)


def _unit_by_button(turn: Turn, rest: str) -> None:
    """Another page of a unit's card."""
    unit_id, _, page = rest.partition("/")
    unit = turn.desk.one(Unit, number(unit_id))
    if unit is None:
        turn.refuse()
        return
    show_unit(turn, unit, number(page) or 0)


def show_unit(turn: Turn, unit: Unit, page: int = 0) -> None:
    """/单位: who answers for it, where its items stand, a page of those it still owes."""
    every = turn.desk.items_of([unit], ItemState)
    open_ones = [(item, task) for item, task in every if item.is_with_unit]
    people = [_in_post(turn, unit, post, one) for post, one in turn.desk.holders(unit) if post.role is Role.LIAISON]
    counts = Counter(item.state for item, _ in every)
    late = sum(item.is_overdue(turn.today) for item, _ in every)
    shown = page_of(open_ones, page, rosters.ITEMS_PER_PAGE)
    turn.show(rosters.unit_card(unit.name, people, counts, shown, turn.today, late, unit.id or 0))


def units_and_rows(turn: Turn, rest: str, *, rows: bool = True) -> tuple[tuple[str, ...], Unit | None, str]:
    """The rows a line begins with, the unit that is named next, and what follows."""
    text = unicodedata.normalize("NFKC", rest).strip()
    numbers, left = rows_in(text, {task.number for task in turn.desk.tasks()}) if rows else ((), text)
    first, _, after = left.partition(" ")
    unit = taking.unit_ever_named(turn.desk, first) if first else None
    return (numbers, unit, after.strip()) if unit else (numbers, None, left)


def _preview(turn: Turn, rest: str) -> None:
    """/预演, for today or a day that is named."""
    day, _, page = rest.strip().partition("/")
    on = days_named.day_named(turn.desk, day) if day else turn.today
    if on is None or on > turn.today + FARTHEST_PREVIEW:
        turn.say(office.day_unclear())
        return
    turn.show(turn.rounds.foreseeing.letter(turn.desk, on, number(page) or 0))


def _roster(turn: Turn, rest: str) -> None:
    """/名册: everybody in a post, and the units nobody answers for."""
    rows = []
    for unit in turn.desk.units():
        holders = turn.desk.holders(unit)
        shown = [_in_post(turn, unit, post, contact) for post, contact in holders]
        has_liaison = any(post.role is Role.LIAISON for post, _ in holders)
        rows += shown if has_liaison else [rosters.RosterRow(unit.name), *shown]
    rows.sort(key=lambda one: bool(one.liaison) and not one.unreachable)  # who cannot be told anything comes first
    turn.show(rosters.roster_text(rows, number(rest) or 0, turn.today))


def _in_post(turn: Turn, unit: Unit, held: Appointment, contact: Contact) -> rosters.RosterRow:
    """Somebody in a post, with the days they are away and who takes over."""
    row = rosters.RosterRow(unit.name, contact.name, held.role, held.post, contact.unreachable_why)
    absence = next(iter(turn.desk.absences_of(contact)), None)
    if absence is None:
        return row
    other = turn.desk.stand_in(contact, unit.id or 0, absence)
    return replace(row, away=(absence.from_on, absence.to_on), stand_in=other.name if other else "")


COMMANDS: dict[str, Act] = {
    "摘要": _digest,
    "digest": _digest,
    "台账": _ledger,
    "ledger": _ledger,
    "逾期": overdue,
    "overdue": overdue,
    "任务": _task,
    "task": _task,
    "单位": _unit,
    "unit": _unit,
    "预演": _preview,
    "preview": _preview,
    "名册": _roster,
    "roster": _roster,
}
BUTTONS: dict[str, Act] = {
    "overdue": overdue,
    "preview": _preview,
    "roster": _roster,
    "item": Turn.show_item,
    "task": on_one(Task, show_task),
    "unit": _unit_by_button,
}
