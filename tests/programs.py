"""`duban run` as processes of their own on a prepared morning, for tests that kill, freeze and starve them."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from bot.app import App
from bot.config import Config
from bot.sandbox import TOKEN, Sandbox
from bot.settings import DatabaseSettings, TelegramSettings
from scheduler.clock import OfficeClock
from storage.database import open_engine
from storage.records import Contact, Notice, Report
from tests.district import CHINA, open_chats
from tests.running import hand_out_to
from tests.stem import STEM

MORNING = datetime(2022, 9, 20, 9, 0, tzinfo=CHINA)
LIAISONS = 80
AT_ONCE = 32
OFFICE = 1_000_000
RUNNING = '"running"'  # what a program logs when it has begun
UNHURRIED = "[telegram]\nrate = 0\nchat = 0\ngroup_per_minute = 0\nlong_poll = 1\n"


class Program:
    """One `duban run`, which a test starts, stops and starts again."""

    def __init__(self, url: str, sandbox: Sandbox, folder: Path, settings: str = UNHURRIED) -> None:
        folder.mkdir(exist_ok=True)
        (folder / "config.toml").write_text(settings, encoding="utf-8")
        self._environment = {
            "DUBAN_DATABASE_URL": url,
            "DUBAN_TELEGRAM_URL": sandbox.url,
            "DUBAN_TELEGRAM_TOKEN": TOKEN,
            "DUBAN_NOW": MORNING.isoformat(),
            "DUBAN_CONFIG": str(folder / "config.toml"),
        }
        self._folder = folder
        self.pid = 0

    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return bool(self.pid) and STEM.ended(self.pid) is None

    def start(self) -> None:
        """Start it and do not wait."""
        self.pid = STEM.start(["run", "--log-json"], self._environment, self._folder, self._folder / "run.log")

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal, where it still runs."""
        if self.is_running():
            os.kill(self.pid, number)

    async def kill(self) -> None:
        """kill -9."""
        self.signal(signal.SIGKILL)
        if self.pid:
            await self.ended()

    async def end(self) -> int:
        """SIGTERM; its exit code."""
        self.signal(signal.SIGTERM)
        return await self.ended()

    async def ended(self, within: float = 40.0) -> int:
        """Wait for it to end; its exit code."""
        async with asyncio.timeout(within):
            while (code := STEM.ended(self.pid)) is None:  # noqa: ASYNC110 - another process ends
                await asyncio.sleep(0.01)
        return code

    def may_write(self, size: int) -> None:
        """From now on it may write no file beyond so many bytes."""
        _, hard = resource.prlimit(self.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (size, hard))

    def log(self) -> str:
        """Everything it has logged so far."""
        path = self._folder / "run.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""


@dataclass
class Morning:
    """A district whose morning is planned and not yet sent: one letter for each liaison, numbered from 1."""

    url: str
    sandbox: Sandbox
    app: App  # for looking at the database only; it never runs
    folder: Path
    liaisons: range
    settings: str = UNHURRIED
    programs: list[Program] = field(default_factory=list)

    def program(self) -> Program:
        """One more process, not yet started."""
        one = Program(self.url, self.sandbox, self.folder / f"process-{len(self.programs)}", self.settings)
        self.programs.append(one)
        return one

    async def until(self, done: Callable[[], Any], within: float = 60.0) -> None:
        """Wait until something is true. Looking takes no more than a tenth of the time: this is the server, too."""
        async with asyncio.timeout(within):
            while True:
                began = time.monotonic()
                if done():
                    return
                await asyncio.sleep(max(0.01, 9 * (time.monotonic() - began)))

    def copies(self, word: str = "交办") -> Counter[int]:
        """How often each liaison was sent a message with a word."""
        return Counter({n: self.copies_of(n, word) for n in self.liaisons})

    def copies_of(self, n: int, word: str) -> int:
        """How often one liaison was sent it."""
        return sum(word in (one.text or "") for one in self.sandbox.world.chat(n) if one.from_bot)

    def told(self, word: str = "交办") -> int:
        """How many liaisons have got a message with a word."""
        return sum(self.copies_of(n, word) > 0 for n in self.liaisons)

    def is_empty(self) -> bool:
        """Whether nothing waits to be handled or sent any more."""
        return self.app.store.to_handle() == [] and self.app.store.conservation()["pending"] == 0

    def sent(self) -> int:
        """How many messages have been taken from the bot."""
        return len(self.sandbox.world.accepted)

    @cached_property
    def contact_ids(self) -> dict[int, int]:
        """The contact of each liaison."""
        with self.app.store.act(self.app.clock()) as desk:
            return {one.chat_id: one.id or 0 for one in desk.all(select(Contact))}

    def doubts(self) -> int:
        """Sends whose answer never came."""
        return sum(notice.doubts for notice in self.notices())

    def notices(self) -> list[Notice]:
        """Everything that was planned to be told."""
        with self.app.store.act(self.app.clock()) as desk:
            return list(desk.session.scalars(select(Notice).order_by(col(Notice.id))))

    def reports(self) -> Counter[int]:
        """How many reports each item has."""
        with self.app.store.act(self.app.clock()) as desk:
            return Counter(desk.session.scalars(select(col(Report.item_id))))


@asynccontextmanager
async def morning(
    url: str, folder: Path, liaisons: int = LIAISONS, settings: str = UNHURRIED
) -> AsyncIterator[Morning]:
    """A planned morning."""
    clock = OfficeClock(MORNING.replace(hour=8))
    sandbox = await Sandbox.start(clock=clock)
    config = Config(database=DatabaseSettings(url=url), telegram=TelegramSettings(url=sandbox.url))
    engine = open_engine(url)
    app = App(config, engine, clock)
    here = Morning(url, sandbox, app, folder, range(1, liaisons + 1), settings)
    towns = {n: f"第{n}镇" for n in here.liaisons}
    hand_out_to(app, towns)
    clock.move_to(MORNING)
    open_chats(sandbox, {n: f"{name}联络员" for n, name in towns.items()})
    try:
        yield here
    finally:
        for program in here.programs:
            program.signal(signal.SIGKILL)
        engine.dispose()
        await sandbox.stop()
