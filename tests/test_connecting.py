"""Offices that cannot reach Telegram directly: through a proxy, with certificates of their own; and what is told."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from telegram.error import NetworkError

from bot.calls import NotSent
from bot.commands.reaching import reach
from bot.config import Config
from bot.connecting import Way, way_to
from bot.discreet import DiscreetBot
from bot.sandbox import TOKEN, Sandbox
from bot.settings import TelegramSettings
from bot.transport import AiohttpRequest
from tests.loopback import free_port

SOCKS5, BY_NAME, GRANTED, NOT_ALLOWED, UNREACHABLE, REFUSED, NO_METHOD = 5, 3, 0, 2, 4, 5, 255


class SocksProxy:
    """As much of SOCKS5 (RFC 1928, 1929) as one connection by name or address needs."""

    def __init__(self, replies: int = GRANTED) -> None:
        self.port = 0
        self.asked: list[str] = []
        self._replies = replies

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One client."""
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            _, methods = await reader.readexactly(2)
            await reader.readexactly(methods)
            writer.write(bytes([SOCKS5, NO_METHOD if self._replies == NO_METHOD else 0]))
            *_, kind = await reader.readexactly(4)
            size = (await reader.readexactly(1))[0] if kind == BY_NAME else 4
            host = await reader.readexactly(size)
            port = int.from_bytes(await reader.readexactly(2), "big")
            self.asked.append(host.decode() if kind == BY_NAME else ".".join(map(str, host)))
            writer.write(bytes([SOCKS5, self._replies, 0, 1, 0, 0, 0, 0, 0, 0]))
            if self._replies == GRANTED:
                there, back = await asyncio.open_connection("127.0.0.1", port)
                await asyncio.gather(_pass_on(reader, back), _pass_on(there, writer))
        writer.close()


class Certified:
    """A server on loopback with a certificate nobody has signed but itself."""

    def __init__(self, port: int, file: Path) -> None:
        self.port = port
        self.file = file


@asynccontextmanager
async def socks(replies: int = GRANTED) -> AsyncIterator[SocksProxy]:
    """A proxy on loopback."""
    proxy = SocksProxy(replies)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    async with server:
        yield proxy


@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
async def test_a_socks_proxy_carries_everything_names_included(sandbox: Sandbox, scheme: str) -> None:
    async with socks() as proxy:
        said = await _checked(sandbox.url.replace("127.0.0.1", "bot.internal"), f"{scheme}://127.0.0.1:{proxy.port}")

    assert said[-1] == f"✓ 令牌：有效，机器人 @{sandbox.world.bot['username']}"
    assert set(proxy.asked) == {"bot.internal"}


async def test_a_proxy_that_refuses_has_not_passed_the_message_on(sandbox: Sandbox) -> None:
    async with socks(REFUSED) as proxy:
        way = Way(proxy=f"socks5://127.0.0.1:{proxy.port}")
        request = AiohttpRequest(way=way)
        bot = DiscreetBot(sandbox.token, base_url=f"{sandbox.url}/bot", request=request)
        async with request:
            with pytest.raises(NotSent):
                await bot.send_message(1, "您好")
        said = await _checked(sandbox.url, way.proxy)

    assert said[-1] == (
        f"✗ 网络：经代理无法连到 {sandbox.url}（对方拒绝了代理的连接），请检查代理是否放行该地址，或更换代理"
    )


@pytest.mark.parametrize(
    ("replies", "why"),
    [(NOT_ALLOWED, "代理不放行该地址"), (UNREACHABLE, "代理连不到该地址"), (NO_METHOD, "代理要求登录")],
)
async def test_the_check_says_what_a_socks_proxy_answers(replies: int, why: str) -> None:
    async with socks(replies) as proxy:
        said = await _checked("https://bot.internal", f"socks5://127.0.0.1:{proxy.port}")

    assert said[-1].startswith(f"✗ 网络：经代理无法连到 https://bot.internal（{why}")


