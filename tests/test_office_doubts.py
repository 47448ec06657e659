"""The office settles a document's doubts in its own words, and takes an answer back while nothing has come of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.district import OFFICE, District, buttons, district
from tests.files_sent import CATALOGUE, confirm_shown, open_questions, sends, table, task, tasks

LEADLESS = "2\t预算公开\t在政府网站集中公开部门预算和决算。\t\t区财政局\t2022年12月底前"
EARLY = "3\t基层公开\t更新村务公开栏并报送照片。\t柳河镇\t各乡镇人民政府\t2022年8月底前"
DOUBTFUL = "4\t政策解读\t重要政策文件应在印发后同步解读。\t区教育局\t区教育局\t11月前"


@pytest.fixture
async def here(engine: Engine, tmp_path: Path) -> AsyncIterator[District]:
    """Row 2 prints no lead, row 3 was due before the table was issued, row 4 has two readings."""
    async with district(engine, tmp_path) as opened:
        await sends(opened, table(CATALOGUE, LEADLESS, EARLY, DOUBTFUL))
        assert [task_number(opened, one.task_id) for one in open_questions(opened)] == ["2", "3", "4"]
        yield opened
        assert opened.app.store.broken_link() is None


def task_number(here: District, task_id: int) -> str:
    return next(one.number for one in tasks(here) if one.id == task_id)


async def said(here: District, text: str, reply_to: int | None = None) -> str:
    return "\n".join(one.text or "" for one in await here.says(OFFICE, text, reply_to))


async def test_a_choice_is_typed_right_under_its_card(here: District) -> None:
    assert "牵头单位已确认为：无" in await said(here, "没有")
    assert task(here, "2").lead == []
    assert "第3项" in here.told(OFFICE)[-1]


async def test_a_reply_to_a_card_answers_it_whatever_has_been_said_since(here: District) -> None:
    card = here.chat(OFFICE)[-1].message_id
    await here.says(OFFICE, "/摘要")

    assert "未能读懂" in await said(here, "天气不错")
    assert "牵头单位已确认为" in await said(here, "区教育局", reply_to=card)
    assert task(here, "2").lead == ["区教育局"]


async def test_a_row_is_named_with_what_it_is_to_say(here: District) -> None:
    await here.says(OFFICE, "/摘要")

    answer = await said(here, "第2项牵头单位是区财政局\n4项时限11月30日前")

    assert "牵头单位已确认为：区财政局" in answer
    assert (task(here, "2").lead, str(task(here, "4").due_on)) == (["区财政局"], "2022-11-30")
    assert [task_number(here, one.task_id) for one in open_questions(here)] == ["3"]


async def test_words_that_fit_no_doubt_change_nothing_and_say_why(here: District) -> None:
    assert "请点卡片下的按钮，或直接回复该卡片" in await said(here, "看不懂这个")
    assert "没有与此相应的待确认疑问" in await said(here, "第1项名称是公开目录")
    assert "【请确认】改牵头" in await said(here, "第1项牵头单位是区财政局")
    assert "名册" in await said(here, "第2项牵头单位是航天局")
    assert "不能一次全部采用" in await said(here, "都按第一种")
    assert len(open_questions(here)) == 3


async def test_a_question_about_a_card_shows_the_row(here: District) -> None:
    card = here.chat(OFFICE)[-1].message_id

    assert "状态：待确认" in await said(here, "这项是什么情况？", reply_to=card)
    assert len(open_questions(here)) == 3


async def test_a_card_is_left_for_later_in_words(here: District) -> None:
    assert "第3项" in await said(here, "下一项")
    assert len(open_questions(here)) == 3


async def test_an_answer_is_taken_back_and_given_anew(here: District) -> None:
    await said(here, "第4项时限2022年10月31日")
    again = next(data for data in buttons(here.chat(OFFICE)[-2]) if data.startswith("askagain/"))

    await here.presses(OFFICE, again)
    assert "第4项" in [one.text for one in here.chat(OFFICE)][-2]
    assert task(here, "4").due_is_certain is False
    assert len(open_questions(here)) == 3
    await here.says(OFFICE, "11月30日前", reply_to=here.chat(OFFICE)[-2].message_id)
    assert str(task(here, "4").due_on) == "2022-11-30"


async def test_an_answer_stands_once_its_row_is_confirmed(here: District) -> None:
    for line in ("2项没有牵头单位", "3项时限2022年10月31日", "4项时限2022年11月30日"):
        await said(here, line)
    again = next(data for one in here.chat(OFFICE) for data in buttons(one) if data.startswith("askagain/"))
    await confirm_shown(here)

    await here.presses(OFFICE, again)

    assert "答复不能改填" in here.told(OFFICE)[-1]
    assert open_questions(here) == []


async def test_what_is_left_to_confirm_is_told_with_its_buttons(here: District) -> None:
    for line in ("2项没有牵头单位", "3项时限2022年10月31日", "4项时限2022年11月30日"):
        await said(here, line)

    assert "尚未确认的任务4项" in await said(here, "/待确认")
    assert any(data.startswith("texts/") for data in buttons(here.chat(OFFICE)[-1]))
    assert "【导入结果】" in await said(here, "可以下发了")
