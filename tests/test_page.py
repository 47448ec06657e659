"""The chat page: several persons' messenger, the office's clock, the guided minute; clicked through in Chromium."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import struct
import zlib
from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, async_playwright, expect

from bot.sandbox.guided import Said, steps_taken
from bot.sandbox.page import Guide, Person, TimelineEntry, add_page
from bot.sandbox.server import Sandbox

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE, LIAISON, OTHER = 1, 11, 21
ANSWER = "23 已完成 https://www.example.gov.cn/art/23.html"
CARD = "<b>【交办】</b>第23项 <i>惠企政策</i>，请于<u>9月30日（星期五）</u>前 &lt;img src=x onerror=alert(1)&gt;"
KEYS = [[{"text": "签收", "callback_data": "sign"}, {"text": "有困难", "callback_data": "trouble"}]]

pytestmark = pytest.mark.asyncio(loop_scope="module")
needs_chromium = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed at /usr/bin/chromium")


class Rehearsal:
    """A small stage and its bot: assignments on the first working morning, pings on Mondays."""

    def __init__(self) -> None:
        self.clock = datetime(2022, 9, 19, 8, 55, tzinfo=SHANGHAI)
        self.sent: list[TimelineEntry] = []
        self.confirmed = False
        self.sandbox = Sandbox(clock=self.now)
        self.client = aiohttp.ClientSession()

    def people(self) -> Sequence[Person]:
        return [
            Person(OFFICE, "公开办工作人员", "区政务公开办", "office", "公开办"),
            Person(LIAISON, "清河镇联络员", "清河镇", "liaison", "乡镇"),
            Person(OTHER, "区教育局联络员", "区教育局", "liaison", "部门"),
        ]

    def now(self) -> datetime:
        return self.clock

    def next_event(self) -> datetime | None:
        return (self.clock + timedelta(minutes=5)) if not self.sent else None

    def timeline(self) -> Sequence[TimelineEntry]:
        return list(self.sent)

    def guide(self) -> Guide:
        return Guide(OFFICE, LIAISON, ANSWER, date(2022, 12, 5), self.confirmed)

    async def move_to(self, instant: datetime) -> None:
        kind = "交办" if instant.date() < date(2022, 12, 5) else "催办"
        self.clock = instant
        for person in (LIAISON, OTHER):
            await self.call("sendMessage", chat_id=person, text=f"<b>【{kind}】</b>第23项", parse_mode="HTML")
        self.sent.append(TimelineEntry(instant.date(), kind, 2))

    async def call(self, method: str, **params: object) -> Any:
        """The bot's side: a call of the Bot API."""
        url = f"{self.sandbox.url}/bot{self.sandbox.token}/{method}"
        async with self.client.post(url, json=params) as answer:
            body = await answer.json()
        assert body["ok"], body
        return body["result"]

    async def open(self) -> None:
        for person in self.people():
            self.sandbox.world.add_person(person.user_id, person.name).started = True
        add_page(self.sandbox.app, self.sandbox.world, self)
        await self.sandbox.listen()
        await self.call("setMyCommands", commands=[{"command": "digest", "description": "摘要"}])

    async def answer_everyone(self) -> None:
        """A bot that shows a toast for every press and gives a receipt for every message."""
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=30):
                offset = update["update_id"] + 1
                await self._answer(update)

    async def _answer(self, update: dict[str, Any]) -> None:
        if query := update.get("callback_query"):
            self.confirmed = self.confirmed or query["data"] == "confirm"
            trouble = query["data"] == "trouble"
            text = "请说明困难。" if trouble else "已签收。"
            await self.call("answerCallbackQuery", callback_query_id=query["id"], text=text, show_alert=trouble)
            where = {"chat_id": query["from"]["id"], "message_id": query["message"]["message_id"]}
            if not trouble:
                await self.call("editMessageText", **where, text="【交办】已签收")
        else:
            message = update["message"]
            await self.call(
                "sendMessage",
                chat_id=message["chat"]["id"],
                text="【收件回执】已记录",
                reply_parameters={"message_id": message["message_id"]},
            )


