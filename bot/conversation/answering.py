"""From what was understood to what is stored, asked and read back. Nothing is stored on a guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.conversation import asking, recording, supplements
from bot.conversation.asking import OF_INTEREST
from bot.conversation.mentioned import numbers, rows_named, rows_of_others, said_of
from bot.conversation.recording import Owed
from bot.conversation.turn import Turn
from messages import answers, inquiries, instructions, missing, posts, proofs, receipts
from messages.reading import Intent as Said
from messages.reading import Say, Understood, is_courtesy
from storage.records import Item
from storage.states import Intent, ItemState

_MOST_CARDS = 3
_ANY = "1"  # some row that a line is read for, where it names none
_WORDS = re.compile(r"[一-龥]{2}")
_ALL = re.compile(r"都|均|全部|所有|以上|各项|一并")


def read(turn: Turn, text: str, owed: Owed, meant: Sequence[Item]) -> None:
    """A line about items: stored as far as it is clear."""
    replied_to = list(dict.fromkeys(item.number for item in meant if item.is_with_unit))
    understood = turn.understand(text, numbers(owed), replied_to or None)
    sweeping = next((say for say in understood.says if _is_sweeping(turn, say, text, owed)), None)
    if sweeping is not None:
        ask_whether(turn, recording.chosen(sweeping, owed, meant), Intent(sweeping.intent.value), text)
    elif not understood.says and is_courtesy(text):
        turn.say(answers.courtesy(len(owed), len(_to_sign(owed))))
    elif asking.is_answered(turn, text, understood, meant):
        return
    elif not owed and any(say.items == ("*",) and say.intent.value in recording.REPORTED for say in understood.says):
        turn.say(answers.nothing_open())
    elif understood.says:
        store(turn, understood, owed, meant)
    else:
        ask_which(turn, text, owed, meant)


def ask_whether(turn: Turn, rows: Owed, intent: Intent, text: str) -> None:
    """Read an uncertain line back; nothing is stored before 「是」."""
    key = str(turn.incoming.update_id)
    turn.expect("sure", items=[item.id for item, _ in rows], intent=intent, text=text[:2000], key=key)
    turn.say(receipts.did_you_mean([task for _, task in rows], intent, key), [item for item, _ in rows])


def _is_sweeping(turn: Turn, say: Say, text: str, owed: Owed) -> bool:
    """A bare 「已完成」 to a message of many rows: perhaps all of them are meant, perhaps one."""
    closes = say.intent in (Said.DONE, Said.NIL) and len(say.items) > 1
    return closes and not _ALL.search(text) and not said_of(turn, text, owed)


def store(turn: Turn, understood: Understood, owed: Owed, meant: Sequence[Item]) -> None:
    """Store what is sure; ask for the rest; read everything back."""
    lines: list[receipts.ReceiptLine] = []
    questions: list[str] = []
    for say in understood.says:
        if say.intent in _NOT_REPORTS:
            _NOT_REPORTS[say.intent](turn)
        elif say.intent is not Said.CORRECT:
            stored, asked = recording.store(turn, say, recording.chosen(say, owed, meant))
            lines += stored
            questions += asked
    if understood.ask and not questions:
        questions += _unclear(turn, owed)
    if lines:
        to_prove = recording.still_to_prove(turn, lines)
        if not turn.contact.expecting:
            recording.expect_evidence(turn, lines, bool(to_prove))
        turn.say(receipts.receipt(lines, [*questions, *to_prove], turn.today), [line.item for line in lines])
    elif questions:
        turn.say(receipts.not_stored(questions), [item for say in understood.says for item in _of(say, owed, meant)])
    elif not any(say.intent in _NOT_REPORTS for say in understood.says):
        turn.say(answers.not_understood())


def _unclear(turn: Turn, owed: Owed) -> list[str]:
    """What is asked where a part of a line could not be read: of rows that are not with the unit, they are named."""
    text = turn.incoming.text
    rows = turn.desk.items_of(turn.units(), OF_INTEREST)
    elsewhere = rows_of_others(turn, text, rows)
    closed = [missing.not_with_unit(item.number, item.state) for item in _closed_ones(turn, text, owed, rows)]
    named = [missing.not_yours(elsewhere)] if elsewhere else []
    return [*closed, *named] or [missing.something_unclear()]


def ask_which(turn: Turn, text: str, owed: Owed, meant: Sequence[Item]) -> None:
    """Which row is meant; or, when that is clear, what is meant."""
    rows = turn.desk.items_of(turn.units(), OF_INTEREST)
    under_review = [row for row in rows if row[0].state is ItemState.SUBMITTED]
    named = rows_named(turn, text, owed)
    if not named and supplements.name_their_row(turn, text, under_review):
        return
    known = [(item, task) for item, task in owed if item.id in {one.id for one in meant}]
    spoken_of = [] if meant else named
    if known or spoken_of:
        closed = []
    else:
        closed = [item for item in meant if not item.is_with_unit] or _closed_ones(turn, text, owed, rows)
    if closed:
        _show_closed(turn, text, closed[:_MOST_CARDS])
    elif len(known) == 1:
        turn.say_cards(known[0][0])
    elif 0 < len(spoken_of) <= _MOST_CARDS:
        typed = text[:2000] if len(spoken_of) == 1 and _WORDS.search(text) else ""
        for item, task in spoken_of:
            turn.say(receipts.what_of_it(item, task, bool(typed)), [item], typed=typed)
    elif known or spoken_of:
        _offer(turn, text, known or spoken_of)
    else:
        _ask_of_none(turn, text, owed, rows)


def _show_closed(turn: Turn, text: str, closed: Sequence[Item]) -> None:
    """Cards of rows that are not with the unit; where a line says something else of them than they show, that this
    is not stored.
    """
    for item in closed:
        card = turn.card(item)
        waiting = recording.waiting(turn, item)
        shown = Said(waiting.intent.value) if waiting else Said.DONE
        heard = {say.intent for say in turn.understand(text, [item.number], [item.number]).says}
        if heard - {shown, Said.SIGNED, Said.HELP}:
            card = receipts.under(missing.not_with_unit(item.number, item.state), card)
        turn.say(card, [item])


def _ask_of_none(turn: Turn, text: str, owed: Owed, rows: Owed) -> None:
    """A line that names no row of theirs."""
    under_review = [row for row in rows if row[0].state is ItemState.SUBMITTED]
    if elsewhere := rows_of_others(turn, text, rows):
        turn.say(receipts.not_stored([missing.not_yours(elsewhere)]))
    elif owed and _is_signed_for(turn, text):
        _ask_whether_all_are_signed(turn, text, owed)
    elif perhaps := _perhaps_meant(text, owed, under_review):
        _offer(turn, text, perhaps)
    else:
        turn.say(answers.nothing_open(len(under_review)))


def _offer(turn: Turn, text: str, rows: Owed) -> None:
    if not any(sign.isalnum() for sign in text):
        turn.say(answers.not_understood())
        return
    key = str(turn.incoming.update_id)
    turn.expect("which", text=text[:2000], key=key)
    turn.say(inquiries.or_to_the_office(receipts.which_item(rows, key, turn.several_units()), key))


def _to_sign(owed: Owed) -> Owed:
    return [(item, task) for item, task in owed if item.state is ItemState.TO_SIGN]


def _is_signed_for(turn: Turn, text: str) -> bool:
    """Whether a line that names no row is 「收到」, whatever else it says."""
    return [say.intent for say in turn.understand(text, [_ANY], [_ANY]).says] == [Said.SIGNED]


def _ask_whether_all_are_signed(turn: Turn, text: str, owed: Owed) -> None:
    """A bare 「收到」 most likely answers the letter that handed everything out; read back all the same."""
    if to_sign := _to_sign(owed):
        ask_whether(turn, to_sign, Intent.SIGNED, text)
    else:
        turn.say(answers.nothing_to_sign(len(owed)))


def _perhaps_meant(text: str, owed: Owed, under_review: Owed) -> Owed:
    """The rows a line that names none may be about: those owed; and for a link, or where none is owed, those under
    review, if it shows or states something at all.
    """
    owed = sorted(owed, key=lambda row: row[0].state is not ItemState.RETURNED)  # what was just sent back comes first
    if recording.links_in(text) or (not owed and proofs.states_something(text)):
        return [*owed, *under_review]
    return owed


def _closed_ones(turn: Turn, text: str, owed: Owed, rows: Owed) -> list[Item]:
    """Items a line speaks of that are no longer with the unit: their cards say where they stand."""
    spoken_of = {number for say in said_of(turn, text, rows) for number in say.items} - set(numbers(owed))
    return list({item.number: item for item, _ in rows if item.number in spoken_of and not item.is_with_unit}.values())


def _of(say: Say, owed: Owed, meant: Sequence[Item]) -> list[Item]:
    return [item for item, _ in recording.chosen(say, owed, meant)] if say.items != ("*",) else []


def _hand_over(turn: Turn) -> None:
    """A liaison says that somebody else takes over: the office gets a card for each post, with the successor's link."""
    turn.desk.note("handover_said", f"contact/{turn.contact.id}", text=turn.incoming.text[:1000])
    turn.say(answers.handover_heard())
    for unit in turn.units():
        for held, contact in turn.desk.holders(unit):
            if contact.id == turn.contact.id:
                said = (turn.contact.name, turn.incoming.text, turn.contact.id or 0)
                turn.tell_office(posts.handover_note(unit.name, unit.id or 0, held.post, *said))


def _help(turn: Turn) -> None:
    turn.say(instructions.help_liaison())


_NOT_REPORTS: dict[Said, Callable[[Turn], None]] = {Said.HANDOVER: _hand_over, Said.HELP: _help}
