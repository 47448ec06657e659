"""A link in an answer is looked at after the receipt: told once under it, kept with the evidence, seen to again."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, select
from sqlmodel import col

from bot.links import look_at
from bot.looks import Look
from storage.desk.errands import LEASE
from storage.findings import Finding, LinkReason
from storage.records import Errand
from storage.states import ErrandKind, ItemState
from tests.district import EDUCATION, OFFICE, District
from tests.links_served import PATIENT, Site, answer, page, saying, serving, to_loopback
from tests.talking import evidence, in_conversation, reports, states

DATED = '<meta name="pubdate" content="2022-09-18">'
LINK = "https://www.example.gov.cn/gk/12.html"
MONTH = timedelta(days=33)


def open_to(*sites: Site) -> Look:
    """Looks at these websites on loopback, and at nothing else that is not public."""
    allowed = frozenset(("127.0.0.1", site.port) for site in sites)

    async def look(url: str, now: datetime) -> Finding:
        return await look_at(url, PATIENT, now, to_loopback, allowed_in_tests=allowed)

    return look


async def pass_time(here: District, by: timedelta) -> None:
    here.clock.move_to(here.clock() + by)
    await here.settle()


async def test_what_a_link_showed_follows_under_the_receipt_and_stays_with_the_evidence(tmp_path: Path) -> None:
    async with serving(saying(page(head=DATED))) as site, in_conversation(tmp_path, look=open_to(site)) as here:
        said = await here.says(EDUCATION, f"12 已完成 {site.url()}")

        [receipt] = said
        assert "已登记1项" in receipt.text
        assert "【链接核查】第12项" in receipt.text
        assert "可访问" in receipt.text
        assert [button.data for row in receipt.buttons for button in row] == [f"undo/{reports(here)[0].id}"]
        [piece] = evidence(here)
        assert (piece.title, str(piece.published_on), piece.why) == ("渡口公示牌更新", "2022-09-18", LinkReason.OPENED)
        copy = (tmp_path / "evidence" / piece.kept_as).read_bytes()
        assert (piece.size, len(piece.sha256)) == (len(copy), 64)
        assert states(here, "12") == [ItemState.SUBMITTED]
        [card] = await here.says(EDUCATION, "/任务 12")
        assert "　可访问，发布：2022年9月18日（星期日）" in card.text
        [review] = await here.says(OFFICE, "/待审")
        assert "　可访问，发布：2022年9月18日（星期日）" in review.text


async def test_a_receipt_goes_out_before_any_website_is_asked(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, look=_never) as here:
        here.sandbox.world.says(EDUCATION, f"12 已完成 {LINK}")
        await here.app.inbox.fetch(0)
        for update_id, _ in here.app.store.to_handle():
            await here.app.respond([update_id], here.clock())
        looking = asyncio.create_task(here.app.looks.do_due())
        await asyncio.sleep(0)
        await here.app.rounds.send_due()

        assert "收件回执" in here.told(EDUCATION)[-1]
        assert not looking.done()
        looking.cancel()


async def test_a_website_that_is_down_is_said_once_tried_again_and_said_when_it_opens(tmp_path: Path) -> None:
    busy = answer("", "503 Service Unavailable")
    async with serving(saying(busy, busy, page())) as site, in_conversation(tmp_path, look=open_to(site)) as here:
        [receipt] = await here.says(EDUCATION, f"12 已完成 {site.url()}")
        assert "无法核实" in receipt.text
        assert "暂未打开的链接将再次核查" in receipt.text
        told = len(here.chat(EDUCATION))

        await pass_time(here, timedelta(minutes=11))
        await pass_time(here, timedelta(hours=3))

        assert len(here.chat(EDUCATION)) == told
        assert "可访问" in receipt.text
        assert "无法核实" not in receipt.text
        assert len(site.asked) == 3


async def test_a_look_that_another_has_taken_over_writes_nothing_down(tmp_path: Path) -> None:
    async with serving(saying(page(), page())) as site, in_conversation(tmp_path, look=open_to(site)) as here:
        here.sandbox.world.says(EDUCATION, f"12 已完成 {site.url()}")
        await here.app.inbox.fetch(0)
        for update_id, _ in here.app.store.to_handle():
            await here.app.respond([update_id], here.clock())
        [stood_still] = here.app.looks._take()
        await pass_time(here, LEASE + timedelta(seconds=1))
        told = here.told(EDUCATION)

        await here.app.looks._do(stood_still)
        await here.settle()

        assert here.told(EDUCATION) == told
        assert [one.kind for one in _errands(here)] == [ErrandKind.LOOK_AGAIN]


async def test_without_a_network_the_finding_is_quiet_and_the_tries_end(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [receipt] = await here.says(EDUCATION, f"12 已完成 {LINK}")
        for _ in range(6):
            await pass_time(here, timedelta(days=2))

        assert receipt.text.count("无法核实") == 1
        assert [one.message_id for one in here.chat(EDUCATION) if one.from_bot][-1] == receipt.message_id
        [waiting] = _errands(here)
        assert waiting.kind is ErrandKind.LOOK_AGAIN


async def test_twenty_lines_with_links_are_answered_in_one_message(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        said = await here.says(EDUCATION, f"12 已完成 {LINK}\n23 已完成 {LINK}?a=1\n30 办理中 {LINK}?a=2")

        [receipt] = said
        assert "【链接核查】第12、23、30项" in receipt.text


async def test_a_link_alone_is_looked_at_and_shown_on_its_card(tmp_path: Path) -> None:
    async with serving(saying(page())) as site, in_conversation(tmp_path, look=open_to(site)) as here:
        await here.says(EDUCATION, "12 已完成，已更新")
        [card] = await here.says(EDUCATION, site.url())

        assert "【链接核查】第12项" in card.text
        assert "可访问" in card.text


async def test_a_platform_ahead_of_the_website_is_said_even_when_they_came_apart(tmp_path: Path) -> None:
    earlier = page(head='<meta name="pubdate" content="2022-09-16">')
    async with (
        serving(saying(page(head=DATED))) as website,
        serving(saying(earlier)) as platform,
        in_conversation(tmp_path, look=open_to(website, platform)) as here,
    ):
        await here.says(EDUCATION, f"12 已完成 {website.url()}")
        await here.says(EDUCATION, platform.url(host="mp.weixin.qq.com"))

        verdicts = [piece.finding.verdict.value for piece in evidence(here) if piece.finding]
        assert verdicts == ["alive", "not_first"]
        [review] = await here.says(OFFICE, "/待审")
        assert "非政府网站首发" in review.text


async def test_a_link_that_dies_later_is_one_line_in_the_digest(engine: Engine, tmp_path: Path) -> None:
    gone = answer("", "404 Not Found")
    async with (
        serving(saying(page(), gone)) as site,
        in_conversation(tmp_path, engine=engine, look=open_to(site)) as here,
    ):
        [receipt] = await here.says(EDUCATION, f"12 已完成 {site.url()}")
        [digest, *_] = await here.says(OFFICE, "/摘要")
        assert "链接失效" not in digest.text
        said = receipt.text

        await pass_time(here, MONTH)

        [digest, *_] = await here.says(OFFICE, "/摘要")
        assert "佐证链接失效：1条（第12项区教育局）" in digest.text
        assert receipt.text == said
        assert evidence(here)[0].kept_as
        assert len(site.asked) == 2


async def test_a_website_that_is_down_for_an_hour_is_not_dead(tmp_path: Path) -> None:
    busy = answer("", "503 Service Unavailable")
    async with serving(saying(page(), busy, page())) as site, in_conversation(tmp_path, look=open_to(site)) as here:
        await here.says(EDUCATION, f"12 已完成 {site.url()}")

        await pass_time(here, MONTH)
        with here.app.store.act(here.clock()) as desk:
            assert not desk.dead_links()
        await pass_time(here, timedelta(minutes=11))

        assert evidence(here)[0].why is LinkReason.OPENED


async def test_what_was_taken_back_is_not_looked_at_any_more(tmp_path: Path) -> None:
    async with serving(saying(page())) as site, in_conversation(tmp_path, look=open_to(site)) as here:
        await here.says(EDUCATION, f"12 已完成 {site.url()}")
        await here.says(EDUCATION, "更正 12")

        await pass_time(here, MONTH)

        assert len(site.asked) == 1
        assert _errands(here) == []


async def test_a_look_that_breaks_is_tried_again_and_stops_no_other(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, look=partial(_breaks_at, "bad")) as here:
        await here.says(EDUCATION, "12 已完成 https://bad.example.gov.cn/1")
        [receipt] = await here.says(EDUCATION, "23 已完成 https://www.example.gov.cn/1")

        assert "可访问" in receipt.text
        assert len(_errands(here)) == 2


def _errands(here: District) -> list[Errand]:
    with here.app.store.act(here.clock()) as desk:
        return desk.all(select(Errand).where(col(Errand.done_at).is_(None)))


async def _never(url: str, now: datetime) -> Finding:
    await asyncio.Event().wait()
    raise AssertionError


async def _breaks_at(where: str, url: str, now: datetime) -> Finding:
    if where in url:
        raise LookupError(url)
    return Finding(url, LinkReason.OPENED, status=200)
