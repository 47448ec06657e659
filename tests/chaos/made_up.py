"""Made-up days of the whole program, lived through beside the faults; `duban simulate` shortens what they find."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from bot.simulation.running import run
from bot.simulation.setting import Setting
from storage.rehearsal import IN_MEMORY, Ground, OnServer
from tests import servers
from tests.chaos.checker import Found


@contextmanager
def a_server() -> Iterator[servers.PostgreSQL | None]:
    """PostgreSQL, where the machine has it."""
    if not servers.FOUND:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="duban-pg-") as folder, servers.postgresql_in(Path(folder)) as server:
        yield server


@contextmanager
def made_up_days(seed: int, number: int) -> Iterator[Future[list[Found]]]:
    """The faults mostly wait, made-up days need a processor: a process of its own lives through them meanwhile."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _give_way) as pool:
        made_up = pool.submit(_simulations, range(seed, seed + number))
        try:
            yield made_up
        finally:
            for process in multiprocessing.active_children() if not made_up.done() else []:
                process.terminate()


def _give_way() -> None:
    """The faults first; and who breaks off the table breaks this off, too, which has a server to put away."""
    os.nice(15)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())


def _simulations(seeds: range) -> list[Found]:
    found = [_simulation(seeds, IN_MEMORY)]
    with a_server() as server:
        if server is not None:
            with contextlib.closing(OnServer(server.url)) as ground:
                found.append(_simulation(seeds[: max(3, len(seeds) // 20)], ground, " on PostgreSQL"))
    return found


def _simulation(seeds: range, ground: Ground, where: str = "") -> Found:
    """Made-up days of the whole program, every promise checked after every step; `duban simulate` shortens a fault."""
    began, found = time.monotonic(), Found(f"{len(seeds)} made-up pairs of days{where} (duban simulate)", 0)
    for seed in seeds:
        done = run(Setting(seed, days=2, ground=ground))
        found.tried += done.steps
        found.uncertain += done.doubts
        found.wrong += [f"seed {seed}: {done.broken}"] * bool(done.broken)
    found.recovered_in = time.monotonic() - began
    return found
