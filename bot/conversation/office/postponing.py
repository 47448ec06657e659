"""A day the office moves in its own words: 「教育局的12项改到12月20日吧」; shown first, in force after 确认."""

from __future__ import annotations

from bot.conversation.office import changing, ordering
from bot.conversation.office.asking import units_in
from bot.conversation.turn import Turn
from messages import change_texts, changes
from messages.moved_days import day_moved, only_names
from messages.orders import Order, Verb
from messages.reading import asked_about, items_named
from storage.records import Task, Unit

_MOST = 3


def is_said(turn: Turn) -> bool:
    """Whether a line moves the day of rows, of one unit or of all; every change is only shown."""
    moved = day_moved(turn.incoming.text)
    if moved is None or asked_about(turn.incoming.text) is not None:
        return False
    tasks = turn.desk.tasks()
    numbers = items_named(moved.what, list(dict.fromkeys(task.number for task in tasks)), turn.today)
    spoken_of = dict(units_in(turn, moved.what))
    meant = [(task, unit) for task in tasks if task.number in numbers for unit in spoken_of.values() or (None,)]
    if not numbers:
        return False
    if not only_names(moved.what, spoken_of) or len(meant) > _MOST:
        turn.say(changes.change_refused(change_texts.example("改期")))
        return True
    for task, unit in meant:
        _show(turn, task, unit, moved.day)
    return True


def _show(turn: Turn, task: Task, unit: Unit | None, day: str) -> None:
    """What waits for the office's word is put off by that word; anything else is moved."""
    waiting = unit and any(whose.id == unit.id for *_, whose in turn.desk.to_review_of([task.number]))
    if unit and waiting:
        ordering.propose(turn, Order(Verb.PUT_OFF, (task.number,), f"{unit.name} {day}"))
    else:
        changing.propose_day(turn, task, unit, day)
