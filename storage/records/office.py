"""The office itself and its days: the root of all other records."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class Office(SQLModel, table=True):
    """A district's office: the root of all other records."""

    __table_args__ = (Index("office_key", "key", unique=True),)
    id: int | None = Field(default=None, primary_key=True)
    key: str = ""  # as config.toml names it; "" for the only office of a deployment
    name: str
    created_at: datetime
    chain_length: int = 0  # events written so far
    chain_head: str = ""  # hash of the last event


class CalendarDay(SQLModel, table=True):
    """A day on which the office works, or rests, whatever the calendar says."""

    office_id: int = Field(foreign_key="office.id", primary_key=True)
    day: date = Field(primary_key=True)
    works: bool