@pytest.mark.parametrize(
    ("scheme", "status", "why"),
    [
        ("http", 403, "代理不放行该地址，答复403"),
        ("http", 407, "代理要求登录"),
        ("http", 502, "代理答复502"),
        ("socks5", 400, "该端口不是 SOCKS5 代理"),
    ],
)
async def test_the_check_says_what_an_http_proxy_answers(scheme: str, status: int, why: str) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(3)
        writer.write(f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()
        await reader.read()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        said = await _checked("https://bot.internal", f"{scheme}://127.0.0.1:{port}")

    assert said[-1].startswith(f"✗ 网络：经代理无法连到 https://bot.internal（{why}")


async def test_a_certificate_that_is_not_trusted_is_no_doubt_about_a_message(certified: Certified) -> None:
    async with socks() as proxy:
        said = await _checked(f"https://localhost:{certified.port}", f"socks5://127.0.0.1:{proxy.port}")

    assert said[-1].startswith(f"✗ 网络：经代理无法连到 https://localhost:{certified.port}（证书不被信任：自签名证书")


async def test_the_check_tells_dns_tcp_tls_and_token_apart(sandbox: Sandbox, certified: Certified) -> None:
    secure = f"https://localhost:{certified.port}"

    assert (await _checked("http://nowhere.invalid"))[-1].startswith(
        "✗ DNS：无法解析Bot API 服务器的名称 nowhere.invalid"
    )
    assert (await _checked(f"http://127.0.0.1:{free_port()}"))[-1].startswith("✗ TCP：无法连接Bot API 服务器")
    assert (await _checked(secure))[-1].startswith("✗ TLS：证书不被信任（自签名证书）")
    assert (await _checked(sandbox.url.replace("http:", "https:")))[-1].startswith("✗ TLS：")
    assert [line[:5] for line in await _checked(sandbox.url)] == ["✓ DNS", "✓ TCP", "✓ 令牌："]
    assert (await _checked("http://nowhere.invalid", "http://127.0.0.1:1"))[-1].startswith("✗ TCP：无法连接代理服务器")
    wrong = (await _checked(sandbox.url, token="1:wrong"))[-1]
    assert wrong == "✗ 令牌：Telegram 不认可，请向 @BotFather 核对后重新设置"


async def test_a_certificate_of_the_offices_own_is_trusted_where_the_settings_name_it(certified: Certified) -> None:
    settings = TelegramSettings(url=f"https://localhost:{certified.port}", ca_file=str(certified.file))
    request = AiohttpRequest(way=way_to(settings))
    async with request:
        status, _ = await request.do_request(f"{settings.url}/file", "GET")

    assert status == 200


async def test_an_address_family_that_the_server_has_not_is_no_way(sandbox: Sandbox) -> None:
    request = AiohttpRequest(way=Way(family="ipv6"))
    async with request:
        with pytest.raises(NetworkError):
            await request.do_request(sandbox.url.replace("127.0.0.1", "localhost"), "GET")


@pytest.fixture
async def certified(tmp_path: Path) -> AsyncIterator[Certified]:
    file = tmp_path / "own.pem"
    _make_certificate(file)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    app = web.Application()
    app.router.add_get("/file", _answer)
    runner = web.AppRunner(app)
    await runner.setup()
    here = Certified(free_port(), file)
    await web.TCPSite(runner, "127.0.0.1", here.port, ssl_context=context).start()
    yield here
    await runner.cleanup()


async def _answer(_: web.Request) -> web.Response:
    return web.Response(text="ok")


async def _checked(url: str, proxy: str = "", token: str = TOKEN) -> list[str]:
    config = Config(telegram=TelegramSettings(url=url, proxy=proxy))
    return [f"{'✓' if fine else '✗'} {text}" for fine, text in await reach(config, token)]


def _make_certificate(file: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("no openssl: apt-get install openssl")
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    key, certificate = file.with_suffix(".key"), file.with_suffix(".crt")
    subprocess.run([*make, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    file.write_text(certificate.read_text() + key.read_text())


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(65536):
        writer.write(chunk)
        await writer.drain()
    writer.close()
