"""Updates: fetched, kept, and only then acknowledged; handled one after the other from what was kept.

Telegram counts an update as delivered when the next getUpdates asks beyond it, so nothing is asked beyond
what a transaction has kept. PTB's own Updater would acknowledge first, and would stop for ever at one 404.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.telegram import fit_to_keep
from messages import office
from scheduler.clock import Clock
from storage.store import Store

log = logging.getLogger(__name__)

LONG_POLL = 30  # seconds
_PAUSES = (1, 2, 5, 10, 15)  # seconds after the first, second, … failure in a row


class Inbox:
    """Polls one bot's updates into one office's store."""

    def __init__(self, bot: ExtBot[None], store: Store, clock: Clock, woken: Callable[[], None]) -> None:
        self._bot = bot
        self._store = store
        self._clock = clock
        self._woken = woken
        self._offset: int | None = None
        self.last_good_poll: datetime | None = None

    async def poll(self) -> None:
        """Fetch and keep until cancelled; a failure is waited out, however long it lasts."""
        failures = 0
        while True:
            try:
                await self.fetch(LONG_POLL)
                failures = 0
            except RetryAfter as error:
                await asyncio.sleep(_seconds(error))
            except TelegramError as error:
                self._report(error, failures)
                await asyncio.sleep(_PAUSES[min(failures, len(_PAUSES) - 1)])
                failures += 1

    async def fetch(self, timeout: int) -> None:  # noqa: ASYNC109 - Telegram's own word for a long poll
        """One getUpdates: what comes is kept in one transaction; the next call acknowledges it."""
        updates = await self._bot.get_updates(
            offset=self._offset,
            timeout=timeout,
            allowed_updates=["message", "edited_message", "callback_query", "my_chat_member"],
        )
        now = self._clock()
        self.last_good_poll = now
        if not updates:
            return
        self._store.keep([(update.update_id, fit_to_keep(update.to_dict())) for update in updates], now)
        self._offset = updates[-1].update_id + 1
        self._woken()

    def _report(self, error: TelegramError, failures: int) -> None:
        if failures and failures % 20:
            return
        if isinstance(error, Conflict):
            log.warning("poll_conflict", extra={"why": "另有程序正用同一令牌收取消息"})
        elif isinstance(error, InvalidToken):
            log.error("poll_unauthorized", extra={"why": error.message})
        else:
            log.warning("poll_failed", extra={"why": error.message})


async def handle_kept(store: Store, clock: Clock, handle: Callable[[int, datetime], Awaitable[None]]) -> None:
    """Hand over everything kept, in order. One that raises is tried once more, then set aside with the reason."""
    for update_id in store.to_handle():
        for attempt in (1, 2):
            try:
                await handle(update_id, clock())
                break
            except Exception as error:
                log.exception("update_failed", extra={"update_id": update_id, "attempt": attempt})
                if attempt == 2:
                    _set_aside(store, update_id, f"{type(error).__name__}: {error}", clock())


def _set_aside(store: Store, update_id: int, why: str, now: datetime) -> None:
    """The next update is served; the office hears of this one once."""
    store.park(update_id, why, now)
    with store.act(now) as desk:
        for contact in desk.office_contacts():
            desk.tell(contact, office.set_aside(update_id).as_body(), key=f"set_aside/{update_id}/{contact.id}")


def _seconds(error: RetryAfter) -> float:
    asked = error.retry_after
    return min(60.0, asked if isinstance(asked, int) else asked.total_seconds())
