"""The ladder of four rungs: 提醒, 催办, 催办通知书 with 抄报, 通报. The upper two are drafts that the office releases.

A rung is reckoned from the records each time it is asked for, so an answer ends the climb at once: only working days
without a word of the unit count.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import IntEnum

from pydantic import BaseModel, ConfigDict, Field, model_validator

from scheduler.workdays import Workdays
from storage.desk import Desk
from storage.records import Draft, Item
from storage.states import DraftKind, DraftState


class Ladder(BaseModel):
    """When an item climbs; `[escalation]` in config.toml. Days are working days without a word of the unit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pings_before_letter: int = Field(default=2, ge=1)
    letter_after: int = Field(default=10, ge=1)
    bulletin_after: int = Field(default=20, ge=1)

    @model_validator(mode="after")
    def _climbs(self) -> Ladder:
        if self.bulletin_after <= self.letter_after:
            raise ValueError("bulletin_after 应大于 letter_after，先有催办通知书才有通报")
        return self


class Rung(IntEnum):
    """How far an item has climbed."""

    REMINDER = 1
    PING = 2
    LETTER = 3
    BULLETIN = 4


def rung(item: Item, today: date, ladder: Ladder, workdays: Workdays) -> Rung:
    """The rung an item stands on today."""
    if not item.is_overdue(today):
        return Rung.REMINDER
    silent = workdays.workdays_between(silent_since(item) or today, today)
    if item.pings < ladder.pings_before_letter or silent < ladder.letter_after:
        return Rung.PING
    return Rung.LETTER if silent < ladder.bulletin_after else Rung.BULLETIN


def silent_since(item: Item) -> date | None:
    """The day after which the unit has owed a word: the day in force, or when it learned of it, or its last word."""
    days = [item.due_in_force, item.due_told_on or item.assigned_on, item.reported_on]
    return max((day for day in days if day is not None), default=None)


def draw_up(desk: Desk, ladder: Ladder, workdays: Workdays) -> tuple[int, int]:
    """Write today's drafts; open ones are added to, those that were answered are closed. Returns how many are new."""
    desk.alone()
    for draft in desk.open_drafts():
        if not still_true(desk, draft, ladder, workdays):
            desk.overtake(draft)
    climbed = [(item, rung(item, desk.today, ladder, workdays)) for _, item, _ in desk.overdue()]
    drafts = desk.drafts_about([item for item, on in climbed if on >= Rung.LETTER])
    letters: dict[int | None, list[Item]] = {}
    listed: list[Item] = []
    for item, on in climbed:
        mine = [draft for draft in drafts.get(item.id or 0, []) if draft.made_on > (silent_since(item) or desk.today)]
        if on >= Rung.LETTER and not _holds(mine, DraftKind.LETTER):
            letters.setdefault(item.unit_id, []).append(item)
        if on is Rung.BULLETIN and _was_released(mine) and not _holds(mine, DraftKind.BULLETIN):
            listed.append(item)
    new = sum(desk.draft(DraftKind.LETTER, unit_id, items) for unit_id, items in letters.items())
    return new, int(bool(listed) and desk.draft(DraftKind.BULLETIN, None, listed))


def still_true(desk: Desk, draft: Draft, ladder: Ladder, workdays: Workdays) -> list[Item]:
    """The items of a draft whose unit has still not said a word."""
    least = Rung.LETTER if draft.kind is DraftKind.LETTER else Rung.BULLETIN
    return [item for item in desk.items_by_id(draft.items) if rung(item, desk.today, ladder, workdays) >= least]


def _holds(drafts: Iterable[Draft], kind: DraftKind) -> bool:
    """Whether the office has, or has had, this item before it in such a draft."""
    return any(draft.kind is kind and draft.state is not DraftState.OVERTAKEN for draft in drafts)


def _was_released(drafts: Iterable[Draft]) -> bool:
    return any(draft.kind is DraftKind.LETTER and draft.state is DraftState.RELEASED for draft in drafts)
