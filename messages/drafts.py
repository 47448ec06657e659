"""催办通知书, 抄报 and 通报 as they go out; without blame or rank."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from messages import words
from messages.cards import lateness
from messages.html import Html, bold, plain
from messages.letter import LONGEST_CAPTION, Letter
from messages.pages import fitted, paragraphs
from messages.rows import row_title
from storage.records import Item, Task


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An item the unit has said nothing of for long."""

    unit: str
    item: Item
    task: Task
    late_by: int  # working days


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft with everything in it that is still so. `unit` is "" for a 通报."""

    unit: str
    rows: tuple[Unanswered, ...]
    note: str
    office: str
    answer_by: date
    copied: bool = True  # somebody of the unit's leaders gets the copy
    number: int = 0  # of the paper; 0 until it is released

    @property
    def title(self) -> str:
        """What the paper is called."""
        return "催办通知书" if self.unit else "逾期情况通报"


def draft_letter(draft: Drafted, today: date, to_leader: bool = False) -> Letter:
    """The whole text, as whoever it is for reads it where no file can stand beside it."""
    return Letter(fitted(head(draft, today, to_leader), lines(draft, today), foot(draft, today, to_leader), "件"))


def draft_with_paper(draft: Drafted, today: date, to_leader: bool = False) -> Letter:
    """What stands under the file: the same, as far as there is room; the file holds every row and the whole note."""
    short = replace(draft, note=words.brief(draft.note, 200))
    under = paragraphs(foot(short, today, to_leader), plain("全文见所附文件。"))
    return Letter(fitted(head(draft, today, to_leader), lines(draft, today), under, "件", LONGEST_CAPTION))


def head(draft: Drafted, today: date, to_leader: bool) -> Html:
    """Title, addressee and what it is about."""
    copy = "抄报·" if to_leader and draft.unit else ""
    return paragraphs(
        bold(f"【{copy}{draft.title}】"),
        plain(f"{words.name(draft.unit, 40)}：") if draft.unit else Html(""),
        plain(opening(draft, today)),
    )


def foot(draft: Drafted, today: date, to_leader: bool) -> Html:
    """What is asked and by when, the office's own words, who signs."""
    return paragraphs(
        plain(asked(draft, today)),
        plain("反馈由贵单位联络员办理，发送 /清单 可查看。") if to_leader and draft.unit else Html(""),
        plain(f"附言：{words.prose(draft.note, 800)}") if draft.note else Html(""),
        plain(f"{words.name(draft.office, 40)}　{words.day(today)}"),
        plain("抄报：贵单位负责同志") if draft.unit and draft.copied and not to_leader else Html(""),
    )


def opening(draft: Drafted, today: date) -> str:
    """What the paper begins with."""
    count = words.count(len(draft.rows), "件")
    if draft.unit:
        return f"贵单位承办的下列{count}责任项已过完成时限，多次提醒、催办后尚未收到办理情况："
    units = words.count(len({row.unit for row in draft.rows}), "个单位")
    return f"截至{words.day(today, today)}，下列{units}的{count}责任项已过完成时限，书面催办后尚未收到办理情况："


def asked(draft: Drafted, today: date) -> str:
    """What it asks for, and by when."""
    if not draft.unit:
        return "请有关单位反馈办理情况和预计办结时间；已报送的请忽略。"
    return f"请于{words.day(draft.answer_by, today)}前反馈办理情况和预计办结时间；如已报送请忽略。"


def lines(draft: Drafted, today: date) -> list[Html]:
    """A block a row; in a 通报 the unit stands above its first one, in the roster's order."""
    if draft.unit:
        return [plain(_line(row, today)) for row in draft.rows]
    blocks = []
    for unit, those in groupby(draft.rows, lambda row: row.unit):
        first, *rest = (_line(row, today) for row in those)
        blocks += [f"▪ {words.name(unit)}\n{first}", *rest]
    return [plain(block) for block in blocks]


def _line(row: Unanswered, today: date) -> str:
    due = row.item.due_in_force
    when = f"时限{words.day(due, today)}，" if due else ""
    return f"· {row_title(row.task)}：{when}{lateness(row.late_by)}"
