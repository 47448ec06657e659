"""Writing down what a unit said: reports with their links, files as evidence, and what the office hears of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.conversation.turn import Turn
from bot.telegram import SentFile
from messages import answers, office, proofs, receipts
from messages.reading import Say
from messages.receipts import ReceiptLine
from storage.records import Item, Report, Task
from storage.states import WITH_UNIT, ErrandKind, EvidenceKind, Intent, ItemState, Part, Verdict

Owed = Sequence[tuple[Item, Task]]
REPORTED = frozenset(intent.value for intent in Intent)
LARGEST_FILE = 20 * 1024 * 1024  # what getFile hands out, https://core.telegram.org/bots/api#getfile
_LINK = re.compile(r"https?://[^\s，。；、）)】」』”’<>\"']+", re.IGNORECASE)
_DOCUMENT = re.compile(r"文号|[〔\[(（【]\s*\d{4}\s*[〕\])）】]\s*第?\s*\d+\s*号")
_NUMBERED = re.compile(r"([\u4e00-\u9fa5]{1,16})[〔\[(【]\s*(\d{4})\s*[〕\])】]\s*第?\s*(\d{1,5})\s*号")
_LEADING = re.compile(
    r"^.*(?:文号|编号|印发了?|下发了?|发布了?|公布了?|制定了?|详见|依据|根据|按照|文件|通知|见|为|是|已|和|及|与)"
)


def links_in(text: str) -> tuple[str, ...]:
    """The web addresses in a line, in order."""
    return tuple(dict.fromkeys(_LINK.findall(text)))


def is_links_only(text: str) -> bool:
    """Whether a line holds links and no word beside them."""
    return bool(links_in(text)) and not any(sign.isalnum() for sign in _LINK.sub(" ", text))


def names_document(text: str) -> bool:
    """Whether a line names an official document by its number."""
    return bool(_DOCUMENT.search(text))


def document_numbers(text: str) -> tuple[str, ...]:
    """The official documents a line names, as they are written in China.

    >>> document_numbers("已印发，文号为新政办发(2022)37号、新司发〔２０２２〕 5号")
    ('新政办发〔2022〕37号', '新司发〔2022〕5号')
    """
    found = _NUMBERED.findall(unicodedata.normalize("NFKC", text))
    named = [(_LEADING.sub("", body), year, number) for body, year, number in found]
    return tuple(dict.fromkeys(f"{body}〔{year}〕{int(number)}号" for body, year, number in named if body))


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
    if intent in (Intent.DONE, Intent.WORKING):
        _keep_numbers(turn, item, report, text)
    if intent is Intent.TROUBLE:
        _, unit, _ = turn.desk.with_task(item)
        turn.tell_office(office.trouble_note(unit.name, item, task, text or turn.incoming.text))
    unit_name = turn.several_units().get(item.unit_id, "")
    return [ReceiptLine(item, task, intent, text, tuple(links), due, 0, report, unit_name)]


def still_to_prove(turn: Turn, lines: Sequence[ReceiptLine]) -> list[str]:
    """What to ask of rows reported as done with nothing to show for it, by the kind each is expected to end with."""
    done = [line for line in lines if line.intent is Intent.DONE and not line.files]
    owing = [line for line in done if line.item.part is not Part.ASSISTING]
    return proofs.ask_for([(line.task, turn.desk.evidence_of(line.item), line.text) for line in owing])


def expect_evidence(turn: Turn, lines: Sequence[ReceiptLine]) -> None:
    """A link or file that follows belongs to the one row just reported as done."""
    done = [line for line in lines if line.intent is Intent.DONE]
    if len(done) == 1:
        turn.expect("evidence", item=done[0].item.id)


def keep_links(turn: Turn, item: Item, text: str) -> None:
    """Links that came by themselves: evidence of an item, shown with its card."""
    report = _waiting(turn, item)
    for url in links_in(text):
        turn.desk.add_evidence(item, EvidenceKind.LINK, report.id if report else None, url=url)
    turn.expect("evidence", item=item.id)
    turn.say(turn.card(item), [item])


def add_words(turn: Turn, item: Item, text: str) -> bool:
    """A document's number that follows a report: added to it. False where no report waits."""
    report = _waiting(turn, item)
    if report is None:
        return False
    turn.desk.add_to(report, text)
    _keep_numbers(turn, item, report.id, text)
    turn.expect("evidence", item=item.id)
    turn.say(turn.card(item), [item])
    return True


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
        evidence = turn.desk.add_evidence(item, kind, None, **said)
        turn.desk.send_for(ErrandKind.FETCH, turn.contact, file.file_id, file.name, evidence.id)


