"""How the work of a function grows with its input, in processor time: a busy machine changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

IN_STEP = 32  # how much more work eight times the text may make; 64 would be squared
LEAST = 0.002  # seconds: below this the clock says nothing


def growth(work: Callable[[str], object], part: str, length: int, times: int = 8) -> float:
    """How many times the work grows when a text made of `part` becomes `times` as long."""
    short, long = part * (length // len(part)), part * (times * length // len(part))
    return _least(work, long) / max(_least(work, short), LEAST)


def _least(work: Callable[[str], object], text: str) -> float:
    return min(_once(work, text) for _ in range(3))


def _once(work: Callable[[str], object], text: str) -> float:
    started = process_time()
    work(text)
    return process_time() - started
