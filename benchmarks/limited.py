"""A morning sent with Telegram's limits on, to a server that enforces them without leniency."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

from benchmarks.measuring import Figure
from benchmarks.stage import Stage, fault, stage

LETTERS = 450
PER_SECOND = 30
ROUNDS = 2
Run = dict[str, Any]


def limited() -> Iterator[Figure]:
    """How near to what is permitted, how often refused, and how much of a core."""
    with stage() as here:
        for kind in ("sqlite", *(("postgresql",) if here.postgresql else ())):
            yield from _figures(kind, [_run(here, kind) for _ in range(ROUNDS)])


def _run(here: Stage, kind: str) -> Run:
    database = here.morning(kind, here.new_folder(), LETTERS)
    return here.run("senders.duban", {"database": database, "messages": LETTERS, "limited": True}, limits=True)


def _figures(kind: str, runs: list[Run]) -> Iterator[Figure]:
    case = f"{LETTERS}条提醒，按Telegram限速，{kind}"
    if wrong := next((found for run in runs if (found := fault(run, LETTERS))), ""):
        yield Figure(case, "用到允许速率的", None, "%", note=wrong)
        return
    part = 100 * median(map(_part, runs))
    refused = sum(run["seen"]["refused"] for run in runs)
    core = 100 * median(run["cpu"] / run["seconds"] for run in runs)
    yield Figure(case, "用到允许速率的", part, "%", "≥ 95 %", part >= 95)
    yield Figure(case, "被拒次数", refused, "次", "0 次", refused == 0)
    yield Figure(case, "占一个核的", core, "%", "≤ 5 %", core <= 5)


def _part(run: Run) -> float:
    """Of the permitted rate, after the first second's burst."""
    moments = sorted(run["seen"]["got_at"].values())
    return (LETTERS - PER_SECOND) / (moments[-1] - moments[PER_SECOND - 1]) / PER_SECOND
