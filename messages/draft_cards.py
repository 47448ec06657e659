"""拟稿 before the office: what waits, whom it would reach, 发布 or 不发, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages import drafts, words
from messages.drafts import Drafted
from messages.html import bold, plain
from messages.letter import Letter
from messages.pages import Keys, button, fitted, paragraphs


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody a draft would go to, and whether it would arrive."""

    who: str  # 联络员, B岗联络员, 负责同志
    name: str  # "" where nobody is enrolled
    unreachable: str = ""


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
        paragraphs(head, plain("———"), drafts.head(draft, today, False)),
        drafts.lines(draft, today),
        paragraphs(drafts.foot(draft, today, False), whom),
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
