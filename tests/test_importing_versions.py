"""A newer version of a document is compared, and changes nothing before it is confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.conversation import importing
from scheduler import deciding, revising
from scheduler.intake import read_tasks
from storage.desk.questions import said_by
from storage.records import Item
from storage.roster_file import read_roster
from storage.states import ItemState, TaskState
from storage.tables import read_document
from storage.values import Deadline, DeadlineKind, UnitsReading
from tests.desks import answer, desk_of, items_of, task_of
from tests.district import EDUCATION, FINANCE, OFFICE, TOWN, District, district
from tests.files_sent import (
    BUDGET,
    CATALOGUE,
    DOUBTFUL,
    LATER,
    ROWS,
    TOWNS,
    answer_all,
    confirm_shown,
    open_questions,
    plans,
    sends,
    table,
    task,
    tasks,
)

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


async def import_and_hand_out(here: District) -> None:
    await sends(here, table(*ROWS))
    await confirm_shown(here)
    await here.walk_to(LATER)


def events(here: District) -> int:
    with here.app.store.act(here.clock()) as desk:
        return desk.count(desk.today).records


def items(here: District, number: str) -> dict[str, Item]:
    with here.app.store.act(here.clock()) as desk:
        return {unit.name: item for item, unit in desk.items_of_task(task_of(desk, number))}


async def test_the_identical_file_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        await import_and_hand_out(here)
        before = events(here)

        _, said = await sends(here, table(*ROWS), "又一次.txt")

        assert "没有变化" in said
        assert events(here) == before
        assert len(plans(here)) == 1


async def test_a_newer_version_is_compared_and_nothing_of_it_is_in_force_before_it_is_confirmed(
    engine: Engine, tmp_path: Path
) -> None:
    async with district(engine, tmp_path) as here:
        await import_and_hand_out(here)
        await here.says(EDUCATION, "1 办理中")
        newer = (
            CATALOGUE.replace("11月底前", "12月15日前").replace("区教育局、区财政局", "区教育局、柳河镇"),
            BUDGET.replace("部门预算和决算", "部门预算、决算和绩效"),
            DOUBTFUL,
            "5\t依申请公开\t规范答复文书格式。\t\t区财政局\t2022年10月底前",
        )

        _, found, *_ = await sends(here, table(*newer))

        assert "新增1项，删去1项，改动3处" in found
        assert "新增：第5项" in found
        assert "删去：第3项" in found
        assert "「2022年11月30日（星期三）」改为「2022年12月15日前」" in found
        assert "由「区教育局、区财政局」改为「区教育局、柳河镇」" in found
        assert "「算和决算。」" not in found
        assert "绩效" in found
        assert str(items(here, "1")["区教育局"].due_on) == "2022-11-30"
        assert set(items(here, "1")) == {"区教育局", "区财政局"}
        assert task(here, "3").state is TaskState.CONFIRMED

        await here.presses(OFFICE, "adopt/1")

        first = items(here, "1")
        assert {str(item.due_on) for item in first.values()} == {"2022-12-15"}
        assert first["区教育局"].state is ItemState.WORKING
        assert first["区教育局"].first_due_on == date(2022, 11, 30)
        assert set(first) == {"区教育局", "区财政局", "柳河镇"}
        assert "任务调整" in here.told(EDUCATION)[-1]
        assert task(here, "2").content.endswith("部门预算、决算和绩效。")
        assert task(here, "3").state is TaskState.CONFIRMED  # what ends a duty is never adopted with the rest
        assert first["区财政局"].state is ItemState.TO_SIGN
        asked = [one.text for one in open_questions(here)]
        assert any("「区财政局」不再列入" in text for text in asked)
        assert any("新版本中没有第3项" in text for text in asked)


async def test_a_unit_or_row_that_is_gone_ends_only_by_the_offices_word(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        await import_and_hand_out(here)
        await sends(here, table(CATALOGUE.replace("、区财政局", ""), BUDGET, DOUBTFUL))
        await here.presses(OFFICE, "adopt/1")

        for question in open_questions(here):
            if "终止" in question.choices:
                await here.presses(OFFICE, f"ask/{question.id}/0", forge=True)

        assert items(here, "1")["区财政局"].state is ItemState.STOPPED
        assert items(here, "1")["区教育局"].state is ItemState.TO_SIGN
        assert {item.state for item in items(here, "3").values()} == {ItemState.STOPPED}
        assert task(here, "3").state is TaskState.STOPPED
        assert "本项终止" in here.told(FINANCE)[-1]
        assert "本项终止" in here.told(TOWN)[-1]


async def test_rows_the_office_has_stopped_or_added_stay_so_in_a_newer_version(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        await import_and_hand_out(here)
        for line in ("/终止 3", "/加任务 公开防汛预案；区教育局；12月20日"):
            await here.says(OFFICE, line)
            await here.presses(OFFICE, "change")
        numbers = [one.number for one in tasks(here)]

        _, found = (await sends(here, table(CATALOGUE.replace("11月底前", "12月15日前"), *ROWS[1:])))[:2]

        assert "已终止、新版本仍列有：第3项，维持终止" in found
        assert "新增0项，删去0项，改动1处" in found
        assert [one.number for one in tasks(here)] == numbers
        assert task(here, "3").state is TaskState.STOPPED
        assert not [one for one in open_questions(here) if "终止" in one.choices]


async def test_answers_of_the_office_survive_a_newer_version(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        await sends(here, table(*ROWS))
        await answer_all(here, 0)
        chosen = task(here, "4").due_on
        await confirm_shown(here)

        _, found, *_ = await sends(here, table(CATALOGUE.replace("逐项", "逐条"), *ROWS[1:]))

        assert "改动1处" in found
        assert task(here, "4").due_on == chosen
        assert [one.task_id for one in open_questions(here)] == [task(here, "1").id]


async def test_what_the_office_declined_is_not_asked_again(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        await import_and_hand_out(here)
        await answer_all(here, 0)
        changed = CATALOGUE.replace("11月底前", "12月底前")
        await sends(here, table(changed, *ROWS[1:]))
        [question] = open_questions(here)
        await here.presses(OFFICE, f"ask/{question.id}/1", forge=True)
        assert str(items(here, "1")["区教育局"].due_on) == "2022-11-30"
        await here.presses(OFFICE, f"ask/{question.id}", forge=True)
        assert "没有待确认" in here.told(OFFICE)[-1]

        _, said = await sends(here, table(changed, *ROWS[1:], ""))

        assert "没有变化" in said


async def test_a_version_that_goes_back_is_a_change_again(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        await import_and_hand_out(here)
        await sends(here, table(CATALOGUE.replace("11月底前", "12月底前"), *ROWS[1:]))
        await here.presses(OFFICE, "adopt/1")
        assert str(items(here, "1")["区教育局"].due_on) == "2022-12-31"

        await sends(here, table(*ROWS))
        await here.presses(OFFICE, "adopt/1")

        assert str(items(here, "1")["区教育局"].due_on) == "2022-11-30"


async def test_rows_put_in_between_renumber_the_others(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        await import_and_hand_out(here)
        between = "2\t依申请公开\t规范答复文书格式并公布样本。\t\t区财政局\t2022年10月底前"
        shifted = [BUDGET.replace("2\t", "3\t", 1), TOWNS.replace("3\t", "4\t", 1), DOUBTFUL.replace("4\t", "5\t", 1)]

        _, found, *_ = await sends(here, table(CATALOGUE, between, *shifted))
        assert "新增1项，删去0项" in found
        await here.presses(OFFICE, "adopt/1")

        numbered = {one.label: one.number for one in tasks(here)}
        assert numbered["预算公开"] == "3"
        assert numbered["基层公开"] == "4"
        assert numbered["依申请公开"] == "2"
        assert items(here, "3")["区财政局"].number == "3"


async def test_another_table_of_the_same_title_is_a_plan_of_its_own(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        await import_and_hand_out(here)

        _, summary, *_ = await sends(
            here,
            table("1\t植树\t春季义务植树不少于三千株。\t\t区财政局\t2022年10月底前"),
        )

        assert "导入结果" in summary
        assert len(plans(here)) == 2


@pytest.mark.parametrize("choice", [0, -1])
def test_the_sample_printed_anew_changes_nothing_whatever_the_office_has_answered(choice: int) -> None:
    roster = read_roster(EXAMPLES / "roster.xlsx")
    document = read_tasks(read_document(EXAMPLES / "document.docx"), roster)
    with desk_of(roster=roster) as desk:
        importing.take_in(desk, document, "1" * 64)
        for question in desk.open_questions():
            answer(desk, question, question.choices[choice])
        deciding.confirm_ready(desk, desk.plans()[0])
        before = [said_by(one) for one in desk.tasks()]

        said = importing.take_in(desk, read_tasks(read_document(EXAMPLES / "document.docx"), desk.roster()), "2" * 64)

        assert "没有变化" in said[0]["text"]
        assert desk.open_questions() == []
        assert [said_by(one) for one in desk.tasks()] == before


def test_just_the_edited_rows_of_the_sample_are_changes() -> None:
    roster = read_roster(EXAMPLES / "roster.xlsx")
    document = read_tasks(read_document(EXAMPLES / "document.docx"), roster)
    edited = {
        "2": replace(document.rows[1], content=f"{document.rows[1].content}并报送总结。"),
        "30": replace(document.rows[29], deadline=Deadline("12月20日前", DeadlineKind.DATE, date(2022, 12, 20))),
        "43": replace(document.rows[42], responsible=UnitsReading("", ("区教育局",), ())),
    }
    rows = [edited.get(one.number, one) for one in document.rows if one.number != "50"]
    with desk_of(roster=roster) as desk:
        importing.take_in(desk, document, "1" * 64)
        for question in desk.open_questions():
            answer(desk, question, question.choices[0])
        deciding.confirm_ready(desk, desk.plans()[0])

        said = importing.take_in(desk, replace(document, rows=tuple(rows)), "2" * 64)

        assert "新增0项，删去1项，改动3处" in said[0]["text"]
        numbers = {one.id: one.number for one in desk.tasks()}
        assert [numbers[one.task_id] for one in desk.open_questions()] == ["2", "30", "43", "50"]
        assert revising.adopt(desk, desk.plans()[0]) == 3
        assert {item.due_on for item in items_of(desk, "30").values()} == {date(2022, 12, 20)}
        assert importing.take_in(desk, replace(document, rows=tuple(rows)), "2" * 64)[0]["text"].endswith("没有变化。")
