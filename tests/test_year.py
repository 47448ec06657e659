"""A year as the office lives it: 2022-09-16 to 2023-04-03 in a small district, against a calendar written by hand.

The calendar below was worked out from the product's rules and China's working days, not from the program: 1 to 7
October are off and 8, 9 October worked; 31 December to 2 January are off; 21 to 27 January off and 28, 29 worked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path

from bot.sandbox.message import Message
from scheduler.timetable import Times, ticks, timetable
from scheduler.workdays import Workdays
from storage.rehearsal import new_database
from storage.states import Post, Role
from storage.values import DeadlineKind, Field, RowQuestion, TaskRow
from tests.district import CHINA, EDUCATION, FINANCE, OFFICE, TOWN, District, buttons, district, row

EDUCATION_B = 22
WHO = {TOWN: "柳河镇", EDUCATION: "区教育局", EDUCATION_B: "区教育局B岗", FINANCE: "区财政局", OFFICE: "公开办"}
FRIDAY = datetime(2022, 9, 16, 15, 0, tzinfo=CHINA)  # the document is issued, imported and confirmed
LAST = datetime(2023, 4, 3, 20, 0, tzinfo=CHINA)
ANY_TIME = Times(send="0 7,9,11,13,17,20,23 * * *")  # the sender may try outside office hours too

NOVEMBER, YEAR_END = date(2022, 11, 30), date(2022, 12, 31)
TABLE: tuple[TaskRow, ...] = (
    row("1", date(2022, 9, 30), units=["区财政局"]),
    row("2", NOVEMBER, units=["区教育局"]),
    row("3", YEAR_END, units=["区教育局"]),  # a Saturday and a holiday: 30 December is the day to act by
    row("4", NOVEMBER, units=[], collective=["区直各部门"]),
    row("5", YEAR_END, units=[], collective=["各乡镇人民政府"], kind=DeadlineKind.WHOLE_YEAR),
    row("6", YEAR_END, units=["区教育局"], kind=DeadlineKind.WHOLE_YEAR),
    row(
        "7",
        date(2023, 3, 31),
        units=["区教育局"],
        kind=DeadlineKind.RECURRING,
        rrule="FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1",
    ),
    row("8", NOVEMBER, units=["柳河镇"], soft=True),
    row("9", NOVEMBER, units=["柳河镇"], certain=False),
    row("10", date(2022, 10, 31), units=[], lead=["柳河镇"], assisting=["区财政局"]),
    row("11", NOVEMBER, units=["区财政局"], questions=[RowQuestion(Field.DEADLINE, "时限有两种读法", ("2022-11-30",))]),
    row("12", date(2022, 8, 31), units=["柳河镇"], questions=[RowQuestion(Field.DEADLINE, "印发时已过期")]),
    row("13", date(2022, 10, 31), units=["区财政局"]),
    row("14", date(2022, 10, 20), units=["区财政局"]),
)

# What happens besides the bot's own messages; the calendar follows from it.
LIFE = """
2022-09-30 11:00 区财政局 says 1 已完成 https://www.example.gov.cn/1.html
2022-09-30 15:00 区教育局 says 6 办理中
2022-10-08 10:00 公开办 accepts
2022-10-19 14:00 区财政局 says 14 已完成 https://www.example.gov.cn/14.html
2022-10-21 10:00 公开办 returns
2022-10-27 14:00 区财政局 says 13 申请延期到11月18日，原因：数据尚在核对
2022-10-28 08:40 公开办 accepts
2022-10-28 10:00 区财政局 says 14 已完成 https://www.example.gov.cn/14-2.html
2022-10-31 10:00 公开办 accepts
2022-11-05 10:00 柳河镇 blocks
2022-11-14 10:00 区教育局 says 2 已完成 https://www.example.gov.cn/2.html
2022-11-16 10:00 公开办 accepts
2022-11-18 10:00 柳河镇 says /清单
2022-11-18 15:00 区财政局 says 13 办理中
2022-11-28 11:00 区财政局 says 13 已完成 https://www.example.gov.cn/13.html
2022-11-28 11:05 区财政局 says 4 不涉及，本单位没有此类事项
2022-11-29 08:00 公开办 accepts
2022-11-29 08:05 公开办 accepts
2022-12-05 18:00 the_bot goes_off
2022-12-15 08:00 the_bot comes_back
2022-12-19 15:00 区教育局 says 4 办理中
2022-12-26 15:00 区教育局 says 4 已完成 https://www.example.gov.cn/4.html
2022-12-27 08:00 公开办 accepts
2023-01-04 10:00 区教育局 says 6 已完成 https://www.example.gov.cn/6.html
2023-01-05 10:00 公开办 accepts
2023-01-10 10:00 区教育局 says 3 已完成 https://www.example.gov.cn/3.html
2023-01-11 10:00 公开办 accepts
2023-01-31 10:00 柳河镇 says 10 已完成 https://www.example.gov.cn/10.html
2023-02-01 10:00 公开办 accepts
"""

# Rows 11 and 12 wait for the office's word and must never appear.
CALENDAR = """
2022-09-19 柳河镇 新交办 5 8 9 10           first working morning after Friday's confirmation
2022-09-19 区教育局 新交办 2 3 4 6 7
2022-09-19 区财政局 新交办 1 4 10 13 14      10 as assisting: told once and never chased
2022-09-21 区财政局 临期提醒 1               7 working days before 9-30
2022-09-27 区财政局 临期提醒 1 14            3 before 9-30; 14 before 10-20 (1 to 7 October off, 8 and 9 worked)
2022-09-29 区财政局 临期提醒 1
2022-09-30 区财政局 今天到期 1
2022-09-30 区教育局 季度进展 6               the quarter's last working day
2022-09-30 柳河镇 季度进展 5
2022-10-11 区财政局 临期提醒 13 14           14 before 10-31; 7 before 10-20
2022-10-11 柳河镇 临期提醒 10
2022-10-17 区财政局 临期提醒 14
2022-10-19 区财政局 临期提醒 4 14            30 before 11-30; 1 before 10-20, answered that afternoon
2022-10-19 区教育局 临期提醒 2 4
2022-10-19 柳河镇 临期提醒 8 9               soft and inferred days warn
2022-10-20 区财政局 临期提醒 13              14 lies with the office: its day passes in silence
2022-10-20 柳河镇 临期提醒 10
2022-10-25 区财政局 临期提醒 14              sent back on 10-21, new day 10-28: 3 before
2022-10-26 区财政局 临期提醒 13
2022-10-26 柳河镇 临期提醒 10
2022-10-27 区财政局 临期提醒 14
2022-10-28 区财政局 今天到期 14              13, planned at 8:30, had its extension granted at 8:40
2022-10-28 柳河镇 临期提醒 10
2022-10-31 区财政局 临期提醒 13              14 before the new day, 11-18
2022-10-31 柳河镇 今天到期 10
2022-11-09 区财政局 临期提醒 13
2022-11-10 区财政局 临期提醒 4
2022-11-10 区教育局 临期提醒 2 4
2022-11-15 区财政局 临期提醒 13
2022-11-17 区财政局 临期提醒 13
2022-11-18 区财政局 今天到期 13
2022-11-18 区教育局 临期提醒 3               30 before 12-30
2022-11-18 柳河镇 逾期催办 10 临期提醒 8 9    blocked since 11-05: this week's ping and the latest mark, once
2022-11-21 柳河镇 逾期催办 10 临期提醒 8 9    7 before 11-30
2022-11-21 区财政局 逾期催办 13 临期提醒 4    办理中 past its day is late
2022-11-21 区教育局 临期提醒 4
2022-11-25 柳河镇 临期提醒 8 9
2022-11-25 区财政局 临期提醒 4
2022-11-25 区教育局 临期提醒 4
2022-11-28 柳河镇 逾期催办 10
2022-11-28 区财政局 逾期催办 13              then it answers for 4 and 13, and hears nothing more this year
2022-11-29 柳河镇 临期提醒 8 9
2022-11-29 区教育局 临期提醒 4
2022-11-30 柳河镇 今天到期 8 9
2022-11-30 区教育局 今天到期 4
2022-12-05 柳河镇 逾期催办 10                8 and 9 are never late
2022-12-05 区教育局 逾期催办 4               the first ping: B 岗 is not told
2022-12-15 柳河镇 逾期催办 10                the bot was off from 12-06 to 12-14: one message for all of it
2022-12-15 区教育局 逾期催办 4 临期提醒 3     14 before 12-30 was 12-12
2022-12-15 区教育局B岗 逾期催办 4             the second ping
2022-12-19 柳河镇 逾期催办 10
2022-12-19 区教育局 逾期催办 4
2022-12-19 区教育局B岗 逾期催办 4
2022-12-21 区教育局 临期提醒 3
2022-12-26 柳河镇 逾期催办 10
2022-12-26 区教育局 逾期催办 4
2022-12-26 区教育局B岗 逾期催办 4
2022-12-27 区教育局 临期提醒 3
2022-12-29 区教育局 临期提醒 3
2022-12-30 柳河镇 季度进展 5
2022-12-30 区教育局 今天到期 3 季度进展 6
2023-01-03 柳河镇 逾期催办 5 10              the week's first working day; 全年 is late only now
2023-01-03 区教育局 逾期催办 3 6
2023-01-09 柳河镇 逾期催办 5 10
2023-01-09 区教育局 逾期催办 3
2023-01-09 区教育局B岗 逾期催办 3
2023-01-16 柳河镇 逾期催办 5 10
2023-01-30 柳河镇 逾期催办 5 10              no ping in the week of the Spring Festival, whose weekend is worked
2023-02-06 柳河镇 逾期催办 5
2023-02-13 柳河镇 逾期催办 5
2023-02-17 区教育局 临期提醒 7               30 before 2023-03-31
2023-02-20 柳河镇 逾期催办 5
2023-02-27 柳河镇 逾期催办 5
2023-03-06 柳河镇 逾期催办 5
2023-03-13 柳河镇 逾期催办 5
2023-03-13 区教育局 临期提醒 7
2023-03-20 柳河镇 逾期催办 5
2023-03-22 区教育局 临期提醒 7
2023-03-27 柳河镇 逾期催办 5
2023-03-28 区教育局 临期提醒 7
2023-03-30 区教育局 临期提醒 7
2023-03-31 区教育局 今天到期 7
2023-04-03 柳河镇 逾期催办 5
2023-04-03 区教育局 逾期催办 7 新交办 7       this year's occurrence is late, next year's begins
2022-09-19 公开办 摘要
2022-09-26 公开办 摘要
2022-10-10 公开办 摘要                       none in the week of the National Day, whose weekend is worked
2022-10-17 公开办 摘要
2022-10-24 公开办 摘要
2022-10-31 公开办 摘要
2022-11-07 公开办 摘要
2022-11-14 公开办 摘要
2022-11-21 公开办 摘要
2022-11-22 公开办 拟稿                       ten working days without a word after two pings
2022-11-28 公开办 摘要
2022-12-05 公开办 摘要
2022-12-15 公开办 摘要                       the bot was off on Monday
2022-12-15 公开办 回头看                     past due by then: row 4 of 区教育局, row 10 of 柳河镇
2022-12-16 公开办 拟稿
2022-12-19 公开办 摘要
2022-12-26 公开办 摘要
2023-01-03 公开办 摘要
2023-01-03 公开办 回头看                     again in January, now that the whole year has closed
2023-01-09 公开办 摘要
2023-01-16 公开办 摘要
2023-01-30 公开办 摘要
2023-02-06 公开办 摘要
2023-02-13 公开办 摘要
2023-02-20 公开办 摘要
2023-02-27 公开办 摘要
2023-03-06 公开办 摘要
2023-03-13 公开办 摘要
2023-03-20 公开办 摘要
2023-03-27 公开办 摘要
2023-04-03 公开办 摘要
"""
KINDS = ("逾期催办", "今天到期", "临期提醒", "退回补充", "新交办", "季度进展")
Told = tuple[str, str, str]  # day, who, what


async def test_the_year_brings_exactly_the_messages_of_the_calendar(tmp_path: Path) -> None:
    async with district(new_database(), tmp_path, start=FRIDAY) as here:
        await here.enrol(EDUCATION_B, Role.LIAISON, "区教育局", Post.B)
        here.take_in(*TABLE)

        for moment, act in LIFE_OF_THE_DISTRICT:
            await walk(here, moment)
            await act(here)
        await walk(here, LAST)

        unasked = [*unasked_messages(here)]
        answered = {sent_at(message).replace(second=0) for message in here.sandbox.world.accepted if is_answer(message)}
        counts = here.app.store.conservation()

    told = [(at.date().isoformat(), who, what) for at, who, what in unasked]
    assert sorted(told) == sorted(expected())
    assert all(time(9, 0) <= at.time() < time(17, 30) and Workdays().is_workday(at.date()) for at, _, _ in unasked)
    assert max(Counter((day, who) for day, who, _ in told if who != WHO[OFFICE]).values()) == 1
    assert answered <= {FRIDAY, *(moment for moment, _ in LIFE_OF_THE_DISTRICT)}, "it spoke though nobody had acted"
    assert counts["planned"] == counts["sent"] + counts["withdrawn"]


async def walk(here: District, moment: datetime) -> None:
    """Let the office's time pass, with every line of the timetable on the way."""
    for at, line in ticks(timetable(ANY_TIME, here.app.rounds, CHINA, lambda: None), here.clock(), moment):
        here.clock.move_to(at)
        await line.run()
        if line.name == "send":
            await here.app.rounds.send_due()
    here.clock.move_to(moment)


