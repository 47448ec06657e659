"""The office's year in conversation: counts, check-in days, bonuses, the sheet; then 回头看 takes over what is left."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine, select
from sqlmodel import col

from bot.sandbox.message import Message
from messages.carrying import Group
from scheduler import carrying
from storage.records import Bonus, Event, Item, Plan, Task
from storage.states import ItemState, NoticeKind, Role
from storage.times import times_wanted
from storage.values import DeadlineKind, TaskRow
from tests.district import CHINA, EDUCATION, OFFICE, TOWN, District, row
from tests.talking import LINK, facts, in_conversation, item_of, items_of, keys

YEAR_END = date(2022, 12, 31)
MONTHLY = "FREQ=MONTHLY;BYMONTHDAY=-1"
YEARLY = "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1"


def counting(number: str, content: str, **said: Any) -> TaskRow:
    """A 全年 row whose text sets a count."""
    return replace(row(number, YEAR_END, kind=DeadlineKind.WHOLE_YEAR, **said), content=content)


async def reports_done(here: District, user: int, number: str) -> list[Message]:
    """The unit reports a row done, and the office accepts it."""
    await here.says(user, f"{number} 已完成 {LINK}")
    [card] = await here.says(OFFICE, "/待审")
    return await here.presses(OFFICE, next(data for data in keys([card]) if data.startswith("pass/")))


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("年内至少一次", 1),
        ("每年不少于2次", 2),
        ("至少开展3期", 3),
        ("至少组织召开两场新闻发布会", 2),
        ("开展培训2次以上", 2),
        ("全年开展十二次", 12),
        ("每年组织不少于 3 次；每月更新1次", 3),
        ("每年1-2次", 1),
        ("每季度至少1次", 0),  # of a whole-year row nobody can say how many are still to come
        ("不超过2次", 0),
        ("群众办事最多跑一次，一次性告知", 0),
        ("落实第3次会议要求", 0),
        ("至少明确1名联络员", 0),
        ("每两年至少一次", 0),
    ],
)
def test_a_count_is_read_from_the_rows_words(text: str, times: int) -> None:
    assert times_wanted(text, "全年", DeadlineKind.WHOLE_YEAR) == times


def test_a_count_of_a_quarter_is_one_of_a_quarterly_row() -> None:
    quarterly = "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"

    assert times_wanted("每季度至少2次", "每季度末", DeadlineKind.RECURRING, quarterly) == 2
    assert times_wanted("每年至少2次", "每季度末", DeadlineKind.RECURRING, quarterly) == 0


async def test_a_count_duty_goes_on_until_enough_has_been_accepted(engine: Engine, tmp_path: Path) -> None:
    row_7 = counting("7", "年内至少开展2次政府开放活动", units=("区教育局", "区财政局"))
    async with in_conversation(tmp_path, row_7, engine=engine) as here:
        [acted, *_] = await reports_done(here, EDUCATION, "7")
        first = item_of(here, "7")
        [card] = await here.says(EDUCATION, "/任务 7")
        [below] = await here.says(OFFICE, "/计次")
        await reports_done(here, EDUCATION, "7")

        assert "计1次，尚未达到规定次数" in acted.text
        assert (first.state, first.submitted_on) == (ItemState.WORKING, None)
        assert "本次已计入。次数：不少于2次，已计1次，尚需1次。" in " ".join(here.told(EDUCATION))
        assert "次数：不少于2次，已计1次，尚需1次" in card.text
        assert "尚未开展1个单位：区财政局" in below.text
        assert "次数不足1个单位：区教育局（1次）" in below.text
        assert item_of(here, "7").state is ItemState.DONE


async def test_from_october_the_digest_says_who_is_at_zero(tmp_path: Path) -> None:
    row_7 = counting("7", "年内至少听取一次汇报", units=("区教育局", "区财政局"))
    async with in_conversation(tmp_path, row_7) as here:
        [september, *_] = await here.says(OFFICE, "/摘要")
        await reports_done(here, EDUCATION, "7")
        here.clock.move_to(datetime(2022, 10, 10, 9, 30, tzinfo=CHINA))

        [october, *_] = await here.says(OFFICE, "/摘要")

        assert "计次" not in september.text
        assert "计次：有次数要求的2件，已达到1件，尚未开展1件（第7项）（/计次 看明细）" in october.text


async def test_the_office_sets_a_rows_check_in_days_and_the_plan_keeps_to_them(tmp_path: Path) -> None:
    whole_year = row("5", YEAR_END, kind=DeadlineKind.WHOLE_YEAR)
    async with in_conversation(tmp_path, whole_year) as here:
        before = facts(here)
        [asked] = await here.says(OFFICE, "/检查日 5 10月29日 12月9日")
        assert facts(here) == before
        assert "改为：10月28日（星期五）、12月9日（星期五）" in asked.text  # 29 October is a Saturday

        await here.presses(OFFICE, keys([asked])[0])
        await mornings(here, (2022, 9, 30), (2022, 10, 28), (2022, 11, 15), (2022, 12, 9), (2022, 12, 30))

        assert asked_on(here) == [date(2022, 10, 28), date(2022, 12, 9)]
        [digest, *_] = await here.says(OFFICE, "/摘要")
        assert "应反馈1件，已反馈0件" in digest.text


async def mornings(here: District, *days: tuple[int, int, int]) -> None:
    """The bot is at work on these mornings."""
    for day in days:
        here.clock.move_to(datetime(*day, 9, 0, tzinfo=CHINA))
        here.app.rounds.plan_day()
        here.app.rounds.propose_carry_over()
        await here.settle()


def asked_on(here: District) -> list[date]:
    """The days on which the education office was asked how a 全年 row goes on."""
    with here.app.store.act(here.clock()) as desk:
        sent = desk.sent_by_day(lambda at: at.astimezone(CHINA).date())
    return sorted(day for day, kind in sent if kind is NoticeKind.PROGRESS)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("5 昨天", "有的日期未能识别"),
        ("5 2022-09-19", "应晚于今天"),
        ("5 2023-03-01", "不晚于该项时限"),
        ("5 9月21日 9月22日 9月23日 9月26日 9月27日 9月28日 9月29日", "最多6个"),
        ("12 10月31日", "仅「全年推进」的任务"),
        ("99 10月31日", "未找到第99项"),
        ("", "请写明序号和日期"),
    ],
)
async def test_days_that_make_no_sense_are_refused_with_the_reason(tmp_path: Path, said: str, why: str) -> None:
    whole_year = row("5", YEAR_END, kind=DeadlineKind.WHOLE_YEAR)
    async with in_conversation(tmp_path, whole_year, row("12")) as here:
        before = facts(here)

        [refused] = await here.says(OFFICE, f"/checkins {said}")

        assert why in refused.text
        assert facts(here) == before


async def test_bonuses_and_the_sheet_are_the_offices_alone(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.enrol(31, Role.LEADER, "区教育局")
        [given] = await here.says(OFFICE, "/加分 教育局 1.5 做法获市级推广")
        before = facts(here)

        answers = [
            (await here.says(user, said))[-1]
            for user in (EDUCATION, 31)
            for said in ("/考核", "/assessment 2022", "/加分 区教育局 20 自评", "/回头看", "/考核2022")
        ]
        await here.presses(EDUCATION, "bonusoff/1", forge=True)
        await here.presses(31, "carry/2022/lasting", forge=True)

        assert {answer.text for answer in answers} == {"该指令仅供公开办使用。可发送 /帮助（/help）查看可办事项。"}
        assert not any(answer.files for answer in answers)
        assert facts(here) == before
        assert "2022年度加1.5分，理由：做法获市级推广" in given.text


async def test_a_bonus_is_read_back_counts_and_can_be_taken_back_once(engine: Engine, tmp_path: Path) -> None:
    async with in_conversation(tmp_path, engine=engine) as here:
        for said in ("区水运局 1 无此单位", "区教育局 30 过多", "区教育局 0 为零", "区教育局 理由"):
            [refused] = await here.says(OFFICE, f"/加分 {said}")
            assert "未作登记" in refused.text
        await here.says(OFFICE, "/加分 区教育局 1.5 做法获市级推广")
        [second] = await here.says(OFFICE, "/加分 区教育局 2分 一图公开")
        [caption] = await here.says(OFFICE, "/考核")
        [[_, *first_row]] = rows_of(caption)
        given = second.text
        [data] = keys([second])
        withdrawn = (await here.presses(OFFICE, data))[0].text
        again = await here.presses(OFFICE, data, forge=True)

        assert "合计3.5分" in given
        assert first_row[6:8] == [3.5, "做法获市级推广（1.5分）；一图公开（2分）"]
        assert withdrawn.endswith("：已撤销。")
        assert "此前已撤销" in again[-1].text
        with here.app.store.act(here.clock()) as desk:
            assert [bonus.tenths for bonus in desk.bonuses(2022)] == [15]
            assert len(list(desk.session.scalars(select(Bonus)))) == 2


def rows_of(message: Message) -> list[list[Any]]:
    """The units' lines of an assessment that was sent."""
    file = message.files[-1].content
    return list(CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()[3:-1])


