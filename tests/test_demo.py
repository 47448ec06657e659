"""The demo as a newcomer meets it: the whole program behind the chat page, clicked through in Chromium."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.demo import Demo, staged
from tests.test_page import CHROMIUM, FLAGS

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
MINUTE = 60_000  # milliseconds; a walk over eleven weeks on a busy machine

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed at /usr/bin/chromium")


async def test_the_guided_minute_leads_from_confirming_to_the_digest(tmp_path: Path) -> None:
    async with staged(tmp_path, 0) as demo, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": 1360, "height": 850}, locale="zh-CN")
        await page.goto(demo.sandbox.url)

        await page.get_by_test_id("go-confirm").click()
        await page.get_by_role("button", name="查看并确认任务文字").click()
        words = page.get_by_test_id("message-text").filter(has_text="【任务文字").last
        onward = page.get_by_role("button", name="下一页 ▶")
        await expect(onward).to_be_visible()
        while await onward.count():
            shown = await words.inner_text()
            await onward.click()
            await expect(words).not_to_have_text(shown)
        await page.get_by_role("button", name="全部确认").click()
        await expect(page.get_by_test_id("step-confirm")).to_have_attribute("data-done", "true")
        await page.get_by_test_id("go-assigned").click()
        await expect(page.get_by_test_id("step-assigned")).to_have_attribute("data-done", "true", timeout=MINUTE)
        await page.get_by_test_id("go-answered").click()
        await page.keyboard.press("Enter")
        await expect(page.get_by_test_id("step-receipt")).to_have_attribute("data-done", "true")
        await expect(page.get_by_test_id("message-text").last).to_contain_text("第23项")
        await _picture(page, "demo")
        await page.get_by_test_id("go-moved").click()
        await expect(page.get_by_test_id("step-overdue")).to_have_attribute("data-done", "true", timeout=MINUTE)
        await page.get_by_test_id("go-digest").click()
        await page.keyboard.press("Enter")

        await expect(page.get_by_test_id("guide-count")).to_have_text("7/7")
        await expect(page.get_by_test_id("message-text").filter(has_text="政务公开任务摘要").last).to_be_visible()
        await expect(page.get_by_test_id("photo").last).to_be_visible()
        await _picture(page, "digest")
        await browser.close()
        assert demo.app.store.broken_link() is None
        assert max(_unasked_a_day(demo).values()) == 1


def _unasked_a_day(demo: Demo) -> Counter[tuple[int, date]]:
    """How many unasked messages each liaison got on each day of the office's calendar."""
    zone = demo.app.config.zone
    return Counter(
        (person.user_id, datetime.fromtimestamp(message.date, zone).date())
        for person in demo.stage.people()
        if person.role == "liaison"
        for message in demo.sandbox.world.chat(person.user_id)
        if message.from_bot and ("来源：" in message.text or "任务提醒" in message.text)
    )


async def _picture(page: Page, name: str) -> None:
    """With UPDATE_SCREENSHOTS set, keep what is on the page for the documentation."""
    if os.environ.get("UPDATE_SCREENSHOTS"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        await page.wait_for_timeout(500)
        await page.screenshot(path=PICTURES / f"{name}.png")
