"""催办 by hand: whom it would reach and when, before anything is planned; and what was planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from messages import words
from messages.html import Html, bold, plain
from messages.letter import Letter
from messages.pages import button, fitted, paragraphs
from messages.rows import items_numbered

HOW = "催办方式：/催办（全部逾期）、/催办 12（某一项）、/催办 区教育局（某单位逾期事项）、/催办 12 区教育局"


@dataclass(frozen=True, slots=True)
class Nudged:
    """One unit: the rows that would be spoken of, and those a 催办 has gone to this week already."""

    unit: str
    liaison: str  # "" where nobody can be reached
    numbers: tuple[str, ...]
    again: tuple[str, ...]
    at: datetime | None  # when its message goes out, the office's time; None: at once


def nudge_preview(units: Sequence[Nudged], today: date) -> Letter:
    """What a 催办 would bring; nothing is planned before 确认."""
    reached = [one for one in units if one.liaison]
    new, again = sum(len(one.numbers) for one in reached), sum(len(one.again) for one in reached)
    lost = len(units) - len(reached)
    told = words.count(sum(bool(one.numbers) for one in reached), "个单位")
    head = paragraphs(
        bold(f"【催办预览】{words.count(new, '件')}，涉及{told}"),
        plain(f"本周已催办{words.count(again, '件')}，不再重复。") if again else Html(""),
        plain(f"{words.count(lost, '个单位')}无可送达的联络员，不能催办。") if lost else Html(""),
    )
    foot = plain("每位联络员每个工作日至多一条提醒，非办公时间不发送；如届时已反馈，不再发出。")
    keys = [(button(f"催办{words.count(new, '件')}", "nudge"),)] if new else []
    keys += [(button(f"连同本周已催办的，共{words.count(new + again, '件')}", "nudgeall"),)] if again else []
    return Letter(fitted(head, [plain(_line(one, today)) for one in units[:30]], foot, "个单位"), tuple(keys))


def nudge_planned(items: int, units: int, at: datetime | None, today: date) -> Letter:
    """After 确认."""
    if not items:
        return Letter(plain("所选事项均已反馈或已办结，未作催办。"))
    when = f"最迟{words.moment(at, today)}发出" if at else "即将发出"
    return Letter(plain(f"已安排催办{words.count(items, '件')}，涉及{words.count(units, '个单位')}，{when}。"))


def nothing_to_nudge(why: str = "") -> Letter:
    """/催办 where nothing can be pinged."""
    return Letter(paragraphs(plain(why or "没有可催办的事项：均未逾期、已反馈待审核或已办结。"), plain(HOW)))


def not_stopped() -> Letter:
    """「12项不要催了」: nothing is owed less for it; what ends the pings is said."""
    return Letter(
        plain(
            "未作变更。逾期事项每周催办一次，反馈待审核后停止。\n"
            "可以宽限的，给予新的时限，例如：改期 12 12月20日；不再办理的，终止该项，例如：终止 12 区教育局。"
        )
    )


def not_read(rest: str) -> str:
    """Something that is neither a row nor a unit."""
    return f"「{words.brief(rest, 30)}」未能识别为序号或名册中的单位。"


def _line(one: Nudged, today: date) -> str:
    rows = items_numbered(one.numbers, 12)
    again = f"（{items_numbered(one.again, 12)}本周已催办）" if one.again else ""
    if not one.liaison:
        return f"▪ {words.name(one.unit)}　{rows}{again}　无可送达的联络员"
    when = words.moment(one.at, today) if one.at else "即发"
    return f"▪ {words.name(one.unit)}（{words.name(one.liaison, 20)}）　{rows}{again}　{when}"
