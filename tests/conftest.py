"""Real parts for every test: both databases, a whole office with its bot, and a clock that is an argument."""

from __future__ import annotations

import gc
import os
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine

from bot.discreet import DiscreetBot
from bot.sandbox import Sandbox
from storage.database import open_engine
from storage.rehearsal import migrated
from storage.schema import migrate
from tests import servers
from tests.bureaus import Bureau, staffed
from tests.sandboxed import open_bot, open_sandbox
from tests.stem import STEM

_LONGEST = (
    *("test_demo", "test_importing", "test_importing_versions", "test_rounds_faults", "test_crash"),
    *("test_simulation", "test_cli", "test_faults", "test_page", "test_deciding", "test_reading"),
    "test_conversation_forged",
)

settings.register_profile("patient", deadline=None)  # how long an example takes is the machine's affair
settings.load_profile("patient")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest, or waits for other processes, begins first, so that nothing waits for it at the end."""
    items.sort(key=lambda item: _LONGEST.index(item.path.stem) if item.path.stem in _LONGEST else len(_LONGEST))


def pytest_collection_finish() -> None:
    """What was imported is never garbage, as in `duban run`; looking through it took a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _stem() -> Iterator[None]:
    """Processes that tests have started end with the tests."""
    yield
    STEM.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server: DATABASE_URL, or one started from Debian's packages for this run."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgresql"):
        yield given
        return
    if not servers.FOUND:
        pytest.skip(servers.MISSING)
    with tempfile.TemporaryDirectory(prefix="duban-pg-") as folder, servers.postgresql_in(Path(folder)) as server:
        yield server.url


@pytest.fixture(scope="session")
def migrated_name(postgresql: str) -> str:
    """The name of a PostgreSQL database that was migrated once, the template of every test's own."""
    name = f"migrated_{uuid.uuid4().hex[:12]}"
    servers.on_server(postgresql, f'CREATE DATABASE "{name}"')
    opened = open_engine(servers.named(postgresql, name))
    migrate(opened)
    opened.dispose()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a migrated database with nothing in it, on each of the two in turn."""
    if request.param == "sqlite":
        path = tmp_path / "duban.db"
        path.write_bytes(migrated())
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgresql")
    template = request.getfixturevalue("migrated_name")
    name = f"duban_{uuid.uuid4().hex[:12]}"
    servers.on_server(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield servers.named(server, name)
    servers.on_server(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A migrated database, opened."""
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A Bot API server of our own, with three people."""
    async with open_sandbox() as server:
        yield server


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[DiscreetBot]:
    """The real bot of that server."""
    async with open_bot(sandbox) as ours:
        yield ours


@pytest.fixture
def bureau(engine: Engine) -> Bureau:
    """A store with its rounds and a postbox, three units with a liaison each, and the office."""
    return staffed(engine)
