"""One class per table. A record knows itself; it holds no session and no relationships, so reading it cannot query.

Days end in `_on` and are the office's calendar days; moments end in `_at` and are UTC.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field, SQLModel

from storage.columns import choice, json_list, json_object
from storage.findings import Finding, LinkReason
from storage.states import (
    WITH_UNIT,
    DraftKind,
    DraftState,
    ErrandKind,
    EvidenceKind,
    Intent,
    ItemState,
    NoticeKind,
    NoticeState,
    Part,
    Post,
    Role,
    TaskState,
    Verdict,
)
from storage.values import DeadlineKind
from storage.values import Field as RowField


def _only_where(name: str, *columns: str, where: str) -> Index:
    """An index over the few rows that still wait for something, on both databases."""
    return Index(name, *columns, sqlite_where=sql(where), postgresql_where=sql(where))


_IN_WORDS = "handled_at IS NOT NULL AND payload IS NOT NULL"


def where_not_null(column: str) -> dict[str, Any]:
    """The condition of an index over the rows that have this column, on both databases."""
    there = sql(f"{column} IS NOT NULL")
    return {"sqlite_where": there, "postgresql_where": there}


class Office(SQLModel, table=True):
    """A district's office: the root of all other records."""

    __table_args__ = (Index("office_key", "key", unique=True),)
    id: int | None = Field(default=None, primary_key=True)
    key: str = ""  # as config.toml names it; "" for the only office of a deployment
    name: str
    created_at: datetime
    chain_length: int = 0  # events written so far
    chain_head: str = ""  # hash of the last event


