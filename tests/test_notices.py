"""The day's message: one per liaison, the most pressing first, every item once, dates one can act on."""

from __future__ import annotations

import re
from datetime import date

from messages.entries import ORDER, Entry, entry_line
from messages.letter import Letter
from messages.notices import day_letter
from storage.states import ItemState, NoticeKind
from storage.values import DeadlineKind
from tests.letters_to_liaisons import a_day, entry, many, two_units
from tests.make import MONDAY, make_item, make_task


def pressed(letter: Letter, word: str) -> list[str]:
    """The data of the buttons that begin with a word."""
    return [button.data for row in letter.buttons for button in row if button.data.split("/")[0] == word]


def test_groups_stand_in_the_order_of_urgency_with_their_counts() -> None:
    text = day_letter(a_day(), MONDAY).text

    heads = re.findall(r"<b>【(.{4}|新交办)】(\d+)项</b>", text)

    assert heads == [(name, "1") for name in ("逾期催办", "今天到期", "临期提醒", "退回补充", "新交办", "季度进展")]


def test_the_order_of_entries_does_not_matter() -> None:
    assert day_letter(a_day(), MONDAY) == day_letter(a_day()[::-1], MONDAY)


def test_an_item_spoken_of_twice_stands_under_the_more_pressing_head_only() -> None:
    late = entry(NoticeKind.OVERDUE, due_on=date(2022, 11, 18))
    again = Entry(NoticeKind.PROGRESS, late.item, late.task, late.unit, late.act_by, 6, late.source)

    letter = day_letter([again, late, *many(2)], MONDAY)

    assert pressed(letter, "item").count(f"item/{late.item.id}") == 1
    assert "季度进展" not in letter.text


def test_the_header_names_the_document_and_what_is_asked() -> None:
    text = day_letter(a_day(), MONDAY).text

    assert "《2022年重点工作任务分解表》中，请贵单位办理以下6项：逾期催办1项、今天到期1项" in text


def test_a_due_day_off_work_is_told_as_the_working_day_before_it() -> None:
    saturday = make_task(due_on=date(2022, 12, 31))

    letter = day_letter([entry(NoticeKind.ADVANCE, saturday, act_by=date(2022, 12, 30)), *many(1)], MONDAY)

    assert "　请于12月30日（星期五）前\n" in letter.text
    assert "12月31日" not in letter.text


def test_what_is_late_names_the_day_itself_and_the_working_days_past_it() -> None:
    late = make_task("8", due_on=date(2022, 11, 18))

    letter = day_letter([entry(NoticeKind.OVERDUE, late, late_by=6), *many(1)], MONDAY)

    assert "　时限11月18日（星期五），已逾期6个工作日" in letter.text


def test_an_uncertain_day_is_told_as_such() -> None:
    letter = day_letter([entry(NoticeKind.ADVANCE, due_is_certain=False), *many(1)], MONDAY)

    assert "以公开办确认为准" in letter.text


def test_a_progress_question_names_no_closing_day() -> None:
    year = make_task("31", deadline_kind=DeadlineKind.WHOLE_YEAR, due_on=date(2022, 12, 31))

    letter = day_letter([entry(NoticeKind.PROGRESS, year), *many(1)], MONDAY)

    assert "31　渡口公示牌更新" in letter.text
    assert "12月" not in letter.text


def test_two_units_of_one_liaison_are_named_within_each_group() -> None:
    text = day_letter(two_units(), MONDAY).text

    assert text.count("▪ 区园林局（1项）") == 1
    assert text.count("▪ 区河务局（1项）") == 2


def test_the_same_number_in_two_units_gives_buttons_that_can_be_told_apart() -> None:
    letter = day_letter(two_units(), MONDAY)

    words = [button.text for row in letter.buttons for button in row if button.data.startswith("item/")]
    assert words == ["12　区园林局", "12　区河务局", "23"]


