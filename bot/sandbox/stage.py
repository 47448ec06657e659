"""What the demo program gives the chat page: who there is, the office's clock, what went out when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Person:
    """Someone whose chat the page can show. `group` is the heading on the left: 公开办, 乡镇, 部门."""

    user_id: int
    name: str
    unit: str
    role: str  # office, liaison, leader
    group: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """How many messages of one kind (交办, 临期提醒, 催办 …) went out on one day of the office's calendar."""

    day: date
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Guide:
    """Who plays in the guided first minute, and what only the office's records know of it."""

    office: int  # user_id of the member of the office who confirms and asks for the digest
    liaison: int  # user_id of the liaison who answers
    answer: str  # 「23 已完成 https://…」, begins with the task's number
    overdue_on: date  # a Monday on which overdue pings go out
    confirmed: bool  # has the office confirmed the sample document's tasks


class Stage(Protocol):
    """The demo program as the page sees it. Everything but `move_to` answers at once, from memory or a short query."""

    def people(self) -> Sequence[Person]:
        """Everyone, in the order they are to be listed."""

    def now(self) -> datetime:
        """The office's clock: aware, in the office's zone."""

    async def move_to(self, instant: datetime) -> None:
        """Walk the timetable up to `instant` (later than now), every round at its own office time."""

    def next_event(self) -> datetime | None:
        """When something will next go out or fall due, if anything will."""

    def timeline(self) -> Sequence[TimelineEntry]:
        """What went out so far, in any order."""

    def guide(self) -> Guide:
        """The guided first minute as it stands."""