def attach_and_show(turn: Turn, item: Item, files: Sequence[SentFile]) -> None:
    """Keep files and answer with the item's card, which shows them; an album is answered once."""
    album = turn.incoming.album
    left = turn.asked.get("left", 0) if album is not None and turn.asked.get("album") == album else 0
    attach(turn, item, files)
    _keep_asking(turn, item, left - 1 if left else _files_at_once(turn) - 1)
    if not left:
        turn.say(turn.card(item), [item])


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


def _keep_numbers(turn: Turn, item: Item, report: int | None, text: str) -> None:
    """Official documents named by their numbers are evidence of a kind of their own."""
    for name in document_numbers(text):
        turn.desk.add_evidence(item, EvidenceKind.NUMBER, report, name=name)


def _waiting(turn: Turn, item: Item) -> Report | None:
    """The report of an item that waits for the office's review."""
    pending = [report for report in turn.desk.reports_of(item) if report.verdict is Verdict.PENDING]
    return pending[-1] if pending else None


def _said_in_caption(turn: Turn, open_items: Owed, meant: Sequence[Item]) -> tuple[list[ReceiptLine], list[str]]:
    """A caption that reports is stored like a line."""
    with_unit = [(item, task) for item, task in open_items if item.state in WITH_UNIT]
    numbers = list(dict.fromkeys(item.number for item, _ in with_unit))
    caption = turn.incoming.text
    said = turn.understand(caption, numbers, [item.number for item in meant] or None).says if caption else ()
    lines: list[ReceiptLine] = []
    asked: list[str] = []
    for say in said:
        if say.intent.value in REPORTED and say.items != ("*",):
            stored, questions = store(turn, say, chosen(say, with_unit, meant))
            lines += stored
            asked += questions
    return [replace(line, files=_files_at_once(turn)) for line in lines], asked


def chosen(say: Say, owed: Owed, meant: Sequence[Item]) -> Owed:
    """The items a statement is about; among several of one number those of the message that was replied to."""
    if say.items == ("*",):
        return owed
    named = [(item, task) for item, task in owed if item.number in say.items]
    preferred = {item.id for item in meant}
    settled = {item.number for item, _ in named if item.id in preferred}
    return [(item, task) for item, task in named if item.number not in settled or item.id in preferred]


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
    """The item files belong to: the one replied to, the one of the same album, the only one there is."""
    open_ids = {item.id: item for item, _ in open_items}
    if len(meant) == 1:
        return open_ids.get(meant[0].id)
    just_spoken_of = turn.asked_for("words", "evidence").get("item")
    if just_spoken_of in open_ids:
        return open_ids[just_spoken_of]
    return open_items[0][0] if len(open_items) == 1 else None


def _unclear(turn: Turn, say: Say, intent: Intent, item: Item, items: Owed) -> str | None:
    """Why a statement cannot be stored for an item yet, as a request; None when it can."""
    if say.items != ("*",) and sum(other.number == item.number for other, _ in items) > 1:
        return f"第{item.number}项对应贵方多个单位或多期任务，请用 /任务 {item.number} 在相应卡片上反馈。"
    if intent is not Intent.EXTENSION:
        return None
    if item.due_in_force is None or item.part is Part.ASSISTING:
        return f"第{item.number}项未设须按期办结的时限，无需申请延期。"
    if say.due is None:
        turn.expect("words", intent=intent, item=item.id, said=say.note)
        return f"第{item.number}项申请延期，请写明延期到哪一天，例如：延期到12月15日。"
    if say.due <= max(turn.today, item.due_in_force):
        turn.expect("words", intent=intent, item=item.id, said=say.note)
        return f"第{item.number}项申请的新日期应晚于今天和现有时限，请重新写明延期到哪一天。"
    return None


def _as_dict(file: SentFile) -> dict[str, Any]:
    return {name: getattr(file, name) for name in SentFile.__slots__}
