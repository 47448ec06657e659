"""`kill -9` at any moment: no message is lost, no answer is lost or applied twice, and what may be double is marked."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlmodel import col

from bot.app import App
from bot.config import Config, DatabaseSettings, TelegramSettings
from bot.sandbox import TOKEN, Sandbox
from scheduler import deciding
from scheduler.clock import OfficeClock
from storage.database import open_engine
from storage.records import Notice, Report
from storage.states import Intent, Post, Role
from storage.values import Roster, RosterUnit
from tests.district import CHINA, document, row

MORNING = datetime(2022, 9, 20, 9, 0, tzinfo=CHINA)
LIAISONS = 80
AT_ONCE = 32
ROOT = Path(__file__).resolve().parent.parent


class Program:
    """`duban run` as a process of its own, which a test kills and starts again."""

    def __init__(self, url: str, sandbox: Sandbox, folder: Path) -> None:
        self._environment = os.environ | {
            "DUBAN_DATABASE_URL": url,
            "DUBAN_TELEGRAM_URL": sandbox.url,
            "DUBAN_TELEGRAM_TOKEN": TOKEN,
            "DUBAN_NOW": MORNING.isoformat(),
            "PYTHONPATH": str(ROOT),
        }
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it and do not wait."""
        with (self._folder / "run.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", "--log-json", env=self._environment, cwd=self._folder, stderr=log
            )

    async def kill(self) -> None:
        """kill -9, where it still runs."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)
            await self._process.wait()

    async def end(self) -> int:
        """SIGTERM; its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self._process.wait(), 15)

    def log(self) -> str:
        """Everything it has logged so far."""
        return (self._folder / "run.log").read_text(encoding="utf-8")


@asynccontextmanager
async def morning(url: str, folder: Path) -> AsyncIterator[tuple[Sandbox, App, Program]]:
    """A district whose morning is planned and not yet sent: one letter for each of eighty liaisons."""
    clock = OfficeClock(MORNING.replace(hour=8))
    sandbox = await Sandbox.start(clock=clock)
    config = Config(database=DatabaseSettings(url=url), telegram=TelegramSettings(url=sandbox.url))
    engine = open_engine(url)
    app = App(config, engine, clock)
    units = tuple(RosterUnit(f"第{n}镇", "乡镇", (), ("各乡镇人民政府",)) for n in range(1, LIAISONS + 1))
    with app.store.act(clock()) as desk:
        desk.load_roster(Roster("", units))
        for n, unit in enumerate(desk.units(), 1):
            contact = desk.meet(n, n, unit.name)
            desk.invite(f"code-{n}", Role.LIAISON, unit, Post.A, MORNING.replace(year=2023))
            desk.enrol(contact, f"code-{n}")
        plan = desk.store_document(document(row("12", collective=("各乡镇人民政府",), units=())), "0" * 64)
        assert deciding.confirm_ready(desk, plan) == 1
    app.rounds.plan_day()
    clock.move_to(MORNING)
    for n in range(1, LIAISONS + 1):
        sandbox.world.add_person(n, f"第{n}镇联络员")
        sandbox.world.says(n, "/start")
    program = Program(url, sandbox, folder)
    try:
        yield sandbox, app, program
    finally:
        await program.kill()
        engine.dispose()
        await sandbox.stop()


def copies(sandbox: Sandbox, word: str) -> Counter[int]:
    """How often each liaison was sent a message with a word."""
    return Counter(
        {n: sum(word in one.text for one in sandbox.world.chat(n) if one.from_bot) for n in range(1, LIAISONS + 1)}
    )


async def test_killed_while_sending_it_loses_nothing_and_marks_what_may_be_double(
    database_url: str, tmp_path: Path
) -> None:
    async with morning(database_url, tmp_path) as (sandbox, app, program):
        kills = 0
        for sent in (1, 9, 25, 60):
            await program.start()
            await sandbox.world.wait_for(lambda sent=sent: copies(sandbox, "交办").total() >= sent, 30)  # type: ignore[misc]
            await program.kill()
            kills += 1
            _let_leases_end(app)

        await program.start()
        await sandbox.world.wait_for(lambda: len(+copies(sandbox, "交办")) == LIAISONS, 30)
        exit_code = await program.end()

        told = copies(sandbox, "交办")
        counts = app.store.conservation()
        assert exit_code == 0
        assert min(told.values()) == 1
        assert told.total() - LIAISONS <= _sends_in_doubt(app) <= kills * AT_ONCE
        assert counts["uncertain"] >= sum(copies > 1 for copies in told.values())
        assert counts["planned"] == counts["sent"] + counts["uncertain"] + counts["withdrawn"]
        assert TOKEN not in program.log()


async def test_killed_while_answers_come_in_it_applies_each_once(database_url: str, tmp_path: Path) -> None:
    async with morning(database_url, tmp_path) as (sandbox, app, program):
        await program.start()
        await sandbox.world.wait_for(lambda: len(+copies(sandbox, "交办")) == LIAISONS, 30)
        for n in range(1, LIAISONS + 1):
            sandbox.world.says(n, f"12 已完成 https://www.example.gov.cn/{n}.html")
        for answered in (1, 20, 50):
            await sandbox.world.wait_for(lambda n=answered: len(+copies(sandbox, "收件回执")) >= n, 30)  # type: ignore[misc]
            await program.kill()
            _let_leases_end(app)
            await program.start()

        await sandbox.world.wait_for(lambda: len(+copies(sandbox, "收件回执")) == LIAISONS, 30)
        await program.end()

        assert _reports(app) == Counter(dict.fromkeys(_reports(app), 1))
        assert len(_reports(app)) == LIAISONS
        assert app.store.to_handle() == []
        assert app.store.broken_link() is None


def _reports(app: App) -> Counter[int]:
    with app.store.act(app.clock()) as desk:
        done = select(col(Report.item_id)).where(col(Report.intent) == Intent.DONE)
        return Counter(desk.session.scalars(done))


def _sends_in_doubt(app: App) -> int:
    with app.store.act(app.clock()) as desk:
        return desk.session.scalar(select(func.sum(col(Notice.doubts)))) or 0


def _let_leases_end(app: App) -> None:
    """On PostgreSQL a killed process's leases must run out; tests do not wait, they move the moment of the lease."""
    if app.engine.dialect.name == "postgresql":
        app.store.release_leases()
