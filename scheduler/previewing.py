"""预演: what would go out on a day, to whom and why. Sends and stores nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from messages import notices, overviews
from messages.letter import Letter
from scheduler import plan
from scheduler.planning import Planning
from scheduler.writing import Writing
from storage.desk import Desk
from storage.records import Item
from storage.states import NoticeKind, Post


class Previewing(Planning, Writing):
    """Plans as the day itself will, from what is known today."""

    def preview(self, desk: Desk, on: date) -> list[notices.Entry]:
        """What would go out on a day if nobody answered until then. Sends and stores nothing."""
        if on < desk.today or not self.workdays.is_workday(on):
            return []
        planned = desk.keys_planned()
        return [
            self._describe(desk, item, one.kind, on)
            for item in desk.items_with_unit()
            for one in self._new_on(item, on, desk.today, planned)
            if one.post is Post.A
        ]

    def preview_letter(self, desk: Desk, on: date, page: int) -> Letter:
        """/预演 as the office reads it."""
        quiet = "" if self.workdays.is_workday(on) else f"{on.isoformat()}为非工作日"
        if on < desk.today:
            quiet = "该日已过"
        liaisons = desk.in_charge({unit.id or 0 for unit in desk.units()})
        names = {unit.name: liaisons.get(unit.id or 0) for unit in desk.units()}
        grouped: dict[tuple[str, NoticeKind, str], list[str]] = {}
        for entry in self.preview(desk, on):
            grouped.setdefault((entry.unit, entry.kind, entry.why(desk.today)), []).append(entry.item.number)
        outgoing = [
            overviews.Outgoing(unit, contact.name if (contact := names.get(unit)) else "", kind, tuple(numbers), why)
            for (unit, kind, why), numbers in grouped.items()
        ]
        return overviews.preview_text(on, outgoing, desk.today, page, quiet)

    def _new_on(self, item: Item, on: date, today: date, planned: set[str]) -> Iterable[plan.Planned]:
        """What the plan says on a day and has not said on the working day before it."""
        told_first = self.workdays.first_workday_on_or_after(max(today, item.begins_on or today))
        if item.assigned_on is None and on > told_first:
            item = Item.model_validate(item.model_dump() | {"assigned_on": told_first, "due_told_on": told_first})
        before = self.workdays.last_workday_on_or_before(on - timedelta(days=1))
        said = {one.key for one in self._plan(item, before)} if before >= today else planned
        return [one for one in self._plan(item, on) if one.key not in said]
