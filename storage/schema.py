"""The schema's version: Alembic's migrations, run in one transaction where the database can."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from storage.database import DatabaseUnusable, without_password

_PATIENCE = "5min"
_ONE_AFTER_THE_OTHER = 20_220_916
"""The number under which migrations of one database wait for each other."""
_HERE = Path(__file__).parent / "migrations"


def newest() -> str | None:
    """The version this program works with."""
    return _script().get_current_head()


def migrate(engine: Engine) -> None:
    """Bring the database to this program's version. Raises DatabaseUnusable for one that is newer or no database."""
    config, script = _config(), _script()
    try:
        if version(engine) == script.get_current_head():
            return
        with engine.begin() as connection:
            _wait_for_others(connection)
            found = MigrationContext.configure(connection).get_current_revision()
            if found is not None and found not in {revision.revision for revision in script.walk_revisions()}:
                raise DatabaseUnusable(f"数据库版本（{found}）比本程序新，请升级程序，或改用与程序版本相符的备份")
            if found == script.get_current_head():
                return
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except DBAPIError as error:
        raise DatabaseUnusable(_reason(engine, error)) from None


def _wait_for_others(connection: Connection) -> None:
    """Several processes that start at once migrate one after the other (SQLite's writers do so anyway)."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AFTER_THE_OTHER})")


def is_behind(engine: Engine) -> bool:
    """Whether the database is of an earlier version of this program. Raises DatabaseUnusable."""
    found, script = version(engine), _script()
    known = {revision.revision for revision in script.walk_revisions()}
    return found is not None and found in known and found != script.get_current_head()


def version(engine: Engine) -> str | None:
    """The migration the database stands at; None for an empty one. Raises DatabaseUnusable."""
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except DBAPIError as error:
        raise DatabaseUnusable(_reason(engine, error)) from None


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    return config


@cache
def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _reason(engine: Engine, error: DBAPIError) -> str:
    place = without_password(engine.url).render_as_string()
    first = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
    return f"数据库 {place} 无法使用（{first}），请检查 DUBAN_DATABASE_URL 和文件权限"
