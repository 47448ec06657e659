"""A file sent in chat becomes tasks; a newer version of it is compared, and changes nothing before it is confirmed."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.commands import documents
from bot.conversation import importing
from scheduler import deciding, revising
from scheduler.intake import read_tasks
from storage.desk.questions import said_by
from storage.records import Item, Plan, Question, Task
from storage.roster_file import read_roster
from storage.states import ItemState, TaskState
from storage.tables import read_document
from storage.values import Deadline, DeadlineKind, DocumentUnreadable, UnitsReading
from tests.desks import answer, desk_of, items_of, task_of
from tests.district import CHINA, EDUCATION, FINANCE, OFFICE, TOWN, District, buttons, district

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
TITLE = "2022年河湾区政务公开任务分解表\n河政办发〔2022〕9号\n2022年9月16日"
HEAD = f"{TITLE}\n序号\t工作任务\t具体内容\t牵头单位\t责任单位\t完成时限"
ROSTER_FILE = """单位名称,类别,别名,所属群组
柳河镇,乡镇,,各乡镇人民政府
区教育局,部门,教育局、区教委,区直各部门
区水务局,部门,,
"""
CATALOGUE = "1\t目录管理\t编制并公开主动公开目录，逐项写明公开时限。\t区教育局\t区教育局、区财政局\t2022年11月底前"
BUDGET = "2\t预算公开\t在政府网站集中公开部门预算和决算。\t区财政局\t区直各部门\t2022年12月底前"
TOWNS = "3\t基层公开\t更新村务公开栏并报送照片。\t柳河镇\t各乡镇人民政府\t全年"
DOUBTFUL = "4\t政策解读\t重要政策文件应在印发后同步解读。\t区教育局\t区教育局\t11月前"
ROWS = (CATALOGUE, BUDGET, TOWNS, DOUBTFUL)
LATER = datetime(2022, 9, 20, 10, 0, tzinfo=CHINA)


def table(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows]).encode()


async def sends(here: District, content: bytes, name: str = "任务分解表.txt", user_id: int = OFFICE) -> list[str]:
    """A person sends a file; what is said of it."""
    before = len(here.chat(user_id))
    here.sandbox.world.sends_document(user_id, [(name, content, "application/octet-stream")])
    await here.settle()
    return [message.text or "" for message in here.chat(user_id)[before + 1 :]]


async def confirm_shown(here: District) -> None:
    """The office looks at the words of the rows that are ready and confirms them."""
    await here.presses(OFFICE, "texts/1/0")
    await here.presses(OFFICE, "confirmshown/1")


async def import_and_hand_out(here: District) -> None:
    await sends(here, table(*ROWS))
    await confirm_shown(here)
    await here.walk_to(LATER)


def tasks(here: District) -> list[Task]:
    with here.app.store.act(here.clock()) as desk:
        return desk.tasks()


def plans(here: District) -> list[Plan]:
    with here.app.store.act(here.clock()) as desk:
        return desk.plans()


def units(here: District) -> list[str]:
    with here.app.store.act(here.clock()) as desk:
        return [unit.name for unit in desk.units()]


def open_questions(here: District) -> list[Question]:
    with here.app.store.act(here.clock()) as desk:
        return desk.open_questions()


def events(here: District) -> int:
    with here.app.store.act(here.clock()) as desk:
        return desk.count(desk.today).records


def task(here: District, number: str) -> Task:
    return next(one for one in tasks(here) if one.number == number)


def items(here: District, number: str) -> dict[str, Item]:
    with here.app.store.act(here.clock()) as desk:
        return {unit.name: item for item, unit in desk.items_of_task(task_of(desk, number))}


async def answer_all(here: District, choice: int) -> None:
    for question in open_questions(here):
        await here.presses(OFFICE, f"ask/{question.id}/{choice}", forge=True)


async def test_a_file_is_acknowledged_read_shown_asked_about_and_confirmed(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        progress, summary, words, card = await sends(here, table(*ROWS))

        assert "正在读取" in progress
        assert "共4项，无疑问3项，待确认1项（第4项）" in summary
        assert "在政府网站集中公开部门预算和决算。" in words
        assert "第4项　政策解读" in card
        assert "全部采用第一种读法" not in "".join(here.told(OFFICE))
        under = buttons(here.chat(OFFICE)[-1])
        question = open_questions(here)[0].id
        assert under == [f"ask/{question}/0", f"ask/{question}/1", f"askfree/{question}"]

        await here.presses(OFFICE, f"askfree/{question}")
        await here.says(OFFICE, "随便")
        assert task(here, "4").due_on is not None
        assert open_questions(here) != []
        await here.says(OFFICE, "2022年10月底前")
        assert str(task(here, "4").due_on) == "2022-10-31"
        await confirm_shown(here)
        assert here.told(EDUCATION) == []
        await here.walk_to(LATER)
        assert "新交办" in here.told(EDUCATION)[-1]
        assert here.app.store.broken_link() is None


async def test_confirmed_rows_go_out_at_once_when_the_office_says_so(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path, start=datetime(2022, 9, 19, 9, 30, tzinfo=CHINA)) as here:
        await sends(here, table(*ROWS))

        await confirm_shown(here)
        await here.presses(OFFICE, "handout/1")

        assert "新交办" in here.told(EDUCATION)[-1]


async def test_just_the_rows_whose_words_are_shown_are_confirmed(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        long = [f"{n}\t任务{n}\t{'公开办事指南和办理结果' * 120}。\t\t区教育局\t2022年11月底前" for n in range(1, 7)]
        await sends(here, table(*long))
        await here.presses(OFFICE, "texts/1/0")

        await here.presses(OFFICE, "texts/1/1")
        assert "任务文字　2/" in here.told(OFFICE)[-1]
        await here.presses(OFFICE, "confirmshown/1")

        states = [one.state for one in tasks(here)]
        assert 0 < states.count(TaskState.CONFIRMED) < 6
        assert states[0] is TaskState.UNCONFIRMED


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


async def test_a_roster_sent_in_chat_is_in_force_once_the_office_says_so(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        _, found = await sends(here, ROSTER_FILE.encode("gb18030"), "名册.csv")

        assert "＋ 区水务局" in found
        assert "－ 区财政局" in found
        assert "增加别名区教委" in found
        assert len(units(here)) == 3
        await here.presses(OFFICE, "rosteron")
        assert units(here) == ["柳河镇", "区教育局", "区水务局"]
        await here.says(EDUCATION, "/帮助")
        await here.presses(EDUCATION, "rosteron", forge=True)
        assert "区水务局" in units(here)


async def test_a_roster_with_faults_is_refused_with_their_lines(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        _, refused = await sends(here, "单位名称,类别\n甲局,部门\n甲局,部门\n".encode(), "名册.csv")

        assert "名册未能采用" in refused
        assert "第3行：“甲局”与第2行重复" in refused


async def test_a_hostile_file_gets_one_line_and_the_bot_goes_on(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        for content, name in ((_bomb(), "表.xlsx"), (b"\x00" * 100, "表.docx"), (b"PK\x03\x04", "../../表.xlsx")):
            _, refused = await sends(here, content, name)
            assert "未作任何保存" in refused
            assert "Traceback" not in refused

        assert "摘要" in (await here.says(OFFICE, "/摘要"))[-1].text
        assert plans(here) == []


async def test_a_file_of_somebody_who_left_the_office_is_let_go(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        await sends(here, table(*ROWS), user_id=EDUCATION)

        assert plans(here) == []


def test_the_command_line_shows_and_stores_a_newer_version_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUBAN_DATABASE_URL", f"sqlite:///{tmp_path / 'duban.db'}")
    monkeypatch.chdir(tmp_path)
    file, names, said = tmp_path / "表.txt", tmp_path / "名册.csv", list[str]()

    def say(text: object) -> None:
        said.append(str(text))

    def imported(*rows: str, yes: bool) -> str:
        said.clear()
        file.write_bytes(table(*rows))
        documents.import_document(file, yes, say, lambda _: False)
        return "\n".join(said)

    names.write_text(ROSTER_FILE.replace("水务", "财政"), encoding="utf-8")
    documents.roster(names, True, say, lambda _: False)

    assert "共4项，无疑问3项" in imported(*ROWS, yes=False)
    assert "已保存4项，确认3项" in imported(*ROWS, yes=True)  # the first run stored nothing
    assert "没有变化" in imported(*ROWS, yes=True)
    newer = (CATALOGUE.replace("11月底前", "12月底前"), *ROWS[2:])
    assert "删去1项，改动1处" in imported(*newer, yes=False)
    assert "采用1处改动" in imported(*newer, yes=True)
    assert "没有变化" in imported(*newer, yes=True)


@pytest.mark.parametrize("content", [b"", b"\x00" * 99, "没有表格".encode()])
def test_the_command_line_refuses_a_file_that_is_no_table_in_one_line(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUBAN_DATABASE_URL", f"sqlite:///{tmp_path / 'duban.db'}")
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "表.txt"
    file.write_bytes(content)

    with pytest.raises(DocumentUnreadable) as refused:
        documents.import_document(file, True, lambda _: None, lambda _: False)

    assert "\n" not in str(refused.value)
    assert "表.txt" in str(refused.value)


def _bomb() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * 300_000_000)
    return packed.getvalue()


def test_buttons_of_an_import_have_their_functions() -> None:
    assert set(importing.BUTTONS) == {"texts", "confirmshown", "confirm", "adopt", "rosteron"}


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


LONG = tuple(
    f"{n}\t公开目录\t按时更新第{n}类公开目录并逐项核对。\t区教育局\t区教育局\t2022年11月30日前" for n in range(1, 24)
)


def states(here: District) -> list[TaskState]:
    return [one.state for one in tasks(here)]


async def test_all_rows_are_confirmed_at_once_only_when_every_page_of_words_was_shown(
    engine: Engine, tmp_path: Path
) -> None:
    async with district(engine, tmp_path) as here:
        await sends(here, table(*LONG))
        summary = next(one for one in here.chat(OFFICE) if "导入结果" in (one.text or ""))

        assert buttons(summary) == ["texts/1/0", "handout/1"]
        await here.presses(OFFICE, "confirm/1", forge=True)
        assert states(here).count(TaskState.CONFIRMED) == 10, "only what stood on the first page"
        assert "还有13项的任务文字未查看" in "".join(here.told(OFFICE))

        assert "confirm/1" not in buttons(here.chat(OFFICE)[-1])
        await here.presses(OFFICE, "texts/1/1")
        await here.presses(OFFICE, "confirm/1")

        assert states(here).count(TaskState.CONFIRMED) == 23
        shown = {one.shown_to for one in tasks(here)}
        assert None not in shown
        assert len(shown) == 1
        assert here.app.store.broken_link() is None


async def test_words_changed_after_they_were_shown_are_shown_again(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        await sends(here, table(*ROWS))
        await answer_all(here, 0)

        assert [one.shown_at is None for one in tasks(here)] == [False, False, False, True]
        await here.presses(OFFICE, "confirmshown/1")

        assert states(here) == [TaskState.CONFIRMED] * 3 + [TaskState.UNCONFIRMED]
        assert "政策" in here.told(OFFICE)[-1]


async def test_what_the_reader_left_out_of_the_file_is_told_with_the_summary(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        _, summary, *_ = await sends(here, table(LONG[0], LONG[4]))

        assert "缺3项" in summary
