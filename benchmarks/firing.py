"""A morning's reminders sent: ours beside the ceiling and beside what people would otherwise run, in one run."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any

from benchmarks.measuring import Figure, by_turns
from benchmarks.stage import Stage, fault, stage
from tests import servers

MORNING, MANY = 2_385, 10_000  # one district's morning, and more than anybody has
ROUNDS = 3
OURS, CEILING = "duban", "上限：裸aiohttp"
_DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
Run = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Peer:
    """What somebody would otherwise run: its program, the packages it needs, and what it keeps its jobs in."""

    name: str
    program: str
    needs: dict[str, str]  # module → how to install it
    database: str = "sqlite"

    def missing(self, here: Stage) -> str:
        """Why it cannot be measured here, and what to do about it; "" where it can."""
        for module, package in self.needs.items():
            if importlib.util.find_spec(module) is None:
                return f"未安装，未比较：.venv/bin/pip install '{package}'"
        if self.database == "postgresql" and not here.postgresql:
            return f"未比较：{servers.MISSING}"
        if self.database == "redis" and not here.redis:
            return "未比较：找不到 redis-server，可 apt-get install redis-server"
        return ""


PEERS = (
    Peer("APScheduler", "apscheduler_jobs", {"apscheduler": "apscheduler"}),
    Peer("PTB JobQueue", "ptb_job_queue", {"telegram": "python-telegram-bot[job-queue]"}),
    Peer("huey", "huey_tasks", {"huey": "huey"}),
    Peer("procrastinate", "procrastinate_jobs", {"procrastinate": "procrastinate"}, "postgresql"),
    Peer("dramatiq", "dramatiq_actors", {"dramatiq": "dramatiq", "redis": "dramatiq[redis]"}, "redis"),
)


def fire() -> Iterator[Figure]:
    """Reminders that are all due at once, limits off, each recorded durably as sent."""
    with stage() as here:
        kinds = [kind for kind in _DATABASES if kind == "sqlite" or here.postgresql]
        peers = [peer for peer in PEERS if not peer.missing(here)]
        yield from (_unmeasured(peer, peer.missing(here)) for peer in PEERS if peer not in peers)
        best = 0.0
        for messages in (MORNING, MANY):
            rivals = _ours(here, kinds, messages)
            if messages == MORNING:
                rivals |= {peer.name: partial(_peer, here, peer, messages) for peer in peers}
            runs = by_turns(rivals, ROUNDS)
            case = f"{messages:,}条到期提醒，不限速"
            if messages == MORNING:
                best = max((_speed(runs[peer.name], messages) for peer in peers), default=0.0)
                yield from (_figure(case, peer.name, runs[peer.name], messages) for peer in peers)
            for kind in kinds:
                yield from _compared(case, kind, runs, messages, best)


def _ours(here: Stage, kinds: list[str], messages: int) -> dict[str, Callable[[], Run]]:
    works: dict[str, Callable[[], Run]] = {}
    for kind in kinds:
        works[_named(OURS, kind)] = partial(_duban, here, kind, messages)
        works[_named(CEILING, kind)] = partial(_bare, here, kind, messages)
    return works


def _duban(here: Stage, kind: str, messages: int) -> Run:
    folder = here.new_folder()
    return here.run("senders.duban", {"database": here.morning(kind, folder, messages), "messages": messages})


def _bare(here: Stage, kind: str, messages: int) -> Run:
    return here.run("senders.bare", {"database": here.empty(kind, here.new_folder()), "messages": messages})


def _peer(here: Stage, peer: Peer, messages: int) -> Run:
    folder = here.new_folder()
    database = here.empty("postgresql", folder) if peer.database == "postgresql" else ""
    return here.run(f"senders.{peer.program}", {"folder": str(folder), "database": database, "messages": messages})


def _compared(case: str, kind: str, runs: dict[str, list[Run]], messages: int, best: float) -> Iterator[Figure]:
    ours, ceiling = runs[_named(OURS, kind)], runs[_named(CEILING, kind)]
    for name, mine in ((CEILING, ceiling), (OURS, ours)):
        yield _figure(case, _named(name, kind), mine, messages)
    if any(fault(run, messages) for run in (*ours, *ceiling)):
        return
    cpu = 1000 * median(run["cpu"] for run in ours) / messages
    peak = max(run["peak"] for run in ours)
    part = 100 * median(one["seconds"] / mine["seconds"] for one, mine in zip(ceiling, ours, strict=True))
    where = _DATABASES[kind]
    if best:
        ratio = _speed(ours, messages) / best
        yield Figure(case, f"快于最快的同类，{where}", ratio, "倍", "≥ 5 倍", ratio >= 5)
    yield Figure(case, f"达到上限的，{where}", part, "%", "≥ 60 %", part >= 60)
    yield Figure(case, f"每条的处理器时间，{where}", cpu, "毫秒", "≤ 0.6 毫秒", cpu <= 0.6)
    yield Figure(case, f"内存峰值，{where}", peak, "MB", "≤ 120 MB", peak <= 120)


def _figure(case: str, name: str, runs: list[Run], messages: int) -> Figure:
    wrong = next((found for run in runs if (found := fault(run, messages))), "")
    if wrong:
        return Figure(case, name, None, "条/秒", note=wrong)
    cpu = 1000 * median(run["cpu"] for run in runs) / messages
    note = f"处理器每条{cpu:.2f}毫秒，内存{max(run['peak'] for run in runs):.0f} MB"
    return Figure(case, name, _speed(runs, messages), "条/秒", note=note)


def _speed(runs: list[Run], messages: int) -> float:
    if any(fault(run, messages) for run in runs):
        return 0.0
    return messages / median(float(run["seconds"]) for run in runs)


def _named(name: str, kind: str) -> str:
    return f"{name}，{_DATABASES[kind]}"


def _unmeasured(peer: Peer, why: str) -> Figure:
    return Figure(f"{MORNING:,}条到期提醒，不限速", peer.name, None, "条/秒", note=why)