def expected() -> Iterator[Told]:
    """The calendar, its remarks left out."""
    for line in CALENDAR.strip().splitlines():
        entry, _, _remark = line.partition("  ")
        day, who, what = entry.split(" ", 2)
        yield day, who, what


def unasked_messages(here: District) -> Iterator[tuple[datetime, str, str]]:
    """What the Bot API server took from the bot that nobody had asked for: when, to whom, which kinds and rows."""
    for message in here.sandbox.world.accepted:
        what = said_unasked(message.text)
        if what:
            yield sent_at(message), WHO[message.chat_id], what


def is_answer(message: Message) -> bool:
    """Whether the bot said it because somebody acted; the picture comes with the week's digest."""
    return not (said_unasked(message.text) or message.photo)


def sent_at(message: Message) -> datetime:
    """The office's time of a message."""
    return datetime.fromtimestamp(message.date, CHINA)


def said_unasked(text: str) -> str:
    """「逾期催办 4 临期提醒 3」: kinds and row numbers of a reminder; "" for an answer."""
    if text.startswith("【政务公开任务摘要】"):
        return "摘要"
    if text.startswith("【回头看】"):
        return "回头看"
    if text.startswith("已拟催办通知书"):
        return "拟稿"
    single = re.match(rf"【({'|'.join(KINDS)})】第(\d+)项", text)
    if single and "来源：" in text:
        return f"{single[1]} {single[2]}"
    if not text.startswith("【政务公开任务提醒】"):
        return ""
    found = re.findall(rf"^【({'|'.join(KINDS)})】|^(\d+)　", text, re.MULTILINE)
    words = [kind or number for kind, number in found]
    return " ".join(_rows_in_order(words))


