"""`duban demo`: the sample document and roster, a local Bot API server with a chat page, and the real bot between them.

Everybody is enrolled the way anybody is: a one-time code, sent to the bot as `/start CODE`. The liaisons' names are
confirmed in the office's place before it comes in, so that its chat does not begin with forty cards to press.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import webbrowser
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
from pydantic import SecretStr

from bot.app import App
from bot.commands import Refused
from bot.commands.serve import set_up_logging
from bot.config import Config, load
from bot.demo_people import enrol, prepare, show_import
from bot.demo_stage import DemoStage
from bot.opening import open_database
from bot.sandbox import TOKEN, Sandbox
from bot.sandbox.page import add_page
from bot.settings import DatabaseSettings, TelegramSettings
from scheduler.clock import OfficeClock

STARTS_AT = "2022-09-19T08:55:00+08:00"


def run_demo(port: int, open_browser: bool) -> None:
    """Run until interrupted."""
    set_up_logging(False, TOKEN)
    asyncio.run(_demo(port, open_browser))


async def _demo(port: int, open_browser: bool) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with staged(Path("var"), port) as demo:
        address = f"{demo.sandbox.url}/"
        click.echo(f"演示已就绪：{address}　（按 Ctrl+C 结束）")
        if open_browser:
            with contextlib.suppress(webbrowser.Error):
                webbrowser.get().open(address)
        await stop.wait()


@dataclass(frozen=True, slots=True)
class Demo:
    """The running parts."""

    sandbox: Sandbox
    app: App
    stage: DemoStage


@contextlib.asynccontextmanager
async def staged(folder: Path, port: int) -> AsyncIterator[Demo]:
    """The whole demo, running until left: everybody enrolled, the document imported, the clock at its start."""
    path = folder / "demo.db"
    _start_anew(path)
    clock = OfficeClock(datetime.fromisoformat(STARTS_AT))
    port = port or _free_port()
    config = _config(path, port)
    sandbox = Sandbox(clock=clock, token=TOKEN)
    app = App(config, open_database(config), clock)
    people, codes = prepare(app)
    stage = DemoStage(app, people)
    add_page(sandbox.app, sandbox.world, stage)
    await _listen(sandbox, port)
    stop = asyncio.Event()
    running = asyncio.create_task(app.run(stop))
    try:
        await enrol(app, sandbox, people, codes)
        show_import(app)
        yield Demo(sandbox, app, stage)
    finally:
        stop.set()
        await running
        await sandbox.stop()
        app.engine.dispose()


def _config(path: Path, port: int) -> Config:
    """The standard settings, on a server that asks for no pauses."""
    telegram = TelegramSettings(url=f"http://127.0.0.1:{port}", rate=0, chat=0, group_per_minute=0)
    database = DatabaseSettings(url=f"sqlite:///{path}")
    return load({}).model_copy(update={"database": database, "telegram": telegram, "token": SecretStr(TOKEN)})


def _start_anew(path: Path) -> None:
    """The chats live in memory, so the database of an earlier demo would not match them."""
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


async def _listen(sandbox: Sandbox, port: int) -> None:
    try:
        await sandbox.listen(port)
    except OSError:
        raise Refused(f"端口 {port} 已被占用，请换一个，例如 duban demo --port {port + 1}") from None
