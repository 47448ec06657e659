"""A call to the Bot API as it goes over the wire, and what became of it.

A failed call says whether it can have taken effect: `NotSent` certainly did not, `AnswerLost` may have.
"""

from __future__ import annotations

import json
from typing import Any

import aiohttp
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData

from bot.obstacles import certificate_in, obstacle


class NotSent(NetworkError):
    """No connection came about: the server has certainly not seen the request. `why`, where more is known of it."""

    def __init__(self, message: str, why: str = "") -> None:
        super().__init__(message)
        self.why = why


class AnswerLost(NetworkError):
    """The request had gone out and no usable answer came back: it may have taken effect."""


class AnswerLate(AnswerLost, TimedOut):
    """As `AnswerLost`: the answer did not come in time."""


def encoded(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    """Body and headers of a call, files and all. Raises ValueError for what no server could read."""
    if data is None:
        return None, {}
    if not data.contains_files:
        return _form(data.json_parameters), {"Content-Type": "application/x-www-form-urlencoded"}
    parts = aiohttp.FormData(quote_fields=False)  # file names in UTF-8, as Telegram expects them
    for name, value in data.json_parameters.items():
        value.encode()  # what cannot be encoded is found before anything goes out
        parts.add_field(name, value)
    for name, (file_name, content, media_type) in data.multipart_data.items():
        parts.add_field(name, content, filename=_one_line(file_name), content_type=media_type)
    return parts, {}


def _form(parameters: dict[str, str]) -> bytes:
    """Every byte of a value in hexadecimal: as good a form as any, and Chinese text is made one at a stroke."""
    fields = ((name, value.encode().hex("%")) for name, value in parameters.items())
    return "&".join(f"{name}=%{said}" if said else f"{name}=" for name, said in fields).encode()


def _one_line(file_name: str) -> str:
    return "".join(sign if sign.isprintable() else "_" for sign in file_name)


def failure(error: Exception) -> NetworkError:
    """What became of a call, named by the kind of error only: its text holds the URL."""
    kind = type(error).__name__
    if certificate_in(error) or isinstance(
        error,
        aiohttp.ClientConnectorError  # refused, unreachable, DNS, TLS, proxy out of reach
        | aiohttp.ClientConnectorCertificateError
        | aiohttp.ConnectionTimeoutError
        | aiohttp.ClientHttpProxyError
        | aiohttp.InvalidURL
        | ProxyError
        | ProxyConnectionError
        | ProxyTimeoutError,  # a SOCKS proxy that is away, or that cannot reach the server
    ):
        why = obstacle(error)
        return NotSent(f"未能连接到 Bot API 服务器，请求未发出（{why or _reason(error) or kind}）", why)
    if isinstance(error, TimeoutError):
        return AnswerLate("Bot API 服务器逾时未答复，请求可能已生效")
    return AnswerLost(f"Bot API 服务器的答复中断，请求可能已生效（{kind}）")


def _reason(error: Exception) -> str:
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else None
    return (cause.strerror or "") if isinstance(cause, OSError) else ""


def answer_in(body: bytes, status: int) -> dict[str, Any]:
    """The Bot API's JSON object; anything else, such as a proxy's HTML page, leaves the call in doubt."""
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    if isinstance(answer, dict) and (answer.get("ok") is False or "result" in answer):
        return answer
    raise AnswerLost(f"Bot API 服务器的答复不是约定的格式，请求可能已生效（HTTP {status}）")


def refusal_status(status: int, answer: dict[str, Any]) -> int:
    """PTB goes by the HTTP status; a refusal that came with 200 is given the status it names."""
    if answer.get("ok") is False and 200 <= status <= 299:
        code = answer.get("error_code")
        return code if isinstance(code, int) and code >= 400 else 500
    return status
