"""What the office answers, chosen or typed, is what the row says afterwards; what cannot be taken changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from messages.decision_texts import NEW_UNIT
from scheduler import deciding, naming, taking, ways_out
from scheduler.intake import read_tasks
from storage.desk.questions import said_by
from storage.records import Question, Task
from storage.roster import read_roster
from storage.states import Part, TaskState
from storage.tables import read_document
from storage.values import (
    Deadline,
    DeadlineKind,
    Field,
    Roster,
    RowQuestion,
    TaskDocument,
)
from tests.desks import answer, asked_about, desk_of, items_of, take_in, task_of
from tests.district import document, row

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT.parent / "shared" / "seed" / "xinrong-2022.txt"
SAMPLES = [*(ROOT / "examples" / f"document.{ending}" for ending in ("txt", "docx", "xlsx")), SEED]


@cache
def roster() -> Roster:
    return read_roster(ROOT / "examples" / "roster.xlsx")


@cache
def read(path: Path) -> TaskDocument:
    if not path.exists():
        pytest.skip("the reference document is not beside the project")
    return read_tasks(read_document(path), roster())


def says(task: Task, question: Question, chosen: str) -> bool:
    """Whether a row says what was chosen for it."""
    if chosen in (taking.AS_IT_STANDS, taking.NOT_A_TASK, naming.LEFT_OUT, naming.STAYS_OPEN):
        return question.about not in task.named if question.about else True
    if question.field is Field.TASK:
        return task.label == chosen
    if question.field is Field.DEADLINE:
        if chosen in ("无", taking.NO_DEADLINE):
            return task.deadline_kind is DeadlineKind.NONE and task.due_on is None and task.due_is_certain
        day = str(task.due_on) == chosen if chosen[:2] == "20" else task.deadline_kind is DeadlineKind.WHOLE_YEAR
        return day and task.due_is_certain
    if chosen == NEW_UNIT:
        return question.about in naming.names_on(task)
    names = [] if chosen == naming.NOBODY else chosen.split("、")
    said = task.lead if question.field is Field.LEAD else [*task.named, *task.collective]
    return sorted(said) == sorted(names)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_choice_of_every_question_is_what_the_row_says_afterwards(path: Path) -> None:
    with desk_of(roster=roster()) as desk:
        plan = desk.store_document(ways_out.with_ways_out(read(path)), "1" * 64)
        wrong = []
        for question in desk.open_questions(plan_id=plan.id):
            task = desk.session.get_one(Task, question.task_id)
            for chosen in question.choices:
                with desk.session.begin_nested() as nested:
                    refused = deciding.decide(desk, task, question, chosen)
                    if refused or not says(task, question, chosen):
                        wrong.append((task.number, question.text, chosen, refused))
                    nested.rollback()

    assert wrong == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_first_choice_everywhere_confirms_every_row_and_makes_an_item_for_every_task_and_unit(path: Path) -> None:
    with desk_of(roster=roster()) as desk:
        plan = take_in(desk, read(path))
        for question in desk.open_questions():
            assert answer(desk, question, question.choices[0]) is None

        confirmed = deciding.confirm_ready(desk, plan)

        assert desk.open_questions() == []
        assert confirmed == len(read(path).rows) == 53
        assert {task.state for task in desk.tasks()} == {TaskState.CONFIRMED}
        counted = {task.number: items_of(desk, task.number) for task in desk.tasks()}

        assert [len(counted[number]) for number in ("1", "12", "22", "24", "32")] == [37, 37, 9, 14, 8]
        assert counted["12"]["区司法局"].part is Part.LEAD
        assert counted["22"]["区发改局"].part is Part.LEAD  # printed as 区发改委, and in the lead column alone
        assert counted["17"]["区审计局"].due_on == date(2023, 3, 31)
        assert task_of(desk, "23").open_ended
        assert task_of(desk, "32").open_ended


def test_a_list_that_was_offered_sets_the_whole_list() -> None:
    question = RowQuestion(Field.LEAD, "牵头单位？", ("各乡镇人民政府、区直各部门", "无"))
    with desk_of(asked_about(question, collective=("各乡镇人民政府", "区直各部门"), lead=("区教育局",))) as desk:
        [asked] = desk.open_questions()

        assert answer(desk, asked, asked.choices[0]) is None

        assert task_of(desk, "1").lead == ["各乡镇人民政府", "区直各部门"]
        assert task_of(desk, "1").named == ["区教育局"]


def test_nobody_leads_where_the_office_says_so() -> None:
    question = RowQuestion(Field.LEAD, "牵头单位？", ("区财政局", "无"))
    with desk_of(asked_about(question, lead=("区财政局",))) as desk:
        [asked] = desk.open_questions()

        answer(desk, asked, "无")

        assert task_of(desk, "1").lead == []
        assert task_of(desk, "1").named == ["区教育局"]


@pytest.mark.parametrize(
    ("question", "wrong", "reason"),
    [
        (RowQuestion(Field.DEADLINE, "何时？", ("2022-10-31",)), "再说吧", "未能识别为明确的时限"),
        (RowQuestion(Field.DEADLINE, "何时？", ("2022-10-31",)), "11月前", "未能识别为明确的时限"),
        (RowQuestion(Field.DEADLINE, "何时？", ("2022-10-31",)), "2022-13-45", "未能识别为明确的时限"),
        (RowQuestion(Field.LEAD, "谁？", ("区教育局",)), "区水运局", "名册中没有「区水运局」"),
        (RowQuestion(Field.LEAD, "谁？", ("区教育局",)), "区教局", "名册中没有「区教局」"),
        (RowQuestion(Field.RESPONSIBLE, "谁？", ("区教育局",)), "区教育局、区水运局", "名册中没有「区水运局」"),
        (RowQuestion(Field.RESPONSIBLE, "谁？", ("区教育局",)), "？？", "不能确定"),
        (RowQuestion(Field.CONTENT, "疑有错字", ()), "改", "更正后的全文"),
        (RowQuestion(Field.TASK, "归入哪一任务？", ("甲", "乙")), "　", "请从「甲」「乙」中选择"),
        (RowQuestion(Field.ROW, "整行可疑", ()), "删掉", "中选择"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_answer_is_refused_with_a_reason_and_changes_nothing(
    question: RowQuestion, wrong: str, reason: str
) -> None:
    with desk_of(asked_about(question)) as desk:
        [asked] = desk.open_questions()
        before = said_by(task_of(desk, "1"))

        refused = answer(desk, asked, wrong)

        assert refused is not None
        assert reason in refused
        assert said_by(task_of(desk, "1")) == before
        assert desk.open_questions() == [asked]


@given(text=st.text(max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_either_refused_or_closes_the_question(text: str) -> None:
    questions = [RowQuestion(field, f"{field}？", ("区教育局",)) for field in Field]
    with desk_of(document(row("1", questions=questions))) as desk:
        for asked in desk.open_questions():
            before = said_by(task_of(desk, "1"))

            refused = answer(desk, asked, text)

            assert (refused is None) is (asked.answer is not None)
            assert refused is None or said_by(task_of(desk, "1")) == before


@pytest.mark.parametrize(
    ("typed", "kind", "due"),
    [
        ("2022-12-05", DeadlineKind.DATE, date(2022, 12, 5)),
        ("12月5日", DeadlineKind.DATE, date(2022, 12, 5)),
        ("全年", DeadlineKind.WHOLE_YEAR, date(2022, 12, 31)),
        ("印发后1个月内", DeadlineKind.RELATIVE, date(2022, 10, 16)),
        ("长期坚持", DeadlineKind.CONTINUOUS, None),
        ("无", DeadlineKind.NONE, None),
        ("每年3月底前", DeadlineKind.RECURRING, date(2023, 3, 31)),
    ],
)
def test_a_typed_deadline_is_what_the_row_says(typed: str, kind: DeadlineKind, due: date | None) -> None:
    question = RowQuestion(Field.DEADLINE, "何时？", ("2022-10-31",))
    with desk_of(asked_about(question, certain=False)) as desk:
        [asked] = desk.open_questions()

        assert answer(desk, asked, typed) is None

        task = task_of(desk, "1")
        assert (task.deadline_kind, task.due_on, task.due_is_certain) == (kind, due, True)
        assert task.deadline_text == "11月底前"  # as printed


def test_a_typed_list_may_say_who_leads_and_who_assists() -> None:
    question = RowQuestion(Field.RESPONSIBLE, "谁？", ())
    with desk_of(asked_about(question, units=())) as desk:
        [asked] = desk.open_questions()

        answer(desk, asked, "教育局牵头，各乡镇人民政府负责，区财政局配合")
        deciding.confirm_ready(desk, desk.plans()[0])

        parts = {name: item.part for name, item in items_of(desk, "1").items()}
        assert parts == {"区教育局": Part.LEAD, "柳河镇": Part.RESPONSIBLE, "区财政局": Part.ASSISTING}


def test_a_question_is_answered_once_and_a_range_keeps_its_beginning() -> None:
    open_range = Deadline("9月至11月", DeadlineKind.RANGE, date(2022, 11, 30), date(2022, 9, 1))
    asked = replace(asked_about(RowQuestion(Field.DEADLINE, "何时？", ("2022-11-30",))).rows[0], deadline=open_range)
    with desk_of(document(asked)) as desk:
        task, question = task_of(desk, "1"), desk.open_questions()[0]

        assert answer(desk, question, "2022-11-30") is None
        assert (task.deadline_kind, task.start_on) == (DeadlineKind.RANGE, date(2022, 9, 1))
        assert answer(desk, question, "2022-12-31") is None
        assert task.due_on == date(2022, 11, 30)


def test_a_row_may_have_no_deadline_at_all() -> None:
    with desk_of(asked_about(RowQuestion(Field.DEADLINE, "何时？", (taking.NO_DEADLINE,)))) as desk:
        answer(desk, desk.open_questions()[0], taking.NO_DEADLINE)

        assert (task_of(desk, "1").deadline_kind, task_of(desk, "1").due_on) == (DeadlineKind.NONE, None)
