"""`make chaos`: every fault, many times, against the real program; a table, and exit code 1 where a promise broke."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bot.simulation.running import run
from bot.simulation.setting import Setting
from storage.rehearsal import IN_MEMORY, Ground, OnServer
from tests import servers
from tests.chaos.checker import Found
from tests.chaos.disks import DISKS
from tests.chaos.hosts import link_cut
from tests.chaos.kept import KEPT
from tests.chaos.scenarios import SCENARIOS, Stage
from tests.stem import STEM

HEAD = f"{'fault':<58}{'tried':>6}{'lost':>6}{'repeated':>10}{'uncertain':>11}{'recovered in':>14}"


def main() -> None:
    """Run the scenarios one after the other."""
    asked = _arguments()
    print(f"seed {asked.seed}\n{HEAD}", flush=True)
    began, found, ending = time.monotonic(), list[Found](), ""
    try:
        for one in _outcomes(asked):
            found.append(one)
            _show(one)
    except KeyboardInterrupt:
        ending = "broken off after "
    STEM.close()
    broken = [one for one in found if one.wrong]
    print(f"{ending}{len(found)} faults, {len(broken)} with a broken promise, {time.monotonic() - began:.0f} s")
    sys.exit(130 if ending else bool(broken))


def _outcomes(asked: argparse.Namespace) -> Iterator[Found]:
    chosen = [one for one in [*SCENARIOS, link_cut, *KEPT, *DISKS] if not asked.only or asked.only in one.__name__]
    with ExitStack() as stack:
        server = None
        if servers.FOUND:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="duban-pg-"))
            server = stack.enter_context(servers.postgresql_in(Path(folder)))
        for scenario in chosen:
            with tempfile.TemporaryDirectory(prefix="duban-chaos-") as folder:
                stage = Stage(Path(folder), server, asked.seed, full=not asked.short)
                try:
                    outcome = asyncio.run(scenario(stage))
                except TimeoutError:
                    outcome = Found(scenario.__name__, 1, wrong=["it did not recover in time"])
            yield outcome
        if not asked.only or asked.only in "simulation":
            yield from _simulations(asked, server)


def _simulations(asked: argparse.Namespace, server: servers.PostgreSQL | None) -> Iterator[Found]:
    seeds = range(asked.seed, asked.seed + (20 if asked.short else asked.simulated))
    yield simulation(seeds, IN_MEMORY)
    if server is not None:
        with contextlib.closing(OnServer(server.url)) as ground:
            yield simulation(seeds[: max(3, len(seeds) // 20)], ground, " on PostgreSQL")


def simulation(seeds: range, ground: Ground, where: str = "") -> Found:
    """Made-up days of the whole program, every promise checked after every step; `duban simulate` shortens a fault."""
    began, found = time.monotonic(), Found(f"{len(seeds)} made-up pairs of days{where} (duban simulate)", 0)
    for seed in seeds:
        done = run(Setting(seed, days=2, ground=ground))
        found.tried += done.steps
        found.uncertain += done.doubts
        found.wrong += [f"seed {seed}: {done.broken}"] * bool(done.broken)
    found.recovered_in = time.monotonic() - began
    return found


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    asked.add_argument("--short", action="store_true", help="few repeats, as make test runs it")
    asked.add_argument("--only", default="", help="scenarios whose name holds this")
    asked.add_argument("--seed", type=int, default=int(time.monotonic() * 1000) % 100_000)
    asked.add_argument("--simulated", type=int, default=300, help="how many pairs of days are made up")
    return asked.parse_args()


def _show(one: Found) -> None:
    numbers = f"{one.tried:>6}{one.lost:>6}{one.repeated:>10}{one.uncertain:>11}{one.recovered_in:>12.1f} s"
    print(f"{one.fault:<58}{numbers}", flush=True)
    for broken in one.wrong:
        print(f"    BROKEN: {broken}", flush=True)


if __name__ == "__main__":
    main()
