"""Made-up days of the whole program, lived through beside the faults; `duban simulate` shortens what they find."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from bot.simulation.running import Run, run
from bot.simulation.setting import Setting
from storage.rehearsal import IN_MEMORY, Ground, OnServer
from tests import servers
from tests.chaos.breaking import BREAK
from tests.chaos.checker import Found

AT_ONCE = 2
AT_MOST = 2400.0  # seconds of waiting for them once all else is through
_LOOKS_EVERY = 0.5


@contextmanager
def a_server() -> Iterator[servers.PostgreSQL | None]:
    """PostgreSQL, where the machine has it."""
    if not servers.FOUND:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="duban-pg-") as folder, servers.postgresql_in(Path(folder)) as server:
        yield server


@contextmanager
def made_up_days(seed: int, number: int) -> Iterator[MadeUp]:
    """The faults mostly wait, made-up days need a processor: processes of their own live through them meanwhile."""
    with (
        a_server() as server,
        tempfile.TemporaryDirectory(prefix="duban-days-") as folder,
        ProcessPoolExecutor(AT_ONCE, multiprocessing.get_context("spawn"), _give_way, (folder,)) as pool,
    ):
        made_up = MadeUp(seed, number, pool, "" if server is None else server.url)
        try:
            yield made_up
        finally:
            made_up.ends()


class MadeUp:
    """What was asked for, on each kind of database, and what has come of it so far."""

    def __init__(self, seed: int, number: int, pool: ProcessPoolExecutor, server: str) -> None:
        self._pool = pool
        self._runs = dict[str, dict[int, Future[Run]]]()
        seeds = range(seed, seed + number)
        with _ctrl_c_left_to_us():
            self._runs[""] = {one: pool.submit(_lives, one, "") for one in seeds}
            if server:
                few = seeds[: max(3, number // 20)]
                self._runs[" on PostgreSQL"] = {one: pool.submit(_lives, one, server) for one in few}

    def rows(self) -> Iterator[Found]:
        """A row for each database, when all its days are through; none where it is broken off before."""
        until = time.monotonic() + AT_MOST
        for where, runs in self._runs.items():
            while not BREAK.is_asked and time.monotonic() < until and wait(runs.values(), _LOOKS_EVERY).not_done:
                pass
            if not BREAK.is_asked:
                yield _row(where, runs)

    def ends(self) -> None:
        """Whatever has not come yet does not come any more."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()


def _row(where: str, runs: Mapping[int, Future[Run]]) -> Found:
    found = Found(f"{len(runs)} made-up pairs of days{where} (duban simulate)", 0, recovered_in=None)
    for seed, one in runs.items():
        if not one.done():
            continue
        if (error := one.exception()) is not None:
            found.wrong.append(f"seed {seed}: {type(error).__name__}: {error}")
            continue
        found.tried += one.result().steps
        found.uncertain += one.result().doubts
        found.wrong += [f"seed {seed}: {one.result().broken}"] * bool(one.result().broken)
    late = sum(not one.done() for one in runs.values())
    found.wrong += [f"{late} did not come to their end in time"] * bool(late)
    return found


def _give_way(folder: str) -> None:
    """In each process: the faults first; and what it writes is put away with the folder, however it ends."""
    os.nice(15)
    tempfile.tempdir = folder


@contextmanager
def _ctrl_c_left_to_us() -> Iterator[None]:
    """Processes that are started meanwhile are ended by us, not by the terminal."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _lives(seed: int, server: str) -> Run:
    """Two made-up days of the whole program, every promise checked after every step."""
    return run(Setting(seed, days=2, ground=_ground(server)))


@cache
def _ground(server: str) -> Ground:
    """Its databases are dropped with the server."""
    return OnServer(server) if server else IN_MEMORY
