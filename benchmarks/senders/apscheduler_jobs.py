"""APScheduler 3: a date job for each reminder, in an SQLAlchemyJobStore."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import aiohttp
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from benchmarks.senders import apscheduler_jobs as itself
from benchmarks.senders.spending import AT_ONCE, Record, Spent, parameters, said
from scheduler.clock import system_clock

ORDER: dict[str, Any] = {}
LINE: aiohttp.ClientSession
RECORD: Record
PLACES: asyncio.Semaphore
LONGEST = 120.0


async def remind(chat_id: int) -> None:
    """The job."""
    async with itself.PLACES:
        form = parameters(itself.ORDER, chat_id)
        async with itself.LINE.post("/bot1:rival/sendMessage", data=form) as answer:
            message_id = json.loads(await answer.read())["result"]["message_id"]
        itself.RECORD.keep((chat_id, message_id))


async def send(order: dict[str, Any]) -> None:
    """All jobs are in the store and due when the scheduler starts. One that it lets go by is lost."""
    itself.ORDER, itself.RECORD = order, Record(f"{order['folder']}/record.db")
    itself.PLACES = asyncio.Semaphore(AT_ONCE)
    scheduler = AsyncIOScheduler(
        jobstores={"default": SQLAlchemyJobStore(f"sqlite:///{Path(order['folder']) / 'jobs.db'}")},
        job_defaults={"misfire_grace_time": None},
        timezone=UTC,
    )
    scheduler.start(paused=True)
    due = system_clock() - timedelta(seconds=1)
    for chat_id in range(1, order["messages"] + 1):
        scheduler.add_job(itself.remind, "date", run_date=due, args=[chat_id], id=str(chat_id))
    itself.LINE = aiohttp.ClientSession(order["api"], connector=aiohttp.TCPConnector(limit=AT_ONCE))
    spent = Spent()
    scheduler.resume()
    while itself.RECORD.count() < order["messages"] and perf_counter() - spent.began < LONGEST:  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    spent.say(itself.RECORD.count())
    scheduler.shutdown(wait=False)
    await itself.LINE.close()


if __name__ == "__main__":
    asyncio.run(itself.send(said()))
