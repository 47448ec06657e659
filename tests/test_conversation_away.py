"""A liaison goes away for some days: B takes over, both are named, and it ends by itself; questions find an answer."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from messages.days_away import Away, AwayUnclear, read_away
from scheduler.workdays import Workdays
from storage.records import Absence, Event, Inquiry
from storage.states import Post, Role
from tests.district import CHINA, EDUCATION, FINANCE, OFFICE, District, buttons, row
from tests.talking import ROWS, facts, first, in_conversation, reports

SECOND = 77
MONDAY = date(2022, 11, 28)
DECEMBER = (date(2022, 12, 1), date(2022, 12, 5))
SAID = {
    "我12月1日至5日休假": DECEMBER,
    "12月1日至12月5日出差": DECEMBER,
    "我12.1-12.5外出": DECEMBER,
    "本人将于12月1日到12月5日外出学习，期间由江河代办": DECEMBER,
    "我休假，12月1日至5日": DECEMBER,
    "１２月１日—１２月５日我请假": DECEMBER,
    "我1-5日休假": (date(2022, 12, 1), date(2022, 12, 5)),
    "我12月1日起休假5天": DECEMBER,
    "我明天到周五请假": (date(2022, 11, 29), date(2022, 12, 2)),
    "下周一到下周三外出": (date(2022, 12, 5), date(2022, 12, 7)),
    "我12月29日至1月3日休假": (date(2022, 12, 29), date(2023, 1, 3)),
    "12月3日请假": (date(2022, 12, 3), date(2022, 12, 3)),
    "本人定于十二月一日至五日赴外地学习": DECEMBER,
    "我28日至3日休假": (date(2022, 11, 28), date(2022, 12, 3)),
    "我下下周一至下下周三休假": (date(2022, 12, 12), date(2022, 12, 14)),
    "我12月1日起休假一个月": (date(2022, 12, 1), date(2022, 12, 31)),
}
UNCLEAR = [
    "我下周休假",
    "我12月1日起休假",
    "我12月32日休假",
    "我休产假",
    "我9月1日至5日休假",
    "我12月底休假",
]
NOT_AWAY = [
    "12 办理中，负责人12月1日至5日出差",
    "8 因负责人出差，未完成",
    "我局12月1日至5日开展外出培训",
    "我单位12月1日至5日组织培训",
    "12月1日开展培训",
    "12月1日已组织外出学习",
    "12月5日前完成",
    "已完成",
    "11月30日已公开",
]


@pytest.mark.parametrize("text", SAID)
def test_the_days_away_are_read_as_they_were_said(text: str) -> None:
    assert read_away(text, MONDAY) == Away(*SAID[text])


@pytest.mark.parametrize("text", UNCLEAR)
def test_days_that_cannot_be_told_are_asked_for(text: str) -> None:
    assert read_away(text, MONDAY) == AwayUnclear()


WORKING_DAYS = {
    "我12月1日起休假5个工作日": (date(2022, 12, 1), date(2022, 12, 7)),
    "我12月3日起休假5个工作日": (date(2022, 12, 3), date(2022, 12, 9)),  # a Saturday
    "休假3个工作日，12月30日起": (date(2022, 12, 30), date(2023, 1, 4)),  # over New Year
}


@pytest.mark.parametrize("text", WORKING_DAYS)
def test_working_days_away_are_counted_by_the_offices_calendar(text: str) -> None:
    assert read_away(text, MONDAY, Workdays().add_workdays) == Away(*WORKING_DAYS[text])
    assert read_away(text, MONDAY) == AwayUnclear()


@pytest.mark.parametrize("text", NOT_AWAY)
def test_a_report_is_no_absence(text: str) -> None:
    assert read_away(text, MONDAY) is None


def _told_on(here: District, day: date) -> set[int]:
    foreseeing = here.app.rounds.foreseeing
    with here.app.store.act(here.clock()) as desk:
        told = foreseeing.in_charge(desk, day, foreseeing.entries(desk, date(2022, 9, 21)))
        return {contact.user_id for contact in told.values()}


async def test_the_second_post_takes_over_for_those_days_and_both_are_named(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, *ROWS, row("41", date(2022, 9, 30))) as here:
        await here.enrol(SECOND, Role.LIAISON, "区教育局", Post.B)
        [noted] = await here.says(EDUCATION, "我9月20日至9月23日出差")
        assert "9月20日（星期二）至9月23日（星期五）" in noted.text
        assert "期间由区教育局联络员接收提醒" in noted.text
        assert "【代为办理】区教育局" in here.told(SECOND)[-1]
        [card] = await here.says(OFFICE, "/单位 区教育局")
        [roster] = await here.says(OFFICE, "/名册")
        for shown in (card, roster):
            assert "9月20日（星期二）起外出至9月23日（星期五），由区教育局联络员代办" in shown.text
        assert [_told_on(here, date(2022, 9, day)) for day in (21, 26)] == [{SECOND}, {EDUCATION}]  # 预演 knows it
        first, second = len(here.told(EDUCATION)), len(here.told(SECOND))

        await here.walk_to(datetime(2022, 9, 21, 18, 0, tzinfo=CHINA))  # seven working days before 30 September
        assert len(here.told(EDUCATION)) == first
        assert "第41项" in here.told(SECOND)[-1]
        await here.says(SECOND, "41 办理中，正在会签")
        assert reports(here, "41")[-1].said_by == "区教育局联络员（代区教育局联络员）"
        [card] = await here.says(SECOND, "/任务 41")
        assert "（代区教育局联络员）" in card.text

        told = len(here.told(SECOND))
        await here.walk_to(datetime(2022, 9, 28, 18, 0, tzinfo=CHINA))
        assert "第41项" in here.told(EDUCATION)[-1]
        assert len(here.told(SECOND)) == told
        assert second < told
        with here.app.store.act(here.clock()) as desk:
            [event] = desk.all(select(Event).where(col(Event.act) == "away"))
            stand_in = desk.meet(SECOND, SECOND, "区教育局联络员")
            assert (event.detail or {})["stand_in"] == {"区教育局": stand_in.id}  # the chain names nobody


async def test_where_nobody_stands_in_the_office_is_told_and_the_reminders_stay(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [noted] = await here.says(EDUCATION, "/外出 9月20日至9月23日")

        assert "没有可代办的其他联络员" in noted.text
        assert "【联络员外出】区教育局" in here.told(OFFICE)[-1]
        assert "发放B岗登记链接" in here.told(OFFICE)[-1]


async def test_an_absence_is_taken_back_by_button_or_by_word(engine: Engine, tmp_path: Path) -> None:
    async with in_conversation(tmp_path, engine=engine) as here:
        await here.says(EDUCATION, "/外出 9月19日至9月23日")
        [standing] = await here.says(EDUCATION, "/外出")
        assert "已登记外出" in standing.text
        assert buttons(standing) == ["back_again"]
        await here.presses(EDUCATION, "back_again")
        assert _absences(here) == []
        [again] = await here.presses(EDUCATION, "back_again", forge=True)
        assert "目前没有外出登记" in again.text

        await here.says(EDUCATION, "我9月21日至9月23日休假")
        [back] = await here.says(EDUCATION, "我不休假了")
        assert "已取消" in back.text
        assert _absences(here) == []


async def test_what_is_unclear_is_asked_and_a_report_stays_a_report(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [asked] = await here.says(EDUCATION, "我下周休假")
        assert "请写明外出的起止日期" in asked.text
        [receipt] = await here.says(EDUCATION, "12 办理中，负责人9月20日至23日出差")

        assert "收件回执" in receipt.text
        assert _absences(here) == []


async def test_a_question_goes_to_the_office_and_its_answer_comes_back(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        before = facts(here)
        [read_back] = await here.says(EDUCATION, "请问第12项是否包括下属学校？")
        assert "我理解为：向公开办咨询" in read_back.text
        assert facts(here) == before
        [sent] = await here.presses(EDUCATION, first(read_back, "inquire/"))
        assert "已转公开办：请问第12项是否包括下属学校？" in sent.text
        note = here.chat(OFFICE)[-1]
        assert "【单位咨询】区教育局" in note.text

        [done] = await here.says(OFFICE, "包括，由区教育局汇总。", reply_to=note.message_id)

        assert "答复已转告" in done.text
        assert "答复：包括，由区教育局汇总。" in here.told(EDUCATION)[-1]
        [late] = await here.says(OFFICE, "补充一句", reply_to=note.message_id)
        assert "此前已答复" in late.text
        assert sum("【公开办答复】" in text for text in here.told(EDUCATION)) == 1
        assert here.told(FINANCE) == []


async def test_what_the_record_knows_is_answered_and_only_the_work_is_asked_of_the_office(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        before = facts(here)
        for text in ("12什么时候到期", "第12项的时限是哪天？", "第12项审核通过了吗？"):
            [card] = await here.says(EDUCATION, text)
            assert "第12项" in card.text
            assert "11月30日" in card.text
        for text in ("我们还有几项没报", "哪些任务没完成？", "什么时候到期"):
            [listed] = await here.says(EDUCATION, text)
            assert "【事项清单】区教育局" in listed.text
        for text in ("第12项怎么报？", "要附什么材料？", "第12项由谁牵头呢"):
            [read_back] = await here.says(EDUCATION, text)
            assert f"向公开办咨询「{text}」" in read_back.text
        for text in ("怎么申请延期", "这个机器人怎么用"):
            [shown] = await here.says(EDUCATION, text)
            assert "/清单" in shown.text
        assert facts(here) == before
        assert not any("单位咨询" in text for text in here.told(OFFICE))


async def test_a_question_by_command_is_answered_after_the_button(engine: Engine, tmp_path: Path) -> None:
    async with in_conversation(tmp_path, engine=engine) as here:
        await here.says(EDUCATION, "/咨询")
        await here.says(EDUCATION, "台账什么时候汇总")
        note = here.chat(OFFICE)[-1]
        await here.presses(OFFICE, buttons(note)[0])
        await here.says(OFFICE, "12月中旬")

        assert "答复：12月中旬" in here.told(EDUCATION)[-1]
        [again] = await here.presses(OFFICE, buttons(note)[0])
        assert "此前已答复" in again.text
        with here.app.store.act(here.clock()) as desk:
            [kept] = desk.all(select(Inquiry))
            assert (kept.text, kept.answer) == ("台账什么时候汇总", "12月中旬")


async def test_a_button_to_answer_is_the_offices_alone_and_one_to_ask_is_asked_once(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [read_back] = await here.says(EDUCATION, "第12项的范围怎么界定？")
        inquire = first(read_back, "inquire/")
        await here.says(FINANCE, "/帮助")
        await here.presses(FINANCE, inquire, forge=True)
        await here.presses(EDUCATION, inquire)
        told = len(here.told(OFFICE))
        [again] = await here.presses(EDUCATION, inquire, forge=True)
        [refused] = await here.presses(EDUCATION, "reply/1", forge=True)

        assert "该提问已失效" in again.text
        assert "未找到该内容" in refused.text
        assert len(here.told(OFFICE)) == told
        assert sum("【单位咨询】" in text for text in here.told(OFFICE)) == 1


def _absences(here: District) -> list[Absence]:
    with here.app.store.act(here.clock()) as desk:
        return desk.all(select(Absence).where(col(Absence.to_on) >= desk.today))
