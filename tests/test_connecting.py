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

SOCKS5, BY_NAME, GRANTED, REFUSED = 5, 3, 0, 5


class SocksProxy:
    """As much of SOCKS5 (RFC 1928, 1929) as one connection by name or address needs."""

    def __init__(self, grants: bool = True) -> None:
        self.port = 0
        self.asked: list[str] = []
        self._grants = grants

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One client."""
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            _, methods = await reader.readexactly(2)
            await reader.readexactly(methods)
            writer.write(bytes([SOCKS5, 0]))
            *_, kind = await reader.readexactly(4)
            size = (await reader.readexactly(1))[0] if kind == BY_NAME else 4
            host = await reader.readexactly(size)
            port = int.from_bytes(await reader.readexactly(2), "big")
            self.asked.append(host.decode() if kind == BY_NAME else ".".join(map(str, host)))
            writer.write(bytes([SOCKS5, GRANTED if self._grants else REFUSED, 0, 1, 0, 0, 0, 0, 0, 0]))
            if self._grants:
                there, back = await asyncio.open_connection("127.0.0.1", port)
                await asyncio.gather(_pass_on(reader, back), _pass_on(there, writer))
        writer.close()


class Certified:
    """A server on loopback with a certificate nobody has signed but itself."""

    def __init__(self, port: int, file: Path) -> None:
        self.port = port
        self.file = file


@asynccontextmanager
async def socks(grants: bool = True) -> AsyncIterator[SocksProxy]:
    """A proxy on loopback."""
    proxy = SocksProxy(grants)
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
    async with socks(grants=False) as proxy:
        way = Way(proxy=f"socks5://127.0.0.1:{proxy.port}")
        request = AiohttpRequest(way=way)
        bot = DiscreetBot(sandbox.token, base_url=f"{sandbox.url}/bot", request=request)
        async with request:
            with pytest.raises(NotSent):
                await bot.send_message(1, "您好")
        said = await _checked(sandbox.url, way.proxy)

    assert said[-1] == f"✗ 网络：经代理无法连到 {sandbox.url}，请检查代理是否放行该地址，或更换代理"


async def test_the_check_tells_dns_tcp_tls_and_token_apart(sandbox: Sandbox, certified: Certified) -> None:
    secure = f"https://localhost:{certified.port}"

    assert (await _checked("http://nowhere.invalid"))[-1].startswith(
        "✗ DNS：无法解析Bot API 服务器的名称 nowhere.invalid"
    )
    assert (await _checked(f"http://127.0.0.1:{free_port()}"))[-1].startswith("✗ TCP：无法连接Bot API 服务器")
    assert (await _checked(secure))[-1].startswith("✗ TLS：证书不被信任（self-signed certificate）")
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
