"""What the office must know at once."""

from __future__ import annotations

from collections.abc import Sequence

from messages import words
from messages.html import bold, plain
from messages.letter import Letter
from messages.pages import paragraphs
from messages.reviews import verdicts
from messages.rows import row_title
from storage.records import Task
from storage.states import Intent

_NAMED = 60  # units named in one message


def unreachable(units: Sequence[tuple[str, int]]) -> Letter:
    """未送达, told at once: a unit without a reachable liaison is itself a finding. Units, and 交办 of each."""
    whom, rest = words.name(units[0][0], 40), []
    if len(units) > 1:
        named = "、".join(f"{words.name(unit)}（{words.count(items, '件')}）" for unit, items in units[:_NAMED])
        whom, rest = words.count(len(units), "个单位"), [f"{named}{'等' if len(units) > _NAMED else ''}。"]
    lost = words.count(sum(items for _, items in units), "件交办")
    return _note(
        "未送达",
        whom,
        f"提醒未能送达：{lost}无可送达的联络员。请核实联络员，必要时重新发放登记链接；登记情况见 /名册（/roster）。",
        *rest,
    )


def trouble_note(unit: str, task: Task, text: str, report_id: int) -> Letter:
    """有困难, in the unit's own words, with the answers that the review offers."""
    said = words.prose(text, 1500) or "未附说明"
    about = f"{words.name(unit, 40)}　{row_title(task)}"
    note = _note("需要协调", about, f"反映：{said}", "请点下方按钮答复，也可稍后在 /待审（/review）中答复。")
    return Letter(note.text, (verdicts(Intent.TROUBLE, report_id),))


def day_unclear() -> Letter:
    """/预演 with a day that cannot be read."""
    return Letter(plain("未能读出日期。请写明日期，例如：/预演 2022-12-05。"))


def set_aside(update_id: int) -> Letter:
    """A message that the program could not handle twice in a row."""
    return Letter(plain(f"有一条来信未能处理，已留存备查（编号{update_id}），请转告系统维护人员。"))


def _note(title: str, about: str, *sentences: str) -> Letter:
    return Letter(paragraphs(bold(f"【{title}】{about}"), *(plain(sentence) for sentence in sentences)))
