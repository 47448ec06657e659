"""Pulse: what this process has done since it started, counted as it happens."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Seconds; the buckets of a Prometheus histogram."""


class Pulse:
    """`steady` counts seconds whatever the office's clock does."""

    def __init__(self, steady: Callable[[], float]) -> None:
        self._steady = steady
        self.handled = [0] * (len(BOUNDS) + 1)  # updates by how long each took, the last beyond all bounds
        self.handling_seconds = 0.0

    @contextmanager
    def handling(self, updates: int) -> Iterator[None]:
        """So many updates take effect meanwhile."""
        begun_at = self._steady()
        try:
            yield
        finally:
            took = max(0.0, self._steady() - begun_at)
            self.handled[bisect_left(BOUNDS, took / updates)] += updates
            self.handling_seconds += took
