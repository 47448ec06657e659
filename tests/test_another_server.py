"""The program at a Bot API server that is not ours: nothing is lost, or doubled by its manners."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select
from sqlmodel import col

from bot.app import App
from bot.config import Config
from bot.settings import EvidenceSettings, TelegramSettings
from scheduler import deciding, taking
from scheduler.clock import OfficeClock
from storage.records import Incoming, Report
from storage.states import Post, Role
from tests import running
from tests.another_server import AnotherServer
from tests.district import ROSTER, UNITS, document, row
from tests.running import MORNING, new_database

TOKEN = "4200:another"
FIRST = 700_000_000
LIAISONS = (7_000_000_001, 7_000_000_002, 7_000_000_003)  # beyond 32 bits


class Here:
    """The bot, its server, and the office's clock."""

    def __init__(self, server: AnotherServer, app: App, clock: OfficeClock) -> None:
        self.server, self.app, self.clock = server, app, clock

    async def until(self, done: Callable[[], Any]) -> None:
        """Wait for something, while the program's time passes."""
        async with asyncio.timeout(20):
            while not done():
                self.clock.move_to(self.clock() + timedelta(seconds=0.5))
                self.app.wake_sender()
                await asyncio.sleep(0.01)

    def receipts(self, chat_id: int) -> int:
        """How many answers of a liaison were read back."""
        return sum("收件回执" in text for text in self.server.texts(chat_id))

    def reports(self) -> int:
        """How many reports there are."""
        with self.app.store.act(self.clock()) as desk:
            return len(desk.all(select(Report)))

    def kept(self) -> list[int]:
        """The updates that are kept."""
        with self.app.store.act(self.clock()) as desk:
            return list(desk.session.scalars(select(col(Incoming.update_id)).order_by(col(Incoming.update_id))))


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Here]:
    """A morning on which each of three liaisons waits for one message."""
    server, clock = AnotherServer(TOKEN), OfficeClock(MORNING)
    await server.start()
    config = Config(
        telegram=TelegramSettings(url=server.url, answer=2, long_poll=1, rate=0, chat=0, group_per_minute=0),
        evidence=EvidenceSettings(folder=str(tmp_path / "evidence")),
        token=SecretStr(TOKEN),
    )
    with new_database(tmp_path) as engine:
        app = App(config, engine, clock, steady=lambda: clock().timestamp())
        _enrol(app, clock)
        app.rounds.plan_day()
        yield Here(server, app, clock)
        await server.stop()


@asynccontextmanager
async def at_work(here: Here) -> AsyncIterator[None]:
    """The program runs meanwhile; every call is as described, and no more is in doubt than met a closed door."""
    async with running.at_work(here.app):
        yield
    assert here.server.complaints == []
    counts = here.app.store.conservation()
    assert (counts["pending"], counts["unreachable"]) == (0, 0)
    assert counts["uncertain"] <= here.server.closed
    assert here.app.store.broken_link() is None


async def test_nothing_is_lost_or_doubled_by_the_manners_of_another_server(here: Here) -> None:
    server, (first, second, third) = here.server, LIAISONS
    server.refuse["sendMessage"] = [
        (429, {"description": "Too Many Requests: retry after 0.4", "parameters": {"retry_after": 0.4, "why": "x"}}),
        (500, {"description": "Internal Server Error: restart"}),
    ]
    server.brings({"update_id": FIRST, "aura_changed": {"old": 1}})
    server.brings(
        {"channel_post": {"chat": {"id": -1_009_999_999_999, "type": "channel"}, "date": 1}, "update_id": FIRST + 1}
    )
    async with at_work(here):
        await here.until(lambda: all(len(server.texts(chat)) == 1 for chat in LIAISONS))
        server.says(first, FIRST + 5, text="12 办理中")
        [handed_out] = server.chats[second].values()
        data = handed_out["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        press = {
            "id": "1",
            "chat_instance": "c",
            "from": {"id": second, "is_bot": False, "first_name": "某"},
            "data": data,
        }
        server.brings({"update_id": FIRST + 9, "callback_query": press | {"message": handed_out}})
        sizes = [{"file_id": f"p{n}", "file_unique_id": f"u{n}", "height": n, "width": n} for n in (10, 90)]
        server.says(third, FIRST + 12, caption="12 已完成", photo=sizes)
        await here.until(lambda: here.reports() >= 2 and here.receipts(first) and here.receipts(third))
        await here.until(lambda: list(Path(here.app.config.evidence.folder).rglob("*/*")))
        before = here.reports()
        server.updates += server.updates[:]  # all of it once more
        server.updates.sort(key=lambda one: one["update_id"])
        here.app.inbox.offset = None
        server.says(first, FIRST + 40, text="12 已完成")
        await here.until(lambda: here.receipts(first) == 2)

    assert here.reports() == before + 1
    assert [here.receipts(chat) for chat in LIAISONS] == [2, here.receipts(second), 1]
    assert [path.read_bytes() for path in Path(here.app.config.evidence.folder).rglob("*/*")] == [b"bytes"]  # noqa: ASYNC240


async def test_a_server_that_counts_anew_loses_no_message_and_repeats_none(here: Here) -> None:
    server, (first, second, _) = here.server, LIAISONS
    async with at_work(here):
        for n, chat_id in enumerate(LIAISONS):
            server.says(chat_id, 1 + n, text="12 办理中")
        await here.until(lambda: all(here.receipts(chat) for chat in LIAISONS))
        server.updates.clear()
        server.says(first, 2, text="12 推进中")  # another server, which has never heard of number 3
        again = server.says(second, 3, text="12 推进中")
        server.refuse["getUpdates"] = [(502, {"description": "Bad Gateway"})]
        await here.until(lambda: here.receipts(first) == here.receipts(second) == 2)
        server.updates += [dict(again)]
        server.says(first, 4, text="12 已完成")
        await here.until(lambda: here.receipts(first) == 3)

    assert [here.receipts(chat) for chat in LIAISONS] == [3, 2, 1]
    assert len(here.kept()) == 6


def _enrol(app: App, clock: OfficeClock) -> None:
    with app.store.act(clock()) as desk:
        desk.load_roster(ROSTER)
        names = list(UNITS.values())[: len(LIAISONS)]
        for chat_id, name in zip(LIAISONS, names, strict=True):
            desk.invite(
                f"code-{chat_id}", Role.LIAISON, taking.unit_named(desk, name), Post.A, MORNING.replace(year=2023)
            )
            desk.enrol(desk.meet(chat_id, chat_id, f"{name}联络员"), f"code-{chat_id}")
        plan = desk.store_document(document(row("12", units=names)), "0" * 64)
        deciding.confirm_ready(desk, plan)
