"""Who answers for a unit: the office confirms each name, ends a post at once, and hands over in one act."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import Engine, select
from sqlmodel import col

from bot.conversation.enrolment import new_code
from scheduler import taking
from storage.records import Event, Invitation
from storage.rehearsal import new_database
from storage.states import Post, Role
from tests.district import EDUCATION, FINANCE, OFFICE, TOWN, District, buttons, district, row
from tests.talking import LINK, ROWS, facts, first, hand_out, in_conversation

NEWCOMER, OTHER, COLLEAGUE = 77, 78, 2
GROUP = -500
RIGHTS = ("unit", "appointment", "item", "report")


async def apply(here: District, user_id: int, name: str, role: Role, unit: str = "", post: Post = Post.A) -> str:
    """Somebody opens the bot with a code made for a post; what they are told."""
    code = code_for(here, role, unit, post)
    here.sandbox.world.add_person(user_id, name)
    [told] = await here.says(user_id, f"/start {code}")
    return told.text


def code_for(here: District, role: Role, unit: str = "", post: Post = Post.A) -> str:
    with here.app.store.act(here.clock()) as desk:
        return new_code(desk, role, taking.unit_named(desk, unit) if unit else None, post)


def acts(here: District) -> list[str]:
    with here.app.store.act(here.clock()) as desk:
        return [event.act for event in desk.all(select(Event).order_by(col(Event.number)))]


def candidate_data(here: District, verb: str) -> str:
    """The button of the last card that asks the office about somebody."""
    card = [one for one in here.chat(OFFICE) if f"{verb}/" in str(buttons(one))][-1]
    return next(data for data in buttons(card) if data.startswith(f"{verb}/"))


async def test_rights_begin_when_the_office_has_confirmed_the_name(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        told = await apply(here, NEWCOMER, "江河", Role.LIAISON, "区教育局", Post.B)
        assert "等待公开办确认" in told
        before = {name: facts(here)[name] for name in RIGHTS}
        for text in ("/清单", "/任务 12", f"12 已完成 {LINK}", "/start"):
            [answer] = await here.says(NEWCOMER, text)
            assert "等待公开办确认" in answer.text
        assert {name: facts(here)[name] for name in RIGHTS} == before
        card = here.told(OFFICE)[-1]
        assert "【登记待确认】区教育局联络员（B岗）" in card
        assert "江河" in card

        [done] = await here.presses(OFFICE, candidate_data(here, "admit"))

        assert "已登记" in done.text
        assert "已登记为区教育局的联络员" in here.told(NEWCOMER)[-1]
        [listed] = await here.says(NEWCOMER, "/清单")
        assert "事项清单" in listed.text
        assert acts(here)[-2:] == ["apply", "enrol"]


async def test_whom_the_office_does_not_know_is_told_politely_and_has_no_second_try(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        code = code_for(here, Role.LIAISON, "区教育局")
        here.sandbox.world.add_person(NEWCOMER, "陌生人")
        await here.says(NEWCOMER, f"/start {code}")
        admit = candidate_data(here, "admit")

        await here.presses(OFFICE, candidate_data(here, "decline"))
        assert "未能确认您的登记申请" in here.told(NEWCOMER)[-1]
        before = facts(here)
        await here.presses(OFFICE, admit, forge=True)
        [again] = await here.says(NEWCOMER, f"/start {code}")

        assert "尚未登记" in again.text
        assert "此前已作处理" in here.told(OFFICE)[-1] + here.chat(OFFICE)[-1].text
        assert facts(here) == before
        assert "事项清单" in (await here.says(EDUCATION, "/清单"))[0].text


async def test_a_code_is_the_first_accounts_and_nobody_elses(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        code = code_for(here, Role.LIAISON, "区教育局")
        for user_id, name in ((NEWCOMER, "江河"), (OTHER, "林木")):
            here.sandbox.world.add_person(user_id, name)
            here.sandbox.world.says(user_id, f"/start {code}")
        await here.settle()

        assert "等待公开办确认" in here.told(NEWCOMER)[-1]
        assert "登记未完成" in here.told(OTHER)[-1]
        assert sum("登记待确认" in text for text in here.told(OFFICE)) == 1
        [same] = await here.says(NEWCOMER, f"/start {code}")
        assert "等待公开办确认" in same.text
        assert sum("登记待确认" in text for text in here.told(OFFICE)) == 1


async def test_the_first_of_the_office_comes_in_alone_and_the_second_is_confirmed_by_the_first(tmp_path: Path) -> None:
    async with district(new_database(), tmp_path, enrolled=False) as here:
        told = await apply(here, OFFICE, "甲同志", Role.OFFICE)
        assert "您已登记为公开办工作人员" in told

        told = await apply(here, COLLEAGUE, "乙同志", Role.OFFICE)
        assert "等待公开办确认" in told
        [refused] = await here.presses(COLLEAGUE, candidate_data(here, "admit"), forge=True)
        assert "等待公开办确认" in refused.text
        await here.presses(OFFICE, candidate_data(here, "admit"))

        assert "您已登记为公开办工作人员" in here.told(COLLEAGUE)[-1]


async def test_those_on_the_page_are_confirmed_at_once_and_nobody_who_came_since(tmp_path: Path) -> None:
    async with district(new_database(), tmp_path, enrolled=False) as here:
        await apply(here, OFFICE, "甲同志", Role.OFFICE)
        for user_id, unit in ((EDUCATION, "区教育局"), (FINANCE, "区财政局")):
            await apply(here, user_id, f"{unit}联络员", Role.LIAISON, unit)
        [page] = await here.says(OFFICE, "/登记")
        every = first(page, "admitall/")
        await apply(here, TOWN, "柳河镇联络员", Role.LIAISON, "柳河镇")

        await here.presses(OFFICE, every)

        assert "已登记为区教育局" in here.told(EDUCATION)[-1]
        assert "已登记为区财政局" in here.told(FINANCE)[-1]
        assert "等待公开办确认" in here.told(TOWN)[-1]


async def test_who_has_become_something_else_meanwhile_is_not_let_in(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await apply(here, NEWCOMER, "江河", Role.LIAISON, "区教育局")
        as_liaison = candidate_data(here, "admit")
        await here.says(NEWCOMER, f"/start {code_for(here, Role.LEADER, '区财政局')}")
        await here.presses(OFFICE, candidate_data(here, "admit"))
        before = facts(here)

        await here.presses(OFFICE, as_liaison, forge=True)

        assert facts(here) == before


async def test_the_office_hands_over_in_the_chat(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "12 办理中，已完成初稿")
        await here.says(EDUCATION, "以后由王五负责")
        card = next(one for one in here.chat(OFFICE) if "更换联络员" in (one.text or ""))
        [link] = await here.presses(OFFICE, first(card, "link/"))
        code = re.search(r"/start (\S+)", link.text)
        assert code is not None
        assert f"https://t.me/{here.app.bot.username}?start={code[1]}" in link.text

        here.sandbox.world.add_person(NEWCOMER, "王五")
        await here.says(NEWCOMER, f"/start {code[1]}")
        assert "现任：区教育局联络员" in here.told(OFFICE)[-1]
        assert "事项清单" in (await here.says(EDUCATION, "/清单"))[0].text  # until the office says so
        await here.presses(OFFICE, candidate_data(here, "admit"))

        card_text = here.told(NEWCOMER)[-1]
        assert "【交接单】区教育局" in card_text
        assert "前任联络员：区教育局联络员" in card_text
        assert "已完成初稿" in card_text
        assert "您的联络员登记已结束" in here.told(EDUCATION)[-1]
        assert "尚未登记" in (await here.says(EDUCATION, "/清单"))[0].text


async def test_access_is_taken_at_once_and_what_waits_finds_its_way(engine: Engine, tmp_path: Path) -> None:
    async with in_conversation(tmp_path, engine=engine) as here:
        await here.enrol(NEWCOMER, Role.LIAISON, "区教育局", Post.B)
        [card] = await here.says(OFFICE, "/登记 区教育局")
        end = first(card, "relieve/")
        [sure] = await here.presses(OFFICE, end)
        assert "此后提醒发给区教育局联络员" in sure.text
        [sure_data] = buttons(sure)

        await here.presses(OFFICE, sure_data)

        assert "您的联络员登记已结束" in here.told(EDUCATION)[-1]
        before = facts(here)
        assert "尚未登记" in (await here.says(EDUCATION, f"12 已完成 {LINK}"))[0].text
        await here.presses(OFFICE, sure_data, forge=True)
        assert "未作变更" in here.chat(OFFICE)[-1].text
        assert facts(here) == before
        assert "relieve" in acts(here)


async def test_a_unit_with_a_second_post_alone_is_told_everything(tmp_path: Path) -> None:
    async with district(new_database(), tmp_path, enrolled=False) as here:
        await here.enrol(OFFICE, Role.OFFICE)
        await here.enrol(EDUCATION, Role.LIAISON, "区教育局", Post.B)
        await hand_out(here, *ROWS)

        assert "新交办3项" in here.told(EDUCATION)[-1]
        assert here.app.store.conservation()["unreachable"] == 0


async def test_a_first_post_that_cannot_be_reached_is_stood_in_for(tmp_path: Path) -> None:
    async with district(new_database(), tmp_path, enrolled=False) as here:
        await here.enrol(OFFICE, Role.OFFICE)
        await here.enrol(EDUCATION, Role.LIAISON, "区教育局")
        await here.enrol(NEWCOMER, Role.LIAISON, "区教育局", Post.B)
        here.sandbox.world.blocks(EDUCATION)

        await hand_out(here, *ROWS)

        assert "新交办3项" in here.told(NEWCOMER)[-1]
        assert not any("未送达" in text for text in here.told(OFFICE))


async def test_what_only_the_office_may_press_about_posts_is_refused_to_everybody_else(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, *ROWS, row("40", units=("区财政局",))) as here:
        await apply(here, NEWCOMER, "江河", Role.LIAISON, "区教育局")
        await here.enrol(OTHER, Role.LEADER, "区教育局")
        await apply(here, COLLEAGUE, "乙同志", Role.LIAISON, "区财政局")
        with here.app.store.act(here.clock()) as desk:
            waiting = desk.all(select(Invitation).where(col(Invitation.admitted).is_(None)))
            unit = taking.unit_named(desk, "区教育局")
        assert unit is not None
        person = f"1/{unit.id}"
        ids = [str(one.id) for one in waiting]
        before = facts(here)

        for data in (
            *(f"{verb}/{ids[0]}" for verb in ("admit", "decline", "admitall")),
            *(f"{verb}/{person}" for verb in ("relieve", "relieved")),
            f"link/{unit.id}/A",
            "candidates/0",
        ):
            for user_id in (EDUCATION, OTHER, COLLEAGUE):
                await here.presses(user_id, data, forge=True)
        for user_id in (EDUCATION, OTHER):
            await here.says(user_id, "/登记 区教育局")

        assert facts(here) == before
        assert not any(
            "登记链接" in text and "t.me" in text for user in (EDUCATION, FINANCE) for text in here.told(user)
        )


async def test_a_group_of_the_office_waits_for_the_offices_word_and_is_silent_until_then(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        here.sandbox.world.add_group(GROUP, "公开办工作群", [OFFICE, EDUCATION])
        code = code_for(here, Role.OFFICE)
        here.sandbox.world.says(EDUCATION, f"/start {code}", chat_id=GROUP)
        await here.settle()
        asked = here.told(OFFICE)[-1]

        here.sandbox.world.says(EDUCATION, "/摘要", chat_id=GROUP)
        here.sandbox.world.says(EDUCATION, f"/start {code}", chat_id=GROUP)
        await here.settle()

        assert "公开办工作群" in asked
        assert [one.text for one in here.sandbox.world.chat(GROUP) if one.from_bot] == [
            "已收到您的登记申请（公开办工作人员），等待公开办确认。\n确认后将在此通知您，此前无需其他操作。"
        ]
