"""The office in conversation: it looks things up, reviews in order, gives reasons, and is never answered by a guess."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from storage.states import ItemState, Role, Verdict
from tests.district import CHINA, EDUCATION, FINANCE, OFFICE, UNITS, district, row
from tests.talking import LINK, MORNING, facts, first, in_conversation, item_of, reports, states


async def test_the_queue_is_worked_through_oldestfirst(engine: Engine, tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12"), row("23", units=("区财政局",)), engine=engine) as here:
        await here.says(FINANCE, f"23 已完成 {LINK}")
        await here.says(EDUCATION, f"12 已完成 {LINK}")

        [card] = await here.says(OFFICE, "/待审")
        assert "待审核　1/2" in card.text
        assert "第23项" in card.text
        await here.presses(OFFICE, first(card, "pass/"))
        last = here.chat(OFFICE)[-1]
        assert "第12项" in last.text
        await here.presses(OFFICE, first(last, "pass/"))
        [empty] = await here.says(OFFICE, "/review")

        assert "没有待审核" in empty.text
        assert [item_of(here, "12").state, item_of(here, "23", "区财政局").state] == ["done", "done"]
        assert "审核通过" in here.told(FINANCE)[-1]


async def test_long_lists_are_turned_page_by_page_and_count_the_whole(engine: Engine, tmp_path: Path) -> None:
    rows = [row(str(number), date(2022, 9, 20), units=("区教育局", "区财政局")) for number in range(1, 14)]
    async with in_conversation(tmp_path, *rows, engine=engine) as here:
        await here.says(FINANCE, "\n".join(f"{number} 已完成 {LINK}" for number in range(1, 12)))
        here.clock.move_to(datetime(2022, 9, 26, 10, 0, tzinfo=CHINA))

        first = (await here.says(OFFICE, "/逾期"))[0].text
        second = (await here.presses(OFFICE, "overdue/1"))[0].text
        nearest = (await here.presses(OFFICE, "overdue/99", forge=True))[0].text
        await here.says(OFFICE, "/待审")
        card = (await here.presses(OFFICE, "review/2"))[0].text
        await here.presses(OFFICE, "reviews/0")
        listed = (await here.presses(OFFICE, "reviews/1"))[0].text

        assert {text.splitlines()[0] for text in (first, second)} == {"【逾期明细】15件，涉及2个单位"}
        assert (first.count("逾期4"), second.count("逾期4"), nearest) == (12, 3, second)
        assert "待审核　2/11" in card
        assert "【待审核】共11件，本页3件" in listed


async def test_a_preset_reason_and_a_typed_one_reach_the_unit_word_for_word(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}\n23 已完成 {LINK}")
        [card] = await here.says(OFFICE, "/待审")
        [reasons] = await here.presses(OFFICE, first(card, "back/"))
        await here.presses(OFFICE, first(reasons, "backwhy/"))
        assert "未附佐证，请补充链接或材料" in here.told(EDUCATION)[-1]
        [reasons] = await here.presses(OFFICE, first(here.chat(OFFICE)[-1], "back/"))
        await here.presses(OFFICE, first(reasons, "backfree/"))

        await here.says(OFFICE, "第3页 <表> 与公开稿不一致")

        assert "第3页 <表> 与公开稿不一致" in here.told(EDUCATION)[-1]
        assert states(here, "12", "23") == [ItemState.RETURNED, ItemState.RETURNED]
        assert item_of(here, "12").returned_due_on == date(2022, 9, 26)


async def test_a_reason_is_asked_for_one_report_and_forgotten_once_something_else_is_done(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        [card] = await here.says(OFFICE, "/待审")
        [reasons] = await here.presses(OFFICE, first(card, "back/"))
        await here.presses(OFFICE, first(reasons, "backfree/"))
        await here.says(OFFICE, "/摘要")
        before = facts(here)

        [answer] = await here.says(OFFICE, "请补充文件")

        assert "未能读懂，未作登记或变更" in answer.text
        assert facts(here) == before


async def test_a_reason_for_a_report_that_was_corrected_meanwhile_does_nothing(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        [card] = await here.says(OFFICE, "/待审")
        [reasons] = await here.presses(OFFICE, first(card, "back/"))
        await here.presses(OFFICE, first(reasons, "backfree/"))
        await here.says(EDUCATION, "更正 12")

        [answer] = await here.says(OFFICE, "请补充文件")

        assert "已由报送单位更正" in answer.text
        assert [report.verdict for report in reports(here)] == [Verdict.WITHDRAWN]


async def test_a_preview_tells_what_waits_now_and_what_follows_once_told(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        here.take_in(row("12", date(2022, 9, 28)))
        [ahead] = await here.says(OFFICE, "/预演 2022-09-23")
        here.clock.move_to(MORNING.replace(hour=8, minute=30))
        here.app.rounds.plan_day()

        [now] = await here.says(OFFICE, "/预演 今天")

        assert "请于9月28日（星期三）前办结" in ahead.text
        assert "区教育局" in now.text
        assert "新交办" in now.text
        assert here.told(EDUCATION) == []


ASKED = (
    ("/任务 12", "事项12"),
    ("/task 第12项", "事项12"),
    ("/单位 区教育局", "区教育局联络员"),
    ("/unit 教育局", "区教育局联络员"),
    ("/单位区教育局", "区教育局联络员"),
    ("/任务", "请写明序号"),
    ("/单位", "请写明单位"),
    ("/逾期", "没有逾期事项"),
    ("/名册", "柳河镇"),
    ("/roster", "柳河镇"),
    ("/预演 2022-11-30", "区教育局"),
    ("/预演 明天", "9月20日（星期二）"),
    ("/预演 下周一", "9月26日（星期一）"),
    ("/预演 9999-12-31", "未能读出日期"),
    ("/预演 明天吧", "未能读出日期"),
    ("/待确认", "没有待确认"),
    ("/帮助", "公开办常用操作"),
    ("/不存在", "公开办常用操作"),
    ("随便说说", "未能读懂，未作登记或变更"),
    ("好的，谢谢", "您好。看进展"),
    ("在吗？", "您好。看进展"),
    ("收到", "您好。看进展"),
    ("取消", "未作变更"),
    ("摘要", "【政务公开任务摘要】"),
    ("待审。", "没有待审核的报送"),
    ("帮助", "公开办常用操作"),
    ("搜索 事项", "【搜索】"),
    ("月报", "【政务公开任务月报】"),
    ("改期", "请写明序号和内容"),
    ("改期 12 下周五", "2022年9月30日（星期五）"),
    ("确认", "请点所确认消息下方的按钮"),
    ("终止12", "第12项"),
    ("任务 12的情况", "事项12"),
    ("逾期的有吗", "没有逾期事项"),
)


async def test_what_the_office_asks_to_see(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        before = facts(here)
        for command, shown in ASKED:
            answers = await here.says(OFFICE, command)

            assert shown in answers[0].text
        assert facts(here) == before


async def test_what_is_overdue_is_listed_with_its_unit(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", date(2022, 9, 20))) as here:
        here.clock.move_to(datetime(2022, 9, 26, 9, 0, tzinfo=CHINA))

        [late] = await here.says(OFFICE, "/overdue")

        assert UNITS[EDUCATION] in late.text
        assert "已逾期" in late.text


async def test_the_verdict_is_told_once_though_the_office_has_several_people(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.enrol(2, Role.OFFICE)
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        [one] = await here.says(OFFICE, "/待审")
        [other] = await here.says(2, "/待审")
        verdict = first(one, "pass/")
        here.sandbox.world.presses(OFFICE, one.message_id, verdict)
        here.sandbox.world.presses(2, other.message_id, first(other, "back/"))
        await here.settle()

        assert states(here, "12") == [ItemState.DONE]
        assert "此前已作处理" in other.text
        assert sum("审核通过" in text for text in here.told(EDUCATION)) == 1


async def test_an_answer_to_a_message_that_is_gone_comes_as_a_new_one(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        [listed] = await here.says(EDUCATION, "/清单")
        here.sandbox.world.messages[listed.message_id].deleted = True

        here.sandbox.world.presses(EDUCATION, listed.message_id, "list/0", forge=True)
        here.clock.move_to(here.clock() + timedelta(seconds=5))
        await here.settle()

        assert "事项清单" in here.chat(EDUCATION)[-1].text


async def test_a_command_without_its_stroke_is_no_reason_for_a_return(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        [card] = await here.says(OFFICE, "/待审")
        [reasons] = await here.presses(OFFICE, first(card, "back/"))
        await here.presses(OFFICE, first(reasons, "backfree/"))
        before = facts(here)

        [answer] = await here.says(OFFICE, "待审")

        assert "【待审核　1/1】" in answer.text
        assert facts(here) == before
        await here.presses(OFFICE, first(reasons, "backfree/"))

        await here.says(OFFICE, "佐证 不全")

        assert [report.reason for report in reports(here)] == ["佐证 不全"]


async def test_thanks_are_no_reason_for_a_return_and_the_reason_is_still_waited_for(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        [card] = await here.says(OFFICE, "/待审")
        [reasons] = await here.presses(OFFICE, first(card, "back/"))
        await here.presses(OFFICE, first(reasons, "backfree/"))

        [answer] = await here.says(OFFICE, "好的")

        assert "上面所问仍待回复" in answer.text
        assert [report.verdict for report in reports(here)] == [Verdict.PENDING]

        await here.says(OFFICE, "缺附件")

        assert [report.reason for report in reports(here)] == ["缺附件"]


async def test_a_difficulty_is_answered_from_the_note_that_tells_of_it(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "12有困难，市局接口没开")
        note = here.chat(OFFICE)[-1]

        await here.presses(OFFICE, first(note, "pass/"))
        await here.settle()

        assert "已知悉" in here.told(EDUCATION)[-1]
