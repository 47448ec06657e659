"""Everything the server was asked, in order: what an outside checker counts losses and repeats from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.sandbox.refusals import Json


@dataclass(slots=True)
class Call:
    """One call. `accepted`: it took effect. `answered`: the caller was told; a fault parts the two.

    `answered` is None while the call is open.
    """

    number: int
    method: str
    chat_id: int | None
    params: Json  # files by name and size
    at: datetime  # by the office's clock
    second: float  # by a steady clock, for rates
    accepted: bool = False
    answered: bool | None = None
    refusal: str | None = None
    fault: str | None = None
    message_ids: tuple[int, ...] = ()

    def json(self) -> Json:
        """For a checker in another process."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        return {**plain, "at": self.at.isoformat(), "message_ids": list(self.message_ids)}
