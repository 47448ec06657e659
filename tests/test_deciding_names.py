"""Names that the roster does not know: answered once, remembered, left open or left out."""

from __future__ import annotations

from messages.decision_texts import NEW_UNIT
from scheduler import deciding, naming
from scheduler.intake import read_tasks
from storage.roster import match
from storage.tables import read_text
from storage.values import (
    Field,
    Roster,
    RosterUnit,
    RowQuestion,
    TaskDocument,
)
from tests.desks import answer, asked_about, desk_of, take_in, task_of
from tests.district import ROSTER, document, row


def texts(rows: str, of: Roster = ROSTER) -> TaskDocument:
    """A table printed with tabs, as it is read."""
    table = "\n".join("\t".join(cell.strip() for cell in line.split("|")) for line in rows.strip().splitlines())
    return read_tasks(read_text(f"2022年任务分解表\n{table}"), of)


MISNAMED = """
    序号 | 工作任务 | 具体内容 | 责任单位 | 完成时限
    1 | 编制目录 | 编制公开目录。 | 区教育委、区财政局 | 2022年11月底前
    2 | 公布目录 | 公布公开目录。 | 区教育委 | 2022年12月底前
    3 | 公布清单 | 公布责任清单。 | 区教育委、柳河镇 | 2022年12月底前
"""


def test_a_name_that_was_answered_is_asked_nowhere_again() -> None:
    with desk_of(texts(MISNAMED)) as desk:
        first, *others = desk.open_questions()
        assert [one.about for one in (first, *others)] == ["区教育委"] * 3

        assert answer(desk, first, "区教育局") is None

        assert desk.open_questions() == []
        assert [task.named for task in desk.tasks()] == [
            ["区教育局", "区财政局"],
            ["区教育局"],
            ["区教育局", "柳河镇"],
        ]
        assert not any(one.questions for one in texts(MISNAMED, desk.roster()).rows)


def test_only_the_unit_asked_about_is_renamed() -> None:
    question = RowQuestion(Field.RESPONSIBLE, "「区教育委」？", ("区教育局",), "区教育委")
    with desk_of(asked_about(question, units=("区财政局", "区教育委"), lead=("区教育委",))) as desk:
        [asked] = desk.open_questions()

        answer(desk, asked, "区教育局")

        assert task_of(desk, "1").named == ["区财政局", "区教育局"]
        assert task_of(desk, "1").lead == ["区教育局"]
        assert match("区教育委", desk.roster()).is_certain


def test_a_row_that_waits_for_another_answer_is_given_the_name_too() -> None:
    about_name = RowQuestion(Field.RESPONSIBLE, "「区教育委」？", ("区教育局",), "区教育委")
    about_day = RowQuestion(Field.DEADLINE, "什么时候？")
    rows = row("1", questions=[about_name], units=("区教育委",)), row("2", questions=[about_day], units=("区教育委",))
    with desk_of(document(*rows)) as desk:
        task_of(desk, "2").shown_at = desk.now

        answer(desk, desk.open_questions()[0], "区教育局")

        assert task_of(desk, "2").named == ["区教育局"]
        assert task_of(desk, "2").shown_at is None
        assert desk.as_printed([task_of(desk, "2")])[task_of(desk, "2").id or 0]["named"] == ["区教育委"]
        assert [one.field for one in desk.open_questions()] == [Field.DEADLINE]


def test_one_printed_name_may_be_several_units_or_none() -> None:
    question = RowQuestion(Field.RESPONSIBLE, "「区财教局」？", ("区教育局",), "区财教局")
    with desk_of(asked_about(question, units=("柳河镇", "区财教局"))) as desk:
        [asked] = desk.open_questions()

        answer(desk, asked, "区教育局、区财政局")

        assert task_of(desk, "1").named == ["柳河镇", "区教育局", "区财政局"]
        assert not match("区财教局", desk.roster()).is_certain
    with desk_of(asked_about(question, units=("柳河镇", "区财教局"))) as desk:
        [asked] = desk.open_questions()
        answer(desk, asked, "无")
        assert task_of(desk, "1").named == ["柳河镇"]


