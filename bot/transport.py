"""HTTP to the Bot API for python-telegram-bot, over aiohttp.

The token is part of every URL, so no error of aiohttp leaves this file: neither its text nor its chain.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import BadRequest, NetworkError
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.calls import NotSent, answer_in, encoded, failure, refusal_status
from bot.connecting import Way
from bot.refusals import legible

STRAIGHT = Way()


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
        except Exception as error:  # noqa: BLE001 - a library's own fault, too, leaves in doubt what has gone out
            return failure(error)


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
