"""What waits to be said or done: notices, drafts, errands."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import choice, json_list, json_object
from storage.indexes import only_where
from storage.states import DraftKind, DraftState, ErrandKind, NoticeKind, NoticeState, Post


class Notice(SQLModel, table=True):
    """Something one contact must be told. The key is unique: planning twice adds nothing.

    Unasked notices have no body: they are written from the records at the moment of sending.
    """

    __table_args__ = (
        UniqueConstraint("office_id", "key"),
        only_where("notice_waiting", "contact_id", "due_at", where="state = 'pending'"),
        only_where("notice_unreachable", "office_id", "unit_id", where="state = 'unreachable'"),
        only_where("notice_untold", "unit_id", where="state IN ('pending', 'unreachable') AND unit_id IS NOT NULL"),
        only_where("notice_digest", "office_id", "sent_at", where="kind = 'digest'"),
        only_where("notice_uncertain", "office_id", "sent_at", where="doubts > 0"),
        only_where("notice_in_chat", "contact_id", "message_id", where="message_id IS NOT NULL"),
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


class Draft(SQLModel, table=True):
    """催办通知书 or 通报, worked out from the records; nothing of it goes out unless the office releases it."""

    __table_args__ = (
        UniqueConstraint("office_id", "key"),
        only_where("draft_open", "office_id", "id", where="state = 'open'"),
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


class Errand(SQLModel, table=True):
    """Work for later that must not be forgotten: kept with the update that asks for it, done once."""

    __table_args__ = (only_where("errand_to_do", "office_id", "due_at", where="done_at IS NULL"),)
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
