"""What a newer version changes is a question of its row; what was doubtful or undecided is asked anew, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from messages import questions
from scheduler import deciding, pairing, revising
from scheduler.amending import KEEP
from storage.desk import Desk
from storage.records import Question
from storage.values import Deadline, DeadlineKind, Field, RowQuestion, TaskRow
from tests.desks import answer, desk_of, task_of
from tests.district import document, row

YEAR = Deadline("全年", DeadlineKind.WHOLE_YEAR, date(2022, 12, 31))


def _revised(desk: Desk, *rows: TaskRow, sha256: str = "2" * 64) -> list[Question]:
    """What is open after a newer version with these rows."""
    newer = document(*rows)
    found = revising.version_in_force(desk, newer)
    assert found is not None
    revising.revise(desk, *found, newer, sha256)
    return desk.open_questions()


def _due(number: str, day: date, phrase: str = "11月底前") -> TaskRow:
    return replace(row(number), deadline=Deadline(phrase, DeadlineKind.DATE, day))


def test_of_two_newer_versions_only_the_last_is_asked_about() -> None:
    with desk_of(document(row("1"), row("2"))) as desk:
        _revised(desk, _due("1", date(2022, 12, 10)), row("2"))

        [asked] = _revised(desk, _due("1", date(2022, 12, 20)), row("2"), sha256="3" * 64)

        assert asked.choices == ["2022-12-20", KEEP]


def test_without_a_document_number_the_same_title_of_another_year_is_another_plan() -> None:
    first = replace(document(row("1"), row("2")), document_number=None)
    with desk_of(first) as desk:
        others = [replace(first, year=2023), replace(first, title="别的任务分解表")]

        assert revising.version_in_force(desk, first) is not None
        assert [revising.version_in_force(desk, other) for other in others] == [None, None]


def test_a_row_with_another_number_and_a_few_other_words_is_still_that_row() -> None:
    words = "在政府网站集中公开本年度重大行政决策事项目录，并按季度更新执行情况和后评估结果"
    first = (row("1"), replace(row("2"), content=words))
    newer = (row("1"), row("2"), replace(row("5"), content=words.replace("按季度", "每季度")))
    with desk_of(document(*first)) as desk:
        found = pairing.paired(desk.tasks(), newer)

    assert [(task.number, place) for task, place in found.same] == [("1", 0), ("2", 2)]
    assert (found.removed, found.added) == ((), (1,))


def test_however_often_a_number_is_given_anew_no_two_rows_bear_it() -> None:
    with desk_of(document(row("1"), row("2"), row("3"))) as desk:
        for number in ("2", "3"):
            desk.renumber(task_of(desk, number), "1")

        assert [(task.number, task.label) for task in desk.tasks()] == [
            ("原1", "事项1"),
            ("原原1", "事项2"),
            ("1", "事项3"),
        ]


def test_where_a_day_was_still_open_the_office_chooses_among_old_and_new() -> None:
    doubtful = row("1", questions=[RowQuestion(Field.DEADLINE, "何时？", ("2022-10-31", "2022-11-30"))])
    with desk_of(document(doubtful, row("2"))) as desk:
        [asked] = _revised(desk, _due("1", date(2022, 12, 20)), row("2"))

        assert asked.choices == ["2022-12-20", "2022-10-31", "2022-11-30"]
        assert answer(desk, asked, "2022-10-31") is None
        assert deciding.decide(desk, task_of(desk, "1"), asked, "2022-12-20") is None
        assert task_of(desk, "1").due_on == date(2022, 10, 31)


def test_a_period_and_a_day_that_take_each_others_place_are_told_in_their_own_words() -> None:
    with desk_of(document(replace(row("1"), deadline=YEAR), row("2"))) as desk:
        to_a_day, to_a_year = _revised(desk, row("1"), replace(row("2"), deadline=YEAR))

        assert to_a_day.choices == ["2022-11-30", KEEP]
        assert to_a_year.choices == ["全年", KEEP]
        assert answer(desk, to_a_year, "全年") is None
        assert task_of(desk, "2").deadline_kind is DeadlineKind.WHOLE_YEAR


def test_a_day_of_the_offices_own_is_not_asked_about_again_where_print_says_the_same_in_other_words() -> None:
    with desk_of(document(row("1"), row("2"))) as desk:
        desk.ask(task_of(desk, "1"), RowQuestion(Field.DEADLINE, "何时？", ("2022-12-20",)))
        answer(desk, desk.open_questions()[0], "2022-12-20")

        assert _revised(desk, _due("1", date(2022, 11, 30), "11月30日前"), row("2")) == []


def test_words_that_are_damaged_in_the_newer_version_are_doubted_and_no_plain_change() -> None:
    damaged = replace(
        row("1"), task="事项1，注重实际效果，强化正", content=f"{row('1').content}，清理时宜提法，优化范围和数也、"
    )
    with desk_of(document(row("1"), row("2"))) as desk:
        label, content = _revised(desk, damaged, row("2"))

        assert questions.label_cut("事项1，注重实际效果，强化正") in label.text
        assert "时宜" in content.text
        assert "和数也" in content.text
        assert revising.plain_changes(desk, desk.plans()[0]) == []
        assert revising.adopt(desk, desk.plans()[0]) == 0


def test_another_leader_is_taken_over_as_the_office_says() -> None:
    with desk_of(document(row("1", lead=["区教育局"]), row("2"))) as desk:
        [asked] = _revised(desk, row("1", lead=["区财政局"]), row("2"))

        assert asked.choices == ["区财政局", KEEP]
        assert revising.adopt(desk, desk.plans()[0]) == 1
        assert task_of(desk, "1").lead == ["区财政局"]


def test_another_number_must_be_one() -> None:
    with desk_of(document(row("1"), row("2"))) as desk:
        [asked] = _revised(desk, row("1"), replace(row("2"), number="7"))

        assert "不是序号" in str(answer(desk, asked, "第七项，末尾"))
        assert answer(desk, asked, "7") is None
        assert task_of(desk, "7").label == "事项2"
