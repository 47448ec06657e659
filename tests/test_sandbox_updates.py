"""Updates are handed over until they are confirmed, by long polling or to a webhook, never by both."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from telegram import Update
from telegram.error import BadRequest, Conflict

from bot.calls import AnswerLost
from bot.discreet import DiscreetBot
from bot.sandbox import Fault, FaultKind, Sandbox
from bot.sandbox.webhook import SECRET_HEADER
from tests.sandboxed import LIAISON, OFFICE, open_bot


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text for update in updates if update.message]


async def test_what_is_not_confirmed_comes_again(sandbox: Sandbox, bot: DiscreetBot) -> None:
    for number in range(3):
        sandbox.world.says(LIAISON, str(number))

    first = await bot.get_updates(limit=2)
    after_a_crash = await bot.get_updates()
    confirmed = await bot.get_updates(offset=first[-1].update_id + 1)

    assert texts(first) == ["0", "1"]
    assert texts(after_a_crash) == ["0", "1", "2"]
    assert texts(confirmed) == ["2"]
    assert texts(await bot.get_updates()) == ["2"]


async def test_what_was_handed_over_with_a_lost_answer_comes_again(sandbox: Sandbox, bot: DiscreetBot) -> None:
    sandbox.world.says(LIAISON, "已完成")
    sandbox.faults.order(Fault("getUpdates", FaultKind.DROP_AFTER))

    with pytest.raises(AnswerLost):
        await bot.get_updates()

    assert texts(await bot.get_updates()) == ["已完成"]


async def test_a_negative_offset_keeps_the_last(sandbox: Sandbox, bot: DiscreetBot) -> None:
    for number in range(3):
        sandbox.world.says(LIAISON, str(number))

    assert texts(await bot.get_updates(offset=-1)) == ["2"]
    assert texts(await bot.get_updates()) == ["2"]


async def test_an_offset_in_the_future_confirms_nothing(sandbox: Sandbox, bot: DiscreetBot) -> None:
    sandbox.world.says(LIAISON, "0")

    assert texts(await bot.get_updates(offset=2_000_000_000)) == ["0"]


async def test_a_long_poll_waits_for_what_comes(sandbox: Sandbox, bot: DiscreetBot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await sandbox.world.wait_for(lambda: [call for call in sandbox.world.calls if call.method == "getUpdates"])
    sandbox.world.says(LIAISON, "收到")

    assert texts(await poll) == ["收到"]


async def test_a_long_poll_ends_empty(bot: DiscreetBot) -> None:
    assert await bot.get_updates(timeout=1) == ()


async def test_a_second_poller_sends_the_first_away(sandbox: Sandbox, bot: DiscreetBot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=5))
    await sandbox.world.wait_for(lambda: [call for call in sandbox.world.calls if call.method == "getUpdates"])

    async with open_bot(sandbox) as other:
        second = asyncio.create_task(other.get_updates(timeout=5))
        with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one bot"):
            await first
        sandbox.world.says(LIAISON, "收到")

        assert texts(await second) == ["收到"]


async def test_only_the_kinds_asked_for_are_queued(sandbox: Sandbox, bot: DiscreetBot) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    sandbox.world.says(LIAISON, "不要")
    await bot.get_updates(allowed_updates=[])
    sandbox.world.says(LIAISON, "要")

    assert texts(await bot.get_updates()) == ["要"]


async def test_a_made_up_update_is_handed_over_as_it_is(sandbox: Sandbox, bot: DiscreetBot) -> None:
    update_id = sandbox.world.updates.add("poll_answer", {"nonsense": True}, made_up=True)

    with pytest.raises(Exception):  # noqa: B017, PT011 - PTB cannot read it either
        await bot.get_updates()

    assert await bot.get_updates(offset=(update_id or 0) + 1) == ()


class Receiver:
    """The bot's end of a webhook; answers with the statuses given, then with 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.received: list[tuple[str | None, int, str]] = []

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        secret = request.headers.get(SECRET_HEADER)
        self.received.append((secret, update["message"]["chat"]["id"], update["message"]["text"]))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@pytest.fixture
async def receiver() -> AsyncIterator[tuple[Receiver, str]]:
    receiver = Receiver(500, 403)
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield receiver, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


async def test_a_webhook_gets_every_update_until_it_takes_it(
    sandbox: Sandbox, bot: DiscreetBot, receiver: tuple[Receiver, str]
) -> None:
    hook, url = receiver
    sandbox.world.says(LIAISON, "一")
    await bot.set_webhook(url, secret_token="s3cret_-", allowed_updates=["message"])
    sandbox.world.says(LIAISON, "二")
    sandbox.world.says(OFFICE, "三")
    await sandbox.world.updates.bell.wait_for(lambda: not len(sandbox.world.updates))

    info = await bot.get_webhook_info()

    assert {secret for secret, _, _ in hook.received} == {"s3cret_-"}
    assert [text for _, chat, text in hook.received if chat == LIAISON][-2:] == ["一", "二"]
    assert len(hook.received) == 5  # three updates, two of them refused once
    assert (info.url, info.pending_update_count, info.allowed_updates) == (url, 0, ("message",))
    assert info.last_error_message is not None
    assert info.last_error_message.startswith("Wrong response from the webhook: ")


async def test_webhook_and_polling_exclude_each_other(
    sandbox: Sandbox, bot: DiscreetBot, receiver: tuple[Receiver, str]
) -> None:
    _, url = receiver
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await sandbox.world.wait_for(lambda: [call for call in sandbox.world.calls if call.method == "getUpdates"])

    await bot.set_webhook(url)

    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_deleting_a_webhook_may_drop_what_is_pending(sandbox: Sandbox, bot: DiscreetBot) -> None:
    await bot.set_webhook("http://127.0.0.1:1/nobody-there")
    sandbox.world.says(LIAISON, "一")

    await bot.delete_webhook(drop_pending_updates=True)

    assert await bot.get_updates() == ()


async def test_a_webhook_secret_has_its_own_alphabet(bot: DiscreetBot) -> None:
    with pytest.raises(BadRequest, match=r"[Ss]ecret token contains unallowed characters"):
        await bot.set_webhook("https://www.example.org/", secret_token="密")
