"""Nothing changes without an event: each verb of the desk that changes what is kept says so, once, in the chain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel, col

from scheduler import deciding, revising
from storage.desk import Desk
from storage.records import Contact, Event, Item, Question, Report, Task
from storage.states import EvidenceKind, Intent, Part, Post, Role
from storage.values import DeadlineKind, Field, Roster, RosterUnit, RowQuestion
from tests.desks import MONDAY_MORNING, store_of, task_of, unit_of
from tests.district import ROSTER, document, row

Act = Callable[[Desk], object]
BOOKS_OF_DELIVERY = {"office", "event", "notice", "incoming", "errand", "printedhead"}
RHYTHM = row("5", date(2022, 9, 30), kind=DeadlineKind.RECURRING, rrule="FREQ=MONTHLY;BYMONTHDAY=-1")
ASKED = row("6", questions=[RowQuestion(Field.DEADLINE, "何时？", ("2022-10-31", "2022-11-30"))])


def ready(desk: Desk) -> None:
    """A plan with confirmed rows, a liaison who has reported row 1 done, and somebody of the office."""
    plan = desk.store_document(document(row("1"), row("2"), RHYTHM, ASKED), "1" * 64)
    deciding.confirm_ready(desk, plan)
    liaison = desk.meet(11, 11, "联络员")
    desk.invite("a", Role.LIAISON, unit_of(desk, "区教育局"), Post.A, desk.now + timedelta(days=1))
    desk.enrol(liaison, "a")
    desk.report(item(desk, "1"), Intent.DONE, "已公开")
    desk.invite("b", Role.OFFICE, None, Post.A, desk.now + timedelta(days=1))
    desk.session.flush()


def item(desk: Desk, number: str) -> Item:
    return next(one for one, _ in desk.items_of_task(task_of(desk, number)))


def report(desk: Desk) -> Report:
    return desk.reports_of(item(desk, "1"))[0]


def the(desk: Desk, kind: type[SQLModel]) -> Any:
    return desk.session.scalars(select(kind)).first()


def _enrol(desk: Desk) -> None:
    desk.enrol(desk.meet(12, 12, "工作人员"), "b")


def _closed(desk: Desk) -> None:
    desk.accept(report(desk), item(desk, "1"))
    desk.strike_off(item(desk, "1"))


def _decide(desk: Desk) -> None:
    question = desk.open_questions()[0]
    assert deciding.decide(desk, desk.session.get_one(Task, question.task_id), question, "2022-10-31") is None


def _revise(desk: Desk) -> None:
    newer = document(row("1", date(2022, 12, 20)), row("2"), RHYTHM, ASKED, row("9"))
    found = revising.version_in_force(desk, newer)
    assert found is not None
    revising.revise(desk, *found, newer, "2" * 64)
    revising.adopt(desk, found[0])


def _question(desk: Desk) -> Question:
    question: Question = the(desk, Question)
    return question


VERBS: dict[str, Act] = {
    "load_roster": lambda desk: desk.load_roster(Roster("", (*ROSTER.units, RosterUnit("区水务局")))),
    "learn_alias": lambda desk: desk.learn_alias("教委", unit_of(desk, "区教育局")),
    "invite": lambda desk: desk.invite("c", Role.OFFICE, None, Post.A, desk.now),
    "enrol": _enrol,
    "import": lambda desk: desk.store_document(document(row("7")), "3" * 64),
    "confirm": lambda desk: desk.confirm(task_of(desk, "6"), [(unit_of(desk, "柳河镇"), Part.LEAD)], [None]),
    "go_on": lambda desk: desk.go_on(task_of(desk, "5"), [date(2022, 10, 31)]),
    "decide": _decide,
    "set_aside": lambda desk: desk.set_aside(_question(desk), "不再适用"),
    "report": lambda desk: desk.report(item(desk, "2"), Intent.SIGNED),
    "evidence": lambda desk: desk.add_evidence(item(desk, "2"), EvidenceKind.LINK, None, url="https://a.gov.cn/1"),
    "take_back": lambda desk: desk.take_back(report(desk), item(desk, "1")),
    "add_to": lambda desk: desk.add_to(report(desk), "河政发〔2022〕3号"),
    "accept": lambda desk: desk.accept(report(desk), item(desk, "1")),
    "send_back": lambda desk: desk.send_back(report(desk), item(desk, "1"), "请补充", date(2022, 12, 1)),
    "strike_off": _closed,
    "move_items": lambda desk: desk.move_items(task_of(desk, "2"), date(2022, 12, 20)),
    "add_units": lambda desk: desk.add_units(task_of(desk, "2"), [(unit_of(desk, "柳河镇"), Part.LEAD)], [None]),
    "stop_items": lambda desk: desk.stop_items(task_of(desk, "2")),
    "revise": _revise,
}


def kept(desk: Desk) -> dict[str, list[str]]:
    """Every row but those that count letters and updates, which have books of their own."""
    desk.session.flush()
    return {
        table.name: sorted(str(one) for one in desk.session.execute(table.select()))
        for table in SQLModel.metadata.sorted_tables
        if table.name not in BOOKS_OF_DELIVERY
    }


@pytest.mark.parametrize("verb", VERBS)
def test_what_a_verb_changes_stands_in_the_chain(verb: str) -> None:
    store = store_of()
    with store.act(MONDAY_MORNING) as desk:
        ready(desk)
        before, length = kept(desk), store_length(desk)

        VERBS[verb](desk)

        assert kept(desk) != before
        assert store_length(desk) > length
    assert store.verify_chain().broken_at is None


def store_length(desk: Desk) -> int:
    desk.put_down()
    return len(desk.session.scalars(select(col(Event.number))).all())


def test_an_event_says_who_when_what_and_from_which_message() -> None:
    store = store_of()
    with store.act(MONDAY_MORNING) as desk:
        ready(desk)
        desk.update_id = 77
        liaison: Contact = the(desk, Contact)
        desk.actor = liaison

        desk.report(item(desk, "2"), Intent.WORKING, "正在核对")

        desk.put_down()
        event = desk.session.scalars(select(Event).order_by(col(Event.number).desc())).first()
        assert event is not None
        assert (event.contact_id, event.update_id, event.at) == (liaison.id, 77, MONDAY_MORNING)
        assert (event.act, event.subject) == ("report", f"item/{item(desk, '2').id}")
        assert event.detail is not None
        assert event.detail["text"] == "正在核对"
