"""A database that is away for a while: nothing is set aside for it, nothing doubled, nothing lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.sandbox import Fault, FaultKind
from storage.database import is_passing, open_engine
from tests.running import new_database, office
from tests.servers import named, on_server

UNLUCKY = 1


async def test_a_locked_database_keeps_updates_in_their_place_and_doubles_no_letter(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with office(tmp_path, 40, patience=20) as here, here.at_work():
        here.sandbox.faults.order(Fault("sendMessage", FaultKind.DELAY_AFTER, times=None, seconds=0.2))
        await here.until(lambda: len(here.calls()) >= 30)
        with closing(sqlite3.connect(tmp_path / "duban.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            here.sandbox.world.says(UNLUCKY, "12 办理中")
            await here.until(lambda: "database_away" in caplog.text)
            await here.until(lambda: all(call.answered for call in here.calls()))
            other.execute("ROLLBACK")
        await here.until(lambda: here.is_empty() and here.got(UNLUCKY, "收件回执"))

        assert here.counts()["uncertain"] == 0
        assert "update_failed" not in caplog.text
        assert len(here.got(UNLUCKY, "收件回执")) == 1
        here.has_lost_nothing()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_connections_that_are_cut_cost_nothing(database_url: str, engine: Engine, tmp_path: Path) -> None:
    cut = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()")
    other = open_engine(database_url)
    async with office(tmp_path, 40, engine=engine) as here, here.at_work():
        here.sandbox.faults.order(Fault("sendMessage", FaultKind.DELAY_AFTER, times=None, seconds=0.1))
        for n in range(1, 5):
            await here.until(lambda n=n: len(here.calls()) >= 8 * n)  # type: ignore[misc]
            here.sandbox.world.says(n, "12 办理中")
            with suppress(OperationalError), other.connect() as connection:
                connection.execute(cut)  # the one that asks goes too
        await here.until(lambda: here.is_empty() and all(here.got(n, "收件回执") for n in range(1, 5)))

        assert here.counts()["uncertain"] == 0
        assert [len(here.got(n, "收件回执")) for n in range(1, 5)] == [1, 1, 1, 1]
        here.has_lost_nothing()
    other.dispose()


async def test_a_database_that_only_lets_read_for_a_while_costs_time_only(
    database_url: str, engine: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with office(tmp_path, 12, engine=engine) as here:
        lets_write = only_lets_read(database_url, engine)
        here.sandbox.world.says(UNLUCKY, "12 办理中")
        async with here.at_work():
            await here.until(lambda: "database_away" in caplog.text)
            assert here.calls() == []
            lets_write()
            await here.until(lambda: here.got(UNLUCKY, "收件回执"))
            await here.until(lambda: here.is_empty() and here.all_got(but=UNLUCKY), passing=0.2)

        assert here.counts()["uncertain"] == 0
        assert not {"update_failed", "letter_failed"} & {record.message for record in caplog.records}
        assert len(here.got(UNLUCKY, "收件回执")) == 1


async def test_nothing_leaves_on_the_word_of_a_disk_that_refuses_whatever_comes_next(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with office(tmp_path, 12) as here:
        here.sandbox.world.says(UNLUCKY, "12 办理中")
        in_the_way = tmp_path / "duban.db.lock"
        in_the_way.mkdir()
        async with here.at_work():
            await here.until(lambda: caplog.text.count("database_away") >= 2)  # in fetching, and in sending
            assert (here.calls(), len(here.sandbox.world.updates)) == ([], 1)
            in_the_way.rmdir()
            await here.until(lambda: here.got(UNLUCKY, "收件回执"))
            await here.until(lambda: here.is_empty() and here.all_got(but=UNLUCKY), passing=0.2)

        assert here.counts()["uncertain"] == 0
        assert len(here.got(UNLUCKY, "收件回执")) == 1
        here.has_lost_nothing()


def only_lets_read(url: str, engine: Engine) -> Callable[[], None]:
    """Nothing can be written from now on; returns how it is put right."""
    if engine.dialect.name == "sqlite":
        lets = {"read only": 1}
        event.listen(engine, "checkout", lambda conn, *_: conn.execute(f"PRAGMA query_only={lets['read only']}"))
        return lambda: lets.update({"read only": 0})
    name, beside = url.rpartition("/")[2], named(url, "postgres")
    on_server(beside, f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    engine.dispose()  # a session that is opened now may only read, for all its life
    return lambda: on_server(beside, f'ALTER DATABASE "{name}" RESET default_transaction_read_only')


def test_only_what_will_pass_is_waited_for(tmp_path: Path) -> None:
    with new_database(tmp_path, patience=20) as engine:

        def fault(statement: str) -> Exception:
            with engine.connect() as connection:
                connection.exec_driver_sql(statement)
            raise AssertionError(statement)

        with closing(sqlite3.connect(tmp_path / "duban.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(DBAPIError) as locked:
                fault("SELECT 1")
        with pytest.raises(DBAPIError) as misspelt:
            fault("SELECT * FROM nowhere")
        with pytest.raises(DBAPIError) as unfit:
            fault("INSERT INTO office DEFAULT VALUES")

    assert is_passing(locked.value)
    assert not is_passing(misspelt.value)
    assert not is_passing(unfit.value)
    assert not is_passing(ValueError())
