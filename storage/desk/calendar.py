"""The office's own days: 班 and 休 that it has said in chat, beside those of its data file."""

from __future__ import annotations

from datetime import date

from sqlalchemy import bindparam, select, update
from sqlmodel import col

from storage.desk.base import BaseDesk
from storage.records import CalendarDay, Item
from storage.states import WITH_UNIT

_DAYS = select(col(CalendarDay.day), col(CalendarDay.works)).where(col(CalendarDay.office_id) == bindparam("office"))
"""Made once: it is asked at every message."""


class CalendarDesk(BaseDesk):
    """Days on which the office works or rests, whatever the calendar says."""

    def calendar(self) -> dict[date, bool]:
        """Every day that was decided on, in chat or by the operator; True: the office works."""
        said = self.session.execute(_DAYS, {"office": self.office_id})
        return {**dict(said.all()), **self.fixed_days}

    def set_calendar_day(self, day: date, works: bool) -> None:
        """Decide on a day. Every item is looked at anew: what falls due when may have changed for all."""
        kept = self.session.get(CalendarDay, (self.office_id, day))
        if kept is None:
            self.session.add(CalendarDay(office_id=self.office_id, day=day, works=works))
        else:
            kept.works = works
        of_office = update(Item).where(col(Item.office_id) == self.office_id, col(Item.state).in_(list(WITH_UNIT)))
        self.session.flush()
        self.session.execute(of_office.values(look_on=self.today))
        self.note("calendar", f"day/{day}", works=works)
