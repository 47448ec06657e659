"""A database, SQLite or PostgreSQL, opened the way that loses nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Dialect, Engine, ExceptionContext, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from sqlalchemy.pool import StaticPool
from sqlalchemy.util import LRUCache
from sqlmodel import create_engine

from storage.columns import from_json
from storage.gathering import ChangedMeanwhile, Gathering
from storage.reasons import reason

__all__ = ["DatabaseUnusable", "Engine", "is_passing", "open_engine", "transaction", "without_password"]

_SQLITE_PASSES = frozenset({5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 26})
"""busy, locked, no memory, read-only, interrupted, I/O error, corrupt, full, cannot open, locking protocol, not a
database: the file is at fault, not what was asked of it, and it may be put right."""
_ASKED = {
    "client_encoding": "UTF8",
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 5_000,
}
"""libpq's settings: text is text; a server that is gone is noticed before TCP waits longer than others wait for us (it
tries again after twice as long each time, whether the link is back meanwhile or not). The address may say otherwise."""
_FOR_EVERY_SESSION = (
    "SET idle_in_transaction_session_timeout = '5s'",  # a process that stands still in a transaction stops nobody else
    "SET lock_timeout = '10s'",
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
)
_FOR_ALL: dict[str, Any] = {
    "json_serializer": json.JSONEncoder(ensure_ascii=False).encode,
    "hide_parameters": True,  # what people wrote, and codes, are in no error and so in no log
}
_DIALECTS: dict[tuple[str, str | None, int | None], Dialect] = {}
_COMPILED: LRUCache[Any, Any] = LRUCache(3000)
_PASSWORDS = ("password", "sslpassword")
_MAY_ONLY_READ = "25006"
_STATEMENT_TOO_LARGE = "54"  # the class of SQLSTATEs that PostgreSQL gives a statement it will never take


class DatabaseUnusable(Exception):
    """A database that cannot be opened or is not ours to write. The message is one Chinese line with the way out."""


def open_engine(url: str) -> Engine:
    """An engine for `sqlite:///path`, `sqlite://` (in memory) or `postgresql://…`; raises DatabaseUnusable."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # ValueError: a port that is none
        raise DatabaseUnusable(
            "数据库地址无法识别，应为 sqlite:///路径 或 postgresql://…，请检查 DUBAN_DATABASE_URL"
        ) from None
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(url, parsed.database, _FOR_ALL)
    if parsed.get_backend_name() == "postgresql":
        return _open_postgresql(parsed, _FOR_ALL)
    raise DatabaseUnusable(f"不支持的数据库类型 {parsed.get_backend_name()}，请使用 sqlite 或 postgresql")


def _open_postgresql(address: URL, options: dict[str, Any]) -> Engine:
    asked = {name: value for name, value in _ASKED.items() if name not in address.query}
    driven = address.set(drivername="postgresql+psycopg")
    engine = create_engine(driven, pool_pre_ping=True, connect_args=asked, **options)
    engine.dialect.use_insertmanyvalues_wo_returning = True  # many rows are one statement, not one each
    event.listen(engine, "connect", _set_up_session)
    event.listen(engine, "handle_error", _let_go_of_readers)
    return _compiling_once(engine)


def _let_go_of_readers(met: ExceptionContext) -> None:
    """A session that may only read (a standby, a server set so) may never write again; a new one may soon."""
    if getattr(met.original_exception, "sqlstate", None) == _MAY_ONLY_READ:
        met.is_disconnect = True


def _set_up_session(connection: Any, _record: Any) -> None:
    """What is committed survives a power cut whatever the server's default; nobody waits for ever.

    Raises DatabaseUnusable where the database cannot hold every character that people write.
    """
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        way_out = "请重新建立：createdb --encoding UTF8 --template template0 数据库名"
        raise DatabaseUnusable(f"数据库的编码是 {encoding}，应为 UTF8，{way_out}")
    for statement in _FOR_EVERY_SESSION:
        connection.execute(statement)
    connection.commit()


def _open_sqlite(url: str, path: str | None, options: dict[str, Any]) -> Engine:
    if path:
        _make_folder_of(Path(path))
    else:
        options = options | {"poolclass": StaticPool}
    timely = {"check_same_thread": False, "timeout": 5.0}
    engine = create_engine(url, connect_args=timely, json_deserializer=from_json, **options)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return _compiling_once(engine)


def _make_folder_of(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnusable(
            f"数据库所在的目录 {file.parent} 无法建立（{reason(error)}），请检查 database.url（或 DUBAN_DATABASE_URL）"
        ) from None


def _compiling_once(engine: Engine) -> Engine:
    """A statement is compiled once in this process for every engine of the same server, not once for each engine.

    A dialect knows its server once somebody has connected; whoever opens an engine after that is given it.
    """
    kind = (engine.dialect.name, engine.url.host, engine.url.port)
    engine.update_execution_options(compiled_cache=_COMPILED)
    if kind in _DIALECTS:
        engine.dialect = _DIALECTS[kind]
    else:
        event.listen(engine, "first_connect", lambda *_: _DIALECTS.setdefault(kind, engine.dialect))
    return engine


def without_password(url: URL) -> URL:
    """An address as it may be shown, or stand in a list of processes."""
    bare = URL.create(url.drivername, url.username, None, url.host, url.port, url.database, url.query)
    return bare.difference_update_query(_PASSWORDS)


def password_of(url: URL) -> str:
    """The password an address holds; "" where it holds none."""
    said = url.password or url.query.get("password") or ""
    return said if isinstance(said, str) else said[-1]


def for_reading(engine: Engine) -> Engine:
    """The same database for a long look: an SQLite file is seen as it stood, and no writer waits meanwhile."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return engine
    reading = create_engine(engine.url, connect_args={"check_same_thread": False, "timeout": 5.0}, **_FOR_ALL)
    event.listen(reading, "connect", _prepare)
    event.listen(reading, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return _compiling_once(reading)


def _prepare(connection: Any, _record: Any) -> None:
    """WAL with a full sync: what is committed survives a power cut; writers queue instead of losing updates."""
    connection.isolation_level = None  # the driver's own BEGIN would be DEFERRED and come too late
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def transaction(engine: Engine) -> Iterator[Gathering]:
    """One transaction: committed whole at the end, or not at all."""
    with Gathering(engine, expire_on_commit=False) as session, session.begin():
        yield session
        session.flush()


def assure(engine: Engine) -> None:
    """To be called before anything leaves on the word of a commit; raises OperationalError where that may not hold.

    A disk may have given up meanwhile. ext4 says for some milliseconds of what it then drops that it is written
    (docs/faults.md); but a size that changes is refused at once.
    """
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return
    try:
        beside = os.open(f"{engine.url.database}.lock", os.O_WRONLY | os.O_CREAT, 0o644)
        try:
            os.ftruncate(beside, os.fstat(beside).st_size == 0)
        finally:
            os.close(beside)
    except OSError as error:
        raise OperationalError("COMMIT", None, error) from error


def is_passing(error: BaseException) -> bool:
    """Whether the database is at fault for now (locked, full, away, restarted), or another process was faster, and the
    same may work later."""
    if isinstance(error, NoConnectionLeft | ChangedMeanwhile):
        return True
    if not isinstance(error, DBAPIError):
        return False
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return (code & 0xFF) in _SQLITE_PASSES
    passing = error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
    return passing and not (getattr(error.orig, "sqlstate", None) or "").startswith(_STATEMENT_TOO_LARGE)
