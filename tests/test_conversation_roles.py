"""Every state × action × role: allowed with its effect, or refused with its words and without any."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversation import posts, proofs, talk
from messages import words
from storage.states import Intent, ItemState, Post, Role
from tests.district import FINANCE, OFFICE, District, row
from tests.talking import LINK, facts, in_conversation, item_of, put, reports

SECOND, LEADER, STRANGER = 77, 67, 66
WITHIN_A_MINUTE = 30  # presses; of more in one minute a stranger's are not heard
STATES = list(ItemState)
NUMBERS = {state: str(n) for n, state in enumerate(STATES, 101)}
WITH_UNIT = (ItemState.TO_SIGN, ItemState.SIGNED, ItemState.WORKING, ItemState.RETURNED)
REFUSED = {
    FINANCE: "未找到该内容，或不在您的办理范围。",  # another unit's liaison
    LEADER: "未找到该内容，或不在您的办理范围。",
    OFFICE: "未找到该内容，或不在您的办理范围。",
    STRANGER: "您好。本号仅供政务公开工作联络使用，您尚未登记。",
}
PRESSED = (Intent.SIGNED, Intent.DONE)
READS = {"item", "list", "day"}
ANSWERS = {"say", "signall", "undo", "which", "yes", "no", "inquire", "back_again"}
DECIDES = {
    *("review", "pass", "nil", "later", "back", "backwhy", "backfree", "reviews", "tick", "passpage", "passticked"),
    *("backticked", "backeach", "orderon", "recordon", "strikelist", "strikepage", "unmake", "nilof", "nilon"),
}
PUTS_IN_FORCE = {
    *(
        "texts",
        "confirmshown",
        "confirm",
        "adopt",
        "rosteron",
        "handout",
        "ask",
        "askagain",
        "askfree",
        "repeats",
        "questions",
    ),
    *("change", "nochange", "chg", "chgof", "checkins", "checkinsof", "carry", "carryback", "carrylist", "bonusoff"),
}
PRESSES = {"nudgeask", "nudge", "nudgeall", "drafts", "release", "drop", "draftnote", "draftfile", "resend"}
LOOKS_UP = {"overdue", "preview", "roster", "item", "task", "unit", "period", "burden", "found", "tallies"}
BUTTONS = {
    Role.STRANGER: set[str](),
    Role.LEADER: READS,
    Role.LIAISON: READS | ANSWERS,
    Role.OFFICE: DECIDES | PUTS_IN_FORCE | PRESSES | LOOKS_UP | {"reply"} | set(posts.BUTTONS) | set(proofs.BUTTONS),
}
OF_THE_OFFICE = {
    "/改期 {n} 区教育局 12月20日": ("【请确认】改期", "没有第{n}项的在办责任项"),
    "/减单位 {n} 区教育局": ("【请确认】减单位", "不再承担本项"),
    "/不涉及 {n} 区教育局 无此项职能": ("按不涉及登记1件", "没有第{n}项的在办责任项"),
    "/催办 {n} 区教育局": ("第{n}项", "/催办 12 区教育局"),
}
TYPED = {"signed": "{n} 收到", "working": "{n} 办理中", "done": "{n} 已完成 " + LINK, "nil": "{n} 不涉及，无此职能"}
BECOMES = {
    "signed": dict.fromkeys(WITH_UNIT[:2], ItemState.SIGNED) | {ItemState.WORKING: ItemState.WORKING},
    "working": dict.fromkeys(WITH_UNIT[:3], ItemState.WORKING),
    "done": dict.fromkeys(WITH_UNIT, ItemState.SUBMITTED),
    "nil": dict.fromkeys(WITH_UNIT, ItemState.SUBMITTED),
}


def test_every_button_there_is_belongs_to_just_these_roles() -> None:
    wired = {role: set(buttons) for role, buttons in talk.BUTTONS.items()}

    assert {role: wired.get(role, set()) for role in Role} == BUTTONS
    assert BUTTONS[Role.OFFICE] & BUTTONS[Role.LIAISON] == {"item"}  # which shows the office a card without buttons


async def test_what_the_office_does_to_a_unit_needs_something_the_unit_owes(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, *(row(number) for number in NUMBERS.values())) as here:
        for state in STATES:
            _put(here, state)
        before, told = facts(here), len(here.told(OFFICE))

        lines = [(state, line) for state in STATES for line in OF_THE_OFFICE]
        for start in range(0, len(lines), WITHIN_A_MINUTE):
            here.clock.move_to(here.clock() + timedelta(minutes=2))
            for state, line in lines[start : start + WITHIN_A_MINUTE]:
                here.sandbox.world.says(OFFICE, line.format(n=NUMBERS[state]))
            await here.settle()

        answers = here.told(OFFICE)[told:]
        for (state, line), answer in zip(lines, answers, strict=True):
            offered, refused = (words.format(n=NUMBERS[state]) for words in OF_THE_OFFICE[line])
            assert (offered if state in WITH_UNIT else refused) in answer, (state, answer)
        assert facts(here) == before  # nothing is in force before 确认


@pytest.mark.parametrize("who", REFUSED)
async def test_who_does_not_answer_for_a_unit_presses_in_vain_in_every_state(tmp_path: Path, who: int) -> None:
    async with in_conversation(tmp_path, *(row(number) for number in NUMBERS.values())) as here:
        await _everybody(here)
        presses = [f"say/{_put(here, state)}/{intent}" for state in STATES for intent in PRESSED]
        if who not in (OFFICE, LEADER):
            presses += [f"item/{item_of(here, number).id}" for number in NUMBERS.values()]
        await here.says(who, "/帮助")
        before, told = facts(here), len(here.told(who))

        under = here.chat(who)[-1]
        for start in range(0, len(presses), WITHIN_A_MINUTE):
            here.clock.move_to(here.clock() + timedelta(minutes=2))
            for data in presses[start : start + WITHIN_A_MINUTE]:
                here.sandbox.world.presses(who, under.message_id, data, forge=True)
            await here.settle()

        answers = here.told(who)[told:]
        assert len(answers) == len(presses)
        assert all(answer.startswith(REFUSED[who]) for answer in answers)
        assert facts(here) == before


@pytest.mark.parametrize("who", [FINANCE, LEADER])
async def test_what_they_type_of_a_row_in_any_state_is_no_report(tmp_path: Path, who: int) -> None:
    async with in_conversation(tmp_path, *(row(number) for number in NUMBERS.values())) as here:
        await _everybody(here)
        for state in STATES:
            _put(here, state)
        before = facts(here)

        for number in NUMBERS.values():
            for text in TYPED.values():
                here.sandbox.world.says(who, text.format(n=number))
        await here.settle()

        assert not any("收件回执" in text for text in here.told(who))
        assert facts(here) == before


@pytest.mark.parametrize("action", TYPED)
async def test_the_second_post_reports_where_the_unit_owes_and_nowhere_else(tmp_path: Path, action: str) -> None:
    async with in_conversation(tmp_path, *(row(number) for number in NUMBERS.values())) as here:
        await _everybody(here)
        for state in STATES:
            _put(here, state)
        told = len(here.told(SECOND))

        for state in STATES:
            here.sandbox.world.says(SECOND, TYPED[action].format(n=NUMBERS[state]))
        await here.settle()

        answers = here.told(SECOND)[told:]
        assert len(answers) == len(STATES)
        for state, answer in zip(STATES, answers, strict=True):
            assert ("收件回执" in answer) is (state in WITH_UNIT), (state, answer)
            assert item_of(here, NUMBERS[state]).state is BECOMES[action].get(state, state), (state, answer)
            assert len(reports(here, NUMBERS[state])) == (state in WITH_UNIT)
            if state not in WITH_UNIT and state not in (ItemState.STOPPED, ItemState.CARRIED_OVER):
                assert words.state(state) in answer, (state, answer)


async def test_a_leader_reads_the_own_unit_in_every_state_and_a_stranger_nothing(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, *(row(number) for number in NUMBERS.values())) as here:
        await _everybody(here)
        for state in STATES:
            _put(here, state)
        before = facts(here)

        for state in STATES:
            shown = await here.says(LEADER, f"/任务 {NUMBERS[state]}")
            [hidden] = await here.says(STRANGER, f"/任务 {NUMBERS[state]}")

            assert all(not message.buttons for message in shown)
            readable = state not in (ItemState.STOPPED, ItemState.CARRIED_OVER)
            assert (words.state(state) in shown[0].text) is readable, (state, shown[0].text)
            assert hidden.text.startswith(REFUSED[STRANGER])
        assert facts(here) == before


async def _everybody(here: District) -> None:
    await here.enrol(SECOND, Role.LIAISON, "区教育局", Post.B)
    await here.enrol(LEADER, Role.LEADER, "区教育局")
    here.sandbox.world.add_person(STRANGER, "路人")
    await here.says(STRANGER, "你好")


def _put(here: District, state: ItemState) -> int:
    return put(here, NUMBERS[state], state)
