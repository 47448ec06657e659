"""The server misbehaves when ordered to, keeps count of everything, and can be driven from another process."""

from __future__ import annotations

import asyncio
import base64
import sys
from typing import Any

import aiohttp
import pytest
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.calls import AnswerLost, NotSent
from bot.discreet import DiscreetBot
from bot.sandbox import Fault, FaultKind, Sandbox
from bot.sandbox.limits import Limits
from bot.sandbox.refusals import Refusal
from bot.sandbox.schema import Schema
from bot.transport import AiohttpRequest
from tests.sandboxed import LIAISON, OFFICE, PNG, SCHEMA, open_bot, open_sandbox


async def test_a_fault_meets_the_calls_it_was_ordered_for_and_no_other(sandbox: Sandbox, bot: DiscreetBot) -> None:
    sandbox.faults.order(Fault("sendMessage", "error", chat_id=OFFICE, times=1, after_calls=1, status=503))

    await bot.send_message(LIAISON, "一")
    await bot.send_message(OFFICE, "二")
    with pytest.raises(NetworkError):
        await bot.send_message(OFFICE, "三")
    await bot.send_message(OFFICE, "四")

    assert [message.text for message in sandbox.world.accepted] == ["一", "二", "四"]
    assert sandbox.faults.orders == []


async def test_a_fault_without_end_lasts_until_it_is_taken_back(sandbox: Sandbox, bot: DiscreetBot) -> None:
    order = sandbox.faults.order(Fault("*", FaultKind.DROP_BEFORE, times=None))

    for _ in range(3):
        with pytest.raises(AnswerLost):
            await bot.send_message(LIAISON, "一")
    sandbox.faults.cancel(order)

    await bot.send_message(LIAISON, "二")


async def test_an_unknown_fault_is_no_order() -> None:
    with pytest.raises(ValueError, match="earthquake"):
        Fault("sendMessage", "earthquake")


async def test_the_record_tells_what_took_effect_and_what_was_told(sandbox: Sandbox, bot: DiscreetBot) -> None:
    sandbox.faults.order(Fault("sendMessage", FaultKind.DROP_AFTER))
    sandbox.faults.order(Fault("sendMessage", FaultKind.DROP_BEFORE))

    for _ in range(2):
        with pytest.raises(AnswerLost):
            await bot.send_message(LIAISON, "一")
    await bot.send_message(LIAISON, "一")
    with pytest.raises(BadRequest):
        await bot.send_message(LIAISON, "")

    calls = [call for call in sandbox.world.calls if call.method == "sendMessage"]
    assert [(call.accepted, call.answered) for call in calls] == [
        (True, False),
        (False, False),
        (True, True),
        (False, True),
    ]
    assert [call.fault for call in calls] == ["drop_after", "drop_before", None, None]
    assert calls[3].refusal == "Bad Request: message text is empty"
    assert calls[2].message_ids == (sandbox.world.accepted[-1].message_id,)
    assert calls[0].at == sandbox.world.clock()


async def test_an_answer_nobody_waited_for_counts_as_not_told(sandbox: Sandbox, bot: DiscreetBot) -> None:
    sandbox.faults.order(Fault("sendMessage", FaultKind.DELAY_AFTER, seconds=0.7))

    with pytest.raises(AnswerLost):
        await bot.send_message(LIAISON, "一", read_timeout=0.3)
    call = sandbox.world.calls[-1]
    await sandbox.world.wait_for(lambda: call.answered is not None)

    assert (call.accepted, call.answered) == (True, False)


async def test_a_download_can_fail_too(sandbox: Sandbox, bot: DiscreetBot) -> None:
    [message] = sandbox.world.sends_document(LIAISON, [("a.pdf", b"%PDF" * 1000, "application/pdf")])
    file = await bot.get_file(message.files[0].file_id)
    sandbox.faults.order(Fault("download", FaultKind.CUT))

    with pytest.raises(AnswerLost):
        await file.download_as_bytearray()

    assert len(await file.download_as_bytearray()) == 4000


async def test_a_server_that_is_down_comes_back_with_its_world(sandbox: Sandbox) -> None:
    await sandbox.refuse_connections()
    request = AiohttpRequest()
    bot = DiscreetBot(sandbox.token, base_url=f"{sandbox.url}/bot", request=request)
    async with request:
        with pytest.raises(NotSent):
            await bot.send_message(LIAISON, "一")
        await sandbox.listen()

        await bot.send_message(LIAISON, "二")

    assert [message.text for message in sandbox.world.accepted] == ["二"]


async def test_a_server_that_goes_down_cuts_the_long_poll(sandbox: Sandbox, bot: DiscreetBot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=5))
    await sandbox.world.wait_for(lambda: sandbox.world.calls[-1].method == "getUpdates")

    await sandbox.refuse_connections()

    with pytest.raises(AnswerLost):
        await poll


def test_the_limits_hold_in_any_second() -> None:
    limits = Limits(per_second=3)

    for chat_id in (1, 2, 3):
        limits.admit(chat_id, 10.0)

    with pytest.raises(Refusal, match="Too Many Requests: retry after 1"):
        limits.admit(4, 10.9)
    limits.admit(4, 11.0)


