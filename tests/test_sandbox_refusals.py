"""The server refuses what Telegram refuses, in Telegram's words."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Sandbox
from tests.sandboxed import LIAISON, OFFICE, PNG, STRANGER, SetClock, open_sandbox

Answer = dict[str, Any]
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Caller:
    """Plain HTTP, so that things can be sent that no library would send."""

    def __init__(self, session: aiohttp.ClientSession, sandbox: Sandbox) -> None:
        self._session = session
        self._sandbox = sandbox

    async def call(self, method: str, *, token: str = "", **params: Any) -> Answer:
        """The answer's JSON; what is no text goes as JSON text, bytes as files."""
        form = aiohttp.FormData(quote_fields=False)
        for name, value in params.items():
            if isinstance(value, bytes):
                form.add_field(name, value, filename=name)
            else:
                form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        url = f"{self._sandbox.url}/bot{token or self._sandbox.token}/{method}"
        async with self._session.post(url, data=form) as response:
            answer: Answer = await response.json()
            assert answer.get("error_code", 200) == response.status
            return answer


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with open_sandbox(schema=None, largest_upload=200_000) as sandbox:
        yield sandbox


@pytest.fixture
async def caller(sandbox: Sandbox) -> AsyncIterator[Caller]:
    async with aiohttp.ClientSession() as session:
        yield Caller(session, sandbox)


def keyboard(**button: Any) -> Any:
    return {"inline_keyboard": [[{"text": "签收", **button}]]}


@pytest.mark.parametrize(
    ("method", "params", "code", "words"),
    [
        ("sendMessage", {"chat_id": 999, "text": "您好"}, 400, "Bad Request: chat not found"),
        ("sendMessage", {"chat_id": "@nobody", "text": "您好"}, 400, "Bad Request: chat not found"),
        ("sendMessage", {"text": "您好"}, 400, "Bad Request: chat_id is empty"),
        (
            "sendMessage",
            {"chat_id": STRANGER, "text": "您好"},
            403,
            "Forbidden: bot can't initiate conversation with a user",
        ),
        ("sendMessage", {"chat_id": LIAISON}, 400, "Bad Request: message text is empty"),
        ("sendMessage", {"chat_id": LIAISON, "text": " \n "}, 400, "Bad Request: text must be non-empty"),
        ("sendMessage", {"chat_id": LIAISON, "text": "办" * 4097}, 400, "Bad Request: message is too long"),
        ("sendMessage", {"chat_id": LIAISON, "text": "👍" * 2049}, 400, "Bad Request: message is too long"),
        ("sendMessage", {"chat_id": LIAISON, "text": "x" * 40000}, 400, "Bad Request: text is too long"),
        (
            "sendMessage",
            {"chat_id": LIAISON, "text": "x", "parse_mode": "RTF"},
            400,
            "Bad Request: unsupported parse_mode",
        ),
        (
            "sendMessage",
            {"chat_id": LIAISON, "text": "x", "reply_markup": keyboard(callback_data="办" * 22)},
            400,
            "Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            "sendMessage",
            {"chat_id": LIAISON, "text": "x", "reply_markup": keyboard()},
            400,
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            "sendMessage",
            {"chat_id": LIAISON, "text": "x", "reply_markup": keyboard(url="no link")},
            400,
            "Bad Request: inline keyboard button URL 'no link' is invalid: Wrong HTTP URL",
        ),
        (
            "sendMessage",
            {"chat_id": LIAISON, "text": "x", "reply_markup": "{"},
            400,
            "Bad Request: can't parse reply keyboard markup JSON object",
        ),
        (
            "sendMessage",
            {"chat_id": LIAISON, "text": "x", "reply_parameters": {"message_id": 9999}},
            400,
            "Bad Request: message to be replied not found",
        ),
        ("sendDocument", {"chat_id": LIAISON}, 400, "Bad Request: there is no document in the request"),
        ("sendDocument", {"chat_id": LIAISON, "document": b""}, 400, "Bad Request: file must be non-empty"),
        (
            "sendDocument",
            {"chat_id": LIAISON, "document": "x" * 9},
            400,
            "Bad Request: wrong file identifier/HTTP URL specified",
        ),
        ("sendDocument", {"chat_id": LIAISON, "document": b"x" * 200_001}, 413, "Request Entity Too Large"),
        (
            "sendDocument",
            {"chat_id": LIAISON, "document": b"x", "caption": "办" * 1025},
            400,
            "Bad Request: message caption is too long",
        ),
        ("sendPhoto", {"chat_id": LIAISON, "photo": b"no picture"}, 400, "Bad Request: IMAGE_PROCESS_FAILED"),
        ("sendMediaGroup", {"chat_id": LIAISON, "media": "["}, 400, "Bad Request: can't parse InputMedia JSON object"),
        (
            "editMessageText",
            {"chat_id": LIAISON, "message_id": 9999, "text": "x"},
            400,
            "Bad Request: message to edit not found",
        ),
        ("editMessageText", {"chat_id": LIAISON, "text": "x"}, 400, "Bad Request: message identifier is not specified"),
        (
            "editMessageText",
            {"chat_id": LIAISON, "message_id": 1, "text": "x"},
            400,
            "Bad Request: message can't be edited",
        ),
        ("deleteMessage", {"chat_id": LIAISON, "message_id": 9999}, 400, "Bad Request: message to delete not found"),
        ("answerCallbackQuery", {"callback_query_id": "77"}, 400, f"Bad Request: {TOO_OLD}"),
        ("getChat", {"chat_id": STRANGER}, 400, "Bad Request: chat not found"),
        ("getFile", {"file_id": "x"}, 400, "Bad Request: wrong file_id or the file is temporarily unavailable"),
        ("getFile", {}, 400, "Bad Request: file_id not specified"),
        (
            "sendChatAction",
            {"chat_id": LIAISON, "action": "dance"},
            400,
            "Bad Request: wrong parameter action in request",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "摘要", "description": "摘要"}]},
            400,
            "Bad Request: BOT_COMMAND_INVALID",
        ),
        ("setWebhook", {"url": "ftp://127.0.0.1/"}, 400, "Bad Request: invalid webhook URL specified"),
        (
            "setWebhook",
            {"url": "http://www.example.org/"},
            400,
            "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            "setWebhook",
            {"url": "http://127.0.0.1:1/", "secret_token": "a b"},
            400,
            "Bad Request: secret token contains unallowed characters",
        ),
        ("sendPigeon", {}, 404, "Not Found: method not found"),
    ],
)
async def test_a_call_is_refused(caller: Caller, method: str, params: Answer, code: int, words: str) -> None:
    answer = await caller.call(method, **params)

    assert (answer["ok"], answer["error_code"], answer["description"]) == (False, code, words)