TABLE = (
    row("1", date(2022, 10, 31), units=("区教育局", "区财政局")),  # the first does it, the second does not
    row("2", YEAR_END, kind=DeadlineKind.WHOLE_YEAR, assisting=("柳河镇",)),
    row("3", None, kind=DeadlineKind.CONTINUOUS, units=("区教育局", "区财政局")),
    row("4", None, kind=DeadlineKind.RECURRING, rrule=YEARLY),
    row("5", None, kind=DeadlineKind.RECURRING, rrule=MONTHLY, units=("区财政局",)),
    row("6", date(2023, 5, 31)),  # due next year: it runs by its own day
    counting("7", "年内至少开展2次活动"),
)


async def test_what_is_left_goes_into_next_years_plan_once_with_its_lineage(engine: Engine, tmp_path: Path) -> None:
    async with in_conversation(tmp_path, *TABLE, engine=engine) as here:
        await reports_done(here, EDUCATION, "1")
        await reports_done(here, EDUCATION, "3")
        await reports_done(here, EDUCATION, "7")
        await here.says(TOWN, "2 收到")
        await mornings(here, (2022, 12, 14), (2022, 12, 20), (2022, 12, 21))
        [early] = [text for text in here.told(OFFICE) if "回头看" in text]
        await mornings(here, (2023, 1, 9), (2023, 1, 10))
        [proposed] = await here.says(OFFICE, "/carryover")

        assert "未完成：2项（第1、5项）、2件" in early
        assert "时限未到的3件暂不列入" in early  # rows 2, 5 (December) and 7
        assert sum("回头看" in text for text in here.told(OFFICE)) == 3  # December's, January's, and the one asked for
        assert "未完成：4项（第1、2、5、7项）" in proposed.text
        assert "长期坚持：1项（第3项）、2件" in proposed.text
        assert "按周期办理：2项（第4、5项）" in proposed.text
        for data in ("carry/2022/unfinished/0630", "carry/2022/lasting", "carry/2022/yearly"):
            await here.presses(OFFICE, data)
        once = facts(here)
        for data in ("carry/2022/unfinished/0630", "carry/2022/lasting", "carry/2022/yearly"):
            assert "未作变更" in (await here.presses(OFFICE, data, forge=True))[-1].text
        assert facts(here) == once

        old, new = plans(here)
        assert (old.year, new.year, new.title) == (2022, 2023, "2023年结转任务（2022年度回头看）")
        assert carried(here, new, "1") == [("区财政局", date(2023, 6, 30), 1, ItemState.TO_SIGN)]
        assert carried(here, new, "2") == [
            ("柳河镇", date(2023, 6, 30), 1, ItemState.TO_SIGN),
            ("区教育局", date(2023, 6, 30), 1, ItemState.TO_SIGN),
        ]
        assert carried(here, new, "3") == [
            ("区教育局", None, 0, ItemState.TO_SIGN),
            ("区财政局", None, 1, ItemState.TO_SIGN),
        ]
        assert carried(here, new, "4") == [("区教育局", date(2023, 3, 31), 0, ItemState.TO_SIGN)]
        assert item_of(here, "6").state is ItemState.TO_SIGN
        [_, seven] = items_of(here, "7")
        assert (seven.times_wanted, seven.kind) == (1, DeadlineKind.DATE)  # one of two was accepted last year
        with here.app.store.act(here.clock()) as desk:
            old_ones = [item for item in desk.session.scalars(select(Item)) if item.state is ItemState.CARRIED_OVER]
            linked = set(
                desk.session.scalars(select(col(Item.carried_from)).where(col(Item.carried_from).is_not(None)))
            )
            events = [event.act for event in desk.session.scalars(select(Event))]
        assert {item.id for item in old_ones} <= linked
        assert {"carry_plan", "carry_task", "carry_over", "carry_rhythm"} <= set(events)


