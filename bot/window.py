"""At most so many messages within a span of seconds, as a server counts them.

A server counts a message when it comes in, some time between our sending and its answer; so a message fills its place
from the moment it is sent until a whole span after its answer, less the time no answer takes less than.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

UNLIMITED = 1_000_000
_COUNTED_WITHIN = 0.5  # seconds in which a server that has not answered yet has surely counted


@dataclass(slots=True, eq=False)
class Sending:
    """One message on its way or gone; `counted_at` is when the server had counted it at the latest."""

    chat_id: int
    begun_at: float
    is_trial: bool  # sent to see whether the trouble is over
    counted_at: float = math.inf

    @property
    def counted_by(self) -> float:
        """When that was as far as is known: one that is not answered is not waited for without end."""
        return self.begun_at + _COUNTED_WITHIN if self.counted_at == math.inf else self.counted_at


class Window:
    """At most `most` sendings within any `span` seconds; 0 is no limit."""

    def __init__(self, most: int, span: float) -> None:
        self._most = most
        self._span = span
        self._sendings: list[Sending] = []

    def allow(self, most: int) -> None:
        """From now on so many."""
        self._most = most

    def add(self, sending: Sending) -> None:
        """One more has been sent."""
        if self._most:
            leaves = zip(self._sendings, self._leave(), strict=True)
            self._sendings = [one for one, at in leaves if at > sending.begun_at] + [sending]

    def room(self, at: float) -> int:
        """How many more may be sent at a moment, if nothing is before it."""
        if not self._most:
            return UNLIMITED
        return max(0, self._most - len([leaves_at for leaves_at in self._leave() if leaves_at > at]))

    def is_empty(self, at: float) -> bool:
        """Whether it remembers nothing that matters."""
        return not self._most or self.room(at) == self._most

    def opens_at(self, places: int = 1) -> float:
        """When there will be room for so many; minus infinity where there has been for ever."""
        if not self._most:
            return -math.inf
        too_many = len(self._sendings) + min(places, self._most) - self._most
        return sorted(self._leave())[too_many - 1] if too_many > 0 else -math.inf

    def _leave(self) -> list[float]:
        """When the place of each is free again."""
        return [one.counted_by + self._span for one in self._sendings]