async def test_a_wrong_token_is_unauthorized(caller: Caller) -> None:
    answer = await caller.call("getMe", token="4200:other")

    assert answer == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_the_limits_themselves_are_allowed(caller: Caller) -> None:
    longest = await caller.call("sendMessage", chat_id=LIAISON, text="<b>" + "办" * 4096 + "</b>", parse_mode="HTML")
    data = await caller.call("sendMessage", chat_id=LIAISON, text="x", reply_markup=keyboard(callback_data="x" * 64))

    assert longest["ok"]
    assert data["ok"]


async def test_method_names_may_be_written_anyhow_and_parameters_come_as_json(caller: Caller, sandbox: Sandbox) -> None:
    url = f"{sandbox.url}/bot{sandbox.token}/SENDmessage"
    async with aiohttp.ClientSession() as session:
        posted = await session.post(
            url, json={"chat_id": LIAISON, "text": "甲", "reply_markup": keyboard(callback_data="1")}
        )
        asked = await session.get(url, params={"chat_id": LIAISON, "text": "乙 +"})
        broken = await session.post(url, data=b"{", headers={"Content-Type": "application/json"})
        surrogate = await session.post(url, json={"chat_id": LIAISON, "text": "\ud83d"})

    assert (posted.status, asked.status, broken.status, surrogate.status) == (200, 200, 400, 400)
    assert [message.text for message in sandbox.world.accepted] == ["甲", "乙 +"]


async def test_who_blocked_the_bot_or_left_is_not_written_to(caller: Caller, sandbox: Sandbox) -> None:
    sandbox.world.blocks(LIAISON)
    sandbox.world.deactivates(OFFICE)

    blocked = await caller.call("sendMessage", chat_id=LIAISON, text="您好")
    deactivated = await caller.call("sendMessage", chat_id=OFFICE, text="您好")
    sandbox.world.says(LIAISON, "/start")
    back = await caller.call("sendMessage", chat_id=LIAISON, text="您好")

    assert blocked["description"] == "Forbidden: bot was blocked by the user"
    assert deactivated["description"] == "Forbidden: user is deactivated"
    assert back["ok"]