async def test_what_was_carried_over_is_told_once_the_year_has_begun_and_a_rhythm_beats_on_in_one_plan_only(
    tmp_path: Path,
) -> None:
    monthly = row("5", None, kind=DeadlineKind.RECURRING, rrule=MONTHLY, units=("区财政局",))
    async with in_conversation(tmp_path, row("1", date(2022, 10, 31)), monthly) as here:
        await mornings(here, (2022, 10, 10), (2022, 11, 1), (2022, 12, 1), (2022, 12, 20))
        await here.says(OFFICE, "/回头看 2022")
        await here.presses(OFFICE, "carry/2022/unfinished/0331")
        await here.presses(OFFICE, "carry/2022/yearly")
        [preview] = await here.says(OFFICE, "/预演 2022-12-29")
        before = len(here.chat(EDUCATION))
        await mornings(here, (2022, 12, 29), (2022, 12, 30))
        silent = len(here.chat(EDUCATION)) == before
        await mornings(here, (2023, 1, 3), (2023, 2, 1), (2023, 3, 1))

        assert "区教育局" not in preview.text
        assert silent
        assert "2023年结转任务" in next(text for text in here.told(EDUCATION)[::-1] if "来源" in text)
        old = [item.due_on for item in items_of(here, "5", "区财政局") if item.kind is DeadlineKind.RECURRING]
        new = [item.due_on for item in items_of(here, "5.2", "区财政局")]  # 5 is what was left undone of it
        assert old == [date(2022, 9, 30), date(2022, 10, 31), date(2022, 11, 30), date(2022, 12, 31)]
        assert new == [date(2023, 1, 31), date(2023, 2, 28), date(2023, 3, 31)]


