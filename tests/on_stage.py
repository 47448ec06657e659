"""A small stage and its bot for the demo page, and the browser to see it in."""

from __future__ import annotations

import asyncio
import struct
import zlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp

from bot.sandbox.page import Guide, Person, TimelineEntry, add_page
from bot.sandbox.server import Sandbox

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE, LIAISON, OTHER = 1, 11, 21
ANSWER = "23 已完成 https://www.example.gov.cn/art/23.html"


class Rehearsal:
    """A small stage and its bot: assignments on the first working morning, pings on Mondays."""

    def __init__(self) -> None:
        self.clock = datetime(2022, 9, 19, 8, 55, tzinfo=SHANGHAI)
        self.sent: list[TimelineEntry] = []
        self.confirmed = False
        self.sandbox = Sandbox(clock=self.now)
        self.client = aiohttp.ClientSession()

    def people(self) -> Sequence[Person]:
        return [
            Person(OFFICE, "公开办工作人员", "区政务公开办", "office", "公开办"),
            Person(LIAISON, "清河镇联络员", "清河镇", "liaison", "乡镇"),
            Person(OTHER, "区教育局联络员", "区教育局", "liaison", "部门"),
        ]

    def now(self) -> datetime:
        return self.clock

    def next_event(self) -> datetime | None:
        return (self.clock + timedelta(minutes=5)) if not self.sent else None

    def timeline(self) -> Sequence[TimelineEntry]:
        return list(self.sent)

    def guide(self) -> Guide:
        return Guide(OFFICE, LIAISON, ANSWER, date(2022, 12, 5), self.confirmed)

    async def move_to(self, instant: datetime) -> None:
        kind = "交办" if instant.date() < date(2022, 12, 5) else "催办"
        self.clock = instant
        for person in (LIAISON, OTHER):
            await self.call("sendMessage", chat_id=person, text=f"<b>【{kind}】</b>第23项", parse_mode="HTML")
        self.sent.append(TimelineEntry(instant.date(), kind, 2))

    async def call(self, method: str, **params: object) -> Any:
        """The bot's side: a call of the Bot API."""
        url = f"{self.sandbox.url}/bot{self.sandbox.token}/{method}"
        async with self.client.post(url, json=params) as answer:
            body = await answer.json()
        assert body["ok"], body
        return body["result"]

    async def open(self) -> None:
        for person in self.people():
            self.sandbox.world.add_person(person.user_id, person.name).started = True
        add_page(self.sandbox.app, self.sandbox.world, self)
        await self.sandbox.listen()
        await self.call("setMyCommands", commands=[{"command": "digest", "description": "摘要"}])

    async def answer_everyone(self) -> None:
        """A bot that shows a toast for every press and gives a receipt for every message."""
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=30):
                offset = update["update_id"] + 1
                await self._answer(update)

    async def _answer(self, update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            self.confirmed = self.confirmed or query["data"] == "confirm"
            trouble = query["data"] == "trouble"
            text = "请说明困难。" if trouble else "已签收。"
            await self.call("answerCallbackQuery", callback_query_id=query["id"], text=text, show_alert=trouble)
            where = {"chat_id": query["from"]["id"], "message_id": query["message"]["message_id"]}
            if not trouble:
                await self.call("editMessageText", **where, text="【交办】已签收")
        else:
            message = update["message"]
            await self.call(
                "sendMessage",
                chat_id=message["chat"]["id"],
                text="【收件回执】已记录",
                reply_parameters={"message_id": message["message_id"]},
            )


@asynccontextmanager
async def rehearsal() -> AsyncIterator[Rehearsal]:
    """The stage, open, with a bot that answers everyone."""
    opened = Rehearsal()
    await opened.open()
    bot = asyncio.create_task(opened.answer_everyone())
    yield opened
    bot.cancel()
    with suppress(asyncio.CancelledError):
        await bot
    await opened.sandbox.stop()
    await opened.client.close()


def picture(red: int) -> bytes:
    """A small PNG."""
    rows = (b"\0" + bytes((red, 90, 120)) * 40) * 30
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
