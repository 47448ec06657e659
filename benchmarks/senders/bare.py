"""The ceiling: an outbox of one table, a plain aiohttp loop, one durable commit for each batch. It checks nothing."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from typing import Any

import aiohttp
import psycopg

from benchmarks.senders.spending import AT_ONCE, Spent, parameters, said

_TABLE = "CREATE TABLE outbox (id INTEGER PRIMARY KEY, message_id INTEGER)"
_INDEX = "CREATE INDEX waiting ON outbox (id) WHERE message_id IS NULL"
_FILL = "INSERT INTO outbox (id) SELECT n FROM ({numbers})"
_DUE = f"SELECT id FROM outbox WHERE message_id IS NULL ORDER BY id LIMIT {AT_ONCE}"


class Outbox:
    """The table, on either database."""

    def __init__(self, database: str, messages: int) -> None:
        self.is_sqlite = database.startswith("sqlite")
        self._here: Any = self._sqlite(database) if self.is_sqlite else psycopg.connect(database)
        numbers = "WITH RECURSIVE m(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM m WHERE n < {0}) SELECT n FROM m"
        series = numbers.format(messages) if self.is_sqlite else f"SELECT generate_series(1, {messages}) AS n"
        for statement in (_TABLE, _INDEX, _FILL.format(numbers=series) + ("" if self.is_sqlite else " AS numbers")):
            self._here.execute(statement)
        self._here.commit()

    def due(self) -> list[int]:
        """A batch."""
        return [row[0] for row in self._here.execute(_DUE).fetchall()]

    def keep(self, sent: list[tuple[int, int]]) -> None:
        """One commit."""
        mark = "?" if self.is_sqlite else "%s"
        cursor = self._here.cursor()
        cursor.executemany(f"UPDATE outbox SET message_id = {mark} WHERE id = {mark}", sent)
        self._here.commit()

    def count(self) -> int:
        """How many are on record."""
        number: int = self._here.execute("SELECT count(message_id) FROM outbox").fetchone()[0]
        return number

    def _sqlite(self, database: str) -> sqlite3.Connection:
        opened = sqlite3.connect(database.removeprefix("sqlite:///"))
        opened.execute("PRAGMA journal_mode=WAL")
        opened.execute("PRAGMA synchronous=FULL")
        return opened


async def send(order: dict[str, Any]) -> None:
    """Batch by batch."""
    outbox = Outbox(order["database"], order["messages"])
    async with aiohttp.ClientSession(order["api"], connector=aiohttp.TCPConnector(limit=AT_ONCE)) as line:

        async def one(chat_id: int) -> tuple[int, int]:
            async with line.post("/bot1:rival/sendMessage", data=parameters(order, chat_id)) as answer:
                return json.loads(await answer.read())["result"]["message_id"], chat_id

        spent = Spent()
        while due := outbox.due():
            outbox.keep(await asyncio.gather(*map(one, due)))
        spent.say(outbox.count())


if __name__ == "__main__":
    asyncio.run(send(said()))
