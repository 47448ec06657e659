"""The second channel, one way: for people whom Telegram does not reach, and for the operator. Apprise ends here.

An address holds a password or a key, so neither Apprise's own log nor ours ever shows one.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from pydantic import SecretStr

from messages.html import as_text
from messages.letter import Letter

log = logging.getLogger(__name__)
logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # it names the address it failed at


async def send_aside(addresses: Sequence[SecretStr], letter: Letter) -> bool:
    """Put a letter's words to every address; true where each one took them."""
    is_taken = await asyncio.to_thread(_notify, [address.get_secret_value() for address in addresses], letter)
    if not is_taken:
        log.warning("second_channel_failed", extra={"addresses": len(addresses)})
    return is_taken


def _notify(addresses: Sequence[str], letter: Letter) -> bool:
    from apprise import Apprise, AppriseAsset  # half a second of plugins, for those who use it

    channel = Apprise(asset=AppriseAsset(app_id="Duban", app_desc="Duban", secure_logging=True))
    known = [channel.add(address) for address in addresses]
    title, _, rest = as_text(letter.text).partition("\n")
    return bool(channel.notify(body=rest or title, title=title if rest else "")) and all(known)