async def test_an_item_that_stays_undone_counts_its_years(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("1", date(2022, 10, 31))) as here:
        for year in (2022, 2023):
            here.clock.move_to(datetime(year + 1, 1, 10, 10, 0, tzinfo=CHINA))
            with here.app.store.act(here.clock()) as desk:
                carrying.carry(desk, year, Group.UNFINISHED, date(year + 1, 6, 30))
        *_, last = items_of(here, "1")

        assert (last.years_open, last.due_on) == (2, date(2024, 6, 30))
        [card] = await here.says(EDUCATION, "/任务 1")
        assert "由上年度结转，已跨2个年度未完成" in card.text
        with here.app.store.act(here.clock()) as desk:
            texts = [task.deadline_text for task in desk.session.scalars(select(Task).order_by(col(Task.id)))]
        assert texts[-1] == "11月底前；结转至2024年6月30日"


@pytest.mark.parametrize(
    "data",
    ["carry/2022/unfinished/0631", "carry/2022/unfinished", "carry/2023/lasting", "carry/2022/all", "carry//",
     "carry/x/y/z", "carrylist/abc", "bonusoff/99", "checkins/99/", "checkins/1/229999", "checkinsof/99"],
)  # fmt: skip
async def test_forged_data_is_refused(tmp_path: Path, data: str) -> None:
    async with in_conversation(tmp_path, row("1", date(2022, 10, 31))) as here:
        here.clock.move_to(datetime(2023, 1, 10, 10, 0, tzinfo=CHINA))
        await here.says(OFFICE, "/help")
        before = facts(here)

        answer = await here.presses(OFFICE, data, forge=True)

        assert "未找到该内容" in answer[-1].text
        assert facts(here) == before


def plans(here: District) -> list[Plan]:
    with here.app.store.act(here.clock()) as desk:
        return desk.plans()


def carried(here: District, plan: Plan, number: str) -> list[tuple[str, date | None, int, ItemState]]:
    """The items of a row of next year's plan: unit, day, years open, state."""
    with here.app.store.act(here.clock()) as desk:
        [task] = [task for task in desk.tasks(plan.id) if task.number == number]
        return [(unit.name, item.due_on, item.years_open, item.state) for item, unit in desk.items_of_task(task)]
