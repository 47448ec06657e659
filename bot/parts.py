"""The composition root: builds store, rounds, conversation, inbox and sender from the settings."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from bot.config import Config
from bot.conversation.enrolment import enrolment_link
from bot.conversation.talk import Conversation
from bot.errands import Errands
from bot.handling import handle_kept
from bot.inbox import Inbox
from bot.keeping import clear_broken_off
from bot.links import look_at
from bot.looks import Look, Looks
from bot.nightly import Keeper
from bot.opening import open_bot, open_store
from bot.owed import Owed
from bot.rate import Rate
from bot.reception import Reception
from bot.second_channel import SecondChannel
from bot.shift import Shift
from bot.telegram import Telegram
from bot.watching.operator import Operator
from bot.watching.pulse import Pulse
from bot.watching.wiring import Watched, watch_over
from messages import words
from scheduler import timetable
from scheduler.clock import OfficeClock, Witness, local
from scheduler.rounds import Rounds
from storage.database import Engine
from storage.findings import Finding


class Parts:
    """What one office's bot is made of, each part wired to those it needs."""

    def __init__(
        self,
        config: Config,
        engine: Engine,
        clock: OfficeClock | None = None,
        steady: Callable[[], float] = time.monotonic,
        look: Look | None = None,
    ) -> None:
        words.tell_time_in(config.zone)
        self.config, self.engine, self.steady = config, engine, steady
        self.wording = config.wording()
        self.clock = clock or OfficeClock(config.starts_at)
        self.scheduler: timetable.Running | None = None
        self.store = open_store(config, engine, self.clock())
        self.shift = Shift(self.store, time.monotonic)
        self.to_handle, self.errands_wait, self.looks_wait = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._presses: set[asyncio.Task[None]] = set()
        self._open_border()
        self._let_time_in()
        self._let_people_in(look or self._look)
        self._set_watch()

    def _open_border(self) -> None:
        """Telegram and the second channel: how letters leave, and how fast."""
        settings = self.config.telegram
        self.witness = Witness(time.monotonic)
        self.bot = open_bot(self.config, self.witness.hear)
        self.rate = Rate(self.steady, settings.rate, settings.chat, settings.group_per_minute)
        self.telegram = Telegram(self.bot, self.rate)
        if self.store.is_shared:
            self.store.rest = settings.rest
        self.second_channel = SecondChannel(
            self.config.office.name, self.config.alarm_addresses, lambda: self.bot.known_as, self.wording
        )

    def _let_time_in(self) -> None:
        """The rounds, and when they are due."""
        config = self.config
        self.rounds = Rounds(
            self.store,
            self.clock,
            config.zone,
            config.rules,
            config.workdays(),
            self.telegram.send,
            self.rate,
            config.escalation,
            config.office.name,
            config.assessment,
            self.second_channel.send,
            self.wording,
        )
        self.keeper = Keeper(self.store, self.clock, lambda at: local(at, config.zone).date(), config.keep)
        self.timetable = timetable.timetable(
            config.timetable, self.rounds, config.zone, self.wake_sender, self.keeper.keep
        )
        self.owed = Owed(self.clock, self.steady)

    def _let_people_in(self, look: Look) -> None:
        """What comes from Telegram, what it calls for, and what must be fetched for it."""
        config, folder = self.config, Path(self.config.evidence.folder)
        self.conversation = Conversation(self.store, self.rounds, lambda code: enrolment_link(self.bot.username, code))
        self.inbox = Inbox(self.bot, self.store, self.clock, self._have_come, self.steady)
        self.reception = Reception(self.bot, self.telegram, self.inbox, self.shift, config.telegram)
        clear_broken_off(folder, self.clock())
        self.errands = Errands(self.bot, self.store, self.clock, folder, config.documents.limits())
        self.looks = Looks(look, self.store, self.clock, folder)

    def _set_watch(self) -> None:
        """Who looks at all of this, and tells the operator."""
        self.pulse = Pulse(self.steady)
        self.operator = Operator(self.store, self.clock, self.second_channel, self.wake_sender)
        watched = (self.config, self.store, self.clock, self.inbox, self.pulse, self.steady)
        self.watch = watch_over(Watched(*watched, self.operator.tell, self.keeper.kept))

    async def settle_down(self) -> None:
        """Handle and send everything there is to handle and send now: for the demo's walk through the year."""
        await handle_kept(self.store, self.clock, self.respond)
        await self.rounds.send_due()

    def _have_come(self) -> None:
        """Updates have been kept: they are handled, and what they are answered with goes before all else."""
        self.to_handle.set()
        self.rounds.sending.somebody_waits()

    def wake_sender(self) -> None:
        """Something may be due."""
        self.rounds.sending.wake()
        self.rounds.aside.wake()

    async def respond(self, update_ids: Sequence[int], now: datetime) -> bool:
        """Let kept updates take effect, and stop the spinners of their buttons. False where all were another's."""
        with self.pulse.handling(len(update_ids)):
            effect = self.conversation.respond(update_ids, now)
        if effect is None:
            return False
        self.wake_sender()
        if effect.has_errand:
            self.errands_wait.set()
            self.looks_wait.set()
        for press_id in effect.presses:
            task = asyncio.create_task(self.telegram.acknowledge_press(press_id))
            self._presses.add(task)
            task.add_done_callback(self._presses.discard)
        return True

    async def _look(self, url: str, now: datetime) -> Finding:
        return await look_at(url, self.config.links, now)
