"""`simulate`: the whole program through many days in seconds, with people and faults that follow from a seed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass

from bot.commands import Refused, Say
from bot.simulation.district import MOST_OFFICES, MOST_UNITS
from bot.simulation.running import Run, run
from bot.simulation.setting import Setting
from bot.simulation.shrinking import shortest
from storage.rehearsal import IN_MEMORY, Ground, OnServer

MOST_DAYS = 3_660


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    seed: int
    days: int
    offices: int
    units: int
    seeds: int
    server: str | None = None  # a PostgreSQL server's address; None: in memory


Progress = Callable[[range], AbstractContextManager[Iterable[int]]]
"""Goes through some seeds, with a bar on a terminal."""


def simulate(wanted: Wanted, as_json: bool, say: Say, progress: Progress) -> bool:
    """Run one seed after the other; the first that breaks a promise is shortened and told. True where none does."""
    _refuse_nonsense(wanted)
    with _ground(wanted.server) as ground:
        return _simulate(wanted, ground, as_json, say, progress)


def _simulate(wanted: Wanted, ground: Ground, as_json: bool, say: Say, progress: Progress) -> bool:
    totals = {"seeds": 0, "steps": 0, "letters": 0, "updates": 0, "uncertain": 0}
    with progress(range(wanted.seed, wanted.seed + wanted.seeds)) as seeds:
        for seed in seeds:
            setting = Setting(seed, wanted.days, wanted.offices, wanted.units, ground=ground)
            done = run(setting)
            if done.broken:
                say(_broken(setting, done, as_json))
                return False
            _add(totals, done)
    say({"broken": None, **totals} if as_json else _whole(totals))
    return True


def _ground(server: str | None) -> AbstractContextManager[Ground]:
    return nullcontext(IN_MEMORY) if server is None else closing(OnServer(server))


def _refuse_nonsense(wanted: Wanted) -> None:
    limits = (
        ("--days", wanted.days, MOST_DAYS),
        ("--offices", wanted.offices, MOST_OFFICES),
        ("--units", wanted.units, MOST_UNITS),
        ("--seeds", wanted.seeds, 1_000_000),
    )
    for name, value, most in limits:
        if not 1 <= value <= most:
            raise Refused(f"{name} 应在 1 至 {most:,} 之间，现为 {value}")


def _add(totals: dict[str, int], done: Run) -> None:
    totals["seeds"] += 1
    totals["steps"] += done.steps
    totals["letters"] += done.letters
    totals["updates"] += done.updates
    totals["uncertain"] += done.doubts


def _whole(totals: dict[str, int]) -> str:
    return (
        f"{totals['seeds']:,}个种子、{totals['steps']:,}步，收到{totals['updates']:,}条、发出{totals['letters']:,}条，"
        f"其中{totals['uncertain']:,}条送达与否一度无从得知；各项承诺全部成立。"
    )


def _broken(setting: Setting, done: Run, as_json: bool) -> str:
    """The seed, what does not hold, and the shortest way there."""
    short = shortest(setting, done)
    if as_json:
        return json.dumps(
            {"broken": short.broken, "seed": setting.seed, "steps": short.steps, "trace": list(short.trace)},
            ensure_ascii=False,
        )
    again = f"--seed {setting.seed} --days {setting.days} --offices {setting.offices} --units {setting.units}"
    trace = "\n".join(f"  {line}" for line in short.trace)
    found = f"种子 {setting.seed} 违反承诺：{short.broken}"
    return f"{found}\n最短的经过（{short.steps}步）：\n{trace}\n重现：duban simulate {again}"