async def test_a_group_that_moved_or_threw_the_bot_out_says_so(caller: Caller, sandbox: Sandbox) -> None:
    sandbox.world.add_group(-50, "联络员群", [LIAISON])
    new_id = sandbox.world.migrate(-50)

    moved = await caller.call("sendMessage", chat_id=-50, text="您好")
    arrived = await caller.call("sendMessage", chat_id=new_id, text="您好")
    sandbox.world.kicks_bot(new_id)
    kicked = await caller.call("sendMessage", chat_id=new_id, text="您好")

    assert moved["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert moved["parameters"] == {"migrate_to_chat_id": new_id}
    assert arrived["ok"]
    assert kicked["description"] == "Forbidden: bot was kicked from the supergroup chat"


async def test_an_edit_that_changes_nothing_is_refused(caller: Caller) -> None:
    markup = keyboard(callback_data="sign/1")
    sent = await caller.call("sendMessage", chat_id=LIAISON, text="<b>甲</b>", parse_mode="HTML", reply_markup=markup)
    place = {"chat_id": LIAISON, "message_id": sent["result"]["message_id"]}

    same = await caller.call("editMessageText", **place, text="<b>甲</b>", parse_mode="HTML", reply_markup=markup)
    plain = await caller.call("editMessageText", **place, text="甲", reply_markup=markup)
    bare = await caller.call("editMessageReplyMarkup", **place)
    again = await caller.call("editMessageReplyMarkup", **place)

    assert same["description"] == f"Bad Request: {NOT_MODIFIED}"
    assert plain["ok"]
    assert bare["ok"]
    assert again["description"] == f"Bad Request: {NOT_MODIFIED}"


async def test_text_and_caption_are_edited_each_in_its_own_way(caller: Caller) -> None:
    words = await caller.call("sendMessage", chat_id=LIAISON, text="甲")
    file = await caller.call("sendDocument", chat_id=LIAISON, document=b"x")

    caption = await caller.call(
        "editMessageCaption", chat_id=LIAISON, message_id=words["result"]["message_id"], caption="乙"
    )
    text = await caller.call("editMessageText", chat_id=LIAISON, message_id=file["result"]["message_id"], text="乙")

    assert caption["description"] == "Bad Request: there is no caption in the message to edit"
    assert text["description"] == "Bad Request: there is no text in the message to edit"


async def test_a_query_is_answered_once_and_in_time(caller: Caller, sandbox: Sandbox) -> None:
    sent = await caller.call("sendMessage", chat_id=LIAISON, text="甲", reply_markup=keyboard(callback_data="1"))
    first = sandbox.world.presses(LIAISON, sent["result"]["message_id"], "1")
    late = sandbox.world.presses(LIAISON, sent["result"]["message_id"], "1")

    answered = await caller.call("answerCallbackQuery", callback_query_id=first.id)
    twice = await caller.call("answerCallbackQuery", callback_query_id=first.id)
    assert isinstance(sandbox.world.clock, SetClock)
    sandbox.world.clock.move(timedelta(hours=1))
    too_late = await caller.call("answerCallbackQuery", callback_query_id=late.id)

    assert answered["ok"]
    assert twice["description"] == too_late["description"] == f"Bad Request: {TOO_OLD}"


async def test_what_is_older_than_two_days_stays(caller: Caller, sandbox: Sandbox) -> None:
    sent = await caller.call("sendMessage", chat_id=LIAISON, text="甲")
    assert isinstance(sandbox.world.clock, SetClock)
    sandbox.world.clock.move(timedelta(days=3))

    answer = await caller.call("deleteMessage", chat_id=LIAISON, message_id=sent["result"]["message_id"])

    assert answer["description"] == "Bad Request: message can't be deleted for everyone"


@pytest.mark.parametrize("count", [1, 11])
async def test_an_album_has_two_to_ten_parts(caller: Caller, sandbox: Sandbox, count: int) -> None:
    media = [{"type": "photo", "media": "attach://p"}] * count

    answer = await caller.call("sendMediaGroup", chat_id=LIAISON, media=media, p=PNG)

    assert answer["error_code"] == 400
    assert sandbox.world.accepted == []


async def test_an_album_with_one_bad_part_is_not_sent_at_all(caller: Caller, sandbox: Sandbox) -> None:
    media = [{"type": "photo", "media": "attach://p"}, {"type": "photo", "media": "attach://q"}]

    answer = await caller.call("sendMediaGroup", chat_id=LIAISON, media=media, p=PNG)

    assert not answer["ok"]
    assert sandbox.world.accepted == []


async def test_files_over_20_megabytes_cannot_be_fetched(caller: Caller, sandbox: Sandbox) -> None:
    [message] = sandbox.world.sends_document(LIAISON, [("大.zip", bytes(20 * 1024 * 1024 + 1), "application/zip")])

    answer = await caller.call("getFile", file_id=message.files[0].file_id)

    assert answer["description"] == "Bad Request: file is too big"
