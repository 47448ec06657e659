"""`make chaos`: every fault, many times, against the real program; a table, and exit code 1 where a promise broke."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.chaos.checker import Found
from tests.chaos.disks import DISKS
from tests.chaos.hosts import link_cut
from tests.chaos.kept import KEPT
from tests.chaos.made_up import a_server, made_up_days
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
        made_up = None
        if not asked.only or asked.only in "simulation":
            made_up = stack.enter_context(made_up_days(asked.seed, 20 if asked.short else asked.simulated))
        server = stack.enter_context(a_server())
        for scenario in chosen:
            with tempfile.TemporaryDirectory(prefix="duban-chaos-") as folder:
                stage = Stage(Path(folder), server, asked.seed, full=not asked.short)
                try:
                    outcome = asyncio.run(scenario(stage))
                except TimeoutError:
                    outcome = Found(scenario.__name__, 1, wrong=["it did not recover in time"])
            yield outcome
        if made_up is not None:
            yield from made_up.result()


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
