"""Writing down what a unit said: reports with their links and numbers, and what the office hears of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot.conversation.turn import Turn
from messages import missing, office, proofs
from messages.reading import Say
from messages.receipts import ReceiptLine
from storage.records import Item, Report, Task
from storage.states import EvidenceKind, Intent, Part, Verdict

Owed = Sequence[tuple[Item, Task]]
REPORTED = frozenset(intent.value for intent in Intent)
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
    return bool(links_in(text)) and not any(sign.isalnum() for sign in without_links(text))


def without_links(text: str) -> str:
    """A line's words."""
    return _LINK.sub(" ", text)


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
        questions.append(missing.not_yours(say.items))
    return lines, list(dict.fromkeys(questions))


def write_down(turn: Turn, item: Item, task: Task, intent: Intent, say: Say | None = None) -> list[ReceiptLine]:
    """One report for one item; the office hears at once of trouble."""
    text = say.note if say else ""
    links = say.links if say else ()
    due = say.due if say else None
    item = turn.desk.taken_up(item)
    report = turn.desk.report(item, intent, text, links, due)
    if intent in (Intent.DONE, Intent.WORKING):
        keep_numbers(turn, item, report, text)
    if intent is Intent.TROUBLE:
        _, unit, _ = turn.desk.with_task(item)
        turn.tell_office(office.trouble_note(unit.name, task, text or turn.incoming.text, report))
    unit_name = turn.several_units().get(item.unit_id, "")
    return [ReceiptLine(item, task, intent, text, tuple(links), due, 0, report, unit_name)]


def still_to_prove(turn: Turn, lines: Sequence[ReceiptLine]) -> list[str]:
    """What to ask of rows reported as done with nothing to show for it, by the kind each is expected to end with."""
    done = [line for line in lines if line.intent is Intent.DONE and not line.files and not line.links]
    owing = [line for line in done if line.item.part is not Part.ASSISTING]
    return proofs.ask_for([(line.task, turn.desk.evidence_of(line.item), line.text) for line in owing])


def expect_evidence(turn: Turn, lines: Sequence[ReceiptLine], asked: bool) -> None:
    """A link or file that follows belongs to the one row just reported as done; words do too, where we asked."""
    done = [line for line in lines if line.intent is Intent.DONE]
    if len(done) == 1:
        turn.expect("evidence", item=done[0].item.id, asked=asked)


def keep_links(turn: Turn, item: Item, report: Report | None, text: str) -> None:
    """A line's links are evidence of an item, and of the report that waits for review; each once."""
    known = {piece.url for piece in turn.desk.evidence_of(item)}
    for url in (one for one in links_in(text) if one not in known):
        turn.desk.add_evidence(item, EvidenceKind.LINK, report.id if report else None, url=url)


def keep_numbers(turn: Turn, item: Item, report: int | None, text: str) -> None:
    """Official documents named by their numbers are evidence of a kind of their own."""
    for name in document_numbers(text):
        turn.desk.add_evidence(item, EvidenceKind.NUMBER, report, name=name)


def waiting(turn: Turn, item: Item) -> Report | None:
    """The report of an item that waits for the office's review."""
    pending = [report for report in turn.desk.reports_of(item) if report.verdict is Verdict.PENDING]
    return pending[-1] if pending else None


def chosen(say: Say, owed: Owed, meant: Sequence[Item]) -> Owed:
    """The items a statement is about; among several of one number those of the message that was replied to."""
    if say.items == ("*",):
        return owed
    named = [(item, task) for item, task in owed if item.number in say.items]
    preferred = {item.id for item in meant}
    settled = {item.number for item, _ in named if item.id in preferred}
    return [(item, task) for item, task in named if item.number not in settled or item.id in preferred]


def _unclear(turn: Turn, say: Say, intent: Intent, item: Item, items: Owed) -> str | None:
    """Why a statement cannot be stored for an item yet, as a request; None when it can."""
    if say.items != ("*",) and sum(other.number == item.number for other, _ in items) > 1:
        return missing.which_of_several(item.number)
    if intent is not Intent.EXTENSION:
        return None
    if item.due_in_force is None or item.part is Part.ASSISTING:
        return missing.no_deadline(item.number)
    if say.due is None:
        turn.expect("words", intent=intent, item=item.id, said=say.note)
        return missing.until_when(item.number)
    if say.due <= max(turn.today, item.due_in_force):
        turn.expect("words", intent=intent, item=item.id, said=say.note)
        return missing.a_later_day(item.number)
    return None
