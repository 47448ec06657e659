"""A failed call says whether it can have taken effect, and never says the token."""

from __future__ import annotations

import asyncio
import json
import logging
import math
import traceback
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from telegram import InputFile
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.calls import AnswerLost, NotSent
from bot.connecting import Way
from bot.discreet import DiscreetBot
from bot.sandbox import Fault, FaultKind, Sandbox
from bot.transport import AiohttpRequest
from tests.sandboxed import LIAISON, PNG, STRANGER, open_bot, open_sandbox

SECRET = "4200:AAE-very_secret_part_of_the_address"
HASTE = 0.5  # seconds: longer than any answer that comes at all
DONE = [
    Fault("sendMessage", FaultKind.DROP_AFTER),
    Fault("sendMessage", FaultKind.RESET),
    Fault("sendMessage", FaultKind.CUT),
    Fault("sendMessage", FaultKind.GARBAGE),
    Fault("sendMessage", FaultKind.HTML_502, accepts=True),
    Fault("sendMessage", FaultKind.HALF_OPEN, accepts=True),
    Fault("sendMessage", FaultKind.DELAY_AFTER, seconds=5),
]
NOT_DONE = [
    Fault("sendMessage", FaultKind.DROP_BEFORE),
    Fault("sendMessage", FaultKind.RESET, accepts=False),
    Fault("sendMessage", FaultKind.HTML_502),
    Fault("sendMessage", FaultKind.GARBAGE, accepts=False),
    Fault("sendMessage", FaultKind.HALF_OPEN),
]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with open_sandbox(token=SECRET) as sandbox:
        yield sandbox


def _everything_said(error: BaseException) -> str:
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None:
        chain.append(link)
        link = link.__cause__ or link.__context__
    return "".join(traceback.format_exception(error)) + "".join(f"{one!r} {one} {one.args}" for one in chain)


async def test_a_server_that_is_down_has_not_got_the_message(sandbox: Sandbox) -> None:
    async with open_bot(sandbox) as bot:
        await bot.shutdown()
        await sandbox.stop()

        with pytest.raises(NotSent) as failure:
            await bot.initialize()

    assert "Connect" in str(failure.value) or "refused" in str(failure.value)
    assert SECRET not in _everything_said(failure.value)


async def test_a_name_that_does_not_resolve_has_not_got_the_message() -> None:
    request = AiohttpRequest(connect_timeout=2.0)
    bot = DiscreetBot(SECRET, base_url="http://nowhere.invalid/bot", request=request)
    async with request:
        with pytest.raises(NotSent):
            await bot.send_message(LIAISON, "您好")


async def test_a_proxy_out_of_reach_has_not_passed_the_message_on(sandbox: Sandbox) -> None:
    request = AiohttpRequest(way=Way(proxy="http://127.0.0.1:1"))
    bot = DiscreetBot(SECRET, base_url=f"{sandbox.url}/bot", request=request)
    async with request:
        with pytest.raises(NotSent):
            await bot.send_message(LIAISON, "您好")

    assert sandbox.world.accepted == []


@pytest.mark.parametrize("fault", [*DONE, *NOT_DONE], ids=lambda fault: str(fault.kind))
async def test_a_lost_answer_is_doubtful_whether_or_not_the_message_stands(
    sandbox: Sandbox, bot: DiscreetBot, fault: Fault
) -> None:
    sandbox.faults.order(fault)

    with pytest.raises(AnswerLost) as failure:
        await bot.send_message(LIAISON, "您好", read_timeout=HASTE)

    assert [message.text for message in sandbox.world.accepted] == (["您好"] if fault in DONE else [])
    assert SECRET not in _everything_said(failure.value)


async def test_whatever_fails_once_the_message_is_out_leaves_it_in_doubt(sandbox: Sandbox) -> None:
    def heard(_: object) -> None:
        raise LookupError(SECRET)

    async with open_bot(sandbox) as bot:
        request = bot.request
        assert isinstance(request, AiohttpRequest)
        request.heard = heard
        with pytest.raises(AnswerLost) as failure:
            await bot.send_message(LIAISON, "您好")

    assert [message.text for message in sandbox.world.accepted] == ["您好"]
    assert SECRET not in _everything_said(failure.value)


async def test_an_answer_that_is_late_is_lost_and_timed_out(sandbox: Sandbox, bot: DiscreetBot) -> None:
    sandbox.faults.order(Fault("sendMessage", FaultKind.DELAY_BEFORE, seconds=5))

    with pytest.raises(AnswerLost) as failure:
        await bot.send_message(LIAISON, "您好", read_timeout=HASTE)

    assert isinstance(failure.value, TimedOut)


async def test_a_lost_answer_to_get_updates_keeps_its_name(sandbox: Sandbox, bot: DiscreetBot) -> None:
    sandbox.faults.order(Fault("getUpdates", FaultKind.DROP_AFTER))
    sandbox.faults.order(Fault("getUpdates", FaultKind.HTML_502))

    for _ in range(2):
        with pytest.raises(AnswerLost):
            await bot.get_updates(timeout=0)


async def test_an_error_in_json_is_a_refusal_and_in_no_doubt(sandbox: Sandbox, bot: DiscreetBot) -> None:
    sandbox.faults.order(Fault("sendMessage", FaultKind.ERROR))

    with pytest.raises(NetworkError, match="Internal Server Error") as failure:
        await bot.send_message(LIAISON, "您好")

    assert not isinstance(failure.value, NotSent | AnswerLost)


