"""Which row is meant where two tables have one of the same number: one that was carried over, or this year's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.asking import OF_INTEREST
from bot.conversation.mentioned import numbers
from bot.conversation.recording import Owed
from bot.conversation.turn import Turn
from messages import missing, receipts
from messages.reading import OfYear, names_years, rows_of_years
from storage.records import Item, Plan
from storage.states import ItemState


def meant_by_year(turn: Turn, meant: list[Item]) -> list[Item] | None:
    """The rows that a line names with their years, as if it replied to them; else what it replies to.

    None where the units have no such row of that year: then they are told so.
    """
    if not names_years(turn.incoming.text):
        return meant
    rows = turn.desk.items_of(turn.units(), OF_INTEREST)
    text, named = rows_of_years(turn.incoming.text, numbers(rows), turn.today)
    found = [_of_year(turn, one, rows) for one in named]
    if not all(found):
        unknown = [one for one, items in zip(named, found, strict=True) if not items]
        turn.say(receipts.not_stored([missing.not_of_year(one.number, one.year) for one in unknown]))
        return None
    turn.incoming = replace(turn.incoming, text=text)
    return [item for items in found for item in items] or meant


def told_apart(rows: Owed, meant: Sequence[Item]) -> Owed:
    """Without the rows that only share their number with one that is meant: another year's."""
    if not meant:
        return rows
    tasks: dict[str, set[int]] = {}
    for item in meant:
        tasks.setdefault(item.number, set()).add(item.task_id)
    return [row for row in rows if row[0].task_id in tasks.get(row[0].number, {row[0].task_id})]


def _of_year(turn: Turn, named: OfYear, rows: Owed) -> list[Item]:
    """The items of a row of a year; of several those that are still with their unit, else those last handed in."""
    plans = {plan.id: plan for plan in turn.desk.plans()}
    own = [(item, plans[task.plan_id]) for item, task in rows if item.number == named.number]
    mine = [item for item, plan in own if is_of(plan, named.year, turn.today.year)]
    if named.year == turn.today.year:  # a table of its own comes before what was carried into the year
        printed = [item for item, plan in own if item in mine and not plan.takes_over]
        mine = printed or mine
    waiting = [item for item in mine if item.state is ItemState.SUBMITTED]
    return [item for item in mine if item.is_with_unit] or waiting or mine[-1:]


def is_of(plan: Plan, year: int | None, this_year: int) -> bool:
    """Whether a table is of a year, or holds what was carried over from it; of None: from any year before this."""
    if year is None:
        return plan.takes_over or plan.of_year < this_year
    return plan.of_year == (year + 1 if plan.takes_over and year < this_year else year)