def test_two_documents_are_told_apart_in_every_line() -> None:
    one, other = many(2)
    other = Entry(other.kind, other.item, other.task, other.unit, other.act_by, 0, "《年中增补任务》")

    text = day_letter([one, other], MONDAY).text

    assert "《2022年重点工作任务分解表》、《年中增补任务》中" in text
    assert "〔年中增补任务〕" in text


def test_pages_hold_every_item_once_and_turn_both_ways() -> None:
    letters = [day_letter(many(20), MONDAY, page) for page in range(3)]

    shown = [data for letter in letters for data in pressed(letter, "item")]
    assert shown == [f"item/{1000 + n}" for n in range(1, 21)]
    assert [pressed(letter, "day") for letter in letters] == [
        ["day/2022-11-28/1"],
        ["day/2022-11-28/0", "day/2022-11-28/2"],
        ["day/2022-11-28/1"],
    ]


def test_what_is_due_first_is_named_at_once_where_the_table_has_it_on_a_later_page() -> None:
    late_in_the_year = [
        entry(NoticeKind.ASSIGNMENT, make_task(str(n), due_on=date(2022, 12, 30)), act_by=date(2022, 12, 30))
        for n in range(1, 12)
    ]
    soon = entry(NoticeKind.ASSIGNMENT, make_task("12", due_on=date(2022, 11, 30)), act_by=date(2022, 11, 30))
    told = "其中时限最近的是第12项，请于11月30日（星期三）前。"

    assert told in day_letter([*late_in_the_year, soon], MONDAY).text
    assert told not in day_letter([*late_in_the_year, soon], MONDAY, page=1).text
    assert "时限最近" not in day_letter([*late_in_the_year[:6], soon], MONDAY).text  # one page shows it all
    assert "时限最近" not in day_letter(late_in_the_year, MONDAY).text  # none is before the others


def test_a_page_that_is_gone_shows_the_nearest_there_is() -> None:
    assert day_letter(many(20), MONDAY, page=99) == day_letter(many(20), MONDAY, page=2)
    assert day_letter(many(20), MONDAY, page=-1) == day_letter(many(20), MONDAY)


def test_all_can_be_signed_for_at_once_only_where_something_waits_to_be_signed() -> None:
    signed = [entry(NoticeKind.ADVANCE, make_task(str(n)), state=ItemState.SIGNED) for n in (1, 2)]

    assert pressed(day_letter(many(2), MONDAY), "signall") == ["signall"]
    assert pressed(day_letter(signed, MONDAY), "signall") == []


def test_a_single_item_is_shown_in_full_with_its_answers() -> None:
    letter = day_letter([entry(NoticeKind.ASSIGNMENT)], MONDAY)

    assert make_task().content in letter.text
    assert [data.split("/")[2] for data in pressed(letter, "say")] == [
        "signed",
        "working",
        "done",
        "nil",
        "trouble",
        "extension",
    ]


def test_nothing_left_is_told_without_buttons() -> None:
    assert day_letter([], MONDAY).buttons == ()


def test_every_unasked_kind_has_its_place() -> None:
    letters = [day_letter([Entry(kind, make_item(), make_task(), "甲", MONDAY, 0, "")], MONDAY) for kind in ORDER]

    assert all(letter.buttons for letter in letters)


def test_a_reminder_before_the_last_milestone_says_which_it_is() -> None:
    task = make_task("8", due_on=date(2022, 12, 30), stages=[["11月底前完成初稿", "2022-11-30"]])
    staged = make_item(task, stages=["2022-11-30"], state=ItemState.SIGNED)

    letter = day_letter([Entry(NoticeKind.ADVANCE, staged, task, "甲", date(2022, 11, 30), 0, "")], MONDAY)

    assert "时限：12月30日（星期五）\n阶段要求「11月底前完成初稿」：请于11月30日（星期三）前" in letter.text
    assert "阶段要求「11月底前完成初稿」，请于11月30日（星期三）前" in entry_line(
        Entry(NoticeKind.ADVANCE, staged, task, "甲", date(2022, 11, 30), 0, ""), MONDAY
    )
