"""What follows a report: the words, links and numbers that the receipt asked for, at once or days later."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import Engine

from storage.states import EvidenceKind, ItemState
from tests.district import EDUCATION, OFFICE, row
from tests.talking import LINK, evidence, in_conversation, item_of, keys, reports, states

STATED = replace(row("12"), content="提高思想认识，抓好学习。")


async def test_the_words_the_receipt_asks_for_are_added_to_the_report(engine: Engine, tmp_path: Path) -> None:
    async with in_conversation(tmp_path, STATED, row("23"), engine=engine) as here:
        [receipt] = await here.presses(EDUCATION, f"say/{item_of(here, '12').id}/done", forge=True)
        assert "第12项请简要说明完成情况" in receipt.text

        [card] = await here.says(EDUCATION, "方案已印发，全部学校已落实")

        assert "方案已印发，全部学校已落实" in card.text
        assert [report.text for report in reports(here)] == ["方案已印发，全部学校已落实"]
        assert states(here, "12") + states(here, "23") == [ItemState.SUBMITTED, ItemState.TO_SIGN]
        [review] = await here.says(OFFICE, "/待审")
        assert "全部学校已落实" in review.text


async def test_links_may_come_with_words_and_one_after_another(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12")) as here:
        await here.says(EDUCATION, "12 已完成")

        await here.says(EDUCATION, f"公开在这里：{LINK}")
        await here.says(EDUCATION, f"{LINK}?page=2")
        await here.says(EDUCATION, "河教发〔2022〕6号")

        assert [piece.kind for piece in evidence(here, "12")] == [
            EvidenceKind.LINK,
            EvidenceKind.LINK,
            EvidenceKind.NUMBER,
        ]
        [report] = reports(here)
        assert report.text == "公开在这里；河教发〔2022〕6号"


async def test_thanks_before_the_words_do_not_make_them_nothing(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, STATED) as here:
        await here.presses(EDUCATION, f"say/{item_of(here, '12').id}/done", forge=True)

        await here.says(EDUCATION, "好的，已培训45人")

        assert [report.text for report in reports(here)] == ["好的，已培训45人"]


async def test_a_courtesy_a_promise_and_another_state_are_no_proof(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, STATED) as here:
        courtesies = ("谢谢", "好的", "谢谢领导关心", "。")
        for said in (*courtesies, "明天补上", "好的，明天补上", "稍后发", "还没完成", "正在走流程", "有困难"):
            await here.presses(EDUCATION, f"say/{item_of(here, '12').id}/done", forge=True)

            await here.says(EDUCATION, said)

            assert [report.text for report in reports(here)] == [""]


async def test_a_line_that_names_another_row_is_a_report_of_that_row(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, STATED, row("23")) as here:
        await here.says(EDUCATION, "12 已完成")

        await here.says(EDUCATION, "23 办理中，方案已印发")

        assert [report.text for report in reports(here, "12")] == [""]
        assert states(here, "23") == [ItemState.WORKING]


async def test_days_later_a_row_under_review_takes_more_by_its_number_or_in_reply(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, STATED, row("23")) as here:
        [receipt] = await here.says(EDUCATION, "12 已完成")
        await here.says(EDUCATION, "23 已完成")
        await here.says(EDUCATION, "/清单")

        [card] = await here.says(EDUCATION, f"12 方案已印发 {LINK}")
        assert "第12项" in card.text
        assert "待审核" in card.text
        await here.says(EDUCATION, "/清单")
        await here.says(EDUCATION, "已培训120人", reply_to=receipt.message_id)

        [report] = reports(here, "12")
        assert report.text == "方案已印发；已培训120人"
        assert [piece.url for piece in evidence(here, "12")] == [LINK]
        assert evidence(here, "23") == []


async def test_where_nothing_is_owed_but_rows_are_under_review_the_bot_asks_which_is_meant(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, STATED, row("23")) as here:
        await here.says(EDUCATION, "12、23 已完成")
        await here.says(EDUCATION, "/清单")

        [thanked] = await here.says(EDUCATION, "谢谢")
        assert "没有待办理的事项" in thanked.text
        asked = await here.says(EDUCATION, f"公开链接 {LINK}")
        assert evidence(here, "12") == []
        choice = next(data for data in keys(asked) if data.endswith(f"/{item_of(here, '12').id}"))
        await here.presses(EDUCATION, choice)

        assert [piece.url for piece in evidence(here, "12")] == [LINK]
        assert reports(here, "12")[0].text == "公开链接"


async def test_a_report_sent_again_with_its_link_adds_the_link_and_the_same_again_nothing(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12"), row("23")) as here:
        await here.says(EDUCATION, "12 已完成")
        await here.says(EDUCATION, "/清单")

        for _ in range(2):
            [card] = await here.says(EDUCATION, f"12 已完成 {LINK}")
            assert "收件回执" not in card.text

        assert [piece.url for piece in evidence(here, "12")] == [LINK]
        assert len(reports(here)) == 1


async def test_what_was_sent_back_stands_first_where_the_bot_asks_which_row_is_meant(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12"), row("23"), row("30")) as here:
        await here.says(EDUCATION, "30 已完成")
        await here.says(OFFICE, "退回 30 缺佐证")
        await here.says(EDUCATION, "/清单")

        [asked] = await here.says(EDUCATION, "这是我们的材料")

        assert next(data.split("/")[-1] for data in keys([asked])) == f"{item_of(here, '30').id}"


async def test_the_reason_that_follows_a_bare_not_applicable_is_added_to_it(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "30这个我们不涉及")

        [card] = await here.says(EDUCATION, "30不涉及，我局没有执法权")

        assert "没有执法权" in card.text
        assert [report.text for report in reports(here, "30")] == ["这个我们不涉及；不涉及，我局没有执法权"]


async def test_words_about_all_but_a_row_and_about_a_link_are_no_words_of_the_row(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12、23、30都已完成 {LINK}")
        before = [report.text for report in reports(here, "30")]

        await here.says(EDUCATION, "除了30都办完了")
        [card] = await here.says(EDUCATION, f"30的链接换成 {LINK}?id=2")

        assert [report.text for report in reports(here, "30")] == before
        assert f"{LINK}?id=2" in card.text
