"""A file sent in chat, or named at the command line, becomes tasks; nothing of it goes out before it is confirmed."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.commands import documents
from bot.conversation import importing
from storage.states import TaskState
from storage.values import DocumentUnreadable
from tests.district import CHINA, EDUCATION, OFFICE, District, buttons, district, row
from tests.files_sent import (
    CATALOGUE,
    LATER,
    ROWS,
    answer_all,
    confirm_shown,
    open_questions,
    plans,
    sends,
    table,
    task,
    tasks,
)

ROSTER_FILE = """单位名称,类别,别名,所属群组
柳河镇,乡镇,,各乡镇人民政府
区教育局,部门,教育局、区教委,区直各部门
区水务局,部门,,
"""


def units(here: District) -> list[str]:
    with here.app.store.act(here.clock()) as desk:
        return [unit.name for unit in desk.units()]


async def test_a_file_is_acknowledged_read_shown_asked_about_and_confirmed(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        progress, summary, words, card = await sends(here, table(*ROWS))

        assert "正在读取" in progress
        assert "共4项，无疑问3项，有疑问1项（第4项）" in summary
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


async def test_rows_without_a_question_are_found_again_however_far_the_summary_is(
    engine: Engine, tmp_path: Path
) -> None:
    async with district(engine, tmp_path) as here:
        await sends(here, table(*ROWS))

        [waiting, card] = await here.says(OFFICE, "/待确认")

        assert "尚未确认的任务3项" in (waiting.text or "")
        assert buttons(waiting) == ["texts/1/0"]
        assert "第4项" in (card.text or "")
        _, unchanged = await sends(here, table(*ROWS))
        assert "没有变化" in unchanged
        assert buttons(here.chat(OFFICE)[-1]) == ["texts/1/0"]
        await answer_all(here, 0)
        await confirm_shown(here)
        await here.says(OFFICE, "/待确认")
        assert "没有待确认的问题" in here.told(OFFICE)[-1]


async def test_confirmed_rows_go_out_at_once_when_the_office_says_so(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path, start=datetime(2022, 9, 19, 9, 30, tzinfo=CHINA)) as here:
        await sends(here, table(*ROWS))

        await confirm_shown(here)
        await here.presses(OFFICE, "handout/1")

        assert "新交办" in here.told(EDUCATION)[-1]
        told = len(here.told(EDUCATION))
        [nothing] = await here.presses(OFFICE, "handout/1", forge=True)
        assert "没有待交办的责任项" in nothing.text
        assert len(here.told(EDUCATION)) == told


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


async def test_a_unit_that_is_called_something_else_keeps_its_liaison_and_what_it_owes(
    engine: Engine, tmp_path: Path
) -> None:
    listed = "单位名称,类别,别名,所属群组\n柳河镇,乡镇,,各乡镇人民政府\n区教育体育局,部门,{},区直各部门\n"
    async with district(engine, tmp_path) as here:
        here.take_in(row("12"))
        _, found = await sends(here, listed.format("").encode(), "名册.csv")
        assert "请在新名称一行的别名栏写明原名称" in found

        _, found = await sends(here, listed.format("区教育局").encode(), "名册.csv")
        assert "～ 区教育局：更名为区教育体育局" in found
        assert "－ 区财政局" in found
        await here.presses(OFFICE, "rosteron")

        assert units(here) == ["柳河镇", "区教育体育局"]
        for name in ("区教育体育局", "区教育局"):
            [card] = await here.says(OFFICE, f"/单位 {name}")
            assert "【区教育体育局】" in card.text
            assert "区教育局联络员" in card.text
            assert "责任项1件" in card.text
        [gone] = await here.says(OFFICE, "/单位 区财政局")
        assert "区财政局联络员" in gone.text


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
    assert set(importing.BUTTONS) == {"texts", "confirmshown", "confirm", "adopt", "rosteron", "repeats"}


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
