"""The office changes days, units, rows, names and its calendar: shown first, in force once, every reminder follows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scheduler import deciding
from storage.states import ItemState, TaskState
from storage.values import DeadlineKind, TaskDocument
from tests.district import EDUCATION, FINANCE, OFFICE, TOWN, UNITS, District, buttons, row
from tests.talking import facts, in_conversation, item_of, items_of, live_to, put, reports, states

MONTHLY = "FREQ=MONTHLY;BYMONTHDAY=-1"
WRONG = {
    "/改期": "/改期 12 2022-12-20",
    "/改期 12": "/改期 12 2022-12-20",
    "/改期 99 2022-12-20": "/改期 12 2022-12-20",
    "/改期 12 抓紧": "未能识别为明确的时限",
    "/改期 12 2022-02-30": "未能识别为明确的时限",
    "/改期 12 2022-01-05": "早于今天",
    "/改期 12 9999-12-31": "未能识别为明确的时限",
    "/改期 12 11月30日": "现在就是",
    "/改期 12 柳河镇 12月20日": "没有第12项的在办责任项",
    "/加单位 12": "/加单位 12 区教育局、区财政局",
    "/加单位 12 区航天局": "名册中没有「区航天局」",
    "/加单位 12 区教育局": "现在就是",
    "/减单位 12": "/减单位 12 区教育局",
    "/改牵头 12": "/改牵头 12 区教育局",
    "/改牵头 12 区航天局": "名册中没有「区航天局」",
    "/改牵头 12 无": "现在就是",
    "/减单位 12 柳河镇": "没有第12项的在办责任项",
    "/终止 12 全部": "/终止 12",
    "/加任务 公开预案": "请用分号分开",
    "/加任务 公开预案；区航天局；12月20日": "名册中没有",
    "/加任务 公开预案；区教育局；尽快": "未能识别为明确的时限",
    "/别名 教育委": "/别名 区发改局=区发改委",
    "/别名 航天局=宇航局": "名册中没有",
    "/别名 区教育局=区财政局": "本身是名册中的单位",
    "/别名 区教育局=教育局": "现在就是",
    "/日历 2022-12-31": "/日历 2022-12-31 班",
    "/日历 2022-12-31 休": "现在就是",
    "/日历 2022-13-31 班": "/日历 2022-12-31 班",
}


async def test_what_cannot_be_taken_gets_one_clear_line_and_changes_nothing(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        before = facts(here)
        for line, why in WRONG.items():
            [answer] = await here.says(OFFICE, line)

            assert why in answer.text, line
            assert answer.text.endswith("未作变更。"), line
            assert "\n" not in answer.text
            assert buttons(answer) == []
        assert facts(here) == before


async def test_a_days_change_is_shown_confirmed_once_and_followed_by_every_reminder(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", units=("区教育局", "区财政局"))) as here:
        before = facts(here)
        [shown] = await here.says(OFFICE, "/改期 12 10月20日")
        assert "时限：2022年11月30日（星期三） → 2022年10月20日（星期四）" in shown.text
        assert "涉及在办责任项2件，已交办的2个单位各收到一条调整通知" in shown.text
        await here.presses(OFFICE, "nochange")
        assert facts(here) == before

        await here.says(OFFICE, "/改期 12 10月20日")
        await here.presses(OFFICE, "change")
        after = facts(here)
        await here.presses(OFFICE, "change", forge=True)
        assert facts(here) == after
        await here.says(OFFICE, "/改期 12 区财政局 10月27日")
        await here.presses(OFFICE, "change")

        assert [item_of(here, "12", unit).due_on for unit in ("区教育局", "区财政局")] == [
            date(2022, 10, 20),
            date(2022, 10, 27),
        ]
        assert item_of(here, "12", "区财政局").extensions == 1
        assert "完成时限调整为2022年10月20日（星期四）" in here.told(EDUCATION)[-1]
        assert "完成时限调整为2022年10月27日（星期四）" in here.told(FINANCE)[-1]
        told = len(here.told(EDUCATION))
        await live_to(here, date(2022, 9, 20))  # fewer than 30 working days are left, but of the day it has just heard
        assert len(here.told(EDUCATION)) == told
        await live_to(here, date(2022, 10, 20))
        assert (
            sum("临期提醒" in text for text in here.told(EDUCATION)[told:]) == 4
        )  # 14, 7, 3 and 1 working days before
        assert "今天到期" in here.told(EDUCATION)[-1]
        assert not any("今天到期" in text for text in here.told(FINANCE))


async def test_units_join_with_a_fair_day_and_leave_for_good(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", date(2022, 9, 23))) as here:
        await here.says(OFFICE, "/加单位 12 区财政局、各乡镇人民政府")
        await here.presses(OFFICE, "change")
        await live_to(here, date(2022, 9, 20))

        assert item_of(here, "12", "柳河镇").due_on == date(2022, 10, 8)  # ten working days
        assert "新交办" in here.told(TOWN)[-1]
        assert "新交办" in here.told(FINANCE)[-1]

        await here.says(OFFICE, "/减单位 12 区财政局")
        await here.presses(OFFICE, "change")

        assert item_of(here, "12", "区财政局").state is ItemState.STOPPED
        assert "本项终止" in here.told(FINANCE)[-1]
        told = len(here.told(FINANCE))
        await live_to(here, date(2022, 10, 17))
        assert len(here.told(FINANCE)) == told
        assert states(here, "12") == [ItemState.TO_SIGN]


async def test_a_row_gets_another_lead_and_the_one_that_only_led_it_is_asked_about(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", lead=("区财政局",))) as here:
        [shown] = await here.says(OFFICE, "12项牵头改为柳河镇")
        assert "牵头单位：区财政局 → 柳河镇" in shown.text
        assert "是否终止" in shown.text
        await here.presses(OFFICE, "change")
        await live_to(here, date(2022, 9, 20))

        assert "新交办" in here.told(TOWN)[-1]
        assert "区财政局" in (await here.says(OFFICE, "/待确认"))[0].text
        await here.says(OFFICE, "终止")
        assert item_of(here, "12", "区财政局").state is ItemState.STOPPED
        await here.says(OFFICE, "/改牵头 12 无")
        await here.presses(OFFICE, "change")
        assert "牵头单位改为无" in here.told(OFFICE)[-1]


async def test_a_unit_that_left_a_rhythm_is_not_asked_again(tmp_path: Path) -> None:
    monthly = row("12", date(2022, 9, 30), units=("区教育局", "区财政局"), kind=DeadlineKind.RECURRING, rrule=MONTHLY)
    async with in_conversation(tmp_path, monthly) as here:
        await here.says(OFFICE, "/减单位 12 区财政局")
        await here.presses(OFFICE, "change")
        await live_to(here, date(2022, 10, 10))

        assert len(items_of(here, "12")) == 2
        assert [item.state for item in items_of(here, "12", "区财政局")] == [ItemState.STOPPED]


async def test_a_row_is_added_and_one_is_stopped(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [shown] = await here.says(OFFICE, "/加任务 公开防汛预案；区财政局、各乡镇人民政府；12月20日前")
        assert "序号：31" in shown.text
        await here.presses(OFFICE, "change")
        await live_to(here, date(2022, 9, 20))
        assert "公开防汛预案" in here.told(TOWN)[-1]
        assert item_of(here, "31", "柳河镇").due_on == date(2022, 12, 20)

        [card] = await here.says(OFFICE, "/任务 31")
        stop = next(data for data in buttons(card) if data.startswith("chg/stop/"))
        await here.presses(OFFICE, stop)
        await here.presses(OFFICE, "change")

        assert [item.state for item in items_of(here, "31", "柳河镇")] == [ItemState.STOPPED]
        assert "本项终止" in here.told(TOWN)[-1]
        with here.app.store.act(here.clock()) as desk:
            assert [task.state for task in desk.tasks_numbered("31")] == [TaskState.STOPPED]
        [over] = await here.says(OFFICE, "/任务 31")
        assert "终止" in over.text
        assert not any(data.startswith("chg/") for data in buttons(over))


async def test_a_button_of_the_task_card_asks_for_what_is_missing(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [card] = await here.says(OFFICE, "/任务 12")
        due = next(data for data in buttons(card) if data.startswith("chg/due/"))
        await here.presses(OFFICE, due)
        [shown] = await here.says(OFFICE, "区教育局 12月9日")
        assert "区教育局的时限" in shown.text
        await here.presses(OFFICE, "change")

        assert item_of(here, "12").due_on == date(2022, 12, 9)


async def test_another_name_and_a_day_of_the_calendar_hold_at_once(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", date(2022, 9, 23))) as here:
        await here.says(OFFICE, "/别名 区教育委员会=区教育局")
        await here.presses(OFFICE, "change")
        [unit] = await here.says(OFFICE, "/单位 区教育委员会")
        assert "【区教育局】" in unit.text
        await here.says(OFFICE, "/日历 2022-09-26 休")
        [made] = await here.presses(OFFICE, "change")
        assert "2022年9月26日（星期一）为「休」" in made.text

        told = len(here.told(EDUCATION))
        await here.says(OFFICE, "/加单位 12 区财政局")
        await here.presses(OFFICE, "change")
        assert item_of(here, "12", "区财政局").due_on == date(2022, 10, 9)  # ten working days without that Monday
        await live_to(here, date(2022, 9, 26))
        assert not any("逾期" in text for text in here.told(EDUCATION)[told:])
        await live_to(here, date(2022, 9, 27))
        assert "已逾期1个工作日" in here.told(EDUCATION)[-1]
        assert await _read_anew(here, date(2022, 9, 26))


@pytest.mark.parametrize("word", ["班", "休"])
async def test_a_day_of_the_data_file_is_not_changed_in_chat(tmp_path: Path, word: str) -> None:
    async with in_conversation(tmp_path) as here:
        here.app.store._fixed_days = {date(2022, 12, 31): word == "休"}

        [answer] = await here.says(OFFICE, f"/日历 2022-12-31 {word}")

        assert "以配置文件为准" in answer.text


async def _read_anew(here: District, day: date) -> bool:
    """Another process, started later, rests on that day too."""
    here.app.rounds.workdays = type(here.app.rounds.workdays)()
    here.app.rounds.plan_day()
    return not here.app.rounds.workdays.is_workday(day)


async def test_a_day_decided_on_in_chat_counts_in_deadlines_of_working_days(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [before] = await here.says(OFFICE, "/改期 12 印发之日起30个工作日内")
        await here.says(OFFICE, "/日历 2022-10-12 休")
        await here.presses(OFFICE, "change")

        [changed] = await here.says(OFFICE, "/改期 12 印发之日起30个工作日内")
        await here.presses(OFFICE, "change")
        [added] = await here.says(OFFICE, "/加任务 公开预案；区教育局；印发之日起30个工作日内")

        assert "11月2日" in before.text
        assert "11月3日" in changed.text
        assert "11月3日" in added.text
        assert item_of(here).due_in_force == date(2022, 11, 3)


async def test_a_day_decided_on_in_chat_counts_wherever_working_days_are_named(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(OFFICE, "/日历 2022-12-14 休")
        await here.presses(OFFICE, "change")

        await here.says(EDUCATION, "12 申请从12月9日起延期5个工作日")
        [moved] = await here.says(OFFICE, "/改期 23 从今天起60个工作日")
        [beyond] = await here.says(OFFICE, "/预演 60个工作日后")
        asked = reports(here, "12")[-1].asked_due_on
        [bare] = await here.says(OFFICE, "延期 12 到5个工作日")
        await here.says(OFFICE, "延期 12 到60个工作日后")
        [issued] = await here.says(OFFICE, "/改期 23 印发之日起60个工作日")

        assert asked == date(2022, 12, 19)  # the Friday, but for that Wednesday
        assert "12月16日" in moved.text
        assert "12月16日" in beyond.text
        assert item_of(here, "12").due_in_force == date(2022, 12, 16)
        assert "未能读出日期" in bare.text
        assert "12月15日" in issued.text  # counted from the Friday of issue


def import_another_table(here: District) -> None:
    """A table of another kind of work in the same year, with a row 12 of its own."""
    rows = (row("12", units=("区财政局",)),)
    safety = TaskDocument("2022年河湾区安全生产任务表", "", date(2022, 9, 16), 2022, rows)
    with here.app.store.act(here.clock()) as desk:
        deciding.confirm_ready(desk, desk.store_document(safety, "1" * 64))


async def test_where_two_tables_have_a_number_the_office_says_which_row_it_means(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12")) as here:
        import_another_table(here)

        cards = await here.says(OFFICE, "/任务 12")
        [asked] = await here.says(OFFICE, "改期 12 12月20日")

        assert ["安全生产" in card.text for card in cards] == [True, False]
        assert "改期哪一项" in asked.text
        [shown] = await here.presses(OFFICE, buttons(asked)[1])
        assert "2022年11月30日（星期三） → 2022年12月20日（星期二）" in shown.text
        await here.presses(OFFICE, "change")
        assert item_of(here).due_on == date(2022, 12, 20)
        assert item_of(here, unit=UNITS[FINANCE]).due_on == date(2022, 11, 30)
        [nil] = await here.says(OFFICE, "不涉及 12 区教育局 无此项职能")
        assert "【请确认】区教育局按不涉及登记1件" in nil.text
        [ledger] = await here.says(OFFICE, "/台账")
        assert ledger.text == "2022年河湾区安全生产任务表等2份任务表"
        [none] = await here.says(OFFICE, "不涉及 12 柳河镇 无此项职能")
        assert "未作变更" in none.text


async def test_a_row_of_last_years_table_that_is_over_is_not_asked_about(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12")) as here:
        put(here, "12", ItemState.DONE)
        import_another_table(here)

        [shown] = await here.says(OFFICE, "/改期 12 12月20日")

        assert "change" in buttons(shown)
