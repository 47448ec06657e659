"""收件回执: what was understood and stored is read back, and what is unclear is asked, before anything rests on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from messages import characters, words
from messages.cards import actions, numbered, period, unit_of, when
from messages.html import Html, bold, join, plain
from messages.letter import LONGEST, Letter
from messages.links import web_link
from messages.pages import PER_PAGE, Keys, button, fitted, in_rows, length, paragraphs
from messages.rows import row_line, row_number, row_title, rows_numbered
from storage.records import Item, Task
from storage.states import Intent

_NEXT = {
    Intent.SIGNED: "已签收，请按时限办理。",
    Intent.WORKING: "进展已登记，原时限不变。",
    Intent.DONE: "已转公开办审核，审核期间不再提醒。",
    Intent.NOT_STARTED: "情况已登记，原时限不变。",
    Intent.TROUBLE: "已转公开办协调，原时限不变。",
    Intent.NIL: "已转公开办审核，审核期间不再提醒。",
    Intent.EXTENSION: "已转公开办审批，批复前仍按原时限。",
}
_REASONS = {Intent.TROUBLE: "遇到的困难或需要协调的事项", Intent.NIL: "不涉及或无此情形的理由"}
_MOST_KEYS = 24
_MOST_READ_BACK = 20
_MOST_ALIKE = 6  # rows with the same answer that have a line each; where there are more, their numbers are enough
_SAID_OF_MANY = 300  # units of what was said of all of them
_CUT = "说明较长，此处未全部列出，已全文保存。"
_SPARE = 64  # units that are left free
_LEAST = 60  # units of a text that are read back however many rows there are
_MOST_NUMBERED = 200


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """What was stored for one item. `item` is as it stands after storing."""

    item: Item
    task: Task
    intent: Intent
    text: str = ""
    links: tuple[str, ...] = ()
    due: date | None = None  # the new day asked for
    files: int = 0
    report_id: int | None = None  # None: there is nothing to correct
    unit: str = ""  # named where somebody answers for several


def receipt(lines: Sequence[ReceiptLine], still_asked: Sequence[str], today: date) -> Letter:
    """Row by row what was stored, then what happens next, then what is still asked (whole sentences of ours)."""
    head = bold(f"【收件回执】已登记{words.count(len(lines))}")
    keys = _correcting(lines)
    foot = paragraphs(*_what_next(lines), *_asked(still_asked), plain(_how_to_correct(lines, keys)))
    alike, alone = _parted(lines)
    together, taken = [_together(group, today) for group in alike], length(head) + length(foot)
    stored = [_stored(line, LONGEST, today) for line in alone]
    if taken + sum(length(one) + 1 for one in [*together, *stored]) > LONGEST - _SPARE:
        room = _room_for_texts(alone, taken + sum(length(one) + 1 for one in together), today)
        stored = [_stored(line, room, today) for line in alone]
        foot = paragraphs(plain(_CUT), foot) if any(characters.units_long(line.text) > room for line in alone) else foot
    return Letter(fitted(head, [*together, *stored], foot), keys)


def not_stored(asked: Sequence[str]) -> Letter:
    """Nothing could be stored yet; what is missing, in whole sentences of ours."""
    return Letter(paragraphs(plain("暂未登记。"), *_asked(asked)))


def under(note: str, card: Letter) -> Letter:
    """A card below what must be read first."""
    return Letter(paragraphs(bold(note), plain(""), card.text), card.buttons)


def did_you_mean(tasks: Sequence[Task], intent: Intent, key: str) -> Letter:
    """Reads an uncertain message back; nothing is stored before 「是」. `key` finds it again (≤ 40 bytes)."""
    blocks = [plain(f"· {words.brief(line, 200)}") for line in _read_back(tasks, intent)]
    text = fitted(plain("我理解为："), blocks, plain("对吗？确认后登记；如不对，请点「不是」后重新说明。"), "条")
    return Letter(text, ((button("是", f"yes/{key}"), button("不是", f"no/{key}")),))


def _read_back(tasks: Sequence[Task], intent: Intent) -> list[str]:
    if intent is Intent.SIGNED and len(tasks) > 1:  # nobody reads twenty rows again before signing for them
        numbered_rows = rows_numbered([row_number(task) for task in tasks], _MOST_READ_BACK)
        return [f"{words.intent(intent)}{numbered_rows}"]
    lines = [f"{row_title(task)}　{words.intent(intent)}" for task in tasks[:_MOST_READ_BACK]]
    return [*lines, f"等共{words.count(len(tasks))}"] if len(tasks) > len(lines) else lines


def which_item(open_items: Sequence[tuple[Item, Task]], key: str, units: Mapping[int, str] | None = None) -> Letter:
    """Asks which row a message is about; a press brings `which/{key}/{item.id}`."""
    shown = open_items[:_MOST_KEYS]
    briefly = 40 if len(shown) <= PER_PAGE else 16
    blocks = [plain(f"{row_line(task, briefly)}　{unit_of(item, units)}".rstrip()) for item, task in shown]
    more = "未列出的请直接回复序号。" if len(open_items) > len(shown) else ""
    foot = plain(f"请点序号，或在内容前写明序号，例如：12 已完成。{more}")
    return Letter(fitted(plain("请问这是哪一项的情况？"), blocks, foot), numbered(shown, f"which/{key}", units))


def which_of_alike(
    rows: Sequence[tuple[Item, Task]], key: str, today: date, units: Mapping[int, str] | None = None
) -> Letter:
    """Asks which item of one row number a message is about; a press brings `which/{key}/{item.id}`."""
    shown = rows[:_MOST_KEYS]
    lines = [(row_line(task, 24) + period(item), unit_of(item, units), when(item, today)) for item, task in shown]
    said = ("　".join(part for part in parts if part) for parts in lines)
    blocks = [plain(f"{place}. {line}") for place, line in enumerate(said, start=1)]
    head = plain(f"这一序号有{words.items(len(rows))}，请问是哪一件的情况？请点选。")
    keys = (button(f"{place}", f"which/{key}/{item.id}") for place, (item, _) in enumerate(shown, start=1))
    return Letter(fitted(head, blocks, plain("点选后即按刚才所写登记。")), in_rows(keys, 6))


def what_of_it(item: Item, task: Task, keeps_words: bool = False) -> Letter:
    """A row was named, but what is said of it is not clear; nothing was stored. The words may go with the button."""
    example = f"例如：{row_number(task)} 办理中，预计月底办结"
    buttons = "点下方按钮（刚才所写内容作为说明一并登记）" if keeps_words else "点下方按钮"
    text = f"{row_title(task)}\n未能准确理解本项情况，暂未登记。请{buttons}，或写明情况，{example}。"
    return Letter(plain(text), actions(item))


def ask_reason(intent: Intent) -> Letter:
    """Asks for the words that must stand beside 困难 or 不涉及."""
    return Letter(plain(f"请回复{_REASONS[intent]}，一两句话即可。"))


def ask_new_date(task: Task) -> Letter:
    """Asks for the day and the reason of an extension."""
    return Letter(plain(f"{row_title(task)}\n请回复申请延期到哪一天及原因，例如：延期到12月15日，原因……"))


def ask_progress(task: Task) -> Letter:
    """Asks for a word on progress."""
    return Letter(plain(f"{row_title(task)}\n请回复目前进展，一两句话即可，可附链接或文件。"))


def _stored(line: ReceiptLine, room: int, today: date) -> Html:
    whose = f"{words.name(line.unit)}　" if line.unit else ""
    head = [bold(f"{whose}{row_title(line.task)}{period(line.item)}"), plain(f"　{_answer(line, today)}")]
    return paragraphs(join("", head), *_said(line, room))


def _answer(line: ReceiptLine, today: date) -> str:
    return words.intent(line.intent) + (f"至{words.day(line.due, today)}" if line.due else "")


def _said(line: ReceiptLine, room: int) -> list[Html]:
    said = words.prose(line.text, room)
    return [
        plain(f"说明：{said}") if said else Html(""),
        *(join("", [plain("链接："), web_link(url, 120)]) for url in line.links[:10]),
        plain(f"另有链接{words.count(len(line.links) - 10, '个')}已保存") if len(line.links) > 10 else Html(""),
        plain(f"附件{words.count(line.files, '个')}") if line.files else Html(""),
    ]


def _parted(lines: Sequence[ReceiptLine]) -> tuple[list[list[ReceiptLine]], list[ReceiptLine]]:
    """Many rows with the same answer, of which the numbers are enough; and those that have a line each."""
    groups: dict[tuple[object, ...], list[ReceiptLine]] = {}
    for line in lines:
        groups.setdefault((line.intent, line.text, line.links, line.due, line.files), []).append(line)
    alike = [group for group in groups.values() if len(group) > _MOST_ALIKE]
    return alike, [line for line in lines if not any(line in group for group in alike)]


def _together(group: Sequence[ReceiptLine], today: date) -> Html:
    numbers: dict[str, list[str]] = {}
    for line in group:
        numbers.setdefault(line.unit, []).append(row_number(line.task))
    answer = _answer(group[0], today)
    heads = {f"{words.name(unit)}　{answer}" if unit else answer: rows for unit, rows in numbers.items()}
    rows = [join("　", [bold(head), plain(rows_numbered(rows, _MOST_NUMBERED))]) for head, rows in heads.items()]
    return paragraphs(*rows, *_said(group[0], _SAID_OF_MANY))


def _room_for_texts(lines: Sequence[ReceiptLine], taken: int, today: date) -> int:
    """How much of each text is read back: all of it where the letter takes all, else an equal share."""
    free = LONGEST - taken - _SPARE - sum(length(_stored(replace(line, text="…"), _LEAST, today)) + 1 for line in lines)
    wanted = sum(characters.units_long(line.text) for line in lines)
    return max(_LEAST, free if wanted <= free else free // max(1, len(lines)))


def _what_next(lines: Sequence[ReceiptLine]) -> list[Html]:
    """One sentence per kind of answer; with several kinds each names its rows."""
    kinds = list(dict.fromkeys(line.intent for line in lines))
    if len(kinds) == 1:
        return [plain(_NEXT[kinds[0]])]
    return [plain(f"{_rows_of(kind, lines)}{_NEXT[kind]}") for kind in kinds]


def _rows_of(kind: Intent, lines: Sequence[ReceiptLine]) -> str:
    numbers = [row_number(line.task) for line in lines if line.intent is kind]
    return f"{rows_numbered(numbers)}："


def _asked(still_asked: Sequence[str]) -> list[Html]:
    shown = [plain(f"· {words.brief(sentence, 120)}") for sentence in still_asked[:5]]
    return [plain("还请补充："), *shown] if shown else []


def _how_to_correct(lines: Sequence[ReceiptLine], keys: Keys) -> str:
    correctable = [line for line in lines if line.report_id is not None]
    if not correctable:
        return ""
    press = "点「更正」，或" if keys else ""
    return f"如有出入，请{press}回复「更正 {row_number(correctable[0].task)}」。"


def _correcting(lines: Sequence[ReceiptLine]) -> Keys:
    signed_at_once = [line for group in _parted(lines)[0] for line in group if line.intent is Intent.SIGNED]
    correctable = [line for line in lines if line.report_id is not None and line not in signed_at_once][:_MOST_KEYS]
    return in_rows((button(f"更正 {row_number(line.task)}", f"undo/{line.report_id}") for line in correctable), 3)
