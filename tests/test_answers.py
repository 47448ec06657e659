"""What is answered to a liaison: read back in full, in words that leak nothing, with buttons that fit the state."""

from __future__ import annotations

from datetime import date

import pytest

from messages import answers, cards, receipts, verdicts
from messages.cards import actions
from messages.letter import Letter
from messages.receipts import ReceiptLine
from storage.states import Intent, ItemState, Part, Verdict
from tests.make import MONDAY, UNIT, make_evidence, make_item, make_report, make_task

TASK = make_task()


def card(state: ItemState, **named: object) -> Letter:
    item = make_item(TASK, state=state, **named)
    return cards.item_card(item, TASK, UNIT, "《分解表》", item.due_on, 0, [make_report()], [], MONDAY)


def data_of(letter: Letter) -> list[str]:
    return [button.data for row in letter.buttons for button in row]


@pytest.mark.parametrize(
    "state",
    [
        ItemState.DONE,
        ItemState.STRUCK_OFF,
        ItemState.ONGOING,
        ItemState.NOT_APPLICABLE,
        ItemState.CARRIED_OVER,
        ItemState.STOPPED,
    ],
)
def test_a_closed_item_offers_no_answer(state: ItemState) -> None:
    assert card(state).buttons == ()


def test_an_item_with_the_office_offers_only_to_correct_the_report_that_waits() -> None:
    assert data_of(card(ItemState.SUBMITTED)) == ["undo/500"]


@pytest.mark.parametrize("state", [ItemState.TO_SIGN, ItemState.SIGNED, ItemState.WORKING, ItemState.RETURNED])
def test_an_item_with_the_unit_can_be_reported_done_late_or_not(state: ItemState) -> None:
    assert "say/1012/done" in data_of(card(state))
    assert ("say/1012/signed" in data_of(card(state))) == (state is ItemState.TO_SIGN)


def test_what_has_no_day_that_binds_cannot_be_put_off() -> None:
    without_day = make_item(TASK, due_on=None)
    assisting = make_item(TASK, part=Part.ASSISTING)

    offered = [button.data for item in (without_day, assisting) for row in actions(item) for button in row]

    assert not any(data.endswith("extension") for data in offered)


def test_a_card_shows_an_extension_beside_the_day_first_set() -> None:
    text = card(ItemState.WORKING, due_on=date(2022, 12, 15), first_due_on=date(2022, 11, 30), extensions=2).text

    assert "时限：12月15日（星期四）；原时限11月30日（星期三），已延期2次" in text


def test_a_link_opens_only_where_it_is_a_web_address() -> None:
    evidence = [make_evidence(url="javascript:alert(1)"), make_evidence(url="https://a.gov.cn/?a=1&b=2")]

    text = cards.item_card(make_item(TASK), TASK, UNIT, "", None, 0, [], evidence, MONDAY).text

    assert 'href="javascript' not in text
    assert '<a href="https://a.gov.cn/?a=1&amp;b=2">' in text


def test_a_receipt_reads_back_everything_that_was_stored() -> None:
    said = "第一处已更新。\n第二处已更新 <附照片>。"
    links = ("https://a.gov.cn/1", "https://a.gov.cn/2")
    line = ReceiptLine(make_item(TASK), TASK, Intent.DONE, said, links, files=3, report_id=500)

    letter = receipts.receipt([line], (), MONDAY)

    assert "第一处已更新。\n第二处已更新 &lt;附照片&gt;。" in letter.text
    assert all(f'href="{url}"' in letter.text for url in links)
    assert "附件3个" in letter.text
    assert "已转公开办审核" in letter.text
    assert data_of(letter) == ["undo/500"]


def test_a_long_text_is_read_back_as_far_as_the_letter_takes_it() -> None:
    said = "逐处核对。" * 700

    letter = receipts.receipt([ReceiptLine(make_item(TASK), TASK, Intent.WORKING, said)], (), MONDAY)

    assert said in letter.text


