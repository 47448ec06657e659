"""Ours: the real program takes in typed answers; it may have a morning's reminders to send meanwhile."""

from __future__ import annotations

import asyncio
from typing import Any

from benchmarks import prepared
from benchmarks.senders.spending import Spent, said
from bot.app import App
from bot.commands.serve import get_ready
from bot.handling import handle_kept


async def answer(order: dict[str, Any]) -> None:
    """Until everything is handled, or until every receipt and reminder is delivered."""
    here = prepared.app(order["database"], order["api"], limited=order.get("limited", False))
    await here.bot.initialize()
    get_ready()
    if first := order.get("first"):  # somebody's who is not counted: what is made once is made by then
        here.store.keep([(0, *prepared.answers(first, first))], here.clock())
        await handle_kept(here.store, here.clock, here.respond)
    spent = Spent()
    if order["delivered"]:
        await _deliver(here, order["delivered"])
        spent.say(here.store.conservation()["sent"])
    else:
        for _ in range(0, order["answers"], 100):  # as many as Telegram hands over at once
            await here.inbox.fetch(0)
            await handle_kept(here.store, here.clock, here.respond)
        spent.say(here.store.conservation()["pending"])
    await here.bot.shutdown()


async def _deliver(here: App, messages: int) -> None:
    """The program's own loops, until so many messages are on record as sent."""
    loops = here._keep_shift(), here.inbox.poll(1), here._handle(), here._sender(here.rounds.sending)
    tasks = [asyncio.create_task(loop) for loop in loops]
    while here.store.conservation()["sent"] < messages:  # noqa: ASYNC110 - what is on record is asked for
        await asyncio.sleep(messages / 10_000)  # seconds; asking holds up what is measured
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(answer(said()))