def test_a_person_gets_one_a_second_and_a_group_twenty_a_minute() -> None:
    limits = Limits()
    limits.admit(1, 0.0)
    for number in range(20):
        limits.admit(-5, 2.0 + number)

    with pytest.raises(Refusal) as person:
        limits.admit(1, 0.5)
    with pytest.raises(Refusal) as group:
        limits.admit(-5, 22.0)

    assert person.value.parameters == {"retry_after": 1}
    assert group.value.parameters == {"retry_after": 40}


async def test_limits_are_enforced_only_when_switched_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    async with open_sandbox(limits=True) as sandbox, open_bot(sandbox) as bot:
        await bot.send_message(LIAISON, "一")
        with pytest.raises(RetryAfter):
            await bot.send_message(LIAISON, "二")
        await bot.send_message(OFFICE, "三")

    async with open_sandbox() as sandbox, open_bot(sandbox) as bot:
        await bot.send_message(LIAISON, "一")
        await bot.send_message(LIAISON, "二")


@pytest.mark.skipif(SCHEMA is None, reason="bot-api.json is not at hand")
async def test_a_call_that_is_not_in_the_bot_api_is_refused_and_listed() -> None:
    async with open_sandbox() as sandbox, aiohttp.ClientSession(sandbox.url) as session:

        async def refusal(method: str, **params: Any) -> str:
            async with session.post(f"/bot{sandbox.token}/{method}", json=params) as answer:
                return str((await answer.json())["description"])

        unknown = await refusal("sendMessage", chat_id=LIAISON, text="一", colour="red")
        missing = await refusal("sendMessage", chat_id=LIAISON)
        unreadable = await refusal("deleteMessage", chat_id=LIAISON, message_id="x")
        departures, sandbox.desk.departures = sandbox.desk.departures, []

    assert unknown == "Bad Request: not in the Bot API: sendMessage: no parameter colour"
    assert "text is required" in missing
    assert "deleteMessage.message_id: 'x' is none of" in unreadable
    assert len(departures) == 3


@pytest.mark.skipif(SCHEMA is None, reason="bot-api.json is not at hand")
def test_objects_are_checked_to_the_bottom() -> None:
    assert SCHEMA is not None
    schema = Schema(SCHEMA)
    user = {"id": 1, "is_bot": False, "first_name": "某"}
    message = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}, "from": user, "text": "x"}

    assert schema.in_object("Update", {"update_id": 1, "message": message}) == []
    assert schema.in_object("Update", {"update_id": 1, "message": {**message, "from": {**user, "id": "1"}}}) == [
        "Update.message.from.id: '1' is no Integer"
    ]
    assert schema.in_object("Update", {"update_id": True}) == ["Update.update_id: True is no Integer"]
    assert schema.in_object("Message", {**message, "photo": [{}], "colour": 1})


async def test_another_process_drives_the_server(sandbox: Sandbox, bot: DiscreetBot) -> None:
    async with aiohttp.ClientSession(sandbox.url) as session:

        async def order(path: str, **body: Any) -> Any:
            async with session.post(path, json=body) as answer:
                return await answer.json()

        await order("/_people", id=7, first_name="区教育局联络员")
        await order("/_people/7/says", text="/start")
        await order("/_groups", id=-9, title="群", members=[7])
        moved = await order("/_groups/-9/migrates")
        picture = {"name": "a.png", "mime": "image/png", "content": base64.b64encode(PNG).decode()}
        album = await order("/_people/7/sends_album", files=[picture, picture], caption="佐证")
        fault = await order("/_faults", method="sendMessage", kind="drop_after", chat_id=7)
        with pytest.raises(AnswerLost):
            await bot.send_message(7, "您好")
        calls = await (await session.get("/_calls", params={"since": 1, "wait": 5})).json()
        chat = await (await session.get("/_people/7/chat")).json()
        orders = await (await session.get("/_faults")).json()
        wrong = await order("/_people/7/flies")
        nobody = await order("/_people/99/says", text="x")

    assert moved == -1_000_000_000_009
    assert album[0]["media_group_id"] == album[1]["media_group_id"]
    assert (fault["kind"], fault["times"]) == ("drop_after", 1)
    assert [call["method"] for call in calls] == ["sendMessage"]
    assert chat[-1]["text"] == "您好"
    assert orders == []
    assert "flies" in wrong["error"]
    assert "KeyError" in nobody["error"]


async def test_a_web_page_elsewhere_cannot_give_orders(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession(sandbox.url) as session:
        answer = await session.post("/_people/101/says", data='{"text": "forged"}')

    assert answer.status == 415
    assert sandbox.world.chat(LIAISON)[-1].text == "/start"


async def test_the_server_runs_alone() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.sandbox", "--token", "77:alone", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    url = (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()

    async with aiohttp.ClientSession() as session:
        answer = await (await session.get(f"{url}/bot77:alone/getMe")).json()
    process.terminate()
    await process.wait()

    assert url.startswith("http://127.0.0.1:")
    assert answer["result"]["id"] == 77
