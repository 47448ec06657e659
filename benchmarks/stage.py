"""What the sending cases stand on: a Bot API server, both databases and Redis; all of them end with the case."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import prepared
from benchmarks.measuring import child
from tests import servers
from tests.loopback import free_port


@dataclass
class Stage:
    """Everything of one case; `missing` says why something is not there."""

    folder: Path
    api: str
    postgresql: str = ""  # its URL; "" where there is none
    redis: str = ""
    letter: dict[str, str] = field(default_factory=prepared.letter)
    _runs: int = 0

    def ask(self, method: str, **said: Any) -> Any:
        """Ask the Bot API server something of the bench's own."""
        with urllib.request.urlopen(f"{self.api}/{method}", json.dumps(said).encode()) as answer:
            return json.load(answer)["result"]

    def new_folder(self) -> Path:
        """An empty folder for one run."""
        self._runs += 1
        folder = self.folder / str(self._runs)
        folder.mkdir()
        return folder

    def empty(self, kind: str, folder: Path) -> str:
        """The URL of an empty database."""
        return f"sqlite:///{folder}/bench.db" if kind == "sqlite" else self._copy("template1", folder.name)

    def morning(self, kind: str, folder: Path, liaisons: int, untold: int = 0, each: int = 1) -> str:
        """The URL of a database in which so many letters wait: a copy of one that was planned once."""
        name, fill = f"morning_{liaisons}_{untold}_{each}", (sys.executable, "-m", "benchmarks.prepared")
        if kind == "sqlite":
            original = self.folder / f"{name}.db"
            if not original.exists():
                child("", [f"sqlite:///{original}", liaisons, untold, each], fill)
            for path in self.folder.glob(f"{original.name}*"):
                shutil.copyfile(path, folder / path.name)
            return f"sqlite:///{folder}/{original.name}"
        if name not in self._originals:
            servers.on_server(self.postgresql, f'CREATE DATABASE "{name}"')
            child("", [servers.named(self.postgresql, name), liaisons, untold, each], fill)
            self._originals.add(name)
        return self._copy(name, folder.name)

    def run(self, program: str, order: dict[str, Any], **server: Any) -> dict[str, Any]:
        """One run of a program of the bench's, with what the server has seen of it."""
        self.ask("set", **server)
        said = {"api": self.api, "redis": self.redis} | self.letter | order
        answer = child("", said, (sys.executable, "-m", f"benchmarks.{program}"))
        return {**answer, "seen": self.ask("counts")}

    def _copy(self, original: str, number: str) -> str:
        servers.on_server(self.postgresql, f'CREATE DATABASE "run_{number}" TEMPLATE "{original}"')
        return servers.named(self.postgresql, f"run_{number}")

    _originals: set[str] = field(default_factory=set)


def fault(run: dict[str, Any], messages: int) -> str:
    """What a run has done wrong: a figure of one that lost, doubled or forgot something is none. "" where nothing."""
    got = run["seen"]["got"]
    doubled = sum(got.values()) - len(got)
    if len(got) == messages and not doubled and run["recorded"] == messages:
        return ""
    return f"送达{len(got):,}个会话，重复{doubled:,}条，记为已发{run['recorded']:,}条，应为{messages:,}条：不出数"


@contextmanager
def stage() -> Iterator[Stage]:
    """A stage, taken down at the end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="duban-bench-")))
        port = stack.enter_context(_started([sys.executable, "-m", "benchmarks.bot_api"], _first_line))
        here = Stage(folder, f"http://127.0.0.1:{port}")
        if servers.FOUND:
            place = folder / "postgresql"
            place.mkdir()
            folder.chmod(0o755)  # the server's own user passes through
            here.postgresql = stack.enter_context(servers.postgresql_in(place, durable=True)).url
        if shutil.which("redis-server"):
            number = free_port()
            command = ["redis-server", "--port", str(number), "--bind", "127.0.0.1", "--dir", str(folder)]
            stack.enter_context(_started([*command, "--appendonly", "yes", "--save", ""], lambda _: None))
            here.redis = f"redis://127.0.0.1:{number}/0"
        yield here


@contextmanager
def _started(command: list[str], hear: Callable[[subprocess.Popen[bytes]], Any]) -> Iterator[Any]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        yield hear(process)
    finally:
        process.kill()
        process.wait()


def _first_line(process: subprocess.Popen[bytes]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().decode().strip()
