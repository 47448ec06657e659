"""The schema's version: Alembic's migrations, run in one transaction where the database can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from storage.database import DatabaseUnusable, without_password
from storage.reasons import database_reason

_PATIENCE = "5min"
_ONE_AFTER_THE_OTHER = 20_220_916
"""The number under which migrations of one database wait for each other."""
_HERE = Path(__file__).parent / "migrations"
_NAMED = re.compile(r'^(down_)?revision = (?:"(\w+)"|None)$', re.MULTILINE)


def newest() -> str:
    """The version this program works with: the one that no other comes after."""
    [head] = _versions() - _followed()
    return head


def migrate(engine: Engine) -> None:
    """Bring the database to this program's version. Raises DatabaseUnusable for one that is newer or no database."""
    try:
        if version(engine) == newest():
            return
        with _rebuilding(engine) as connection:
            _wait_for_others(connection)
            found = _version(connection)
            if found is not None and found not in _versions():
                raise DatabaseUnusable(f"数据库版本（{found}）比本程序新，请升级程序，或改用与程序版本相符的备份")
            if found != newest():
                upgrade(connection)
    except DBAPIError as error:
        raise DatabaseUnusable(_reason(engine, error)) from None


@contextmanager
def _rebuilding(engine: Engine) -> Iterator[Connection]:
    """One transaction in which tables may be made anew: SQLite would not drop one that rows of others refer to.

    What refers to nothing is looked for at the end instead. Raises DatabaseUnusable.
    """
    with engine.connect() as connection, _references_unchecked(connection), connection.begin():
        yield connection
        if engine.dialect.name == "sqlite":
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if lost:
                raise DatabaseUnusable(
                    f"升级未完成，数据库未改动：{lost[0]} 中有记录指向的 {lost[2]} 已不存在，请从备份恢复后再升级"
                )


@contextmanager
def _references_unchecked(connection: Connection) -> Iterator[None]:
    """SQLite takes this setting between transactions only."""
    driver = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring a database from the version it stands at to a later one, whatever is at work on it."""
    from alembic import command  # half a second and eight megabytes, for the day of an upgrade
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_HERE))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _wait_for_others(connection: Connection) -> None:
    """Several processes that start at once migrate one after the other (SQLite's writers do so anyway)."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AFTER_THE_OTHER})")


def is_behind(engine: Engine) -> bool:
    """Whether the database is of an earlier version of this program. Raises DatabaseUnusable."""
    found = version(engine)
    return found in _versions() and found != newest()


def version(engine: Engine) -> str | None:
    """The migration the database stands at; None for an empty one. Raises DatabaseUnusable."""
    with looked_at(engine) as connection:
        return _version(connection)


@contextmanager
def looked_at(engine: Engine) -> Iterator[Connection]:
    """A connection to see what state the database is in. Raises DatabaseUnusable."""
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise DatabaseUnusable(_reason(engine, error)) from None


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


@cache
def _named() -> tuple[tuple[str, str], ...]:
    """("", revision) or ("down_", the revision before it), as the migrations' files say; "" for the one before all."""
    files = (_HERE / "versions").glob("[0-9]*.py")
    return tuple((one[1] or "", one[2] or "") for file in files for one in _NAMED.finditer(file.read_text("utf-8")))


def _versions() -> set[str]:
    return {revision for what, revision in _named() if not what}


def _followed() -> set[str]:
    return {revision for what, revision in _named() if what}


def _reason(engine: Engine, error: DBAPIError) -> str:
    kind = engine.dialect.name
    place = without_password(engine.url.set(drivername=kind)).render_as_string()
    permissions = "和文件权限" if kind == "sqlite" else ""
    why = database_reason(error.orig)
    return f"数据库 {place} 无法使用（{why}），请检查 database.url（或 DUBAN_DATABASE_URL）{permissions}"
