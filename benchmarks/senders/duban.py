"""Ours: the real program's sending loop on a prepared morning."""

from __future__ import annotations

import asyncio
import gc
from typing import Any

from benchmarks import prepared
from benchmarks.senders.spending import Spent, said


async def send(order: dict[str, Any]) -> None:
    """From the first claim to the last settlement."""
    here = prepared.app(order["database"], order["api"], limited=order.get("limited", False))
    await here.bot.initialize()
    gc.freeze()  # as `duban run` does
    spent = Spent()
    await here.rounds.send_due()
    while here.store.conservation()["pending"]:
        await here.rounds.sending.woken(1.0)
        await here.rounds.send_due()
    spent.say(here.store.conservation()["sent"])
    await here.bot.shutdown()


if __name__ == "__main__":
    asyncio.run(send(said()))
