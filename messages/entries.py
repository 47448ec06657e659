"""What a message to a liaison speaks of: one item each, why, and the time in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages import words
from messages.cards import lateness, period, time_of
from messages.rows import row_line
from storage.records import Item, Task
from storage.states import NoticeKind
from storage.values import DeadlineKind

ORDER = (
    NoticeKind.OVERDUE,
    NoticeKind.NUDGE,
    NoticeKind.DUE_TODAY,
    NoticeKind.ADVANCE,
    NoticeKind.RETURNED,
    NoticeKind.ASSIGNMENT,
    NoticeKind.PROGRESS,
)
_BY_NUMBER = frozenset({NoticeKind.ASSIGNMENT, NoticeKind.PROGRESS})
_WHY = {
    NoticeKind.ASSIGNMENT: "已确认，尚未交办",
    NoticeKind.DUE_TODAY: "当日到期",
    NoticeKind.PROGRESS: "每季度末询问一次进展",
    NoticeKind.OVERDUE: "已过时限，每周催办一次，至反馈为止",
    NoticeKind.NUDGE: "公开办要求催办",
    NoticeKind.RETURNED: "已退回，待补充",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One item and why it is spoken of today."""

    kind: NoticeKind
    item: Item
    task: Task
    unit: str
    act_by: date | None  # last working day on or before the day in force
    late_by: int  # working days past the day in force
    source: str  # short name of the document

    def why(self, today: date) -> str:
        """Why it is spoken of on that day, for 预演."""
        if self.kind is NoticeKind.ADVANCE and self.act_by:
            return f"请于{words.day(self.act_by, today)}前办结"
        return _WHY.get(self.kind, words.kind(self.kind))

    @property
    def stage(self) -> str:
        """The printed words of the milestone this speaks of; "" where it speaks of the day in force."""
        due, by = self.item.due_in_force, self.act_by
        if due is None or by is None or self.kind not in (NoticeKind.ADVANCE, NoticeKind.DUE_TODAY):
            return ""
        later = [day for day in self.item.asked_days if day >= by]
        printed = {day: phrase for phrase, day in self.task.stages or ()}
        return printed.get(later[0].isoformat(), "") if later and later[0] != due else ""


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """By what is asked, unit, time and row; an item spoken of twice stays under the more pressing head."""
    seen: set[int] = set()
    kept = []
    for entry in sorted(entries, key=_place):
        key = entry.item.id if entry.item.id is not None else id(entry.item)
        if key not in seen:
            seen.add(key)
            kept.append(entry)
    return kept


def _place(entry: Entry) -> tuple[int, str, date, int, int]:
    when = date.max if entry.kind in _BY_NUMBER or entry.act_by is None else entry.act_by
    return ORDER.index(entry.kind), entry.unit, when, entry.task.plan_id, entry.task.position


def entry_line(entry: Entry, today: date, with_source: bool = False) -> str:
    """「12　标签——正文　请于11月30日（星期三）前」."""
    source = f"〔{words.brief(entry.source.strip('《》'), 24)}〕" if with_source and entry.source else ""
    return f"{row_line(entry.task)}{period(entry.item)}{source}　{_when(entry, today)}"


def _when(entry: Entry, today: date) -> str:
    """The time at the end of the line. What is late names the day itself; what is not, the working day to act by."""
    item, due = entry.item, entry.item.due_in_force
    act_by = entry.act_by or due
    if due is None or act_by is None:
        return words.duty(item.kind) or "未设具体时限"
    if entry.kind is NoticeKind.PROGRESS and words.duty(item.kind):
        return words.duty(item.kind)
    unsure = "" if item.due_is_certain else "，以公开办确认为准"
    if item.is_overdue(today):
        return f"{time_of(item)}{words.day(due, today)}，{lateness(entry.late_by)}"
    if act_by < today:
        return f"{time_of(item)}{words.day(due, today)}{unsure}"
    year = "全年推进，" if item.kind is DeadlineKind.WHOLE_YEAR else ""
    stage = f"阶段要求「{words.brief(entry.stage, 40)}」，" if entry.stage else ""
    until = f"今天，{words.day(act_by, today)}" if act_by == today else f"{year}请于{words.day(act_by, today)}前"
    until = stage + until
    return until + ("补充" if entry.kind is NoticeKind.RETURNED and act_by > today else "") + unsure
