"""How fast letters may go out, as the rounds ask for it."""

from __future__ import annotations

import math
from typing import Protocol


class Pace(Protocol):
    """Its seconds are of a steady clock, never the office's, which may be moved."""

    def room(self, *, for_answers: bool = False) -> int:
        """How many letters may be begun now; answers to people go before all others."""
        ...

    def rests(self, chat_id: int) -> bool:
        """Whether this chat may not be written to yet."""
        ...

    def eases_in(self) -> float:
        """Seconds until there is room again, or until the next resting chat is rested; infinity for neither."""
        ...


class Unhurried:
    """No limit at all."""

    def room(self, *, for_answers: bool = False) -> int:
        """As many as anybody wants."""
        return 1_000_000

    def rests(self, chat_id: int) -> bool:
        """No chat needs rest."""
        return False

    def eases_in(self) -> float:
        """There is nothing to wait for."""
        return math.inf
