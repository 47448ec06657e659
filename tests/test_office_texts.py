"""What the office reads: questions with choices, a queue with verdicts, lists without ranking."""

from __future__ import annotations

from datetime import date

import pytest

from messages import intake_texts, overdue_lists, previews, question_cards, reviews, rosters
from messages.letter import Letter
from messages.pages import page_of
from storage.states import Intent, NoticeKind, Verdict
from storage.values import Field
from tests.make import MONDAY, UNIT, make_item, make_late, make_question, make_report, make_task

TASK = make_task()


def data_of(letter: Letter) -> list[str]:
    return [button.data for row in letter.buttons for button in row]


def test_a_question_offers_its_choices_by_place_and_an_answer_of_ones_own() -> None:
    letter = question_cards.question_card(TASK, make_question(), 1, 1)

    assert data_of(letter) == ["ask/70/0", "ask/70/1", "askfree/70"]
    assert letter.buttons[1][0].text == "2022年11月30日（星期三）"


def test_choices_too_long_for_a_button_are_written_out() -> None:
    choices = ["各乡镇人民政府、区直各部门共同牵头负责落实", "暂不明确"]

    letter = question_cards.question_card(TASK, make_question(Field.LEAD, choices=choices), 1, 1)

    assert f"选1：{choices[0]}" in letter.text
    assert [button.text for row in letter.buttons for button in row] == ["选1", "暂不明确", "另填"]


def test_a_summary_counts_a_row_with_two_questions_once() -> None:
    assert "有疑问2项（第3、12项）" in intake_texts.import_summary("表", 9, 7, ["3", "12", "12"], [], [], 1).text


def test_a_document_without_a_ready_row_offers_nothing_to_confirm() -> None:
    assert data_of(intake_texts.import_summary("表", 1, 0, ["1"], [], [], 1)) == ["questions/1"]


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        (Intent.DONE, ["通过", "退回"]),
        (Intent.NIL, ["同意不涉及", "不同意"]),
        (Intent.EXTENSION, ["同意延期", "不同意"]),
        (Intent.TROUBLE, ["已知悉，予以协调", "请继续办理"]),
    ],
)
def test_the_words_of_a_verdict_fit_what_was_reported(intent: Intent, words: list[str]) -> None:
    letter = reviews.review_card(make_report(intent), make_item(TASK), TASK, UNIT, [], 1, 1, MONDAY)

    assert [button.text for button in letter.buttons[0]] == words
    assert data_of(letter)[:3] == ["pass/500", "back/500", "later/500"]


@pytest.mark.parametrize(("position", "on"), [(1, "review/2"), (3, "review/1")])
def test_the_queue_goes_round(position: int, on: str) -> None:
    letter = reviews.review_card(make_report(), make_item(TASK), TASK, UNIT, [], position, 3, MONDAY)

    assert data_of(letter)[-2] == on


def test_an_extension_asked_for_after_the_day_is_marked() -> None:
    report = make_report(Intent.EXTENSION, asked_due_on=date(2022, 12, 15), after_due=True)

    text = reviews.review_card(report, make_item(TASK, extensions=1), TASK, UNIT, [], 1, 1, MONDAY).text

    assert "申请延期至12月15日（星期四），逾期后申请；此前已延期1次" in text


@pytest.mark.parametrize("intent", [Intent.DONE, Intent.NIL, Intent.EXTENSION])
def test_every_preset_reason_has_a_button_with_its_place(intent: Intent) -> None:
    letter = reviews.return_reasons(500, intent)

    reasons = [button.text for row in letter.buttons for button in row if button.data.startswith("backwhy/")]
    assert tuple(reasons) == reviews.reasons(intent)
    assert data_of(letter)[-1] == "backfree/500"


@pytest.mark.parametrize("intent", [Intent.DONE, Intent.NIL, Intent.EXTENSION, Intent.TROUBLE])
@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.RETURNED])
def test_the_office_is_told_what_its_press_has_done(intent: Intent, verdict: Verdict) -> None:
    text = reviews.acted(make_report(intent, verdict=verdict), make_item(TASK), TASK, UNIT, "", MONDAY, "").text

    assert "已登记" not in text
    assert "结果将转告联络员" in text


def test_late_units_stand_in_the_order_given() -> None:
    rows = [make_late(TASK, unit, late_by) for unit, late_by in (("乙局", 1), ("甲局", 9))]

    text = overdue_lists.overdue_list(page_of(rows, 0), 2, 2, date(2022, 12, 5)).text

    assert text.index("乙局") < text.index("甲局")
    assert "2件，涉及2个单位" in text


def test_one_persons_message_for_two_units_is_previewed_as_one() -> None:
    going_out = [
        previews.Outgoing("区河务局", "联络员", NoticeKind.ADVANCE, ("12",), "距时限3个工作日", contact_id=3),
        previews.Outgoing("区园林局", "联络员", NoticeKind.OVERDUE, ("8",), "每周一催办", contact_id=3),
    ]

    text = previews.preview_text(MONDAY, going_out, MONDAY).text

    assert "应发送1条，涉及2件责任项。" in text


def test_a_unit_nobody_answers_for_stands_in_the_roster() -> None:
    rows = [rosters.RosterRow("甲局", "甲局联络员"), rosters.RosterRow("乙局")]

    text = rosters.roster_text(rows, 0, MONDAY).text

    assert "乙局　未登记" in text
    assert "已登记联络员1个单位" in text
