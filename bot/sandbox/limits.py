"""Telegram's rates, enforced without any leniency when switched on."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from bot.sandbox.refusals import too_many_requests


@dataclass(slots=True)
class Window:
    """At most `allowed` moments within any `seconds`."""

    allowed: int
    seconds: float
    moments: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Seconds until one more is allowed, 0.0 for at once."""
        while self.moments and now - self.moments[0] >= self.seconds:
            self.moments.popleft()
        return self.moments[0] + self.seconds - now if len(self.moments) >= self.allowed else 0.0


class Limits:
    """30 messages a second in all, one a second to a person, twenty a minute to a group."""

    def __init__(self, per_second: int = 30, per_chat_second: int = 1, per_group_minute: int = 20) -> None:
        self._all = Window(per_second, 1.0)
        self._people: defaultdict[int, Window] = defaultdict(lambda: Window(per_chat_second, 1.0))
        self._groups: defaultdict[int, Window] = defaultdict(lambda: Window(per_group_minute, 60.0))

    def admit(self, chat_id: int, now: float) -> None:
        """Count a message at `now` (seconds of any steady clock), or raise 429. A refused one does not count."""
        chat = self._groups[chat_id] if chat_id < 0 else self._people[chat_id]
        wait = max(self._all.wait(now), chat.wait(now))
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        self._all.moments.append(now)
        chat.moments.append(now)
