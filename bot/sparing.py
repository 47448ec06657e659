"""Sparing: what a library loads for a part of it that is not used here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(library: str) -> Iterator[None]:
    """Import others as if a library that they can do without were not installed; afterwards it is there again.

    >>> with without("wave"):
    ...     import wave
    Traceback (most recent call last):
    ...
    ModuleNotFoundError: import of wave halted; None in sys.modules
    >>> import wave
    """
    if library in sys.modules:
        yield
        return
    sys.modules[library] = None  # type: ignore[assignment]  # how Python itself is told that there is none
    try:
        yield
    finally:
        del sys.modules[library]
