"""People: contacts in their chats, the posts they hold, how they come in, when they are away, what they ask."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import choice, json_object
from storage.indexes import only_where, where_not_null
from storage.states import Post, Role


class Contact(SQLModel, table=True):
    """A person (or the office's group) in a chat, and the mailbox that waits for that chat.

    `answers_due_at` and `reminders_due_at` are the earliest moments at which something waits to go out;
    while the lease lasts a letter is on its way, so a chat never has two in flight.
    """

    __table_args__ = (
        UniqueConstraint("office_id", "user_id"),
        only_where("contact_answers", "office_id", "answers_due_at", where="answers_due_at IS NOT NULL"),
        only_where("contact_reminders", "office_id", "reminders_due_at", where="reminders_due_at IS NOT NULL"),
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
        only_where("invitation_waiting", "office_id", "used_at", where="admitted IS NULL AND used_at IS NOT NULL"),
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
