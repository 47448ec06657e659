"""A bot that waits: what `duban run` holds of memory and takes of the processor while nothing is to be done."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from benchmarks.measuring import ROOT, Figure
from benchmarks.prepared import MORNING, TOKEN
from benchmarks.stage import Stage, stage

UNITS, EACH = 37, 39  # a district's office: 1,443 open items
MOST_MEMORY, MOST_BUSY = 90, 0.5  # megabytes, per cent of a core
SETTLING, WAITING = 75.0, 30.0  # seconds: until nothing of the start is left, and in which it is looked at
_SUNDAY = MORNING - timedelta(hours=15)  # the evening before, on which nothing is sent


def idle() -> Iterator[Figure]:
    """The real program against the Bot API server, on a Sunday evening."""
    with stage() as here:
        for kind in ("sqlite", *(("postgresql",) if here.postgresql else ())):
            memory, busy = _waited(here, kind)
            case = f"空闲的机器人（{UNITS * EACH:,}项），{kind}"
            yield Figure(case, "内存", memory, "MB", f"≤ {MOST_MEMORY} MB", memory <= MOST_MEMORY)
            yield Figure(case, "占一个核的", busy, "%", f"≤ {MOST_BUSY} %", busy <= MOST_BUSY)


def _waited(here: Stage, kind: str) -> tuple[float, float]:
    """Megabytes, and the part of a core taken."""
    folder = here.new_folder()
    here.ask("set")
    with _running(here, folder, here.morning(kind, folder, 0, UNITS, EACH)) as pid:
        time.sleep(SETTLING)
        before = _spent(pid)
        time.sleep(WAITING)
        return _held(pid), 100 * (_spent(pid) - before) / WAITING


@contextmanager
def _running(here: Stage, folder: Path, database: str) -> Iterator[int]:
    said = {"DUBAN_DATABASE_URL": database, "DUBAN_TELEGRAM_URL": here.api, "DUBAN_TELEGRAM_TOKEN": TOKEN}
    environment = os.environ | said | {"DUBAN_NOW": _SUNDAY.isoformat(), "PYTHONPATH": str(ROOT)}
    with (folder / "run.log").open("wb") as log:
        command = [sys.executable, "-m", "bot", "run"]
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            yield process.pid
        finally:
            process.terminate()
            if process.wait():
                raise RuntimeError((folder / "run.log").read_text(encoding="utf-8"))


def _spent(pid: int) -> float:
    """Seconds of the processor."""
    said = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


def _held(pid: int) -> float:
    """Megabytes of 10^6 bytes that are resident."""
    said = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in said.splitlines() if line.startswith("VmRSS")) * 1024 / 1e6
