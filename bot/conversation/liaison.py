"""What a liaison says: by button, by replying, by typing one line or twenty. Nothing is stored on a guess."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from bot.conversation import recording
from bot.conversation.turn import Turn, number
from messages import answers, notices, office
from messages.reading import Intent as Said
from messages.reading import Say, Understood, understand
from messages.sensitive import is_sensitive
from storage.records import Item, Report, Task
from storage.states import Intent, ItemState, Verdict

Owed = Sequence[tuple[Item, Task]]
Act = Callable[[Turn, str], None]
_SAYABLE = frozenset(intent.value for intent in Intent)
ASKS_REASON = {Intent.TROUBLE: "遇到的困难或需要协调的事项", Intent.NIL: "不涉及或无此情形的理由"}
_OF_INTEREST = [state for state in ItemState if state not in (ItemState.STOPPED, ItemState.CARRIED_OVER)]


def typed(turn: Turn) -> None:
    """A typed line (or a caption, or bare files): what was asked for, or a report."""
    if is_sensitive(turn.incoming.text):
        turn.say(answers.sensitive())
        return
    owed = turn.desk.items_of(turn.units())
    meant = _meant_by_reply(turn, owed)
    if turn.incoming.files:
        recording.keep_files(turn, owed, meant)
        return
    if not meant and _answers_what_was_asked(turn, owed):
        return
    _read(turn, turn.incoming.text, owed, [item.number for item in meant])


def only_reads(turn: Turn) -> None:
    """A leader's line: kept in the record of the chat, with a word on what to do."""
    turn.say(answers.help_leader())


def _read(turn: Turn, text: str, owed: Owed, meant: Sequence[str]) -> None:
    numbers = [item.number for item, _ in owed]
    understood = understand(text, list(dict.fromkeys(numbers)), list(meant) or None, turn.today)
    turn.expect(None)
    if not understood.says:
        _ask_which(turn, text, owed, meant)
        return
    _store(turn, understood, owed, meant)


def _store(turn: Turn, understood: Understood, owed: Owed, meant: Sequence[str]) -> None:
    """Store what is sure; ask for the rest; read everything back."""
    asked = ["有内容未能确认是哪一项或什么情况，请写明序号和情况。"] if understood.ask else []
    lines: list[answers.ReceiptLine] = []
    for say in understood.says:
        if say.intent in _NOT_REPORTS:
            _NOT_REPORTS[say.intent](turn, say, owed)
            continue
        stored, questions = recording.store(turn, say, _items(say, owed))
        lines += stored
        asked += questions
    if lines:
        turn.say(answers.receipt(lines, asked), [line.item for line in lines])
    elif asked:
        _ask_which(turn, turn.incoming.text, owed, meant)


def _items(say: Say, owed: Owed) -> Owed:
    if say.items == ("*",):
        return owed
    return [(item, task) for item, task in owed if item.number in say.items]


def _meant_by_reply(turn: Turn, owed: Owed) -> list[Item]:
    """The open items of the message that is replied to."""
    if turn.incoming.reply_to is None:
        return []
    open_ids = {item.id for item, _ in owed}
    spoken_of = turn.desk.items_in_message(turn.contact, turn.incoming.reply_to)
    return [item for item in spoken_of if item.id in open_ids]


def _answers_what_was_asked(turn: Turn, owed: Owed) -> bool:
    """Whether the line is the reason, date or word that was just asked for; then it is stored."""
    expected = turn.contact.expecting or {}
    if expected.get("what") != "words":
        return False
    found = [(item, task) for item, task in owed if item.id == expected["item"]]
    text = turn.incoming.text
    elsewhere = understand(text, [item.number for item, _ in owed], None, turn.today)
    if not found or any(set(say.items) - {found[0][0].number} for say in elsewhere.says):
        return False
    intent = Intent(expected["intent"])
    item, _ = found[0]
    say = Say((item.number,), Said(intent.value), recording.links_in(text), _day_in(intent, text, turn), text)
    turn.expect(None)
    _store(turn, Understood((say,), False), found, [item.number])
    return True


def _day_in(intent: Intent, text: str, turn: Turn) -> date | None:
    """The day an extension asks for, when the typed line names one."""
    if intent is not Intent.EXTENSION:
        return None
    read = understand(text if "延期" in text else f"申请延期到{text.removeprefix('到')}", ["1"], ["1"], turn.today)
    return next((say.due for say in read.says if say.due), None)


def _ask_which(turn: Turn, text: str, owed: Owed, meant: Sequence[str]) -> None:
    """Which row is meant; or, when that is clear, what is meant."""
    if not owed:
        turn.say(answers.nothing_open())
        return
    known = [(item, task) for item, task in owed if item.number in meant]
    if len(known) == 1:
        turn.say(turn.card(known[0][0]), [known[0][0]])
        return
    if not any(sign.isalnum() for sign in text):
        turn.say(answers.not_understood())
        return
    turn.expect("which", text=text[:2000])
    turn.say(answers.which_item(known or owed, str(turn.incoming.update_id)))


def _which(turn: Turn, rest: str) -> None:
    """A row was chosen for a line that did not name one."""
    _, _, item_id = rest.partition("/")
    item = turn.own_item(item_id)
    expected = turn.contact.expecting or {}
    if item is None:
        turn.refuse()
    elif not item.is_with_unit:
        turn.show(answers.already(item.state))
    elif expected.get("what") == "files":
        recording.attach_and_show(turn, item, recording.files_from(expected["files"]))
    elif expected.get("what") != "which":
        turn.show(turn.card(item), [item])
    else:
        task, _, _ = turn.desk.with_task(item)
        turn.expect(None)
        understood = understand(expected["text"], [item.number], [item.number], turn.today)
        if any(say.intent not in _NOT_REPORTS for say in understood.says):
            _store(turn, understood, [(item, task)], [item.number])
        else:
            turn.show(turn.card(item), [item])


