"""Which rows a line names, and whether it says something of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.recording import Owed
from bot.conversation.turn import Turn
from messages.reading import Say, items_named

_NO_ROW = "—"  # beside it a sole row is not assumed where none is named


def numbers(rows: Owed) -> list[str]:
    """The row numbers, each once."""
    return list(dict.fromkeys(item.number for item, _ in rows))


def said_of(turn: Turn, text: str, rows: Owed) -> Sequence[Say]:
    """What a line says of rows that it names itself."""
    return turn.understand(text, [*numbers(rows), _NO_ROW], None).says if rows else ()


def rows_named(turn: Turn, text: str, rows: Owed) -> Owed:
    """The rows a line names, whatever it says of them."""
    said = items_named(text, numbers(rows), turn.today)
    return [(item, task) for item, task in rows if item.number in said]


def is_report(turn: Turn, text: str) -> bool:
    """Whether a line is a report of some row that is owed and that it names."""
    return bool(said_of(turn, text, turn.desk.owed(turn.units())))
