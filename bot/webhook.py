"""Updates that Telegram pushes, as the alternative to fetching them: kept before they are acknowledged with 200.

https://core.telegram.org/bots/api#setwebhook. Any number of processes may listen behind one address.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from collections.abc import Sequence

from aiohttp import web
from telegram.error import TelegramError

from bot.discreet import DiscreetBot
from bot.inbox import Inbox
from storage.database import is_passing
from storage.updates import KINDS

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1_000_000  # bytes; an update has some thousand
LOOK_EVERY = 20.0  # seconds between two looks whether Telegram still knows the address


class Webhook:
    """One bot's address. The secret follows from the token, so that every process knows it and none keeps it."""

    def __init__(self, bot: DiscreetBot, inbox: Inbox, address: str, listen: str) -> None:
        self._bot = bot
        self._inbox = inbox
        self._path = f"/telegram/{bot.token.partition(':')[0]}"
        self._url = f"{address.rstrip('/')}{self._path}"
        self._secret = hmac.new(bot.token.encode(), b"duban webhook", hashlib.sha256).hexdigest()
        self._host, _, port = listen.rpartition(":")
        self._port = int(port)
        self._runner: web.AppRunner | None = None

    async def open(self) -> None:
        """Listen. Raises OSError where the port is taken."""
        if self._runner is not None:
            return
        app = web.Application(client_max_size=LARGEST)
        app.router.add_post(self._path, self._take)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner

    async def close(self) -> None:
        """Finish what is being taken, and listen no more; Telegram keeps what comes meanwhile."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def make_known(self) -> None:
        """See that Telegram pushes to this address; where it cannot be asked, it is asked again later."""
        try:
            await self._make_known()
        except TelegramError as error:
            log.warning("webhook_not_set", extra={"why": error.message})

    async def _make_known(self) -> None:
        info = await self._bot.get_webhook_info()
        if info.url != self._url or not _same(info.allowed_updates, KINDS):
            await self._bot.set_webhook(self._url, secret_token=self._secret, allowed_updates=list(KINDS))
            log.info("webhook_set")
        if info.last_error_message:
            log.warning("webhook_error", extra={"why": info.last_error_message})
        self._inbox.was_heard()

    async def _take(self, request: web.Request) -> web.Response:
        """403 for anybody but Telegram, 200 once it is kept, 503 while the database is away: then it comes again."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return web.Response(status=403)
        body = await request.read()
        try:
            self._inbox.take_in([_read(body)])
        except TelegramError:
            log.warning("update_without_number")
        except Exception as error:
            if not is_passing(error):
                raise
            return web.Response(status=503)
        return web.Response()


def _read(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError:  # also UnicodeDecodeError
        return body.decode(errors="replace")


def _same(known: Sequence[str] | None, wanted: Sequence[str]) -> bool:
    return set(known or ()) == set(wanted)
