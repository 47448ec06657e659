"""What else a row is asked about before it goes out: its words, its label, its day, who does it."""

from __future__ import annotations

from datetime import date

from messages.decision_texts import NEW_UNIT
from scheduler import deciding, naming, taking, ways_out
from scheduler.expansion import unknown
from storage.states import Part, TaskState
from storage.values import (
    Deadline,
    DeadlineKind,
    Field,
    RowQuestion,
    TaskRow,
    UnitsReading,
)
from tests.desks import answer, asked_about, desk_of, items_of, task_of
from tests.district import document, row


def test_a_day_before_the_document_was_issued_stays_asked_about() -> None:
    questions = [
        RowQuestion(Field.DEADLINE, "栏空白", ("2022-08-31", "2022-11-30")),
        RowQuestion(Field.DEADLINE, "早于印发日期", ("2022-08-31", "无")),
    ]
    with desk_of(document(row("1", questions=questions))) as desk:
        first, second = desk.open_questions()
        answer(desk, first, "2022-08-31")
        assert desk.open_questions() == [second]
    with desk_of(document(row("1", questions=questions))) as desk:
        answer(desk, desk.open_questions()[0], "2022-11-30")
        assert desk.open_questions() == []
        assert task_of(desk, "1").due_on == date(2022, 11, 30)


def test_a_question_without_choices_has_a_way_out() -> None:
    bare = [
        RowQuestion(Field.DEADLINE, "「汛前」？", ("汛前",)),
        *(RowQuestion(field, "？") for field in Field),
        RowQuestion(Field.RESPONSIBLE, "名册中没有「区水运局」", (), "区水运局"),
    ]

    [read_row] = ways_out.with_ways_out(document(row("1", questions=bare))).rows

    assert [one.choices for one in read_row.questions] == [
        (taking.NO_DEADLINE,),
        (taking.NO_DEADLINE,),
        (naming.NOBODY,),
        (taking.AS_IT_STANDS,),
        (taking.NOT_A_TASK,),
        (taking.AS_IT_STANDS,),
        (taking.AS_IT_STANDS, taking.NOT_A_TASK),
        (NEW_UNIT, naming.LEFT_OUT),
    ]


def test_a_row_that_is_no_task_never_goes_out() -> None:
    with desk_of(asked_about(RowQuestion(Field.ROW, "本行没有任务内容"))) as desk:
        [asked] = desk.open_questions()

        answer(desk, asked, taking.NOT_A_TASK)

        assert task_of(desk, "1").state is TaskState.STOPPED
        assert deciding.confirm_ready(desk, desk.plans()[0]) == 0


def test_corrected_words_settle_every_doubt_they_remove() -> None:
    questions = [
        RowQuestion(Field.CONTENT, "具体内容中「中时宜」疑漏「不」字"),
        RowQuestion(Field.CONTENT, "具体内容中「和数也」疑有错漏字"),
        RowQuestion(Field.CONTENT, "具体内容中「第1项」疑有错漏字"),
    ]
    with desk_of(document(row("1", questions=questions))) as desk:
        answer(desk, desk.open_questions()[0], "办理第1项并在政府网站公开不合时宜的提法")

        assert [one.text for one in desk.open_questions()] == [questions[2].text]
        assert task_of(desk, "1").content.endswith("不合时宜的提法")


def test_a_label_brings_its_theme_with_it() -> None:
    rows = (row("1"), row("2", questions=[RowQuestion(Field.TASK, "归入？", ("事项1", "事项2"))]))
    themed = document(rows[0], rows[1])
    with desk_of(themed) as desk:
        task_of(desk, "1").theme = "公开促服务"

        answer(desk, desk.open_questions()[0], "事项1")

        assert (task_of(desk, "2").label, task_of(desk, "2").theme) == ("事项1", "公开促服务")


def test_a_row_without_anybody_is_asked_about_when_it_is_confirmed() -> None:
    with desk_of(document(row("1", units=()), row("2"))) as desk:
        assert deciding.confirm_ready(desk, desk.plans()[0]) == 1

        [asked] = desk.open_questions()
        assert asked.field is Field.RESPONSIBLE
        assert answer(desk, asked, "区教育局") is None
        assert deciding.confirm_ready(desk, desk.plans()[0]) == 1


def test_two_tables_in_one_file_may_both_begin_with_one() -> None:
    with desk_of(document(row("1"), row("2"), row("1"), row("1"))) as desk:
        assert [task.number for task in desk.tasks()] == ["1", "2", "1.2", "1.3"]


def test_every_decision_is_an_event_that_knows_what_was_printed() -> None:
    question = RowQuestion(Field.DEADLINE, "何时？", ("2022-10-31",))
    with desk_of(asked_about(question)) as desk:
        task = task_of(desk, "1")
        answer(desk, desk.open_questions()[0], "2022-10-31")

        printed = desk.as_printed([task])[task.id or 0]

        assert printed["due_on"] == "2022-11-30"
        assert printed["content"] == task.content


def test_who_assists_in_a_cell_that_names_everybody_only_assists() -> None:
    everybody = TaskRow(
        "1",
        "",
        "事项1",
        "办理",
        ("区教育局",),
        UnitsReading("", ("区教育局", "区财政局"), (), ("区教育局",), ("区财政局",)),
        ("区财政局",),
        Deadline("11月底前", DeadlineKind.DATE, date(2022, 11, 30)),
        1,
    )
    with desk_of(document(everybody)) as desk:
        deciding.confirm_ready(desk, desk.plans()[0])

        assert {name: item.part for name, item in items_of(desk, "1").items()} == {
            "区教育局": Part.LEAD,
            "区财政局": Part.ASSISTING,
        }
        assert unknown(task_of(desk, "1"), desk.roster()) == []
