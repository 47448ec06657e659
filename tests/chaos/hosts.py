"""Machines of their own, as network namespaces, whose only link to database and Bot API server may be cut."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

from sqlalchemy import make_url

from bot.sandbox import TOKEN
from tests.chaos.checker import HANDED_OUT, RECEIPT, Found, check
from tests.chaos.relay import LISTENING, relay
from tests.chaos.scenarios import ANSWER, Stage, somebody_answers
from tests.programs import MORNING, RUNNING, Morning
from tests.stem import ROOT

_FAULT = "two hosts, the poller's link cut"


class Host:
    """One machine with one `duban run`."""

    def __init__(self, number: int, folder: Path) -> None:
        self.name = f"duban{os.getpid() % 10_000}n{number}"
        self.near = f"10.77.{number}.1"  # this side of the link
        self._far = f"10.77.{number}.2"
        self._link = f"dv{os.getpid() % 10_000}n{number}"
        self._folder = folder / self.name
        self._processes: list[subprocess.Popen[bytes]] = []

    def open(self) -> bool:
        """Set it up; False where the machine permits no namespaces."""
        self._folder.mkdir()
        steps = (
            f"netns add {self.name}",
            f"link add {self._link} type veth peer name eth0 netns {self.name}",
            f"addr add {self.near}/24 dev {self._link}",
            f"link set {self._link} up",
            f"-n {self.name} addr add {self._far}/24 dev eth0",
            f"-n {self.name} link set eth0 up",
            f"-n {self.name} link set lo up",
        )
        return all(_ip(step) for step in steps)

    async def run(self, here: Morning) -> None:
        """The database is at the other end of the link; the Bot API server too, which loopback here leads to."""
        (self._folder / "config.toml").write_text(here.settings, encoding="utf-8")
        port = _port(here.sandbox.url)
        database = make_url(here.url).set(host=self.near)
        environment = os.environ | {
            "DUBAN_DATABASE_URL": database.render_as_string(hide_password=False),
            "DUBAN_TELEGRAM_URL": here.sandbox.url,
            "DUBAN_TELEGRAM_TOKEN": TOKEN,
            "DUBAN_NOW": MORNING.isoformat(),
            "DUBAN_CONFIG": str(self._folder / "config.toml"),
            "PYTHONPATH": str(ROOT),
        }
        self._start(environment, "tests.chaos.relay", "127.0.0.1", self.near, str(port))
        await here.until(lambda: LISTENING in self.log())
        self._start(environment, "bot", "run", "--log-json")

    def cut(self) -> None:
        """Nothing passes any more, and nobody is told."""
        _ip(f"link set {self._link} down")

    def mend(self) -> None:
        """The link is there again."""
        _ip(f"link set {self._link} up")

    def end(self) -> int:
        """SIGTERM; the program's exit code."""
        program, relay = self._processes[1], self._processes[0]
        program.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.wait(20)
        relay.kill()
        return -1 if program.returncode is None else program.returncode

    def close(self) -> None:
        """It is gone, with all that runs on it."""
        for process in self._processes:
            process.kill()
            process.wait()
        _ip(f"netns del {self.name}")

    def _start(self, environment: dict[str, str], *asked: str) -> None:
        command = ["ip", "netns", "exec", self.name, sys.executable, "-m", *asked]
        with (self._folder / "run.log").open("ab") as log:
            self._processes.append(subprocess.Popen(command, cwd=self._folder, env=environment, stderr=log, stdout=log))

    def log(self) -> str:
        """What its program has logged."""
        path = self._folder / "run.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


async def link_cut(stage: Stage) -> Found:
    """The host that polls loses its link, the other takes over; then the other way round."""
    times = 3 if stage.full else 1
    async with stage.morning(40, stage.database()) as here, AsyncExitStack() as stack:
        hosts = [stack.enter_context(_opened(Host(number, stage.folder))) for number in (1, 2)]
        if not all(hosts):
            return Found(f"{_FAULT}: skipped, no namespaces permitted", 0, recovered_in=None)
        first, second = (host for host in hosts if host is not None)
        for host in (first, second):
            for url in (here.url, here.sandbox.url):
                stack.push_async_callback(_closed, await relay(host.near, "127.0.0.1", _port(url)))
        await first.run(here)
        await here.until(lambda: "leading" in first.log())
        await second.run(here)
        await here.until(lambda: RUNNING in second.log() and here.told() == 40 and here.is_empty())
        slowest, asked = 0.0, 0
        for turn in range(2 * times):
            gone = (first, second)[turn % 2]
            gone.cut()
            slowest = max(slowest, await somebody_answers(here, asked := asked + 1))
            gone.mend()
            await somebody_answers(here, asked := asked + 1)
        for n in here.liaisons[asked:]:
            here.sandbox.world.says(n, ANSWER)
        began = time.monotonic()
        await here.until(lambda: here.told(RECEIPT) == 40 and here.is_empty(), 120)
        codes = [await asyncio.to_thread(host.end) for host in (first, second)]
        found = check(here, _FAULT, 2 * times, time.monotonic() - began, (HANDED_OUT, RECEIPT))
        found.recovered_in = slowest
        found.wrong += [f"exit codes {codes}"] * any(codes)
        found.wrong += [f"take-over after {slowest:.1f} s"] * (slowest > 15)
        return found


def _port(url: str) -> int:
    return make_url(url).port or 0


@contextmanager
def _opened(host: Host) -> Iterator[Host | None]:
    try:
        yield host if host.open() else None
    finally:
        host.close()


def _ip(step: str) -> bool:
    try:
        return subprocess.run(["ip", *step.split()], check=False, capture_output=True, timeout=60).returncode == 0
    except FileNotFoundError:
        return False


async def _closed(server: asyncio.Server) -> None:
    server.close()
