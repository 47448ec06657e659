"""The chain of events, and what digests have printed of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from storage.columns import json_object


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
