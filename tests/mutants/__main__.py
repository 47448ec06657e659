"""`python -m tests.mutants [--sample N] [--seed N] [--only PART]`: which faults of a random sample the tests miss.

Each fault is tried in a process of its own, forked from one that has everything imported but the code in question.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import resource
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from tests.mutants.changes import Change, changes_in
from tests.mutants.plainly import finds, plain_names

_LONGEST = 120  # seconds of processor time; who needs longer goes round in circles
_STILLBORN = 99  # the code cannot even be imported: no fault anybody would hand in
_IMPORTED_BEFORE = ("hypothesis", "sqlmodel", "pydantic", "storage.records", "storage.desk", "chinese_calendar")


@dataclass(frozen=True, slots=True)
class Part:
    """Some code, the tests that promise how it behaves, and those further off that lean on it."""

    sources: tuple[str, ...]
    plain: tuple[str, ...]
    near: tuple[str, ...]
    far: tuple[str, ...]


PLANNED_BY = ("scheduler/item_days.py", "scheduler/ping_days.py", "scheduler/check_ins.py", "scheduler/workdays.py")
PLANNED = ("plan", "plan_pings", "plan_check_ins", "plan_looks", "plan_milestones", "workdays")
ANSWERED = ("answering", "asking", "rows")
PARTS = {
    "deadlines": Part(
        ("scheduler/deadlines/*.py",),
        ("tests.test_deadlines",),
        ("tests/test_deadlines.py", "scheduler/deadlines"),
        ("tests/test_rhythms.py", "tests/test_seed.py", "tests/test_expansion.py"),
    ),
    "plan": Part(
        ("scheduler/plan.py", *PLANNED_BY),
        tuple(f"tests.test_{name}" for name in PLANNED),
        (*(f"tests/test_{name}.py" for name in PLANNED), "scheduler/plan.py", *PLANNED_BY),
        ("tests/test_notices.py", "tests/test_rhythms.py", "tests/test_turn_of_the_year.py"),
    ),
    "revising": Part(
        ("scheduler/revising.py", "scheduler/escalation.py"),
        ("tests.test_revising",),
        ("tests/test_revising.py", "tests/test_changing.py", "tests/test_office_pressing.py"),
        ("tests/test_importing.py", "tests/test_importing_versions.py"),
    ),
    "reading": Part(
        ("messages/reading/*.py",),
        ("tests.test_reading",),
        ("tests/test_reading.py", "messages/reading"),
        tuple(f"tests/test_conversation_{name}.py" for name in ANSWERED),
    ),
}


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds one module with a change in it."""

    def __init__(self, change: Change) -> None:
        self.change, self.name = change, _module(change.path)

    def is_package(self, fullname: str) -> bool:
        return self.change.path.endswith("__init__.py")

    def get_source(self, fullname: str) -> str:
        return self.change.applied().decode()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        return (
            importlib.util.spec_from_file_location(fullname, self.change.path, loader=self)
            if fullname == self.name
            else None
        )

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.get_source(fullname), self.change.path, "exec")


def main() -> None:
    """Try a sample, name what was not found, and count."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("--sample", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=PARTS)
    given = parser.parse_args()
    for name in _IMPORTED_BEFORE:
        importlib.import_module(name)
    parts = [given.only] if given.only else list(PARTS)
    for name in parts:
        _try_part(name, -(-given.sample // len(parts)), random.Random(given.seed))


def _try_part(name: str, sample: int, chance: random.Random) -> None:
    part = PARTS[name]
    changes = [change for path in _sources(part) for change in changes_in(path)]
    found = missed = 0
    order = _shuffled(changes, chance)
    with ThreadPoolExecutor(2) as pool:
        for change, verdict in zip(order, pool.map(lambda one: _verdict(one, part), order), strict=False):
            found += verdict == "found"
            missed += verdict == "missed"
            if verdict == "missed":
                print(f"{name}: missed {change.shown()}", flush=True)
            if found + missed >= sample:
                pool.shutdown(cancel_futures=True)
                break
    print(f"{name}: of {len(changes)} changes {found + missed} tried, {found} found, {missed} missed", flush=True)


def _shuffled(changes: Sequence[Change], chance: random.Random) -> list[Change]:
    """In turn one of the steps and one of the words: there are far more words."""
    steps = [change for change in changes if not change.is_of_a_pattern]
    words = [change for change in changes if change.is_of_a_pattern]
    pairs = zip_longest(chance.sample(steps, len(steps)), chance.sample(words, len(words)))
    return [change for pair in pairs for change in pair if change is not None]


def _verdict(change: Change, part: Part) -> str:
    code = _tried(change, lambda: finds(part.plain, [_module(path) for path in _sources(part)]))
    for tests in (part.near, part.far):
        code = code or _tried(change, partial(_pytest_says, tests, part.plain))
    print(end="." if code else "!", file=sys.stderr, flush=True)
    if code:
        return "stillborn" if code == _STILLBORN else "found"
    return "missed"


def _sources(part: Part) -> list[str]:
    return sorted(str(path) for pattern in part.sources for path in Path().glob(pattern))


def _tried(change: Change, test: Callable[[], int]) -> int:
    """How a test ended over the change: 0 where it has found nothing."""
    pid = os.fork()
    if pid == 0:
        _become(change, test)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def _become(change: Change, test: Callable[[], int]) -> None:
    """In the new process: quiet, bounded, with the change in the code; ends with what the test says."""
    code = _STILLBORN
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (_LONGEST, _LONGEST))
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        sys.meta_path.insert(0, _Changed(change))
        importlib.import_module(_module(change.path))
        code = 1  # for whatever is raised from here on
        code = test()
    finally:
        os._exit(code)


def _pytest_says(tests: Sequence[str], been_through: Sequence[str]) -> int:
    said_before = [f"--deselect={name}" for name in plain_names(been_through)]
    with tempfile.TemporaryDirectory() as place:
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = place
        options = ["-x", "--assert=plain", "-p", "no:cacheprovider", "-k", "not postgresql", f"--basetemp={place}/t"]
        code = pytest.main([*options, *said_before, *tests])
    return 0 if code == pytest.ExitCode.NO_TESTS_COLLECTED else int(code)


def _module(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


if __name__ == "__main__":
    main()
