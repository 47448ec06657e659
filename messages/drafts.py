"""催办通知书, 抄报 and 通报: as they go out, and as drafts that the office releases; without blame or rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from messages import words
from messages.cards import lateness
from messages.html import Html, bold, plain
from messages.letter import LONGEST_CAPTION, Letter
from messages.pages import Keys, button, fitted, paragraphs
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
class Addressee:
    """Somebody a draft would go to, and whether it would arrive."""

    who: str  # 联络员, B岗联络员, 负责同志
    name: str  # "" where nobody is enrolled
    unreachable: str = ""


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
    return Letter(fitted(_head(draft, today, to_leader), _lines(draft, today), _foot(draft, today, to_leader), "件"))


def draft_with_paper(draft: Drafted, today: date, to_leader: bool = False) -> Letter:
    """What stands under the file: the same, as far as there is room; the file holds every row and the whole note."""
    short = replace(draft, note=words.brief(draft.note, 200))
    foot = paragraphs(_foot(short, today, to_leader), plain("全文见所附文件。"))
    return Letter(fitted(_head(draft, today, to_leader), _lines(draft, today), foot, "件", LONGEST_CAPTION))


def paper_to_print(draft: Drafted, draft_id: int) -> Letter:
    """The file for the office itself: to look at before 发布, to print and seal after it."""
    about = f"（{words.name(draft.unit, 40)}）" if draft.unit else ""
    state = "已编号，可打印盖章。" if draft.number else "拟稿，发布时编号；仅供查看，未送出。"
    return Letter(plain(f"{draft.title}{about}：{state}"), paper=f"draft/{draft_id}")


def draft_card(draft: Drafted, to: Sequence[Addressee], draft_id: int, place: int, total: int, today: date) -> Letter:
    """A draft before the office: the text as it will go out, whom it reaches, 发布 or 不发. `place` counts from 1."""
    about = f"（{words.name(draft.unit, 40)}）" if draft.unit else ""
    head = bold(f"【待发布　{place:,}/{total:,}】{draft.title}{about}")
    whom = paragraphs(
        plain("———"), plain("送达："), *(plain(_addressee(one)) for one in to), plain(_way_out(draft, to))
    )
    text = fitted(
        paragraphs(head, plain("———"), _head(draft, today, False)),
        _lines(draft, today),
        paragraphs(_foot(draft, today, False), whom),
        "件",
    )
    keys: Keys = (
        (button("发布", f"release/{draft_id}"), button("不发", f"drop/{draft_id}")),
        (
            button("改附言" if draft.note else "加附言", f"draftnote/{draft_id}"),
            button("查看文件", f"draftfile/{draft_id}"),
        ),
    )
    return Letter(text, (*keys, *(((button("下一份 ▶", f"drafts/{place % total + 1}"),),) if total > 1 else ())))


def no_drafts() -> Letter:
    """/通知书 where nothing waits."""
    return Letter(
        plain("目前没有待发布的催办通知书或通报。多次催办后仍未反馈的事项，将自动拟稿，经公开办发布后才会送出。")
    )


def drafts_wait(letters: int, bulletins: int) -> Letter:
    """Told to the office when the ladder has written something new."""
    new = [f"催办通知书{words.count(letters, '份')}"] if letters else []
    new += [f"逾期情况通报{words.count(bulletins, '份')}"] if bulletins else []
    return Letter(plain(f"已拟{'、'.join(new)}，发布后才会送出。"), ((button("查看拟稿", "drafts/1"),),))


def ask_draft_note(now: str) -> Letter:
    """After 加附言."""
    return Letter(
        plain(f"请回复附言，附在正文之后{f'（现为：{words.brief(now, 200)}）' if now else ''}。发送「无」则不附。")
    )


def draft_released(draft: Drafted, told: Sequence[Addressee], when: str, left: int = 0) -> Letter:
    """After 发布; `left` drafts still wait."""
    on = ((button(f"下一份（还有{words.count(left, '份')}）", "drafts/1"),),) if left else ()
    reached = [one for one in told if one.name and not one.unreachable]
    if not reached:
        return Letter(plain(f"{draft.title}已定稿，没有可送达的人员；可将下文转发。"), on)
    whom = "、".join(f"{one.who}{words.name(one.name, 20)}" for one in reached[:10])
    return Letter(plain(f"{draft.title}已发布，送{whom}，{when}；发出前如已反馈，不再发出。"), on)


def draft_dropped(draft: Drafted) -> Letter:
    """After 不发."""
    return Letter(plain(f"{draft.title}{f'（{words.name(draft.unit, 40)}）' if draft.unit else ''}不予发布，已记录。"))


def draft_changed() -> Letter:
    """A draft whose content is not what was shown any more."""
    return Letter(plain("拟稿所列事项已有新的反馈或变化，请核对下面的新稿后再发布。"))


def draft_gone() -> Letter:
    """An old button on a draft that is decided, or overtaken by answers."""
    return Letter(plain("该拟稿已发布、已作不发处理，或所列事项均已反馈，未作变更。"))


def _head(draft: Drafted, today: date, to_leader: bool) -> Html:
    copy = "抄报·" if to_leader and draft.unit else ""
    return paragraphs(
        bold(f"【{copy}{draft.title}】"),
        plain(f"{words.name(draft.unit, 40)}：") if draft.unit else Html(""),
        plain(opening(draft, today)),
    )


def _foot(draft: Drafted, today: date, to_leader: bool) -> Html:
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


def _lines(draft: Drafted, today: date) -> list[Html]:
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
    return f"· {row_title(row.task)}（{when}{lateness(row.late_by)}）"


def _addressee(one: Addressee) -> str:
    if not one.name:
        return f"· {one.who}：未登记，无法送达"
    reach = f"未送达：{words.brief(one.unreachable, 40)}" if one.unreachable else "可送达"
    return f"· {one.who}：{words.name(one.name, 20)}（{reach}）"


def _way_out(draft: Drafted, to: Sequence[Addressee]) -> str:
    """What can be done where somebody cannot be reached."""
    if all(one.name and not one.unreachable for one in to):
        return ""
    how = (
        f"请先发送 /登记 {words.name(draft.unit, 40)}" if draft.unit else "请系统维护人员运行 duban enrol --role leader"
    )
    leader = next((one for one in to if one.who.endswith("负责同志")), None)
    if leader is None or leader.name:
        return "请先与该单位核实联络员，再发布。"
    stands = "发布后仅送联络员" if draft.unit else "发布后只留存备查，可转发原文"
    return f"{leader.who}尚未登记，{stands}；需要送达的，{how}，发放登记链接。"
