"""预演: what would go out on a day if nobody answered until then, to whom and why. Stores and sends nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from messages import previews
from messages.entries import Entry
from messages.letter import Letter
from scheduler import nudging, ping_days, plan
from scheduler.escalation import Ladder, Rung, rung, silent_since
from scheduler.plan import Planned
from scheduler.rules import Rules
from scheduler.workdays import Workdays
from storage.desk import Desk
from storage.desk.items import InFull
from storage.records import Contact, Draft, Item, Notice
from storage.states import DraftKind, DraftState, NoticeKind, Post

Describe = Callable[[InFull, NoticeKind, date], Entry]


class Foreseeing:
    """Looks at a day ahead through the rules by which the day itself will be planned."""

    def __init__(
        self, rules: Rules, ladder: Ladder, zone: ZoneInfo, calendar: Callable[[], Workdays], describe: Describe
    ) -> None:
        self._rules = rules
        self._ladder = ladder
        self._zone = zone
        self._calendar = calendar
        self._describe = describe

    def entries(self, desk: Desk, on: date) -> list[Entry]:
        """What the plan will call for on a day, and what is planned already and goes out then."""
        if on < desk.today or not self._calendar().is_workday(on):
            return []
        called = [
            (one, of)
            for of in desk.items_with_unit()
            for one in self._called_for(of[0], on, desk.today)
            if one.post is Post.A
        ]
        begins_today = self._workday_before(on) < desk.today
        planned = desk.keys_planned(one.key for one, _ in called) if begins_today else set()
        new = [self._describe(of, one.kind, on) for one, of in called if one.key not in planned]
        return [*new, *self._waiting(desk, on)]

    def papers(self, desk: Desk, on: date) -> list[previews.Proposed]:
        """The papers that will be drawn up on a day for the office to release."""
        if on < desk.today or not self._calendar().is_workday(on):
            return []
        items = desk.items_late(on)
        drafts = desk.drafts_about(items)
        letters: dict[int, list[Item]] = {}
        listed: list[Item] = []
        for item in items:
            kind = self._drawn_up(item, drafts[item.id or 0], on, desk.today)
            if kind is DraftKind.LETTER:
                letters.setdefault(item.unit_id, []).append(item)
            if kind is DraftKind.BULLETIN:
                listed.append(item)
        names = {unit.id: unit.name for unit in desk.units(all_time=True)}
        proposed = [previews.Proposed(names[unit_id], nudging.numbers(mine)) for unit_id, mine in letters.items()]
        return [*proposed, *([previews.Proposed("", nudging.numbers(listed))] if listed else [])]

    def _drawn_up(self, item: Item, drafts: Iterable[Draft], on: date, today: date) -> DraftKind | None:
        """The paper that will name an item on a day; a 通报 follows only a 催办通知书 that was released before."""
        mine = [one for one in drafts if one.state is not DraftState.OVERTAKEN]
        mine = [one for one in mine if one.made_on > (silent_since(item) or today)]
        held = {one.kind for one in mine}
        if DraftKind.LETTER not in held:
            return DraftKind.LETTER if self._climbs_on(item, on, today, Rung.LETTER, today) else None
        released = max(
            (one.decided_on for one in mine if one.state is DraftState.RELEASED and one.decided_on), default=on
        )
        if DraftKind.BULLETIN in held or released >= on:
            return None
        after = max(today, released + timedelta(days=1))
        return DraftKind.BULLETIN if self._climbs_on(item, on, today, Rung.BULLETIN, after) else None

    def in_charge(self, desk: Desk, on: date, entries: Iterable[Entry]) -> dict[int, Contact]:
        """Who will be told on that day: absences and handovers that are known count."""
        return desk.in_charge({entry.item.unit_id for entry in entries}, on)

    def letter(self, desk: Desk, on: date, page: int) -> Letter:
        """/预演 as the office reads it."""
        quiet = "" if self._calendar().is_workday(on) else previews.not_a_workday()
        if on < desk.today:
            quiet = previews.day_is_past()
        entries = self.entries(desk, on)
        told, another_way = self.in_charge(desk, on, entries), desk.units_with_another_way()
        grouped: dict[tuple[int, str, NoticeKind, str], list[str]] = {}
        for entry in entries:
            key = (entry.item.unit_id, entry.unit, entry.kind, entry.why(desk.today))
            grouped.setdefault(key, []).append(entry.item.number)
        outgoing = [
            previews.Outgoing(
                unit,
                contact.name if contact else "",
                kind,
                tuple(numbers),
                why,
                contact.id if contact else None,
                is_aside=contact is None and unit_id in another_way,
            )
            for (unit_id, unit, kind, why), numbers in grouped.items()
            for contact in [told.get(unit_id)]
        ]
        return previews.preview_text(on, outgoing, desk.today, page, quiet, self.papers(desk, on))

    def _called_for(self, item: Item, on: date, today: date) -> Iterable[Planned]:
        """What the plan says on a day and does not say on a working day before it that is still to come."""
        workdays = self._calendar()
        told_first = workdays.first_workday_on_or_after(max(today, item.begins_on or today))
        if item.assigned_on is None and on > told_first:
            item = Item.model_validate(item.model_dump() | {"assigned_on": told_first, "due_told_on": told_first})
        before = self._workday_before(on)
        said = {one.key for one in self._plan(item, before)} if before >= today else set()
        return [one for one in self._plan(item, on) if one.key not in said]

    def _workday_before(self, on: date) -> date:
        return self._calendar().last_workday_on_or_before(on - timedelta(days=1))

    def _plan(self, item: Item, day: date) -> list[Planned]:
        return [*plan.notices(item, day, self._rules, self._calendar())]

    def _waiting(self, desk: Desk, on: date) -> list[Entry]:
        """催办 by hand and whatever else is planned and has not gone out, where that is its day."""
        found = []
        for notice, contact, of in desk.reminders_waiting():
            at = nudging.goes_out_at(contact, desk.now, self._rules, self._calendar(), self._zone)
            goes = notice.post is Post.A and (at.date() if at else desk.today) == on
            if goes and self._is_true(notice, of[0], on):
                found.append(self._describe(of, notice.kind, on))
        return found

    def _is_true(self, notice: Notice, item: Item, on: date) -> bool:
        """As when it is sent."""
        if notice.kind is NoticeKind.NUDGE:
            return nudging.is_true(notice.key, item)
        return any(one.key == notice.key for one in self._plan(item, on))

    def _climbs_on(self, item: Item, on: date, today: date, to: Rung, first: date) -> bool:
        """Whether an item that nobody answers for reaches a rung on just that day, its weekly 催办 having gone out.

        `first` is the first day on which it could have been drawn up.
        """
        before = self._workday_before(on)
        reached = rung(self._pinged_until(item, on, today), on, self._ladder, self._calendar()) >= to
        return reached and not (
            before >= first
            and rung(self._pinged_until(item, before, today), before, self._ladder, self._calendar()) >= to
        )

    def _pinged_until(self, item: Item, day: date, today: date) -> Item:
        """The item with the 催办 of the weeks between: drafts are drawn up in the morning, before the day's own."""
        workdays, weeks = self._calendar(), range(-1, (day - today).days // 7 + 2)
        days = (ping_days.ping_day(today + timedelta(weeks=week), self._rules, workdays) for week in weeks)
        late_since = max((one for one in (item.due_in_force, item.due_told_on) if one), default=today)
        pings = sum(one is not None and max(late_since, today) < one < day for one in days)
        return Item.model_validate(item.model_dump() | {"pings": item.pings + pings}) if pings else item
