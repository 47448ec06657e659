"""Photos and documents that a unit sends: to which item they belong, kept as evidence of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.conversation import recording
from bot.conversation.mentioned import rows_named
from bot.conversation.recording import Owed
from bot.conversation.turn import Turn
from bot.updates import SentFile
from messages import answers, receipts
from messages.receipts import ReceiptLine
from storage.records import Item
from storage.states import WITH_UNIT, ErrandKind, EvidenceKind, ItemState

LARGEST_FILE = 20 * 1024 * 1024  # what getFile hands out, https://core.telegram.org/bots/api#getfile


def keep_files(turn: Turn, owed: Owed, meant: Sequence[Item]) -> None:
    """Photos and documents: evidence for the item they belong to, or a question which item that is."""
    files = turn.incoming.files
    if any(file.size > LARGEST_FILE for file in files):
        turn.say(answers.file_too_big())
        return
    open_items = [*owed, *turn.desk.items_of(turn.units(), [ItemState.SUBMITTED])]
    lines, asked = _said_in_caption(turn, open_items, meant)
    item = lines[0].item if lines else _meant_by_files(turn, open_items, meant)
    if lines:
        for line in lines:
            attach(turn, line.item, files)
        _keep_asking(turn, lines[0].item, _files_at_once(turn) - 1)
        turn.say(receipts.receipt(lines, asked, turn.today), [line.item for line in lines])
    elif item is not None:
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
        evidence = turn.desk.add_file(item, kind, **said)
        turn.desk.send_for(ErrandKind.FETCH, turn.contact, file.file_id, file.name, evidence.id)


def attach_and_show(turn: Turn, item: Item, files: Sequence[SentFile]) -> None:
    """Keep files and answer with the item's card, which shows them; an album is answered once."""
    album = turn.incoming.album
    left = turn.asked.get("left", 0) if album is not None and turn.asked.get("album") == album else 0
    attach(turn, item, files)
    _keep_asking(turn, item, left - 1 if left else _files_at_once(turn) - 1)
    if not left:
        turn.say_cards(item)


def files_from(kept: Sequence[dict[str, Any]]) -> list[SentFile]:
    """Files that waited for their item to be named."""
    return [SentFile(**file) for file in kept]


def _keep_asking(turn: Turn, item: Item, left: int) -> None:
    """Words that were asked for may follow a photo; otherwise more evidence may, of its album `left` pieces."""
    words = turn.asked_for("words")
    if words.get("item") == item.id:
        turn.expect(**{**words, "album": turn.incoming.album, "left": left})
    else:
        turn.expect("evidence", album=turn.incoming.album, left=left, item=item.id)


def _said_in_caption(turn: Turn, open_items: Owed, meant: Sequence[Item]) -> tuple[list[ReceiptLine], list[str]]:
    """A caption that reports is stored like a line."""
    with_unit = [(item, task) for item, task in open_items if item.state in WITH_UNIT]
    numbers = list(dict.fromkeys(item.number for item, _ in with_unit))
    caption = turn.incoming.text
    said = turn.understand(caption, numbers, [item.number for item in meant] or None).says if caption else ()
    lines: list[ReceiptLine] = []
    asked: list[str] = []
    for say in said:
        if say.intent.value in recording.REPORTED and say.items != ("*",):
            stored, questions = recording.store(turn, say, recording.chosen(say, with_unit, meant))
            lines += stored
            asked += questions
    return [replace(line, files=_files_at_once(turn)) for line in lines], asked


def _files_at_once(turn: Turn) -> int:
    """Files of this message, and of the rest of its album as far as it has come."""
    rest = turn.desk.rest_of_album(turn.incoming.album) if turn.incoming.album else 0
    return len(turn.incoming.files) + rest


def _ask_where_files_belong(turn: Turn, open_items: Owed) -> None:
    kept = [_as_dict(file) for file in turn.incoming.files]
    asked = turn.asked_for("files")
    before, said = asked.get("files", []), asked.get("text", "")
    key = asked.get("key") or str(turn.incoming.update_id)
    turn.expect("files", files=[*before, *kept], text=turn.incoming.text or said, key=key)
    if not before:
        turn.say(receipts.which_item(open_items, key, turn.several_units()))


def _meant_by_files(turn: Turn, open_items: Owed, meant: Sequence[Item]) -> Item | None:
    """The item files belong to: the one replied to, or named in the caption, or of the same album, or the only one."""
    open_ids = {item.id: item for item, _ in open_items}
    if len(meant) == 1:
        return open_ids.get(meant[0].id)
    if named := rows_named(turn, turn.incoming.text, open_items):
        return named[0][0] if len(named) == 1 else None
    just_spoken_of = turn.asked_for("words", "evidence").get("item")
    if just_spoken_of in open_ids:
        return open_ids[just_spoken_of]
    return open_items[0][0] if len(open_items) == 1 else None


def _as_dict(file: SentFile) -> dict[str, Any]:
    return {name: getattr(file, name) for name in SentFile.__slots__}
