"""What was said: reports, evidence, and the messages that brought them, as they are looked up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_, select
from sqlmodel import col

from storage.desk.lists import STANDS
from storage.desk.people import PeopleDesk
from storage.desk.tallies import TalliesDesk
from storage.records import Evidence, Incoming, Item, Report, Task, Unit
from storage.states import Intent, Verdict

_EDITED_WITHIN = 20_000  # updates: a message can be edited for two days
_MESSAGES = ("message", "edited_message")


class SaidDesk(PeopleDesk, TalliesDesk):
    """Of an item, of a unit, of the office, of a message."""

    def reports_of(self, item: Item) -> list[Report]:
        """What was said of an item, oldest first."""
        return self.all(select(Report).where(col(Report.item_id) == item.id).order_by(col(Report.id)))

    def last_reports(self, unit: Unit) -> list[tuple[Report, Task]]:
        """The last things a unit said that stand, oldest first; a bare 签收 says nothing."""
        query = (
            select(Report, Task)
            .join(Item, col(Item.id) == col(Report.item_id))
            .join(Task, col(Task.id) == col(Item.task_id))
            .where(col(Item.unit_id) == unit.id, col(Report.verdict) != Verdict.WITHDRAWN)
            .where(col(Report.intent) != Intent.SIGNED)
            .order_by(col(Report.id).desc())
            .limit(5)
        )
        return [*reversed(list(self.session.execute(query)))]

    def evidence_of(self, item: Item) -> list[Evidence]:
        """What was handed in for an item and stands, oldest first: not what came with a report taken back."""
        if item.id in self.ahead.unproven:
            return []
        of_item = select(Evidence).where(col(Evidence.item_id) == item.id, STANDS)
        return self.all(of_item.order_by(col(Evidence.id)))

    def reports_by_item(self) -> dict[int, list[Report]]:
        """Every report of the office, by item, oldest first."""
        found: dict[int, list[Report]] = {}
        for report in self.all(select(Report).where(col(Report.office_id) == self.office_id).order_by(col(Report.id))):
            found.setdefault(report.item_id, []).append(report)
        return found

    def evidence_by_item(self) -> dict[int, list[Evidence]]:
        """Everything handed in at the office that stands, by item, oldest first."""
        found: dict[int, list[Evidence]] = {}
        here = select(Evidence).where(col(Evidence.office_id) == self.office_id, STANDS)
        for piece in self.all(here.order_by(col(Evidence.id))):
            found.setdefault(piece.item_id, []).append(piece)
        return found

    def earlier_versions(self, chat_id: int, message_id: int) -> list[Incoming]:
        """The updates that brought a message before it was edited, oldest first."""
        now = self.update_id or 0
        payload: Any = col(Incoming.payload)
        query = (
            select(Incoming)
            .where(col(Incoming.office_id) == self.office_id)
            .where(col(Incoming.update_id).between(now - _EDITED_WITHIN, now - 1))
            .where(or_(*(payload[kind]["message_id"].as_integer() == message_id for kind in _MESSAGES)))
            .order_by(col(Incoming.update_id))
        )
        return [one for one in self.all(query) if one.chat_id == chat_id]

    def rest_of_album(self, album: str) -> int:
        """How many more messages of an album have been kept and wait to be handled."""
        payload: Any = col(Incoming.payload)
        query = (
            select(func.count())
            .where(col(Incoming.office_id) == self.office_id, col(Incoming.handled_at).is_(None))
            .where(col(Incoming.update_id) > (self.update_id or 0))
            .where(payload["message"]["media_group_id"].as_string() == album)
        )
        return self.session.scalar(query) or 0

    def reports_from(self, updates: Sequence[Incoming]) -> list[tuple[Report, Item]]:
        """What was stored from these updates and stands."""
        query = (
            select(Report, Item)
            .join(Item, col(Item.id) == col(Report.item_id))
            .where(col(Report.office_id) == self.office_id, col(Report.verdict) != Verdict.WITHDRAWN)
            .where(col(Report.update_id).in_([one.update_id for one in updates]))
            .order_by(col(Report.id))
        )
        return list(self.session.execute(query))
