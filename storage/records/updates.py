"""What Telegram handed over, and the processes that take it up."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from storage.columns import json_object
from storage.indexes import only_where

_IN_WORDS = "handled_at IS NOT NULL AND payload IS NOT NULL"


class Incoming(SQLModel, table=True):
    """An update as Telegram handed it over, kept before it is acknowledged."""

    __table_args__ = (
        only_where("incoming_to_handle", "office_id", "chat_id", "update_id", where="handled_at IS NULL"),
        only_where("incoming_parked", "office_id", where="parked_why <> ''"),
        only_where("incoming_in_words", "office_id", "handled_at", where=_IN_WORDS),
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