class Unit(SQLModel, table=True):
    """A body of the roster; items belong to it, whoever its liaison is."""

    __table_args__ = (UniqueConstraint("office_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    name: str
    kind: str = ""
    from_on: date
    to_on: date | None = None
    stranded_told: int = 0
    """The 交办 of its own that reached nobody, as the office was last told."""


class Alias(SQLModel, table=True):
    """Another name for a unit: an abbreviation, a former name, a misprint the office has resolved."""

    __table_args__ = (UniqueConstraint("office_id", "name"),)
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    name: str


class Membership(SQLModel, table=True):
    """A unit's dated place in a group such as 各乡镇人民政府."""

    __table_args__ = (UniqueConstraint("office_id", "group", "unit_id"),)
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    group: str
    unit_id: int = Field(foreign_key="unit.id", index=True)
    from_on: date
    to_on: date | None = None


class Contact(SQLModel, table=True):
    """A person (or the office's group) in a chat, and the mailbox that waits for that chat.

    `answers_due_at` and `reminders_due_at` are the earliest moments at which something waits to go out;
    while the lease lasts a letter is on its way, so a chat never has two in flight.
    """

    __table_args__ = (
        UniqueConstraint("office_id", "user_id"),
        _only_where("contact_answers", "office_id", "answers_due_at", where="answers_due_at IS NOT NULL"),
        _only_where("contact_reminders", "office_id", "reminders_due_at", where="reminders_due_at IS NOT NULL"),
        Index("contact_aside", "office_id", "aside_for", unique=True, **where_not_null("aside_for")),
    )
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    user_id: int = Field(sa_type=BigInteger)
    chat_id: int = Field(sa_type=BigInteger)
    name: str = ""
    role: Role = choice(Role)
    enrolled_at: datetime
    ended_at: datetime | None = None
    unreachable_at: datetime | None = None
    unreachable_why: str = ""
    address: str = ""  # of the second channel, a secret; "" where Telegram is the way
    aside_for: int | None = Field(default=None, foreign_key="unit.id")  # the unit that is told this way
    told_on: date | None = None  # the last day an unasked message went out
    answers_due_at: datetime | None = None
    reminders_due_at: datetime | None = None
    lease: str | None = None
    leased_until: datetime | None = None
    expecting: dict[str, Any] | None = json_object()  # what the next typed line answers, e.g. a reason asked for


class Appointment(SQLModel, table=True):
    """A contact's dated post as liaison or leader of a unit."""

    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    contact_id: int = Field(foreign_key="contact.id", index=True)
    role: Role = choice(Role)
    post: Post = choice(Post, default=Post.A)
    from_on: date
    to_on: date | None = None


class Invitation(SQLModel, table=True):
    """A one-time enrolment code; only its hash is kept."""

    __table_args__ = (
        _only_where("invitation_waiting", "office_id", "used_at", where="admitted IS NULL AND used_at IS NOT NULL"),
    )
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    code_hash: str = Field(unique=True)
    role: Role = choice(Role)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    post: Post = choice(Post, default=Post.A)
    expires_at: datetime
    used_at: datetime | None = None
    contact_id: int | None = Field(default=None, foreign_key="contact.id")  # the first account that used it
    admitted: bool | None = None  # what the office said to the person's name; None: nothing yet
    settled_at: datetime | None = None
    settled_by: int | None = Field(default=None, foreign_key="contact.id")


class Absence(SQLModel, table=True):
    """Days on which a liaison is away and the other post stands in; both ends are days away."""

    __table_args__ = (Index("absence_of_office", "office_id", "to_on"),)
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    contact_id: int = Field(foreign_key="contact.id", index=True)
    from_on: date
    to_on: date
    text: str = ""
    noted_at: datetime


class Inquiry(SQLModel, table=True):
    """A liaison's question to the office, and its answer."""

    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id", index=True)
    contact_id: int = Field(foreign_key="contact.id")
    item_id: int | None = Field(default=None, foreign_key="item.id")
    text: str
    asked_at: datetime
    answer: str = ""
    answered_by: int | None = Field(default=None, foreign_key="contact.id")
    answered_at: datetime | None = None


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


class Task(SQLModel, table=True):
    """One row of the table, as read and as the office has confirmed it."""

    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        Index("task_of_office", "office_id", "number"),
        _only_where("task_rhythm", "office_id", "expanded_to", where="rrule IS NOT NULL"),
        _only_where("task_unconfirmed", "office_id", "plan_id", "position", where="state = 'unconfirmed'"),
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

    printed: dict[str, Any] | None = json_object()  # column → [text as printed, what it was read as]
    ends_on: date | None = None  # a rhythm makes no occurrence after it: next year's plan has taken it over
    carried_from: int | None = Field(default=None, foreign_key="task.id")  # the row of last year's plan
    check_ins: str = ""  # days of the progress question that the office has set, parted by spaces; "": quarterly


class Question(SQLModel, table=True):
    """Something about a row that the office must decide before anything of it is sent."""

    __table_args__ = (_only_where("question_open", "office_id", "task_id", where="answer IS NULL"),)
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


class Item(SQLModel, table=True):
    """责任项: one task × one unit × one occurrence. Carries what the plan needs, so deciding reads one row."""

    __table_args__ = (
        UniqueConstraint("task_id", "unit_id", "occurrence"),
        UniqueConstraint("carried_from", name="item_carried_once"),
        _only_where("item_to_look_at", "office_id", "look_on", where="look_on IS NOT NULL"),
        Index("item_of_unit", "unit_id", "state"),
        Index("item_of_office", "office_id", "state", "due_on"),
        _only_where("item_counted", "office_id", where="times_wanted > 0"),
    )
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    task_id: int = Field(foreign_key="task.id")
    unit_id: int = Field(foreign_key="unit.id")
    occurrence: str = ""  # the due day a recurring duty was made for; "" for the only one
    number: str  # of the task, as printed
    part: Part = choice(Part)
    kind: DeadlineKind = choice(DeadlineKind)
    due_on: date | None = None  # in force: an extension moves it
    first_due_on: date | None = None  # as issued: never moves
    due_is_certain: bool = True
    soft: bool = False
    stages: list[str] | None = json_object()  # days of milestones before the last: the unit is reminded, never late
    state: ItemState = choice(ItemState, default=ItemState.TO_SIGN)
    assigned_on: date | None = None  # when 交办 went out
    due_told_on: date | None = None  # when the unit last learned the day in force: marks before it are past
    signed_on: date | None = None
    first_reported_on: date | None = None
    reported_on: date | None = None  # last word of the unit
    submitted_on: date | None = None
    returned_due_on: date | None = None
    closed_on: date | None = None
    extensions: int = 0
    pings: int = 0
    in_trouble: bool = False
    look_on: date | None = None  # the next day on which the plan may have something to say
    begins_on: date | None = None  # nothing is said of it before: an item of next year's plan
    times_wanted: int = 0  # 年内不少于2次: reports to be accepted before it is done; 0: it is no count duty
    check_ins: str = ""  # as its task's
    carried_from: int | None = Field(default=None, foreign_key="item.id")  # 结转: the item of last year's plan
    years_open: int = 0  # how many turns of the year it has passed unfinished

    @property
    def is_with_unit(self) -> bool:
        """Whether the unit's clock runs."""
        return self.state in WITH_UNIT

    @property
    def due_in_force(self) -> date | None:
        """The day that counts now: a returned item has a short new one."""
        if self.state is ItemState.RETURNED and self.returned_due_on:
            return self.returned_due_on
        return self.due_on

    @property
    def asked_days(self) -> list[date]:
        """The days a unit is reminded before: its milestones that lie before the day in force, then that day."""
        due = self.due_in_force
        if due is None:
            return []
        stages = [] if self.state is ItemState.RETURNED else map(date.fromisoformat, self.stages or ())
        return [*sorted(day for day in stages if day < due), due]

    @property
    def may_be_late(self) -> bool:
        """Inferred dates, soft verbs and assisting parts never make anyone late."""
        return self.due_is_certain and not self.soft and self.part is not Part.ASSISTING

    @property
    def is_handed_out(self) -> bool:
        """Whether the unit knows of it, by its 交办 or from its own list."""
        return self.state is not ItemState.TO_SIGN or self.assigned_on is not None

    def is_overdue(self, today: date) -> bool:
        """逾期: still with the unit after the day in force; in 办理中 as much as unanswered, never before its 交办."""
        due = self.due_in_force
        is_past = due is not None and today > due
        return is_past and self.is_with_unit and self.may_be_late and self.is_handed_out

    @property
    def was_late(self) -> bool:
        """逾期办结: handed in after the day in force."""
        handed_in = self.submitted_on
        return bool(self.may_be_late and self.due_on and handed_in and handed_in > self.due_on)


class Report(SQLModel, table=True):
    """What a unit said of an item, and what the office said to it."""

    __table_args__ = (
        Index("report_of_item", "item_id"),
        Index("report_of_office", "office_id", "at"),
        _only_where("report_to_review", "office_id", "verdict", "at", where="verdict = 'pending'"),
    )
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    item_id: int = Field(foreign_key="item.id")
    contact_id: int = Field(foreign_key="contact.id")
    update_id: int | None = Field(default=None, sa_type=BigInteger)
    intent: Intent = choice(Intent)
    text: str = ""
    said_by: str = ""  # the person's name that day, and whom they stood in for
    by_office: bool = False  # the office's own finding, no word of the unit
    asked_due_on: date | None = None  # for 申请延期
    after_due: bool = False  # 逾期后申请
    state_before: ItemState = choice(ItemState)
    at: datetime
    verdict: Verdict = choice(Verdict, default=Verdict.NONE)
    reason: str = ""
    decided_by: int | None = Field(default=None, foreign_key="contact.id")
    decided_at: datetime | None = None


class Bonus(SQLModel, table=True):
    """加分: points the office gives a unit for a 亮点 of a year, with its reason."""

    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    year: int
    tenths: int  # of a point
    reason: str
    given_by: int | None = Field(default=None, foreign_key="contact.id")
    at: datetime
    withdrawn_at: datetime | None = None


class Evidence(SQLModel, table=True):
    """佐证: a link, photo, document or document number that came with a report.

    What looking at a link found stands beside it; `sha256`, `size` and `kept_as` are then the page's copy.
    """

    __table_args__ = (Index("evidence_of_update", "office_id", "update_id"),)
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    item_id: int = Field(foreign_key="item.id", index=True)
    report_id: int | None = Field(default=None, foreign_key="report.id")
    kind: EvidenceKind = choice(EvidenceKind)
    url: str = ""
    file_id: str = ""
    file_unique_id: str = ""
    name: str = ""  # as the sender called it; never used as a path
    sha256: str = ""
    size: int = 0
    kept_as: str = ""  # generated name under the evidence folder; "" until fetched
    at: datetime
    update_id: int | None = Field(default=None, sa_type=BigInteger)  # the message it came with
    why: LinkReason | None = choice(LinkReason, default=None, nullable=True)  # None: not looked at yet
    status: int | None = None  # what the website answered
    final_url: str = ""
    title: str = ""
    published_on: date | None = None
    looked_at: datetime | None = None
    opened_at: datetime | None = None  # the first look that found it open

    @property
    def finding(self) -> Finding | None:
        """What the last look found; None for what is no link, or was not looked at yet."""
        if self.why is None or self.looked_at is None:
            return None
        said = (self.url, self.why, self.looked_at, self.status, self.final_url)
        return Finding(*said, title=self.title, published_on=self.published_on, sha256=self.sha256)


class Decision(SQLModel, table=True):
    """What the office did to an item in a review, with what stood there before: it can be undone for a day."""

    __table_args__ = (Index("decision_of_item", "item_id"), Index("decision_at", "office_id", "at"))
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    item_id: int = Field(foreign_key="item.id")
    report_id: int | None = Field(default=None, foreign_key="report.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    speaker: str = ""  # who of a group
    batch: str  # what was decided by one press or line is undone together
    at: datetime
    before: dict[str, Any] | None = json_object()  # the item and its reports, as far as they were changed
    after: dict[str, Any] | None = json_object()
    undone_at: datetime | None = None


class Draft(SQLModel, table=True):
    """催办通知书 or 通报, worked out from the records; nothing of it goes out unless the office releases it."""

    __table_args__ = (
        UniqueConstraint("office_id", "key"),
        _only_where("draft_open", "office_id", "id", where="state = 'open'"),
    )
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    key: str
    kind: DraftKind = choice(DraftKind)
    state: DraftState = choice(DraftState, default=DraftState.OPEN)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)  # None: 通报
    items: list[int] = json_list()
    note: str = ""  # the office's own words under the text
    number: int = 0  # among the papers of its kind and year, from its release; 0: not released
    made_on: date
    decided_on: date | None = None
    decided_by: int | None = Field(default=None, foreign_key="contact.id")


class CalendarDay(SQLModel, table=True):
    """A day on which the office works, or rests, whatever the calendar says."""

    office_id: int = Field(foreign_key="office.id", primary_key=True)
    day: date = Field(primary_key=True)
    works: bool


class Notice(SQLModel, table=True):
    """Something one contact must be told. The key is unique: planning twice adds nothing.

    Unasked notices have no body: they are written from the records at the moment of sending.
    """

    __table_args__ = (
        UniqueConstraint("office_id", "key"),
        _only_where("notice_waiting", "contact_id", "due_at", where="state = 'pending'"),
        _only_where("notice_unreachable", "office_id", "unit_id", where="state = 'unreachable'"),
        _only_where("notice_untold", "unit_id", where="state IN ('pending', 'unreachable') AND unit_id IS NOT NULL"),
        _only_where("notice_digest", "office_id", "sent_at", where="kind = 'digest'"),
        _only_where("notice_uncertain", "office_id", "sent_at", where="doubts > 0"),
        _only_where("notice_in_chat", "contact_id", "message_id", where="message_id IS NOT NULL"),
    )
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    key: str
    kind: NoticeKind = choice(NoticeKind)
    state: NoticeState = choice(NoticeState, default=NoticeState.PENDING)
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    post: Post = choice(Post, default=Post.A)
    item_id: int | None = Field(default=None, foreign_key="item.id", index=True)
    body: dict[str, Any] | None = json_object()
    planned_at: datetime
    due_at: datetime
    letter: str | None = None  # the lease it was claimed under
    attempts: int = 0
    doubts: int = 0  # sends whose answer never came
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    sent_at: datetime | None = None
    why: str = ""


class Errand(SQLModel, table=True):
    """Work for later that must not be forgotten: kept with the update that asks for it, done once."""

    __table_args__ = (_only_where("errand_to_do", "office_id", "due_at", where="done_at IS NULL"),)
    id: int | None = Field(default=None, primary_key=True)
    office_id: int = Field(foreign_key="office.id")
    kind: ErrandKind = choice(ErrandKind)
    contact_id: int = Field(foreign_key="contact.id")
    evidence_id: int | None = Field(default=None, foreign_key="evidence.id")
    update_id: int | None = Field(default=None, sa_type=BigInteger)  # the message whose links are to be looked at
    file_id: str
    name: str = ""  # as the sender called it; never used as a path
    due_at: datetime  # also the lease: whoever takes it puts this off
    attempts: int = 0
    done_at: datetime | None = None
    why: str = ""


class Incoming(SQLModel, table=True):
    """An update as Telegram handed it over, kept before it is acknowledged."""

    __table_args__ = (
        _only_where("incoming_to_handle", "office_id", "chat_id", "update_id", where="handled_at IS NULL"),
        _only_where("incoming_parked", "office_id", where="parked_why <> ''"),
        _only_where("incoming_in_words", "office_id", "handled_at", where=_IN_WORDS),
    )
    office_id: int = Field(foreign_key="office.id", primary_key=True)
    update_id: int = Field(primary_key=True, sa_type=BigInteger)
    chat_id: int = Field(default=0, sa_type=BigInteger)  # updates of one chat are handled in order
    mark: str = ""  # by which it is known again
    payload: dict[str, Any] | None = json_object()
    kept_at: datetime
    handled_at: datetime | None = None
    attempts: int = 0
    parked_why: str = ""


class Worker(SQLModel, table=True):
    """A process at work for an office, as long as it says so. The moments are the database's, never the office's."""

    office_id: int = Field(foreign_key="office.id", primary_key=True)
    name: str = Field(primary_key=True)
    since: datetime
    until: datetime


class Chore(SQLModel, table=True):
    """What one process does once a day for all: for which day it was last taken up, by when it is given up for lost."""

    name: str = Field(primary_key=True)
    day: date
    until: datetime
    done_at: datetime | None = None


class Event(SQLModel, table=True):
    """One state change: who, when, what, from which message; each carries the hash of the one before."""

    office_id: int = Field(foreign_key="office.id", primary_key=True)
    number: int = Field(primary_key=True)
    at: datetime
    contact_id: int | None = None  # None: the program itself, or the command line
    update_id: int | None = Field(default=None, sa_type=BigInteger)
    act: str
    subject: str
    detail: dict[str, Any] | None = json_object()
    previous: str
    hash: str


class PrintedHead(SQLModel, table=True):
    """How far the audit chain had come when a digest printed it; the digest itself stands in the office's chat."""

    office_id: int = Field(foreign_key="office.id", primary_key=True)
    number: int = Field(primary_key=True)
    hash: str
    at: datetime
