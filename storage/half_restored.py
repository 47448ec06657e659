"""A mark on a PostgreSQL database from before a backup is put back until nothing in it would go out again by itself.

It is a table, which the backup does not know and pg_restore therefore leaves alone. It says which `alembic_version`
stood there: as long as that one does, nothing has been put back.
"""

from __future__ import annotations

from sqlalchemy import Engine, inspect, text

from storage.schema import looked_at

_MARK = "half_restored"
_STANDS = "SELECT to_regclass('alembic_version')::oid AS stood"


def is_half_restored(engine: Engine) -> bool:
    """Whether a restore was broken off here after it had put the backup back. Raises DatabaseUnusable."""
    if engine.dialect.name != "postgresql":
        return False
    with looked_at(engine) as connection:
        if not inspect(connection).has_table(_MARK):
            return False
        return bool(connection.scalar(text(f"SELECT bool_or(stood IS DISTINCT FROM ({_STANDS})) FROM {_MARK}")))


def mark(engine: Engine) -> None:
    """To be done first; what an earlier restore has left of itself stays. Raises DatabaseUnusable."""
    with looked_at(engine) as connection, connection.begin():
        connection.execute(text(f"CREATE TABLE IF NOT EXISTS {_MARK} AS {_STANDS}"))


def unmark(engine: Engine) -> None:
    """What was put back may be worked on. Raises DatabaseUnusable."""
    with looked_at(engine) as connection, connection.begin():
        connection.execute(text(f"DROP TABLE IF EXISTS {_MARK}"))
