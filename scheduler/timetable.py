"""The whole timetable on one screen: when which round runs, in the office's time. APScheduler lives here alone."""

from __future__ import annotations

import logging
import re
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

Run = Callable[[], Awaitable[None]]

_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")  # as cron counts them; APScheduler's 0 is Monday
_NUMBERED = re.compile(r"(\*|[0-7])(?:-([0-7]))?(?:/([1-7]))?")
_A_LITTLE = timedelta(minutes=1)
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)


class Times(BaseModel):
    """When the rounds run, as cron lines in the office's time; `[timetable]` in config.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    plan: str = "30 8 * * *"  # a day off plans nothing by itself
    send: str = "* * * * *"
    keep: str = "30 2-5 * * *"  # once a night; the later times are for what came to nothing before
    digest: str = "0 9 * * *"  # the first working day of a week that has not had its digest yet
    carry_over: str = "0 9 * 1,12 *"  # 回头看: proposed once in late December and once in January

    @field_validator("*")
    @classmethod
    def _is_cron(cls, line: str) -> str:
        try:
            trigger = _cron(line, ZoneInfo("UTC"))
        except ValueError:
            raise ValueError(
                f"「{line}」不是有效的 cron 表达式，应依次写分、时、日、月、星期，例如 30 8 * * *"
            ) from None
        if trigger.get_next_fire_time(None, _ANY_DAY) is None:
            raise ValueError(f"「{line}」所写的日期永远不会到来，请修改")
        return line


class ALittleLater(BaseTrigger):  # type: ignore[misc]
    """A minute after another line."""

    def __init__(self, trigger: CronTrigger) -> None:
        self._trigger = trigger
        self.timezone = trigger.timezone

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """As APScheduler asks it."""
        found: datetime = self._trigger.get_next_fire_time(None, now - _A_LITTLE)
        return found + _A_LITTLE


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timetable. Entries of the same minute run in the order of the timetable."""

    name: str
    trigger: CronTrigger | ALittleLater
    run: Run


def timetable(
    times: Times, rounds: Rounds, zone: ZoneInfo, wake_sender: Callable[[], None], keep: Run | None = None
) -> list[Entry]:
    """Planning each morning, the digest each week and its pictures after it, 回头看 each year, sending each minute,
    keeping each night.
    """
    return [
        Entry("plan", _cron(times.plan, zone), _at_once(rounds.plan_day)),
        Entry("digest", _cron(times.digest, zone), _at_once(rounds.call_digest)),
        Entry("pictures", ALittleLater(_cron(times.digest, zone)), _at_once(rounds.call_pictures)),
        Entry("carry_over", _cron(times.carry_over, zone), _at_once(rounds.propose_carry_over)),
        Entry("send", _cron(times.send, zone), _at_once(wake_sender)),
        *([Entry("keep", _cron(times.keep, zone), keep)] if keep else []),
    ]


def _at_once(does: Callable[[], None]) -> Run:
    async def run() -> None:
        does()

    return run


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
    """A timetable that runs on the office's clock until it is stopped.

    A line that fell due earlier today runs at once: a bot that was off in the morning still plans the day. Rounds may
    run twice without harm.
    """

    def __init__(self, entries: list[Entry], clock: Clock) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._scheduler.add_listener(_report, EVENT_JOB_ERROR | EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES)
        now = system_clock()
        for entry in entries:
            times = _OfficeTime(entry.trigger, clock)
            at = now if times.fell_due_today() else times.get_next_fire_time(None, now)
            self._scheduler.add_job(entry.run, times, id=entry.name, name=entry.name, next_run_time=at)
        self._scheduler.start()

    def rearm(self) -> None:
        """After the office's clock was moved: reckon anew when each line falls due; today's that are past run again."""
        now = system_clock()
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=now if job.trigger.fell_due_today() else job.trigger.get_next_fire_time(None, now))

    def stop(self) -> None:
        """Begin no more rounds."""
        self._scheduler.shutdown(wait=False)


class _OfficeTime(BaseTrigger):  # type: ignore[misc]
    """A cron line read on the office's clock, which may run ahead of or behind the machine's."""

    def __init__(self, trigger: CronTrigger | ALittleLater, clock: Clock) -> None:
        self._trigger = trigger
        self._clock = clock

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The machine's time at which the office's clock will show the next line."""
        office_now = self._clock()
        return now + (_next(self._trigger, office_now) - office_now)

    def fell_due_today(self) -> bool:
        """Whether the line's time has come since the office's midnight."""
        return _fell_due_today(self._trigger, self._clock())


def _cron(line: str, zone: ZoneInfo) -> CronTrigger:
    """A cron line with its weekday numbers as names."""
    *fields, weekday = line.split() or [""]
    days = ",".join(_weekday_names(part) for part in weekday.split(","))
    return CronTrigger.from_crontab(" ".join([*fields, days]), timezone=zone)


def _weekday_names(part: str) -> str:
    numbered = _NUMBERED.fullmatch(part)
    if numbered is None or part == "*":
        return part
    first, last, step = numbered.groups()
    start = 0 if first == "*" else int(first)
    end = int(last or (start if step is None and first != "*" else 6))
    return ",".join(_WEEKDAYS[start : end + 1 : int(step or 1)])


def _fell_due_today(trigger: CronTrigger | ALittleLater, office_now: datetime) -> bool:
    midnight = office_now.astimezone(trigger.timezone).replace(hour=0, minute=0, second=0, microsecond=0)
    return _next(trigger, midnight - timedelta(microseconds=1)) <= office_now


def _next(trigger: CronTrigger | ALittleLater, after: datetime) -> datetime:
    moment: datetime = trigger.get_next_fire_time(None, after + timedelta(microseconds=1))
    return moment.astimezone(UTC)


def _report(event: JobEvent) -> None:
    if event.code == EVENT_JOB_ERROR:
        log.error("round_failed", extra={"round": event.job_id}, exc_info=event.exception)
    elif event.code == EVENT_JOB_MISSED:
        log.warning("round_missed", extra={"round": event.job_id})
