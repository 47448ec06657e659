"""Which rows a line names, and whether it says something of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot.conversation.recording import Owed
from bot.conversation.turn import Turn
from messages.reading import Say, items_named
from storage.records import Item

_NO_ROW = "—"  # beside it a sole row is not assumed where none is named


def numbers(rows: Owed) -> list[str]:
    """The row numbers, each once."""
    return list(dict.fromkeys(item.number for item, _ in rows))


def answerable(turn: Turn, text: str, rows: Owed, meant: Sequence[Item]) -> Owed:
    """The rows a line may be about: what has been handed out; what is still to be, only where it is named or shown."""
    if all(item.is_handed_out for item, _ in rows):
        return rows
    named = {*numbers(rows_named(turn, text, rows))}
    shown = {item.id for item in meant}
    return [row for row in rows if row[0].is_handed_out or row[0].number in named or row[0].id in shown]


def said_of(turn: Turn, text: str, rows: Owed) -> Sequence[Say]:
    """What a line says of rows that it names itself."""
    return _says(turn, text, numbers(rows)) if rows else ()


def rows_named(turn: Turn, text: str, rows: Owed) -> Owed:
    """The rows a line names, whatever it says of them."""
    said = items_named(text, numbers(rows), turn.today)
    return [(item, task) for item, task in rows if item.number in said]


def rows_of_others(turn: Turn, text: str, rows: Owed) -> list[str]:
    """Numbers of rows that a line reports of and that are none of these: another unit's, or nobody's."""
    own = {*numbers(rows)}
    printed = [found for found in re.findall(r"\d{1,3}", unicodedata.normalize("NFKC", text)) if found not in own]
    says = _says(turn, text, [*own, *printed]) if printed else ()
    return list(dict.fromkeys(number for say in says for number in say.items if number in printed))


def speaks_of_others(turn: Turn, text: str, item: Item) -> bool:
    """Whether what a line reports is of other rows: 除了30都办完了."""
    says = _says(turn, text, [item.number])
    return any(item.number not in say.items and say.items != ("*",) for say in says)


def is_report(turn: Turn, text: str) -> bool:
    """Whether a line is a report of some row that is owed and that it names."""
    return bool(said_of(turn, text, turn.desk.owed(turn.units())))


def _says(turn: Turn, text: str, known: Sequence[str]) -> Sequence[Say]:
    return turn.understand(text, [*known, _NO_ROW], None).says
