"""Trouble: when nothing gets through to anybody, everybody waits but for a trial now and then."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from bot.window import Sending

log = logging.getLogger(__name__)

SEVERAL = 3
"""So many chats failing in a row are no longer the chats' fault."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 5.0  # seconds for everybody, while nothing gets through


@dataclass(slots=True)
class Trouble:
    """Failures of different chats in a row, which stop everybody but for a trial now and then."""

    chats: set[int] = field(default_factory=set)
    is_everybodys: bool = False
    pause: float = FIRST_PAUSE
    until: float = 0.0

    def begun(self, sending: Sending) -> None:
        """A message goes out; after a trial the next one waits."""
        if sending.is_trial:
            self.until = sending.begun_at + self.pause

    def grows(self, sending: Sending, now: float, longest: float, why: str, *, is_everybodys: bool = False) -> None:
        """Note a failure; several chats in a row stop everybody, a failed trial for longer."""
        self.chats.add(sending.chat_id)
        is_new = not self.is_everybodys
        self.is_everybodys |= is_everybodys or len(self.chats) >= SEVERAL
        if sending.is_trial:
            self.pause = min(self.pause * 2, LONGEST_PAUSE)
        if self.is_everybodys and (is_new or sending.is_trial):
            self.until = now + min(self.pause, longest)
        if self.is_everybodys and is_new:
            log.warning("sending_held", extra={"why": why})

    def is_over(self) -> None:
        """A message got through."""
        if self.is_everybodys:
            log.info("sending_resumed")
        self.chats, self.is_everybodys, self.pause, self.until = set(), False, FIRST_PAUSE, 0.0
