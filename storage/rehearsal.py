"""A database for rehearsals: in memory, there at once, and its process may die at any transaction."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Engine, event

from storage.database import open_engine
from storage.schema import migrate


class ProcessDied(BaseException):
    """Nothing catches it, as nothing catches a kill -9; only what was committed is left."""


def new_database() -> Engine:
    """A migrated database in memory."""
    engine = open_engine("sqlite://")
    _driver(engine).deserialize(migrated())
    return engine


@cache
def migrated() -> bytes:
    """What an SQLite file holds that was migrated and has nothing in it; migrating takes place once."""
    engine = open_engine("sqlite://")
    migrate(engine)
    content: bytes = _driver(engine).serialize()
    engine.dispose()
    return content


def _driver(engine: Engine) -> Any:
    return engine.raw_connection().driver_connection


class Mishap:
    """Lets a process die before a transaction begins, or just before it would be committed."""

    def __init__(self, engine: Engine) -> None:
        self._left: int | None = None
        self._in_commit = False
        event.listen(engine, "begin", lambda _connection: self._passes(in_commit=False), insert=True)
        event.listen(engine, "commit", lambda _connection: self._passes(in_commit=True))

    def strikes(self, after: int, *, in_commit: bool) -> None:
        """The process dies after so many more transactions; `in_commit`: the last one is lost with it."""
        self._left, self._in_commit = after, in_commit

    def passes_by(self) -> None:
        """It does not happen."""
        self._left = None

    def _passes(self, *, in_commit: bool) -> None:
        if self._left is None or in_commit is not self._in_commit:
            return
        self._left -= 1
        if self._left < 0:
            self._left = None
            raise ProcessDied