@pytest_asyncio.fixture(loop_scope="module")
async def stage() -> AsyncIterator[Rehearsal]:
    rehearsal = Rehearsal()
    await rehearsal.open()
    bot = asyncio.create_task(rehearsal.answer_everyone())
    yield rehearsal
    bot.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await bot
    await rehearsal.sandbox.stop()
    await rehearsal.client.close()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[BrowserContext]:
    """One window for all tests: every server has a port, and so a memory of its own there."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = await chromium.new_context(viewport={"width": 1360, "height": 850}, color_scheme="light")
        context.set_default_timeout(60_000)
        expect.set_options(timeout=60_000)
        yield context
        await chromium.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: BrowserContext, stage: Rehearsal) -> AsyncIterator[Page]:
    """The page, open; whatever it complains of in the console fails the test."""
    opened, complaints = await browser.new_page(), list[str]()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    await opened.goto(stage.sandbox.url)
    await expect(opened.get_by_test_id("person")).to_have_count(3)
    yield opened
    await opened.close()
    assert complaints == []


async def choose(page: Page, user_id: int) -> None:
    await page.locator(f"[data-user='{user_id}']").click()
    await expect(page.locator(f"[data-user='{user_id}']")).to_have_attribute("aria-current", "true")


def picture(red: int) -> bytes:
    """A small PNG."""
    rows = (b"\0" + bytes((red, 90, 120)) * 40) * 30
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


@needs_chromium
async def test_a_message_is_shown_as_a_messenger_shows_it_and_its_markup_never_runs(
    page: Page, stage: Rehearsal
) -> None:
    await stage.call(
        "sendMessage", chat_id=LIAISON, text=CARD, parse_mode="HTML", reply_markup={"inline_keyboard": KEYS}
    )
    unread = page.locator(f"[data-user='{LIAISON}']").get_by_test_id("unread")
    await expect(unread).to_have_text("1")

    await choose(page, LIAISON)

    shown = page.get_by_test_id("message-text")
    await expect(shown.locator("strong")).to_have_text("【交办】")
    await expect(shown.locator("u")).to_have_text("9月30日（星期五）")
    await expect(shown).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(shown.locator("img")).to_have_count(0)
    await expect(page.get_by_test_id("inline-button")).to_have_text(["签收", "有困难"])
    await expect(page.get_by_test_id("date")).to_have_text("9月19日 星期一")
    await expect(unread).to_have_count(0)


@needs_chromium
async def test_a_pressed_button_shows_the_toast_and_the_edited_message(page: Page, stage: Rehearsal) -> None:
    await stage.call("sendMessage", chat_id=LIAISON, text="【交办】", reply_markup={"inline_keyboard": KEYS})
    await choose(page, LIAISON)

    await page.get_by_role("button", name="有困难").click()
    await expect(page.get_by_test_id("alert")).to_contain_text("请说明困难。")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="签收").click()

    await expect(page.get_by_test_id("toast")).to_have_text("已签收。")
    await expect(page.get_by_test_id("message-text")).to_have_text("【交办】已签收")
    await expect(page.get_by_test_id("edited")).to_be_visible()
    await expect(page.get_by_test_id("inline-button")).to_have_count(0)


@needs_chromium
async def test_an_answer_typed_as_a_reply_quotes_the_message_and_links_the_link(page: Page, stage: Rehearsal) -> None:
    await stage.call("sendMessage", chat_id=LIAISON, text="【交办】第23项")
    await choose(page, LIAISON)
    await page.get_by_test_id("message").hover()
    await page.get_by_test_id("reply").click()

    await page.keyboard.type(ANSWER)
    await page.keyboard.press("Enter")

    mine = page.locator("[data-from=person]")
    await expect(mine.get_by_test_id("quote")).to_contain_text("【交办】第23项")
    await expect(mine.get_by_role("link")).to_have_attribute("href", ANSWER.split()[-1])
    await expect(page.locator("[data-from=bot]").last).to_contain_text("【收件回执】")
    await expect(page.get_by_test_id("text")).to_have_value("")
    assert stage.sandbox.world.chat(LIAISON)[1].reply_to is stage.sandbox.world.chat(LIAISON)[0]


@needs_chromium
async def test_files_and_photos_are_attached_and_an_album_is_one_message(page: Page, stage: Rehearsal) -> None:
    await choose(page, LIAISON)
    photos = [{"name": f"{n}.png", "mimeType": "image/png", "buffer": picture(n * 80)} for n in (1, 2)]
    await page.get_by_test_id("photo-input").set_input_files(photos)  # type: ignore[arg-type]
    await page.get_by_test_id("file-input").set_input_files(
        {"name": "汇编.pdf", "mimeType": "application/pdf", "buffer": b"%PDF" + b"x" * 2044}
    )
    await expect(page.get_by_test_id("tray-item")).to_have_text(["1.png", "2.png", "汇编.pdf"])

    await page.get_by_test_id("text").fill("23 已完成，附照片")
    await page.get_by_test_id("send").click()

    album = page.get_by_test_id("album").locator("img")
    await expect(album).to_have_count(2)
    await expect(album.first).to_have_js_property("naturalWidth", 40)
    await expect(page.get_by_test_id("document")).to_contain_text("汇编.pdf2.0 KB")
    assert [m.text for m in stage.sandbox.world.chat(LIAISON) if not m.from_bot] == ["23 已完成，附照片", "", ""]
    async with page.expect_download() as download:
        await page.get_by_test_id("document").click()
    assert (await download.value).suggested_filename == "汇编.pdf"


@needs_chromium
async def test_the_commands_menu_is_walked_with_the_arrows(page: Page, stage: Rehearsal) -> None:
    await choose(page, OFFICE)

    await page.get_by_test_id("text").press_sequentially("/di")
    await expect(page.get_by_test_id("command")).to_have_text("/digest摘要")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")

    await expect(page.locator("[data-from=person]")).to_contain_text("/digest")


@needs_chromium
async def test_the_clock_moves_to_the_next_event_and_to_a_day_and_the_time_line_tells(
    page: Page, stage: Rehearsal
) -> None:
    await expect(page.get_by_test_id("clock-now")).to_have_text("2022年9月19日 星期一 08:55")

    await page.get_by_test_id("clock-next").click()
    await expect(page.get_by_test_id("clock-now")).to_contain_text("09:00")
    await expect(page.get_by_test_id("clock-next")).to_be_disabled()
    await page.get_by_test_id("clock-date").fill("2022-12-05")
    await page.get_by_test_id("clock-go").click()

    await expect(page.get_by_test_id("clock-now")).to_have_text("2022年12月5日 星期一 10:00")
    await expect(page.get_by_test_id("toast")).to_have_text("时钟已到2022年12月5日 星期一 10:00。")
    days = page.get_by_test_id("timeline-day")
    await expect(days).to_have_text([re.compile("12月5日 星期一.*催办 2"), re.compile("9月19日 星期一.*交办 2")])
    await expect(page.get_by_test_id("unread")).to_have_text(["2", "2"])


@needs_chromium
async def test_the_guided_minute_checks_its_own_steps(page: Page, stage: Rehearsal) -> None:
    confirm = [[{"text": "确认全部", "callback_data": "confirm"}]]
    await stage.call("sendMessage", chat_id=OFFICE, text="53项", reply_markup={"inline_keyboard": confirm})

    await page.get_by_test_id("go-confirm").click()
    await page.get_by_role("button", name="确认全部").click()
    await page.get_by_test_id("go-assigned").click()
    await page.get_by_test_id("go-answered").click()
    await page.keyboard.press("Enter")
    await page.get_by_test_id("go-moved").click()
    await page.get_by_test_id("go-digest").click()
    await page.keyboard.press("Enter")

    await expect(page.get_by_test_id("guide-count")).to_have_text("7/7")
    await expect(page.get_by_test_id("guide-done")).to_contain_text("全部步骤已完成")


@needs_chromium
async def test_everything_can_be_done_from_the_keyboard(page: Page, stage: Rehearsal) -> None:
    await stage.call("sendMessage", chat_id=OTHER, text="【交办】", reply_markup={"inline_keyboard": KEYS})

    await page.keyboard.press("Control+k")
    await page.keyboard.type("教育")
    await expect(page.get_by_test_id("person")).to_have_count(1)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("chat-name")).to_be_focused()
    await expect(page.get_by_test_id("inline-button")).to_have_count(2)
    while await page.evaluate("document.activeElement.textContent") != "签收":
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")

    await expect(page.get_by_test_id("message-text")).to_have_text("【交办】已签收")
    await expect(page.get_by_test_id("message")).to_be_focused()


@needs_chromium
async def test_the_page_goes_dark_speaks_english_and_remembers_both(page: Page) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    light = await page.evaluate(background)

    await page.get_by_test_id("theme").click()
    await page.get_by_test_id("language").click()
    await page.reload()

    await expect(page.get_by_test_id("clock-next")).to_have_text("Next event")
    await expect(page.get_by_test_id("clock-now")).to_have_text("Mon 19 Sep 2022 08:55")
    assert await page.evaluate("document.documentElement.lang") == "en"
    assert await page.evaluate(background) != light


@needs_chromium
async def test_on_a_telephone_one_room_is_seen_at_a_time_and_nothing_sticks_out(page: Page, stage: Rehearsal) -> None:
    await stage.call("sendMessage", chat_id=LIAISON, text=CARD, parse_mode="HTML")
    await page.set_viewport_size({"width": 390, "height": 800})
    await expect(page.get_by_test_id("composer")).to_be_hidden()

    await page.locator(f"[data-user='{LIAISON}']").click()
    await expect(page.get_by_test_id("message-text")).to_be_in_viewport()
    await expect(page.get_by_test_id("people")).to_be_hidden()
    await page.get_by_test_id("tab-panel").click()
    await expect(page.get_by_test_id("guide")).to_be_in_viewport()
    await page.get_by_test_id("tab-chat").click()
    await page.get_by_test_id("back").click()

    await expect(page.get_by_test_id("people")).to_be_in_viewport()
    assert await page.evaluate("document.documentElement.scrollWidth") == 390


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
