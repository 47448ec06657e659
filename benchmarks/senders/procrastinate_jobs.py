"""procrastinate on PostgreSQL: a job for each reminder, 32 at a time; each commits that it has sent."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import procrastinate
from psycopg_pool import AsyncConnectionPool

from benchmarks.senders.spending import AT_ONCE, Spent, parameters, said


async def send(order: dict[str, Any]) -> None:
    """All jobs are in the database when the worker starts."""
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=order["database"]))
    pool = AsyncConnectionPool(order["database"], min_size=4, max_size=8, open=False, kwargs={"autocommit": True})
    line = aiohttp.ClientSession(order["api"], connector=aiohttp.TCPConnector(limit=AT_ONCE))

    @app.task(name="remind")
    async def remind(chat_id: int) -> None:
        async with line.post("/bot1:rival/sendMessage", data=parameters(order, chat_id)) as answer:
            message_id = json.loads(await answer.read())["result"]["message_id"]
        async with pool.connection() as connection:
            await connection.execute("INSERT INTO sent VALUES (%s, %s)", (chat_id, message_id))

    async with app.open_async(), pool, line:
        await app.schema_manager.apply_schema_async()
        async with pool.connection() as connection:
            await connection.execute("CREATE TABLE sent (chat_id BIGINT PRIMARY KEY, message_id BIGINT)")
        await remind.batch_defer_async(*({"chat_id": chat_id} for chat_id in range(1, order["messages"] + 1)))
        spent = Spent()
        await app.run_worker_async(concurrency=AT_ONCE, wait=False, install_signal_handlers=False)
        async with pool.connection() as connection:
            counted = await (await connection.execute("SELECT count(*) FROM sent")).fetchone()
        spent.say(counted[0] if counted else 0)


if __name__ == "__main__":
    asyncio.run(send(said()))
