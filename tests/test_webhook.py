"""Updates pushed by Telegram are kept before they are acknowledged, and nobody else can push any."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bot.webhook import LARGEST, SECRET_HEADER
from tests.running import Running, office
from tests.servers import free_port

ONE = {
    "update_id": 1,
    "message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}, "text": "12 办理中"},
}


@asynccontextmanager
async def pushed(folder: Path) -> AsyncIterator[tuple[Running, str]]:
    """An office to which updates are pushed, at work, and its address."""
    place = f"127.0.0.1:{free_port()}"
    async with office(folder, webhook=f"http://{place}", webhook_listen=place) as here, here.at_work():
        await here.until(lambda: here.calls("setWebhook"))
        yield here, f"http://{place}/telegram/4200"


async def test_what_is_pushed_takes_effect_once_and_nothing_is_fetched(tmp_path: Path) -> None:
    async with pushed(tmp_path) as (here, _):
        for n in (1, 2, 3):
            here.sandbox.world.says(n, "12 办理中")
        await here.until(lambda: all(here.got(n, "收件回执") for n in (1, 2, 3)))

        assert [len(here.got(n, "收件回执")) for n in (1, 2, 3)] == [1, 1, 1]
        assert here.calls("getUpdates") == []
        [call] = here.calls("setWebhook")
        assert len(call.params["secret_token"]) >= 32
        assert "sandbox" not in call.params["secret_token"]


async def test_whoever_does_not_know_the_secret_is_turned_away(tmp_path: Path) -> None:
    async with pushed(tmp_path) as (here, address), aiohttp.ClientSession() as session:
        [call] = here.calls("setWebhook")
        right = {SECRET_HEADER: call.params["secret_token"]}
        statuses = []
        for headers, body in (
            ({}, ONE),
            ({SECRET_HEADER: "0" * 64}, ONE),
            (right, {"text": "x" * LARGEST}),
            (right, {"update_id": "x"}),
            (right, ["这不是更新"]),
        ):
            async with session.post(address, json=body, headers=headers) as answer:
                statuses.append(answer.status)

        assert statuses == [403, 403, 413, 200, 200]
        await here.until(here.is_empty)
        assert here.got(1, "收件回执") == []


async def test_a_webhook_of_earlier_is_taken_down_where_updates_are_fetched(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        async with aiohttp.ClientSession() as session:
            token = here.sandbox.token
            await session.post(f"{here.sandbox.url}/bot{token}/setWebhook", data={"url": "http://127.0.0.1:9/old"})
        here.sandbox.world.says(1, "12 办理中")

        async with here.at_work():
            await here.until(lambda: here.got(1, "收件回执"))

        assert here.calls("deleteWebhook")
