"""The whole timetable on one screen: when which round runs, in the office's time. APScheduler lives here alone."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED, JobEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from pydantic import BaseModel, ConfigDict, field_validator

from scheduler.clock import Clock, system_clock
from scheduler.rounds import Rounds

log = logging.getLogger(__name__)


class Times(BaseModel):
    """When the rounds run, as cron lines in the office's time; `[timetable]` in config.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    plan: str = "30 8 * * *"  # a day off plans nothing by itself
    send: str = "* * * * *"
    digest: str = "0 9 * * *"  # the first working day of a week that has not had its digest yet

    @field_validator("*")
    @classmethod
    def _is_cron(cls, line: str) -> str:
        try:
            CronTrigger.from_crontab(line, timezone=UTC)
        except ValueError as error:
            raise ValueError(f"「{line}」不是有效的 cron 表达式（{error}）") from None
        return line


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timetable. Entries of the same minute run in the order of the timetable."""

    name: str
    trigger: CronTrigger
    run: Callable[[], Awaitable[None]]


def timetable(times: Times, rounds: Rounds, zone: ZoneInfo, wake_sender: Callable[[], None]) -> list[Entry]:
    """Planning each working morning, the office's digest once a week, sending each minute."""

    async def plan() -> None:
        rounds.plan_day()

    async def digest() -> None:
        rounds.call_digest()

    async def send() -> None:
        wake_sender()

    return [
        Entry("plan", CronTrigger.from_crontab(times.plan, timezone=zone), plan),
        Entry("digest", CronTrigger.from_crontab(times.digest, timezone=zone), digest),
        Entry("send", CronTrigger.from_crontab(times.send, timezone=zone), send),
    ]


def ticks(entries: list[Entry], after: datetime, until: datetime) -> Iterator[tuple[datetime, Entry]]:
    """Every line that falls due in (after, until], in order; `after` and `until` are aware."""
    upcoming = [(_next(entry.trigger, after), order) for order, entry in enumerate(entries)]
    while upcoming:
        moment, order = min(upcoming)
        if moment > until:
            return
        yield moment, entries[order]
        upcoming[upcoming.index((moment, order))] = (_next(entries[order].trigger, moment), order)


class Running:
    """A timetable that runs on the office's clock until it is stopped."""

    def __init__(self, entries: list[Entry], clock: Clock) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._scheduler.add_listener(_report, EVENT_JOB_ERROR | EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES)
        for entry in entries:
            self._scheduler.add_job(entry.run, _OfficeTime(entry.trigger, clock), id=entry.name, name=entry.name)
        self._scheduler.start()

    def rearm(self) -> None:
        """After the office's clock was moved: reckon anew when each line falls due."""
        now = system_clock()
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=job.trigger.get_next_fire_time(None, now))

    def stop(self) -> None:
        """Begin no more rounds."""
        self._scheduler.shutdown(wait=False)


class _OfficeTime(BaseTrigger):  # type: ignore[misc]
    """A cron line read on the office's clock, which may run ahead of or behind the machine's."""

    def __init__(self, trigger: CronTrigger, clock: Clock) -> None:
        self._trigger = trigger
        self._clock = clock

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The machine's time at which the office's clock will show the next line."""
        office_now = self._clock()
        return now + (_next(self._trigger, office_now) - office_now)


def _next(trigger: CronTrigger, after: datetime) -> datetime:
    moment: datetime = trigger.get_next_fire_time(None, after + timedelta(microseconds=1))
    return moment.astimezone(UTC)


def _report(event: JobEvent) -> None:
    if event.code == EVENT_JOB_ERROR:
        log.error("round_failed", extra={"round": event.job_id}, exc_info=event.exception)
    elif event.code == EVENT_JOB_MISSED:
        log.warning("round_missed", extra={"round": event.job_id})
