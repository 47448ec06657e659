"""The composition root: builds store, rounds, conversation, inbox and sender from the settings, and runs them."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import logging
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

from telegram.error import InvalidToken, TelegramError

from bot.config import Config, ConfigUnusable
from bot.conversation.talk import Conversation
from bot.errands import Errands
from bot.inbox import Inbox, handle_kept
from bot.telegram import Telegram
from bot.transport import AiohttpRequest, DiscreetBot
from scheduler import timetable
from scheduler.clock import OfficeClock, local
from scheduler.rounds import Rounds
from storage.database import Engine, open_engine
from storage.schema import migrate
from storage.store import Store, open_office

log = logging.getLogger(__name__)

IDLE = 30.0  # seconds without anything to do before the handler and the sender look again by themselves
RETRY_EVERY = 10.0  # seconds after which errands that were put off are looked at
GRACE = 9.0  # seconds that letters on their way may take after SIGTERM


class App:
    """One office's bot. `open` prepares everything but the network; `run` works until `stop` is set."""

    def __init__(self, config: Config, engine: Engine, clock: OfficeClock | None = None) -> None:
        self.config = config
        self.clock = clock or OfficeClock(config.starts_at)
        self.scheduler: timetable.Running | None = None
        self.engine = engine
        self.store = open_store(config, engine, self.clock())
        token = config.token.get_secret_value() if config.token else ""
        self.bot = DiscreetBot(
            token or "0:none",
            base_url=f"{config.telegram.url}/bot",
            base_file_url=f"{config.telegram.url}/file/bot",
            request=AiohttpRequest(40, proxy=config.telegram.proxy or None),
            get_updates_request=AiohttpRequest(2, proxy=config.telegram.proxy or None),
        )
        self.telegram = Telegram(self.bot)
        self.rounds = Rounds(self.store, self.clock, config.zone, config.rules, config.workdays(), self.telegram.send)
        self.conversation = Conversation(self.store, self.rounds)
        self.timetable = timetable.timetable(config.timetable, self.rounds, config.zone, self.wake_sender)
        self._to_handle = asyncio.Event()
        self.inbox = Inbox(self.bot, self.store, self.clock, self._to_handle.set)
        self.errands = Errands(
            self.bot, self.store, self.clock, Path(config.evidence.folder), config.documents.limits()
        )
        self._errands_wait = asyncio.Event()
        self._presses: set[asyncio.Task[None]] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Poll, plan and send until `stop`; letters on their way are waited for, the rest waits in the outbox."""
        await self._greet()
        self.scheduler = timetable.Running(self.timetable, self.clock)
        self._to_handle.set()
        loops = (self.inbox.poll, self._handle, self._run_errands, self._sender)
        tasks = [asyncio.create_task(self._restarting(loop)) for loop in loops]
        log.info("running", extra={"office": self.config.office.name})
        await stop.wait()
        self.scheduler.stop()
        self.scheduler = None
        self.rounds.sending.closing = True
        self.wake_sender()
        for task in tasks[:3]:
            task.cancel()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), GRACE)
        await self.bot.shutdown()
        log.info("stopped")

    def wake_sender(self) -> None:
        """Something may be due."""
        self.rounds.sending.wake()

    async def settle_down(self) -> None:
        """Handle and send everything there is to handle and send now: for the demo's walk through the year."""
        await handle_kept(self.store, self.clock, self.respond)
        await self.rounds.send_due()

    async def _greet(self) -> None:
        """Ask Telegram who we are and put up the menu; waits out a network that is down, not a wrong token."""
        while True:
            try:
                await self.bot.initialize()
                await self.telegram.put_up_menu()
                return
            except InvalidToken:
                raise ConfigUnusable(
                    "Telegram 不认可该令牌，请向 @BotFather 核对后重新设置 DUBAN_TELEGRAM_TOKEN"
                ) from None
            except TelegramError as error:
                log.warning("telegram_unreachable", extra={"why": error.message})
                await asyncio.sleep(5)

    async def _handle(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._to_handle.wait(), IDLE)
            self._to_handle.clear()
            await handle_kept(self.store, self.clock, self.respond)

    async def respond(self, update_id: int, now: datetime) -> None:
        """Let one kept update take effect, and stop the spinner of its button."""
        press_id = self.conversation.respond(update_id, now)
        self.wake_sender()
        self._errands_wait.set()
        if press_id is not None:
            task = asyncio.create_task(self.telegram.acknowledge_press(press_id))
            self._presses.add(task)
            task.add_done_callback(self._presses.discard)

    async def _run_errands(self) -> None:
        while True:
            if await self.errands.do_due():
                self.wake_sender()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._errands_wait.wait(), RETRY_EVERY)
            self._errands_wait.clear()

    async def _sender(self) -> None:
        while True:
            await self.rounds.send_due()
            if self.rounds.sending.closing:
                return
            await self.rounds.sending.woken(self._until_next_try())

    def _until_next_try(self) -> float:
        """Seconds until a held letter may be tried again."""
        held_until = self.store.next_try(self.clock())
        return IDLE if held_until is None else max(0.05, (held_until - self.clock()) / timedelta(seconds=1))

    async def _restarting(self, work: Any) -> None:
        """No fault ends a loop: it is logged once and the loop begins again."""
        while True:
            try:
                await work()
                return
            except Exception:
                log.exception("loop_failed", extra={"loop": work.__name__})
                await asyncio.sleep(1)


def open_store(config: Config, engine: Engine, now: datetime) -> Store:
    """The office's store in a migrated database."""
    migrate(engine)
    office_id = open_office(engine, config.office.name, now)

    def day_of(moment: datetime) -> date:
        return local(moment, config.zone).date()

    return Store(engine, office_id, day_of)


def open_database(config: Config) -> Engine:
    """The engine the settings name; raises DatabaseUnusable."""
    return open_engine(config.database.url)


def sole_user(engine: Engine) -> TextIO | None:
    """Make sure no other `duban run` works on this SQLite file; hold the result as long as it must stay so."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    lock = Path(f"{engine.url.database}.lock").open("w", encoding="utf-8")  # noqa: SIM115 - held for life
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise ConfigUnusable(
            f"另一个 duban run 正在使用 {engine.url.database}，请先停止它；多个进程同时运行请改用 PostgreSQL"
        ) from None
    return lock
