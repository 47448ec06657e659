"""Values in flight: what a document, a phrase or a cell was read as, before it becomes a record.

A day is a `date` in the office's calendar; nothing here knows what time it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class DeadlineKind(StrEnum):
    """What sort of duty a deadline phrase sets."""

    DATE = "date"
    RANGE = "range"
    WHOLE_YEAR = "whole_year"  # 全年: the due date is the close of the period
    CONTINUOUS = "continuous"  # 长期坚持
    RECURRING = "recurring"
    RELATIVE = "relative"  # 印发后3个月内
    EVENT = "event"  # 汛前
    NONE = "none"


class DateReading(NamedTuple):
    """One way to read a phrase, and why; `due` is the last calendar day allowed."""

    due: date | None
    why: str


class Deadline(NamedTuple):
    """A deadline phrase beside its reading.

    With several milestones `due` is the last of them. `ask` is true where a person must choose,
    or where the phrase is damaged, impossible, tied to an event or not understood.
    """

    phrase: str
    kind: DeadlineKind
    due: date | None = None
    start: date | None = None
    rrule: str | None = None  # RFC 5545, without DTSTART
    milestones: tuple[tuple[str, date | None], ...] = ()
    readings: tuple[DateReading, ...] = ()
    ask: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class UnitsReading:
    """A unit cell taken apart; `lead` names units that also stand in `named` or `collective`."""

    cell: str
    named: tuple[str, ...] = ()
    collective: tuple[str, ...] = ()  # 各乡镇人民政府: expands through the roster
    lead: tuple[str, ...] = ()
    assisting: tuple[str, ...] = ()
    open_ended: bool = False  # 等相关部门, 按职责分工: the list is not closed
    ask: bool = False


class Column(StrEnum):
    """The columns a task table may have; every header wording maps to one of these."""

    NUMBER = "number"
    THEME = "theme"
    TASK = "task"
    CONTENT = "content"
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    ASSISTING = "assisting"
    DEADLINE = "deadline"
    START = "start"  # a start is never a due date
    OTHER = "other"


UNIT_HEADERS = {Column.LEAD: "牵头单位", Column.RESPONSIBLE: "责任单位", Column.ASSISTING: "配合单位"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: `text` cleaned for reading, `raw` as it stood ("" where a heading over the row says it).

    `merged_with` is the index (in `Source.rows`) of the row whose cell a merge in the file spreads over
    this one; None where the file says nothing of a merge (always so in plain text).
    """

    text: str
    raw: str
    merged_with: int | None = None


Layout = tuple[tuple[Column, tuple[str, ...]], ...]
"""The printed columns from left to right, each with the words over it from top to bottom."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of the table as printed, with its cells under known columns; nothing inherited yet."""

    line: int  # 1-based: line of a text file, row of a sheet or of the flattened table
    block: int  # 0-based: which page block (repeated header) it stands in
    cells: Mapping[Column, Cell]
    table: int = 0  # nothing is taken over from another table; a numbered paragraph is one by itself

    def text(self, column: Column) -> str:
        """The cleaned text under a column, or "" where the row has none."""
        cell = self.cells.get(column)
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a document that could not be read; `text` is Chinese, for the office.

    `column` is the doubtful cell of the row on `line`: that row must be asked about before anything of it is sent.
    """

    line: int
    text: str
    column: Column | None = None
    block: int = 0  # of the row


@dataclass(frozen=True, slots=True)
class Source:
    """A document as a table: what is printed, before rows inherit and questions are asked."""

    title: str
    document_number: str | None
    issued_on: date | None
    year: int | None
    rows: tuple[SourceRow, ...]
    columns: tuple[Column, ...]
    merges_known: bool  # docx, xlsx, pdf, html say what is merged; text does not
    notice: str = ""  # the covering notice's paragraphs, which may hold a deadline for all rows
    problems: tuple[Problem, ...] = ()
    layout: Layout = ()  # of the first table; () where a text has no columns


class DocumentUnreadable(Exception):
    """A file that cannot be read as a task table. The message is one Chinese line: file, reason, way out."""


class Field(StrEnum):
    """The part of a row a question is about."""

    DEADLINE = "deadline"
    LEAD = "lead"
    TASK = "task"
    RESPONSIBLE = "responsible"
    CONTENT = "content"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class RowQuestion:
    """What the office must decide about a row before anything of it is sent. `choices` may be empty."""

    field: Field
    text: str
    choices: tuple[str, ...] = ()
    about: str = ""  # the one printed name a question is about; "" where it is about the whole field


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row as read: labels and values in force, what was inherited and from which row, what is asked."""

    number: str
    theme: str
    task: str
    content: str
    lead: tuple[str, ...]
    responsible: UnitsReading
    assisting: tuple[str, ...]
    deadline: Deadline
    line: int
    inherited: Mapping[str, str] = field(default_factory=dict)  # field name → number of the row it came from
    soft: bool = False  # 鼓励, 探索, 积极, 争取: never leads to 逾期
    due_is_certain: bool = True  # false where the date was inherited or guessed: may warn, never 逾期
    questions: tuple[RowQuestion, ...] = ()
    printed: Mapping[str, str] = field(default_factory=dict)  # column → the text in force there, as printed


@dataclass(frozen=True, slots=True)
class TaskDocument:
    """A whole document as read, ready to be shown to the office."""

    title: str
    document_number: str | None
    issued_on: date | None
    year: int | None
    rows: tuple[TaskRow, ...]
    problems: tuple[Problem, ...] = ()
    layout: Layout = ()


@dataclass(frozen=True, slots=True)
class RosterUnit:
    """A unit as the office's roster names it; `groups` are the collective names it belongs to."""

    name: str
    kind: str = ""  # 乡镇, 部门, …
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    address: str = field(default="", repr=False)  # of the second channel; it holds a key or a password


@dataclass(frozen=True, slots=True)
class Roster:
    """Who there is, as of a day; supplied by the office."""

    office: str
    units: tuple[RosterUnit, ...]
    as_of: date | None = None

    def without_addresses(self) -> Roster:
        """As it may be shown and carried away."""
        return replace(self, units=tuple(replace(unit, address="") for unit in self.units))
