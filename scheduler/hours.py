"""The office's hours: its clock, its rules, its working days, and whether it is open."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduler import plan
from scheduler.clock import Clock, local
from scheduler.rules import Rules
from scheduler.workdays import Workdays
from storage.desk import Desk
from storage.desk.periods import Span
from storage.records import Item
from storage.store import Store

CALENDAR_AGE = timedelta(minutes=1)


class Hours:
    """What every round goes by."""

    def __init__(self, store: Store, clock: Clock, zone: ZoneInfo, rules: Rules, workdays: Workdays) -> None:
        self._store = store
        self._clock = clock
        self._zone = zone
        self.rules = rules
        self.workdays = workdays
        self._calendar_read_at: datetime | None = None

    def read_calendar(self, desk: Desk) -> None:
        """Honour the days that the office has decided on."""
        days = desk.calendar()
        if days != self.workdays.overrides:
            self.workdays = Workdays(days)

    def span(self, first: date, last: date) -> Span:
        """Days with the moments between which they lie, in the office's time."""
        begins, ends = (datetime.combine(day, time.min, self._zone) for day in (first, last + timedelta(days=1)))
        return Span(first, last, begins, ends)

    def _read_calendar_now_and_then(self, now: datetime) -> None:
        """Another process may have been told of a day."""
        if self._calendar_read_at is None or abs(now - self._calendar_read_at) >= CALENDAR_AGE:
            self._calendar_read_at = now
            with self._store.act(now) as desk:
                self.read_calendar(desk)

    def _may_remind(self, now: datetime) -> bool:
        """Reminders go out on working days, in office hours."""
        at = local(now, self._zone)
        in_hours = self.rules.office_opens <= at.time() < self.rules.office_closes
        return in_hours and self.workdays.is_workday(at.date())

    def _day_of(self, moment: datetime) -> date:
        return local(moment, self._zone).date()

    def _plan(self, item: Item, day: date) -> list[plan.Planned]:
        return [*plan.notices(item, day, self.rules, self.workdays)]
