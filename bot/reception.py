"""How updates come in: fetched by one process at a time, or pushed to every one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram.error import InvalidToken, TelegramError

from bot.discreet import DiscreetBot
from bot.inbox import Inbox
from bot.lasting import first_of
from bot.settings import TelegramSettings
from bot.shift import Shift
from bot.telegram import Telegram
from bot.unusable import ConfigUnusable
from bot.webhook import LOOK_EVERY, Webhook

log = logging.getLogger(__name__)

GREET_AGAIN = 2.0  # seconds between tries to reach Telegram at the start


class Reception:
    """Greets Telegram once, then takes in what it has for us."""

    def __init__(
        self, bot: DiscreetBot, telegram: Telegram, inbox: Inbox, shift: Shift, settings: TelegramSettings
    ) -> None:
        self._bot = bot
        self._telegram = telegram
        self._inbox = inbox
        self._shift = shift
        self._settings = settings

    async def greet(self, refused: Callable[[], Awaitable[None]]) -> None:
        """Ask Telegram who we are and put up the menu; waits out a network that is down, not a wrong token.

        `refused` is awaited before that ends the program.
        """
        is_new = True
        while True:
            try:
                await self._bot.initialize()
                await self._telegram.put_up_menu()
                return
            except InvalidToken:
                self._inbox.is_refused = True
                await refused()
                raise ConfigUnusable(
                    "Telegram 不认可该令牌，请向 @BotFather 核对后重新设置 DUBAN_TELEGRAM_TOKEN"
                ) from None
            except TelegramError as error:
                if is_new:
                    log.warning("telegram_unreachable", extra={"why": error.message})
                is_new = False
                await asyncio.sleep(GREET_AGAIN)

    async def receive(self) -> None:
        """Fetch updates while no other process does; or have Telegram push them, where an address for that is set."""
        if self._settings.webhook:
            await self._be_told()
        while True:
            self._inbox.is_elsewhere = not self._shift.leads
            await self._shift.lead()
            self._inbox.is_elsewhere = False
            await first_of(self._inbox.poll(self._settings.long_poll), self._shift.relieved())

    async def _be_told(self) -> None:
        """Every process takes in what is pushed; one of them sees that Telegram knows the address."""
        settings = self._settings
        webhook = Webhook(self._bot, self._inbox, settings.webhook, settings.webhook_listen)
        try:
            await webhook.open()
            while True:
                self._inbox.is_elsewhere = not self._shift.leads
                await self._shift.lead()
                await webhook.make_known()
                await asyncio.sleep(LOOK_EVERY)
        finally:
            await webhook.close()
