"""Real parts for every test: both databases, a whole office with its bot, and a clock that is an argument."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from storage.database import open_engine
from storage.schema import migrate
from tests.stem import STEM


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
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        pytest.skip("no PostgreSQL: apt-get install postgresql, or set DATABASE_URL")
    with tempfile.TemporaryDirectory(prefix="duban-pg-") as folder:
        yield from _served(programs[-1], Path(folder))


def _served(programs: Path, folder: Path) -> Iterator[str]:
    data, port = folder / "data", _free_port()
    as_owner: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        as_owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    settings = f"-p {port} -k {folder} -h 127.0.0.1 -c fsync=off -c max_connections=60"
    init = [*as_owner, str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"]
    control = [*as_owner, str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
    subprocess.run(init, check=True, capture_output=True, cwd=folder)
    subprocess.run([*control, "-o", settings, "start"], check=True, capture_output=True, cwd=folder)
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True, cwd=folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database that was migrated once, for every test to start from a copy of."""
    path = tmp_path_factory.mktemp("migrated") / "duban.db"
    opened = open_engine(f"sqlite:///{path}")
    migrate(opened)
    with opened.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    opened.dispose()
    return path


@pytest.fixture(scope="session")
def migrated_name(postgresql: str) -> str:
    """The name of a PostgreSQL database that was migrated once, the template of every test's own."""
    name = f"migrated_{uuid.uuid4().hex[:12]}"
    _on_server(postgresql, f'CREATE DATABASE "{name}"')
    opened = open_engine(_named(postgresql, name))
    migrate(opened)
    opened.dispose()
    return name


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a migrated database with nothing in it, on each of the two in turn."""
    if request.param == "sqlite":
        path = tmp_path / "duban.db"
        shutil.copyfile(request.getfixturevalue("migrated_file"), path)
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgresql")
    template = request.getfixturevalue("migrated_name")
    name = f"duban_{uuid.uuid4().hex[:12]}"
    _on_server(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield _named(server, name)
    _on_server(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A migrated database, opened."""
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


def _named(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _on_server(server: str, statement: str) -> None:
    maintenance = create_engine(make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.execute(text(statement))
    maintenance.dispose()
