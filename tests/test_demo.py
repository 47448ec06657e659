"""The demo as people meet it: the whole program behind the chat page, clicked through in Chromium.

One demo runs for all of it; each walk begins where the one before has left the district.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, async_playwright, expect
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlmodel import col

from bot.demo import Demo, staged
from bot.demo_people import OFFICE_USER, SAMPLES
from bot.demo_stage import GUIDED_UNIT
from scheduler import deciding
from storage.desk import Desk
from storage.records import Evidence, Question, Unit
from storage.states import ItemState
from storage.tables import read_document
from storage.values import Column, DeadlineKind
from tests import pictures
from tests.district import CHINA
from tests.on_stage import CHROMIUM, FLAGS, picture
from tests.pictures import Album

LADDER_IS_CLIMBED = datetime(2022, 10, 31, 9, 0, tzinfo=CHINA)
"""By then what fell due at the end of September has been pinged twice and is ten working days past."""
WALKS = 5
PATIENCE = 60_000  # milliseconds
WALK = 240_000  # milliseconds; eleven weeks on a machine that has much else to do
LINK = "https://www.yunchuan.gov.cn/zwgk"

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed at /usr/bin/chromium"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def demo(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    """The whole demo, running."""
    async with staged(tmp_path_factory.mktemp("demo"), 0) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page(demo: Demo) -> AsyncIterator[Page]:
    """Its page, open."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        opened = await browser.new_page(viewport={"width": 1360, "height": 850}, locale="zh-CN")
        opened.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        await opened.goto(demo.sandbox.url)
        yield opened
        await browser.close()


@pytest.fixture(scope="module")
def album(page: Page) -> Album:
    """The pictures of the manuals, taken on the way."""
    return Album(page)


async def test_the_guided_minute_leads_from_confirming_to_the_digest(demo: Demo, page: Page, album: Album) -> None:
    await page.get_by_test_id("go-confirm").click()
    await album.take("office-import", "【导入结果】")
    await page.get_by_role("button", name="查看并确认任务文字").click()
    words = page.get_by_test_id("message-text").filter(has_text="【任务文字").last
    onward = page.get_by_role("button", name="下一页 ▶")
    await expect(onward).to_be_visible()
    while await onward.count():
        shown = await words.inner_text()
        await onward.click()
        await expect(words).not_to_have_text(shown)
    await album.take("office-texts", "【任务文字")
    await page.get_by_role("button", name="全部确认").click()
    await expect(page.get_by_test_id("step-confirm")).to_have_attribute("data-done", "true")
    await _says(page, OFFICE_USER, "/预演")
    await album.take("office-preview", "【预演】")
    await page.get_by_test_id("go-assigned").click()
    await expect(page.get_by_test_id("step-assigned")).to_have_attribute("data-done", "true", timeout=WALK)
    await page.get_by_test_id("go-answered").click()
    await album.take("liaison-assigned", "【新交办】")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("step-receipt")).to_have_attribute("data-done", "true")
    await expect(page.get_by_test_id("message-text").last).to_contain_text("第23项")
    await album.take("liaison-receipt", "【收件回执】", before=1)
    await _picture(page, "demo")
    await page.get_by_test_id("go-moved").click()
    await expect(page.get_by_test_id("step-overdue")).to_have_attribute("data-done", "true", timeout=WALK)
    await album.take("liaison-overdue", "【逾期催办】")
    await page.get_by_test_id("go-digest").click()
    await page.keyboard.press("Enter")

    await expect(page.get_by_test_id("guide-count")).to_have_text("7/7")
    await expect(page.get_by_test_id("message-text").filter(has_text="政务公开任务摘要").last).to_be_visible()
    await expect(page.get_by_test_id("photo").last).to_be_visible()
    await _picture(page, "digest")
    assert demo.app.store.broken_link() is None
    assert max(_unasked_a_day(demo).values()) == 1


