"""Questions of a liaison: what the record knows is answered at once, what only the office can say is offered to it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation import inquiries
from bot.conversation.turn import Turn
from messages import instructions, verdicts
from messages.reading import Asked, Said, Understood, asked_about, items_named
from storage.records import Item
from storage.states import ItemState

OF_INTEREST = [state for state in ItemState if state not in (ItemState.STOPPED, ItemState.CARRIED_OVER)]
_MOST_CARDS = 6


def is_answered(turn: Turn, text: str, understood: Understood, meant: Sequence[Item]) -> bool:
    """Whether a line that reports nothing was a question; then it has its answer, or is read back."""
    if any(say.intent is not Said.HELP for say in understood.says):
        return False
    asked = asked_about(text)
    spoken_of = [*meant] or _named(turn, text)
    if asked is Asked.ROW and spoken_of:
        turn.say_cards(*spoken_of[:_MOST_CARDS])
    elif asked in (Asked.LIST, Asked.ROW):
        show_list(turn)
    elif asked is Asked.USING:
        turn.say(instructions.help_liaison())
    elif asked is Asked.WORK:
        inquiries.read_back(turn, text, spoken_of)
    else:
        return False
    return True


def show_list(turn: Turn, page: int = 0) -> None:
    """Everything the contact's units still owe."""
    units = turn.units()
    names = "、".join(unit.name for unit in units)
    turn.show(verdicts.list_letter(turn.desk.owed(units), turn.today, page, names, turn.several_units()))


def _named(turn: Turn, text: str) -> list[Item]:
    """The contact's own items of the rows a line names: those still owed, else the last of each row."""
    rows = turn.desk.items_of(turn.units(), OF_INTEREST)
    numbers = items_named(text, list(dict.fromkeys(item.number for item, _ in rows)), turn.today)
    found: list[Item] = []
    for number in numbers:
        mine = [item for item, _ in rows if item.number == number]
        found += [item for item in mine if item.is_with_unit] or mine[-1:]
    return found
