"""What a liaison answers, by line, reply or button, is stored as it was meant and read back."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from storage.states import Intent, ItemState
from tests.district import EDUCATION, buttons, row
from tests.talking import (
    LINK,
    ROWS,
    about,
    evidence,
    in_conversation,
    item_of,
    keys,
    reports,
    states,
)


async def test_a_line_with_a_link_is_stored_and_read_back(engine: Engine, tmp_path: Path) -> None:
    async with in_conversation(tmp_path, engine=engine) as here:
        [receipt] = await here.says(EDUCATION, f"12 已完成 {LINK}")

        assert "已登记1项" in receipt.text
        assert LINK in receipt.text
        assert "请补充公开链接" not in receipt.text
        assert states(here, "12", "23") == [ItemState.SUBMITTED, ItemState.TO_SIGN]
        assert [piece.url for piece in evidence(here)] == [LINK]


async def test_an_unclear_word_on_a_row_that_was_named_asks_what_of_it_and_not_which(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [asked] = await here.says(EDUCATION, "12应该完成了吧")

        assert "第12项" in asked.text
        assert "未能准确理解本项情况，暂未登记" in asked.text
        assert any(data.startswith(f"say/{item_of(here, '12').id}/") for data in buttons(asked))
        assert states(here, "12", "23") == [ItemState.TO_SIGN, ItemState.TO_SIGN]

        [receipt] = await here.says(EDUCATION, "正在办", reply_to=asked.message_id)

        assert "已登记1项" in receipt.text
        assert states(here, "12", "23") == [ItemState.WORKING, ItemState.TO_SIGN]


async def test_twenty_lines_are_twenty_reports_in_one_receipt(tmp_path: Path) -> None:
    rows = [row(str(n)) for n in range(101, 121)]
    async with in_conversation(tmp_path, *rows) as here:
        text = "\n".join(f"{one.number} 已完成 {LINK}?n={one.number}" for one in rows)

        [receipt] = await here.says(EDUCATION, text)

        assert "已登记20项" in receipt.text
        assert {item_of(here, one.number).state for one in rows} == {ItemState.SUBMITTED}


async def test_several_rows_in_one_line_and_different_answers_in_one_message(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, *ROWS, row("31"), row("32")) as here:
        [receipt] = await here.says(EDUCATION, "12、23都已完成\n30 办理中\n31 不涉及，我单位无此项职能")

        assert "已登记4项" in receipt.text
        assert states(here, "12", "23", "30", "31", "32") == [
            ItemState.SUBMITTED,
            ItemState.SUBMITTED,
            ItemState.WORKING,
            ItemState.SUBMITTED,
            ItemState.TO_SIGN,
        ]


async def test_the_days_message_can_be_answered_by_reply(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12")) as here:
        letter = here.chat(EDUCATION)[-1]

        [receipt] = await here.says(EDUCATION, "收到", reply_to=letter.message_id)

        assert "签收" in receipt.text
        assert states(here, "12") == [ItemState.SIGNED]


async def test_a_reply_to_a_card_or_a_receipt_means_its_row(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [card] = await here.says(EDUCATION, "/任务 23")

        [receipt] = await here.says(EDUCATION, "正在办", reply_to=card.message_id)
        [again] = await here.says(EDUCATION, f"已完成 {LINK}", reply_to=receipt.message_id)

        assert "第23项" in again.text
        assert states(here, "12", "23") == [ItemState.TO_SIGN, ItemState.SUBMITTED]


async def test_a_bare_completion_in_reply_to_many_rows_is_confirmed_first(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        letter = here.chat(EDUCATION)[-1]

        [asks] = await here.says(EDUCATION, "已完成", reply_to=letter.message_id)
        assert "我理解为" in asks.text
        assert states(here, "12", "23", "30") == [ItemState.TO_SIGN] * 3
        [receipt] = await here.presses(EDUCATION, keys([asks])[0])

        assert "已登记3项" in receipt.text
        assert states(here, "12", "23", "30") == [ItemState.SUBMITTED] * 3


async def test_all_rows_of_a_message_may_be_reported_at_once_when_that_is_said(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        letter = here.chat(EDUCATION)[-1]

        await here.says(EDUCATION, "都已完成", reply_to=letter.message_id)

        assert states(here, "12", "23", "30") == [ItemState.SUBMITTED] * 3


async def test_all_that_a_message_handed_out_is_signed_for_with_one_press(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [receipt] = await here.presses(EDUCATION, "signall")
        [again] = await here.presses(EDUCATION, "signall")

        assert "已登记3项" in receipt.text
        assert "已签收" in again.text
        assert [len(reports(here, number)) for number in ("12", "23", "30")] == [1, 1, 1]


async def test_a_button_answers_once_however_often_it_is_pressed(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "/任务 12")
        item = item_of(here)

        for intent in ("signed", "signed", "done", "done", "signed"):
            await here.presses(EDUCATION, f"say/{item.id}/{intent}", forge=True)

        assert [report.intent for report in reports(here)] == [Intent.SIGNED, Intent.DONE]


async def test_after_done_without_proof_the_receipt_asks_for_it_and_a_bare_link_finds_its_row(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [receipt] = await here.says(EDUCATION, "23 已完成")
        assert "请补充公开链接" in receipt.text

        [card] = await here.says(EDUCATION, LINK)

        assert LINK in card.text
        assert [piece.url for piece in evidence(here, "23")] == [LINK]
        assert len(reports(here, "23")) == 1


async def test_a_documents_number_after_done_is_added_to_the_report(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "23 已完成")

        await here.says(EDUCATION, "河教发〔2022〕15号")

        [report] = reports(here, "23")
        assert "河教发〔2022〕15号" in report.text
        assert states(here, "12", "23") == [ItemState.TO_SIGN, ItemState.SUBMITTED]


async def test_a_bare_link_without_a_row_is_asked_about_and_kept_once_the_row_is_chosen(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [asks] = await here.says(EDUCATION, LINK)
        assert evidence(here, "23") == []

        await here.presses(EDUCATION, about(keys([asks]), item_of(here, "23")))

        assert [piece.url for piece in evidence(here, "23")] == [LINK]
        assert states(here, "23") == [ItemState.TO_SIGN]