async def test_a_liaisons_year_from_signing_to_handing_over(demo: Demo, page: Page, album: Album) -> None:
    """Sign, progress, 不涉及, trouble, done with a link, done with an album, returned, corrected, put off, away, handed
    over.
    """
    _hand_out(demo)
    me, successor = _liaison(demo, GUIDED_UNIT), _liaison(demo, "区教育局")
    sign, done, photographed, late = _open_numbers(demo)[:4]
    nil, stuck = _open_numbers(demo, GUIDED_UNIT, DeadlineKind.WHOLE_YEAR)[:2]

    await _choose(page, me)
    await album.take("liaison-enrolled", "您已登记为")
    await _says(page, me, f"/任务 {sign}")
    await _reads(page, f"第{sign}项")
    await album.take("liaison-card", "时限原文")
    await _presses(page, "签收")
    await _reads(page, "已签收")
    await _says(page, me, f"{sign} 办理中，已拟定方案")
    await _reads(page, "已拟定方案")
    await _says(page, me, f"{nil} 不涉及，我单位无此项职能")
    await _reads(page, "无此项职能")
    await album.take("liaison-nil", "无此项职能", before=1)
    await _says(page, me, f"{stuck} 需要协调：等市局提供接口标准")
    await _reads(page, "接口标准")
    await album.take("liaison-trouble", "接口标准", before=1)
    await _says(page, me, f"{done} 已完成 {LINK}/1.html")
    await _reads(page, f"{LINK}/1.html")
    await _presses(page, "更正")
    await _reads(page, "已更正")
    await _says(page, me, f"{done} 已完成 {LINK}/2.html")
    await _reads(page, f"{LINK}/2.html")
    photos = [{"name": f"{n}.png", "mimeType": "image/png", "buffer": picture(n * 80)} for n in (1, 2)]
    await page.get_by_test_id("photo-input").set_input_files(photos)  # type: ignore[arg-type]
    await _says(page, me, f"{photographed} 已完成，附照片")
    await _reads(page, f"第{photographed}项")
    await album.take("liaison-photos", "【收件回执】", before=1)
    await _says(page, me, f"{late} 申请延期到2023年1月20日，原因：数据尚在核对")
    await _reads(page, "2023年1月20日")
    await album.take("liaison-extension", "2023年1月20日", before=1)
    assert _states(demo, done, photographed) == [ItemState.SUBMITTED, ItemState.SUBMITTED]

    verdicts = {nil: "同意不涉及", stuck: "已知悉，予以协调", done: "退回", photographed: "通过", late: "同意延期"}
    await _reviews(page, verdicts)
    await _choose(page, me)
    await album.take("liaison-returned", "【退回补充】")
    await expect(page.get_by_test_id("message-text").filter(has_text="【延期批复】").last).to_contain_text(
        "2023年1月20日"
    )
    assert _states(demo, sign, done, photographed) == [ItemState.WORKING, ItemState.RETURNED, ItemState.DONE]
    with demo.app.store.act(demo.app.clock()) as desk:
        unit = _unit(desk)
        kept = {item.number: len(desk.evidence_of(item)) for item, _ in desk.items_of([unit], ItemState)}
    assert kept[photographed] == 2

    await _says(page, me, "/清单")
    await album.take("liaison-list", "【事项清单】")
    await _says(page, me, "我12月20日至23日外出培训")
    await album.take("liaison-away", "【外出登记】", before=1)
    await _says(page, me, "以后由接任的同志负责，我已调离")
    await _reads(page, "已转告公开办")
    await _choose(page, OFFICE_USER)
    code = await _code_for(page)
    await _says(page, successor, f"/start {code}")
    await _choose(page, OFFICE_USER)
    await album.take("office-candidate", "【登记待确认】")
    await _presses(page, "确认登记")
    await _choose(page, successor)
    await album.take("liaison-handover", "【交接单】")
    await expect(page.get_by_test_id("message-text").filter(has_text="【交接单】").last).to_contain_text(GUIDED_UNIT)
    await _says(page, me, "/清单")
    await expect(page.get_by_test_id("message-text").last).not_to_contain_text(f"{sign}　")
    assert demo.app.store.broken_link() is None


