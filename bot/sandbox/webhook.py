"""Delivery to the bot's own address: several chats at a time, each chat in order, until it answers with 2xx."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

import aiohttp

from bot.sandbox.params import Params
from bot.sandbox.refusals import Json, bad_request
from bot.sandbox.updates import Update, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
ANSWER_WITHIN = 60.0  # seconds
PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)  # seconds between attempts, the last again and again
_SECRET = re.compile(r"[A-Za-z0-9_-]*\Z")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Webhook:
    """The address the bot gave, if any, and how delivery there goes."""

    def __init__(self, updates: UpdateQueue, now: Callable[[], int]) -> None:
        self.url = ""
        self._updates = updates
        self._now = now
        self._secret = ""
        self._connections = 40
        self._error: Json = {}
        self._work: asyncio.Task[None] | None = None

    async def point_at(self, params: Params) -> bool:
        """setWebhook; an empty address is deleteWebhook."""
        url, secret = params.text("url"), params.text("secret_token")
        _check(url, secret)
        await self.drop(params)
        kinds = params.parsed("allowed_updates", "allowed updates")
        self._updates.allow(kinds if isinstance(kinds, list) else None)
        self.url, self._secret, self._error = url, secret, {}
        self._connections = min(max(params.integer("max_connections", 40), 1), 100)
        if url:
            self._work = asyncio.create_task(self._deliver())
        return True

    async def drop(self, params: Params) -> bool:
        """deleteWebhook"""
        await self.stop()
        if params.flag("drop_pending_updates"):
            self._updates.drop_all()
        return True

    async def stop(self) -> None:
        """No more deliveries."""
        work, self._work, self.url = self._work, None, ""
        if work is not None:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    def info(self) -> Json:
        """getWebhookInfo"""
        info: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }
        if self.url:
            info |= {"max_connections": self._connections, "ip_address": "127.0.0.1", **self._error}
        if self._updates.allowed is not None:
            info["allowed_updates"] = sorted(self._updates.allowed)
        return info

    async def _deliver(self) -> None:
        busy: set[int] = set()
        free = asyncio.Semaphore(self._connections)
        limits = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
        async with aiohttp.ClientSession(timeout=limits) as session, asyncio.TaskGroup() as deliveries:
            while True:
                await free.acquire()
                await self._updates.bell.wait_for(lambda: self._updates.first_not_of(busy), None)
                update = self._updates.first_not_of(busy)
                assert update is not None
                busy.add(update.chat_id)
                delivery = deliveries.create_task(self._insist(session, update))
                delivery.add_done_callback(partial(self._free, busy, update.chat_id, free))

    def _free(self, busy: set[int], chat_id: int, free: asyncio.Semaphore, _: object) -> None:
        busy.discard(chat_id)
        free.release()
        self._updates.bell.ring()

    async def _insist(self, session: aiohttp.ClientSession, update: Update) -> None:
        attempt = 0
        while (error := await self._attempt(session, update)) is not None:
            self._error = {"last_error_date": self._now(), "last_error_message": error}
            await asyncio.sleep(PAUSES[min(attempt, len(PAUSES) - 1)])
            attempt += 1
        self._updates.confirm(update)

    async def _attempt(self, session: aiohttp.ClientSession, update: Update) -> str | None:
        """None where the bot took it, otherwise what went wrong."""
        headers = {SECRET_HEADER: self._secret} if self._secret else {}
        try:
            async with session.post(self.url, json=update.json(), headers=headers) as answer:
                if 200 <= answer.status <= 299:
                    return None
                return f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientConnectorError:
            return "Connection refused"
        except (aiohttp.ClientError, OSError):
            return "Connection closed"


def _check(url: str, secret: str) -> None:
    if url:
        address = urlsplit(url)
        if not address.hostname or address.scheme not in ("http", "https"):
            raise bad_request("invalid webhook URL specified")
        if address.scheme == "http" and address.hostname not in _LOOPBACK:
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.match(secret):
        raise bad_request("secret token contains unallowed characters")
