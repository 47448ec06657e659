"""代录: what a unit told the office by telephone or on paper is shown, then written down in the unit's name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from storage.states import ItemState, Verdict
from tests.district import EDUCATION, OFFICE, row
from tests.talking import LINK, facts, in_conversation, item_of, live_to, reports, states


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ("/代录 12 区教育局 已完成，书面材料已收", ItemState.SUBMITTED),
        ("代录 12 教育局 办理中", ItemState.WORKING),
        ("教育局电话反馈12项已完成", ItemState.SUBMITTED),
        ("12项教育局说无此情形", ItemState.SUBMITTED),
        ("教育局说第12项有困难，等市局文件", ItemState.WORKING),
        ("/record 12 区教育局 收到", ItemState.SIGNED),
    ],
)
async def test_a_units_word_is_shown_then_written_down_once(tmp_path: Path, said: str, becomes: ItemState) -> None:
    async with in_conversation(tmp_path) as here:
        before = facts(here)
        [shown] = await here.says(OFFICE, said)
        assert "【请确认】代录区教育局的反馈1件" in shown.text
        assert facts(here) == before

        await here.presses(OFFICE, "recordon")
        await here.presses(OFFICE, "recordon", forge=True)

        assert states(here, "12") == [becomes]
        [report] = reports(here, "12")
        assert report.said_by == "公开办（代录）"
        assert any("【代录告知】" in told for told in here.told(EDUCATION))


async def test_what_was_written_down_is_reviewed_like_any_report_and_corrected_by_the_unit(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(OFFICE, f"/代录 12 区教育局 已完成 {LINK}")
        await here.presses(OFFICE, "recordon")
        await here.says(OFFICE, "/代录 23 区教育局 已完成")
        await here.presses(OFFICE, "recordon")
        await here.says(EDUCATION, "更正 23")
        await here.says(OFFICE, "通过 12")

        assert (states(here, "12"), states(here, "23")) == ([ItemState.DONE], [ItemState.TO_SIGN])
        assert reports(here, "23")[0].verdict is Verdict.WITHDRAWN


async def test_a_unit_nobody_can_be_told_of_is_closed_all_the_same(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", units=("区教育局",))) as here:
        await here.says(OFFICE, "/加单位 12 区财政局")
        await here.presses(OFFICE, "change")
        await live_to(here, date(2022, 9, 20))
        await here.says(OFFICE, "/代录 12 区财政局 已完成，纸质材料已收")
        await here.presses(OFFICE, "recordon")

        assert item_of(here, "12", "区财政局").state is ItemState.SUBMITTED


async def test_an_extension_is_written_down_with_its_day(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [shown] = await here.says(OFFICE, "/代录 12 区教育局 申请延期到12月15日，人手不足")
        assert "申请延期至2022年12月15日" in shown.text
        await here.presses(OFFICE, "recordon")

        assert reports(here, "12")[0].asked_due_on == date(2022, 12, 15)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("/代录", "请写明序号、单位和办理情况"),
        ("/代录 12", "请写明序号、单位和办理情况"),
        ("/代录 12 区教育局", "请写明序号、单位和办理情况"),
        ("/代录 12 区教育局 天气不错", "未能读出办理情况"),
        ("/代录 12 区教育局 申请延期", "未能读出办理情况"),
        ("/代录 12 柳河镇 已完成", "未能读出办理情况"),
    ],
)
async def test_what_cannot_be_written_down_changes_nothing_and_says_why(tmp_path: Path, line: str, why: str) -> None:
    async with in_conversation(tmp_path) as here:
        before = facts(here)

        [answer] = await here.says(OFFICE, line)

        assert why in answer.text
        assert answer.text.endswith("未作变更。")
        assert facts(here) == before


async def test_the_unit_has_reported_since_so_nothing_is_written_over_it(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(OFFICE, "/代录 12 区教育局 办理中")
        await here.says(EDUCATION, "12 已完成")

        await here.presses(OFFICE, "recordon")

        assert states(here, "12") == [ItemState.SUBMITTED]
        assert len(reports(here, "12")) == 1


@pytest.mark.parametrize("line", ["教育局的12项办结了吗", "教育局12项能不能完成", "12项不涉及教育局"])
async def test_a_question_and_the_offices_own_word_are_no_word_of_the_unit(tmp_path: Path, line: str) -> None:
    async with in_conversation(tmp_path) as here:
        assert not any("代录" in (one.text or "") for one in await here.says(OFFICE, line))
