"""The second year: a new table with the old numbers, beside what the old one has left."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from messages.carrying import Group
from scheduler import carrying, deciding
from storage.records import Plan
from storage.states import ItemState
from storage.values import DeadlineKind, TaskDocument, TaskRow, UnitsReading
from tests.district import CHINA, EDUCATION, FINANCE, OFFICE, District, buttons, row
from tests.talking import LINK, facts, first, in_conversation, items_of

FEBRUARY = datetime(2023, 2, 20, 10, 0, tzinfo=CHINA)
OLD = "2022年河湾区任务分解表"
CARRIED = "2023年结转任务（2022年度回头看）"
JANUARY = "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=-1"
NEW = "2023年河湾区任务分解表"
TWELVE = row("12", date(2022, 10, 31), units=("区教育局", "区财政局"))


@asynccontextmanager
async def second_year(folder: Path, *old: TaskRow, new: tuple[TaskRow, ...] = ()) -> AsyncIterator[District]:
    """Last year's table, what it left carried over to the end of March, this year's table handed out."""
    async with in_conversation(folder, *(old or (TWELVE,))) as here:
        here.clock.move_to(datetime(2023, 1, 10, 10, 0, tzinfo=CHINA))
        with here.app.store.act(here.clock()) as desk:
            carrying.carry(desk, 2022, Group.UNFINISHED, date(2023, 3, 31))
        await morning(here, date(2023, 1, 11))
        here.clock.move_to(FEBRUARY)
        take_in(here, *(new or (row("12", date(2023, 6, 30)), row("13", date(2023, 2, 24)))))
        await morning(here, date(2023, 2, 21))
        yield here


def take_in(here: District, *rows: TaskRow) -> Plan:
    """This year's table, confirmed."""
    document = TaskDocument(NEW, "河政办发〔2023〕2号", date(2023, 2, 20), 2023, rows)
    with here.app.store.act(here.clock()) as desk:
        plan = desk.store_document(document, "2" * 64)
        deciding.confirm_ready(desk, plan)
        return plan


async def morning(here: District, day: date) -> None:
    """The bot is at work on this morning."""
    here.clock.move_to(datetime(day.year, day.month, day.day, 10, 0, tzinfo=CHINA))
    here.app.rounds.plan_day()
    await here.settle()


async def test_the_digest_counts_the_years_table_and_says_in_one_line_what_is_left_of_others(tmp_path: Path) -> None:
    async with second_year(tmp_path) as here:
        [text, *_] = [one.text for one in await here.says(OFFICE, "/摘要")]
        assert "建账：2023年度2项，均已确认；已交办责任项2件，涉及1个单位" in text
        assert "逾期：无\n往年：未办结2件（含结转）\n" in text
        assert "本周到期：第13项，计1件" in text

        here.clock.move_to(datetime(2023, 4, 3, 10, 0, tzinfo=CHINA))
        [text, *_] = [one.text for one in await here.says(OFFICE, "/摘要")]
        assert "逾期：1件，涉及1个单位中的1个（/逾期 看明细）\n往年：未办结2件（含结转），其中逾期2件\n" in text
        assert "3件，涉及2个单位" in (await here.says(OFFICE, "/逾期"))[0].text


async def test_until_the_new_table_is_there_the_digest_counts_the_last_one(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, TWELVE) as here:
        [text, *_] = [one.text for one in await here.says(OFFICE, "/摘要")]
        assert "建账：1项" in text
        assert "往年" not in text

        here.clock.move_to(datetime(2023, 1, 10, 10, 0, tzinfo=CHINA))
        await here.says(OFFICE, "/回头看")
        await here.presses(OFFICE, "carry/2022/unfinished/0331")
        [text, *_] = [one.text for one in await here.says(OFFICE, "/摘要")]

        assert "建账：2022年度1项" in text
        assert "结转2件" in text
        assert "往年：未办结2件（含结转）" in text


