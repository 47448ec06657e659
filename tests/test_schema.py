"""The database is brought to this program's version, and one that is newer is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlmodel import SQLModel

from storage.database import DatabaseUnusable, open_engine
from storage.schema import migrate, newest, version


def test_the_migrations_make_exactly_the_tables_the_records_name(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})

        differences = compare_metadata(context, SQLModel.metadata)

    assert [one for one in differences if "alembic_version" not in str(one)] == []


def test_migrating_twice_is_the_same_as_once(engine: Engine) -> None:
    migrate(engine)

    assert version(engine) == newest()


def test_a_database_from_a_newer_program_is_refused_with_the_way_out(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(DatabaseUnusable, match="比本程序新，请升级程序"):
        migrate(engine)


def test_a_file_that_is_no_database_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("这不是数据库" * 500, encoding="utf-8")

    with pytest.raises(DatabaseUnusable, match="无法使用") as refused:
        migrate(open_engine(f"sqlite:///{path}"))

    assert "\n" not in str(refused.value)


def test_an_unknown_kind_of_database_is_refused() -> None:
    with pytest.raises(DatabaseUnusable, match="sqlite 或 postgresql"):
        open_engine("mysql://somewhere/else")