async def test_an_offices_monday_from_the_digest_to_the_ledger(demo: Demo, page: Page, album: Album) -> None:
    """The digest with its picture comes by itself; five reports are reviewed, a 催办通知书 is released; the ledger is
    the table that came in.
    """
    _hand_out(demo)
    now = max(demo.stage.now(), LADDER_IS_CLIMBED)
    monday = (now + timedelta(days=7 - now.weekday())).replace(hour=9, minute=5)
    await demo.stage.move_to(monday)
    await _choose(page, OFFICE_USER)
    await expect(page.get_by_test_id("message-text").filter(has_text="政务公开任务摘要").last).to_contain_text("交账")
    await expect(page.get_by_test_id("photo").last).to_be_visible()
    await album.take("office-digest", "政务公开任务摘要")

    unit = "区财政局"
    five = _open_numbers(demo, unit, DeadlineKind.DATE, DeadlineKind.WHOLE_YEAR)[:5]
    assert len(five) == 5
    await _says(page, _liaison(demo, unit), "\n".join(f"{number} 已完成 {LINK}/{number}.html" for number in five))
    await _were_looked_at(demo, [f"{LINK}/{number}.html" for number in five])
    await _choose(page, OFFICE_USER)
    await _says(page, OFFICE_USER, "/待审")
    await album.take("office-review", "【待审核　1/5】")
    await _reviews(page, dict.fromkeys(five, "通过"))
    assert _states(demo, *five, unit=unit) == [ItemState.DONE] * 5

    await _choose(page, OFFICE_USER)
    await _says(page, OFFICE_USER, "/通知书")
    draft = page.get_by_test_id("message-text").filter(has_text="【待发布").last
    await expect(draft).to_contain_text("催办通知书")
    await album.take("office-draft", "【待发布")
    warned = re.findall(r"催办通知书（(.+?)）", await draft.inner_text())[0]
    await _presses(page, "发布")
    await expect(page.get_by_test_id("message-text").filter(has_text="催办通知书已发布").last).to_be_visible()
    await demo.stage.move_to(demo.stage.now() + timedelta(days=1))
    await _choose(page, _liaison(demo, warned))
    await expect(page.get_by_test_id("message-text").filter(has_text="【催办通知书】").last).to_contain_text(warned)

    await _choose(page, OFFICE_USER)
    await _says(page, OFFICE_USER, "/台账")
    await expect(page.get_by_test_id("document").last).to_contain_text("台账")
    async with page.expect_download() as download:
        await page.get_by_test_id("document").last.click()
    ledger = CalamineWorkbook.from_path(str(await (await download.value).path())).get_sheet_by_index(0).to_python()
    _is_the_source_table(ledger[2:], _decided(demo))
    await album.take("office-ledger", "台账")


async def test_an_offices_year_from_the_questions_to_the_assessment(page: Page, album: Album) -> None:
    """What the office asks for at other times of the year; nothing is pressed, so nothing changes."""
    await _choose(page, OFFICE_USER)
    asked = {
        "office-question": ("/待确认", "【待确认"),
        "office-post": ("/登记 区教育局", "【在岗登记】"),
        "office-nudge": ("/催办", "【催办预览】"),
        "office-change": ("/改期 23 2023-01-13", "【请确认】改期"),
        "office-month": ("/摘要 月报", "月报】"),
        "office-counts": ("/计次", "计次"),
        "office-assessment": ("/考核", "考核表"),
        "office-carry": ("/回头看", "【回头看】"),
    }
    for name, (command, words) in asked.items():
        await _says(page, OFFICE_USER, command)
        await _reads(page, words)
        await album.take(name, words)

    assert asked.keys() <= album.shown.keys()


async def test_the_manuals_show_what_the_program_says(album: Album, request: pytest.FixtureRequest) -> None:
    """The words of every picture are those of this run; `make screenshots` takes pictures and words anew."""
    walks = {item.name for item in request.session.items if item.path == request.path}
    if len(walks) < WALKS:
        pytest.skip("the pictures are those of a whole district's year: run all of tests/test_demo.py")
    if pictures.ARE_TAKEN:
        album.keep()

    assert album.shown == pictures.kept()


def _is_the_source_table(ledger: list[list[Any]], decided: set[tuple[str, str]]) -> None:
    """Every row of the document stands in its place, cell by cell, but for the cells the office has `decided` on."""
    header, *lines = ledger
    source = read_document(SAMPLES / "document.docx")
    assert header[:7] == ["序号", "任务名称", "任务名称", "具体内容", "牵头单位", "责任单位", "完成时限"]
    numbers = list(dict.fromkeys(line[0] for line in lines))
    assert numbers == [row.text(Column.NUMBER) for row in source.rows]
    first = {line[0]: line for line in reversed(lines)}
    for row in source.rows:
        printed = first[row.text(Column.NUMBER)]
        for column, place in {Column.CONTENT: 3, Column.LEAD: 4, Column.RESPONSIBLE: 5, Column.DEADLINE: 6}.items():
            cell = row.cells.get(column)
            if cell and cell.text and cell.merged_with is None and (row.text(Column.NUMBER), column) not in decided:
                assert _squeezed(printed[place]) == _squeezed(cell.text), (row.text(Column.NUMBER), column)


def _decided(demo: Demo) -> set[tuple[str, str]]:
    """The cells that the office was asked about: (row number, field)."""
    with demo.app.store.act(demo.app.clock()) as desk:
        numbers = {task.id: task.number for task in desk.tasks()}
        return {(numbers[asked.task_id], asked.field) for asked in desk.session.scalars(select(Question))}


