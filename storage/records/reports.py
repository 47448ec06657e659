"""What units said and handed in, and what the office made of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from storage.columns import choice, json_object
from storage.findings import Finding, LinkReason
from storage.indexes import only_where
from storage.states import EvidenceKind, Intent, ItemState, Verdict


class Report(SQLModel, table=True):
    """What a unit said of an item, and what the office said to it."""

    __table_args__ = (
        Index("report_of_item", "item_id"),
        Index("report_of_office", "office_id", "at"),
        only_where("report_to_review", "office_id", "verdict", "at", where="verdict = 'pending'"),
        only_where("report_decided", "office_id", "decided_at", where="decided_at IS NOT NULL"),
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


class Evidence(SQLModel, table=True):
    """佐证: a link, photo, document or document number that came with a report.

    What looking at a link found stands beside it; `sha256`, `size` and `kept_as` are then the page's copy.
    """

    __table_args__ = (
        Index("evidence_of_update", "office_id", "update_id"),
        only_where("evidence_opened", "office_id", "why", "at", where="opened_at IS NOT NULL"),
    )
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
        if self.why is None:
            return None
        return Finding(self.url, self.why, self.status, self.final_url, self.title, self.published_on, self.sha256)


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
