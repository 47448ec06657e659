"""Measuring: fresh processes, runs of rival works by turns, medians; a figure and the goal it is held against."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT.parent / "shared" / "reference"
PROFILES = "DUBAN_BENCH_PROFILES"  # the environment names a folder for the profiles of children
ROUNDS = 7
PATIENCE = 300  # seconds that one child may take


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number. `goal` says in words what it is held against; `met` is None where there is none."""

    case: str
    name: str
    value: float | None  # None: could not be measured, `note` says why
    unit: str
    goal: str = ""
    met: bool | None = None
    note: str = ""


def medians(works: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Processor seconds of each work: all run by turns, so that a busy moment of the machine hits them alike."""
    for work in works.values():
        work()  # imports and caches of libraries are not the reading
    took: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            start = process_time()
            work()
            took[name].append(process_time() - start)
    return {name: median(seconds) for name, seconds in took.items()}


def child(order: str, said: object, python: Sequence[str] = (sys.executable, "-m", "benchmarks.children")) -> Any:
    """Run one order in a process of its own; its answer, read from JSON. Its profile is kept where one is wanted."""
    if folder := os.environ.get(PROFILES):
        python = (python[0], "-m", "cProfile", "-o", f"{folder}/{uuid.uuid4().hex}", *python[1:])
    done = subprocess.run(
        [*python, order],
        input=json.dumps(said, ensure_ascii=False).encode(),
        capture_output=True,
        timeout=PATIENCE,
        cwd=ROOT,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def by_turns(orders: Mapping[str, Callable[[], Any]], rounds: int = ROUNDS) -> dict[str, list[Any]]:
    """The answers of rival children, run by turns."""
    answers: dict[str, list[Any]] = {name: [] for name in orders}
    for _ in range(rounds):
        for name, run in orders.items():
            answers[name].append(run())
    return answers
