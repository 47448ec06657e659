"""A Bot API server of our own and the real PTB bot talking to it, for the tests of both."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.discreet import DiscreetBot
from bot.sandbox import Sandbox
from bot.sandbox.files import PIXEL
from bot.transport import AiohttpRequest

BOT_API = Path(__file__).resolve().parents[2] / "shared" / "reference" / "bot-api.json"
SCHEMA = BOT_API if BOT_API.exists() else None
LIAISON, OFFICE, STRANGER = 101, 102, 103
PNG = PIXEL


class SetClock:
    """An office clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.instant = datetime(2022, 9, 19, 0, 55, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.instant

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self.instant += by


@asynccontextmanager
async def open_sandbox(**settings: Any) -> AsyncIterator[Sandbox]:
    """A server with a liaison and an office that have written to it, and a stranger who has not.

    Where bot-api.json is at hand, every call and every returned object must fit it.
    """
    sandbox = await Sandbox.start(**{"clock": SetClock(), "schema": SCHEMA, **settings})
    world = sandbox.world
    world.add_person(LIAISON, "清河镇联络员", "qinghe")
    world.add_person(OFFICE, "公开办")
    world.add_person(STRANGER, "路人")
    for user_id in (LIAISON, OFFICE):
        world.says(user_id, "/start")
    world.updates.drop_all()
    try:
        yield sandbox
        assert sandbox.desk.departures == []
    finally:
        await sandbox.stop()


@asynccontextmanager
async def open_bot(sandbox: Sandbox) -> AsyncIterator[DiscreetBot]:
    """PTB's bot over our transport."""
    bot = DiscreetBot(
        sandbox.token,
        base_url=f"{sandbox.url}/bot",
        base_file_url=f"{sandbox.url}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(2),
    )
    async with bot:
        yield bot
