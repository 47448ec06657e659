"""Updates: fetched, kept, and only then acknowledged.

Telegram counts an update as delivered when the next getUpdates asks beyond it, so nothing is asked beyond
what a transaction has kept. PTB's own Updater would acknowledge first, and would stop for ever at one 404.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import time
from collections.abc import Callable
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.discreet import DiscreetBot
from bot.handling import set_aside
from bot.updates import fit_to_keep
from scheduler.clock import Clock
from storage.database import is_passing
from storage.store import Store
from storage.updates import KINDS

log = logging.getLogger(__name__)

_PAUSES = (0.2, 1, 2, 5, 10, 15)  # seconds after the first, second, … failure in a row
_AT_ONCE = 0.2  # seconds; a long poll that brings nothing takes longer
_SILENCE = 600.0  # seconds without an update after which none is taken for acknowledged
_LONGEST_ASKED = 60.0  # seconds; people are waiting


class Inbox:
    """Polls one bot's updates into one office's store. `steady` counts seconds whatever the office's clock does."""

    def __init__(
        self, bot: DiscreetBot, store: Store, clock: Clock, woken: Callable[[], None], steady: Callable[[], float]
    ) -> None:
        self._bot = bot
        self._store = store
        self._clock = clock
        self._woken = woken
        self._steady = steady
        self.offset: int | None = None
        """The number from which updates are asked for next; None where any would be news."""
        self._good_at = self._news_at = steady()
        self.polls = 0  # that were answered
        self.is_refused = False  # the server does not take the token
        self.is_elsewhere = False  # another process polls

    def since_good_poll(self) -> float:
        """Seconds since Telegram last handed over what it had, or since the start; none while another process polls."""
        if self.is_elsewhere:
            self._good_at = self._steady()
        return self._steady() - self._good_at

    def was_heard(self) -> None:
        """Telegram has answered, though it had nothing to hand over."""
        self._good_at, self.is_refused = self._steady(), False
        self.polls += 1

    async def poll(self, long_poll: int) -> None:
        """Fetch and keep until cancelled; a failure is waited out, however long it lasts."""
        failures: list[str] = []  # in a row, by the name under which they are logged
        while True:
            try:
                await self.fetch(long_poll)
            except TelegramError as error:
                self.is_refused = isinstance(error, InvalidToken)
                self.offset = None  # perhaps another server answers next, which counts anew; what is kept is known
                _report(error, failures)
                await self._take_webhook_down(error)
                await asyncio.sleep(_pause(error, len(failures)))
                continue
            if failures:
                log.info("poll_recovered", extra={"failures": len(failures)})
                failures.clear()

    async def _take_webhook_down(self, error: TelegramError) -> None:
        """Where a webhook of earlier is still set, nothing can be fetched."""
        if isinstance(error, Conflict) and "webhook" in error.message.lower():
            with contextlib.suppress(TelegramError):
                await self._bot.delete_webhook()

    async def fetch(self, seconds: int) -> None:
        """One getUpdates: what comes is kept in one transaction; the next call acknowledges it."""
        asked_at = time.monotonic()
        updates = await self._bot.fetch_updates(self.offset, seconds, KINDS)
        if not isinstance(updates, list):
            raise TelegramError("getUpdates 的答复不是列表")
        self.was_heard()
        if updates:
            self.take_in(updates)
            return
        self._ask_anew_after_silence()
        if seconds and time.monotonic() - asked_at < _AT_ONCE:  # a server that does not wait for news
            await asyncio.sleep(_AT_ONCE)

    def _ask_anew_after_silence(self) -> None:
        """Numbers may begin anew below those that were, and would then never be asked for."""
        if self._steady() - self._news_at > _SILENCE:
            self.offset, self._news_at = None, self._steady()

    def take_in(self, updates: list[Any]) -> None:
        """Keep what came; what has no number that can be kept is set aside, and is not asked for again."""
        self._news_at = self._steady()
        numbered = [(one["update_id"], fit_to_keep(one)) for one in updates if _is_numbered(one)]
        self._keep(numbered)
        for odd in (one for one in updates if not _is_numbered(one)):
            self._set_aside_unnumbered(odd)
        last = max((one["update_id"] for one in updates if _has_number(one)), default=None)
        self._woken()
        if last is None:
            raise TelegramError("getUpdates 的答复中没有带编号的更新")
        self.offset = last + 1

    def _set_aside_unnumbered(self, odd: Any) -> None:
        number = -int(hashlib.sha256(repr(fit_to_keep(odd)).encode()).hexdigest()[:15], 16)
        self._keep([(number, {})])
        set_aside(self._store, number, "没有可用的编号", self._clock())

    def _keep(self, updates: list[tuple[int, Any]]) -> None:
        """All in one transaction; where one cannot be written down, each by itself and of that one its number only."""
        try:
            self._store.keep(updates, self._clock())
        except Exception as error:
            if is_passing(error):
                raise
            update_id, payload = updates[0]
            if len(updates) > 1:
                for update in updates:
                    self._keep([update])
            elif payload:
                log.exception("update_not_kept", extra={"update_id": update_id})
                self._keep([(update_id, {})])
            else:
                raise


def _has_number(update: Any) -> bool:
    return isinstance(update, dict) and type(update.get("update_id")) is int


def _is_numbered(update: Any) -> bool:
    """Whether it has a number that the database can hold."""
    return _has_number(update) and 0 <= update["update_id"] < 2**63


def _report(error: TelegramError, failures: list[str]) -> None:
    """Log what is new, and now and then what lasts."""
    names = {Conflict: "poll_conflict", InvalidToken: "poll_unauthorized"}
    name = names.get(type(error), "poll_failed")
    if name not in failures or len(failures) % 50 == 0:
        level = logging.ERROR if isinstance(error, InvalidToken) else logging.WARNING
        log.log(level, name, extra={"why": error.message, "failures": len(failures)})
    failures.append(name)


def _pause(error: TelegramError, failures: int) -> float:
    """Seconds until the next try, as the server asks, within reason.

    >>> [_pause(RetryAfter(asked), 1) for asked in (-5, 0, 7, 90_000)]
    [0.2, 0.2, 7.0, 60.0]
    """
    if isinstance(error, RetryAfter):
        asked = error.retry_after
        seconds = float(asked) if isinstance(asked, int) else asked.total_seconds()
        return min(_LONGEST_ASKED, max(_PAUSES[0], seconds))
    return _PAUSES[min(failures, len(_PAUSES)) - 1]
