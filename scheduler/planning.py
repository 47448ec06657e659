"""Planning: what everybody must be told today, and what the office is told of it."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from messages import office
from scheduler import carrying, expansion, papers, plan
from scheduler.clock import local
from scheduler.hours import Hours
from scheduler.pressing import Pressing
from scheduler.workdays import monday
from storage.desk import Desk
from storage.records import Item, Plan, Task

log = logging.getLogger(__name__)

BATCH = 500


class Planning(Hours):
    """The first of the two loops of time."""

    pressing: Pressing

    def plan_day(self) -> None:
        """Plan what everybody must be told today; on a day off nothing. Running it again adds nothing."""
        now = self._clock()
        today = local(now, self._zone).date()
        with self._store.act(now) as desk:
            self.read_calendar(desk)
            desk.forget_messages(now - timedelta(days=self.rules.updates_kept_for))
        if not self.workdays.is_workday(today):
            return
        self._see_who_is_there(now)
        self._expand_rhythms(now)
        while self._plan_some(now, today) == BATCH:
            continue
        with self._store.act(now) as desk:
            self.pressing.draw_up(desk)
        self._tell_of_stranded(now)

    def call_digest(self) -> None:
        """Put the week's digest into the office's mailboxes, once a week, Monday to Friday while the office is open."""
        now = self._clock()
        at = local(now, self._zone)
        is_weekend = at.weekday() >= 5  # a moved working weekend belongs to the week that was off
        if is_weekend or not self.workdays.is_workday(at.date()) or at.time() >= self.rules.office_closes:
            return
        with self._store.act(now) as desk:
            desk.call_digest(monday(desk.today))
            nobody_waits = not desk.reminders_wait()
        if nobody_waits:
            self.call_pictures()

    def call_pictures(self) -> None:
        """The pictures that go with today's digests; called twice is the same as once.

        Whoever is reminded goes first: drawing one takes as long as sending to hundreds.
        """
        now = self._clock()
        today = local(now, self._zone).date()
        with self._store.act(now) as desk:
            for contact in desk.without_picture(monday(today), self.span(today, today).begins):
                for page, picture in enumerate(papers.picture_letters(desk)):
                    desk.tell(contact, picture.as_body(), key=f"picture/{monday(today)}/{contact.id}/{page}")

    def propose_carry_over(self) -> None:
        """Tell the office at the turn of the year what could go into next year's plan; once in each of its months."""
        with self._store.act(self._clock()) as desk:
            if self.workdays.is_workday(desk.today):
                carrying.propose(desk)

    def hand_out(self, desk: Desk, source: Plan) -> tuple[int, int, int]:
        """立即交办: plan the confirmed, untold items of a plan now. Returns items, units and liaisons told."""
        items = [item for item in desk.items_untold(source) if item.assigned_on is None]
        desk.plan_notices(
            [(item, one.kind, one.key, one.post) for item in items for one in self._plan(item, desk.today)]
        )
        desk.look_again(items)
        units = {item.unit_id for item in items}
        liaisons = {contact.id: contact for contact in desk.in_charge(units).values()}
        desk.may_tell_again(liaisons.values())
        return len(items), len(units), len(liaisons)

    def _plan_some(self, now: datetime, today: date) -> int:
        """Plan a batch of the items to be looked at, each of which is then looked at on a later day; how many."""
        with self._store.act(now) as desk:
            items = desk.items_to_look_at(BATCH)
            decided = [(item, *self._decide(item, today)) for item in items]
            desk.plan_notices([(item, one.kind, one.key, one.post) for item, planned, _ in decided for one in planned])
            desk.look_next([(item, look_on) for item, _, look_on in decided])
            return len(items)

    def _decide(self, item: Item, today: date) -> tuple[list[plan.Planned], date | None]:
        """What an item calls for and when to look next. A fault of ours is logged and tried again tomorrow."""
        try:
            return self._plan(item, today), plan.look_on(item, today, self.rules, self.workdays)
        except Exception:
            log.exception("not_planned", extra={"item": item.id})
            return [], today + timedelta(days=1)

    def _expand_rhythms(self, now: datetime) -> None:
        """A rhythm whose last occurrence has passed gets its next one; never one reckoned from a completion."""
        with self._store.act(now) as desk:
            for task in desk.rhythms_to_expand():
                desk.go_on(task, self._next_days(desk, task))

    def _see_who_is_there(self, now: datetime) -> None:
        """What waits for somebody who is away from today goes to the other post, and back when the days are over."""
        with self._store.act(now) as desk:
            desk.redirect_for_absences()

    def _next_days(self, desk: Desk, task: Task) -> list[date | None]:
        """As `_decide`: a damaged rhythm keeps no other row from being planned."""
        try:
            return expansion.due_days(task, desk.session.get_one(Plan, task.plan_id), desk.today)
        except Exception:
            log.exception("not_planned", extra={"task": task.id})
            return []

    def _tell_of_stranded(self, now: datetime) -> None:
        """A 交办 that reaches nobody is told to the office at once; again only when more of them have gathered."""
        with self._store.act(now) as desk:
            desk.redirect_stranded()
            desk.turn_aside()
            told = desk.office_contacts()
            if told and (stranded := desk.newly_stranded()):
                for contact in told:
                    desk.tell(contact, office.unreachable(stranded).as_body())
