"""What the server of the demo page takes and declines, without a browser."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio

from bot.sandbox import asked
from bot.sandbox.guided import Said, steps_taken
from bot.sandbox.page import Guide, TimelineEntry
from tests.on_stage import ANSWER, LIAISON, OFFICE, Rehearsal, rehearsal

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def stage() -> AsyncIterator[Rehearsal]:
    """The small stage and its bot."""
    async with rehearsal() as opened:
        yield opened


async def test_only_this_page_on_this_machine_may_drive_it(stage: Rehearsal) -> None:
    url, own = stage.sandbox.url, {"Origin": stage.sandbox.url}
    foreign = [
        ("GET", "/api/state", {"Host": "duban.example.com"}),
        ("POST", "/api/say", {}),
        ("POST", "/api/say", {"Origin": "https://example.com"}),
        ("POST", "/api/clock", {"Origin": "null"}),
    ]

    refused = [
        (await stage.client.request(method, url + path, headers=headers, json={"user": LIAISON, "text": "23 已完成"}))
        for method, path, headers in foreign
    ]
    taken = await stage.client.post(f"{url}/api/say", headers=own, json={"user": LIAISON, "text": "收到"})

    assert [answer.status for answer in refused] == [403, 403, 403, 403]
    assert taken.status == 200
    assert [m.text for m in stage.sandbox.world.chat(LIAISON) if not m.from_bot] == ["收到"]
    index = await stage.client.get(url)
    assert index.headers["Content-Security-Policy"].startswith("default-src 'self'")


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/say", {"user": 99, "text": "收到"}, 404),
        ("/api/say", {"user": LIAISON, "text": " "}, 400),
        ("/api/say", {"user": LIAISON, "text": "长" * 4097}, 400),
        ("/api/say", {"user": LIAISON, "text": "收到", "reply_to": 12345}, 409),
        ("/api/say", ["no object"], 400),
        ("/api/press", {"user": LIAISON, "message": 12345, "data": "sign"}, 409),
        ("/api/clock", {"day": "2022-09-18"}, 400),
        ("/api/clock", {"day": "2032-09-18"}, 400),
        ("/api/clock", {"day": "9月31日"}, 400),
    ],
)
async def test_what_cannot_be_done_is_declined_in_one_line(
    stage: Rehearsal, path: str, body: object, status: int
) -> None:
    own = {"Origin": stage.sandbox.url}

    answer = await stage.client.post(stage.sandbox.url + path, headers=own, json=body)

    assert answer.status == status
    assert (await answer.json())["error"].endswith("。")


async def test_a_file_someone_sent_is_saved_and_never_shown_as_a_page(stage: Rehearsal) -> None:
    [sent] = stage.sandbox.world.sends_document(LIAISON, [("a.html", b"<script>alert(1)</script>", "text/html")])
    assert sent.document is not None

    answer = await stage.client.get(f"{stage.sandbox.url}/api/file/{sent.document.file_id}")

    assert answer.content_type == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment"


async def test_a_step_of_the_guide_is_taken_when_it_can_be_seen_and_not_before() -> None:
    guide = Guide(OFFICE, LIAISON, ANSWER, date(2022, 12, 5), confirmed=True)
    sent = [TimelineEntry(date(2022, 9, 19), "交办", 2), TimelineEntry(date(2022, 11, 28), "催办", 1)]
    chat = [Said(False, "【交办】"), Said(True, "23 已完成 链接")]

    taken = steps_taken(guide, date(2022, 12, 5), sent, chat, [Said(True, "/摘要")], letter_seen=True)

    assert [step for step, done in taken.items() if done] == ["confirm", "assigned", "answered", "moved"]


async def test_a_page_that_is_closed_is_no_error(stage: Rehearsal, caplog: pytest.LogCaptureFixture) -> None:
    address, before = urlsplit(stage.sandbox.url), asyncio.all_tasks()
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(f"GET /api/events HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n".encode())
    await reader.readuntil(b"data: ")
    serving = asyncio.all_tasks() - before

    writer.transport.abort()
    async with asyncio.timeout(30):
        while not all(task.done() for task in serving):
            stage.sandbox.world.says(LIAISON, ANSWER)
            await asyncio.wait(serving, timeout=0.01)

    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_what_the_page_may_not_do_is_said_in_english_too() -> None:
    here = Path(asked.__file__).parent
    served = "".join((here / name).read_text(encoding="utf-8") for name in ("page.py", "asked.py"))
    spoken = (here / "static/words.js").read_text(encoding="utf-8")

    refusals = set(re.findall(r'Declined\(\d+, "([^"]+)"\)', served))

    assert refusals
    assert {one for one in refusals if f'"{one}": "' not in spoken} == set()
