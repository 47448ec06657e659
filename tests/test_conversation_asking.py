"""What is unclear, or needs words, is asked for; nothing is stored on a guess."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from storage.states import Intent, ItemState
from tests.district import EDUCATION, buttons
from tests.talking import (
    LINK,
    about,
    facts,
    first,
    in_conversation,
    item_of,
    keys,
    reports,
    states,
)


@pytest.mark.parametrize(
    ("pressed", "words", "state"),
    [
        ("working", "已完成现场核查，正在汇总", ItemState.WORKING),
        ("nil", "我单位没有执法车辆", ItemState.SUBMITTED),
        ("trouble", "缺少市级数据接口", ItemState.WORKING),
        ("extension", "延期到12月15日，会签未完", ItemState.TO_SIGN),
        ("extension", "到12月15日", ItemState.TO_SIGN),
        ("extension", "12月15日，会签未完", ItemState.TO_SIGN),
    ],
)
async def test_a_button_that_needs_words_waits_for_them(
    tmp_path: Path, pressed: str, words: str, state: ItemState
) -> None:
    async with in_conversation(tmp_path) as here:
        [card] = await here.says(EDUCATION, "/任务 12")
        button = next(data for data in buttons(card) if data.endswith(pressed))

        [question] = await here.presses(EDUCATION, button)
        [receipt] = await here.says(EDUCATION, words, reply_to=question.message_id)

        [report] = reports(here)
        assert (report.intent.value, report.text) == (pressed, words)
        assert words in receipt.text
        assert states(here, "12") == [state]


async def test_what_was_asked_for_is_forgotten_once_something_else_is_done(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        trouble = f"say/{item_of(here).id}/trouble"
        for elsewhere in (
            here.says(EDUCATION, "/清单"),
            here.presses(EDUCATION, f"item/{item_of(here, '23').id}", forge=True),
            here.says(EDUCATION, f"23 已完成 {LINK}"),
        ):
            await here.presses(EDUCATION, trouble, forge=True)
            await elsewhere
            before = facts(here)

            await here.says(EDUCATION, "缺少市级数据接口")

            assert facts(here) == before
        assert reports(here) == []


async def test_a_question_of_yesterday_is_not_answered_by_todays_line(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.presses(EDUCATION, f"say/{item_of(here).id}/nil", forge=True)
        here.clock.move_to(here.clock() + timedelta(hours=25))

        await here.says(EDUCATION, "我单位没有执法车辆")

        assert reports(here) == []


@pytest.mark.parametrize("line", ["收到", "好的收到", "帮助"])
async def test_a_courtesy_is_no_reason(tmp_path: Path, line: str) -> None:
    async with in_conversation(tmp_path) as here:
        await here.presses(EDUCATION, f"say/{item_of(here).id}/trouble", forge=True)

        await here.says(EDUCATION, line)

        assert reports(here) == []


async def test_another_row_named_in_the_answer_is_that_row(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.presses(EDUCATION, f"say/{item_of(here).id}/trouble", forge=True)

        await here.says(EDUCATION, "23 办理中")

        assert states(here, "12", "23") == [ItemState.TO_SIGN, ItemState.WORKING]


async def test_a_completion_given_as_a_reason_is_confirmed_before_it_is_stored(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.presses(EDUCATION, f"say/{item_of(here).id}/nil", forge=True)

        [asks] = await here.says(EDUCATION, "该项已完成")
        assert "我理解为" in asks.text
        assert reports(here) == []
        yes = first(asks, "yes/")
        await here.presses(EDUCATION, yes)
        await here.presses(EDUCATION, yes, forge=True)

        assert [report.intent for report in reports(here)] == [Intent.NIL]


async def test_no_stores_nothing(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.presses(EDUCATION, f"say/{item_of(here).id}/nil", forge=True)
        [asks] = await here.says(EDUCATION, "该项已完成")

        yes, no = keys([asks])

        [answer] = await here.presses(EDUCATION, no)
        assert "未作登记" in answer.text
        [late] = await here.presses(EDUCATION, yes, forge=True)

        assert "已失效" in late.text
        assert reports(here) == []


UNCLEAR = ["1", "已完成", "收到", "好的", "这个怎么弄", "12月", "基本完成", "12 快完成了吧？", "?!"]


async def test_what_is_unclear_is_asked_and_not_stored(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        for text in UNCLEAR:
            before = facts(here)

            answers = await here.says(EDUCATION, text)

            assert len(answers) == 1
            assert facts(here) == before


async def test_the_row_chosen_for_an_unclear_line_gets_exactly_that_line(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [first] = await here.says(EDUCATION, f"已完成 {LINK}")
        [second] = await here.says(EDUCATION, "缺少市级接口，有困难")
        twelve, twenty_three = item_of(here, "12"), item_of(here, "23")

        old, new = about(keys([first]), twelve), about(keys([second]), twenty_three)

        await here.presses(EDUCATION, new)
        await here.presses(EDUCATION, new, forge=True)
        [stale] = await here.presses(EDUCATION, old, forge=True)

        assert "已失效" in stale.text
        assert reports(here) == []

        assert [report.intent for report in reports(here, "23")] == [Intent.TROUBLE]


async def test_words_that_say_no_status_are_stored_with_the_button_that_does(tmp_path: Path) -> None:
    words = "12的进展：1.成立专班；2.召开会议3次；3.印发方案"
    async with in_conversation(tmp_path) as here:
        [asks] = await here.says(EDUCATION, words)
        assert reports(here) == []

        [receipt] = await here.presses(EDUCATION, first(asks, f"say/{item_of(here).id}/working"))

        assert "召开会议3次" in receipt.text
        assert [(report.intent, report.text) for report in reports(here)] == [(Intent.WORKING, words)]
