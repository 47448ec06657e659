"""A confirmed row becomes one item a unit: through names and groups, with its part and its days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from scheduler import amending, deciding
from scheduler.expansion import due_days, fair_days, knows
from scheduler.workdays import Workdays
from storage.records import Item, Notice, Task
from storage.states import Part, Post, Role
from storage.values import Deadline, DeadlineKind, Field, RowQuestion
from tests.desks import answer, desk_of, items_of, take_in, task_of, unit_of
from tests.district import ROSTER, document, row

MONDAY = date(2022, 9, 19)
MONTHLY = Deadline(
    "每月推进，11月20日前完成",
    DeadlineKind.RECURRING,
    date(2022, 11, 20),
    rrule="FREQ=MONTHLY",
    milestones=(("", None),),
)
YEARLY = "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1"


def parts(**said: Any) -> dict[str, Part]:
    """Who owes a row of these names, and as what."""
    with desk_of(document(row("1", **said))) as desk:
        deciding.confirm_ready(desk, desk.plans()[0])
        return {name: item.part for name, item in items_of(desk, "1").items()}


def test_a_lead_acts_even_where_it_is_not_in_the_responsible_column() -> None:
    assert parts(units=("柳河镇",), lead=("区教育局",)) == {"区教育局": Part.LEAD, "柳河镇": Part.RESPONSIBLE}


def test_a_group_is_its_members_and_each_unit_owes_a_row_once() -> None:
    told = parts(units=("教育局",), collective=("区直各部门", "各乡镇"), lead=("区教育局",))

    assert told == {"区教育局": Part.LEAD, "区财政局": Part.RESPONSIBLE, "柳河镇": Part.RESPONSIBLE}


def test_a_unit_that_has_left_a_group_is_no_longer_meant_by_it() -> None:
    with desk_of(document(row("1", units=(), collective=("区直各部门",)))) as desk:
        left = [replace(unit, groups=()) if unit.name == "区财政局" else unit for unit in ROSTER.units]
        desk.load_roster(replace(ROSTER, units=tuple(left)))

        deciding.confirm_ready(desk, desk.plans()[0])

        assert items_of(desk, "1").keys() == {"区教育局"}


def test_a_name_of_its_own_counts_before_a_place_in_a_group() -> None:
    told = parts(units=(), collective=("区直各部门",), assisting=("区财政局",))

    assert told == {"区教育局": Part.RESPONSIBLE, "区财政局": Part.ASSISTING}


def test_a_group_that_leads_itself_leads_nobody_in_particular() -> None:
    told = parts(units=(), collective=("区直各部门",), lead=("区直各部门",))

    assert set(told.values()) == {Part.RESPONSIBLE}


@pytest.mark.parametrize(
    ("name", "is_known"),
    [
        ("区教育局", True),
        ("教育局", True),
        ("各乡镇人民政府", True),
        ("区水运局", False),
        ("各职能部门", False),
        ("区直有关部门", True),
    ],
)
def test_an_open_phrase_needs_no_roster_and_any_other_name_does(name: str, is_known: bool) -> None:
    assert knows(name, ROSTER) is is_known


def test_a_rhythm_with_an_end_falls_due_there_for_the_last_time() -> None:
    rhythm = document(row("1"))
    with desk_of() as desk:
        plan = take_in(desk, rhythm)
        task = task_of(desk, "1")
        desk.set_deadline(task, MONTHLY)

        days = []
        for _ in range(5):
            coming = due_days(task, plan, MONDAY)
            task.expanded_to = coming[0] if coming else task.expanded_to
            days += coming

        assert days == [date(2022, 9, 30), date(2022, 10, 31), date(2022, 11, 20)]


def test_a_yearly_duty_begins_after_the_day_of_issue() -> None:
    with desk_of(document(row("1", date(2023, 3, 31), kind=DeadlineKind.RECURRING, rrule=YEARLY))) as desk:
        deciding.confirm_ready(desk, desk.plans()[0])

        assert items_of(desk, "1")["区教育局"].due_on == date(2023, 3, 31)


def test_a_unit_that_joins_later_gets_ten_working_days_at_least() -> None:
    with desk_of(document(row("1", date(2022, 9, 23)), row("2"))) as desk:
        plan = desk.plans()[0]

        near, far = (fair_days(task_of(desk, number), plan, MONDAY, Workdays()) for number in ("1", "2"))

        assert near == [date(2022, 10, 8)]  # a working Saturday after the holiday week
        assert far == [date(2022, 11, 30)]


def change(field: Field, new: str) -> RowQuestion:
    return RowQuestion(field, f"改为「{new}」", (new, amending.KEEP))


def confirmed_and_changed(field: Field, new: str) -> tuple[Task, dict[str, Item], list[str]]:
    """A row that has been handed out, and then changed."""
    with desk_of(document(row("1", units=("区教育局", "区财政局")))) as desk:
        deciding.confirm_ready(desk, desk.plans()[0])
        items_of(desk, "1")["区教育局"].extensions = 0
        desk.ask(task_of(desk, "1"), change(field, new))
        assert answer(desk, desk.open_questions()[0], new) is None
        return task_of(desk, "1"), items_of(desk, "1"), [one.text for one in desk.open_questions()]


def test_a_changed_day_moves_the_items_and_keeps_the_day_of_issue() -> None:
    _, items, _ = confirmed_and_changed(Field.DEADLINE, "2022-12-09")

    assert {item.due_on for item in items.values()} == {date(2022, 12, 9)}
    assert {item.first_due_on for item in items.values()} == {date(2022, 11, 30)}
    assert {item.look_on for item in items.values()} == {MONDAY}


def test_a_day_put_off_on_request_stays_where_it_is_later() -> None:
    with desk_of(document(row("1"))) as desk:
        deciding.confirm_ready(desk, desk.plans()[0])
        item = items_of(desk, "1")["区教育局"]
        item.extensions, item.due_on = 1, date(2022, 12, 20)
        desk.ask(task_of(desk, "1"), change(Field.DEADLINE, "2022-12-09"))

        answer(desk, desk.open_questions()[0], "2022-12-09")

        assert items_of(desk, "1")["区教育局"].due_on == date(2022, 12, 20)


def test_a_date_becomes_a_rhythm_without_a_second_item() -> None:
    _, items, _ = confirmed_and_changed(Field.DEADLINE, "每月底前")

    assert {(item.due_on, item.occurrence, item.kind) for item in items.values()} == {
        (date(2022, 9, 30), "2022-09-30", DeadlineKind.RECURRING)
    }


def test_units_join_change_parts_and_leave_only_when_the_office_says_so() -> None:
    _, items, asked = confirmed_and_changed(Field.RESPONSIBLE, "柳河镇；配合单位：区财政局")

    assert {name: item.part for name, item in items.items()} == {
        "柳河镇": Part.RESPONSIBLE,
        "区财政局": Part.ASSISTING,
        "区教育局": Part.RESPONSIBLE,
    }
    assert asked == ["「区教育局」不再列入本项，其责任项是否终止？"]


def test_liaisons_hear_once_of_all_that_changed() -> None:
    with desk_of(document(row("1"), row("2"))) as desk:
        deciding.confirm_ready(desk, desk.plans()[0])
        desk.meet(7, 7, "教育局联络员")
        desk.invite("code", Role.LIAISON, unit_of(desk, "区教育局"), Post.A, desk.now.replace(year=2023))
        desk.enrol(desk.meet(7, 7, "教育局联络员"), "code")
        told: list[amending.Change] = []
        for number in ("1", "2"):
            items_of(desk, number)["区教育局"].assigned_on = MONDAY
            desk.ask(task_of(desk, number), change(Field.DEADLINE, "2022-12-09"))
        for question in desk.open_questions():
            deciding.put(desk, desk.session.get_one(Task, question.task_id), question, "2022-12-09", told)

        amending.tell_units(desk, told)

        [key] = [key for key in desk.session.scalars(select(col(Notice.key))) if key.startswith("changed/")]
        assert key