NO_NUMBERS: list[Any] = ["2", "soon", [1], {}, True, None, math.nan, math.inf, 10**30]
NO_PARAMETERS: list[Any] = [None, [], "x", 5]
NO_WORDS: list[Any] = [None, 5, [], {}, ""]
ODD_REFUSALS: list[dict[str, Any]] = [
    *({"parameters": {"retry_after": odd, "migrate_to_chat_id": None}} for odd in NO_NUMBERS),
    *({"parameters": {"migrate_to_chat_id": odd}} for odd in NO_NUMBERS),
    *({"parameters": odd} for odd in NO_PARAMETERS),
    *({"description": odd} for odd in NO_WORDS),
]


class Answering(AiohttpRequest):
    """A server that answers everything alike."""

    def __init__(self, status: int, answer: dict[str, Any]) -> None:
        super().__init__()
        self._answer = status, json.dumps(answer).encode()

    async def _exchange(self, *_asked: object) -> tuple[int, bytes]:
        return self._answer


@pytest.mark.parametrize("odd", ODD_REFUSALS, ids=str)
async def test_a_refusal_of_whatever_form_is_one(odd: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    for status in (200, 400, 429, 502):
        server = Answering(status, {"ok": False, "error_code": 429} | odd)
        bot = DiscreetBot(SECRET, request=server, get_updates_request=server)

        with pytest.raises(TelegramError) as sent:
            await bot.put("sendMessage", {"chat_id": LIAISON, "text": "您好"})
        with pytest.raises(TelegramError):
            await bot.fetch_updates(None, 0, ("message",))

        assert not isinstance(sent.value, RetryAfter) or sent.value._retry_after <= timedelta(days=365)


@pytest.mark.parametrize("named", ["7", 2**63, True, None])
async def test_a_message_whose_number_nobody_could_keep_was_sent_all_the_same(named: object) -> None:
    bot = DiscreetBot(SECRET, request=Answering(200, {"ok": True, "result": {"message_id": named}}))

    assert await bot.put("sendMessage", {"chat_id": LIAISON, "text": "您好"}) is None


async def test_refusals_keep_the_names_ptb_gives_them(
    sandbox: Sandbox, bot: DiscreetBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    sandbox.faults.order(Fault("sendMessage", FaultKind.RETRY_AFTER, seconds=7))

    with pytest.raises(RetryAfter) as pause:
        await bot.send_message(LIAISON, "您好")
    with pytest.raises(Forbidden):
        await bot.send_message(STRANGER, "您好")
    with pytest.raises(BadRequest):
        await bot.send_message(LIAISON, "<b>您好", parse_mode="HTML")

    assert pause.value.retry_after == timedelta(seconds=7)


async def test_a_rejected_token_is_not_repeated(sandbox: Sandbox) -> None:
    bot = DiscreetBot(SECRET + "x", base_url=f"{sandbox.url}/bot", request=AiohttpRequest())

    with pytest.raises(InvalidToken) as failure:
        await bot.initialize()
    await bot.shutdown()

    assert SECRET not in _everything_said(failure.value)
    assert SECRET not in repr(bot) + str(bot)


async def test_the_token_is_in_no_log_line(sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for kind in (FaultKind.DROP_AFTER, FaultKind.GARBAGE, FaultKind.HTML_502, FaultKind.ERROR):
        sandbox.faults.order(Fault("sendMessage", kind))

    async with open_bot(sandbox) as bot:
        for _ in range(4):
            with pytest.raises(NetworkError):
                await bot.send_message(LIAISON, "您好")
        await bot.send_message(LIAISON, "您好")

    assert caplog.records
    assert "very_secret" not in caplog.text


async def test_a_file_goes_out_with_its_chinese_name_and_comes_back_whole(sandbox: Sandbox, bot: DiscreetBot) -> None:
    content = bytes(range(256)) * 400

    sent = await bot.send_document(LIAISON, InputFile(content, filename='台账 "2022".xlsx'), caption="台账")
    assert sent.document is not None
    file = await bot.get_file(sent.document.file_id)

    assert sent.document.file_name == '台账 "2022".xlsx'
    assert bytes(await file.download_as_bytearray()) == content


async def test_a_picture_goes_out(sandbox: Sandbox, bot: DiscreetBot) -> None:
    await bot.send_photo(LIAISON, PNG, caption="各单位进展")

    [message] = sandbox.world.accepted
    assert message.files[0].content == PNG


async def test_before_it_is_started_nothing_is_sent() -> None:
    request = AiohttpRequest()
    bot = DiscreetBot(SECRET, base_url="http://127.0.0.1:9/bot", request=request)

    with pytest.raises(NotSent):
        await bot.send_message(LIAISON, "您好")


async def test_what_no_server_could_read_is_refused_here(sandbox: Sandbox, bot: DiscreetBot) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(LIAISON, "\ud83d")

    assert [call.method for call in sandbox.world.calls] == ["getMe"]


async def test_no_more_connections_are_open_than_asked_for(sandbox: Sandbox) -> None:
    sandbox.faults.order(Fault("sendMessage", FaultKind.DELAY_BEFORE, times=None, seconds=0.05))
    letters = 12

    bot = DiscreetBot(SECRET, base_url=f"{sandbox.url}/bot", request=AiohttpRequest(3))
    async with bot:
        begun = asyncio.get_running_loop().time()
        await asyncio.gather(*(bot.send_message(LIAISON, f"第{n}件") for n in range(letters)))
        lasted = asyncio.get_running_loop().time() - begun

    assert lasted >= 0.05 * letters / 3 * 0.9
    assert len(sandbox.world.accepted) == letters
