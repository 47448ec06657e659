"""A table as printed → the tasks of a document: labels, units and deadlines in force, and what must be asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from messages import questions
from scheduler import deadlines
from scheduler.actors import common_rank
from scheduler.doubts import Doubts, Draft
from scheduler.due import Due, Times, due_of, is_soft
from scheduler.inheritance import InForce, in_force
from scheduler.labels import Labelled, label_rows
from scheduler.names import Names
from storage.units import read_units
from storage.values import (
    Column,
    DeadlineKind,
    Field,
    Problem,
    Roster,
    RowQuestion,
    Source,
    SourceRow,
    TaskDocument,
    TaskRow,
    UnitsReading,
)

_UNITS = {Column.LEAD: "牵头单位", Column.RESPONSIBLE: "责任单位", Column.ASSISTING: "配合单位"}
_CARRIED = (*_UNITS, Column.DEADLINE)
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

    def cell(self, column: Column, at: int) -> InForce:
        return self.cells[column][at]

    def text(self, at: int) -> str:
        """What is to be done; tables without a content column say it under the task's name."""
        row = self.source.rows[at]
        return row.text(Column.CONTENT) or row.text(Column.TASK)


def read_tasks(source: Source, roster: Roster | None = None) -> TaskDocument:
    """Every row of the table with its values in force and its questions; with a roster, names are looked up in it."""
    labels = label_rows(source)
    cells = {column: in_force(source, labels, column) for column in (*_CARRIED, Column.START)}
    table = _Table(source, labels, _numbers(source.rows), cells)
    rows = tuple(_rows(table, roster))
    problems = (*source.problems, *_without_dates(rows))
    return TaskDocument(source.title, source.document_number, source.issued_on, source.year, rows, problems)


def _without_dates(rows: Sequence[TaskRow]) -> Iterator[Problem]:
    """A document that sets no date anywhere is said so once, and not asked about in every row."""
    if rows and all(row.deadline.kind is DeadlineKind.NONE and row.due_is_certain for row in rows):
        yield Problem(rows[0].line, questions.no_dates())


def as_json(document: TaskDocument) -> dict[str, object]:
    """The document as `duban read --json` prints it."""
    return {
        "title": document.title,
        "document_number": document.document_number,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "year": document.year,
        "rows": [_row_as_json(row) for row in document.rows],
        "problems": [{"line": problem.line, "text": problem.text} for problem in document.problems],
    }


def _row_as_json(row: TaskRow) -> dict[str, object]:
    units = row.responsible
    return {
        "number": row.number,
        "theme": row.theme,
        "task": row.task,
        "content": row.content,
        "lead": list(row.lead),
        "responsible": {
            "named": list(units.named),
            "collective": list(units.collective),
            "open_ended": units.open_ended,
        },
        "assisting": list(row.assisting),
        "deadline": deadlines.as_json(row.deadline),
        "inherited": dict(row.inherited),
        "soft": row.soft,
        "due_is_certain": row.due_is_certain,
        "questions": [
            {"field": asked.field, "text": asked.text, "choices": list(asked.choices)} for asked in row.questions
        ],
    }


def _rows(table: _Table, roster: Roster | None) -> Iterator[TaskRow]:
    units = {column: _read_column(table, column, roster) for column in _UNITS}
    names = Names(_printed(table, units), roster)
    drafts = [_draft(table, units, names, at) for at in range(len(table.labels))]
    doubts = Doubts(table.numbers, names, common_rank(names.first_row))
    times = Times(table.source.year, table.source.issued_on).with_notice(table.source.notice)
    of_line = _problems_by_line(table.source.problems)
    for at, draft in enumerate(drafts):
        due = _due(table, at, draft.text, times)
        asked = (*doubts.about(draft), *due.questions, *of_line[table.source.rows[at].line])
        yield _task_row(table, draft, due, asked)


def _read_column(table: _Table, column: Column, roster: Roster | None) -> list[UnitsReading]:
    """The units in force in a column; equal cells are read once."""
    readings = {cell.text: UnitsReading("") for cell in table.cells[column]}
    for text in readings:
        readings[text] = read_units(text, _UNITS[column], roster)
    return [readings[cell.text] for cell in table.cells[column]]


def _printed(table: _Table, units: Mapping[Column, Sequence[UnitsReading]]) -> Iterator[tuple[int, UnitsReading]]:
    """The unit cells of the rows they are printed in, in reading order."""
    for at in range(len(table.labels)):
        for column, readings in units.items():
            if table.cell(column, at).row == at:
                yield at, readings[at]


def _draft(table: _Table, units: Mapping[Column, Sequence[UnitsReading]], names: Names, at: int) -> Draft:
    lead, responsible, assisting = (names.cleaned(units[column][at]) for column in _UNITS)
    return Draft(
        at,
        table.labels[at],
        table.text(at),
        table.cell(Column.LEAD, at),
        lead,
        table.cell(Column.RESPONSIBLE, at),
        responsible,
        tuple(dict.fromkeys((*assisting.collective, *assisting.named, *lead.assisting, *responsible.assisting))),
    )


def _due(table: _Table, at: int, text: str, times: Times) -> Due:
    cell = table.cell(Column.DEADLINE, at)
    number = table.numbers[cell.row] if cell.row is not None else ""
    return due_of(cell, table.cell(Column.START, at).text, text, number, times)


def _task_row(table: _Table, draft: Draft, due: Due, asked: Iterable[RowQuestion]) -> TaskRow:
    row, labels = table.source.rows[draft.at], draft.labels
    return TaskRow(
        number=table.numbers[draft.at],
        theme=labels.theme.text if labels.theme else "",
        task=labels.task.text if labels.task else "",
        content=row.text(Column.CONTENT),
        lead=draft.leads,
        responsible=draft.responsible,
        assisting=draft.assisting,
        deadline=due.deadline,
        line=row.line,
        inherited=_inherited(table, draft.at),
        soft=is_soft(draft.text),
        due_is_certain=not any(question.field is Field.DEADLINE for question in asked),
        questions=tuple(dict.fromkeys(asked)),
    )


def _inherited(table: _Table, at: int) -> dict[str, str]:
    """Field → number of the row its value is printed in, for values printed in another row."""
    labels = table.labels[at]
    rows = {"task": labels.task.row if labels.task else None, "theme": labels.theme.row if labels.theme else None}
    rows |= {column.value: table.cell(column, at).row for column in _CARRIED}
    return {field: table.numbers[row] for field, row in rows.items() if row not in (None, at)}


def _problems_by_line(problems: Iterable[Problem]) -> defaultdict[int, list[RowQuestion]]:
    """What the reader of the file doubted about a cell becomes a question about its row."""
    found: defaultdict[int, list[RowQuestion]] = defaultdict(list)
    for problem in problems:
        if problem.column is not None:
            field = _FIELDS.get(problem.column, Field.ROW)
            found[problem.line].append(RowQuestion(field, questions.cell_doubtful(problem.text)))
    return found


def _numbers(rows: Sequence[SourceRow]) -> tuple[str, ...]:
    """The printed numbers; a sub-row without one is numbered under the row above: 3, 3.2, 3.3."""
    numbers: list[str] = []
    last, below = "", 0
    for at, row in enumerate(rows, start=1):
        printed = row.text(Column.NUMBER)
        if printed and printed != last:
            last, below = printed, 1
            numbers.append(printed)
        elif last:
            below += 1
            numbers.append(f"{last}.{below}")
        else:
            numbers.append(str(at))
    return tuple(numbers)
