"""The office decides on several reports at once, takes a decision back within a day, and strikes off what is closed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.sandbox.message import Message
from messages.orders import read_orders
from storage.states import ItemState, Role, Verdict
from tests.district import CHINA, EDUCATION, FINANCE, OFFICE, buttons, row
from tests.talking import LINK, facts, in_conversation, item_of, live_to, reports, states

KNOWN = {str(number) for number in range(1, 54)}
LINES = {
    "通过 12、15、18": ("通过", ("12", "15", "18"), ""),
    "通过12 15 18": ("通过", ("12", "15", "18"), ""),
    "同意 ３-５": ("通过", ("3", "4", "5"), ""),
    "通过 12号、13号": ("通过", ("12", "13"), ""),
    "退回 7 缺佐证": ("退回", ("7",), "缺佐证"),
    "退回7缺佐证": ("退回", ("7",), "缺佐证"),
    "退回 7：3张照片看不清": ("退回", ("7",), "3张照片看不清"),
    "退回 7 2022年的未附": ("退回", ("7",), "2022年的未附"),
    "退回 12 第274号文未附": ("退回", ("12",), "第274号文未附"),
    "延期 12 12月15日": ("延期", ("12",), "12月15日"),
    "延期12到2022-12-15": ("延期", ("12",), "到2022-12-15"),
    "销号 1至4": ("销号", ("1", "2", "3", "4"), ""),
    "不涉及 第9项 区教育局": ("不涉及", ("9",), "区教育局"),
    "12 通过": ("通过", ("12",), ""),
    "第12、15项通过。": ("通过", ("12", "15"), ""),
    "第5项退回，没有附件": ("退回", ("5",), "没有附件"),
    "12延期到12月15日": ("延期", ("12",), "到12月15日"),
    "不同意 2 属于职责范围": ("退回", ("2",), "属于职责范围"),
    "同意第3项延期": ("通过", ("3",), "延期"),
    "同意延期 3": ("通过", ("3",), "延期"),
}


@pytest.mark.parametrize("line", LINES)
def test_a_typed_decision_is_read(line: str) -> None:
    [order] = read_orders(line, KNOWN)

    assert (order.verb.value, order.numbers, order.rest) == LINES[line]


@pytest.mark.parametrize(
    "line",
    [
        "通过了吗",
        "通过",
        "通过 99",
        "请通过 12",
        "12通过了吗",
        "12退回的原因",
        "12 退回 是什么原因",
        "退回\n通过 3",
        "延期12月15日",
    ],
)
def test_what_is_no_decision_is_not_taken_for_one(line: str) -> None:
    assert read_orders(line, KNOWN) == []


async def test_rows_are_decided_by_one_line_or_not_at_all(tmp_path: Path) -> None:
    rows = (row("12"), row("15"), row("18"), row("7"), row("30"))
    async with in_conversation(tmp_path, *rows) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}\n15 已完成 {LINK}\n18 不涉及，无此职能\n7 已完成 {LINK}")
        before = facts(here)
        for wrong, why in (
            ("通过 12、30", "第30项目前没有待审核的报送"),
            ("通过 12 99", "「99」未能识别"),
            ("延期 7", "未能读出日期"),
            ("延期 7 2020-01-01", "应晚于"),
            ("退回 7 缺佐证\n退回 12", "请写明序号和理由"),
        ):
            [answer] = await here.says(OFFICE, wrong)
            assert why in answer.text
            assert "未作变更" in answer.text
        assert facts(here) == before

        [done] = await here.says(OFFICE, "通过 12、15、18")
        await here.says(OFFICE, "退回 7 缺佐证")

        assert "审核通过3件" in done.text
        assert states(here, "12", "15", "18", "7") == ["done", "done", "not_applicable", "returned"]
        assert reports(here, "7")[0].reason == "缺佐证"
        assert "缺佐证" in here.told(EDUCATION)[-1]
        [struck] = await here.says(OFFICE, "销号 12、15")
        assert "销号2件" in struck.text
        assert states(here, "12", "15") == [ItemState.STRUCK_OFF] * 2


async def test_a_row_of_several_units_is_shown_before_it_is_decided(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", units=("区教育局", "区财政局")), row("23")) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        await here.says(FINANCE, f"12 已完成 {LINK}")

        [asked] = await here.says(OFFICE, "通过 12")
        assert "第12项区教育局、第12项区财政局" in asked.text
        assert states(here, "12") == [ItemState.SUBMITTED]
        await here.says(OFFICE, "退回 12 区财政局 缺链接")
        await here.presses(OFFICE, "orderon")

        assert item_of(here, "12").state is ItemState.DONE
        assert item_of(here, "12", "区财政局").state is ItemState.RETURNED


async def test_a_list_is_ticked_and_only_what_was_shown_is_passed(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, *(row(str(n)) for n in range(101, 106))) as here:
        await here.says(EDUCATION, "\n".join(f"{n} 已完成 {LINK}" for n in range(101, 104)))
        await here.says(EDUCATION, "104 有困难，需市局提供底图")
        [card] = await here.says(OFFICE, "/待审")
        assert "reviews/0" in buttons(card)
        [listed] = await here.presses(OFFICE, "reviews/0")
        first = reports(here, "101")[0].id
        await here.says(EDUCATION, f"105 已完成 {LINK}")
        await here.presses(OFFICE, f"tick/{first}")
        listed = here.chat(OFFICE)[-1]
        assert "☑ 101 区教育局" in str(listed.buttons)
        await here.presses(OFFICE, "backticked")
        [asked] = [one for one in here.chat(OFFICE) if "backeach/0" in buttons(one)]
        assert "将退回1件" in asked.text
        await here.says(OFFICE, "缺少截图")
        assert states(here, "101", "102") == [ItemState.RETURNED, ItemState.SUBMITTED]
        await here.presses(OFFICE, f"tick/{first}")  # decided meanwhile: gone from the list
        before = facts(here)
        await here.presses(OFFICE, "passticked", forge=True)
        assert facts(here) == before

        await here.presses(OFFICE, "passpage")

        assert states(here, "102", "103", "104", "105") == ["done", "done", "working", "submitted"]


async def test_a_decision_is_undone_within_a_day_by_whoever_made_it(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.enrol(2, Role.OFFICE)
        await here.says(EDUCATION, f"12 已完成 {LINK}\n23 已完成 {LINK}\n30 申请延期到12月20日")
        before = {number: item_of(here, number) for number in ("12", "23", "30")}
        [done] = await here.says(OFFICE, "通过 12、23、30")
        batch = _first(done, "unmake/")
        told = len(here.told(EDUCATION))

        [refused] = await here.presses(2, batch, forge=True)
        await here.says(OFFICE, "销号 23")
        [undone] = await here.presses(OFFICE, batch)

        assert "未作变更" in refused.text
        assert "已撤销】2件" in undone.text
        assert "此后又有变动" in undone.text
        assert "审核撤回" in here.told(EDUCATION)[told]
        assert states(here, "12", "23", "30") == ["submitted", "struck_off", before["30"].state]
        assert (item_of(here, "30").due_on, item_of(here, "30").extensions) == (date(2022, 11, 30), 0)
        await here.says(OFFICE, "通过 12")
        assert "审核通过" in here.told(EDUCATION)[-1]
        here.clock.move_to(here.clock() + timedelta(days=1, minutes=1))
        [late] = await here.says(OFFICE, "/撤销")
        assert "没有可撤销的审核" in late.text


async def test_a_decision_that_has_not_reached_the_unit_is_undone_without_a_word(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        here.sandbox.world.blocks(EDUCATION)
        [done] = await here.says(OFFICE, "通过 12")
        told = len(here.told(EDUCATION))

        await here.presses(OFFICE, _first(done, "unmake/"))
        here.sandbox.world.unblocks(EDUCATION)
        await here.says(EDUCATION, "/清单")

        assert states(here, "12") == ["submitted"]
        assert not any("审核" in text.split("】")[0] for text in here.told(EDUCATION)[told:])


async def test_the_office_sets_another_day_or_finds_that_nothing_applies(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}\n30 申请延期到12月20日")
        await here.says(EDUCATION, "23 有困难，我单位没有这类场所")
        await here.says(OFFICE, "/待审")
        for number, typed in (("12", "12月9日"), ("30", "2022-12-12")):
            await here.presses(OFFICE, f"later/{reports(here, number)[0].id}", forge=True)
            await here.says(OFFICE, "随便哪天")
            await here.says(OFFICE, typed)
        await here.presses(OFFICE, f"nil/{reports(here, '23')[0].id}", forge=True)

        assert states(here, "12", "23", "30") == ["working", "not_applicable", "to_sign"]
        assert [item_of(here, number).due_on for number in ("12", "30")] == [date(2022, 12, 9), date(2022, 12, 12)]
        assert item_of(here, "12").first_due_on == date(2022, 11, 30)
        assert "时限顺延" in "".join(here.told(EDUCATION))
        here.clock.move_to(datetime(2022, 12, 1, 9, 0, tzinfo=CHINA))
        assert not item_of(here, "12").is_overdue(date(2022, 12, 1))


async def test_the_office_finds_of_itself_that_a_row_does_not_concern_a_unit(tmp_path: Path) -> None:
    rows = (row("12", date(2022, 9, 23), units=("区教育局", "区财政局")), row("23"), row("30"))
    async with in_conversation(tmp_path, *rows) as here:
        before = facts(here)
        for line, why in (
            ("/不涉及 12", "请写明单位和理由"),
            ("/不涉及 12 区教育局", "请写明序号、单位和理由"),
            ("/不涉及 12 柳河镇 无此项职能", "没有第12项的在办责任项"),
        ):
            [answer] = await here.says(OFFICE, line)
            assert why in answer.text
            assert "未作变更" in answer.text
        [shown] = await here.says(OFFICE, "不涉及 12、23 区教育局 无此项职能")
        assert "区教育局按不涉及登记2件" in shown.text
        assert facts(here) == before
        await here.says(EDUCATION, f"23 已完成 {LINK}")  # reported since: not in force for it

        [done] = await here.presses(OFFICE, "nilon")

        assert "按不涉及登记1件" in done.text
        assert states(here, "12", "23") == ["not_applicable", "submitted"]
        assert "无此项职能" in here.told(EDUCATION)[-1]
        [finding] = reports(here, "12")
        assert (finding.by_office, finding.verdict, finding.reason) == (True, Verdict.ACCEPTED, "无此项职能")
        told = len(here.told(EDUCATION))
        await live_to(here, date(2022, 9, 27))
        assert len(here.told(EDUCATION)) == told
        assert "第12项" in here.told(FINANCE)[-1]  # the other unit is pressed as before
        [again] = await here.presses(OFFICE, "nilon", forge=True)
        assert "未作变更" in again.text or "未找到" in again.text

        [card] = await here.says(OFFICE, "/任务 30")
        await here.presses(OFFICE, _first(card, "nilof/"))
        await here.says(OFFICE, "区教育局 辖区内无此情形")
        [done] = await here.presses(OFFICE, "nilon")
        await here.presses(OFFICE, _first(done, "unmake/"))
        assert states(here, "30") == [ItemState.TO_SIGN]
        assert [one.verdict for one in reports(here, "30")] == [Verdict.WITHDRAWN]


def _first(message: Message, verb: str) -> str:
    return next(data for data in buttons(message) if data.startswith(verb))


async def test_an_extension_is_granted_by_its_name_and_nothing_else_is_passed_by_it(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 申请延期到12月20日，原因：数据核对\n23 已完成 {LINK}")
        before = facts(here)

        [answer] = await here.says(OFFICE, "同意延期 23")

        assert "第23项目前没有待审核的报送" in answer.text
        assert facts(here) == before

        await here.says(OFFICE, "同意第12项延期")

        assert item_of(here).due_on == date(2022, 12, 20)


async def test_a_decision_is_read_off_a_reply_to_the_report(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}\n23 已完成 {LINK}\n30 申请延期到12月20日，原因：数据核对")
        [card] = await here.says(OFFICE, "/待审")

        done, following = await here.says(OFFICE, "退回，链接打不开", reply_to=card.message_id)

        assert "第12项" in done.text
        assert reports(here, "12")[0].reason == "链接打不开"
        _, last = await here.says(OFFICE, "通过", reply_to=following.message_id)
        await here.says(OFFICE, "延期 12月9日", reply_to=last.message_id)
        assert states(here, "12", "23") == [ItemState.RETURNED, ItemState.DONE]
        assert item_of(here, "30").due_on == date(2022, 12, 9)
        before = facts(here)
        [again] = await here.says(OFFICE, "通过", reply_to=last.message_id)
        assert "已" in again.text
        assert facts(here) == before


async def test_who_passes_everything_is_shown_what_that_is(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}\n23 已完成 {LINK}")
        before = facts(here)

        [answer] = await here.says(OFFICE, "全部通过")

        assert "共2件" in answer.text
        assert "passpage" in buttons(answer)
        assert facts(here) == before


async def test_the_reason_of_a_typed_return_is_read_back(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")

        [answer] = await here.says(OFFICE, "退回 12 缺佐证")

        assert "理由：缺佐证" in answer.text


async def test_what_may_be_undone_is_listed_with_what_was_decided(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}\n23 已完成 {LINK}")
        await here.says(OFFICE, "通过 12")
        await here.says(OFFICE, "退回 23 缺佐证")

        [answer] = await here.says(OFFICE, "/撤销")

        assert "已办结：第12项区教育局" in answer.text
        assert "退回补充：第23项区教育局" in answer.text


async def test_what_may_be_undone_is_listed_where_a_day_was_not_granted(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, "23 申请延期到12月15日，原因是审批中")
        await here.says(OFFICE, "退回 23 理由不足")

        [answer] = await here.says(OFFICE, "/撤销")

        assert "第23项区教育局" in answer.text


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ("教育局的12项直接通过吧", ItemState.DONE),
        ("把12项退回教育局，链接打不开", ItemState.RETURNED),
        ("教育局12项不同意，缺少佐证", ItemState.RETURNED),
    ],
)
async def test_a_decision_in_a_sentence_is_shown_and_carried_out_when_confirmed(
    tmp_path: Path, said: str, becomes: ItemState
) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        [shown] = await here.says(OFFICE, said)
        assert "【请确认】" in shown.text
        assert states(here, "12") == [ItemState.SUBMITTED]

        await here.presses(OFFICE, "orderon")

        assert states(here, "12") == [becomes]


@pytest.mark.parametrize("said", ["12项能通过吗？", "12项还没通过", "等教育局12项通过", "12项退回吧"])
async def test_what_decides_nothing_is_not_carried_out(tmp_path: Path, said: str) -> None:
    async with in_conversation(tmp_path) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")

        assert not any("【请确认】" in one.text for one in await here.says(OFFICE, said))
        assert states(here, "12") == [ItemState.SUBMITTED]
