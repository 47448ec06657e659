"""Where the way to the Bot API server breaks off: names, TCP, TLS, answer or token, each told apart."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from telegram.error import InvalidToken, TelegramError

from bot.calls import NotSent
from bot.config import Config
from bot.connecting import FAMILIES, Way, way_to
from bot.discreet import DiscreetBot
from bot.obstacles import certificate_reason
from bot.transport import AiohttpRequest
from storage.reasons import reason

ANSWERS_WITHIN = 10.0  # seconds
_PORTS = {"http": 80, "https": 443}

Finding = tuple[bool, str]


@dataclass(frozen=True, slots=True)
class _Stop:
    """The first machine on the way: the proxy where there is one, else the server."""

    name: str
    host: str
    port: int
    speaks_tls: bool

    @property
    def place(self) -> str:
        """Host and port, as they are written in an address."""
        return f"{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


async def reach(config: Config, token: str) -> list[Finding]:
    """Each step as far as the way goes; the last finding is the one to mend."""
    found = []
    async for finding in _steps(config, token):
        found.append(finding)
        if not finding[0]:
            break
    return found


async def username(config: Config, token: str) -> str:
    """The bot's user name; raises TelegramError or TimeoutError."""
    way = way_to(config.telegram)
    bot = DiscreetBot(
        token,
        base_url=f"{config.telegram.url}/bot",
        request=AiohttpRequest(2, way=way),
        get_updates_request=AiohttpRequest(1, way=way),
    )
    try:
        async with asyncio.timeout(ANSWERS_WITHIN):
            await bot.initialize()
            return bot.username
    finally:
        await bot.shutdown()


async def _steps(config: Config, token: str) -> AsyncIterator[Finding]:
    way = way_to(config.telegram)
    stop = _first_stop(config.telegram.url, way)
    yield await _names(stop, way)
    yield await _tcp(stop, way)
    if stop.speaks_tls:
        yield await _tls(stop, way)
    yield await _token(config, token, way)


def _first_stop(url: str, way: Way) -> _Stop:
    address = urlsplit(way.proxy or url)
    secure = address.scheme == "https"
    port = address.port or _PORTS.get(address.scheme, 1080)
    return _Stop(
        "代理服务器" if way.proxy else "Bot API 服务器", address.hostname or "", port, secure and not way.proxy
    )


async def _names(stop: _Stop, way: Way) -> Finding:
    try:
        async with asyncio.timeout(ANSWERS_WITHIN):
            found = await asyncio.get_running_loop().getaddrinfo(
                stop.host, stop.port, family=FAMILIES[way.family], type=socket.SOCK_STREAM
            )
    except (OSError, TimeoutError, UnicodeError):
        return (
            False,
            f"DNS：无法解析{stop.name}的名称 {stop.host}，请检查域名服务器和地址拼写（IPv6 见 telegram.family）",
        )
    return True, f"DNS：{stop.name} {stop.host} → {found[0][4][0]}"


async def _tcp(stop: _Stop, way: Way) -> Finding:
    try:
        await _opened(stop, way, None)
    except (OSError, TimeoutError) as error:
        why = f"{ANSWERS_WITHIN:g}秒内无应答" if isinstance(error, TimeoutError) else _refusal(error)
        remedy = "请检查代理地址和端口" if way.proxy else "请检查网络和防火墙，或设置 telegram.proxy"
        return False, f"TCP：无法连接{stop.name} {stop.place}（{why}），{remedy}"
    return True, f"TCP：已连接{stop.name} {stop.place}"


def _refusal(error: OSError) -> str:
    """asyncio puts the refusals of a name's several addresses into one error, without a number."""
    return reason(error) if error.errno else "各地址均未连上"


async def _tls(stop: _Stop, way: Way) -> Finding:
    try:
        await _opened(stop, way, way.tls())
    except ssl.SSLCertVerificationError as error:
        remedy = "请校准系统时间；使用自建服务器或有检查设备的，请设置 telegram.ca_file"
        return False, f"TLS：证书不被信任（{certificate_reason(error)}），{remedy}"
    except (OSError, TimeoutError):
        return False, f"TLS：{stop.place} 未完成加密握手，请检查端口是否为 https，或网络中的检查设备"
    return True, f"TLS：{stop.host} 的证书可信"


async def _opened(stop: _Stop, way: Way, tls: ssl.SSLContext | None) -> None:
    async with asyncio.timeout(ANSWERS_WITHIN):
        _, writer = await asyncio.open_connection(stop.host, stop.port, ssl=tls, family=FAMILIES[way.family])
        writer.close()


async def _token(config: Config, token: str, way: Way) -> Finding:
    try:
        return True, f"令牌：有效，机器人 @{await username(config, token)}"
    except InvalidToken:
        return False, "令牌：Telegram 不认可，请向 @BotFather 核对后重新设置"
    except NotSent as error:
        through, why = "经代理" if way.proxy else "", f"（{error.why}）" if error.why else ""
        return False, f"网络：{through}无法连到 {config.telegram.url}{why}，请检查代理是否放行该地址，或更换代理"
    except (TelegramError, TimeoutError) as error:
        why = error.message if isinstance(error, TelegramError) else f"{ANSWERS_WITHIN:g}秒内无应答"
        return False, f"网络：{config.telegram.url} 未正常应答（{why}），请检查地址，稍后再试"
