"""After an older backup has been put back nothing is sent again blindly: the office sees what may have gone out."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from bot.commands import safekeeping
from storage.database import DatabaseUnusable, open_engine
from storage.rehearsal import migrated
from storage.safekeeping import back_up
from storage.schema import newest, version
from tests.district import EDUCATION, OFFICE, START, District, district, row


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
    """Do something in a process of its own that is killed when it touches a file or a database so often."""
    process = os.fork()
    if process == 0:
        left = iter(range(step))

        def touched(what: str, _arguments: object) -> None:
            if what in ("os.rename", "os.remove", "sqlite3.connect") and next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(touched)
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
    for name in (*older, "replaced-20220101-090000-2.db-wal", "replaced-by-hand.db", "upgrade-0040-20220101-090000.db"):
        Path("var/backups", name).write_bytes(b"kept")
    Path("duban.db").write_bytes(migrated())

    safekeeping.restore(Path("whole.db"), lambda said: None)

    left = {file.name for file in Path("var/backups").iterdir()}
    assert {older[2], "replaced-by-hand.db", "upgrade-0040-20220101-090000.db"} < left
    assert len(left) == 4
