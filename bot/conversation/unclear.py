"""Lines that cannot be stored as they stand: which row is meant, what is said of it, whether it was understood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation import recording, supplements
from bot.conversation.asking import OF_INTEREST
from bot.conversation.mentioned import numbers, rows_named, rows_of_others, said_of
from bot.conversation.recording import Owed
from bot.conversation.turn import Turn
from messages import answers, inquiries, missing, proofs, receipts
from messages.reading import Said
from storage.records import Item, Task
from storage.states import Intent, ItemState, Verdict

_MOST_CARDS = 3
_ANY = "1"  # some row that a line is read for, where it names none
_WORDS = re.compile(r"[一-龥]{2}")
_MENDED = re.compile(r"补[充上齐好完全交报传]|完善|修改|改[好完过]|更新|更换|重新|再次|已按")


def ask_whether(turn: Turn, rows: Owed, intent: Intent, text: str) -> None:
    """Read an uncertain line back; nothing is stored before 「是」."""
    key = str(turn.incoming.update_id)
    turn.expect("sure", items=[item.id for item, _ in rows], intent=intent, text=text[:2000], key=key)
    turn.say(receipts.did_you_mean([task for _, task in rows], intent, key), [item for item, _ in rows])


def ask_which(turn: Turn, text: str, owed: Owed, meant: Sequence[Item]) -> None:
    """Which row is meant; or, when that is clear, what is meant."""
    rows = turn.desk.items_of(turn.units(), OF_INTEREST)
    named = rows_named(turn, text, owed)
    if not named and supplements.name_their_row(turn, text, _in_state(rows, ItemState.SUBMITTED)):
        return
    about = [row for row in owed if row[0].id in {one.id for one in meant}] if meant else named
    closed = [] if about else [item for item in meant if not item.is_with_unit] or closed_ones(turn, text, owed, rows)
    if closed:
        _show_closed(turn, text, closed[:_MOST_CARDS])
    elif len(about) == 1:
        ask_what(turn, text, about[0])
    elif about and len(about) <= _MOST_CARDS and not meant:
        for item, task in about:
            turn.say(receipts.what_of_it(item, task), [item])
    elif about:
        _offer(turn, text, about)
    else:
        _ask_of_none(turn, text, owed, rows)


def ask_what(turn: Turn, text: str, row: tuple[Item, Task]) -> None:
    """What is said of the one row a line is about: handed in again, perhaps; else the words wait for a button."""
    item, task = row
    intent = _handed_in_again(turn, text, item)
    if intent is not None:
        ask_whether(turn, [row], intent, text)
        return
    typed = text[:2000] if _WORDS.search(text) else ""
    turn.say(receipts.what_of_it(item, task, bool(typed)), [item], typed=typed)


def _handed_in_again(turn: Turn, text: str, item: Item) -> Intent | None:
    """As what a line hands in again what was sent back, if it does: 已补充 with a link, or the missing reason."""
    if item.state is not ItemState.RETURNED:
        return None
    returned = [one.intent for one in turn.desk.reports_of(item) if one.verdict is Verdict.RETURNED]
    intent = returned[-1] if returned else Intent.DONE
    if intent is Intent.NIL:
        return intent if proofs.states_something(text) else None
    shows = recording.links_in(text) or recording.names_document(text) or _MENDED.search(text)
    return Intent.DONE if shows and not proofs.is_unfinished(recording.without_links(text)) else None


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
    under_review, returned = _in_state(rows, ItemState.SUBMITTED), _in_state(owed, ItemState.RETURNED)
    if elsewhere := rows_of_others(turn, text, rows):
        turn.say(receipts.not_stored([missing.not_yours(elsewhere)]))
    elif owed and _is_signed_for(turn, text):
        _ask_whether_all_are_signed(turn, text, owed)
    elif len(returned) == 1 and (intent := _handed_in_again(turn, text, returned[0][0])):
        ask_whether(turn, returned, intent, text)
    elif perhaps := _perhaps_meant(text, owed, under_review):
        _offer(turn, text, perhaps)
    else:
        turn.say(answers.nothing_open(len(under_review)))


def ask_which_of_alike(turn: Turn, text: str, rows: Owed) -> None:
    """Which item of one row number a line is about: of which year, unit or time."""
    key = str(turn.incoming.update_id)
    turn.expect("which", text=text[:2000], key=key)
    turn.say(receipts.which_of_alike(rows, key, turn.today, turn.several_units()))


def _offer(turn: Turn, text: str, rows: Owed) -> None:
    if not any(sign.isalnum() for sign in text):
        turn.say(answers.not_understood())
        return
    key = str(turn.incoming.update_id)
    turn.expect("which", text=text[:2000], key=key)
    turn.say(inquiries.or_to_the_office(receipts.which_item(rows, key, turn.several_units()), key))


def to_sign(owed: Owed) -> Owed:
    """The rows nobody has signed for."""
    return _in_state(owed, ItemState.TO_SIGN)


def _is_signed_for(turn: Turn, text: str) -> bool:
    """Whether a line that names no row is 「收到」, whatever else it says."""
    return [say.intent for say in turn.understand(text, [_ANY], [_ANY]).says] == [Said.SIGNED]


def _ask_whether_all_are_signed(turn: Turn, text: str, owed: Owed) -> None:
    """A bare 「收到」 most likely answers the letter that handed everything out; read back all the same."""
    if waiting := to_sign(owed):
        ask_whether(turn, waiting, Intent.SIGNED, text)
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


def closed_ones(turn: Turn, text: str, owed: Owed, rows: Owed) -> list[Item]:
    """Items a line speaks of that are no longer with the unit: their cards say where they stand."""
    spoken_of = {number for say in said_of(turn, text, rows) for number in say.items} - set(numbers(owed))
    return list({item.number: item for item, _ in rows if item.number in spoken_of and not item.is_with_unit}.values())


def _in_state(rows: Owed, state: ItemState) -> Owed:
    return [row for row in rows if row[0].state is state]
