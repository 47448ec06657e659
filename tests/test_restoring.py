"""After an older backup has been put back nothing is sent again blindly: the office sees what may have gone out."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import traceback
import uuid
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from itertools import count, groupby
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text

from bot.commands import safekeeping
from bot.config import Config
from bot.opening import open_store
from bot.unusable import ConfigUnusable
from storage.database import DatabaseUnusable, open_engine
from storage.rehearsal import migrated
from storage.safekeeping import back_up
from storage.schema import newest, version
from tests import servers
from tests.command_line import surroundings
from tests.district import EDUCATION, OFFICE, START, District, district, row

_STEPS = ("os.rename", "os.remove", "sqlite3.connect", "subprocess.Popen")


def handed_out(here: District) -> int:
    """How often the education office was handed its item."""
    return sum("交办" in text for text in here.told(EDUCATION))


async def test_what_went_out_since_the_backup_is_shown_and_goes_again_only_when_the_office_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'duban.db'}"
    (tmp_path / "duban.db").write_bytes(migrated())
    engine = open_engine(url)
    said: list[object] = []
    async with district(engine, tmp_path) as here:
        monkeypatch.setenv("DUBAN_DATABASE_URL", url)
        monkeypatch.setenv("DUBAN_TELEGRAM_URL", here.sandbox.url)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("DUBAN_NOW", START.replace(hour=10).isoformat())
        here.take_in(row("12"))
        safekeeping.backup(tmp_path / "an-hour-old.db", said.append)
        await here.walk_to(START.replace(hour=10))
        assert handed_out(here) == 1

        engine.dispose()
        safekeeping.restore(tmp_path / "an-hour-old.db", said.append)
        await here.walk_to(START.replace(hour=12))

        assert handed_out(here) == 1
        assert "不会自动重发" in str(said[-1])
        [replaced] = (tmp_path / "var/backups").glob("replaced-*.db")
        assert str(replaced.relative_to(tmp_path)) in str(said[-2])
        with closing(sqlite3.connect(replaced)) as before:
            assert before.execute("SELECT count(*) FROM notice WHERE state = 'sent'").fetchone() != (0,)
        [shown] = [text for text in here.told(OFFICE) if "数据已从备份恢复" in text]
        assert "区教育局：交办" in shown
        assert here.app.store.conservation()["uncertain"] >= 1

        await here.presses(OFFICE, "resend")
        await here.walk_to(START.replace(hour=14))

        assert handed_out(here) == 2
        await here.presses(OFFICE, "resend")
        assert "没有待补发的消息" in here.told(OFFICE)[-1]
        counts = here.app.store.conservation()
        assert counts["planned"] == sum(counts.values()) - counts["planned"]
        assert here.app.store.broken_link() is None
    engine.dispose()


async def test_killed_at_any_step_a_restore_leaves_the_database_as_it_was_or_with_everything_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "duban.db").write_bytes(migrated())
    engine = open_engine(f"sqlite:///{tmp_path / 'duban.db'}")
    async with district(engine, tmp_path) as here:
        here.take_in(row("12"))
        back_up(engine, tmp_path / "duban.db-hour-old")
        await here.walk_to(START.replace(hour=10))
        stopped = files_in(tmp_path)  # by a kill: the database with its log
    engine.dispose()
    monkeypatch.setenv("DUBAN_NOW", START.replace(hour=10).isoformat())
    monkeypatch.setenv("DUBAN_TELEGRAM_URL", here.sandbox.url)
    monkeypatch.setenv("DUBAN_DATABASE_URL", "sqlite:///duban.db")

    left = list[str]()
    for step in count():
        monkeypatch.chdir(laid_out(tmp_path / str(step), stopped))
        was_killed = killed_at(step, lambda: safekeeping.restore(Path("duban.db-hour-old"), lambda said: None))
        with closing(sqlite3.connect("duban.db")) as found:
            left += [state for (state,) in found.execute("SELECT state FROM notice WHERE kind = 'assignment'")]
        assert len(left) == step + 1
        if not was_killed:
            break

    assert left == sorted(left), "sent, then uncertain"
    assert {*left} == {"sent", "uncertain"}


async def test_killed_at_any_step_a_restore_on_postgresql_leaves_nothing_that_a_bot_would_send_blindly(
    postgresql: str, migrated_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    restored = f"restored_{uuid.uuid4().hex[:12]}"
    servers.on_server(postgresql, f'CREATE DATABASE "{restored}" TEMPLATE "{migrated_name}"')
    engine = open_engine(servers.named(postgresql, restored))
    async with district(engine, tmp_path) as here:
        here.take_in(row("12"))
        back_up(engine, tmp_path / "hour-old.dump")
        await here.walk_to(START.replace(hour=10))
    engine.dispose()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUBAN_NOW", START.replace(hour=10).isoformat())
    monkeypatch.setenv("DUBAN_TELEGRAM_URL", here.sandbox.url)
    monkeypatch.setenv("DUBAN_DATABASE_URL", servers.named(postgresql, restored))

    left = list[str]()
    for step in count():  # each begins with what the one before has left
        was_killed = killed_at(step, lambda: safekeeping.restore(Path("hour-old.dump"), lambda said: None))
        left.append(found_by_a_bot(servers.named(postgresql, restored)))
        if not was_killed:
            break

    assert [state for state, _ in groupby(left)] == ["sent", "refused", "uncertain"]
    servers.on_server(postgresql, f'DROP DATABASE "{restored}" WITH (FORCE)')


def test_a_restore_on_postgresql_that_fails_keeps_what_it_has_replaced_and_nothing_else(
    postgresql: str, migrated_name: str, tmp_path: Path
) -> None:
    name = f"restored_{uuid.uuid4().hex[:12]}"
    servers.on_server(postgresql, f'CREATE DATABASE "{name}" TEMPLATE "{migrated_name}"')
    url, copies = servers.named(postgresql, name), tmp_path / "var/backups"
    engine = open_engine(url)
    back_up(engine, tmp_path / "whole.dump")
    (tmp_path / "cut.dump").write_bytes((tmp_path / "whole.dump").read_bytes()[:-2000])

    assert "pg_restore 未完成" in command_fails(tmp_path, url, "restore", "cut.dump")
    assert found_by_a_bot(url) != "refused"
    assert [*copies.iterdir()] == []

    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'newer'"))
    back_up(engine, tmp_path / "newer.dump")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :known"), {"known": newest()})
    assert "比本程序新" in command_fails(tmp_path, url, "restore", "newer.dump")
    assert found_by_a_bot(url) == "refused"
    assert len([*copies.iterdir()]) == 1
    engine.dispose()
    servers.on_server(postgresql, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.parametrize("words", [("restore", "whole.dump"), ("upgrade",)])
def test_a_postgresql_database_is_neither_restored_nor_upgraded_while_a_bot_is_at_work(
    postgresql: str, migrated_name: str, tmp_path: Path, words: tuple[str, ...]
) -> None:
    name = f"restored_{uuid.uuid4().hex[:12]}"
    servers.on_server(postgresql, f'CREATE DATABASE "{name}" TEMPLATE "{migrated_name}"')
    url = servers.named(postgresql, name)
    engine = open_engine(url)
    back_up(engine, tmp_path / "whole.dump")
    open_store(Config(), engine, START).attend(timedelta(minutes=5))

    assert "机器人正在使用" in command_fails(tmp_path, url, *words)

    assert not (tmp_path / "var").exists()
    engine.dispose()
    servers.on_server(postgresql, f'DROP DATABASE "{name}" WITH (FORCE)')


def command_fails(folder: Path, url: str, *words: str) -> str:
    """What a command says that fails."""
    env = surroundings(folder, DUBAN_DATABASE_URL=url, PYTHONUTF8="1")
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    return done.stderr


def found_by_a_bot(url: str) -> str:
    """What has become of the hand-out for a bot that is started now; or "refused", saying the way out."""
    engine = open_engine(url)
    try:
        open_store(Config(), engine, START)
        with engine.connect() as connection:
            return str(connection.scalar(text("SELECT state FROM notice WHERE kind = 'assignment'")))
    except ConfigUnusable as error:
        return "refused" if re.search(r"数据库的恢复没有做完.+duban restore", str(error)) else str(error)
    finally:
        engine.dispose()


def files_in(folder: Path) -> dict[str, bytes]:
    """What stands in a folder."""
    return {path.name: path.read_bytes() for path in folder.glob("duban.db*")}


def laid_out(folder: Path, files: dict[str, bytes]) -> Path:
    """A new folder with these files."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def killed_at(step: int, does: Callable[[], None]) -> bool:
    """Do something in a process of its own that is killed when it touches a file, a database or a program so often."""
    process = os.fork()
    if process == 0:
        left = iter(range(step))

        def step_taken() -> None:
            if next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(lambda what, _: step_taken() if what in _STEPS else None)
        event.listen(Engine, "commit", lambda _: step_taken())
        try:
            does()
            os._exit(0)
        finally:
            traceback.print_exc()
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    assert code in (0, -signal.SIGKILL)
    return code != 0


