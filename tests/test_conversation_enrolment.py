"""Enrolment: a one-time code makes somebody a liaison; a successor takes over in one act; nobody else is let in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, select
from sqlmodel import col

from bot.conversation import liaison
from bot.conversation.enrolment import VALID_FOR, new_code
from storage.records import Contact, Event, Invitation, Notice
from storage.rehearsal import new_database
from storage.states import NoticeState, Post, Role
from tests.district import EDUCATION, FINANCE, OFFICE, TOWN, District, buttons, district, row
from tests.talking import LINK, ROWS, everything_kept, facts, first, hand_out, in_conversation, states

NEWCOMER = 77
GROUP = -500


async def test_a_code_lets_one_person_in_once(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path, enrolled=False) as here:
        await here.enrol(EDUCATION, Role.LIAISON, "区教育局")
        here.sandbox.world.add_person(NEWCOMER, "另一人")

        [refused] = await here.says(NEWCOMER, f"/start {here.codes[EDUCATION]}")

        assert "登记未完成" in refused.text
        assert "已登记为区教育局的联络员" in here.told(EDUCATION)[-1]
        assert _roles(here, EDUCATION, NEWCOMER) == [Role.LIAISON, Role.STRANGER]


NO_CODES = ["wrong", "0" * 64, "区教育局", "' OR 1=1 --", "\u202e", "a b c"]


async def test_a_code_that_is_none_is_refused_in_the_same_words(tmp_path: Path) -> None:
    async with district(new_database(), tmp_path) as here:
        for code in NO_CODES:
            here.sandbox.world.add_person(NEWCOMER, "路人")

            [refused] = await here.says(NEWCOMER, f"/start {code}")

            assert refused.text.startswith("登记未完成：该登记链接无效、已使用或已过期。")


async def test_a_code_expires(tmp_path: Path) -> None:
    async with district(new_database(), tmp_path) as here:
        code = _code(here, Role.LIAISON, "柳河镇")
        here.sandbox.world.add_person(NEWCOMER, "路人")
        here.clock.move_to(here.clock() + VALID_FOR + timedelta(seconds=1))

        [refused] = await here.says(NEWCOMER, f"/start {code}")

        assert "登记未完成" in refused.text
        assert _roles(here, NEWCOMER) == [Role.STRANGER]


async def test_only_the_hash_of_an_unused_code_is_kept(tmp_path: Path) -> None:
    async with district(new_database(), tmp_path) as here:
        code = _code(here, Role.LIAISON, "柳河镇")

        assert code not in everything_kept(here)


async def test_nobody_wears_two_hats(tmp_path: Path) -> None:
    async with district(new_database(), tmp_path) as here:
        for user_id, role, unit in (
            (EDUCATION, Role.OFFICE, ""),
            (EDUCATION, Role.LEADER, "区教育局"),
            (OFFICE, Role.LIAISON, "区教育局"),
        ):
            before = facts(here)
            code = _code(here, role, unit)

            [refused] = await here.says(user_id, f"/start {code}")

            assert "登记未完成" in refused.text
            assert _unused(here) == 1
            assert facts(here)["appointment"] == before["appointment"]
            await _spend(here)


async def test_one_person_may_answer_for_several_units(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.enrol(EDUCATION, Role.LIAISON, "区财政局")

        [listed] = await here.says(EDUCATION, "/清单")

        assert "区教育局、区财政局" in listed.text


async def test_a_successor_takes_over_at_once_with_all_that_waits(engine: Engine, tmp_path: Path) -> None:
    async with in_conversation(tmp_path, engine=engine) as here:
        [card] = await here.says(EDUCATION, "/任务 12")
        old_buttons = buttons(card)
        await here.enrol(NEWCOMER, Role.LIAISON, "区教育局")

        assert "您的联络员登记已结束" in here.told(EDUCATION)[-1]
        assert "等待公开办确认" in here.told(NEWCOMER)[0]
        assert "目前待办理3项" in here.told(NEWCOMER)[1]
        assert "【交接单】区教育局" in here.told(NEWCOMER)[2]
        before = facts(here)
        for data in old_buttons:
            assert await _refused_as_a_stranger(here, EDUCATION, data)
        for text in ("/清单", "/任务 12", f"12 已完成 {LINK}"):
            [answer] = await here.says(EDUCATION, text)
            assert "您尚未登记" in answer.text
        assert facts(here) == before
        await here.says(NEWCOMER, f"12 已完成 {LINK}")
        assert states(here, "12") == ["submitted"]


async def test_what_could_not_be_delivered_waits_for_the_successor(tmp_path: Path) -> None:
    async with district(new_database(), tmp_path) as here:
        here.sandbox.world.blocks(EDUCATION)
        await hand_out(here, *ROWS)
        assert here.app.store.conservation()["unreachable"] == len(ROWS)

        await here.enrol(NEWCOMER, Role.LIAISON, "区教育局")

        assert "交办" in here.told(NEWCOMER)[-1]
        assert here.app.store.conservation()["unreachable"] == 0


async def test_a_verdict_the_old_chat_has_not_read_goes_to_the_successor(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        here.sandbox.world.blocks(EDUCATION)
        [card] = await here.says(OFFICE, "/待审")
        await here.presses(OFFICE, first(card, "pass/"))

        await here.enrol(NEWCOMER, Role.LIAISON, "区教育局")

        assert any("审核通过" in text for text in here.told(NEWCOMER))


async def test_what_is_only_for_the_old_chat_is_not_sent_after_it_lost_access(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        here.sandbox.world.blocks(EDUCATION)
        here.sandbox.world.updates.drop_all()
        with here.app.store.act(here.clock()) as desk:
            [old] = [one for (_, post), one in desk.liaisons([desk.units()[1].id or 0]).items() if post is Post.A]
            desk.tell(old, {"text": "内部内容", "buttons": [], "edits": None, "replies_to": None})

        await here.enrol(NEWCOMER, Role.LIAISON, "区教育局")
        here.sandbox.world.unblocks(EDUCATION)
        await here.says(EDUCATION, "/start")

        assert not any("内部内容" in text for text in [*here.told(EDUCATION), *here.told(NEWCOMER)])
        assert _notices_in(here, NoticeState.WITHDRAWN) >= 1


async def test_a_second_post_stands_beside_the_first(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.enrol(NEWCOMER, Role.LIAISON, "区教育局", Post.B)

        [from_b] = await here.says(NEWCOMER, f"12 已完成 {LINK}")
        [from_a] = await here.says(EDUCATION, f"23 已完成 {LINK}")

        assert "收件回执" in from_b.text
        assert "收件回执" in from_a.text


async def test_a_leader_reads_and_does_not_answer(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.enrol(NEWCOMER, Role.LEADER, "区教育局")
        before = facts(here)

        [listed] = await here.says(NEWCOMER, "/清单")
        [card] = await here.says(NEWCOMER, "/任务 12")
        [answered] = await here.says(NEWCOMER, f"12 已完成 {LINK}")

        assert "事项清单" in listed.text
        assert buttons(card) == []
        assert "仅供查阅" in answered.text
        [unknown] = await here.says(NEWCOMER, "/不存在 12")
        for word in liaison.COMMANDS.keys() - liaison.READING_COMMANDS.keys():
            [refused] = await here.says(NEWCOMER, f"/{word} 12月1日至12月5日")
            assert refused.text == unknown.text
        assert facts(here) == before


SAID_IN_GROUPS = ["/摘要", "/start", "/help", "12 已完成", "你好", "/start wrong", "/预演"]


async def test_an_unknown_group_is_told_nothing_and_leaves_no_trace(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        for text in SAID_IN_GROUPS:
            here.sandbox.world.add_group(GROUP, "某群", [EDUCATION, OFFICE])
            before = facts(here)

            for user_id in (EDUCATION, OFFICE):
                here.sandbox.world.says(user_id, text, chat_id=GROUP)
            await here.settle()

            assert not any(one.from_bot for one in here.sandbox.world.chat(GROUP))
            assert facts(here) == before
            assert _contacts(here) == 4


async def test_a_liaisons_code_does_not_work_in_a_group(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        here.sandbox.world.add_group(GROUP, "某群", [EDUCATION])
        code = _code(here, Role.LIAISON, "区教育局")

        here.sandbox.world.says(EDUCATION, f"/start {code}", chat_id=GROUP)
        await here.settle()

        assert [one for one in here.sandbox.world.chat(GROUP) if one.from_bot] == []
        assert _unused(here) == 1


async def test_the_office_may_be_a_group_and_who_did_what_is_recorded(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        here.sandbox.world.add_person(NEWCOMER, "甲同志")
        here.sandbox.world.add_group(GROUP, "公开办工作群", [NEWCOMER, OFFICE])
        code = _code(here, Role.OFFICE, "")
        here.sandbox.world.says(NEWCOMER, f"/start {code}", chat_id=GROUP)
        await here.settle()
        await here.let_in()
        await here.says(EDUCATION, f"12 已完成 {LINK}")

        here.sandbox.world.says(NEWCOMER, "今天午饭吃什么", chat_id=GROUP)
        here.sandbox.world.says(NEWCOMER, "/待审@duban_bot", chat_id=GROUP)
        await here.settle()
        card = here.sandbox.world.chat(GROUP)[-1]
        back = first(card, "back/")
        here.sandbox.world.presses(NEWCOMER, card.message_id, back)
        await here.settle()
        free = next(one for one in here.sandbox.world.chat(GROUP) if any("backfree" in data for data in buttons(one)))
        here.sandbox.world.presses(NEWCOMER, free.message_id, buttons(free)[-1])
        await here.settle()
        asks = here.sandbox.world.chat(GROUP)[-1]
        here.sandbox.world.says(OFFICE, "这条不是理由", chat_id=GROUP)
        await here.settle()
        assert states(here, "12") == ["submitted"]
        here.sandbox.world.says(NEWCOMER, "请补充红头文件", chat_id=GROUP, reply_to=asks.message_id)
        await here.settle()

        assert states(here, "12") == ["returned"]
        assert "请补充红头文件" in here.told(EDUCATION)[-1]
        assert any("甲同志" in one.text for one in here.sandbox.world.chat(GROUP) if one.from_bot)
        for user_id, name in ((OFFICE, "甲同志"), (NEWCOMER, "甲同志（已更名）")):
            here.sandbox.world.people[user_id].first_name = name
            here.sandbox.world.says(user_id, "/撤销", chat_id=GROUP)
            await here.settle()
        others, mine = [one.text for one in here.sandbox.world.chat(GROUP) if one.from_bot][-2:]
        assert "没有可撤销的审核" in others  # whatever name the account takes
        assert "第12项" in mine
        with here.app.store.act(here.clock()) as desk:
            done = desk.session.scalars(select(Event).where(col(Event.act) == "send_back")).one()
            assert (done.detail or {})["by"] == f"甲同志（{NEWCOMER}）"


async def test_an_office_group_that_becomes_another_chat_is_still_the_office(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        here.sandbox.world.add_group(GROUP, "公开办工作群", [OFFICE])
        code = _code(here, Role.OFFICE, "")
        here.sandbox.world.says(OFFICE, f"/start {code}", chat_id=GROUP)
        await here.settle()
        await here.let_in()

        moved = here.sandbox.world.migrate(GROUP)
        here.sandbox.world.says(OFFICE, "/摘要", chat_id=moved)
        await here.settle()

        assert any("政务公开任务摘要" in one.text for one in here.sandbox.world.chat(moved) if one.from_bot)


async def test_who_is_enrolled_already_is_welcomed_again(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [liaison] = await here.says(TOWN, "/start")
        [office] = await here.says(OFFICE, "/start")

        assert "柳河镇的联络员" in liaison.text
        assert "公开办工作人员" in office.text


async def test_a_unit_whose_liaison_went_is_still_the_units_history(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", units=("区财政局",))) as here:
        await here.says(FINANCE, "12 办理中，已完成初稿")
        await here.enrol(NEWCOMER, Role.LIAISON, "区财政局")

        [card] = await here.says(NEWCOMER, "/任务 12")

        assert "已完成初稿" in card.text


def _code(here: District, role: Role, unit: str) -> str:
    with here.app.store.act(here.clock()) as desk:
        found = next((one for one in desk.units() if one.name == unit), None)
        return new_code(desk, role, found)


def _unused(here: District) -> int:
    with here.app.store.act(here.clock()) as desk:
        return len(desk.all(select(Invitation).where(col(Invitation.used_at).is_(None))))


async def _spend(here: District) -> None:
    with here.app.store.act(here.clock()) as desk:
        for invitation in desk.all(select(Invitation)):
            invitation.used_at = invitation.used_at or here.clock()


def _roles(here: District, *user_ids: int) -> list[Role]:
    with here.app.store.act(here.clock()) as desk:
        return [desk.meet(user_id, user_id, "").role for user_id in user_ids]


def _contacts(here: District) -> int:
    with here.app.store.act(here.clock()) as desk:
        return len(desk.all(select(Contact)))


def _notices_in(here: District, state: NoticeState) -> int:
    with here.app.store.act(here.clock()) as desk:
        return len(desk.all(select(Notice).where(col(Notice.state) == state)))


async def _refused_as_a_stranger(here: District, user_id: int, data: str) -> bool:
    [answer] = await here.presses(user_id, data, forge=True)
    return "您尚未登记" in answer.text
