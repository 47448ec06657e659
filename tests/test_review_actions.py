"""Every word the office may have for a report, whatever was reported and wherever the item stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from scheduler import deciding
from storage.desk import Desk
from storage.records import Item, Report
from storage.states import WITH_UNIT, Intent, ItemState, Verdict
from tests.desks import desk_of, items_of
from tests.district import EDUCATION, OFFICE, document, row
from tests.talking import LINK, facts, in_conversation, item_of, put, reports

ASKED, OWN, SHORT = date(2022, 12, 20), date(2022, 12, 9), date(2022, 9, 26)
Said = Callable[[Desk, Report, Item], object]
WORDS: dict[str, Said] = {
    "通过": lambda desk, report, item: desk.pass_report(report, item),
    "退回": lambda desk, report, item: desk.return_report(report, item, "缺佐证", SHORT),
    "延期": lambda desk, report, item: desk.put_off(report, item, OWN, "延期"),
    "不涉及": lambda desk, report, item: desk.pass_as_nil(report, item, "经核实不涉及"),
}
SUBMITTING = {
    (Intent.DONE, "通过"): ItemState.DONE,
    (Intent.NIL, "通过"): ItemState.NOT_APPLICABLE,
    **{(intent, "退回"): ItemState.RETURNED for intent in (Intent.DONE, Intent.NIL)},
    **{(intent, "延期"): ItemState.WORKING for intent in (Intent.DONE, Intent.NIL)},
}
CLOSED = [state for state in ItemState if state not in (*WITH_UNIT, ItemState.SUBMITTED)]


@pytest.mark.parametrize("word", WORDS)
def test_each_word_has_its_effect_on_each_report_in_each_state(word: str) -> None:
    with desk_of(document(row("12", units=("区教育局",)))) as desk:
        desk.actor = desk.meet(7, 7, "联络员")
        deciding.confirm_ready(desk, desk.plans()[-1])
        [item] = items_of(desk, "12").values()
        for state in WITH_UNIT:
            for intent in (Intent.DONE, Intent.NIL, Intent.EXTENSION, Intent.TROUBLE):
                item.state, item.due_on, item.returned_due_on = state, date(2022, 11, 30), None
                due = ASKED if intent is Intent.EXTENSION else None
                report = desk.session.get_one(Report, desk.report(item, intent, due=due))
                stood = item.state

                WORDS[word](desk, report, item)

                expected = ItemState.NOT_APPLICABLE if word == "不涉及" else SUBMITTING.get((intent, word), stood)
                assert item.state is expected, (state, intent)
                assert report.verdict is not Verdict.PENDING
                assert item.due_on == _day(word, intent), (state, intent)
        assert desk.to_review() == []


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("submits", [Intent.DONE, Intent.NIL])
def test_a_word_on_a_request_leaves_the_report_beside_it_waiting_or_settles_it_too(submits: Intent, word: str) -> None:
    with desk_of(document(row("12", units=("区教育局",)))) as desk:
        desk.actor = desk.meet(7, 7, "联络员")
        deciding.confirm_ready(desk, desk.plans()[-1])
        [item] = items_of(desk, "12").values()
        request = desk.session.get_one(Report, desk.report(item, Intent.TROUBLE))
        submitted = desk.session.get_one(Report, desk.report(item, submits))

        WORDS[word](desk, request, item)

        is_closed = word == "不涉及"
        assert [report.id for report, *_ in desk.to_review()] == ([] if is_closed else [submitted.id])
        assert item.state is (ItemState.NOT_APPLICABLE if is_closed else ItemState.SUBMITTED)
        assert submitted.verdict is (Verdict.NONE if is_closed else Verdict.PENDING)
        assert item.submitted_on is not None


async def test_what_was_stopped_waits_for_no_word(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12"), row("23"), row("30")) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}\n23 申请延期到12月20日\n30 缺市级数据，需要协调")
        for number in ("12", "23", "30"):
            await here.says(OFFICE, f"/终止 {number} 区教育局")
            await here.presses(OFFICE, "change")

        [queue] = await here.says(OFFICE, "/待审")

        assert "目前没有待审核" in queue.text
        assert {item_of(here, number).state for number in ("12", "23", "30")} == {ItemState.STOPPED}
        assert {one.verdict for number in ("12", "23", "30") for one in reports(here, number)} == {Verdict.NONE}


async def test_no_word_opens_what_is_closed(tmp_path: Path) -> None:
    numbers = {state: str(number) for number, state in enumerate(CLOSED, 101)}
    async with in_conversation(tmp_path, *(row(number) for number in numbers.values())) as here:
        await here.says(EDUCATION, "\n".join(f"{number} 已完成 {LINK}" for number in numbers.values()))
        presses = []
        for state, number in numbers.items():
            put(here, number, state)
            report = reports(here, number)[0].id
            presses += [f"pass/{report}", f"nil/{report}", f"backwhy/{report}/0", f"later/{report}"]
        await here.says(OFFICE, "/帮助")
        before, under = facts(here), here.chat(OFFICE)[-1]

        for data in presses:
            here.sandbox.world.presses(OFFICE, under.message_id, data, forge=True)
        await here.settle()

        assert "未作变更" in here.chat(OFFICE)[-1].text  # each answer takes the place of the one before
        assert facts(here) == before
        assert [item_of(here, number).state for number in numbers.values()] == CLOSED


def _day(word: str, intent: Intent) -> date:
    if word == "延期":
        return OWN
    return ASKED if (word, intent) == ("通过", Intent.EXTENSION) else date(2022, 11, 30)
