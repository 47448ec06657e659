"""Faults done to the real process, a few times each; `make chaos` does them often."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox import TOKEN
from tests import servers
from tests.chaos.scenarios import (
    Scenario,
    Stage,
    database_restarted,
    disk_full,
    fifty_starts,
    kill_while_answering,
    kill_while_sending,
    leader_frozen_and_killed,
)

SEED = 20_220_916


@pytest.fixture(scope="module")
def server() -> Iterator[servers.PostgreSQL]:
    """A PostgreSQL server that may be killed."""
    if not servers.FOUND:
        pytest.skip(servers.MISSING)
    with tempfile.TemporaryDirectory(prefix="duban-pg-") as folder, servers.postgresql_in(Path(folder)) as started:
        yield started


@pytest.mark.parametrize("scenario", [kill_while_sending, kill_while_answering, disk_full])
async def test_on_sqlite_nothing_is_lost_and_what_may_be_double_is_marked(scenario: Scenario, tmp_path: Path) -> None:
    found = await scenario(Stage(tmp_path, None, SEED, full=False))

    assert found.wrong == []
    assert TOKEN not in _logs(tmp_path)


@pytest.mark.parametrize("scenario", [leader_frozen_and_killed, fifty_starts, database_restarted])
async def test_on_postgresql_several_processes_share_the_work_and_lose_nothing(
    scenario: Scenario, tmp_path: Path, server: servers.PostgreSQL
) -> None:
    found = await scenario(Stage(tmp_path, server, SEED, full=False))

    assert found.wrong == []


def _logs(folder: Path) -> str:
    return "".join(log.read_text(encoding="utf-8") for log in folder.rglob("run.log"))
