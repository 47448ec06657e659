"""催办 by hand: one row, one unit, or all that is overdue; shown first, planned after 确认."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.conversation.office.looking import units_and_rows
from bot.conversation.turn import Act, Turn, number, on_kept
from messages import nudges
from scheduler import nudging
from storage.records import Item, Task, Unit


def _ask(turn: Turn, rest: str) -> None:
    """/催办, /催办 12, /催办 区教育局, /催办 12 区教育局."""
    numbers, unit, left = units_and_rows(turn, rest)
    if left:
        turn.say(nudges.nothing_to_nudge(nudges.not_read(left)))
        return
    show(turn, meant(turn, numbers, unit))


def typed(turn: Turn) -> bool:
    """「催办 12」 without the stroke; False where the line is something else."""
    line = turn.incoming.text.strip()
    if not line.startswith("催办"):
        return False
    rest = line.removeprefix("催办")
    if units_and_rows(turn, rest)[2]:
        return False
    _ask(turn, rest)
    return True


def _ask_by_button(turn: Turn, rest: str) -> None:
    """The buttons under the list of what is late, a unit and a task."""
    kind, _, record_id = rest.partition("/")
    task = turn.desk.one(Task, number(record_id)) if kind == "task" else None
    unit = turn.desk.one(Unit, number(record_id)) if kind == "unit" else None
    if rest and task is None and unit is None:
        turn.refuse()
        return
    if task is not None:
        show(turn, [item for item, _ in turn.desk.items_of_task(task)])
        return
    show(turn, meant(turn, (), unit))


def meant(turn: Turn, numbers: Sequence[str], unit: Unit | None) -> list[Item]:
    """Of rows that are named whatever is owed; else what is overdue."""
    if numbers:
        rows = [task for task in turn.desk.tasks() if task.number in numbers]
        items = [item for task in rows for item, _ in turn.desk.items_of_task(task)]
        return [item for item in items if unit is None or item.unit_id == unit.id]
    return [item for whose, item, _ in turn.desk.overdue() if unit is None or whose.id == unit.id]


def show(turn: Turn, items: Sequence[Item]) -> None:
    """Who would be pinged, and when; planned when the button is pressed."""
    items = [item for item in items if nudging.may_be_nudged(item)]
    if not items:
        turn.say(nudges.nothing_to_nudge())
        return
    shown = turn.rounds.pressing.preview_nudge(turn.desk, items)
    turn.say(nudges.nudge_preview(shown, turn.today), items=[item.id for item in items])


def _plan(turn: Turn, shown: list[int], *, insisted: bool) -> None:
    """What was shown and is still owed; what was pinged this week only where the office insists."""
    items = [item for item in turn.desk.items_by_id(shown) if nudging.may_be_nudged(item)]
    told, at = turn.rounds.pressing.nudge(turn.desk, items, insisted=insisted)
    turn.show(nudges.nudge_planned(len(told), len({item.unit_id for item in told}), at, turn.today))


COMMANDS: dict[str, Act] = {"催办": _ask, "nudge": _ask}
BUTTONS: dict[str, Act] = {
    "nudgeask": _ask_by_button,
    "nudge": on_kept("items", partial(_plan, insisted=False)),
    "nudgeall": on_kept("items", partial(_plan, insisted=True)),
}
