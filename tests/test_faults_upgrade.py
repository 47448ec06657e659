"""The program is killed in the middle of an upgrade, or meets an older database: all of it is there afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import open_engine
from storage.schema import migrate, newest, upgrade, version

DIES = """
import os, signal, sys
from sqlalchemy import event
from storage.database import open_engine
from storage.schema import migrate
engine, left = open_engine(sys.argv[1]), [int(sys.argv[2])]
def count(connection, cursor, statement, *_):
    if statement.lstrip().upper().startswith(("CREATE", "ALTER", "INSERT", "UPDATE", "DROP")):
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
event.listen(engine, "before_cursor_execute", count)
migrate(engine)
"""
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def old_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of the first version with an office in it."""
    url = f"sqlite:///{tmp_path / 'old.db'}"
    engine = open_engine(url)
    with engine.begin() as connection:
        upgrade(connection, "0001")
        connection.execute(text("INSERT INTO office VALUES (1, '公开办', '2022-09-16 00:00:00', 0, '')"))
        connection.execute(
            text("INSERT INTO incoming VALUES (1, 7, '{}', '2022-09-16 00:00:00', '2022-09-16 00:00:00', 0, '')")
        )
    engine.dispose()
    return url


@pytest.mark.parametrize("after", [3, 30])
def test_killed_inside_an_upgrade_it_upgrades_whole_the_next_time(old_database: str, after: int) -> None:
    died = subprocess.run([sys.executable, "-c", DIES, old_database, str(after)], cwd=ROOT, env=os.environ, check=False)
    engine = open_engine(old_database)
    between = version(engine)

    migrate(engine)

    assert died.returncode == -signal.SIGKILL
    assert between == "0001"
    assert version(engine) == newest()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT id, name, key FROM office")).all() == [(1, "公开办", "")]
        assert connection.execute(text("SELECT update_id, chat_id FROM incoming")).all() == [(7, 0)]
    engine.dispose()
