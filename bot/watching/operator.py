"""The operator hears of faults by the second channel: through the outbox, or past it where the database is away."""

from __future__ import annotations

from collections.abc import Callable

from bot.second_channel import SecondChannel
from messages.letter import Letter
from scheduler.clock import Clock
from storage.database import is_passing
from storage.store import Store


class Operator:
    """`woken` lets the sender know that something waits."""

    def __init__(self, store: Store, clock: Clock, channel: SecondChannel, woken: Callable[[], None]) -> None:
        self._store = store
        self._clock = clock
        self._channel = channel
        self._woken = woken

    async def tell(self, key: str, letter: Letter) -> bool:
        """Put an alarm on its way, once under each key; false where it could not be."""
        if not self._channel.has_operator:
            return True
        try:
            with self._store.act(self._clock()) as desk:
                desk.tell(desk.operator(), letter.as_body(), key=key)
        except Exception as error:
            if not is_passing(error):
                raise
            return await self._channel.tell_operator(letter)
        self._woken()
        return True
