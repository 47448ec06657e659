"""Which row is meant, and what its state allows: several units, occurrences, rows that are the office's or nobody's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from storage.records import Item, Task
from storage.states import ItemState, Part, Role, TaskState
from storage.values import DeadlineKind
from tests.district import EDUCATION, FINANCE, OFFICE, District, row
from tests.talking import (
    LINK,
    facts,
    first,
    in_conversation,
    item_of,
    items_of,
    reports,
    states,
)


async def test_a_row_that_is_with_the_office_or_closed_shows_its_card_instead(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        before = facts(here)

        [card] = await here.says(EDUCATION, "12 办理中")
        [as_sole] = await here.says(EDUCATION, "/任务 第１２项")

        assert "待审核" in card.text
        assert "待审核" in as_sole.text
        assert facts(here) == before


async def test_two_units_of_one_person_are_told_apart(tmp_path: Path) -> None:
    rows = (row("12", units=("区教育局", "区财政局")), row("23"))
    async with in_conversation(tmp_path, *rows) as here:
        await here.enrol(EDUCATION, Role.LIAISON, "区财政局")

        [asked] = await here.says(EDUCATION, f"12 已完成 {LINK}")
        assert "这一序号有2件" in asked.text
        assert all(f"　{unit}　" in asked.text for unit in ("区教育局", "区财政局"))
        assert reports(here) == []
        cards = await here.says(EDUCATION, "/任务 12")
        assert len(cards) == 2
        finance = next(card for card in cards if "区财政局" in card.text)
        [receipt] = await here.says(EDUCATION, f"已完成 {LINK}", reply_to=finance.message_id)
        [listed] = await here.says(EDUCATION, "/清单")
        [which] = await here.says(EDUCATION, "已完成")

        assert "区财政局" in receipt.text
        assert [item_of(here, "12", "区财政局").state, item_of(here).state] == ["submitted", "to_sign"]
        assert "区教育局　" in listed.text
        assert any("区教育局" in button.text for line in which.buttons for button in line)


async def test_several_occurrences_of_a_row_are_told_apart(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        later = _another_occurrence(here, "12", date(2023, 3, 31))

        [asked] = await here.says(EDUCATION, f"12 已完成 {LINK}")
        assert "1. 12　事项12——办理第12项并在政府网站公开　11月30日（星期三）" in asked.text
        assert "2. 12　事项12——办理第12项并在政府网站公开　2023年3月31日（星期五）" in asked.text
        cards = await here.says(EDUCATION, "/任务 12")
        assert [("11月30日" in card.text, "3月31日" in card.text) for card in cards] == [(True, False), (False, True)]
        await here.says(EDUCATION, f"已完成 {LINK}", reply_to=cards[1].message_id)

        assert [item.state for item in items_of(here, "12")] == [ItemState.TO_SIGN, ItemState.SUBMITTED]
        assert items_of(here, "12")[1].id == later


async def test_another_page_of_the_days_message_shows_what_is_still_with_the_unit(tmp_path: Path) -> None:
    rows = [row(str(number)) for number in range(101, 131)]
    async with in_conversation(tmp_path, *rows) as here:
        letter = here.chat(EDUCATION)[-1]
        await here.says(EDUCATION, f"112 已完成 {LINK}")

        [turned] = await here.presses(EDUCATION, "day/2022-09-19/1")

        assert turned.message_id == letter.message_id
        assert "事项111" in turned.text
        assert "事项112" not in turned.text
        assert "事项101" not in turned.text


async def test_an_assisting_unit_may_report_and_is_reviewed_like_any_other(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", units=("区财政局",), assisting=("区教育局",))) as here:
        [receipt] = await here.says(EDUCATION, "12 已完成")
        [card] = await here.says(OFFICE, "/待审")
        await here.presses(OFFICE, first(card, "pass/"))

        assert item_of(here).part is Part.ASSISTING
        assert "请补充公开链接" not in receipt.text
        assert states(here, "12") == [ItemState.DONE]
        assert item_of(here, "12", "区财政局").state is ItemState.TO_SIGN


async def test_a_stopped_row_takes_no_answer(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        with here.app.store.act(here.clock()) as desk:
            desk.session.get_one(Task, item_of(here).task_id).state = TaskState.STOPPED
        before = facts(here)

        await here.says(EDUCATION, f"12 已完成 {LINK}")
        await here.presses(EDUCATION, f"say/{item_of(here).id}/done", forge=True)
        await here.says(EDUCATION, "12 更正")

        assert facts(here) == before


async def test_trouble_reaches_the_office_at_once_and_its_answer_comes_back(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "12 有困难，需市局提供底图")
        assert "需市局提供底图" in here.told(OFFICE)[-1]
        [card] = await here.says(OFFICE, "/待审")
        assert "困难待协调" in card.text

        await here.presses(OFFICE, first(card, "pass/"))

        assert "协调答复" in here.told(EDUCATION)[-1]
        assert states(here, "12") == [ItemState.WORKING]
        assert not item_of(here).in_trouble


async def test_progress_on_a_returned_row_leaves_its_short_day_in_force(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        [card] = await here.says(OFFICE, "/待审")
        [reasons] = await here.presses(OFFICE, first(card, "back/"))
        await here.presses(OFFICE, first(reasons, "backwhy/"))
        due = item_of(here).due_in_force

        await here.says(EDUCATION, "12 正在补充")

        assert item_of(here).state is ItemState.RETURNED
        assert item_of(here).due_in_force == due
        assert due is not None
        assert due < date(2022, 11, 30)


async def test_a_lasting_duty_goes_on_after_a_stage_is_accepted(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", None, kind=DeadlineKind.CONTINUOUS)) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        [card] = await here.says(OFFICE, "/待审")

        await here.presses(OFFICE, first(card, "pass/"))

        assert states(here, "12") == [ItemState.ONGOING]
        assert "请继续坚持" in here.told(EDUCATION)[-1]


async def test_a_handover_is_passed_on_to_the_office(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [heard] = await here.says(EDUCATION, "我调走了，以后由办公室新同志负责")

        assert "已转告公开办" in heard.text
        assert "更换联络员" in here.told(OFFICE)[-1]


async def test_one_unit_never_answers_for_another(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12"), row("40", units=("区财政局",))) as here:
        before = facts(here)

        [asked] = await here.says(EDUCATION, f"40 已完成 {LINK}")
        [task] = await here.says(EDUCATION, "/任务 40")
        card = here.chat(FINANCE)[-1]

        assert "事项40" not in asked.text
        assert "不在您的办理范围" in task.text
        assert "事项40" in card.text
        assert facts(here) == before


def _another_occurrence(here: District, number: str, due: date) -> int:
    with here.app.store.act(here.clock()) as desk:
        kept = item_of(here, number).model_dump(exclude={"id"})
        item = Item(**kept | {"due_on": due, "first_due_on": due, "occurrence": str(due)})
        desk.session.add(item)
        desk.session.flush()
        return item.id or 0