def _rows_in_order(words: list[str]) -> Iterator[str]:
    """The rows under each head by number: their order within it is another test's matter."""
    rows: list[str] = []
    for word in [*words, ""]:
        if word.isdigit():
            rows.append(word)
            continue
        yield from sorted(rows, key=int)
        rows = []
        if word:
            yield word


Act = Callable[[District], Awaitable[object]]


def _lives() -> Iterator[tuple[datetime, Act]]:
    ids = {name: user_id for user_id, name in WHO.items()}
    for line in LIFE.strip().splitlines():
        day, hour, who, does, *words = line.split(" ", 4)
        moment = datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=CHINA)
        yield moment, _act(does, ids.get(who, 0), words[0] if words else "")


def _act(does: str, who: int, words: str) -> Act:
    async def act(here: District) -> None:
        match does:
            case "says":
                assert await here.says(who, words)
            case "blocks":
                here.sandbox.world.blocks(who)
            case "accepts":
                await _presses(here, "pass/")
            case "returns":
                await _presses(here, "back/", "backwhy/")
            case "goes_off":
                here.clock.move_to(datetime(2022, 12, 15, 7, 0, tzinfo=CHINA))
            case "comes_back":
                await here.settle()

    return act


async def _presses(here: District, *wanted: str) -> None:
    """The office opens the oldest report in its queue and presses the buttons that begin so, one after the other."""
    shown = await here.says(OFFICE, "/待审")
    for beginning in wanted:
        data = next(data for message in shown for data in buttons(message) if data.startswith(beginning))
        shown = await here.presses(OFFICE, data)


LIFE_OF_THE_DISTRICT = [*_lives()]


def test_the_calendar_names_working_days_only() -> None:
    assert all(Workdays().is_workday(date.fromisoformat(day)) for day, _, _ in expected())