def test_a_group_the_roster_does_not_know_may_stay_open() -> None:
    with desk_of(texts(MISNAMED.replace("区教育委、区财政局", "区财政局、各职能部门"))) as desk:
        asked = next(one for one in desk.open_questions() if one.about == "各职能部门")
        assert asked.choices == [naming.STAYS_OPEN, naming.LEFT_OUT]

        answer(desk, asked, naming.STAYS_OPEN)

        task = task_of(desk, "1")
        assert (task.named, task.collective, task.open_ended) == (["区财政局"], [], True)


def test_what_a_group_means_is_remembered_for_the_next_document() -> None:
    printed = MISNAMED.replace("区教育委", "各职能部门")
    with desk_of(texts(printed)) as desk:
        answer(desk, desk.open_questions()[0], "区直各部门")

        plan = take_in(desk, texts(printed), "2" * 64)

        assert desk.open_questions(plan_id=plan.id) == []
        assert desk.tasks(plan.id)[1].collective == ["区直各部门"]


def test_a_choice_the_roster_does_not_know_is_taken_and_the_name_is_asked_about() -> None:
    question = RowQuestion(Field.RESPONSIBLE, "谁？", ("区水运局", "区教育局"))
    with desk_of(asked_about(question)) as desk:
        [asked] = desk.open_questions()

        assert answer(desk, asked, "区水运局") is None

        assert task_of(desk, "1").named == ["区水运局"]
        assert [one.about for one in desk.open_questions()] == ["区水运局"]
        assert deciding.confirm_ready(desk, desk.plans()[0]) == 0


def test_a_question_about_a_name_that_is_gone_is_set_aside() -> None:
    questions = [
        RowQuestion(Field.RESPONSIBLE, "办理主体不一致", ("区教育局", "区水运局")),
        RowQuestion(Field.RESPONSIBLE, "名册中没有「区水运局」", (), "区水运局"),
    ]
    with desk_of(document(row("1", units=("区水运局",), questions=questions))) as desk:
        answer(desk, desk.open_questions()[0], "区教育局")

        assert desk.open_questions() == []
        assert deciding.confirm_ready(desk, desk.plans()[0]) == 1


def test_a_new_roster_closes_the_questions_about_names_it_knows() -> None:
    with desk_of(texts(MISNAMED)) as desk:
        units = (*ROSTER.units, RosterUnit("区教育委", "部门"))

        desk.load_roster(Roster("", units))

        assert deciding.recheck_names(desk) == 3
        assert deciding.confirm_ready(desk, desk.plans()[0]) == 3


def test_a_name_left_out_of_one_row_is_still_asked_about_in_the_others() -> None:
    with desk_of(texts(MISNAMED)) as desk:
        first, *others = desk.open_questions()

        answer(desk, first, "无")

        assert task_of(desk, "1").named == ["区财政局"]
        assert desk.open_questions() == others


def test_a_name_the_roster_does_not_have_becomes_a_unit_of_it_in_every_row() -> None:
    asked = [RowQuestion(Field.RESPONSIBLE, "名册中没有「区水运局」", (NEW_UNIT, naming.LEFT_OUT), "区水运局")]
    rows = [row(number, units=("区水运局",), questions=asked) for number in ("1", "2")]
    with desk_of(document(*rows)) as desk:
        answer(desk, desk.open_questions()[0], NEW_UNIT)

        assert desk.open_questions() == []
        assert "区水运局" in [unit.name for unit in desk.units()]
        assert deciding.confirm_ready(desk, desk.plans()[0]) == 2
        assert [unit.name for _, unit in desk.items_of_task(task_of(desk, "2"))] == ["区水运局"]
