"""The buttons under a question: at least one, and none that could not be taken."""

from __future__ import annotations

from dataclasses import replace

from messages import questions
from scheduler import expansion, naming
from scheduler.naming import NOBODY
from scheduler.taking import AS_IT_STANDS, NO_DEADLINE, NOT_A_TASK
from storage.values import Field, RowQuestion, TaskDocument, TaskRow


def with_ways_out(document: TaskDocument) -> TaskDocument:
    """Every question gets at least one button, and no button that could not be taken."""
    return replace(document, rows=tuple(_with_way_out(row, document) for row in document.rows))


def _with_way_out(row: TaskRow, document: TaskDocument) -> TaskRow:
    return replace(row, questions=tuple(_with_button(question, document) for question in row.questions))


def _with_button(question: RowQuestion, document: TaskDocument) -> RowQuestion:
    choices = question.choices
    if question.field is Field.DEADLINE:
        year, issued = document.year, document.issued_on
        taken = tuple(one for one in choices if expansion.answered_deadline(one, year, issued) is not None)
        return replace(question, choices=taken or (NO_DEADLINE,))
    if question.about and question.text == questions.likely_in_roster(question.about):
        return replace(question, choices=naming.ways_out(choices, question.about))
    if choices:
        return question
    if question.about:
        return replace(question, choices=naming.ways_out((), question.about))
    ways = {Field.LEAD: (NOBODY,), Field.RESPONSIBLE: (NOT_A_TASK,), Field.ROW: (AS_IT_STANDS, NOT_A_TASK)}
    return replace(question, choices=ways.get(question.field, (AS_IT_STANDS,)))
