"""The second channel, one way: for people whom Telegram does not reach, and for the operator. Apprise ends here.

An address holds a password or a key, so neither Apprise's own log nor ours ever shows one.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta

from pydantic import SecretStr

from messages.letter import Letter
from messages.phrases import STANDARD, Wording
from messages.second_channel import aside, subject_and_text
from storage.delivery import Outcome, Retry, Sent, Unreachable
from storage.desk.second_channel import OPERATOR

log = logging.getLogger(__name__)
for telling in ("apprise", "urllib3", "requests"):  # they name the address
    logging.getLogger(telling).setLevel(logging.CRITICAL + 1)

MOST_TRIES = 8
_FIRST_REST, _LONGEST_REST = timedelta(minutes=1), timedelta(hours=1)


class SecondChannel:
    """`bot_name` gives the bot's user name once it is known, before that ""."""

    def __init__(
        self,
        office: str,
        operator: Sequence[SecretStr],
        bot_name: Callable[[], str],
        wording: Wording = STANDARD,
    ) -> None:
        self._office = office
        self._wording = wording
        self._operator = [address.get_secret_value() for address in operator]
        self._bot_name = bot_name
        self._failures: Counter[str] = Counter()  # in a row, by address

    @property
    def has_operator(self) -> bool:
        """Whether anybody is to be told of faults."""
        return bool(self._operator)

    async def send(self, address: str, letter: Letter) -> Outcome:
        """Put a letter's words to a unit's address, or to the operator's. Failures come back as values.

        A service's refusal and its lost answer look alike from here, so what is tried again is in doubt.
        """
        to_operator = address == OPERATOR
        said = letter if to_operator else aside(letter, self._office, self._bot_name(), self._wording)
        if await self.put(self._operator if to_operator else [address], said):
            del self._failures[address]
            return Sent(None)
        self._failures[address] += 1
        if self._failures[address] >= MOST_TRIES:
            del self._failures[address]
            return Unreachable("其他联系渠道多次未能送达，请核对名册中的地址")
        rest = min(_LONGEST_REST, _FIRST_REST * 2 ** (self._failures[address] - 1))
        return Retry(rest, "其他联系渠道未确认收到", in_doubt=True)

    async def tell_operator(self, letter: Letter) -> bool:
        """Tell the operator past the outbox, for when the database is away."""
        return await self.put(self._operator, letter)

    async def put(self, addresses: Sequence[str], letter: Letter) -> bool:
        """Put a letter to every address; true where each one took it."""
        is_taken = await asyncio.to_thread(_notify, addresses, *subject_and_text(letter))
        if not is_taken:
            log.warning("second_channel_failed", extra={"addresses": len(addresses)})
        return is_taken


def _notify(addresses: Sequence[str], subject: str, text: str) -> bool:
    from apprise import Apprise, AppriseAsset, OverflowMode  # half a second of plugins, for those who use it

    channel = Apprise(asset=AppriseAsset(app_id="Duban", app_desc="Duban", secure_logging=True))
    known = [channel.add(address) for address in addresses]
    for service in channel:
        service.overflow_mode = OverflowMode.SPLIT  # a long letter comes in parts, never cut short
    return bool(channel.notify(body=text, title=subject)) and all(known)
