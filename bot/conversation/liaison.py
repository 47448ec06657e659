"""What a liaison says: by button, by replying, by typing one line or twenty. Nothing is stored on a guess."""

from __future__ import annotations

from bot.conversation import (
    answering,
    asked,
    asking,
    away,
    correcting,
    files,
    inquiries,
    recording,
    supplements,
    years,
)
from bot.conversation.mentioned import answerable
from bot.conversation.recording import Owed
from bot.conversation.turn import Act, Turn, number, row_typed
from messages import answers, cards, instructions, missing, notices, receipts
from messages.reading import Said, Say, Understood
from storage.records import Item
from storage.states import Intent, ItemState

_MOST_CARDS = 6


def typed(turn: Turn) -> None:
    """A typed line (or a caption, or bare files): what was asked for, or a report."""
    if turn.incoming.is_edit:
        correcting.edited(turn)
        return
    meant = years.meant_by_year(turn, _meant_by_reply(turn))
    if meant is None:
        return
    text = turn.incoming.text
    owed = years.told_apart(answerable(turn, text, turn.desk.owed(turn.units()), meant), meant)
    if turn.incoming.files:
        files.keep_files(turn, owed, meant)
    elif not (
        inquiries.is_asked(turn)
        or asked.is_agreed(turn, meant)
        or asked.is_answered(turn, owed, meant)
        or away.is_said(turn, text)
        or supplements.are_taken(turn, meant)
        or correcting.typed(turn, text, meant)
    ):
        answering.read(turn, text, owed, meant)


def only_reads(turn: Turn) -> None:
    """A leader's line: kept in the record of the chat, with a word on what to do."""
    turn.say(instructions.help_leader())


def _meant_by_reply(turn: Turn) -> list[Item]:
    """The contact's own items that the message replied to spoke of."""
    if turn.incoming.reply_to is None:
        return []
    own = {unit.id for unit in turn.units()}
    spoken_of = turn.desk.items_in_message(turn.contact, turn.incoming.reply_to)
    return turn.desk.carried_on([item for item in spoken_of if item.unit_id in own])


def _press_say(turn: Turn, rest: str) -> None:
    """A button under an item: stored at once, or asks for the words that must stand beside it."""
    item_id, _, word = rest.partition("/")
    item = turn.own_item(item_id)
    if item is None or word not in recording.REPORTED:
        turn.refuse()
        return
    [current] = turn.desk.carried_on([item])
    if current is not item:
        turn.say(receipts.under(missing.carried_on(), turn.card(current)), [current])
        return
    task, _, _ = turn.desk.with_task(item)
    if not _is_offered(rest, item, turn.desk.owed(turn.units())):
        turn.show(answers.already(item.state))
        return
    intent = Intent(word)
    typed = "" if intent in (Intent.SIGNED, Intent.EXTENSION) else str(turn.kept("typed") or "")
    if typed or intent in (Intent.SIGNED, Intent.DONE):
        say = Say((item.number,), Said(word), recording.links_in(typed), None, typed)
        answering.store(turn, Understood((say,), False), [(item, task)], [item])
        return
    turn.expect("words", intent=intent, item=item.id)
    if intent is Intent.EXTENSION:
        turn.say(receipts.ask_new_date(task), [item])
    elif intent is Intent.WORKING:
        turn.say(receipts.ask_progress(task), [item])
    else:
        turn.say(receipts.ask_reason(intent), [item])


def _is_offered(said: str, item: Item, owed: Owed) -> bool:
    """A button acts where the item's card would offer it now: it may be old, pressed twice, or forged."""
    offered = {button.data for row in cards.actions(item) for button in row}
    return f"say/{said}" in offered and any(one.id == item.id for one, _ in owed)


def _sign_all(turn: Turn, _rest: str) -> None:
    """全部签收: what the message with this button handed out and nobody has signed for."""
    told = {item.id for item, _ in turn.desk.told_in(turn.contact, turn.incoming.message_id or 0)}
    lines: list[receipts.ReceiptLine] = []
    for item, task in turn.desk.items_of(turn.units(), [ItemState.TO_SIGN]):
        if item.id in told:
            lines += recording.write_down(turn, item, task, Intent.SIGNED)
    if lines:
        turn.say(receipts.receipt(lines, (), turn.today), [line.item for line in lines])
    else:
        turn.say(answers.already(ItemState.SIGNED))


def _list(turn: Turn, rest: str) -> None:
    """/清单."""
    asking.show_list(turn, number(rest) or 0)


def _task(turn: Turn, rest: str) -> None:
    """/任务 12: the contact's own items of a row, with their history; those still owed, else the last ones."""
    wanted = row_typed(rest)
    found = [item for item, _ in turn.desk.items_of(turn.units(), asking.OF_INTEREST) if item.number == wanted]
    still_owed = [item for item in found if item.is_with_unit or item.state is ItemState.SUBMITTED]
    if not found:
        turn.refuse()
    turn.say_cards(*(still_owed[:_MOST_CARDS] or found[-len(turn.units()) :]))


def _day(turn: Turn, rest: str) -> None:
    """Another page of a day's message, as things stand now."""
    _, _, page = rest.partition("/")
    entries = turn.rounds.entries_in_message(turn.desk, turn.contact, turn.incoming.message_id or 0)
    turn.show(notices.day_letter(entries, turn.today, number(page) or 0, turn.rounds.wording))


READING_COMMANDS: dict[str, Act] = {
    "清单": _list,
    "list": _list,
    "任务": _task,
    "task": _task,
    "帮助": lambda turn, _: turn.say(instructions.help_leader()),
    "help": lambda turn, _: turn.say(instructions.help_leader()),
}
COMMANDS: dict[str, Act] = (
    READING_COMMANDS
    | {
        "帮助": lambda turn, _: turn.say(instructions.help_liaison()),
        "help": lambda turn, _: turn.say(instructions.help_liaison()),
    }
    | away.COMMANDS
    | inquiries.COMMANDS
)
READING_BUTTONS: dict[str, Act] = {"item": Turn.show_item, "list": _list, "day": _day}
BUTTONS: dict[str, Act] = (
    READING_BUTTONS
    | away.BUTTONS
    | inquiries.BUTTONS
    | {
        "say": _press_say,
        "signall": _sign_all,
        "undo": correcting.undo,
        "which": asked.which,
        "yes": asked.yes,
        "no": asked.no,
    }
)
