"""The database is brought to this program's version, and one that is newer is left alone."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Boolean, Column, Connection, Date, DateTime, Engine, Integer, MetaData, select, text
from sqlmodel import SQLModel, col

from storage.database import DatabaseUnusable, open_engine
from storage.records import Invitation
from storage.schema import migrate, newest, upgrade, version
from storage.store import Store
from tests.servers import named, on_server


def test_the_migrations_make_exactly_the_tables_the_records_name(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})

        differences = compare_metadata(context, SQLModel.metadata)

    assert [one for one in differences if "alembic_version" not in str(one)] == []


def test_migrating_twice_is_the_same_as_once(engine: Engine) -> None:
    migrate(engine)

    assert version(engine) == newest()


def test_whoever_used_a_code_before_names_were_confirmed_stays_in_and_nobody_waits(tmp_path: Path) -> None:
    opened = open_engine(f"sqlite:///{tmp_path / 'duban.db'}")
    with opened.begin() as connection:
        upgrade(connection, "0001")
        connection.execute(text("INSERT INTO office VALUES (1, '公开办', '2022-09-16 01:00:00', 0, '')"))
        for number, used in ((1, "'2022-09-16 02:00:00'"), (2, "NULL")):
            said = f"({number}, 1, 'hash{number}', 'liaison', NULL, 'A', '2022-09-23 01:00:00', {used})"
            connection.execute(text(f"INSERT INTO invitation VALUES {said}"))

    migrate(opened)

    store = Store(opened, 1, lambda moment: moment.date())
    with store.act(datetime(2022, 9, 19, 1, 0, tzinfo=UTC)) as desk:
        spent, fresh = desk.all(select(Invitation).order_by(col(Invitation.id)))
        assert (spent.admitted, spent.settled_at, fresh.admitted) == (True, spent.used_at, None)
        assert desk.candidates() == []


@pytest.mark.parametrize("earlier", ["0001", "0003", "0007", "0021"])
def test_records_that_refer_to_one_another_come_through_an_upgrade(tmp_path: Path, earlier: str) -> None:
    opened = open_engine(f"sqlite:///{tmp_path / 'duban.db'}")
    with opened.begin() as connection:
        upgrade(connection, earlier)
        kept = _one_of_each(connection)

    migrate(opened)

    with opened.connect() as connection:
        assert version(opened) == newest()
        assert all(connection.scalar(text(f"SELECT count(*) FROM {name}")) == 1 for name in kept)
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_record_that_refers_to_nothing_stops_an_upgrade_before_anything_is_changed(tmp_path: Path) -> None:
    opened = open_engine(f"sqlite:///{tmp_path / 'duban.db'}")
    with opened.begin() as connection:
        upgrade(connection, "0001")
    with sqlite3.connect(tmp_path / "duban.db") as apart:
        apart.execute("INSERT INTO alias VALUES (1, 7, 7, '区发改委')")

    with pytest.raises(DatabaseUnusable, match=r"数据库未改动：alias 中有记录指向的 (unit|office) 已不存在"):
        migrate(opened)

    assert version(opened) == "0001"


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


def test_what_is_committed_is_on_disk_before_it_is_acknowledged(engine: Engine) -> None:
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        else:
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_server_that_would_lose_the_last_commits_is_overruled(database_url: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text(f'ALTER DATABASE "{engine.url.database}" SET synchronous_commit = off'))

    other = open_engine(database_url)
    with other.connect() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
    other.dispose()


def test_a_database_that_cannot_hold_every_character_is_refused_with_the_way_out(postgresql: str) -> None:
    on_server(postgresql, "CREATE DATABASE narrow ENCODING SQL_ASCII LOCALE 'C' TEMPLATE template0")
    opened = open_engine(named(postgresql, "narrow"))

    with pytest.raises(DatabaseUnusable, match=r"编码是 SQL_ASCII，应为 UTF8，.*createdb --encoding UTF8"):
        migrate(opened)

    opened.dispose()
    on_server(postgresql, "DROP DATABASE narrow WITH (FORCE)")


def _one_of_each(connection: Connection) -> list[str]:
    """A row in every table, each of which refers to the first row of whatever it can refer to."""
    tables = MetaData()
    tables.reflect(connection)
    kept = [table for table in tables.sorted_tables if table.name not in ("alembic_version", "incoming", "errand")]
    for table in kept:
        connection.execute(table.insert().values({column.name: _something(column) for column in table.columns}))
    return [table.name for table in kept]


def _something(column: Column[Any]) -> Any:
    if column.name == "deadline_kind":
        return "date"
    if column.foreign_keys or isinstance(column.type, Integer):
        return 1
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, DateTime):
        return datetime(2022, 9, 19, 1, 0, tzinfo=UTC)
    return date(2022, 9, 19) if isinstance(column.type, Date) else "{}"