def _press_say(turn: Turn, rest: str) -> None:
    """A button under an item: stored at once, or asks for the words that must stand beside it."""
    item_id, _, word = rest.partition("/")
    item = turn.own_item(item_id)
    if item is None or word not in _SAYABLE:
        turn.refuse()
        return
    if not item.is_with_unit:
        turn.show(answers.already(item.state))
        return
    intent = Intent(word)
    task, _, _ = turn.desk.with_task(item)
    if intent in ASKS_REASON:
        turn.expect("words", intent=intent, item=item.id)
        turn.say(answers.ask_reason(ASKS_REASON[intent]), [item])
    elif intent is Intent.EXTENSION:
        turn.expect("words", intent=intent, item=item.id)
        turn.say(answers.ask_new_date(item, task), [item])
    elif intent is Intent.WORKING:
        turn.expect("words", intent=intent, item=item.id)
        turn.say(answers.ask_progress(item, task), [item])
    else:
        say = Say((item.number,), Said(word), (), None, "")
        _store(turn, Understood((say,), False), [(item, task)], [item.number])


def _sign_all(turn: Turn, _rest: str) -> None:
    """全部签收: every item that has been handed out and not signed for."""
    to_sign = turn.desk.items_of(turn.units(), [ItemState.TO_SIGN])
    lines: list[answers.ReceiptLine] = []
    for item, task in to_sign:
        if item.assigned_on is not None:
            lines += recording.write_down(turn, item, task, Intent.SIGNED)
    if lines:
        turn.say(answers.receipt(lines), [line.item for line in lines])
    else:
        turn.say(answers.already(ItemState.SIGNED))


def _undo(turn: Turn, rest: str) -> None:
    """更正 by button: takes one report back while nobody has decided on it."""
    report = turn.desk.one(Report, number(rest))
    item = turn.own_item(str(report.item_id)) if report else None
    if report is None or item is None:
        turn.refuse()
        return
    _take_back(turn, report, item)


def _correct(turn: Turn, say: Say, owed: Owed) -> None:
    """更正 by typing: the last report of the named rows; a new link or status that came with it is stored next."""
    units = turn.units()
    reported = [
        (item, task)
        for item, task in turn.desk.items_of(units, _OF_INTEREST)
        if item.number in say.items and turn.desk.reports_of(item)
    ]
    if not reported:
        _ask_which(turn, "更正", owed, ())
        return
    for item, _task in reported:
        last = turn.desk.reports_of(item)[-1]
        _take_back(turn, last, item)


def _take_back(turn: Turn, report: Report, item: Item) -> None:
    task, _, _ = turn.desk.with_task(item)
    if report.verdict is Verdict.WITHDRAWN:
        turn.say(turn.card(item), [item])
    elif turn.desk.take_back(report, item):
        turn.say(answers.corrected(item, task), [item])
    else:
        turn.say(answers.too_late_to_correct(), [item])


def _hand_over(turn: Turn, say: Say, _owed: Owed) -> None:
    """A liaison says that somebody else takes over: the office is told and sends the successor a code."""
    units = "、".join(unit.name for unit in turn.units())
    turn.desk.note("handover_said", f"contact/{turn.contact.id}", text=turn.incoming.text[:1000])
    turn.say(answers.handover_heard())
    turn.tell_office(office.handover_note(units, turn.contact.name, turn.incoming.text))


def _help(turn: Turn, _say: Say, _owed: Owed) -> None:
    turn.say(answers.help_liaison())


def _list(turn: Turn, rest: str) -> None:
    """/清单: everything the contact's units still owe."""
    units = turn.units()
    names = "、".join(unit.name for unit in units)
    turn.show(answers.list_letter(turn.desk.items_of(units), turn.today, number(rest) or 0, names))


def _task(turn: Turn, rest: str) -> None:
    """/任务 12: the contact's own items of a row, with their history."""
    wanted = rest.strip().strip("第项号")
    found = [item for item, _ in turn.desk.items_of(turn.units(), _OF_INTEREST) if item.number == wanted]
    if not found:
        turn.refuse()
    for item in found[:3]:
        turn.say(turn.card(item), [item])


def _item(turn: Turn, rest: str) -> None:
    item = turn.own_item(rest)
    if item is None:
        turn.refuse()
        return
    turn.say(turn.card(item), [item])


def _day(turn: Turn, rest: str) -> None:
    """Another page of a day's message, as things stand now."""
    _, _, page = rest.partition("/")
    entries = turn.rounds.entries_in_message(turn.desk, turn.contact, turn.incoming.message_id or 0)
    turn.show(notices.day_letter(entries, turn.today, number(page) or 0))


_NOT_REPORTS: dict[Said, Callable[[Turn, Say, Owed], None]] = {
    Said.CORRECT: _correct,
    Said.HANDOVER: _hand_over,
    Said.HELP: _help,
}
READING_COMMANDS: dict[str, Act] = {
    "清单": _list,
    "list": _list,
    "任务": _task,
    "task": _task,
    "帮助": lambda turn, _: turn.say(answers.help_leader()),
    "help": lambda turn, _: turn.say(answers.help_leader()),
}
COMMANDS: dict[str, Act] = READING_COMMANDS | {
    "帮助": lambda turn, _: turn.say(answers.help_liaison()),
    "help": lambda turn, _: turn.say(answers.help_liaison()),
}
READING_BUTTONS: dict[str, Act] = {"item": _item, "list": _list, "day": _day}
BUTTONS: dict[str, Act] = READING_BUTTONS | {"say": _press_say, "signall": _sign_all, "undo": _undo, "which": _which}
