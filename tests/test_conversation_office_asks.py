"""The office asks in its own words; it is shown what it asks for, and nothing is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from storage.values import RosterUnit
from tests.district import EDUCATION, OFFICE, ROSTER, buttons, row
from tests.talking import facts, in_conversation, item_of

NOT_UNDERSTOOD = "未能读懂，未作登记或变更"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("12项现在什么情况", "第12项"),
        ("第23项", "第23项"),
        ("教育局还有哪些没报？", "【区教育局】"),
        ("看看区教育局", "【区教育局】"),
        ("教育局12项办到哪一步了？", "单位：区教育局"),
        ("现在哪些逾期了？", "没有逾期事项"),
        ("给教育局打个招呼，催一下23", "【催办预览】"),
        ("谁还没签收？", "【待签收】3件，涉及1个单位\n区教育局　3件"),
        ("还有哪些单位没报", "【未办结（待审核的除外）】3件"),
        ("发个台账", "任务分解表"),
        ("哪些单位没有联络员", "【名册】"),
        ("这周到期的有哪些", "【政务公开任务摘要】"),
        ("今天有什么要审的", "没有待审核的报送"),
        ("有没有单位申请延期？", "没有待审核的报送"),
        ("没办法", NOT_UNDERSTOOD),
        ("今天天气怎么样", NOT_UNDERSTOOD),
        ("教育局的12项不能改到12月20日", NOT_UNDERSTOOD),
        ("教育局的12项改到12月20日吧", "【请确认】改期：第12项"),
        ("把12项的时限改到12月20日", "涉及在办责任项1件"),
        ("因人手不足，同意教育局第12项延期至12月20日", "区教育局的时限：2022年11月30日（星期三） → 2022年12月20日"),
        ("航天局的12项改到12月20日吧", "未作变更"),
        ("教育局的12项改到去年吧", "未作变更"),
        ("教育局12项能改到12月20日吗？", "单位：区教育局"),
        ("12月20日开会", NOT_UNDERSTOOD),
        ("12项加上财政局吧", "【请确认】加单位：第12项"),
        ("把柳河镇加到第12项里", "增加责任单位：柳河镇"),
        ("教育局不参与30项了", "【请确认】减单位：第30项"),
        ("12项去掉教育局", "区教育局不再承担本项"),
        ("12项能否加上财政局？", "第12项"),
        ("12项加上附件", "责任单位：区教育局"),
        ("12项不要催了", "未作变更。逾期事项每周催办一次"),
        ("12项签收了几个单位", "待签收1件"),
    ],
)
async def test_a_question_is_answered_with_what_is_known(tmp_path: Path, said: str, shown: str) -> None:
    async with in_conversation(tmp_path) as here:
        before = facts(here)

        answer = (await here.says(OFFICE, said))[0]

        assert shown in answer.text
        assert facts(here) == before


async def test_a_unit_with_many_items_is_read_page_by_page(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, *(row(str(number)) for number in range(101, 118))) as here:
        [card] = await here.says(OFFICE, "/单位 区教育局")
        assert "第1页，共2页" in card.text
        assert "117　" not in card.text

        await here.presses(OFFICE, next(data for data in buttons(card) if data.startswith("unit/")))

        assert "117　" in card.text
        assert "第2页，共2页" in card.text
        for forged in ("unit/999/0", "unit/", "unit/x/1"):
            [answer] = await here.presses(OFFICE, forged, forge=True)
            assert "未找到该内容" in answer.text
        await here.says(EDUCATION, "/帮助")
        [answer] = await here.presses(EDUCATION, "unit/1/0", forge=True)
        assert "未找到该内容" in answer.text


async def test_a_day_moved_in_plain_words_is_in_force_only_after_confirmation(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", units=("区教育局", "区财政局"))) as here:
        before = facts(here)
        await here.says(OFFICE, "教育局的12项改到12月20日吧")
        await here.presses(OFFICE, "nochange")
        assert facts(here) == before

        await here.says(OFFICE, "教育局的12项改到12月20日吧")
        await here.presses(OFFICE, "change")

        assert item_of(here, "12", "区教育局").due_on == date(2022, 12, 20)
        assert item_of(here, "12", "区财政局").due_on == date(2022, 11, 30)
        assert "完成时限调整为2022年12月20日（星期二）" in here.told(EDUCATION)[-1]


async def test_a_request_that_waits_is_granted_in_plain_words(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "12 申请延期到12月15日，材料未齐")
        before = facts(here)

        [shown] = await here.says(OFFICE, "同意教育局的12项延到12月20日")
        assert "至2022年12月20日（星期二）" in shown.text
        assert facts(here) == before
        await here.presses(OFFICE, "orderon")

        assert item_of(here, "12").due_on == date(2022, 12, 20)
        assert "12月20日" in here.told(EDUCATION)[-1]


async def test_the_roster_begins_with_the_units_that_nothing_reaches(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        with here.app.store.act(here.clock()) as desk:
            desk.load_roster(replace(ROSTER, units=(*ROSTER.units, RosterUnit("区水务局", "部门"))))

        [answer] = await here.says(OFFICE, "哪些单位没有联络员？")

        assert answer.text.index("区水务局") < answer.text.index("柳河镇")
