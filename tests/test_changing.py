"""A change that was shown is put in force only while what it was worked out from still stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from scheduler import changing, days_named, deciding, in_force, joining
from scheduler.changing import Proposal
from scheduler.workdays import workdays_with
from storage.desk import Desk
from storage.states import ItemState
from tests.desks import desk_of, items_of, task_of, unit_of
from tests.district import document, row

WORKDAYS = workdays_with({})
Shown = Callable[[Desk], Proposal | str]


def _new_day(desk: Desk) -> Proposal | str:
    return changing.deadline(desk, task_of(desk, "1"), "10月20日")


def _new_day_of_one(desk: Desk) -> Proposal | str:
    return changing.item_deadline(desk, task_of(desk, "1"), unit_of(desk, "区教育局"), "10月20日")


def _more_units(desk: Desk) -> Proposal | str:
    return joining.add_units(desk, task_of(desk, "1"), "区财政局", WORKDAYS)


def _end_of_the_row(desk: Desk) -> Proposal | str:
    return changing.stop(desk, task_of(desk, "1"))


def _one_more_row(desk: Desk) -> Proposal | str:
    return changing.new_task(desk, "公开预案；区教育局；12月20日")


def _another_name(desk: Desk) -> Proposal | str:
    return changing.alias(desk, "教育委", "区教育局")


def _day_of_work(desk: Desk) -> Proposal | str:
    return changing.calendar_day(desk, "2022-12-31 班", workdays_with(desk.calendar()))


def _item_ends(desk: Desk) -> None:
    items_of(desk, "1")["区教育局"].state = ItemState.DONE


OVERTAKEN: dict[str, tuple[Shown, Callable[[Desk], object]]] = {
    "a row": (_new_day, _end_of_the_row),
    "an item": (_new_day_of_one, _item_ends),
    "units": (_more_units, _end_of_the_row),
    "a new row": (_one_more_row, _one_more_row),
    "a name": (_another_name, lambda desk: desk.set_alias("教育委", unit_of(desk, "区财政局"))),
    "a day": (_day_of_work, _day_of_work),
}


def _in_force(desk: Desk, said: object) -> str | None:
    if not isinstance(said, Proposal):
        return None
    return in_force.put_in_force(desk, said.kept, workdays_with(desk.calendar()))


@pytest.mark.parametrize("what", OVERTAKEN)
def test_what_has_been_overtaken_changes_nothing(what: str) -> None:
    shown, overtakes = OVERTAKEN[what]
    with desk_of(document(row("1"))) as desk:
        deciding.confirm_ready(desk, desk.plans()[0])
        proposal = shown(desk)
        _in_force(desk, overtakes(desk))
        records = desk.count(desk.today).records

        assert isinstance(proposal, Proposal)
        assert _in_force(desk, proposal) is None
        assert desk.count(desk.today).records == records


@pytest.mark.parametrize(
    ("typed", "said"),
    [("抓紧", "未能识别"), ("2022-01-05", "早于今天"), ("2022-11-30", "现在就是"), ("2099-12-31", "未能识别")],
)
def test_one_units_day_must_be_a_day_ahead_and_another(typed: str, said: str) -> None:
    with desk_of(document(row("1"))) as desk:
        deciding.confirm_ready(desk, desk.plans()[0])

        refused = changing.item_deadline(desk, task_of(desk, "1"), unit_of(desk, "区教育局"), typed)

        assert said in str(refused)


def test_a_row_that_was_stopped_is_not_stopped_again() -> None:
    with desk_of(document(row("1"))) as desk:
        deciding.confirm_ready(desk, desk.plans()[0])
        assert _in_force(desk, _end_of_the_row(desk)) is not None

        assert "现在就是" in str(_end_of_the_row(desk))


def test_a_day_typed_without_its_year_is_the_coming_one() -> None:
    with desk_of() as desk:
        assert days_named.coming_day(desk, "1月15日") == date(2023, 1, 15)
