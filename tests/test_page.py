"""The demo page in a real browser: messages as a messenger shows them, the clock, the guided minute, the keyboard."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, async_playwright, expect

from tests.on_stage import ANSWER, CHROMIUM, FLAGS, LIAISON, OFFICE, OTHER, Rehearsal, picture, rehearsal

CARD = "<b>【交办】</b>第23项 <i>惠企政策</i>，请于<u>9月30日（星期五）</u>前 &lt;img src=x onerror=alert(1)&gt;"
KEYS = [[{"text": "签收", "callback_data": "sign"}, {"text": "有困难", "callback_data": "trouble"}]]
pytestmark = pytest.mark.asyncio(loop_scope="module")
needs_chromium = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed at /usr/bin/chromium")


@pytest_asyncio.fixture(loop_scope="module")
async def stage() -> AsyncIterator[Rehearsal]:
    """The small stage and its bot."""
    async with rehearsal() as opened:
        yield opened


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


REACHES_TO = """(node) => {
  const words = document.createRange();
  words.selectNodeContents(node);
  return words.getBoundingClientRect().right;
}"""


async def choose(page: Page, user_id: int) -> None:
    await page.locator(f"[data-user='{user_id}']").click()
    await expect(page.locator(f"[data-user='{user_id}']")).to_have_attribute("aria-current", "true")


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
async def test_a_message_that_comes_while_a_person_is_pressed_takes_nothing_from_the_click(
    page: Page, stage: Rehearsal
) -> None:
    pressed = await page.locator(f"[data-user='{LIAISON}']").bounding_box()
    assert pressed is not None
    await page.mouse.move(pressed["x"] + 30, pressed["y"] + 20)
    await page.mouse.down()

    for chat_id in (LIAISON, OTHER):
        await stage.call("sendMessage", chat_id=chat_id, text="【交办】第23项")
    await expect(page.locator(f"[data-user='{OTHER}']").get_by_test_id("unread")).to_have_text("1")
    await page.mouse.up()

    await expect(page.get_by_test_id("message-text")).to_have_text("【交办】第23项")
    await expect(page.locator(f"[data-user='{LIAISON}']")).to_have_attribute("aria-current", "true")


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
    await expect(page.get_by_test_id("go-digest")).to_be_focused()  # whoever has no mouse goes on from there
    await page.keyboard.press("Enter")
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
    await page.set_viewport_size({"width": 360, "height": 740})
    await expect(page.get_by_test_id("composer")).to_be_hidden()
    hour = await page.get_by_test_id("clock-now").evaluate(REACHES_TO)
    assert hour <= await page.get_by_test_id("language").evaluate("(node) => node.getBoundingClientRect().left")
    assert await page.get_by_test_id("clock-go").evaluate(REACHES_TO) <= 360

    await page.locator(f"[data-user='{LIAISON}']").click()
    await expect(page.get_by_test_id("message-text")).to_be_in_viewport()
    await expect(page.get_by_test_id("people")).to_be_hidden()
    await page.get_by_test_id("tab-panel").click()
    await expect(page.get_by_test_id("guide")).to_be_in_viewport()
    await page.get_by_test_id("tab-chat").click()
    await page.get_by_test_id("back").click()

    await expect(page.get_by_test_id("people")).to_be_in_viewport()
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
