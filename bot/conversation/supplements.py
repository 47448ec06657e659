"""What follows a report while the office reviews it: words, links and documents' numbers, added to it and shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation import recording
from bot.conversation.asking import OF_INTEREST
from bot.conversation.mentioned import rows_named, speaks_of_others
from bot.conversation.recording import Owed
from bot.conversation.turn import Turn
from messages import proofs
from messages.reading import Said
from storage.records import Item, Report
from storage.states import Intent, ItemState

_AS_GOOD_AS_DONE = frozenset({Said.DONE, Said.WORKING})  # 已培训120人 beside a row that is reported as done
_LINK_ITSELF = re.compile(r"的?(?:新|正确)?的?(?:链接|网址|地址)(?:已|请)?(?:换[成为]|改[成为]|更[新正换]为)")
_EDGES = " \t\n，。；：、,;:（("


def are_taken(turn: Turn, meant: Sequence[Item]) -> bool:
    """Whether a line adds to the row that it replies to, or that was reported just before."""
    text = turn.incoming.text
    just = turn.asked_for("evidence")
    item = meant[0] if len(meant) == 1 else turn.own_item(str(just.get("item", "")))
    if item is None or not (item.is_with_unit or item.state is ItemState.SUBMITTED):
        return False
    answers_us = bool(meant or just.get("asked"))
    if recording.is_links_only(text):
        report = recording.waiting(turn, item)
    elif answers_us or _shows(text):
        report = brought(turn, text, item, answers_us)
        if report is None or _names_another(turn, item):
            return False
    else:
        return False
    add(turn, item, report, text)
    return True


def name_their_row(turn: Turn, text: str, under_review: Owed) -> bool:
    """Whether a line that reports nothing adds to the one row under review that it names."""
    found = rows_named(turn, text, under_review)
    report = brought(turn, text, found[0][0], answers_us=True) if len(found) == 1 else None
    if report is not None:
        add(turn, found[0][0], report, text)
    return report is not None


def brought(turn: Turn, text: str, item: Item, answers_us: bool) -> Report | None:
    """The report under review that a line shows or states something for. Beside another state, a courtesy or, where
    it is reported as done, a promise it does not; a bare 「已完成」 does only where it answers us, for it may be
    another row's.
    """
    report = recording.waiting(turn, item) if item.state is ItemState.SUBMITTED else None
    if report is None or speaks_of_others(turn, text, item):
        return None
    heard = {say.intent for say in turn.understand(text, [item.number], [item.number]).says}
    as_reported = _AS_GOOD_AS_DONE | {Said(report.intent.value)} if answers_us else frozenset()
    if heard - as_reported or (report.intent is Intent.DONE and proofs.is_unfinished(text)):
        return None
    return report if _shows(text) or proofs.states_something(_words(text, item)) else None


def add(turn: Turn, item: Item, report: Report | None, text: str) -> None:
    """Keep a line's links, numbers and words under an item; its card reads them back."""
    recording.keep_links(turn, item, report, text)
    if report is not None and (words := _words(text, item)) and words not in report.text:
        turn.desk.add_to(report, words)
        recording.keep_numbers(turn, item, report.id, words)
    turn.expect("evidence", item=item.id)
    turn.say_cards(item)


def _shows(text: str) -> bool:
    return bool(recording.links_in(text)) or recording.names_document(text)


def _names_another(turn: Turn, item: Item) -> bool:
    rows = turn.desk.items_of(turn.units(), OF_INTEREST)
    return any(other.number != item.number for other, _ in rows_named(turn, turn.incoming.text, rows))


def _words(text: str, item: Item) -> str:
    """A line without its links and the row's number before it."""
    number = re.compile(rf"^\s*第?\s*{re.escape(item.number)}\s*[项号]?(?![\d.．〔\[（(年月日])[\s，。；：、,;:]*")
    said = number.sub("", recording.without_links(text), count=1).strip(_EDGES)
    return "" if _LINK_ITSELF.fullmatch(said) else said
