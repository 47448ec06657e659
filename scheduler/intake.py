"""A table as printed → the tasks of a document: labels, units and deadlines in force, and what must be asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from messages import questions
from scheduler.actors import common_rank
from scheduler.doubts import NOBODY, Doubts, RowInForce
from scheduler.due import Due, choices_of, due_of, is_soft
from scheduler.inheritance import InForce, in_force
from scheduler.labels import Labelled, label_rows
from scheduler.names import Names
from scheduler.numbering import missing_numbers, row_numbers
from scheduler.phases import time_of_phase, with_phases_asked
from scheduler.times import Times
from scheduler.workdays import Workdays, workdays_with
from storage.units import read_units
from storage.values import (
    UNIT_HEADERS,
    Column,
    DeadlineKind,
    Field,
    Problem,
    Roster,
    RowQuestion,
    Source,
    TaskDocument,
    TaskRow,
    UnitsReading,
)

_CARRIED = (*UNIT_HEADERS, Column.DEADLINE)
_FIRST_LEADS = re.compile(r"(?:第一|首位|首个|最前|居首)[^，。；（）]{0,8}牵头")
_ONE_LEADS = re.compile(r"(?:为|是|系)(?:主要|总)?牵头(?:单位|部门)")
_FIELDS = {
    Column.THEME: Field.TASK,
    Column.TASK: Field.TASK,
    Column.CONTENT: Field.CONTENT,
    Column.LEAD: Field.LEAD,
    Column.RESPONSIBLE: Field.RESPONSIBLE,
    Column.ASSISTING: Field.RESPONSIBLE,
    Column.DEADLINE: Field.DEADLINE,
    Column.START: Field.DEADLINE,
}


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with its labels, row numbers and, by column, the cells in force."""

    source: Source
    labels: tuple[Labelled, ...]
    numbers: tuple[str, ...]
    cells: Mapping[Column, tuple[InForce, ...]]
    first_leads: bool  # the header or a note says that of several responsible bodies the first one leads
    one_leads: bool  # or that one of them does, told by its place or its type

    def cell(self, column: Column, at: int) -> InForce:
        return self.cells[column][at]

    def text(self, at: int) -> str:
        """What is to be done; tables without a content column say it under the task's name."""
        row = self.source.rows[at]
        return row.text(Column.CONTENT) or row.text(Column.TASK)


def read_tasks(source: Source, roster: Roster | None = None, days: Mapping[date, bool] | None = None) -> TaskDocument:
    """Every row of the table with its values in force and its questions; with a roster, names are looked up in it.

    `days` are those on which the office decided that it works, or does not.
    """
    labels = label_rows(source)
    cells = in_force(source, labels, (*_CARRIED, Column.START))
    leads = (remark.search(source.notice) is not None for remark in (_FIRST_LEADS, _ONE_LEADS))
    table = _Table(source, labels, row_numbers(source.rows), cells, *leads)
    rows = tuple(with_phases_asked(tuple(_rows(table, roster, workdays_with(days or {})))))
    problems = (*source.problems, *missing_numbers(source.rows), *_without_dates(rows))
    return TaskDocument(
        source.title, source.document_number, source.issued_on, source.year, rows, problems, source.layout
    )


def _without_dates(rows: Sequence[TaskRow]) -> Iterator[Problem]:
    """A document that sets no date anywhere is said so once, and not asked about in every row."""
    if rows and all(row.deadline.kind is DeadlineKind.NONE and row.due_is_certain for row in rows):
        yield Problem(rows[0].line, questions.no_dates())


def _rows(table: _Table, roster: Roster | None, workdays: Workdays) -> Iterator[TaskRow]:
    units = {column: _read_column(table, column, roster) for column in UNIT_HEADERS}
    names = Names(_printed(table, units), roster)
    rows_in_force = [_row_in_force(table, units, names, at) for at in range(len(table.labels))]
    doubts = Doubts(table.numbers, names, common_rank(names.first_row))
    times = Times(table.source.year, table.source.issued_on, workdays=workdays).with_notice(table.source.notice)
    times = times if table.source.merges_known else replace(times, for_blanks=None)  # a blank of a text may be merged
    of_row = _problems_by_row(table.source.problems)
    for at, row in enumerate(rows_in_force):
        due = _due(table, at, row.text, times)
        printed = table.source.rows[at]
        doubted = (_with_reading(question, row, due) for question in of_row[printed.line, printed.block])
        asked = (*doubts.about(row), *due.questions, *doubted)
        yield _task_row(table, row, due, asked)


def _read_column(table: _Table, column: Column, roster: Roster | None) -> list[UnitsReading]:
    """The units in force in a column; equal cells are read once."""
    readings = {cell.text: UnitsReading("") for cell in table.cells[column]}
    for text in readings:
        readings[text] = read_units(text, UNIT_HEADERS[column], roster)
    return [readings[cell.text] for cell in table.cells[column]]


