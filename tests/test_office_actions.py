"""Every act of the office in every state of an item: its effect, or its refusal with words; and to nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.conversation import liaison, office
from storage.records import Event, Item, Notice
from storage.states import WITH_UNIT, ItemState, NoticeKind, Post, Role
from tests.district import CHINA, EDUCATION, OFFICE, District, buttons, row
from tests.talking import LINK, facts, in_conversation, item_of

GROUP, OTHER, LEADER = -1000123, 31, 67
NO_REPORT = "目前没有待审核的报送"
NO_ITEM = "的在办责任项"


@dataclass(frozen=True)
class Act:
    """A line, in which states it has what effect, what it is refused with elsewhere, the button that confirms it."""

    line: str
    effect: dict[ItemState, ItemState]
    refused: str
    confirm: str = ""


OPEN = (*WITH_UNIT, ItemState.SUBMITTED)
ACTS = (
    Act("通过 {n}", {ItemState.SUBMITTED: ItemState.DONE}, NO_REPORT),
    Act("退回 {n} 缺佐证", {ItemState.SUBMITTED: ItemState.RETURNED}, NO_REPORT),
    Act("延期 {n} 12月15日", {ItemState.SUBMITTED: ItemState.WORKING}, NO_REPORT),
    Act("不涉及 {n}", {ItemState.SUBMITTED: ItemState.NOT_APPLICABLE}, NO_REPORT),
    Act("销号 {n}", {ItemState.DONE: ItemState.STRUCK_OFF}, "目前没有待销号的责任项"),
    Act("/催办 {n}", {state: state for state in WITH_UNIT}, "没有可催办的事项", "nudge"),
    Act("/改期 {n} 区教育局 12月15日", {state: state for state in WITH_UNIT}, NO_ITEM, "change"),
    Act("/终止 {n} 区教育局", dict.fromkeys(OPEN, ItemState.STOPPED), "终止责任项0件", "change"),
)
CASES = [(state, act) for state in ItemState for act in ACTS]
NUMBERS = {str(101 + place): case for place, case in enumerate(CASES)}


async def test_each_act_has_its_effect_or_its_refusal_in_each_state(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, *(row(number) for number in NUMBERS)) as here:
        done = [f"{number} 已完成 {LINK}" for number, (state, _) in NUMBERS.items() if state is ItemState.SUBMITTED]
        await here.says(EDUCATION, "\n".join(done))
        for number, (state, act) in NUMBERS.items():
            if state is not ItemState.SUBMITTED:
                _put(here, number, state)
            before = _events(here)

            [answer] = await here.says(OFFICE, act.line.format(n=number))

            if state not in act.effect:
                assert act.refused in answer.text, (state, act.line, answer.text)
                assert _events(here) == before
                assert item_of(here, number).state is state
                continue
            if act.confirm:
                assert _events(here) == before, "nothing before 确认"
                await here.presses(OFFICE, act.confirm)
            assert item_of(here, number).state is act.effect[state], (state, act.line)
            assert _events(here) > before, "every act is in the record"
            if "改期" in act.line:
                assert item_of(here, number).due_in_force == date(2022, 12, 15)
            if "催办" in act.line:
                assert _nudged(here, number)


OF_OFFICE = sorted(set(office.BUTTONS) - set(liaison.BUTTONS))


async def test_nobody_but_the_office_acts_for_it(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", date(2022, 9, 19))) as here:
        await here.enrol(LEADER, Role.LEADER, "区教育局")
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        await here.says(OFFICE, "/改期 12 12月15日")
        before, report = facts(here), 1

        for user_id in (EDUCATION, LEADER):
            answers = await _press_all(here, user_id, [f"{verb}/{report}" for verb in OF_OFFICE])
            assert all("未找到该内容" in answer for answer in answers)
            for line in ("/改期 12 12月15日", "/终止 12", "/催办 12", "/日历 2022-12-31 班", "/通知书", "/搜索 公开"):
                answers = [one.text for one in await here.says(user_id, line)]
                assert not any("请确认" in answer or "催办预览" in answer or "搜索" in answer for answer in answers), (
                    line
                )

        assert facts(here) == before


@pytest.mark.parametrize("verb", OF_OFFICE)
def test_every_button_of_the_office_fits(verb: str) -> None:
    assert len(f"{verb}/999999999999/99".encode()) <= 64


async def test_the_offices_own_buttons_with_anything_behind_them_do_no_harm(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(OFFICE, "/帮助")
        before = facts(here)

        await _press_all(here, OFFICE, [f"{verb}{rest}" for verb in OF_OFFICE for rest in ("", "/999999999", "/x/１")])

        assert facts(here) == before


async def test_in_a_group_a_decision_is_undone_by_whoever_made_it(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        world = here.sandbox.world
        world.add_person(OTHER, "乙同志")
        world.add_group(GROUP, "公开办工作群", [OFFICE, OTHER])
        with here.app.store.act(here.clock()) as desk:
            desk.invite("group", Role.OFFICE, None, Post.A, datetime(2023, 1, 1, tzinfo=CHINA))
        world.says(OTHER, "/start group", chat_id=GROUP)
        await here.settle()
        await here.let_in()
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        world.says(OTHER, "/通过 12", chat_id=GROUP)
        await here.settle()
        done = world.chat(GROUP)[-1]
        [undo] = [data for data in buttons(done) if data.startswith("unmake/")]

        world.presses(OFFICE, done.message_id, undo)
        await here.settle()
        assert item_of(here).state is ItemState.DONE
        world.presses(OTHER, done.message_id, undo, forge=True)
        await here.settle()

        assert item_of(here).state is ItemState.SUBMITTED
        with here.app.store.act(here.clock()) as desk:
            acts = desk.session.scalars(select(Event).where(col(Event.act).in_(["accept", "undo"]))).all()
            assert [(one.detail or {})["by"] for one in acts] == [f"乙同志（{OTHER}）"] * 2


async def _press_all(here: District, user_id: int, presses: list[str]) -> list[str]:
    """Press forged buttons under the newest message, one after another; every one is answered."""
    under, before = here.chat(user_id)[-1], len(here.chat(user_id))
    for data in presses:
        here.sandbox.world.presses(user_id, under.message_id, data, forge=True)
    await here.settle()
    edited = sum(message.edited_at is not None for message in here.chat(user_id))
    answers = [message.text for message in here.chat(user_id)[before:]]
    assert len(answers) + edited > 0
    return answers


def _put(here: District, number: str, state: ItemState) -> None:
    with here.app.store.act(here.clock()) as desk:
        item = desk.session.get_one(Item, item_of(here, number).id)
        item.state = state


def _events(here: District) -> int:
    with here.app.store.act(here.clock()) as desk:
        return len(desk.session.scalars(select(col(Event.number))).all())


def _nudged(here: District, number: str) -> bool:
    with here.app.store.act(here.clock()) as desk:
        mine = select(Notice).where(col(Notice.item_id) == item_of(here, number).id)
        return any(notice.kind is NoticeKind.NUDGE for notice in desk.session.scalars(mine))
