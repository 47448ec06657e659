"""A day the office moves in its own words: 「教育局的12项改到12月20日吧」; shown first, in force after 确认."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.office import changing, ordering
from bot.conversation.office.asking import numbers_in, units_in
from bot.conversation.office.looking import rows_going_on
from bot.conversation.turn import Turn
from messages import change_texts, changes
from messages.moved_days import day_moved, only_names
from messages.orders import Order, Verb
from messages.reading import asked_about
from storage.records import Task, Unit

_MOST = 3
Moved = tuple[Task, Unit | None]


def is_said(turn: Turn) -> bool:
    """Whether a line moves the day of rows, of one unit or of all; every change is only shown."""
    moved = day_moved(turn.incoming.text)
    if moved is None or asked_about(turn.incoming.text) is not None:
        return False
    numbers = numbers_in(turn, moved.what)
    spoken_of = dict(units_in(turn, moved.what))
    if not numbers:
        return False
    meant = [one for unit in spoken_of.values() or (None,) for one in _rows(turn, numbers, unit)]
    if not only_names(moved.what, spoken_of) or len(meant) > _MOST:
        turn.say(changes.change_refused(change_texts.example("改期")))
        return True
    for task, unit in _put_off(turn, meant, moved.day):
        changing.propose_day(turn, task, unit, moved.day)
    return True


def _put_off(turn: Turn, meant: Sequence[Moved], day: str) -> list[Moved]:
    """What waits for the office's word is put off by that word, each row once; what is left of the others."""
    waiting = {
        (task.number, whose.id) for *_, task, whose in turn.desk.to_review_of([task.number for task, _ in meant])
    }
    asked = {(task.number, unit.id): unit for task, unit in meant if unit and (task.number, unit.id) in waiting}
    for (number, _), unit in asked.items():
        ordering.propose(turn, Order(Verb.PUT_OFF, (number,), f"{unit.name} {day}"))
    return [(task, unit) for task, unit in meant if unit is None or (task.number, unit.id) not in asked]


def _rows(turn: Turn, numbers: Sequence[str], unit: Unit | None) -> list[Moved]:
    """The rows of these numbers that go on, of a unit those it still owes; the newest where all are over."""
    found: list[Moved] = []
    for number in numbers:
        rows = rows_going_on(turn, number)
        owed = [task for task in rows if unit and any(one.unit_id == unit.id for one in turn.desk.open_items(task))]
        found += [(task, unit) for task in owed or (rows[:1] if unit else rows)]
    return found