def test_a_damaged_database_is_kept_as_it_is_and_a_restore_that_is_refused_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUBAN_DATABASE_URL", "sqlite:///duban.db")
    Path("whole.db").write_bytes(migrated())
    Path("duban.db").write_bytes(b"what a broken disk left")
    Path("duban.db-wal").write_bytes(b"its log, which nobody has taken in")

    safekeeping.restore(Path("whole.db"), lambda said: None)
    with pytest.raises(DatabaseUnusable, match=r"missing\.db"):
        safekeeping.restore(Path("missing.db"), lambda said: None)
    with pytest.raises(DatabaseUnusable, match="就是正在使用的数据库"):
        safekeeping.restore(Path("duban.db"), lambda said: None)

    [damaged, log] = sorted(Path("var/backups").iterdir())
    assert damaged.read_bytes() == b"what a broken disk left"
    assert (log.name, log.read_bytes()) == (f"{damaged.name}-wal", b"its log, which nobody has taken in")
    assert version(open_engine("sqlite:///duban.db")) == newest()


def test_of_what_was_restored_over_the_newest_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUBAN_DATABASE_URL", "sqlite:///duban.db")
    Path("config.toml").write_text("[keep]\ndays = 2\n", encoding="utf-8")
    Path("whole.db").write_bytes(migrated())
    Path("var/backups").mkdir(parents=True)
    older = ("replaced-20220101-090000.db", "replaced-20220101-090000-2.db", "replaced-20220101-090000-10.db")
    broken_off = (".replaced-20220101-090000-3.db.part", "..replaced-20220101-090000.db.whole.part-journal")
    for name in (
        *older,
        *broken_off,
        "replaced-20220101-090000-2.db-wal",
        "replaced-by-hand.db",
        "upgrade-0040-20220101-090000.db",
    ):
        Path("var/backups", name).write_bytes(b"kept")
    Path("duban.db").write_bytes(migrated())

    safekeeping.restore(Path("whole.db"), lambda said: None)

    left = {file.name for file in Path("var/backups").iterdir()}
    assert {older[2], "replaced-by-hand.db", "upgrade-0040-20220101-090000.db"} < left
    assert len(left) == 4