def _squeezed(text: object) -> str:
    return re.sub(r"\s+", "", str(text))


def _hand_out(demo: Demo) -> None:
    """What the guided minute has done already, where it was walked."""
    with demo.app.store.act(demo.app.clock()) as desk:
        for plan in desk.plans():
            deciding.confirm_ready(desk, plan)
    demo.app.rounds.plan_day()


def _liaison(demo: Demo, unit: str) -> int:
    return next(person.user_id for person in demo.stage.people() if person.unit == unit)


def _unit(desk: Desk, name: str = GUIDED_UNIT) -> Unit:
    return next(unit for unit in desk.units() if unit.name == name)


def _open_numbers(demo: Demo, unit: str = GUIDED_UNIT, *kinds: DeadlineKind) -> list[str]:
    """Rows of these kinds (else: with a day) that the unit still owes and has not answered."""
    wanted = kinds or (DeadlineKind.DATE,)
    with demo.app.store.act(demo.app.clock()) as desk:
        items = [item for item, _ in desk.owed([_unit(desk, unit)]) if item.kind in wanted]
    return [item.number for item in items if item.state is ItemState.TO_SIGN]


def _states(demo: Demo, *numbers: str, unit: str = GUIDED_UNIT) -> list[ItemState]:
    with demo.app.store.act(demo.app.clock()) as desk:
        found = {item.number: item.state for item, _ in desk.items_of([_unit(desk, unit)], ItemState)}
    return [found[number] for number in numbers]


async def _were_looked_at(demo: Demo, links: list[str]) -> None:
    """A card shows what was found at a link once somebody has looked."""
    looked_at = select(Evidence).where(col(Evidence.url).in_(links), col(Evidence.looked_at).is_not(None))
    async with asyncio.timeout(PATIENCE / 1000):
        while len(_all(demo, looked_at)) < len(links):  # noqa: ASYNC110 - the demo's own program does it
            await asyncio.sleep(0.05)


def _all(demo: Demo, query: Any) -> list[Any]:
    with demo.app.store.act(demo.app.clock()) as desk:
        return desk.all(query)


async def _choose(page: Page, user_id: int) -> None:
    person = page.locator(f"[data-user='{user_id}']")
    await person.click()
    await expect(person).to_have_attribute("aria-current", "true")


async def _says(page: Page, user_id: int, text: str) -> None:
    person = page.locator(f"[data-user='{user_id}']")
    if await person.get_attribute("aria-current") != "true":
        await _choose(page, user_id)
    await page.get_by_test_id("text").fill(text)
    await page.get_by_test_id("send").click()


async def _reads(page: Page, words: str) -> None:
    await expect(page.locator("[data-from=bot]").last).to_contain_text(words)


async def _presses(page: Page, name: str) -> None:
    await page.get_by_test_id("inline-button").filter(has_text=name).last.click()


async def _reviews(page: Page, verdicts: dict[str, str]) -> None:
    """The office takes its queue, oldest first; what is not in `verdicts` is passed."""
    await _choose(page, OFFICE_USER)
    await _says(page, OFFICE_USER, "/待审")
    left = dict(verdicts)
    while left:
        card = page.locator("[data-from=bot]").last
        await expect(card).to_contain_text(re.compile(r"待(审|协调)\S*　[\d,]+/[\d,]+】第"))
        number = _number_on(await card.inner_text())
        verdict = left.pop(number, "通过")
        await card.get_by_test_id("inline-button").filter(has_text=re.compile(f"^{verdict}$")).click()
        if verdict == "退回":
            await page.get_by_role("button", name="链接无法打开").last.click()
        nxt = rf"　[\d,]+/[\d,]+】第(?!{re.escape(number)}项)" if left else "审核通过|已退回|已同意延期"
        await expect(page.locator("[data-from=bot]").last).to_contain_text(re.compile(nxt))


def _number_on(card: str) -> str:
    found = re.search(r"】第(\S+?)项", card)
    assert found, card
    return found[1]


async def _code_for(page: Page) -> str:
    """The successor's code, out of the link that the office is offered."""
    await _presses(page, "登记链接")
    await _reads(page, "/start")
    text = await page.locator("[data-from=bot]").last.inner_text()
    found = re.search(r"/start (\S+)", text)
    assert found, text
    return found[1]


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
    """The whole page, for the README; words are compared where a manual is illustrated."""
    if pictures.ARE_TAKEN:
        await page.wait_for_timeout(500)
        pictures.save(await page.screenshot(), pictures.DOCS / "screenshots" / f"{name}.png")
