"""Every way a liaison answers: by button, by replying, by typing; all is read back, nothing is guessed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage.records import Item, Task
from storage.states import Intent, ItemState, Part, Role, TaskState, Verdict
from storage.values import DeadlineKind
from tests.district import EDUCATION, FINANCE, OFFICE, District, buttons, row
from tests.talking import (
    LINK,
    ROWS,
    evidence,
    facts,
    in_conversation,
    item_of,
    items_of,
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


@pytest.mark.parametrize(
    ("pressed", "words", "state"),
    [
        ("working", "已完成现场核查，正在汇总", ItemState.WORKING),
        ("nil", "我单位没有执法车辆", ItemState.SUBMITTED),
        ("trouble", "缺少市级数据接口", ItemState.WORKING),
        ("extension", "延期到12月15日，会签未完", ItemState.TO_SIGN),
        ("extension", "到12月15日", ItemState.TO_SIGN),
        ("extension", "12月15日，会签未完", ItemState.TO_SIGN),
    ],
)
async def test_a_button_that_needs_words_waits_for_them(
    tmp_path: Path, pressed: str, words: str, state: ItemState
) -> None:
    async with in_conversation(tmp_path) as here:
        [card] = await here.says(EDUCATION, "/任务 12")
        button = next(data for data in buttons(card) if data.endswith(pressed))

        [question] = await here.presses(EDUCATION, button)
        [receipt] = await here.says(EDUCATION, words, reply_to=question.message_id)

        [report] = reports(here)
        assert (report.intent.value, report.text) == (pressed, words)
        assert words in receipt.text
        assert states(here, "12") == [state]


async def test_what_was_asked_for_is_forgotten_once_something_else_is_done(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        trouble = f"say/{item_of(here).id}/trouble"
        for elsewhere in (
            here.says(EDUCATION, "/清单"),
            here.presses(EDUCATION, f"item/{item_of(here, '23').id}", forge=True),
            here.says(EDUCATION, f"23 已完成 {LINK}"),
        ):
            await here.presses(EDUCATION, trouble, forge=True)
            await elsewhere
            before = facts(here)

            await here.says(EDUCATION, "缺少市级数据接口")

            assert facts(here) == before
        assert reports(here) == []


async def test_a_question_of_yesterday_is_not_answered_by_todays_line(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.presses(EDUCATION, f"say/{item_of(here).id}/nil", forge=True)
        here.clock.move_to(here.clock() + timedelta(hours=25))

        await here.says(EDUCATION, "我单位没有执法车辆")

        assert reports(here) == []


@pytest.mark.parametrize("line", ["收到", "好的收到", "帮助"])
async def test_a_courtesy_is_no_reason(tmp_path: Path, line: str) -> None:
    async with in_conversation(tmp_path) as here:
        await here.presses(EDUCATION, f"say/{item_of(here).id}/trouble", forge=True)

        await here.says(EDUCATION, line)

        assert reports(here) == []


async def test_another_row_named_in_the_answer_is_that_row(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.presses(EDUCATION, f"say/{item_of(here).id}/trouble", forge=True)

        await here.says(EDUCATION, "23 办理中")

        assert states(here, "12", "23") == [ItemState.TO_SIGN, ItemState.WORKING]


async def test_a_completion_given_as_a_reason_is_confirmed_before_it_is_stored(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.presses(EDUCATION, f"say/{item_of(here).id}/nil", forge=True)

        [asks] = await here.says(EDUCATION, "该项已完成")
        assert "我理解为" in asks.text
        assert reports(here) == []
        yes = next(data for data in buttons(asks) if data.startswith("yes/"))
        await here.presses(EDUCATION, yes)
        await here.presses(EDUCATION, yes, forge=True)

        assert [report.intent for report in reports(here)] == [Intent.NIL]


async def test_no_stores_nothing(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.presses(EDUCATION, f"say/{item_of(here).id}/nil", forge=True)
        [asks] = await here.says(EDUCATION, "该项已完成")

        yes, no = keys([asks])

        [answer] = await here.presses(EDUCATION, no)
        assert "未作登记" in answer.text
        [late] = await here.presses(EDUCATION, yes, forge=True)

        assert "已失效" in late.text
        assert reports(here) == []


UNCLEAR = ["1", "已完成", "收到", "好的", "这个怎么弄", "12月", "基本完成", "12 快完成了吧？", "?!"]


async def test_what_is_unclear_is_asked_and_not_stored(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        for text in UNCLEAR:
            before = facts(here)

            answers = await here.says(EDUCATION, text)

            assert len(answers) == 1
            assert facts(here) == before


async def test_the_row_chosen_for_an_unclear_line_gets_exactly_that_line(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [first] = await here.says(EDUCATION, f"已完成 {LINK}")
        [second] = await here.says(EDUCATION, "缺少市级接口，有困难")
        twelve, twenty_three = item_of(here, "12"), item_of(here, "23")

        old, new = _which(keys([first]), twelve), _which(keys([second]), twenty_three)

        await here.presses(EDUCATION, new)
        await here.presses(EDUCATION, new, forge=True)
        [stale] = await here.presses(EDUCATION, old, forge=True)

        assert "已失效" in stale.text
        assert reports(here) == []

        assert [report.intent for report in reports(here, "23")] == [Intent.TROUBLE]


async def test_an_extension_is_asked_for_granted_and_refused(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "12 申请延期到12月15日，会签未完")
        await here.says(EDUCATION, "23 申请延期")
        [receipt] = await here.says(EDUCATION, "到12月20日")
        assert "12月20日" in receipt.text
        [card] = await here.says(OFFICE, "/待审")
        await here.presses(OFFICE, _first(card, "pass/"))
        [_, refused_card] = here.chat(OFFICE)[-2:]
        [reasons] = await here.presses(OFFICE, _first(refused_card, "back/"))
        await here.presses(OFFICE, _first(reasons, "backwhy/"))

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

        await here.presses(EDUCATION, _which(keys([asks]), item_of(here, "23")))

        assert [piece.url for piece in evidence(here, "23")] == [LINK]
        assert states(here, "23") == [ItemState.TO_SIGN]


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
        assert "多个单位" in asked.text
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
        assert "多期" in asked.text
        cards = await here.says(EDUCATION, "/任务 12")
        assert [("11月30日" in card.text, "3月31日" in card.text) for card in cards] == [(True, False), (False, True)]
        await here.says(EDUCATION, f"已完成 {LINK}", reply_to=cards[1].message_id)

        assert [item.state for item in items_of(here, "12")] == [ItemState.TO_SIGN, ItemState.SUBMITTED]
        assert items_of(here, "12")[1].id == later


async def test_an_assisting_unit_may_report_and_is_reviewed_like_any_other(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", units=("区财政局",), assisting=("区教育局",))) as here:
        [receipt] = await here.says(EDUCATION, "12 已完成")
        [card] = await here.says(OFFICE, "/待审")
        await here.presses(OFFICE, _first(card, "pass/"))

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

        await here.presses(OFFICE, _first(card, "pass/"))

        assert "协调答复" in here.told(EDUCATION)[-1]
        assert states(here, "12") == [ItemState.WORKING]
        assert not item_of(here).in_trouble


async def test_progress_on_a_returned_row_leaves_its_short_day_in_force(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        [card] = await here.says(OFFICE, "/待审")
        [reasons] = await here.presses(OFFICE, _first(card, "back/"))
        await here.presses(OFFICE, _first(reasons, "backwhy/"))
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

        await here.presses(OFFICE, _first(card, "pass/"))

        assert states(here, "12") == [ItemState.ONGOING]
        assert "请继续坚持" in here.told(EDUCATION)[-1]


COMMANDS = [
    "/清单",
    "/list",
    "/LIST",
    "/list@duban_bot",
    "／清单",
    "/任务 12",
    "/任务12",
    "/task 12",
    "/task@duban_bot 12",
]


async def test_commands_are_heard_in_both_tongues(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12")) as here:
        for command in COMMANDS:
            [answer] = await here.says(EDUCATION, command)

            assert "事项12" in answer.text


NOT_FOR_LIAISONS = ["/unknown", "/摘要", "/待审", "/", "/导入", "/preview 2022-12-05"]


async def test_a_command_that_is_not_a_liaisons_gets_help_and_shows_nothing(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        for command in NOT_FOR_LIAISONS:
            [answer] = await here.says(EDUCATION, command)

            assert answer.text.startswith(("【怎样反馈】", "未能准确理解", "该指令仅供公开办使用"))


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


def _which(data: list[str], item: Item) -> str:
    return next(one for one in data if one.endswith(f"/{item.id}"))


def _first(message: object, verb: str) -> str:
    return next(data for data in buttons(message) if data.startswith(verb))  # type: ignore[arg-type]


def _another_occurrence(here: District, number: str, due: date) -> int:
    with here.app.store.act(here.clock()) as desk:
        kept = item_of(here, number).model_dump(exclude={"id"})
        item = Item(**kept | {"due_on": due, "first_due_on": due, "occurrence": str(due)})
        desk.session.add(item)
        desk.session.flush()
        return item.id or 0
