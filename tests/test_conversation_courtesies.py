"""What is typed besides reports: a bare 收到, thanks, a nod, a yes, a row of others. Short answers, no guesses."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

from storage.records import Inquiry
from storage.states import ItemState
from tests.district import EDUCATION, row
from tests.talking import LINK, facts, first, in_conversation, item_of, plan, reports, states

ROWS = ("12", "23", "30")


async def test_a_bare_receipt_is_read_back_for_all_that_waits_to_be_signed(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [asks] = await here.says(EDUCATION, "收到")
        assert "签收第12、23、30项" in asks.text
        assert states(here, *ROWS) == [ItemState.TO_SIGN] * 3

        await here.says(EDUCATION, "对的")
        [again] = await here.says(EDUCATION, "好的收到")

        assert states(here, *ROWS) == [ItemState.SIGNED] * 3
        assert "均已签收" in again.text


async def test_a_typed_no_stores_nothing(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "收到")

        [answer] = await here.says(EDUCATION, "不是")
        [late] = await here.says(EDUCATION, "对")

        assert "未作登记" in answer.text
        assert "我理解为" not in late.text
        assert reports(here) == []


async def test_a_yes_that_replies_to_something_else_is_no_yes(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [card] = await here.says(EDUCATION, "/任务 12")
        await here.says(EDUCATION, "30 快完成了吧？")
        await here.presses(EDUCATION, f"say/{item_of(here, '23').id}/nil", forge=True)
        [asks] = await here.says(EDUCATION, "该项已完成")
        assert "我理解为" in asks.text

        await here.says(EDUCATION, "是", reply_to=card.message_id)

        assert reports(here) == []


async def test_a_typed_yes_passes_a_question_on(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "请问12项要在哪个网站公开？")

        await here.says(EDUCATION, "是的")

        with here.app.store.act(here.clock()) as desk:
            [kept] = desk.all(select(Inquiry))
        assert kept.text == "请问12项要在哪个网站公开？"


@pytest.mark.parametrize(
    "line", ["好的", "谢谢！", "嗯嗯", "👌", "您好，在吗", "辛苦了", "非常感谢", "谢谢领导的关心和支持", "多谢提醒"]
)
async def test_a_courtesy_gets_a_short_answer_and_no_question(tmp_path: Path, line: str) -> None:
    async with in_conversation(tmp_path) as here:
        before = facts(here)

        [answer] = await here.says(EDUCATION, line)

        assert "待办理3项，其中待签收3项" in answer.text
        assert "哪一项" not in answer.text
        assert facts(here) == before


async def test_a_nod_is_no_reason(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.presses(EDUCATION, f"say/{item_of(here).id}/trouble", forge=True)

        await here.says(EDUCATION, "好的，谢谢")

        assert reports(here) == []


async def test_a_row_that_is_not_theirs_is_named_as_such(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [alone] = await here.says(EDUCATION, "第99项已完成")
        [beside] = await here.says(EDUCATION, "23 办理中，99 已完成")

        assert "第99项不在贵单位待办理的事项中" in alone.text
        assert "哪一项" not in alone.text
        assert "第99项不在贵单位待办理的事项中" in beside.text
        assert states(here, *ROWS) == [ItemState.TO_SIGN, ItemState.WORKING, ItemState.TO_SIGN]


async def test_a_number_that_is_no_row_is_not_named_as_one(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        for line in ("8月底前完成", "已培训120人，正在办", "还差3天"):
            for answer in await here.says(EDUCATION, line):
                assert "不在贵单位" not in answer.text


async def test_what_contradicts_a_report_under_review_is_told_not_to_be_stored(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")

        [again] = await here.says(EDUCATION, "12 已完成")
        [other] = await here.says(EDUCATION, "12项完成60%，剩下的12月10日前完成")
        [beside] = await here.says(EDUCATION, "12有困难，23办理中")

        assert "未登记" not in again.text
        for answer in (other, beside):
            assert "第12项目前状态为「待审核」，此次所述未登记" in answer.text
        assert states(here, "12", "23") == [ItemState.SUBMITTED, ItemState.WORKING]


async def test_all_is_done_where_nothing_is_owed_is_told_so(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12、23、30都已完成 {LINK}")

        [answer] = await here.says(EDUCATION, "全部完成")

        assert "目前没有待办理的事项" in answer.text


async def test_what_has_not_been_handed_out_yet_is_not_signed_for_with_the_rest(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        plan(here, row("41"))
        for line in ("收到", "全部收到"):
            await here.says(EDUCATION, line)
            await here.says(EDUCATION, "对")

        assert states(here, *ROWS, "41") == [ItemState.SIGNED] * 3 + [ItemState.TO_SIGN]
        await here.says(EDUCATION, "41 办理中")
        assert states(here, "41") == [ItemState.WORKING]


async def test_a_line_about_no_row_can_be_passed_on_to_the_office(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [asks] = await here.says(EDUCATION, "我们局改名了，叫教育体育局")

        [sent] = await here.presses(EDUCATION, first(asks, "inquire/"))

        assert "转公开办" in sent.text
        with here.app.store.act(here.clock()) as desk:
            [kept] = desk.all(select(Inquiry))
        assert (kept.text, kept.item_id) == ("我们局改名了，叫教育体育局", None)
