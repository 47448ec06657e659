"""Answers to what the bot asked: the words that stand beside a button, whether it understood, which row was meant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.conversation import answering, asking, correcting, files, inquiries, mentioned, recording, supplements, unclear
from bot.conversation.recording import Owed
from bot.conversation.turn import Turn
from messages import answers
from messages.reading import Asked, Said, Say, Understood, agrees, asked_about, is_courtesy
from storage.records import Item
from storage.states import Intent

_NO_REASON = frozenset({Said.SIGNED, Said.HELP, Said.CORRECT, Said.HANDOVER})


def is_answered(turn: Turn, owed: Owed, meant: Sequence[Item]) -> bool:
    """Whether a typed line is the reason, date or word that was just asked for; then it is stored."""
    asked = turn.asked_for("words")
    found = [(item, task) for item, task in owed if item.id == asked.get("item")]
    if not found or (meant and found[0][0].id not in {item.id for item in meant}):
        return False
    item, _ = found[0]
    text = turn.incoming.text
    if is_courtesy(text) or _speaks_of_something_else(turn, text, item):
        return False
    intent = Intent(asked["intent"])
    heard = {say.intent for say in turn.understand(text, [item.number], [item.number]).says}
    due = _day_in(text, item, turn) if intent is Intent.EXTENSION else None
    if (heard and heard <= _NO_REASON) or (due is None and _is_a_question(text, intent)):
        return False
    if intent is Intent.WORKING and heard:  # a report of its own, of this row
        answering.read(turn, text, owed, [item])
        return True
    if intent is not Intent.EXTENSION and Said.DONE in heard:
        unclear.ask_whether(turn, found, intent, text)
        return True
    note = "；".join(part for part in (asked.get("said", ""), text) if part)
    say = Say((item.number,), Said(intent.value), recording.links_in(text), due, note)
    answering.store(turn, Understood((say,), False), found, [item])
    return True


def is_agreed(turn: Turn, meant: Sequence[Item]) -> bool:
    """Whether a typed line is the bare yes or no to what was just read back; then it does what the button does."""
    agreed = agrees(turn.incoming.text)
    asked = turn.asked_for("sure", "inquiry")
    if agreed is None or not asked or not {item.id for item in meant} <= {*asked.get("items", ())}:
        return False
    act = (inquiries.pass_on if "item" in asked else yes) if agreed else no
    act(turn, asked["key"])
    return True


def yes(turn: Turn, key: str) -> None:
    """「是」 under 「我理解为」."""
    asked = turn.asked_for("sure")
    rows = [(item, task) for item, task in turn.desk.owed(turn.units()) if item.id in asked.get("items", ())]
    if not rows or asked["key"] != key:
        turn.show(answers.expired())
        return
    text = asked["text"]
    say = Say(tuple(mentioned.numbers(rows)), Said(asked["intent"]), recording.links_in(text), None, text)
    answering.store(turn, Understood((say,), False), rows, [item for item, _ in rows])


def no(turn: Turn, key: str) -> None:
    """「不是」."""
    turn.show(answers.say_again() if turn.asked_for("sure", "inquiry").get("key") == key else answers.expired())


def which(turn: Turn, rest: str) -> None:
    """A row was chosen for a line, or for files, that did not name one."""
    key, _, item_id = rest.partition("/")
    item = turn.own_item(item_id)
    asked = turn.asked_for("which", "files")
    if item is None:
        turn.refuse()
    elif asked.get("key") != key:
        turn.show(answers.expired())
    elif "files" in asked:
        _give_files(turn, item, asked)
    else:
        _give_line(turn, item, asked["text"])


def _give_files(turn: Turn, item: Item, asked: dict[str, object]) -> None:
    """Files go to the row that was chosen, and so does what was said with them."""
    files.attach(turn, item, files.files_from(asked["files"]))  # type: ignore[arg-type]
    text = str(asked.get("text") or "")
    task, _, _ = turn.desk.with_task(item)
    understood = turn.understand(text, [item.number], [item.number]) if text else Understood((), False)
    if item.is_with_unit and any(say.intent.value in recording.REPORTED for say in understood.says):
        answering.store(turn, understood, [(item, task)], [item])
    else:
        turn.expect("evidence", item=item.id)
        turn.say_cards(item)


def _give_line(turn: Turn, item: Item, text: str) -> None:
    if correcting.typed(turn, text, [item]):
        return
    report = supplements.brought(turn, text, item, answers_us=True)
    if report is not None:
        supplements.add(turn, item, report, text)
        return
    if not item.is_with_unit:
        turn.show(answers.already(item.state))
        return
    task, _, _ = turn.desk.with_task(item)
    understood = turn.understand(text, [item.number], [item.number])
    if any(say.intent.value in recording.REPORTED for say in understood.says):
        answering.store(turn, understood, [(item, task)], [item])
    elif recording.is_links_only(text):
        supplements.add(turn, item, recording.waiting(turn, item), text)
    else:
        unclear.ask_what(turn, text, (item, task))


def _speaks_of_something_else(turn: Turn, text: str, item: Item) -> bool:
    """Whether a line names rows itself: others, or this one with a report of its own."""
    said = mentioned.said_of(turn, text, turn.desk.items_of(turn.units(), asking.OF_INTEREST))
    return any(set(say.items) - {item.number} or say.intent is not Said.EXTENSION for say in said if say.items)


def _is_a_question(text: str, intent: Intent) -> bool:
    """Whether a line asks instead of answering; a reason or a wish for help may be put as a question itself."""
    asks = asked_about(text)
    return asks is not None and (asks is not Asked.WORK or intent not in (Intent.TROUBLE, Intent.NIL))


def _day_in(text: str, item: Item, turn: Turn) -> date | None:
    """The day until which a typed line asks for more time, when it names one."""
    own = [item.number]
    read = turn.understand(text if "延期" in text else f"申请延期到{text.removeprefix('到')}", own, own)
    return next((say.due for say in read.says if say.due), None)
