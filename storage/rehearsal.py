"""Databases for rehearsals, there at once and gone after it; their process may die at any transaction."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Hashable
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Engine, event, make_url
from sqlalchemy.exc import SQLAlchemyError

from storage.database import DatabaseUnusable, open_engine
from storage.schema import migrate


class ProcessDied(BaseException):
    """Nothing catches it, as nothing catches a kill -9; only what was committed is left."""


Lay = Callable[[Engine], None]
"""Puts into a migrated database what a rehearsal begins with."""


class Ground(Protocol):
    """Where rehearsals take place."""

    def opened(self, what: Hashable, lay: Lay) -> Engine:
        """A database that holds what `lay` lays; it is laid once, and copied for everybody who asks for the same."""

    def given_back(self, engine: Engine) -> None:
        """The rehearsal is over, and its database gone."""


class InMemory:
    """SQLite, in memory."""

    def __init__(self) -> None:
        self._laid: dict[Hashable, bytes] = {}

    def opened(self, what: Hashable, lay: Lay) -> Engine:
        """See Ground."""
        engine = new_database()
        if what in self._laid:
            _driver(engine).deserialize(self._laid[what])
            return engine
        lay(engine)
        self._laid[what] = _driver(engine).serialize()
        return engine

    def given_back(self, engine: Engine) -> None:
        """See Ground."""
        engine.dispose()


class OnServer:
    """A PostgreSQL server, on which databases are made and dropped; the one that `url` names is not touched."""

    def __init__(self, url: str) -> None:
        self._server = open_engine(url).execution_options(isolation_level="AUTOCOMMIT")
        if self._server.dialect.name != "postgresql":
            raise DatabaseUnusable("模拟所用的服务器应为 postgresql://…")
        self._url = make_url(url)
        self._laid: dict[Hashable, str] = {}
        self._there: set[str] = set()

    def opened(self, what: Hashable, lay: Lay) -> Engine:
        """See Ground."""
        if what not in self._laid:
            name = self._made("template1")
            engine = self._open(name)
            migrate(engine)
            lay(engine)
            engine.dispose()
            self._laid[what] = name
        return self._open(self._made(self._laid[what]))

    def given_back(self, engine: Engine) -> None:
        """See Ground."""
        engine.dispose()
        self._drop(str(engine.url.database))

    def close(self) -> None:
        """Nothing is left behind on the server."""
        for name in [*self._there]:
            self._drop(name)
        self._server.dispose()

    def _made(self, template: str) -> str:
        name = f"duban_rehearsal_{uuid.uuid4().hex[:12]}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self._there.add(name)
        return name

    def _drop(self, name: str) -> None:
        self._run(f'DROP DATABASE "{name}" WITH (FORCE)')
        self._there.discard(name)

    def _open(self, name: str) -> Engine:
        return open_engine(self._url.set(database=name).render_as_string(hide_password=False))

    def _run(self, statement: str) -> None:
        try:
            with self._server.connect() as connection:
                connection.exec_driver_sql(statement)
        except SQLAlchemyError as error:
            raise DatabaseUnusable(f"无法在该服务器上建库或删库（{type(error).__name__}），请检查地址和权限") from None


IN_MEMORY = InMemory()


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