def _printed(table: _Table, units: Mapping[Column, Sequence[UnitsReading]]) -> Iterator[tuple[int, UnitsReading]]:
    """The unit cells of the rows they are printed in, in reading order."""
    for at in range(len(table.labels)):
        for column, readings in units.items():
            if table.cell(column, at).row == at:
                yield at, readings[at]


def _row_in_force(table: _Table, units: Mapping[Column, Sequence[UnitsReading]], names: Names, at: int) -> RowInForce:
    lead, responsible, assisting = (names.cleaned(units[column][at]) for column in UNIT_HEADERS)
    return RowInForce(
        at,
        table.labels[at],
        table.text(at),
        table.cell(Column.LEAD, at),
        lead,
        table.cell(Column.RESPONSIBLE, at),
        _with_unmarked(responsible, lead),
        tuple(dict.fromkeys((*assisting.collective, *assisting.named, *lead.assisting, *responsible.assisting))),
        first_leads=table.first_leads,
        one_leads=table.one_leads,
    )


def _with_unmarked(responsible: UnitsReading, lead: UnitsReading) -> UnitsReading:
    """区发改局（牵头），区财政局 in the lead column: who does not lead is responsible, and 等 leaves the list open."""
    elsewhere = {*lead.lead, *lead.assisting, *responsible.named, *responsible.collective, *responsible.assisting}
    return replace(
        responsible,
        named=(*responsible.named, *(name for name in lead.named if name not in elsewhere)),
        collective=(*responsible.collective, *(name for name in lead.collective if name not in elsewhere)),
        open_ended=responsible.open_ended or lead.open_ended,
    )


def _due(table: _Table, at: int, text: str, times: Times) -> Due:
    task = table.labels[at].task
    cell = time_of_phase(table.cell(Column.DEADLINE, at), task.text if task and not table.labels[at].rival else "")
    number = table.numbers[cell.row] if cell.row is not None else ""
    remarks = table.source.rows[at].text(Column.OTHER)
    return due_of(cell, table.cell(Column.START, at).text, text, remarks, number, times)


def _task_row(table: _Table, row: RowInForce, due: Due, asked: Sequence[RowQuestion]) -> TaskRow:
    printed, labels = table.source.rows[row.at], row.labels
    is_certain = not any(question.field is Field.DEADLINE for question in asked)
    return TaskRow(
        number=table.numbers[row.at],
        theme=labels.theme.text if labels.theme else "",
        task=labels.task.text if labels.task else "",
        content=printed.text(Column.CONTENT),
        lead=row.leads,
        responsible=row.responsible,
        assisting=row.assisting,
        deadline=due.deadline if is_certain else due.deadline._replace(ask=True),
        line=printed.line,
        inherited=_inherited(table, row.at),
        soft=is_soft(row.text),
        due_is_certain=is_certain,
        questions=tuple(dict.fromkeys(asked)),
        printed=_printed_texts(table, row.at),
    )


def _printed_texts(table: _Table, at: int) -> dict[str, str]:
    """What the ledger shows as the document says it: units in its own words, and columns of no known meaning."""
    texts = {column.value: table.cell(column, at).text for column in (*UNIT_HEADERS, Column.START)}
    return {**texts, Column.OTHER.value: table.source.rows[at].text(Column.OTHER)}


def _with_reading(question: RowQuestion, row: RowInForce, due: Due) -> RowQuestion:
    """A doubt about a cell offers what the cell was read as."""
    read = {
        Field.DEADLINE: choices_of(due.deadline),
        Field.LEAD: ["、".join(row.leads) or NOBODY],
        Field.RESPONSIBLE: ["、".join((*row.responsible.collective, *row.responsible.named))],
    }
    return replace(question, choices=tuple(filter(None, read.get(question.field, []))))


def _inherited(table: _Table, at: int) -> dict[str, str]:
    """Field → number of the row its value is printed in, for values printed in another row."""
    labels = table.labels[at]
    rows = {"task": labels.task.row if labels.task else None, "theme": labels.theme.row if labels.theme else None}
    rows |= {column.value: table.cell(column, at).row for column in _CARRIED}
    return {field: table.numbers[row] for field, row in rows.items() if row not in (None, at)}


def _problems_by_row(problems: Iterable[Problem]) -> defaultdict[tuple[int, int], list[RowQuestion]]:
    """What the reader of the file doubted about a cell becomes a question about the row on that line of its block."""
    found: defaultdict[tuple[int, int], list[RowQuestion]] = defaultdict(list)
    for problem in problems:
        if problem.column is not None:
            field = _FIELDS.get(problem.column, Field.ROW)
            found[problem.line, problem.block].append(RowQuestion(field, questions.cell_doubtful(problem.text)))
    return found
