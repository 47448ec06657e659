"""A task table as imported: its rows, and what the office must decide about them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import choice, json_list, json_object
from storage.indexes import only_where
from storage.states import TaskState
from storage.values import DeadlineKind
from storage.values import Field as RowField

CARRY_OVER = "carry-over/"
"""In place of a document's SHA-256, before the year."""


class Plan(SQLModel, table=True):
    """A task table as imported."""

    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id", index=True)
    title: str
    document_number: str | None = None
    issued_on: date | None = None
    year: int | None = None
    sha256: str
    imported_at: datetime
    layout: list[list[str]] = json_list()  # the document's columns from left to right: which, and the words over it

    @property
    def of_year(self) -> int:
        """The year it is a table of; where the document names none, that of its issue."""
        return self.year or (self.issued_on or self.imported_at).year

    @property
    def takes_over(self) -> bool:
        """结转: whether it holds what an earlier year has left, and is no document."""
        return self.sha256.startswith(CARRY_OVER)


class Task(SQLModel, table=True):
    """One row of the table, as read and as the office has confirmed it."""

    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        Index("task_of_office", "office_id", "number"),
        only_where("task_rhythm", "office_id", "expanded_to", where="rrule IS NOT NULL"),
        only_where("task_unconfirmed", "office_id", "plan_id", "position", where="state = 'unconfirmed'"),
    )
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    plan_id: int = Field(foreign_key="plan.id")
    position: int
    number: str
    theme: str
    label: str
    content: str
    lead: list[str] = json_list()
    named: list[str] = json_list()
    collective: list[str] = json_list()
    assisting: list[str] = json_list()
    open_ended: bool = False
    deadline_text: str = ""
    deadline_kind: DeadlineKind = choice(DeadlineKind)
    due_on: date | None = None
    start_on: date | None = None
    rrule: str | None = None
    due_is_certain: bool = True  # false: inherited or guessed; may warn, never makes a unit late
    soft: bool = False
    inherited: dict[str, Any] | None = json_object()
    state: TaskState = choice(TaskState, default=TaskState.UNCONFIRMED)
    confirmed_at: datetime | None = None
    expanded_to: date | None = None  # due day of the last occurrence that has items
    proof: list[str] | None = json_object()  # kinds of evidence the office expects; None: as the words suggest
    stages: list[list[str]] | None = json_object()  # milestones before the last: [as printed, day]
    shown_at: datetime | None = None  # when its words, as units will read them, stood before somebody of the office
    shown_to: int | None = None  # that contact
    printed: dict[str, Any] | None = json_object()  # column → [text as printed, what it was read as]
    ends_on: date | None = None  # a rhythm makes no occurrence after it: next year's plan has taken it over
    carried_from: int | None = Field(default=None, foreign_key="task.id")  # the row of last year's plan
    check_ins: str = ""  # days of the progress question that the office has set, parted by spaces; "": quarterly

    def units_under(self, column: str) -> list[str]:
        """The units a column of the table stands for, as the row has them now."""
        if column == "lead":
            return [*self.lead]
        if column == "assisting":
            return [*self.assisting]
        return [*self.collective, *self.named, *self.assisting, *(["…"] if self.open_ended else [])]

    @property
    def stage_days(self) -> list[str] | None:
        """The days of the milestones before the last."""
        return [day for _, day in self.stages or ()] or None


class Question(SQLModel, table=True):
    """Something about a row that the office must decide before anything of it is sent."""

    __table_args__ = (only_where("question_open", "office_id", "task_id", where="answer IS NULL"),)
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    task_id: int = Field(foreign_key="task.id", index=True)
    field: RowField = choice(RowField)
    text: str
    choices: list[str] = json_list()
    about: str = ""  # the one printed name it is about; "" where it is about the whole field
    answer: str | None = None
    answered_by: int | None = Field(default=None, foreign_key="contact.id")
    answered_at: datetime | None = None
