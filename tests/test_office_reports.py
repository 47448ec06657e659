"""周报, 月报, the burden meter and the search: what really happened, between two days, with words the office types."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine

from tests.district import CHINA, EDUCATION, FINANCE, OFFICE, buttons, row
from tests.talking import LINK, facts, in_conversation, live_to


async def test_a_week_and_a_month_are_told_apart_by_their_days(engine: Engine, tmp_path: Path) -> None:
    rows = (row("12", date(2022, 9, 23)), row("23", units=("区财政局",)), row("30"))
    async with in_conversation(tmp_path, *rows, engine=engine) as here:
        await here.says(FINANCE, f"23 已完成 {LINK}")
        await here.says(OFFICE, "通过 23")
        await here.says(OFFICE, "销号 23")
        await live_to(here, date(2022, 9, 27))
        await here.says(EDUCATION, f"30 已完成 {LINK}")
        await here.says(OFFICE, "退回 30 缺截图")
        before = facts(here)

        [week] = await here.says(OFFICE, "/摘要 周报")
        assert "9月26日（星期一）至9月27日（星期二）" in week.text
        assert "交办：0件，目前累计3件" in week.text
        assert "收到1次，涉及1件" in week.text
        assert "通过0件，退回1件" in week.text
        assert "新增1件；目前1件" not in week.text  # 12 fell due on the Friday before: late since Saturday
        assert "催办：1件次，合并为1条消息" in week.text
        [last] = await here.presses(OFFICE, buttons(week)[0])
        assert "9月19日（星期一）至9月25日（星期日）" in last.text
        assert "交办：3件" in last.text
        assert "办结1件，不涉及0件，销号1件" in last.text
        assert "新增1件；目前1件" in last.text
        [month] = await here.says(OFFICE, "/月报")
        assert "9月1日（星期四）至9月27日（星期二）" in month.text
        assert "收到2次，涉及2件" in month.text
        assert "通过1件，退回1件" in month.text
        [other] = await here.says(OFFICE, "/摘要 周报 2022-09-20")
        assert "9月19日（星期一）至9月25日（星期日）" in other.text
        [unclear] = await here.says(OFFICE, "/摘要 周报 某天")
        assert "/摘要 周报 2022-11-21" in unclear.text
        assert facts(here) == before


async def test_the_burden_is_counted_from_what_really_went_out(tmp_path: Path) -> None:
    rows = (row("12", date(2022, 9, 23)), row("23"), row("7", units=("区财政局",)))
    async with in_conversation(tmp_path, *rows) as here:
        await here.says(EDUCATION, "23 办理中")  # answers are not counted
        await live_to(here, date(2022, 9, 26))
        sent = [
            text
            for text in here.told(EDUCATION)
            if any(word in text for word in ("任务提醒", "逾期催办", "今天到期", "临期提醒"))
        ]

        [now] = await here.says(OFFICE, "/负担")
        of_unit = next(line for line in now.text.splitlines() if line.startswith("区教育局"))
        letters = int(of_unit.removeprefix("区教育局").strip().split("／")[0])
        assert "区财政局　1／1" in now.text
        assert "柳河镇　0／0" in now.text
        [before] = await here.presses(OFFICE, "burden/2022-08/0")

        assert letters == len(sent) >= 2
        assert "主动发送消息0条" in before.text
        assert "/负担 2022-11" in (await here.says(OFFICE, "/负担 去年"))[0].text


async def test_words_find_rows_and_reports(engine: Engine, tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12"), row("23", units=("区财政局",)), engine=engine) as here:
        await here.says(EDUCATION, "12 办理中，权责清单正在会签100%_")
        await here.says(FINANCE, "23 办理中，权责清单已报送")
        here.clock.move_to(datetime(2022, 9, 20, 9, 30, tzinfo=CHINA))

        [both] = await here.says(OFFICE, "/搜索 权责清单")
        assert "任务0项，反馈2条" in both.text
        [one] = await here.says(OFFICE, "/search 权责清单 区财政局")
        assert "反馈1条" in one.text
        [rows] = await here.says(OFFICE, "/搜索 事项12")
        assert "任务1项" in rows.text
        task = next(data for data in buttons(rows) if data.startswith("task/"))
        [card] = await here.presses(OFFICE, task)
        assert "责任项1件" in card.text
        [literal] = await here.says(OFFICE, "/搜索 100%_")
        assert "反馈1条" in literal.text
        [none] = await here.says(OFFICE, "/搜索 %")
        assert "反馈1条" in none.text
        assert "请写明要找的词" in (await here.says(OFFICE, "/搜索"))[0].text
        assert "没有找到" in (await here.says(OFFICE, "/搜索 航天"))[0].text
