"""From what was understood to what is stored, asked and read back. Nothing is stored on a guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.conversation import asking, recording, unclear
from bot.conversation.asking import OF_INTEREST
from bot.conversation.mentioned import numbers, rows_of_others, said_of
from bot.conversation.recording import Owed
from bot.conversation.turn import Turn
from messages import answers, instructions, missing, posts, receipts
from messages.reading import Said, Say, Understood, is_courtesy
from storage.records import Item
from storage.states import Intent

_ALL = re.compile(r"都|均|全部|所有|以上|各项|一并")


def read(turn: Turn, text: str, owed: Owed, meant: Sequence[Item]) -> None:
    """A line about items: stored as far as it is clear."""
    replied_to = list(dict.fromkeys(item.number for item in meant if item.is_with_unit))
    understood = turn.understand(text, numbers(owed), replied_to or None)
    sweeping = next((say for say in understood.says if _is_sweeping(turn, say, text, owed)), None)
    if sweeping is not None:
        unclear.ask_whether(turn, recording.chosen(sweeping, owed, meant), Intent(sweeping.intent.value), text)
    elif not understood.says and is_courtesy(text):
        turn.say(answers.courtesy(len(owed), len(unclear.to_sign(owed))))
    elif asking.is_answered(turn, text, understood, meant):
        return
    elif not owed and any(say.items == ("*",) and say.intent.value in recording.REPORTED for say in understood.says):
        turn.say(answers.nothing_open())
    elif alike := _alike(understood, owed, meant):
        unclear.ask_which_of_alike(turn, text, alike)
    elif understood.says:
        store(turn, understood, owed, meant)
    else:
        unclear.ask_which(turn, text, owed, meant)


def _is_sweeping(turn: Turn, say: Say, text: str, owed: Owed) -> bool:
    """A bare 「已完成」 to a message of many rows: perhaps all of them are meant, perhaps one."""
    closes = say.intent in (Said.DONE, Said.NIL) and len(say.items) > 1
    return closes and not _ALL.search(text) and not said_of(turn, text, owed)


def _alike(understood: Understood, owed: Owed, meant: Sequence[Item]) -> Owed:
    """The rows of one number that the one thing said may be about: of two years, of several units or times."""
    if understood.ask or len(understood.says) != 1 or understood.says[0].intent.value not in recording.REPORTED:
        return []
    [say] = understood.says
    rows = recording.chosen(say, owed, meant) if len(say.items) == 1 and say.items != ("*",) else []
    return rows if len(rows) > 1 else []


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
        questions += _what_is_unclear(turn, owed)
    if lines:
        to_prove = recording.still_to_prove(turn, lines)
        if not turn.contact.expecting:
            recording.expect_evidence(turn, lines, bool(to_prove))
        turn.say(receipts.receipt(lines, [*questions, *to_prove], turn.today), [line.item for line in lines])
    elif questions:
        turn.say(receipts.not_stored(questions), [item for say in understood.says for item in _of(say, owed, meant)])
    elif not any(say.intent in _NOT_REPORTS for say in understood.says):
        turn.say(answers.not_understood())


def _what_is_unclear(turn: Turn, owed: Owed) -> list[str]:
    """What is asked where a part of a line could not be read: of rows that are not with the unit, they are named."""
    text = turn.incoming.text
    rows = turn.desk.items_of(turn.units(), OF_INTEREST)
    elsewhere = rows_of_others(turn, text, rows)
    closed = [missing.not_with_unit(item.number, item.state) for item in unclear.closed_ones(turn, text, owed, rows)]
    named = [missing.not_yours(elsewhere)] if elsewhere else []
    return [*closed, *named] or [missing.something_unclear()]


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
