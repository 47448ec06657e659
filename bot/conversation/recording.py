"""Writing down what a unit said: reports with their links, files as evidence, and what the office hears of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.conversation.turn import Turn
from bot.telegram import SentFile
from messages import answers, office
from messages.reading import Say, understand
from messages.receipts import ReceiptLine
from storage.records import Item, Task
from storage.states import WITH_UNIT, ErrandKind, EvidenceKind, Intent, ItemState

Owed = Sequence[tuple[Item, Task]]
REPORTED = frozenset(intent.value for intent in Intent)
LARGEST_FILE = 20 * 1024 * 1024  # what getFile hands out, https://core.telegram.org/bots/api#getfile
_LINK = re.compile(r"https?://[^\s，。；、）)】」』”’<>\"']+", re.IGNORECASE)


def links_in(text: str) -> tuple[str, ...]:
    """The web addresses in a line, in order."""
    return tuple(dict.fromkeys(_LINK.findall(text)))


def store(turn: Turn, say: Say, items: Owed) -> tuple[list[ReceiptLine], list[str]]:
    """Store one statement for its items; what could not be stored comes back as questions."""
    intent = Intent(say.intent.value)
    lines: list[ReceiptLine] = []
    questions: list[str] = []
    for item, task in items:
        question = _unclear(turn, say, intent, item, items)
        if question:
            questions.append(question)
        else:
            lines += write_down(turn, item, task, intent, say)
    if not items:
        questions.append(f"第{'、'.join(say.items)}项不在贵单位待办理的事项中，请核对序号。")
    return lines, list(dict.fromkeys(questions))


def write_down(turn: Turn, item: Item, task: Task, intent: Intent, say: Say | None = None) -> list[ReceiptLine]:
    """One report for one item; the office hears at once of trouble."""
    text = say.note if say else ""
    links = say.links if say else ()
    due = say.due if say else None
    report = turn.desk.report(item, intent, text, links, due)
    if intent is Intent.TROUBLE:
        _, unit, _ = turn.desk.with_task(item)
        turn.tell_office(office.trouble_note(unit.name, item, task, text or turn.incoming.text))
    return [ReceiptLine(item, task, intent, text, tuple(links), due, 0, report.id)]


def keep_files(turn: Turn, owed: Owed, meant: Sequence[Item]) -> None:
    """Photos and documents: evidence for the item they belong to, or a question which item that is."""
    files = turn.incoming.files
    if any(file.size > LARGEST_FILE for file in files):
        turn.say(answers.file_too_big())
        return
    open_items = [*owed, *turn.desk.items_of(turn.units(), [ItemState.SUBMITTED])]
    lines = _said_in_caption(turn, open_items, meant)
    if lines:
        for line in lines:
            attach(turn, line.item, files)
        turn.expect("evidence", album=turn.incoming.album, item=lines[0].item.id)
        turn.say(answers.receipt(lines), [line.item for line in lines])
        return
    item = _meant_by_files(turn, open_items, meant)
    if item is not None:
        attach_and_show(turn, item, files)
    elif open_items:
        _ask_where_files_belong(turn, open_items)
    else:
        turn.say(answers.nothing_open())


def attach(turn: Turn, item: Item, files: Sequence[SentFile]) -> None:
    """Keep files under an item; their bytes are fetched afterwards."""
    for file in files:
        kind = EvidenceKind.PHOTO if file.is_photo else EvidenceKind.DOCUMENT
        said = _as_dict(file)
        del said["is_photo"]
        evidence = turn.desk.add_evidence(item, kind, None, **said)
        turn.desk.send_for(ErrandKind.FETCH, turn.contact, file.file_id, file.name, evidence.id)


def attach_and_show(turn: Turn, item: Item, files: Sequence[SentFile]) -> None:
    """Keep files and answer with the item's card, which shows them; an album is answered once."""
    album = turn.incoming.album
    follows = album is not None and (turn.contact.expecting or {}).get("album") == album
    attach(turn, item, files)
    turn.expect("evidence", album=album, item=item.id)
    if not follows:
        turn.say(turn.card(item), [item])


def files_from(kept: Sequence[dict[str, Any]]) -> list[SentFile]:
    """Files that waited for their item to be named."""
    return [SentFile(**file) for file in kept]


def _said_in_caption(turn: Turn, open_items: Owed, meant: Sequence[Item]) -> list[ReceiptLine]:
    """A caption that reports is stored like a line."""
    with_unit = [(item, task) for item, task in open_items if item.state in WITH_UNIT]
    numbers = list(dict.fromkeys(item.number for item, _ in with_unit))
    caption = turn.incoming.text
    said = understand(caption, numbers, [item.number for item in meant] or None, turn.today).says if caption else ()
    lines: list[ReceiptLine] = []
    for say in said:
        if say.intent.value in REPORTED and say.items != ("*",):
            lines += store(turn, say, [(item, task) for item, task in with_unit if item.number in say.items])[0]
    return [replace(line, files=len(turn.incoming.files)) for line in lines]


def _ask_where_files_belong(turn: Turn, open_items: Owed) -> None:
    kept = [_as_dict(file) for file in turn.incoming.files]
    before = (turn.contact.expecting or {}).get("files", [])
    turn.expect("files", files=[*before, *kept], album=turn.incoming.album)
    if not before:
        turn.say(answers.which_item(open_items, str(turn.incoming.update_id)))


def _meant_by_files(turn: Turn, open_items: Owed, meant: Sequence[Item]) -> Item | None:
    """The item files belong to: the one replied to, the one of the same album, the only one there is."""
    if len(meant) == 1:
        return meant[0]
    expected = turn.contact.expecting or {}
    just_spoken_of = expected.get("item") if expected.get("what") in ("words", "evidence") else None
    for item, _ in open_items:
        if item.id == just_spoken_of:
            return item
    return open_items[0][0] if len(open_items) == 1 else None


def _unclear(turn: Turn, say: Say, intent: Intent, item: Item, items: Owed) -> str | None:
    """Why a statement cannot be stored for an item yet, as a request; None when it can."""
    if say.items != ("*",) and sum(other.number == item.number for other, _ in items) > 1:
        return f"第{item.number}项对应贵方多个单位或多期任务，请用 /任务 {item.number} 在相应卡片上反馈。"
    if intent is not Intent.EXTENSION:
        return None
    if say.due is None:
        turn.expect("words", intent=intent, item=item.id)
        return f"第{item.number}项申请延期，请写明延期到哪一天，例如：延期到12月15日。"
    if say.due <= turn.today:
        return f"第{item.number}项申请的新日期已过，请重新写明延期到哪一天。"
    return None


def _as_dict(file: SentFile) -> dict[str, Any]:
    return {name: getattr(file, name) for name in SentFile.__slots__}
