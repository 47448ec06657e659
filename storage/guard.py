"""No transaction of one office ever sees a record of another: should a query cross offices, it raises here."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event
from sqlmodel import Session, SQLModel


class OfficesCrossed(Exception):
    """A bug: a record of another office was read."""


def keep_to(session: Session, office_id: int) -> None:
    """From now on this session reads nothing of any other office."""
    session.info["office_id"] = office_id


def _check(record: Any, context: Any) -> None:
    mine = context.session.info.get("office_id")
    its = record.__dict__.get("office_id", mine)
    if mine is not None and its != mine:
        raise OfficesCrossed(f"{type(record).__name__} of office {its} read for office {mine}")


event.listen(SQLModel, "load", _check, propagate=True)