async def test_what_waits_for_the_office_is_counted_whichever_year_it_is_of(tmp_path: Path) -> None:
    async with second_year(tmp_path) as here:
        await here.says(FINANCE, f"12 已完成 {LINK}")
        [text, *_] = [one.text for one in await here.says(OFFICE, "/摘要")]

        assert "核账：待审核1件" in text
        assert "往年：未办结2件（含结转），其中待审核1件" in text


async def test_the_ledger_is_the_years_and_another_years_is_to_be_had(tmp_path: Path) -> None:
    async with second_year(tmp_path) as here:
        [this_year] = await here.says(OFFICE, "/台账")
        [last_year] = await here.says(OFFICE, "/台账 2022年")
        [none_such] = await here.says(OFFICE, "/台账 2019")
        [no_year] = await here.says(OFFICE, "/台账 全部的")

        assert [title for title, _ in sheets(this_year.files[0].content)] == [f"{CARRIED}台账", f"{NEW}台账"]
        assert "往年台账：/台账 2022" in this_year.text
        assert [title for title, _ in sheets(last_year.files[0].content)] == [f"{OLD}台账"]
        assert last_year.files[0].name == "2022年度台账20230221.xlsx"
        assert "没有2019年度的任务表" in none_such.text
        assert "未能识别年度" in no_year.text


