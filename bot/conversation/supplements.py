"""What follows a report while the office reviews it: words, links and documents' numbers, added to it and shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation import recording
from bot.conversation.asking import OF_INTEREST
from bot.conversation.mentioned import rows_named
from bot.conversation.recording import Owed
from bot.conversation.turn import Turn
from messages import proofs
from messages.reading import Intent as Said
from storage.records import Item
from storage.states import ItemState

_AS_GOOD_AS_DONE = frozenset({Said.DONE, Said.WORKING})  # 已培训120人 beside a row that is reported as done
_EDGES = " \t\n，。；：、,;:（("


def are_taken(turn: Turn, meant: Sequence[Item]) -> bool:
    """Whether a line adds to the row that it replies to, or that was reported just before."""
    text = turn.incoming.text
    just = turn.asked_for("evidence")
    item = meant[0] if len(meant) == 1 else turn.own_item(str(just.get("item", "")))
    if item is None or not (item.is_with_unit or item.state is ItemState.SUBMITTED):
        return False
    answers_us = bool(meant or just.get("asked"))
    shown = recording.links_in(text) or recording.names_document(text)
    if not recording.is_links_only(text) and (
        not (shown or answers_us) or not brings_something(turn, text, item, answers_us) or _names_another(turn, item)
    ):
        return False
    add(turn, item, text)
    return True


def name_their_row(turn: Turn, text: str, owed: Owed) -> bool:
    """Whether a line that reports nothing adds to the one row under review that it names."""
    under_review = turn.desk.items_of(turn.units(), [ItemState.SUBMITTED])
    found = [] if rows_named(turn, text, owed) else rows_named(turn, text, under_review)
    if len(found) != 1 or not brings_something(turn, text, found[0][0], answers_us=True):
        return False
    add(turn, found[0][0], text)
    return True


def brings_something(turn: Turn, text: str, item: Item, answers_us: bool) -> bool:
    """Whether a line shows or states something for a row under review. Beside another state, a courtesy or a promise
    it does not; a bare 「已完成」 does only where it answers us, for it may be another row's.
    """
    if item.state is not ItemState.SUBMITTED or recording.waiting(turn, item) is None:
        return False
    heard = {say.intent for say in turn.understand(text, [item.number], [item.number]).says}
    if heard - (_AS_GOOD_AS_DONE if answers_us else frozenset()) or proofs.is_unfinished(text):
        return False
    shown = recording.links_in(text) or recording.names_document(text)
    return bool(shown) or proofs.states_something(_words(text, item))


def add(turn: Turn, item: Item, text: str) -> None:
    """Keep a line's links, numbers and words under an item; its card reads them back."""
    report = recording.waiting(turn, item)
    recording.keep_links(turn, item, report, text)
    if report is not None and (words := _words(text, item)) and words not in report.text:
        turn.desk.add_to(report, words)
        recording.keep_numbers(turn, item, report.id, words)
    turn.expect("evidence", item=item.id)
    turn.say(turn.card(item), [item])


def _names_another(turn: Turn, item: Item) -> bool:
    rows = turn.desk.items_of(turn.units(), OF_INTEREST)
    return any(other.number != item.number for other, _ in rows_named(turn, turn.incoming.text, rows))


def _words(text: str, item: Item) -> str:
    """A line without its links and the row's number before it."""
    number = re.compile(rf"^\s*第?\s*{re.escape(item.number)}\s*[项号]?(?![\d.．〔\[（(年月日])[\s，。；：、,;:]*")
    return number.sub("", recording.without_links(text), count=1).strip(_EDGES)
