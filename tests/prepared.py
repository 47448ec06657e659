"""What many tests begin with is made once in a process, and laid into every further database as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy import Engine, text
from sqlmodel import SQLModel

Made = TypeVar("Made")
_KEPT: dict[Hashable, tuple[Callable[[Engine], None], Any]] = {}


def once(engine: Engine, what: Hashable, make: Callable[[], Made]) -> Made:
    """Make something in a database that holds nothing but its office, or copy what was made under the same name.

    What `make` returns is the same object for all: nobody may change it.
    """
    name = (engine.dialect.name, what)
    if name not in _KEPT:
        made = make()
        _KEPT[name] = (_pages(engine) if engine.dialect.name == "sqlite" else _rows(engine), made)
        return made
    lay, kept = _KEPT[name]
    lay(engine)
    return kept  # type: ignore[no-any-return]


def _pages(engine: Engine) -> Callable[[Engine], None]:
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    with engine.connect() as connection:
        pages = bytearray(_driver(connection).serialize())
    pages[18:20] = b"\1\1"  # a database in memory cannot keep a write-ahead log, which a file's first page asks for
    kept.deserialize(bytes(pages))

    def lay(into: Engine) -> None:
        with into.connect() as connection:
            kept.backup(_driver(connection))

    return lay


def _rows(engine: Engine) -> Callable[[Engine], None]:
    """The tables that hold anything, as PostgreSQL's own COPY writes them, and how far the keys have been counted."""
    tables = [table.name for table in SQLModel.metadata.sorted_tables]
    kept: dict[str, bytes] = {}
    with engine.connect() as connection:
        for name in tables:
            with _driver(connection).cursor().copy(f'COPY "{name}" TO STDOUT') as copy:
                kept[name] = b"".join(bytes(part) for part in copy)
        counted = [(row.sequencename, row.last_value) for row in connection.execute(text(_COUNTED))]

    def lay(into: Engine) -> None:
        with into.begin() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            for name in (name for name in tables if kept[name]):
                connection.execute(text(f'DELETE FROM "{name}"'))
                with _driver(connection).cursor().copy(f'COPY "{name}" FROM STDIN') as copy:
                    copy.write(kept[name])
            for sequence, last in counted:
                connection.execute(text(f"SELECT setval('{sequence}', {last})"))

    return lay


_COUNTED = "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"


def _driver(connection: Any) -> Any:
    return connection.connection.driver_connection
