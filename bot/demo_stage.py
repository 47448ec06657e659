"""What the demo's chat page sees of the program, and how it moves the office's clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.app import App
from bot.demo_people import OFFICE_USER
from bot.sandbox.stage import Guide, Person, TimelineEntry
from messages import words
from scheduler.clock import local
from scheduler.timetable import Entry, Times, ticks, timetable

GUIDED_UNIT = "区行政审批服务管理局"
GUIDED_ANSWER = "23 已完成 https://www.yunchuan.gov.cn/zwgk/paihao.html"
OVERDUE_ON = date(2022, 12, 5)


class DemoStage:
    """What the chat page sees of the program: people, the office's clock, what went out when."""

    def __init__(self, app: App, people: Sequence[Person]) -> None:
        self._app = app
        self._people = people
        self._guided = next(one for one in people if one.unit == GUIDED_UNIT)
        rules = app.config.rules
        hours = f"{rules.office_opens.hour}-{rules.office_closes.hour}"
        times = Times(send=f"0 {hours} * * *")  # on a walk, sending is looked at once an hour while the office is open
        self._entries = timetable(times, app.rounds, app.config.zone, app.wake_sender)

    def people(self) -> Sequence[Person]:
        """Everyone, the office first."""
        return self._people

    def now(self) -> datetime:
        """The office's clock."""
        return local(self._app.clock(), self._app.config.zone)

    async def move_to(self, instant: datetime) -> None:
        """Walk the timetable: every round on the way runs at its own office time, and what is due goes out then."""
        await self._app.settle_down()
        for moment, entry in ticks(self._entries, self._app.clock(), instant):
            self._app.clock.move_to(moment)
            await self._run(entry)
        self._app.clock.move_to(instant)
        await self._app.settle_down()
        if self._app.scheduler is not None:
            self._app.scheduler.rearm()

    def next_event(self) -> datetime | None:
        """The next opening of the office at which something goes out, as far as can be seen from now."""
        with self._app.store.act(self._app.clock()) as desk:
            look_on, waiting = desk.next_look(), desk.reminders_wait()
        now, workdays = self.now(), self._app.rounds.workdays
        opens = self._app.config.rules.office_opens
        if waiting and now.time() < opens and workdays.is_workday(now.date()):
            return datetime.combine(now.date(), opens, now.tzinfo)
        if look_on is None and not waiting:
            return None
        planned_at, _ = next(ticks(self._entries[:1], now, now + timedelta(days=2)))
        day = max(look_on or date.min, local(planned_at, self._app.config.zone).date())
        return datetime.combine(workdays.first_workday_on_or_after(day), opens, now.tzinfo)

    def timeline(self) -> Sequence[TimelineEntry]:
        """What went out so far, per day and kind."""
        with self._app.store.act(self._app.clock()) as desk:
            sent = desk.sent_by_day(lambda at: local(at, self._app.config.zone).date())
        return [TimelineEntry(day, words.message(kind), count) for (day, kind), count in sent.items()]

    def guide(self) -> Guide:
        """The guided first minute as it stands."""
        with self._app.store.act(self._app.clock()) as desk:
            is_confirmed = any(task.confirmed_at for task in desk.tasks())
        return Guide(OFFICE_USER, self._guided.user_id, GUIDED_ANSWER, OVERDUE_ON, is_confirmed)

    async def _run(self, entry: Entry) -> None:
        await entry.run()
        if entry.name == "send":
            await self._app.settle_down()
