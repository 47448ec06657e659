"""Buttons can be forged, old, foreign or pressed twice: each state, action and role has its effect or its refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.states import Intent, ItemState, Role, Verdict
from tests.district import EDUCATION, FINANCE, OFFICE, TOWN, buttons, row
from tests.talking import LINK, ROWS, facts, in_conversation, item_of, put, reports

STRANGER, LEADER = 66, 67
REFUSED = "未找到该内容，或不在您的办理范围。"
NOT_ENROLLED = "您好。本号仅供政务公开工作联络使用，您尚未登记。"
VERBS_OF_OFFICE = ("pass", "back", "backwhy", "backfree", "confirm", "handout", "ask", "askfree", "review", "questions")
RUBBISH = [
    "x" * 64,
    "say",
    "say/",
    "say//done",
    "say/１２/done",
    "say/12/done/extra",
    "say/-1/done",
    "say/0x1/done",
    "say/1e3/done",
    "say/999999999999999999/done",
    "say/9" + "9" * 55,
    "item/٣",
    "item/ 1",
    "item/1;DROP TABLE item",
    "item/%s%s%s",
    "undo/",
    "undo/999999999999999999",
    "pass/1",
    "pass/一",
    "back/\u202e1",
    "ask/1/99",
    "which/0/1",
    "\U0001f600" * 16,
    "/start",
    "..",
    "/",
    " ",
]


async def test_garbage_is_refused_in_the_same_words_whether_or_not_something_is_there(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        for user_id in (FINANCE, OFFICE):
            await here.says(user_id, "/帮助")
        before = facts(here)

        for data in RUBBISH:
            for user_id in (FINANCE, OFFICE):
                if user_id == OFFICE and data in ("pass/1",):
                    continue
                [answer] = await here.presses(user_id, data, forge=True)

                assert answer.text.startswith((REFUSED, "该提问已失效")), (user_id, data, answer.text)
        assert facts(here) == before


async def test_what_is_there_and_what_is_not_are_refused_alike(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, *ROWS, row("40", units=("区财政局",))) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        real, none = item_of(here, "23").id, 4_000_000
        report = reports(here)[0].id
        before = facts(here)

        for there, absent in (
            (f"say/{real}/done", f"say/{none}/done"),
            (f"item/{real}", f"item/{none}"),
            (f"undo/{report}", f"undo/{none}"),
            (f"which/1/{real}", f"which/1/{none}"),
        ):
            [one] = await here.presses(FINANCE, there, forge=True)
            [other] = await here.presses(FINANCE, absent, forge=True)

            assert one.text == other.text
            assert one.text.startswith(REFUSED)
        assert facts(here) == before


async def test_each_role_presses_only_its_own_buttons(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        here.sandbox.world.add_person(STRANGER, "路人")
        await here.says(STRANGER, "你好")
        await here.enrol(LEADER, Role.LEADER, "区教育局")
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        report, item = reports(here)[0].id, item_of(here, "23").id
        before = facts(here)
        of_office = [f"{verb}/{report}" for verb in VERBS_OF_OFFICE]
        of_liaison = [f"say/{item}/done", f"undo/{report}", "signall", f"which/1/{item}", "yes/1", "no/1"]

        for user_id, data in (
            *((EDUCATION, one) for one in of_office),
            *((LEADER, one) for one in (*of_office, *of_liaison)),
            *((OFFICE, one) for one in of_liaison),
            *((STRANGER, one) for one in (*of_office, *of_liaison)),
        ):
            [answer] = await here.presses(user_id, data, forge=True)

            wanted = NOT_ENROLLED if user_id == STRANGER else REFUSED
            assert answer.text.startswith(wanted), (user_id, data, answer.text)
        assert facts(here) == before


ALLOWED: dict[ItemState, dict[str, ItemState]] = {
    ItemState.TO_SIGN: {"signed": ItemState.SIGNED, "done": ItemState.SUBMITTED},
    ItemState.SIGNED: {"done": ItemState.SUBMITTED},
    ItemState.WORKING: {"done": ItemState.SUBMITTED},
    ItemState.RETURNED: {"done": ItemState.SUBMITTED},
}
ASKS_FIRST: dict[str, tuple[str, ItemState | None]] = {
    "working": ("正在核对", ItemState.WORKING),
    "nil": ("我单位没有此项职能", ItemState.SUBMITTED),
    "trouble": ("缺少市级数据接口", ItemState.WORKING),
    "extension": ("延期到12月20日", None),
}
WITH_UNIT = (ItemState.TO_SIGN, ItemState.SIGNED, ItemState.WORKING, ItemState.RETURNED)


@pytest.mark.parametrize("state", list(ItemState))
async def test_in_each_state_a_liaisons_action_has_its_effect_or_its_refusal(tmp_path: Path, state: ItemState) -> None:
    async with in_conversation(tmp_path, *(row(str(n)) for n in range(101, 110))) as here:
        for number, action in enumerate(
            ["signed", "done", "working", "nil", "trouble", "extension", "not_started"], 101
        ):
            item = put(here, str(number), state)
            before = facts(here)

            [answer] = await here.presses(EDUCATION, f"say/{item}/{action}", forge=True)

            if action in ALLOWED.get(state, {}):
                assert "收件回执" in answer.text
                assert item_of(here, str(number)).state is ALLOWED[state][action]
            elif state in WITH_UNIT and action in ASKS_FIRST:
                assert facts(here) == before
                words, becomes = ASKS_FIRST[action]
                [receipt] = await here.says(EDUCATION, words)
                assert "收件回执" in receipt.text
                expected = _expected(state, becomes)
                assert item_of(here, str(number)).state is expected
            else:
                assert "未作变更" in answer.text
                assert facts(here) == before


async def test_what_is_typed_of_a_row_that_is_not_with_the_unit_changes_nothing(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        for state in (one for one in ItemState if one not in WITH_UNIT):
            put(here, "12", state)
            before = facts(here)

            for text in (f"12 已完成 {LINK}", "12 办理中", "12 不涉及，无此职能", "12 申请延期到12月20日", "12 收到"):
                answers = await here.says(EDUCATION, text)

                assert len(answers) == 1
                assert "收件回执" not in answers[0].text
            assert facts(here) == before


@pytest.mark.parametrize("intent", [Intent.DONE, Intent.NIL, Intent.EXTENSION, Intent.TROUBLE])
@pytest.mark.parametrize("verb", ["pass", "backwhy"])
async def test_the_office_decides_a_report_once(tmp_path: Path, intent: Intent, verb: str) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, _line(intent))
        report = reports(here)[0].id
        data = f"{verb}/{report}" + ("/0" if verb == "backwhy" else "")
        await here.says(OFFICE, "/待审")
        told = len(here.told(EDUCATION))

        await here.presses(OFFICE, data, forge=True)
        decided = facts(here)
        for again in (data, f"pass/{report}", f"back/{report}", f"backwhy/{report}/1", f"backfree/{report}"):
            [answer] = await here.presses(OFFICE, again, forge=True)
            assert "未作变更" in answer.text

        assert facts(here) == decided
        assert len(here.told(EDUCATION)) == told + 1
        assert item_of(here).state is _after(intent, verb)


async def test_a_report_that_needs_no_word_cannot_be_decided(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "12 办理中")
        report = reports(here)[0].id
        await here.says(OFFICE, "/摘要")
        before = facts(here)

        for data in (f"pass/{report}", f"back/{report}", f"backwhy/{report}/0", f"backfree/{report}"):
            [answer] = await here.presses(OFFICE, data, forge=True)
            assert "未作变更" in answer.text

        assert facts(here) == before


async def test_a_report_taken_back_cannot_be_passed_any_more(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        report = reports(here)[0].id
        await here.says(OFFICE, "/待审")
        await here.says(EDUCATION, "更正 12")
        before = facts(here)

        [answer] = await here.presses(OFFICE, f"pass/{report}", forge=True)

        assert "已由报送单位更正" in answer.text
        assert facts(here) == before


async def test_a_closed_row_leaves_no_request_waiting(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "12 申请延期到12月20日")
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        done = reports(here)[-1].id
        await here.says(OFFICE, "/待审")

        await here.presses(OFFICE, f"pass/{done}", forge=True)
        extension = reports(here)[0]
        await here.presses(OFFICE, f"pass/{extension.id}", forge=True)

        assert [report.verdict for report in reports(here)] == [Verdict.NONE, Verdict.ACCEPTED]
        assert item_of(here).extensions == 0


async def test_a_press_that_telegram_delivers_twice_takes_effect_once(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "/任务 12")
        data = f"say/{item_of(here).id}/done"
        card = next(one for one in reversed(here.chat(EDUCATION)) if data in buttons(one))
        for _ in range(2):
            here.sandbox.world.presses(EDUCATION, card.message_id, data)
        await here.settle()

        assert len(reports(here)) == 1
        assert sum("收件回执" in text for text in here.told(EDUCATION)) == 1


async def test_signing_everything_from_a_message_that_handed_nothing_out_signs_nothing(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "/帮助")
        before = facts(here)

        await here.presses(EDUCATION, "signall", forge=True)

        assert facts(here) == before


ANYTHING = ["", " ", "0", "99", "abc", "12; DROP TABLE", "1" * 300, "１２月", "9999-12-31", "\x00"]


async def test_a_command_with_anything_behind_it_is_answered_and_changes_nothing(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        for place, rest in enumerate(ANYTHING):
            before = facts(here)
            drawn = ("摘要", "台账") if place % 4 == 2 else ()  # a picture and a workbook, which take their time
            for command in ("任务", "单位", "待审", "逾期", "预演", "待确认", "名册", *drawn):
                assert await here.says(OFFICE, f"/{command} {rest}"), command
            for command in ("任务", "清单", "帮助"):
                assert await here.says(TOWN, f"/{command} {rest}"), command

            assert facts(here) == before


def _expected(state: ItemState, becomes: ItemState | None) -> ItemState:
    if becomes is None or (state is ItemState.RETURNED and becomes is not ItemState.SUBMITTED):
        return state
    return becomes


def _line(intent: Intent) -> str:
    return {
        Intent.DONE: f"12 已完成 {LINK}",
        Intent.NIL: "12 不涉及，我单位没有此项职能",
        Intent.EXTENSION: "12 申请延期到12月20日",
        Intent.TROUBLE: "12 有困难，需市局提供底图",
    }[intent]


def _after(intent: Intent, verb: str) -> ItemState:
    passed = {Intent.DONE: ItemState.DONE, Intent.NIL: ItemState.NOT_APPLICABLE}
    if intent in passed:
        return passed[intent] if verb == "pass" else ItemState.RETURNED
    return ItemState.WORKING if intent is Intent.TROUBLE else ItemState.TO_SIGN
