"""HTTP to the Bot API for python-telegram-bot, over aiohttp.

The token is part of every URL, so no error of aiohttp leaves this file: neither its text nor its chain.
"""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any

import aiohttp
from telegram import Bot
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import BadRequest, InvalidToken, NetworkError
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter
from yarl import URL

from bot.calls import SOCKS, NotSent, answer_in, encoded, failure, refusal_status
from bot.connecting import Way
from bot.refusals import legible, whole

STRAIGHT = Way()
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class AiohttpRequest(BaseRequest):
    """PTB's HTTP over one pool of connections. Timeouts are seconds; a call may set its own.

    `way` is how the server is reached. Proxies and passwords of the environment are not read.
    """

    def __init__(
        self,
        connections: int = 32,
        *,
        read_timeout: float = 20.0,
        write_timeout: float = 20.0,
        connect_timeout: float = 5.0,
        pool_timeout: float = 5.0,
        way: Way = STRAIGHT,
    ) -> None:
        self._connections = connections
        self._read_timeout = read_timeout
        self._write_timeout = write_timeout
        self._connect_timeout = connect_timeout
        self._pool_timeout = pool_timeout
        self._way = way
        self._session: aiohttp.ClientSession | None = None
        self.heard: Callable[[datetime], None] | None = None  # is told the time that answers carry
        self._last_heard = ""

    @property
    def read_timeout(self) -> float:
        """Seconds; PTB adds the length of a long poll to it."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool; twice is the same as once."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=self._way.connector(self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                trust_env=False,
            )

    async def shutdown(self) -> None:
        """Close the pool; requests still out fail as `AnswerLost`."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Called by PTB. Raises `NotSent` or `AnswerLost`; a refusal in JSON is returned for PTB to name.

        `BadRequest` where the request cannot be written down at all: trying again would not help.
        """
        limits = _timeout(
            _seconds(read_timeout, self._read_timeout),
            _seconds(write_timeout, self._write_timeout),
            _seconds(connect_timeout, self._connect_timeout),
            _seconds(pool_timeout, self._pool_timeout),
            whole=method != "GET",
        )
        answer = await self._exchange(url, method, request_data, limits)
        if isinstance(answer, NetworkError):
            raise answer  # outside every except block, so that no URL is in the chain
        status, body = answer
        if method == "GET" and status == 200:
            return status, body  # a file
        said = answer_in(body, status)
        return refusal_status(status, said), legible(said) if said.get("ok") is False else body

    def _hear(self, date: str) -> None:
        """The server's time, for whoever wants to know it."""
        if self.heard is not None and date and date != self._last_heard:
            self._last_heard = date
            with contextlib.suppress(ValueError, TypeError):
                told = parsedate_to_datetime(date)
                self.heard(told if told.tzinfo else told.replace(tzinfo=UTC))

    async def _exchange(
        self, url: str, method: str, data: RequestData | None, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes] | NetworkError:
        session = self._session
        if session is None or session.closed:
            return NotSent("HTTP 连接尚未启动，请求未发出")
        try:
            address = _address(url)
            body, headers = encoded(data)
        except ValueError as error:  # a character no server could read, or an address that is none
            return BadRequest(f"请求未能编成，未发出（{type(error).__name__}）")
        try:
            async with session.request(
                method,
                address,
                data=body,
                headers=headers,
                timeout=limits,
                proxy=self._way.http_proxy,
                allow_redirects=False,  # a redirect would carry the token elsewhere
            ) as response:
                self._hear(response.headers.get("Date", ""))
                return response.status, await response.read()
        except (aiohttp.ClientError, *SOCKS, OSError, TimeoutError, ValueError, RuntimeError) as error:
            return failure(error)


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


def _seconds(asked: ODVInput[float], default: float) -> float | None:
    return default if isinstance(asked, DefaultValue) else asked


@lru_cache(maxsize=64)
def _address(url: str) -> URL:
    return URL(url, encoded=True)


@lru_cache(maxsize=64)
def _timeout(
    read: float | None, write: float | None, connect: float | None, pool: float | None, *, whole: bool
) -> aiohttp.ClientTimeout:
    """Every wait is bounded; a call (not a download) is also bounded as a whole, against trickling."""
    waited = None if connect is None or pool is None else connect + pool
    total = None
    if whole and waited is not None and read is not None and write is not None:
        total = waited + write + read
    return aiohttp.ClientTimeout(total=total, connect=waited, sock_connect=connect, sock_read=read)
