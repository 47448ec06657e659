"""The table: one row a fault, printed when it is through; a row that fails is one of them, and the next comes."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
import traceback
from collections.abc import Generator
from contextlib import ExitStack, closing
from pathlib import Path

from tests.chaos.breaking import BREAK
from tests.chaos.checker import Found
from tests.chaos.disks import DISKS
from tests.chaos.hosts import link_cut
from tests.chaos.kept import KEPT
from tests.chaos.made_up import a_server, made_up_days
from tests.chaos.scenarios import SCENARIOS, Scenario, Stage
from tests.servers import PostgreSQL
from tests.stem import STEM

HEAD = f"{'fault':<58}{'tried':>6}{'lost':>6}{'repeated':>10}{'uncertain':>11}{'recovered in':>14}"
ROWS = [*SCENARIOS, link_cut, *KEPT, *DISKS]
AT_MOST = 600.0  # seconds a row may take


def main() -> None:
    """Run the scenarios one after the other."""
    asked = _arguments()
    print(f"seed {asked.seed}\n{HEAD}", flush=True)
    began, found = time.monotonic(), list[Found]()
    with closing(_outcomes(asked)) as outcomes:
        for one in outcomes:
            found.append(one)
            _show(one)
    STEM.close()
    broken = sum(one.is_broken for one in found)
    ending = "broken off after " * BREAK.is_asked
    print(f"{ending}{len(found)} faults, {broken} with a broken promise, {time.monotonic() - began:.0f} s")
    sys.exit(130 if BREAK.is_asked else bool(broken))


def _outcomes(asked: argparse.Namespace) -> Generator[Found, None, None]:
    """Every row as it comes about; none that was broken off."""
    chosen = [one for one in ROWS if not asked.only or asked.only in one.__name__]
    with ExitStack() as stack:
        made_up = server = None
        if not BREAK.is_asked and (not asked.only or asked.only in "simulation"):
            made_up = stack.enter_context(made_up_days(asked.seed, 20 if asked.short else asked.simulated))
        if not BREAK.is_asked and chosen:
            server = stack.enter_context(a_server())
        for scenario in chosen:
            outcome = None if BREAK.is_asked else _played(scenario, asked, server)
            if outcome is not None:
                yield outcome
        yield from made_up.rows() if made_up is not None else ()


def _played(scenario: Scenario, asked: argparse.Namespace, server: PostgreSQL | None) -> Found | None:
    """What came of a fault; None where it was broken off. Whatever goes wrong is said in its row."""
    with tempfile.TemporaryDirectory(prefix="duban-chaos-", ignore_cleanup_errors=True) as folder:
        stage = Stage(Path(folder), server, asked.seed, full=not asked.short)
        try:
            return asyncio.run(BREAK.unless(scenario(stage), AT_MOST))
        except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001 - the row says so, and the others go on
            if BREAK.is_asked:
                return None
            return Found(scenario.__name__, 1, wrong=[_said(error)])


def _said(error: BaseException) -> str:
    """What went wrong, and where in here."""
    steps = [one for one in traceback.extract_tb(error.__traceback__) if one.filename.startswith(_HERE)]
    what = "it did not recover in time" if isinstance(error, TimeoutError) else f"{type(error).__name__}: {error}"
    return f"{what} ({Path(steps[-1].filename).name}:{steps[-1].lineno})"


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    asked.add_argument("--short", action="store_true", help="few repeats, as make test runs it")
    asked.add_argument("--only", default="", help="scenarios whose name holds this")
    asked.add_argument("--seed", type=int, default=int(time.monotonic() * 1000) % 100_000)
    asked.add_argument("--simulated", type=int, default=300, help="how many pairs of days are made up")
    return asked.parse_args()


def _show(one: Found) -> None:
    recovered = "–" if one.recovered_in is None else f"{one.recovered_in:.1f} s"
    numbers = f"{one.tried:>6}{one.lost:>6}{one.repeated:>10}{one.uncertain:>11}{recovered:>14}"
    print(f"{one.fault:<58}{numbers}", flush=True)
    for broken in one.wrong:
        print(f"    BROKEN: {broken}", flush=True)


_HERE = str(Path(__file__).parent)
