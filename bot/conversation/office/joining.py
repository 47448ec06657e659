"""Units the office adds to rows, takes from them or has lead, in its own words; shown first, in force after 确认."""

from __future__ import annotations

from bot.conversation.office import changing
from bot.conversation.office.asking import numbers_in, units_in
from bot.conversation.turn import Turn
from messages.moved_days import only_names
from messages.moved_units import units_moved

_MOST = 3


def is_said(turn: Turn) -> bool:
    """Whether a line has units join rows, leave or lead them: 「12项加上财政局」; every change is only shown."""
    moved = units_moved(turn.incoming.text)
    if moved is None or not only_names(moved.rows, ()):
        return False
    numbers = numbers_in(turn, moved.rows)
    spoken_of = dict(units_in(turn, moved.units))
    if not numbers or not spoken_of or not only_names(moved.units, spoken_of):
        return False
    names = [unit.name for unit in spoken_of.values()]
    together = names if moved.kind == "减单位" else ["、".join(names)]  # who leaves is shown one by one
    for number, units in [(number, units) for number in numbers for units in together][:_MOST]:
        changing.COMMANDS[moved.kind](turn, f"{number} {units}")
    return True
