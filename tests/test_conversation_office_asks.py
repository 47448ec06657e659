"""The office asks in its own words; it is shown what it asks for, and nothing is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.district import EDUCATION, OFFICE, buttons, row
from tests.talking import facts, in_conversation

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
        ("今天天气怎么样", NOT_UNDERSTOOD),
        ("教育局的12项改到12月20日吧", NOT_UNDERSTOOD),
        ("12月20日开会", NOT_UNDERSTOOD),
    ],
)
async def test_a_question_is_answered_with_what_is_known(tmp_path: Path, said: str, shown: str) -> None:
    async with in_conversation(tmp_path) as here:
        before = facts(here)

        [answer] = await here.says(OFFICE, said)

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
