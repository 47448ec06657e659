"""Indexes over a few rows only, alike on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index
from sqlalchemy import text as sql


def only_where(name: str, *columns: str, where: str) -> Index:
    """An index over the few rows that still wait for something; `where` is a condition in SQL."""
    return Index(name, *columns, sqlite_where=sql(where), postgresql_where=sql(where))


def where_not_null(column: str) -> dict[str, Any]:
    """The condition of an index over the rows that have this column."""
    there = sql(f"{column} IS NOT NULL")
    return {"sqlite_where": there, "postgresql_where": there}
