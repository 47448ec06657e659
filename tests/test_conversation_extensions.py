"""申请延期: asked for, granted, refused, asked again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from storage.states import Intent, Verdict
from storage.values import DeadlineKind
from tests.district import EDUCATION, OFFICE, row
from tests.talking import (
    first,
    in_conversation,
    item_of,
    reports,
)


async def test_an_extension_is_asked_for_granted_and_refused(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "12 申请延期到12月15日，会签未完")
        await here.says(EDUCATION, "23 申请延期")
        [receipt] = await here.says(EDUCATION, "到12月20日")
        assert "12月20日" in receipt.text
        [card] = await here.says(OFFICE, "/待审")
        await here.presses(OFFICE, first(card, "pass/"))
        [_, refused_card] = here.chat(OFFICE)[-2:]
        [reasons] = await here.presses(OFFICE, first(refused_card, "back/"))
        await here.presses(OFFICE, first(reasons, "backwhy/"))

        granted, refused = item_of(here, "12"), item_of(here, "23")
        assert (granted.due_on, granted.first_due_on, granted.extensions) == (date(2022, 12, 15), date(2022, 11, 30), 1)
        assert (refused.due_on, refused.extensions) == (date(2022, 11, 30), 0)
        told = "\n".join(here.told(EDUCATION))
        assert "同意延期至12月15日" in told
        assert "未同意延期" in told


async def test_a_second_request_takes_the_place_of_the_first(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "12 申请延期到12月15日")
        await here.says(EDUCATION, "12 申请延期到12月20日")

        assert [report.verdict for report in reports(here)] == [Verdict.WITHDRAWN, Verdict.PENDING]


async def test_an_extension_to_an_earlier_day_is_asked_again(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        for text in ("12 申请延期到11月1日", "12 申请延期到9月1日"):
            [answer] = await here.says(EDUCATION, text)

            assert "暂未登记" in answer.text
        assert reports(here) == []


async def test_what_has_no_binding_day_cannot_be_put_off_by_typing_either(tmp_path: Path) -> None:
    rows = (row("12", None, kind=DeadlineKind.CONTINUOUS), row("23", units=("区财政局",), assisting=("区教育局",)))
    async with in_conversation(tmp_path, *rows) as here:
        for number in ("12", "23"):
            [answer] = await here.says(EDUCATION, f"{number} 申请延期到12月15日")

            assert "无需申请延期" in answer.text


async def test_the_day_that_was_asked_for_may_be_given_with_the_row_and_the_words(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "12号任务延期一周")

        [receipt] = await here.says(EDUCATION, "12 延期到12月20号 因为疫情")

        assert "申请延期至12月20日" in receipt.text
        assert [report.intent for report in reports(here)] == [Intent.EXTENSION]


@pytest.mark.parametrize(("question", "answer"), [("谁负责审核？", "转公开办"), ("还有什么没报的", "【事项清单】")])
async def test_a_question_is_no_answer_to_until_when(tmp_path: Path, question: str, answer: str) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "12申请延期")

        [said] = await here.says(EDUCATION, question)

        assert answer in said.text
        assert reports(here) == []
