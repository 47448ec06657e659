"""The plain tests of a file, called without pytest: in a second they find most faults there are to find."""

from __future__ import annotations

import doctest
import importlib
import inspect
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from types import FunctionType
from typing import Any

Test = Callable[..., object]


def finds(tests: Sequence[str], examples: Sequence[str]) -> bool:
    """Whether a test of these modules fails, or an example in the docstrings of those."""
    for name in examples:
        if doctest.testmod(importlib.import_module(name), report=False).failed:
            return True
    for name in tests:
        for test in _plain(importlib.import_module(name)):
            for said in _cases(test):
                try:
                    test(**said)
                except Exception:  # noqa: BLE001 - whatever it is, the fault was found
                    return True
    return False


def plain_names(tests: Sequence[str]) -> list[str]:
    """What pytest calls the tests that `finds` has called."""
    files = {name: f"{name.replace('.', '/')}.py" for name in tests}
    return [
        f"{file}::{test.__name__}" for name, file in files.items() for test in _plain(importlib.import_module(name))
    ]


def _plain(module: object) -> Iterator[FunctionType]:
    """Tests that need no fixture and make nothing up, in the order of the file."""
    for name, test in vars(module).items():
        if not isinstance(test, FunctionType) or not name.startswith("test_") or inspect.iscoroutinefunction(test):
            continue
        if (
            not _may_be_skipped(test)
            and not hasattr(test, "hypothesis")
            and set(inspect.signature(test).parameters) <= _given(test)
        ):
            yield test


def _cases(test: Test) -> Iterator[dict[str, Any]]:
    """What a parametrized test is called with."""
    marks = [_case(*mark.args) for mark in _marks(test)]
    for chosen in product(*marks):
        yield {name: value for case in chosen for name, value in case.items()}


def _case(names: str | Sequence[str], values: Sequence[Any]) -> list[dict[str, Any]]:
    if isinstance(names, str):
        return [{names: value} for value in values]
    return [dict(zip(names, value, strict=True)) for value in values]


def _given(test: Test) -> set[str]:
    names = (mark.args[0] for mark in _marks(test))
    return {name for one in names for name in ([one] if isinstance(one, str) else one)}


def _may_be_skipped(test: Test) -> bool:
    return any(mark.name.startswith("skip") for mark in getattr(test, "pytestmark", []))


def _marks(test: Test) -> list[Any]:
    return [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
