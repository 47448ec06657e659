"""Alembic's entry: the connection comes from storage/schema.py; on its own (revision --autogenerate) from the URL."""

import sqlmodel
from alembic import context
from sqlalchemy import Connection, create_engine

import storage.records  # noqa: F401 - registers every table


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=sqlmodel.SQLModel.metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    with create_engine(context.config.get_main_option("sqlalchemy.url") or "sqlite://").connect() as own:
        _run(own)
