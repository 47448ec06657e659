"""PTB's bot, which says its token to nobody, and sends plain parameters."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.refusals import whole

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class DiscreetBot(Bot):
    """PTB's bot, which shows its token in its repr, its log and where the server rejects it; this one does not."""

    _LOGGER = logging.getLogger("telegram.DiscreetBot")

    def __repr__(self) -> str:
        return f"{type(self).__name__}[id={self.token.partition(':')[0]}]"

    @property
    def known_as(self) -> str:
        """The bot's user name; "" until Telegram has said it."""
        return self.username if self._bot_user else ""

    async def initialize(self) -> None:
        """Open the connections and ask who we are. Raises `InvalidToken` where the server knows no such bot."""
        rejected = False
        try:
            await super().initialize()
        except InvalidToken:
            rejected = True
        if rejected:
            raise InvalidToken("Bot API 服务器不认可所给的令牌，请核对后重新启动")

    async def fetch_updates(self, offset: int | None, seconds: int, kinds: Sequence[str]) -> list[dict[str, Any]]:
        """getUpdates, waiting up to `seconds`, as the server gives it: PTB would fail whole at one odd update."""
        asked = {"offset": offset, "timeout": seconds, "allowed_updates": list(kinds)}
        patience = (self.request.read_timeout or 0) + seconds
        updates: list[dict[str, Any]] = await self._post("getUpdates", asked, read_timeout=patience)
        return updates

    async def put(self, method: str, asked: dict[str, Any]) -> int | None:
        """Send or change a message, its parameters as the server takes them; the message's id, where it names one.

        PTB would build objects of all that is sent and answered: that costs more than the sending itself, and would
        turn a message that was accepted into a failure where the answer lacks some field that nobody needs. What a
        refusal means is still PTB's to say.
        """
        said = [RequestParameter(name, _said(value), None) for name, value in asked.items() if value is not None]
        return _named(await self.request.post(f"{self.base_url}/{method}", RequestData(said)))

    async def put_file(self, method: str, asked: dict[str, Any]) -> int | None:
        """The same for a message with a file among its parameters."""
        return _named(await self._post(method, asked))


def _said(value: Any) -> str:
    """A value as it stands in a form: text as it is, anything else as JSON."""
    return value if isinstance(value, str) else _JSON.encode(value)


def _named(message: Any) -> int | None:
    return whole(message.get("message_id")) if isinstance(message, dict) else None


def _names_no_address(record: logging.LogRecord) -> bool:
    return "/bot" not in record.getMessage()


DiscreetBot._LOGGER.addFilter(_names_no_address)
