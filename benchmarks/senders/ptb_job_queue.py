"""python-telegram-bot's own JobQueue: a job for each reminder, in memory; each commits that it has sent."""

from __future__ import annotations

import asyncio
from typing import Any

from telegram.ext import Application, ContextTypes

from benchmarks.senders.spending import AT_ONCE, Record, Spent, said


async def send(order: dict[str, Any]) -> None:
    """Every job is due at once."""
    record, places = Record(f"{order['folder']}/record.db"), asyncio.Semaphore(AT_ONCE)
    builder = Application.builder().token("1:rival").base_url(f"{order['api']}/bot").connection_pool_size(AT_ONCE)
    application = builder.pool_timeout(60).updater(None).build()

    async def remind(context: ContextTypes.DEFAULT_TYPE) -> None:
        assert context.job is not None
        chat_id: int = context.job.data  # type: ignore[assignment]
        async with places:
            sent = await context.bot.send_message(
                chat_id, order["text"], parse_mode="HTML", reply_markup=order["keyboard"]
            )
        record.keep((chat_id, sent.message_id))

    async with application:
        queue = application.job_queue
        assert queue is not None
        await queue.start()
        queue.scheduler.pause()
        for chat_id in range(1, order["messages"] + 1):
            queue.run_once(remind, 0.0, data=chat_id, job_kwargs={"misfire_grace_time": None})
        spent = Spent()
        queue.scheduler.resume()
        while record.count() < order["messages"]:  # noqa: ASYNC110 - a job queue has no event for it
            await asyncio.sleep(0.02)
        spent.say(record.count())
        await queue.stop(wait=False)


if __name__ == "__main__":
    asyncio.run(send(said()))
