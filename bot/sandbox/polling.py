"""getUpdates: one long poll at a time, and none beside a webhook."""

from __future__ import annotations

from bot.sandbox.params import Params
from bot.sandbox.refusals import Refusal
from bot.sandbox.updates import Update, UpdateQueue

LONGEST_POLL = 50  # seconds
_OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"


class Poll:
    """The place where one poller waits; a newcomer sends the one before away with 409."""

    def __init__(self, updates: UpdateQueue) -> None:
        self._updates = updates
        self._turn = 0
        self._reason = ""

    async def get_updates(self, params: Params) -> list[Update]:
        """What is pending, or what comes within `timeout` seconds."""
        kinds = params.parsed("allowed_updates", "allowed updates")
        self._updates.allow(kinds if isinstance(kinds, list) else None)
        offset, limit = params.integer("offset"), min(max(params.integer("limit", 100), 1), 100)
        found = self._updates.read(offset, limit)
        seconds = min(max(params.integer("timeout"), 0), LONGEST_POLL)
        if found or seconds == 0:
            return found
        self.end(_OTHER_POLLER)
        return await self._wait(self._turn, max(offset, 0), limit, seconds)

    def end(self, reason: str) -> None:
        """Send the waiting poller away, if there is one."""
        self._turn += 1
        self._reason = reason
        self._updates.bell.ring()

    async def _wait(self, turn: int, offset: int, limit: int, seconds: int) -> list[Update]:
        try:
            await self._updates.bell.wait_for(lambda: turn != self._turn or self._updates.read(offset, limit), seconds)
        except TimeoutError:
            return []
        if turn != self._turn:
            raise Refusal(409, f"Conflict: {self._reason}")
        return self._updates.read(offset, limit)
