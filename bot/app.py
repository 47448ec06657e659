"""The composition root: builds store, rounds, conversation, inbox and sender from the settings, and runs them."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import logging
import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from telegram.error import InvalidToken, TelegramError

from bot.config import Config
from bot.connecting import way_to
from bot.conversation.enrolment import enrolment_link
from bot.conversation.talk import Conversation
from bot.errands import Errands
from bot.inbox import AT_ONCE, Inbox, handle_kept
from bot.links import look_at
from bot.looks import Look, Looks
from bot.nightly import Keeper
from bot.owed import Owed, trusted
from bot.rate import Rate
from bot.second_channel import SecondChannel
from bot.shift import Shift
from bot.telegram import Telegram
from bot.transport import AiohttpRequest, DiscreetBot
from bot.unusable import ConfigUnusable
from bot.watching.operator import Operator
from bot.watching.pulse import Pulse
from bot.watching.wiring import Watched, watch_over
from bot.webhook import LOOK_EVERY, Webhook
from scheduler import timetable
from scheduler.clock import OfficeClock, Witness, local
from scheduler.rounds import Rounds
from scheduler.sending import Sending
from scheduler.waiting import happens
from storage.database import Engine, is_passing, open_engine
from storage.findings import Finding
from storage.schema import is_behind, migrate
from storage.store import Store, open_office

log = logging.getLogger(__name__)

IDLE = 30.0  # seconds without anything to do before the handler and the sender look again by themselves
RETRY_EVERY = 10.0  # seconds after which errands that were put off are looked at
GREET_AGAIN = 2.0  # seconds between tries to reach Telegram at the start
TELL_AGAIN = 60.0  # seconds after which a database that is still away is logged again
GRACE = 9.0  # seconds that letters on their way may take after SIGTERM


class App:
    """One office's bot. `open` prepares everything but the network; `run` works until `stop` is set."""

    def __init__(
        self,
        config: Config,
        engine: Engine,
        clock: OfficeClock | None = None,
        steady: Callable[[], float] = time.monotonic,
        look: Look | None = None,
    ) -> None:
        self.config = config
        wording = config.wording()
        self._steady = steady
        self.clock = clock or OfficeClock(config.starts_at)
        self.scheduler: timetable.Running | None = None
        self.engine = engine
        self.store = open_store(config, engine, self.clock())
        self.witness = Witness(time.monotonic)
        self.bot = open_bot(config, self.witness.hear)
        settings = config.telegram
        self.rate = rate = Rate(steady, settings.rate, settings.chat, settings.group_per_minute)
        self.telegram = Telegram(self.bot, rate)
        self.shift = Shift(self.store, time.monotonic)
        if self.store.is_shared:
            self.store.rest = settings.rest
        self.second_channel = SecondChannel(
            config.office.name, config.alarm_addresses, lambda: self.bot.known_as, wording
        )
        self.rounds = Rounds(
            self.store,
            self.clock,
            config.zone,
            config.rules,
            config.workdays(),
            self.telegram.send,
            rate,
            config.escalation,
            config.office.name,
            config.assessment,
            self.second_channel.send,
            wording,
        )
        self.conversation = Conversation(self.store, self.rounds, lambda code: enrolment_link(self.bot.username, code))
        self.keeper = Keeper(self.store, self.clock, lambda at: local(at, config.zone).date(), config.keep)
        self.timetable = timetable.timetable(
            config.timetable, self.rounds, config.zone, self.wake_sender, self.keeper.keep
        )
        self.owed = Owed(self.clock, steady)
        self._to_handle = asyncio.Event()
        self.inbox = Inbox(self.bot, self.store, self.clock, self._to_handle.set, steady)
        self.errands = Errands(
            self.bot, self.store, self.clock, Path(config.evidence.folder), config.documents.limits()
        )
        self.looks = Looks(look or self._look, self.store, self.clock, Path(config.evidence.folder))
        self._errands_wait = asyncio.Event()
        self._looks_wait = asyncio.Event()
        self._presses: set[asyncio.Task[None]] = set()
        self.pulse = Pulse(steady)
        self.operator = Operator(self.store, self.clock, self.second_channel, self.wake_sender)
        self.watch = watch_over(
            Watched(
                config, self.store, self.clock, self.inbox, self.pulse, steady, self.operator.tell, self.keeper.kept
            )
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Poll, plan and send until `stop`; letters on their way are waited for, the rest waits in the outbox."""
        try:
            async with self._sending_aside(), self.watch.at_work():
                await _unless(stop, self._greet())
                if not stop.is_set():
                    await self._work(stop)
        finally:
            await self.bot.shutdown()
        log.info("stopped")

    async def _work(self, stop: asyncio.Event) -> None:
        self.scheduler = timetable.Running(self.owed.instead_of(self.timetable), self.clock)
        self._to_handle.set()
        loops = (
            self._keep_shift,
            self._receive,
            self._handle,
            self._run_rounds,
            self._run_errands,
            self._run_looks,
            partial(self._sender, self.rounds.sending),
        )
        tasks = [asyncio.create_task(self._restarting(loop)) for loop in loops]
        log.info("running", extra={"office": self.config.office.name})
        await stop.wait()
        self.scheduler.stop()
        self.scheduler = None
        self.rounds.sending.closing = True
        self.wake_sender()
        for task in tasks[:-1]:
            task.cancel()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), GRACE)
        self._end_shift()

    async def _keep_shift(self) -> None:
        await self.shift.keep(self._use_part)

    def _use_part(self) -> None:
        """Send no more than this process's part of what the bot may send."""
        if self.store.is_shared:
            self.rate.use_part(self.shift.part_of(self.rate.per_second))

    def _end_shift(self) -> None:
        try:
            self.shift.end()
        except Exception as error:  # then its time runs out by itself
            if not is_passing(error):
                raise

    @contextlib.asynccontextmanager
    async def _sending_aside(self) -> AsyncIterator[None]:
        """The second channel works meanwhile, whether Telegram is there or not."""
        work = asyncio.create_task(self._restarting(partial(self._sender, self.rounds.aside)))
        try:
            yield
        finally:
            self.rounds.aside.closing = True
            self.wake_sender()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(work, GRACE)

    def wake_sender(self) -> None:
        """Something may be due."""
        self.rounds.sending.wake()
        self.rounds.aside.wake()

    async def settle_down(self) -> None:
        """Handle and send everything there is to handle and send now: for the demo's walk through the year."""
        await handle_kept(self.store, self.clock, self.respond)
        await self.rounds.send_due()

    async def _greet(self) -> None:
        """Ask Telegram who we are and put up the menu; waits out a network that is down, not a wrong token."""
        is_new = True
        while True:
            try:
                await self.bot.initialize()
                await self.telegram.put_up_menu()
                return
            except InvalidToken:
                self.inbox.is_refused = True
                await self.watch.look_once()
                await self.rounds.aside.send_due()
                raise ConfigUnusable(
                    "Telegram 不认可该令牌，请向 @BotFather 核对后重新设置 DUBAN_TELEGRAM_TOKEN"
                ) from None
            except TelegramError as error:
                if is_new:
                    log.warning("telegram_unreachable", extra={"why": error.message})
                is_new = False
                await asyncio.sleep(GREET_AGAIN)

    async def _receive(self) -> None:
        """Fetch updates while no other process does; or have Telegram push them, where an address for that is set."""
        if self.config.telegram.webhook:
            await self._be_told()
        while True:
            self.inbox.is_elsewhere = not self.shift.leads
            await self.shift.lead()
            self.inbox.is_elsewhere = False
            await _first_of(self.inbox.poll(self.config.telegram.long_poll), self.shift.relieved())

    async def _be_told(self) -> None:
        """Every process takes in what is pushed; one of them sees that Telegram knows the address."""
        settings = self.config.telegram
        webhook = Webhook(self.bot, self.inbox, settings.webhook, settings.webhook_listen)
        try:
            await webhook.open()
            while True:
                self.inbox.is_elsewhere = not self.shift.leads
                await self.shift.lead()
                await webhook.make_known()
                await asyncio.sleep(LOOK_EVERY)
        finally:
            await webhook.close()

    async def _run_rounds(self) -> None:
        """Run what the timetable calls for; after the clock was moved the timetable is reckoned anew."""
        while True:
            await self._trusted()
            await self.owed.run_due()
            if await self.owed.wait() and self.scheduler is not None:
                log.warning("clock_moved")
                self.scheduler.rearm()

    async def _trusted(self) -> None:
        await trusted(self.witness, self._ask_time, lambda: self.rounds.sending.closing)

    async def _ask_time(self) -> None:
        with contextlib.suppress(TelegramError):
            await self.bot.get_me()

    async def _handle(self) -> None:
        while True:
            await self._trusted()
            self._to_handle.clear()
            await handle_kept(self.store, self.clock, self.respond, AT_ONCE if self.shift.is_alone else 1)
            await happens(self._to_handle, self._idle)

    async def respond(self, update_ids: Sequence[int], now: datetime) -> bool:
        """Let kept updates take effect, and stop the spinners of their buttons. False where all were another's."""
        with self.pulse.handling(len(update_ids)):
            effect = self.conversation.respond(update_ids, now)
        if effect is None:
            return False
        self.wake_sender()
        if effect.has_errand:
            self._errands_wait.set()
            self._looks_wait.set()
        for press_id in effect.presses:
            task = asyncio.create_task(self.telegram.acknowledge_press(press_id))
            self._presses.add(task)
            task.add_done_callback(self._presses.discard)
        return True

    async def _run_errands(self) -> None:
        await self._run(self.errands.do_due, self._errands_wait)

    async def _run_looks(self) -> None:
        """In a loop of its own: a website that is slow holds up no document and no photo."""
        await self._run(self.looks.do_due, self._looks_wait)

    async def _run(self, do_due: Callable[[], Awaitable[bool]], wait: asyncio.Event) -> None:
        while True:
            if await do_due():
                self.wake_sender()
            await happens(wait, RETRY_EVERY)
            wait.clear()

    async def _look(self, url: str, now: datetime) -> Finding:
        return await look_at(url, self.config.links, now)

    async def _sender(self, sending: Sending) -> None:
        while True:
            await self._trusted()
            await sending.send_due()
            if sending.closing:
                return
            await sending.woken(self._until_next_try())

    def _until_next_try(self) -> float:
        """Seconds until a held letter may be tried again."""
        held_until = self.store.next_try(self.clock())
        if held_until is None:
            return self._idle
        return min(self._idle, max(0.05, (held_until - self.clock()) / timedelta(seconds=1)))

    @property
    def _idle(self) -> float:
        return self.shift.looks_every if self.store.is_shared else IDLE

    async def _restarting(self, work: Callable[[], Awaitable[None]]) -> None:
        """No fault ends a loop: it is logged and the loop begins again; a database that is away is waited for."""
        told_at = -math.inf
        while True:
            try:
                await work()
                return
            except Exception as error:
                loop = getattr(work, "__name__", "")
                if not is_passing(error):
                    log.exception("loop_failed", extra={"loop": loop})
                elif self._steady() - told_at >= TELL_AGAIN:
                    told_at = self._steady()
                    log.error("database_away", extra={"loop": loop, "why": type(error).__name__})
                await asyncio.sleep(1)


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Do something, unless told to stop before it is done."""
    await _first_of(work, stop.wait())


async def _first_of(*works: Coroutine[Any, Any, Any]) -> None:
    """Do several things until one of them is done; the others are broken off."""
    tasks = {asyncio.create_task(work) for work in works}
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
    for task in done:
        task.result()


def open_bot(config: Config, heard: Callable[[datetime], None] | None = None) -> DiscreetBot:
    """The bot the settings name, not yet started; without a token it can do nothing. `heard` is told the time."""
    telegram = config.telegram
    way = way_to(telegram)
    calls, polls = (
        AiohttpRequest(connections, read_timeout=telegram.answer, write_timeout=telegram.answer, way=way)
        for connections in (40, 2)
    )
    calls.heard = polls.heard = heard
    return DiscreetBot(
        config.token.get_secret_value() if config.token else "0:none",
        base_url=f"{telegram.url}/bot",
        base_file_url=f"{telegram.url}/file/bot",
        request=calls,
        get_updates_request=polls,
    )


def open_store(config: Config, engine: Engine, now: datetime) -> Store:
    """The office's store. A new database is made; one of an earlier version is only upgraded where somebody asks."""
    if is_behind(engine):
        raise ConfigUnusable("数据库是较早版本的，请停止机器人后运行 duban upgrade，升级前自动备份")
    migrate(engine)
    office_id = open_office(engine, config.office.name, now, config.key)

    def day_of(moment: datetime) -> date:
        return local(moment, config.zone).date()

    return Store(engine, office_id, day_of, config.workdays().overrides)


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
