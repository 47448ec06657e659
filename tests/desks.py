"""A store in memory with a small roster, for tests of what the office decides."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from scheduler import deciding, ways_out
from storage.desk import Desk
from storage.opened import open_office
from storage.records import Item, Plan, Question, Task, Unit
from storage.rehearsal import new_database
from storage.store import Store
from storage.values import Roster, RowQuestion, TaskDocument
from tests.district import ROSTER, document, row

MONDAY_MORNING = datetime(2022, 9, 19, 1, 0, tzinfo=UTC)


def store_of(roster: Roster = ROSTER) -> Store:
    """An empty office that knows its units."""
    engine = new_database()
    store = Store(engine, open_office(engine, "公开办", MONDAY_MORNING), _day_of)
    with store.act(MONDAY_MORNING) as desk:
        desk.load_roster(roster)
    return store


@contextmanager
def desk_of(document: TaskDocument | None = None, roster: Roster = ROSTER) -> Iterator[Desk]:
    """A desk in one open transaction, a document taken in."""
    with store_of(roster).act(MONDAY_MORNING) as desk:
        if document is not None:
            take_in(desk, document)
        yield desk


def take_in(desk: Desk, document: TaskDocument, sha256: str = "1" * 64) -> Plan:
    """Keep a document as the office's chat does."""
    plan = desk.store_document(ways_out.with_ways_out(document), sha256)
    deciding.recall_names(desk, plan)
    return plan


def asked_about(question: RowQuestion, **said: Any) -> TaskDocument:
    """One row with one question."""
    return document(row("1", questions=[question], **said))


def task_of(desk: Desk, number: str) -> Task:
    """The task with a number."""
    [task] = [task for task in desk.tasks() if task.number == number]
    return task


def answer(desk: Desk, question: Question, text: str) -> str | None:
    """Decide a question; the reason where it was refused."""
    return deciding.decide(desk, desk.session.get_one(Task, question.task_id), question, text)


def items_of(desk: Desk, number: str) -> dict[str, Item]:
    """The items of a row by the name of their unit."""
    return {unit.name: item for item, unit in desk.items_of_task(task_of(desk, number))}


def unit_of(desk: Desk, name: str) -> Unit:
    """A unit of the roster."""
    return next(unit for unit in desk.units() if unit.name == name)


def _day_of(moment: datetime) -> date:
    return moment.date()
