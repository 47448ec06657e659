"""佐证: photos, albums, documents, captions; what is too big or must not be kept is refused and leaves no trace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.sandbox.files import PIXEL
from storage.states import EvidenceKind, Intent, ItemState
from tests.district import EDUCATION, FINANCE, OFFICE, buttons, row
from tests.talking import LINK, everything_kept, evidence, facts, first, in_conversation, item_of, keys, reports, states

PHOTO = ("现场.png", PIXEL, "image/png")
PAPER = ("关于公开事项的通知.pdf", b"%PDF-1.4 notice", "application/pdf")
ID_NUMBER, MOBILE, PLATE = "140203199001011230", "13800138000", "晋B12345"


async def test_a_captioned_photo_reports_and_proves_at_once(engine: Engine, tmp_path: Path) -> None:
    async with in_conversation(tmp_path, engine=engine) as here:
        here.sandbox.world.sends_photo(EDUCATION, [PHOTO], "12 已完成")
        await here.settle()

        assert "附件1个" in here.told(EDUCATION)[-1]
        [piece] = evidence(here)
        assert (piece.kind, piece.size) == (EvidenceKind.PHOTO, len(PIXEL))
        assert (tmp_path / "evidence" / piece.kept_as).read_bytes() == PIXEL
        assert states(here, "12") == [ItemState.SUBMITTED]


async def test_an_album_is_one_submission_and_one_answer(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        before = len(here.told(EDUCATION))

        here.sandbox.world.sends_album(EDUCATION, [PHOTO, PHOTO, PHOTO], "12 已完成")
        await here.settle()

        [receipt] = here.told(EDUCATION)[before:]
        assert "附件3个" in receipt
        assert len(evidence(here)) == 3
        assert len(reports(here)) == 1


async def test_an_album_in_reply_to_a_card_belongs_to_its_row(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [card] = await here.says(EDUCATION, "/任务 23")
        before = len(here.told(EDUCATION))

        here.sandbox.world.sends_album(EDUCATION, [PHOTO, PHOTO], "", reply_to=card.message_id)
        await here.settle()

        assert len(here.told(EDUCATION)) == before + 1
        assert len(evidence(here, "23")) == 2


async def test_bare_photos_are_asked_about_once_and_go_where_they_are_told(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        before = len(here.chat(EDUCATION))
        here.sandbox.world.sends_album(EDUCATION, [PHOTO, PHOTO], "")
        await here.settle()
        asked = [one for one in here.chat(EDUCATION)[before:] if one.from_bot]
        assert len(asked) == 1
        assert evidence(here, "23") == []

        choice = next(data for data in keys(asked) if data.endswith(f"/{item_of(here, '23').id}"))
        await here.presses(EDUCATION, choice)
        await here.presses(EDUCATION, choice, forge=True)

        assert len(evidence(here, "23")) == 2


async def test_a_caption_without_a_row_is_read_once_the_row_is_chosen(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        here.sandbox.world.sends_photo(EDUCATION, [PHOTO], "已完成")
        await here.settle()
        choice = next(data for data in keys([here.chat(EDUCATION)[-1]]) if data.endswith(f"/{item_of(here, '30').id}"))

        await here.presses(EDUCATION, choice)

        assert [report.intent for report in reports(here, "30")] == [Intent.DONE]
        assert len(evidence(here, "30")) == 1


async def test_a_caption_that_names_a_row_without_reporting_says_where_the_photo_belongs(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "30 已完成")
        await here.says(EDUCATION, "/清单")

        for caption in ("23 补照片", "第30项的现场照片"):
            here.sandbox.world.sends_photo(EDUCATION, [PHOTO], caption)
            await here.settle()

        assert [len(evidence(here, number)) for number in ("12", "23", "30")] == [0, 1, 1]


async def test_a_photo_goes_to_the_only_row_there_is(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12")) as here:
        here.sandbox.world.sends_photo(EDUCATION, [PHOTO])
        await here.settle()

        assert len(evidence(here)) == 1
        assert reports(here) == []


async def test_a_document_after_done_and_in_reply_to_the_receipt_is_its_proof(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [receipt] = await here.says(EDUCATION, "23 已完成")
        here.sandbox.world.sends_document(EDUCATION, [PAPER])
        await here.settle()
        await here.says(EDUCATION, "/清单")

        here.sandbox.world.sends_document(EDUCATION, [PAPER], reply_to=receipt.message_id)
        await here.settle()

        assert [piece.name for piece in evidence(here, "23")] == [PAPER[0], PAPER[0]]
        assert "关于公开事项的通知.pdf" in here.told(EDUCATION)[-1]


async def test_words_asked_for_may_follow_a_photo(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.presses(EDUCATION, f"say/{item_of(here).id}/trouble", forge=True)
        here.sandbox.world.sends_photo(EDUCATION, [PHOTO])
        await here.settle()

        await here.says(EDUCATION, "缺少市级数据接口")

        assert [report.text for report in reports(here)] == ["缺少市级数据接口"]
        assert len(evidence(here)) == 1


async def test_a_file_too_big_is_refused_with_the_way_out(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        before = facts(here)
        too_big = {"file_id": "F", "file_unique_id": "U", "file_name": "大.zip", "file_size": 20 * 1024 * 1024 + 1}
        for user_id in (EDUCATION, OFFICE):
            message = here.sandbox.world.says(user_id, "x").json()
            here.sandbox.world.updates.drop_all()
            del message["text"]
            here.sandbox.world.updates.add("message", message | {"document": too_big}, made_up=True)
            await here.settle()

            assert "超过20MB" in here.told(user_id)[-1]
        assert facts(here) == before


async def test_proof_of_another_units_row_is_not_taken(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        here.sandbox.world.sends_photo(FINANCE, [PHOTO], "12 已完成")
        await here.settle()

        assert evidence(here) == []
        assert reports(here) == []


@pytest.mark.parametrize("secret", [ID_NUMBER, MOBILE, PLATE, "密级：机密", "秘密★"])
async def test_what_must_not_be_kept_is_refused_and_stands_in_no_table(tmp_path: Path, secret: str) -> None:
    async with in_conversation(tmp_path) as here:
        text = f"12 已完成，{secret}，已核实"
        said = [
            *await here.says(EDUCATION, text),
            *await here.says(OFFICE, f"/单位 {secret}"),
            *await here.says(OFFICE, text),
        ]
        here.sandbox.world.sends_photo(EDUCATION, [PHOTO], text)
        here.sandbox.world.sends_document(EDUCATION, [(f"{secret}.pdf", b"%PDF", "application/pdf")], "12 已完成")
        await here.settle()
        mine = here.sandbox.world.says(EDUCATION, text)
        await here.settle()
        here.sandbox.world.edits(EDUCATION, mine.message_id, f"23 已完成 {secret}")
        await here.settle()
        await here.says(EDUCATION, "上一条已删除", reply_to=mine.message_id)

        assert all("未予保存" in answer.text for answer in said)
        assert reports(here) == []
        assert evidence(here) == []
        assert secret not in everything_kept(here)


async def test_a_link_that_looks_like_a_number_is_no_secret(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 https://www.example.gov.cn/{MOBILE}.html")

        assert states(here, "12") == [ItemState.SUBMITTED]


async def test_the_telephone_of_a_signature_is_let_go_of_and_the_report_over_it_taken(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(
            EDUCATION, f"12 已完成 {LINK}\n23、正在办理\n\n区教育局办公室 李某某\n联系电话：{MOBILE}\n2022年9月19日"
        )

        assert states(here, "12", "23") == [ItemState.SUBMITTED, ItemState.WORKING]
        assert MOBILE not in everything_kept(here)

        [refused] = await here.says(EDUCATION, f"30 已完成\n投诉人电话：{MOBILE}")

        assert "未予保存" in refused.text
        assert MOBILE not in everything_kept(here)


async def test_a_secret_given_as_a_reason_reaches_nobody(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        [card] = await here.says(OFFICE, "/待审")
        [reasons] = await here.presses(OFFICE, first(card, "back/"))
        await here.presses(OFFICE, first(reasons, "backfree/"))

        [refused] = await here.says(OFFICE, f"请与{MOBILE}联系")

        assert "未予保存" in refused.text
        assert states(here, "12") == [ItemState.SUBMITTED]
        assert MOBILE not in everything_kept(here)


async def test_a_document_is_kept_by_its_number_and_what_is_expected_is_asked_for(tmp_path: Path) -> None:
    decree = replace(row("51"), content="区各部门主要负责人年内至少听取一次政务公开工作汇报")
    async with in_conversation(tmp_path, decree, row("12")) as here:
        [asked] = await here.says(EDUCATION, "51 已完成")
        assert "第51项请写明文号" in asked.text
        [card] = await here.says(EDUCATION, "文号为河教发（2022）5号")
        assert "文号　河教发〔2022〕5号" in card.text
        assert [piece.kind for piece in evidence(here, "51")] == [EvidenceKind.NUMBER]
        [review] = await here.says(OFFICE, "/待审")
        assert "应附佐证" not in review.text

        [receipt] = await here.says(EDUCATION, "12 已完成，河教发〔2022〕6号")
        assert "请补充" not in receipt.text
        assert evidence(here, "12")[0].name == "河教发〔2022〕6号"


async def test_the_office_says_what_a_row_must_end_with(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "12 已完成，河教发〔2022〕6号")
        [review] = await here.says(OFFICE, "/待审")
        assert "应附佐证：公开链接（未见）" in review.text
        [card] = await here.says(OFFICE, "/佐证 12")
        assert "按任务文字推定" in card.text
        [number] = [data for data in buttons(card) if data.endswith("/number")]

        await here.presses(OFFICE, number)
        assert "公开链接或文号" in card.text
        [review] = await here.says(OFFICE, "/待审")
        assert "应附佐证" not in review.text
        await here.presses(OFFICE, number)
        for refused in ("proof/1/everything", "proof/999/number"):
            [answer] = await here.presses(OFFICE, refused, forge=True)
            assert "未找到该内容" in answer.text
        await here.says(EDUCATION, "/帮助")
        [answer] = await here.presses(EDUCATION, number, forge=True)
        assert "未找到该内容" in answer.text