def sheets(content: bytes) -> list[tuple[str, int]]:
    """Over each sheet of a book its title, and how many lines it has."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    pages = [book.get_sheet_by_index(place).to_python() for place in range(len(book.sheet_names))]
    return [(str(page[0][0]), len(page)) for page in pages]


async def test_a_rhythm_goes_into_the_new_year_with_what_was_said_of_its_next_time(tmp_path: Path) -> None:
    report = row("5", date(2023, 1, 31), kind=DeadlineKind.RECURRING, rrule=JANUARY, units=("区教育局", "区财政局"))
    async with in_conversation(tmp_path, report) as here:
        await morning(here, date(2023, 1, 9))
        await here.says(FINANCE, "5 办理中，初稿已报分管领导")
        await here.says(EDUCATION, f"5 已完成 {LINK}")
        [card] = await here.says(OFFICE, "/待审")
        await here.presses(OFFICE, first(card, "pass/"))
        before = [len(here.told(user)) for user in (EDUCATION, FINANCE)]

        await here.says(OFFICE, "/回头看")
        await here.presses(OFFICE, "carry/2022/yearly")
        await morning(here, date(2023, 1, 10))

        assert [len(here.told(user)) for user in (EDUCATION, FINANCE)] == before
        assert [one.state for one in items_of(here, "5")] == [ItemState.DONE]
        assert [one.state for one in items_of(here, "5", "区财政局")] == [ItemState.WORKING]
        await morning(here, date(2023, 2, 1))
        assert [one.due_on for one in items_of(here, "5")] == [date(2023, 1, 31), date(2024, 1, 31)]


async def test_a_row_that_was_carried_over_is_told_from_this_years_of_the_same_number(tmp_path: Path) -> None:
    async with second_year(tmp_path) as here:
        [listed] = await here.says(EDUCATION, "/清单")
        [found] = await here.says(OFFICE, "/搜索 事项12")
        here.clock.move_to(datetime(2023, 7, 3, 10, 0, tzinfo=CHINA))
        [late] = await here.says(OFFICE, "/逾期")
        await here.says(FINANCE, f"12 已完成 {LINK}")
        [card] = await here.says(OFFICE, "/待审")

        assert "12　事项12（结转）——" in listed.text
        assert "12　事项12——" in listed.text
        assert [button.text for row in listed.buttons for button in row] == ["12结转", "12", "13"]
        assert found.text.count("12　事项12（结转）——") == 1
        assert late.text.count("12　事项12（结转）——") == 2
        assert "第12项　事项12（结转）" in card.text


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("去年的12项已完成", date(2023, 3, 31)),
        ("结转的12 已完成", date(2023, 3, 31)),
        ("2022年第12项已完成", date(2023, 3, 31)),
        ("今年的12已完成", date(2023, 6, 30)),
        ("2023年度第12项已完成", date(2023, 6, 30)),
    ],
)
async def test_a_row_named_with_its_year_is_that_years(tmp_path: Path, said: str, due: date) -> None:
    async with second_year(tmp_path) as here:
        [receipt] = await here.says(EDUCATION, f"{said} {LINK}")

        assert "【收件回执】" in receipt.text
        reported = [one.due_on for one in items_of(here, "12") if one.state is ItemState.SUBMITTED]
        assert reported == [due]


async def test_where_two_years_have_a_row_the_liaison_chooses_by_a_button(tmp_path: Path) -> None:
    async with second_year(tmp_path) as here:
        before = facts(here)
        [asked] = await here.says(EDUCATION, f"12 已完成 {LINK}")
        assert facts(here) == before
        assert "12　事项12（结转）" in asked.text

        [carried, printed] = [data for data in buttons(asked) if data.startswith("which/")]
        [receipt] = await here.presses(EDUCATION, printed)

        assert "第12项　事项12　已完成" in receipt.text
        assert [one.state for one in items_of(here, "12")[1:]] == [ItemState.TO_SIGN, ItemState.SUBMITTED]
        assert carried != printed


@pytest.mark.parametrize("said", ["去年的12项已完成", "结转的12已完成", "2022年第12项已完成", "往年第12项 办理中"])
async def test_a_year_in_which_the_unit_has_no_such_row_is_never_taken_for_another(tmp_path: Path, said: str) -> None:
    async with in_conversation(tmp_path, row("12", date(2022, 10, 31), units=("区财政局",))) as here:
        here.clock.move_to(FEBRUARY)
        take_in(here, row("12", date(2023, 6, 30)))
        await morning(here, date(2023, 2, 21))
        before = facts(here)

        [answer] = await here.says(EDUCATION, f"{said} {LINK}")

        assert "年的第12项，请核对年度和序号" in answer.text or "2022年度的第12项" in answer.text
        assert facts(here) == before


async def test_an_answer_to_last_years_message_is_about_what_became_of_its_row(tmp_path: Path) -> None:
    async with second_year(tmp_path) as here:
        letter = next(one for one in here.chat(EDUCATION) if one.from_bot and OLD in one.text)
        old = items_of(here, "12")[0]

        [card] = await here.presses(EDUCATION, f"say/{old.id}/done", forge=True)
        await here.says(EDUCATION, f"12 已完成 {LINK}", reply_to=letter.message_id)

        assert "本项已结转到本年度" in card.text
        assert f"say/{items_of(here, '12')[1].id}/done" in buttons(card)
        assert [one.state for one in items_of(here, "12")] == [
            ItemState.CARRIED_OVER,
            ItemState.SUBMITTED,
            ItemState.TO_SIGN,
        ]


async def test_an_answer_to_a_message_about_a_closed_row_is_not_taken_for_this_years(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", date(2022, 10, 31))) as here:
        letter = next(one for one in here.chat(EDUCATION) if one.from_bot)
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        [card] = await here.says(OFFICE, "/待审")
        await here.presses(OFFICE, first(card, "pass/"))
        here.clock.move_to(FEBRUARY)
        take_in(here, row("12", date(2023, 6, 30)))
        await morning(here, date(2023, 2, 21))

        [answer] = await here.says(EDUCATION, "12 已完成", reply_to=letter.message_id)

        assert [one.state for one in items_of(here, "12")] == [ItemState.DONE, ItemState.TO_SIGN]
        assert OLD in answer.text


REPORTING = row("5", date(2023, 1, 31), kind=DeadlineKind.RECURRING, rrule=JANUARY, units=("区教育局", "区财政局"))
LISTS = row("8", None, kind=DeadlineKind.CONTINUOUS, units=("区教育局",))


async def test_what_the_new_table_says_again_goes_on_once(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, TWELVE, REPORTING, LISTS) as here:
        await morning(here, date(2023, 2, 1))  # the next January is handed out
        await here.says(EDUCATION, f"8 已完成 {LINK}")
        [card] = await here.says(OFFICE, "/待审")
        await here.presses(OFFICE, first(card, "pass/"))
        here.clock.move_to(FEBRUARY)
        take_in(here, replace(REPORTING, number="3"), replace(LISTS, number="4"), row("12", date(2023, 6, 30)))
        offered = [one.text for one in await here.says(OFFICE, "/回头看")][-1]
        said = [one.text for one in await here.presses(OFFICE, "repeats")][-1]
        again = [one.text for one in await here.presses(OFFICE, "repeats", forge=True)][-1]
        await morning(here, date(2023, 2, 21))
        await morning(here, date(2024, 2, 1))

        assert "新表中2项与往年仍在继续的任务内容相同" in offered
        assert "未到期的3件转入新表" in offered
        assert "第3、4项已以新表为准：往年的3件记为「结转」" in said
        assert "未作变更" in again
        assert [(one.due_on, one.state) for one in items_of(here, "5")] == [
            (date(2023, 1, 31), ItemState.TO_SIGN),  # late: it is still to be done
            (date(2024, 1, 31), ItemState.CARRIED_OVER),
        ]
        assert [one.due_on for one in items_of(here, "3")] == [date(2024, 1, 31), date(2025, 1, 31)]
        assert items_of(here, "3")[0].carried_from == items_of(here, "5")[1].id
        assert [one.state for one in items_of(here, "8")] == [ItemState.CARRIED_OVER]
        assert [one.state for one in items_of(here, "4")] == [ItemState.TO_SIGN]


async def test_a_duty_of_units_the_new_table_leaves_out_goes_on_by_itself(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, REPORTING) as here:
        await morning(here, date(2023, 2, 1))
        here.clock.move_to(FEBRUARY)
        take_in(here, replace(REPORTING, number="3", responsible=UnitsReading("", named=("区教育局",))))

        told = [one.text for one in await here.says(OFFICE, "/回头看")]

        assert not any("与往年重复" in text for text in told)


async def test_a_correction_that_may_be_of_two_years_takes_back_neither_before_it_is_said(tmp_path: Path) -> None:
    async with second_year(tmp_path) as here:
        await here.says(EDUCATION, f"去年的12已完成 {LINK}")
        await here.says(EDUCATION, "今年的12办理中，已部署")
        before = facts(here)
        [asked] = await here.says(EDUCATION, "更正 12")
        assert facts(here) == before

        [carried, _] = [data for data in buttons(asked) if data.startswith("which/")]
        await here.presses(EDUCATION, carried)

        assert [one.state for one in items_of(here, "12")[1:]] == [ItemState.TO_SIGN, ItemState.WORKING]


async def test_a_day_the_office_moves_in_its_own_words_is_of_rows_the_unit_still_owes(tmp_path: Path) -> None:
    async with second_year(tmp_path) as here:
        both = [one.text for one in await here.says(OFFICE, "教育局的12项改到7月20日吧")]
        one = [said.text for said in await here.says(OFFICE, "财政局的12项改到7月20日吧")]
        await here.says(FINANCE, "12 申请延期到6月15日，原因：数据未齐")
        asked_for = [said.text for said in await here.says(OFFICE, "财政局的12项改到7月20日吧")]

        assert len(both) == 2
        assert len(one) == len(asked_for) == 1
        assert "（结转）" in one[0]
        assert "延期1件" in asked_for[0]


async def test_the_office_looks_up_a_row_of_a_year(tmp_path: Path) -> None:
    async with second_year(tmp_path) as here:
        titles = (OLD, CARRIED, NEW)
        last = " ".join(one.text for one in await here.says(OFFICE, "/任务 去年的12"))
        this = " ".join(one.text for one in await here.says(OFFICE, "/任务 2023年第12项"))
        [none] = await here.says(OFFICE, "/任务 2021年的12")

        assert [f"来源：《{title}》" in last for title in titles] == [True, True, False]
        assert [f"来源：《{title}》" in this for title in titles] == [False, True, True]
        assert "未找到第12项" in none.text


async def test_in_january_the_counts_are_those_of_the_year_that_has_closed(tmp_path: Path) -> None:
    held = replace(row("7", date(2022, 12, 31), kind=DeadlineKind.WHOLE_YEAR), content="年内至少开展2次活动")
    async with in_conversation(tmp_path, held) as here:
        here.clock.move_to(datetime(2023, 1, 10, 10, 0, tzinfo=CHINA))
        [january] = await here.says(OFFICE, "/计次")
        here.clock.move_to(datetime(2023, 3, 10, 10, 0, tzinfo=CHINA))
        [march] = await here.says(OFFICE, "/计次")
        [named] = await here.says(OFFICE, "/计次 2022")

        assert "2022年度" in january.text
        assert "尚未开展1个单位：区教育局" in january.text
        assert "2023年度\n没有按次数要求的责任项" in march.text
        assert named.text == january.text


async def test_what_was_carried_over_repeats_nothing_of_the_table_it_comes_from(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, LISTS) as here:
        here.clock.move_to(datetime(2023, 1, 10, 10, 0, tzinfo=CHINA))
        await here.says(OFFICE, "/回头看")
        await here.presses(OFFICE, "carry/2022/lasting")

        told = [one.text for one in await here.says(OFFICE, "/回头看")]

        assert not any("与往年重复" in text for text in told)


async def test_a_table_that_comes_before_its_year_begins_is_counted_beside_the_old_one_until_then(
    tmp_path: Path,
) -> None:
    async with in_conversation(tmp_path, TWELVE, LISTS) as here:
        here.clock.move_to(datetime(2022, 12, 28, 10, 0, tzinfo=CHINA))
        take_in(here, replace(LISTS, number="1"), row("12", date(2023, 6, 30)))
        offered = [one.text for one in await here.says(OFFICE, "/回头看")][-1]
        [december, *_] = [one.text for one in await here.says(OFFICE, "/摘要")]
        here.clock.move_to(datetime(2023, 1, 3, 10, 0, tzinfo=CHINA))
        [january, *_] = [one.text for one in await here.says(OFFICE, "/摘要")]

        assert "新表中1项与往年仍在继续的任务内容相同" in offered
        assert "建账：4项" in december
        assert "往年" not in december
        assert "建账：2023年度2项" in january
        assert "往年：未办结3件（含结转），其中逾期2件" in january


async def test_a_table_issued_in_december_leaves_the_last_quarter_to_the_old_one(tmp_path: Path) -> None:
    quarterly = "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
    reported = row("6", None, kind=DeadlineKind.RECURRING, rrule=quarterly)
    async with in_conversation(tmp_path, reported) as here:
        for day in (date(2022, 10, 10), date(2022, 12, 28)):
            await morning(here, day)
        take_in(here, replace(reported, number="1"))
        await here.says(OFFICE, "/回头看")
        await here.presses(OFFICE, "repeats")
        await morning(here, date(2023, 1, 3))

        assert [one.due_on for one in items_of(here, "1")] == [date(2023, 3, 31)]
        assert [(one.due_on, one.state) for one in items_of(here, "6")] == [
            (date(2022, 9, 30), ItemState.TO_SIGN),
            (date(2022, 12, 31), ItemState.TO_SIGN),
        ]


async def test_times_of_a_rhythm_that_were_carried_over_together_are_told_apart(tmp_path: Path) -> None:
    quarterly = "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
    async with in_conversation(tmp_path, row("6", None, kind=DeadlineKind.RECURRING, rrule=quarterly)) as here:
        for day in (date(2022, 10, 10), date(2023, 1, 3)):
            await morning(here, day)
        await here.says(OFFICE, "/回头看")
        await here.presses(OFFICE, "carry/2022/unfinished/0331")
        await morning(here, date(2023, 1, 4))
        letter = here.chat(EDUCATION)[-1]
        [asked] = await here.says(EDUCATION, f"6 已完成 {LINK}")
        [receipt] = await here.presses(EDUCATION, buttons(asked)[2])

        assert [one.text for line in letter.buttons for one in line][:2] == ["6结转（9月）", "6结转（12月）"]
        assert "（原2022年9月30日一期）" in letter.text
        assert "第6项　事项6（结转）（原2022年12月31日一期）　已完成" in receipt.text
