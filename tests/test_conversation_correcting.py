"""更正: by button, by typing, by editing the message; both versions are kept, and what is decided stays decided."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.sandbox.message import Message
from storage.states import Intent, ItemState, Verdict
from tests.district import EDUCATION, OFFICE, District, row
from tests.talking import LINK, evidence, facts, first, in_conversation, item_of, keys, reports, states

OTHER = "https://www.example.gov.cn/gk/other.html"


async def test_the_button_under_a_receipt_takes_the_report_back_once(engine: Engine, tmp_path: Path) -> None:
    async with in_conversation(tmp_path, engine=engine) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        undo = f"undo/{reports(here)[0].id}"

        [corrected] = await here.presses(EDUCATION, undo)
        [again] = await here.presses(EDUCATION, undo)

        assert "已更正" in corrected.text
        assert "待签收" in again.text
        assert [report.verdict for report in reports(here)] == [Verdict.WITHDRAWN]
        item = item_of(here)
        assert (item.state, item.submitted_on, item.first_reported_on) == (ItemState.TO_SIGN, None, None)
        assert item.signed_on is None
        assert evidence(here) == []


async def test_a_correction_by_typing_names_its_row(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "12 办理中")
        await here.says(EDUCATION, f"12 已完成 {LINK}")

        [corrected] = await here.says(EDUCATION, "更正 12")

        assert "已更正" in corrected.text
        assert states(here, "12") == [ItemState.WORKING]
        assert [report.verdict for report in reports(here)] == [Verdict.NONE, Verdict.WITHDRAWN]


@pytest.mark.parametrize(
    ("text", "intents", "links"),
    [
        (f"更正 12 已完成 {OTHER}", [Intent.DONE, Intent.DONE], [OTHER]),
        (f"12 链接发错了，更正为 {OTHER}", [Intent.DONE, Intent.DONE], [OTHER]),
        ("更正 12 办理中", [Intent.DONE, Intent.WORKING], []),
    ],
)
async def test_what_comes_with_a_correction_stands_instead(
    tmp_path: Path, text: str, intents: list[Intent], links: list[str]
) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")

        answers = await here.says(EDUCATION, text)

        assert "收件回执" in answers[-1].text
        assert [report.intent for report in reports(here)] == intents
        assert [report.verdict is Verdict.WITHDRAWN for report in reports(here)] == [True, False]
        assert [piece.url for piece in evidence(here)] == links


async def test_a_correction_beside_a_report_of_another_row(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")

        await here.says(EDUCATION, f"更正12\n23 已完成 {OTHER}")

        assert states(here, "12", "23") == [ItemState.TO_SIGN, ItemState.SUBMITTED]


async def test_a_reply_of_one_word_to_the_receipt_corrects_its_row(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [receipt] = await here.says(EDUCATION, f"12 已完成 {LINK}")

        await here.says(EDUCATION, "更正", reply_to=receipt.message_id)

        assert states(here, "12") == [ItemState.TO_SIGN]


async def test_what_the_office_has_decided_cannot_be_taken_back(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        mine = here.sandbox.world.says(EDUCATION, f"12 已完成 {LINK}")
        await here.settle()
        await _review(here, "pass/")
        before = facts(here)

        [typed] = await here.says(EDUCATION, "更正 12")
        [pressed] = await here.presses(EDUCATION, f"undo/{reports(here)[0].id}", forge=True)
        edited = await _edits(here, mine, f"12 已完成 {OTHER}")

        for answer in (typed, pressed, *edited):
            assert "已由公开办审核" in answer.text
        assert facts(here) == before


async def test_an_edited_message_is_a_correction_with_both_versions_kept(engine: Engine, tmp_path: Path) -> None:
    async with in_conversation(tmp_path, engine=engine) as here:
        mine = here.sandbox.world.says(EDUCATION, f"12 已完成 {LINK}")
        await here.settle()

        [receipt] = await _edits(here, mine, f"12 已完成 {OTHER}")

        assert OTHER in receipt.text
        assert [(one.intent, one.verdict) for one in reports(here)] == [
            (Intent.DONE, Verdict.WITHDRAWN),
            (Intent.DONE, Verdict.PENDING),
        ]
        assert [piece.url for piece in evidence(here)] == [OTHER]
        with here.app.store.act(here.clock()) as desk:
            assert len(desk.to_review()) == 1


async def test_an_edit_may_move_a_report_to_another_row_and_may_be_edited_again(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        mine = here.sandbox.world.says(EDUCATION, f"12 已完成 {LINK}")
        await here.settle()

        await _edits(here, mine, f"23 已完成 {LINK}")
        assert states(here, "12", "23") == [ItemState.TO_SIGN, ItemState.SUBMITTED]
        await _edits(here, mine, "23 办理中，已完成初稿")

        assert states(here, "12", "23") == [ItemState.TO_SIGN, ItemState.WORKING]


async def test_an_edit_that_changes_no_word_changes_nothing(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        mine = here.sandbox.world.says(EDUCATION, f"12 已完成 {LINK}")
        await here.settle()
        before = facts(here)

        assert await _edits(here, mine, f"12 已完成 {LINK}") == []

        assert facts(here) == before


async def test_an_edit_that_is_unclear_leaves_what_was_stored(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        mine = here.sandbox.world.says(EDUCATION, f"12 已完成 {LINK}")
        await here.settle()
        before = facts(here)

        [answer] = await _edits(here, mine, "再看看吧")

        assert "原登记未变" in answer.text
        assert facts(here) == before


async def test_a_message_that_was_unclear_may_be_put_right_by_editing_it(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        mine = here.sandbox.world.says(EDUCATION, "已完成")
        await here.settle()
        assert reports(here) == []

        [receipt] = await _edits(here, mine, f"12 已完成 {LINK}")

        assert "收件回执" in receipt.text
        assert len(reports(here)) == 1


async def test_an_edited_caption_attaches_no_file_twice(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [mine] = here.sandbox.world.sends_document(EDUCATION, [("说明.pdf", b"%PDF", "application/pdf")], "12 已完成")
        await here.settle()

        await _edits(here, mine, "12 办理中，已完成初稿")

        assert len(evidence(here)) == 1
        assert states(here, "12") == [ItemState.WORKING]


async def test_what_the_office_typed_is_done_and_no_edit_undoes_it(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        [card] = await here.says(OFFICE, "/待审")
        [reasons] = await here.presses(OFFICE, first(card, "back/"))
        await here.presses(OFFICE, first(reasons, "backfree/"))
        mine = here.sandbox.world.says(OFFICE, "请补充文件")
        await here.settle()
        before = facts(here)

        here.sandbox.world.edits(OFFICE, mine.message_id, "请补充红头文件")
        await here.settle()

        assert facts(here) == before


async def test_an_old_receipts_button_does_not_touch_a_later_report(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12")) as here:
        await here.says(EDUCATION, "12 办理中")
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        first, _ = reports(here)

        [card] = await here.presses(EDUCATION, f"undo/{first.id}")

        assert "待审核" in card.text
        assert states(here, "12") == [ItemState.SUBMITTED]


async def _edits(here: District, message: Message, text: str) -> list[Message]:
    before = len(here.chat(EDUCATION))
    here.sandbox.world.edits(EDUCATION, message.message_id, text)
    await here.settle()
    return here.chat(EDUCATION)[before:]


async def _review(here: District, verb: str) -> None:
    [card] = await here.says(OFFICE, "/待审")
    await here.presses(OFFICE, first(card, verb))


async def test_what_stands_behind_a_slip_is_stored_for_all_rows_it_names(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}\n23 办理中")

        await here.says(EDUCATION, "刚才那条错了，12是办理中，23才是已完成")

        assert states(here, "12", "23") == [ItemState.WORKING, ItemState.SUBMITTED]


@pytest.mark.parametrize("line", ["刚才发错了", "不好意思，填错了", "更正", "撤回"])
async def test_a_bare_correction_offers_what_was_reported_last(tmp_path: Path, line: str) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "12 办理中")
        await here.says(EDUCATION, f"23 已完成 {LINK}")

        [asks] = await here.says(EDUCATION, line)
        assert keys([asks]) == [f"undo/{reports(here, number)[0].id}" for number in ("23", "12")]
        await here.presses(EDUCATION, keys([asks])[0])

        assert states(here, "12", "23") == [ItemState.WORKING, ItemState.TO_SIGN]