def test_a_text_too_long_to_read_back_is_said_to_be_kept_whole() -> None:
    letter = receipts.receipt([ReceiptLine(make_item(TASK), TASK, Intent.WORKING, "逐处核对。" * 900)], (), MONDAY)

    assert "…\n说明较长，此处未全部列出，已全文保存。" in letter.text


def test_a_receipt_for_several_kinds_says_for_each_what_happens_next() -> None:
    other = make_task("23")
    lines = [
        ReceiptLine(make_item(TASK), TASK, Intent.DONE),
        ReceiptLine(make_item(other), other, Intent.EXTENSION, due=date(2022, 12, 15)),
    ]

    text = receipts.receipt(lines, (), today=MONDAY).text

    assert "申请延期至12月15日（星期四）" in text
    assert "第12项：已转公开办审核" in text
    assert "第23项：已转公开办审批，批复前仍按原时限。" in text


def test_a_receipt_with_nothing_to_correct_offers_no_correction() -> None:
    letter = receipts.receipt([ReceiptLine(make_item(TASK), TASK, Intent.SIGNED)], (), MONDAY)

    assert letter.buttons == ()
    assert "更正" not in letter.text


def test_a_guess_is_read_back_before_anything_is_stored() -> None:
    assert data_of(receipts.did_you_mean([TASK], Intent.DONE, "k1")) == ["yes/k1", "no/k1"]


def test_a_key_too_long_for_a_button_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="64"):
        receipts.did_you_mean([TASK], Intent.DONE, "k" * 70)


def test_many_open_items_are_asked_for_by_number() -> None:
    letter = receipts.which_item([(make_item(TASK), TASK)] * 40, "k1")

    assert len(data_of(letter)) == 24
    assert "未列出的请直接回复序号" in letter.text


def test_somebody_who_answers_for_two_units_can_tell_their_rows_apart() -> None:
    rows = [(make_item(TASK, unit_id=7), TASK), (make_item(TASK, unit_id=8, id=2012), TASK)]
    units = {7: "区河务局", 8: "区园林局"}

    letters = [
        verdicts.list_letter(rows, MONDAY, 0, "区河务局、区园林局", units),
        receipts.which_item(rows, "k1", units),
    ]

    for letter in letters:
        assert "12　渡口公示牌更新" in letter.text
        assert [button.text for button in letter.buttons[0]] == ["12　区河务局", "12　区园林局"]
    receipt = receipts.receipt([ReceiptLine(make_item(TASK), TASK, Intent.SIGNED, unit="区园林局")], (), MONDAY)
    assert "区园林局　第12项" in receipt.text.replace("<b>", "")


def test_a_stranger_learns_nothing_of_units_or_tasks() -> None:
    text = answers.stranger().text

    assert not any(word in text for word in ("任务", "项", "逾期", UNIT))


def test_an_old_button_is_answered_with_the_present_state() -> None:
    assert "「待审核」" in answers.already(ItemState.SUBMITTED).text


def test_typed_markup_is_shown_as_it_was_typed() -> None:
    letter = verdicts.returned(make_item(TASK), TASK, "<b>请</b>补充 & 重报", date(2022, 12, 2), MONDAY)

    assert "&lt;b&gt;请&lt;/b&gt;补充 &amp; 重报" in letter.text


def test_what_the_office_said_stands_in_the_history() -> None:
    sent_back = make_report(verdict=Verdict.RETURNED, reason="链接无法打开")

    text = cards.item_card(make_item(TASK), TASK, UNIT, "", None, 0, [sent_back], [], MONDAY).text

    assert "已完成（已退回）：公示牌已全部更新；公开办意见：链接无法打开" in text


@pytest.mark.parametrize(
    ("intent", "told"),
    [
        (Intent.DONE, "已完成，逾期后报送（待审核）"),
        (Intent.EXTENSION, "申请延期，逾期后申请（待审核）"),
        (Intent.WORKING, "办理中（待审核）"),
    ],
)
def test_what_came_after_the_day_is_marked_for_what_it_is(intent: Intent, told: str) -> None:
    late = make_report(intent, after_due=True)

    text = cards.item_card(make_item(TASK), TASK, UNIT, "", None, 0, [late], [], MONDAY).text

    assert told in text
