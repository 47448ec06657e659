"""How much one person may ask of the bot in a minute: whoever says more is told so once and kept waiting alone.

Counted in this process only, by the office's clock: it protects the others, and nothing hangs on it.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from enum import Enum

from storage.states import Role

MINUTE = timedelta(minutes=1)
ENROLLED, STRANGERS = 200, 40  # messages and presses a minute
_REMEMBERED = 10_000  # people, and updates


class Heard(Enum):
    """What becomes of what a person says."""

    WHOLE = "whole"
    TOO_MUCH = "too much"  # the first one beyond: the person is told
    NOT_AT_ALL = "not at all"


class Quota:
    """Who said how much lately."""

    def __init__(self) -> None:
        self._said: dict[int, deque[datetime]] = {}
        self._told: dict[int, datetime] = {}
        self._heard: dict[int | None, Heard] = {}  # by update, the latest last

    def hears(self, update_id: int | None, user_id: int, role: Role, now: datetime) -> Heard:
        """Count one more message of a person; one that is handled anew is counted no second time."""
        if update_id not in self._heard:
            self._heard[update_id] = self._count(user_id, role, now)
            if len(self._heard) > _REMEMBERED:
                del self._heard[next(iter(self._heard))]
        return self._heard[update_id]

    def _count(self, user_id: int, role: Role, now: datetime) -> Heard:
        most = STRANGERS if role is Role.STRANGER else ENROLLED
        said = self._said.setdefault(user_id, deque(maxlen=ENROLLED))
        while said and not timedelta(0) <= now - said[0] < MINUTE:  # also where the clock was set back
            said.popleft()
        if len(said) < most:
            said.append(now)
            self._forget(now)
            return Heard.WHOLE
        told_at = self._told.get(user_id)
        if told_at is not None and timedelta(0) <= now - told_at < MINUTE:
            return Heard.NOT_AT_ALL
        self._told[user_id] = now
        return Heard.TOO_MUCH

    def _forget(self, now: datetime) -> None:
        """Let go of those who have been silent, once there are many."""
        if len(self._said) > _REMEMBERED:
            self._said = {one: said for one, said in self._said.items() if said and now - said[-1] < MINUTE}
            self._told = {one: at for one, at in self._told.items() if now - at < MINUTE}
