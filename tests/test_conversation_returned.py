"""What was sent back is handed in again in a person's own words: read back, and stored with one press."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.states import Intent, ItemState
from tests.district import EDUCATION, OFFICE, District
from tests.talking import LINK, evidence, first, in_conversation, item_of, keys, reports, states


async def sent_back(here: District, reported: str, reason: str) -> int:
    """Report row 12 and have it sent back; the message that says so."""
    await here.says(EDUCATION, reported)
    await here.says(OFFICE, f"12 退回 {reason}")
    await here.settle()
    return here.chat(EDUCATION)[-1].message_id


@pytest.mark.parametrize("by_reply", [True, False])
@pytest.mark.parametrize("line", [f"已补充 {LINK}", f"链接补上了，请审核 {LINK}", f"情况说明：网站改版，链接为 {LINK}"])
async def test_a_line_with_what_was_missing_is_read_back_as_the_report_anew(
    tmp_path: Path, line: str, by_reply: bool
) -> None:
    async with in_conversation(tmp_path) as here:
        letter = await sent_back(here, "12 已完成", "没有链接")

        [asks] = await here.says(EDUCATION, line, reply_to=letter if by_reply else None)
        assert "第12项 事项12 已完成" in asks.text
        assert states(here, "12") == [ItemState.RETURNED]
        await here.presses(EDUCATION, first(asks, "yes/"))

        assert states(here, "12") == [ItemState.SUBMITTED]
        assert reports(here)[-1].text == line
        assert [piece.url for piece in evidence(here)] == [LINK]


async def test_a_reason_that_was_missing_is_read_back_as_not_applicable(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        letter = await sent_back(here, "12 不涉及", "请说明理由")

        [asks] = await here.says(EDUCATION, "我局没有行政执法职能", reply_to=letter)
        await here.presses(EDUCATION, first(asks, "yes/"))

        assert [report.intent for report in reports(here)] == [Intent.NIL, Intent.NIL]


@pytest.mark.parametrize("line", ["正在补充", "明天补上", "还没补好，链接打不开"])
async def test_what_is_still_to_be_mended_is_not_handed_in(tmp_path: Path, line: str) -> None:
    async with in_conversation(tmp_path) as here:
        letter = await sent_back(here, "12 已完成", "没有链接")

        for answer in await here.says(EDUCATION, line, reply_to=letter):
            assert "已完成" not in answer.text.split("反馈记录")[0]

        assert states(here, "12") == [ItemState.RETURNED]


async def test_words_go_with_the_row_that_was_chosen_for_them(tmp_path: Path) -> None:
    words = "进展：1.成立专班；2.召开会议3次；3.印发方案"
    async with in_conversation(tmp_path) as here:
        [asks] = await here.says(EDUCATION, words)
        chosen = next(data for data in keys([asks]) if data.endswith(f"/{item_of(here).id}"))

        [what] = await here.presses(EDUCATION, chosen)
        await here.presses(EDUCATION, first(what, f"say/{item_of(here).id}/working"))

        assert [(report.intent, report.text) for report in reports(here)] == [(Intent.WORKING, words)]
