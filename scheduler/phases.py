"""The phases of an operation: by when each is over as its own name says, and one that says nothing among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from messages import questions
from scheduler.inheritance import InForce
from storage.tables.heading_times import time_over
from storage.values import Column, DeadlineKind, Field, RowQuestion, TaskRow

_PHASE = "阶段"


def time_of_phase(cell: InForce, task: str) -> InForce:
    """The cell in force, or where it is blank the time behind a phase's name: 动员部署阶段（5月6日至5月15日）."""
    told = time_over(task) if _PHASE in task and not cell.text and not cell.others else None
    return InForce(told.duties[Column.DEADLINE], None, by_heading=True) if told and told.is_plain else cell


def with_phases_asked(rows: Sequence[TaskRow]) -> Iterator[TaskRow]:
    """A phase without a time beside others that have one is asked about."""
    timed = any(_is_phase(row) and row.deadline.due for row in rows)
    for row in rows:
        if not timed or not _is_phase(row) or row.deadline.kind is not DeadlineKind.NONE or row.deadline.ask:
            yield row
            continue
        question = RowQuestion(Field.DEADLINE, questions.phase_without_time())
        asked = (*row.questions, question)
        yield replace(row, deadline=row.deadline._replace(ask=True), due_is_certain=False, questions=asked)


def _is_phase(row: TaskRow) -> bool:
    return _PHASE in row.theme or _PHASE in row.task
