"""A PostgreSQL server of the tests' own, from Debian's packages, which may be restarted and killed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

FOUND = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
MISSING = "no PostgreSQL: apt-get install postgresql, or set DATABASE_URL"


@dataclass(frozen=True)
class PostgreSQL:
    """A server in a folder, listening on loopback. Tests need nothing that outlives a power cut."""

    folder: Path
    port: int
    durable: bool = False

    @property
    def url(self) -> str:
        """Its first database."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start and wait until it answers."""
        settings = f"-p {self.port} -k {self.folder} -h 127.0.0.1 -c max_connections=120"
        settings += "" if self.durable else " -c fsync=off"
        self._control("-o", settings, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop; `immediate` is a kill in the middle of whatever goes on."""
        self._control("-m", mode, "stop")

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = f"duban_{uuid.uuid4().hex[:12]}"
        on_server(self.url, f'CREATE DATABASE "{name}"')
        return named(self.url, name)

    def run(self, statement: str) -> None:
        """Run one statement outside any transaction."""
        on_server(self.url, statement)

    def _control(self, *arguments: str) -> None:
        control = [str(FOUND[-1] / "pg_ctl"), "-D", str(self.folder / "data"), "-w", "-l", str(self.folder / "log")]
        _run([*control, *arguments], self.folder)


@contextmanager
def postgresql_in(folder: Path, durable: bool = False) -> Iterator[PostgreSQL]:
    """A new server, gone at the end."""
    server = PostgreSQL(folder, free_port(), durable)
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
    init = [str(FOUND[-1] / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"]
    _run(init, folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def on_server(url: str, statement: str) -> None:
    """Run one statement outside any transaction."""
    maintenance = create_engine(make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.execute(text(statement))
    maintenance.dispose()


def named(server: str, name: str) -> str:
    """The URL of another database on the same server."""
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


def _run(command: list[str], folder: Path) -> None:
    """In a session of its own: who breaks off the tests at the terminal means them, and they put the server away."""
    owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    subprocess.run([*owner, *command], check=True, capture_output=True, cwd=folder, timeout=120, start_new_session=True)
