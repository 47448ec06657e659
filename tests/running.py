"""The whole program running against the local Bot API server, on an office clock that a test may move ahead."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import Engine, event, select
from sqlmodel import col

from bot.app import App
from bot.config import Config
from bot.sandbox import TOKEN, Sandbox
from bot.sandbox.calls import Call
from bot.sandbox.message import Message
from bot.settings import EvidenceSettings, TelegramSettings
from messages.html import plain
from messages.letter import Letter
from scheduler import deciding
from scheduler.clock import OfficeClock
from storage.database import open_engine
from storage.records import Contact, Notice
from storage.rehearsal import migrated
from storage.states import Post, Role
from storage.values import Roster, RosterUnit
from tests.district import CHINA, document, row
from tests.prepared import once

MORNING = datetime(2022, 9, 20, 9, 0, tzinfo=CHINA)
TURN = 0.01  # seconds between two looks at what has become of it


@dataclass
class Running:
    """One office whose liaisons, numbered from 1, each wait for one 交办."""

    sandbox: Sandbox
    app: App
    clock: OfficeClock
    liaisons: range

    async def until(self, done: Callable[[], Any], passing: float = 0.0, within: float = 60.0) -> None:
        """Wait for something to become true; `passing` are seconds of the program's time that pass at each look."""
        async with asyncio.timeout(within):
            while not done():
                if passing:
                    self.passes(passing)
                await asyncio.sleep(TURN)

    def held_until(self) -> datetime | None:
        """When the next of the letters that are held back may be tried; None where none is."""
        return self.app.store.next_try(self.clock())

    def passes(self, seconds: float) -> None:
        """Let the program's time pass."""
        self.clock.move_to(self.clock() + timedelta(seconds=seconds))
        self.app.wake_sender()

    def got(self, chat_id: int, word: str = "交办") -> list[Message]:
        """What the bot wrote into a chat, with a word in it."""
        return [one for one in self.sandbox.world.chat(chat_id) if one.from_bot and word in (one.text or "")]

    def all_got(self, but: int | None = None, word: str = "交办") -> bool:
        """Whether every liaison (but one) has it."""
        return all(self.got(n, word) for n in self.liaisons if n != but)

    def is_empty(self) -> bool:
        """Whether nothing waits in the outbox any more."""
        return self.counts()["pending"] == 0

    def counts(self) -> dict[str, int]:
        """Conservation: planned is the sum of the rest."""
        return self.app.store.conservation()

    def calls(self, method: str = "sendMessage", chat_id: int | None = None) -> list[Call]:
        """What the server was asked."""
        return [one for one in self.sandbox.world.calls if one.method == method and chat_id in (None, one.chat_id)]

    def notices(self, chat_id: int) -> list[Notice]:
        """What a contact was to be told."""
        with self.app.store.act(self.clock()) as desk:
            theirs = select(Notice).join(Contact, col(Contact.id) == col(Notice.contact_id))
            return list(desk.session.scalars(theirs.where(col(Contact.chat_id) == chat_id).order_by(col(Notice.id))))

    def tell(self, chat_id: int, said: str, **parts: Any) -> None:
        """Put a letter into somebody's mailbox, with parts of its body changed."""
        with self.app.store.act(self.clock()) as desk:
            contact = desk.session.scalars(select(Contact).where(col(Contact.chat_id) == chat_id)).one()
            desk.tell(contact, Letter(plain(said)).as_body() | parts)
        self.app.wake_sender()

    def has_lost_nothing(self) -> None:
        """Everybody has it; copies beyond the first are no more than the sends in doubt; the sum adds up."""
        for n in self.liaisons:
            doubts = sum(notice.doubts for notice in self.notices(n))
            assert 1 <= len(self.got(n)) <= 1 + doubts
        counts = self.counts()
        assert counts["planned"] == sum(number for state, number in counts.items() if state != "planned")

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """The program runs meanwhile."""
        async with at_work(self.app):
            yield


@asynccontextmanager
async def at_work(app: App) -> AsyncIterator[None]:
    """A program runs meanwhile, and ends when it is told to."""
    stop = asyncio.Event()
    work = asyncio.create_task(app.run(stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(work, 12)


@contextmanager
def new_database(folder: Path, patience: int = 5_000) -> Iterator[Engine]:
    """An empty, migrated SQLite file that waits so many milliseconds for a lock."""
    (folder / "duban.db").write_bytes(migrated())
    engine = open_engine(f"sqlite:///{folder / 'duban.db'}")
    event.listen(engine, "checkout", lambda connection, *_: connection.execute(f"PRAGMA busy_timeout={patience}"))
    try:
        yield engine
    finally:
        engine.dispose()


@asynccontextmanager
async def office(
    folder: Path,
    liaisons: int = 6,
    *,
    engine: Engine | None = None,
    patience: int = 5_000,
    limits: bool = False,
    sections: Mapping[str, Any] | None = None,
    **settings: Any,
) -> AsyncIterator[Running]:
    """A prepared office, not yet at work. Answers are waited for long enough, and nothing is limited, if not said.

    `settings` are Telegram's; `sections` the rest of the configuration.
    """
    async with AsyncExitStack() as stack:
        clock = OfficeClock(MORNING - timedelta(minutes=1))
        sandbox = await Sandbox.start(clock=clock, limits=limits)
        stack.push_async_callback(sandbox.stop)
        asked = {"answer": 20, "long_poll": 1, "rate": 0, "chat": 0, "group_per_minute": 0} | settings
        config = Config(
            telegram=TelegramSettings(url=sandbox.url, **asked),
            evidence=EvidenceSettings(folder=str(folder / "evidence")),
            token=SecretStr(TOKEN),
            **(sections or {}),
        )
        database = engine or stack.enter_context(new_database(folder, patience))
        app = App(config, database, clock, steady=lambda: clock().timestamp())
        here = Running(sandbox, app, clock, range(1, liaisons + 1))
        _enrol(here)
        clock.move_to(MORNING)
        yield here


def _enrol(here: Running) -> None:
    names = {n: f"第{n}镇" for n in here.liaisons}
    hand_out_to(here.app, names)
    for n, name in names.items():
        here.sandbox.world.add_person(n, f"{name}联络员")
        here.sandbox.world.says(n, "/start")
    here.sandbox.world.updates.drop_all()


def hand_out_to(app: App, towns: Mapping[int, str]) -> None:
    """Towns whose liaisons, by account, are each to be told of one item this day; the clock is to be moved on."""
    began = app.clock().replace(second=0, microsecond=0)
    once(app.store.engine, ("towns", *towns.items(), began), lambda: _hand_out(app, towns, began))


def _hand_out(app: App, towns: Mapping[int, str], now: datetime) -> None:
    units = tuple(RosterUnit(name, "乡镇", (), ("各乡镇人民政府",)) for name in towns.values())
    with app.store.act(now) as desk:
        desk.load_roster(Roster("", units))
        for n, unit in zip(towns, desk.units(), strict=True):
            desk.invite(f"code-{n}", Role.LIAISON, unit, Post.A, MORNING.replace(year=2023))
            desk.enrol(desk.meet(n, n, f"{unit.name}联络员"), f"code-{n}")
        plan = desk.store_document(document(row("12", collective=("各乡镇人民政府",), units=())), "0" * 64)
        assert deciding.confirm_ready(desk, plan) == 1
    app.rounds.plan_day()
