"""The processes of a province, and what their morning looks like from outside: what arrived when, what is recorded."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text

from benchmarks.counties import Province, fill, key, office_of, token
from benchmarks.measuring import ROOT
from benchmarks.prepared import MORNING
from benchmarks.stage import Stage
from scheduler.clock import system_clock
from storage.database import open_engine
from tests import servers

_PATIENCE = 180  # seconds after nine
_GRACE = 15  # seconds a process may take to end
_WAITING = "SELECT count(*) FROM contact WHERE answers_due_at IS NOT NULL OR reminders_due_at IS NOT NULL"
_TO_PLAN = "SELECT count(*) FROM item WHERE look_on <= :today"


@dataclass(frozen=True, slots=True)
class Morning:
    """Seconds, from the first reminder that arrived; megabytes; and what has gone wrong, "" where nothing."""

    fault: str = ""
    reminders: float = 0.0
    everything: float = 0.0
    papers: int = 0
    planned: float = 0.0
    spent: float = 0.0  # of the processors: by the processes, the database and the Bot API server
    busy: float = 0.0  # per cent of the machine, whoever used it
    peak: float = 0.0


def morning(here: Stage, of: Province) -> Morning:
    """Start the processes while it is early, let it become nine, and look until nothing waits any more."""
    folder = here.new_folder()
    url = _database(here, of, folder.name)
    here.ask("set", limits=True)
    engine, nine = open_engine(url), system_clock() + timedelta(seconds=60 + 4 * of.tokens)
    with _processes(here, of, folder, url, MORNING - nine) as running:
        planned = _until_planned(engine, nine, running)
        if planned is None:
            return Morning("九点之前没有安排好")
        time.sleep(max(0.0, (nine - system_clock()) / timedelta(seconds=1)))
        before, spent = _ticks(), _spent(here)
        _until_sent(engine, of)
        busy, peak, spent = _share(before, _ticks()), max(map(_peak, running)), _spent(here) - spent
        seen = here.ask("counts")
        fault = _fault(engine, of, seen)
    engine.dispose()
    return Morning(fault) if fault else _told(of, seen, Morning(planned=planned, spent=spent, busy=busy, peak=peak))


def _told(of: Province, seen: dict[str, Any], known: Morning) -> Morning:
    got_at = {int(chat): at for chat, at in seen["got_at"].items()}
    first = min(got_at[chat] for chat in of.liaisons)
    reminders = max(got_at[chat] for chat in of.liaisons) - first
    papers = sum(many for chat, many in seen["got"].items() if int(chat) in of.people)
    return replace(known, reminders=reminders, everything=max(got_at.values()) - first, papers=papers)


def _fault(engine: Engine, of: Province, seen: dict[str, Any]) -> str:
    """Each liaison has one message, by the own bot; the office's people a digest and pictures; all is recorded."""
    got = {int(chat): many for chat, many in seen["got"].items()}
    strays = sum(by != token(office_of(int(chat))) for chat, by in seen["by"].items())
    doubled = sum(got.get(chat, 0) > 1 for chat in of.liaisons)
    lost = len((of.liaisons | of.people) - set(got))
    with engine.connect() as connection:
        states = dict(connection.execute(text("SELECT state, count(*) FROM notice GROUP BY state")).tuples().all())
        doubts = _number(connection, "SELECT count(*) FROM notice WHERE doubts > 0")
        papers = "SELECT count(*) FROM notice JOIN contact ON contact.id = contact_id WHERE role = 'office'"
        recorded = _number(connection, papers)
    unlike = abs(sum(got[chat] for chat in of.people if chat in got) - recorded)
    wrong = {
        "未达": lost,
        "重复": doubled,
        "错发": strays,
        "被拒": seen["refused"],
        "存疑": doubts,
        "与记录不符": unlike,
    }
    wrong["未记为已发"] = sum(many for state, many in states.items() if state != "sent")
    return "，".join(f"{what}{many}" for what, many in wrong.items() if many)


def _database(here: Stage, of: Province, number: str) -> str:
    name = f"province_{number}"
    servers.on_server(here.postgresql, f'CREATE DATABASE "{name}"')
    url = servers.named(here.postgresql, name)
    fill(url, of)
    return url


@contextmanager
def _processes(
    here: Stage, of: Province, folder: Path, url: str, ahead: timedelta
) -> Iterator[list[subprocess.Popen[bytes]]]:
    offices = range(1, of.tokens + 1)
    tokens = {f"DUBAN_TELEGRAM_TOKEN_{key(office).upper()}": token(office) for office in offices}
    common = os.environ | tokens | {"DUBAN_DATABASE_URL": url, "DUBAN_TELEGRAM_URL": here.api, "PYTHONPATH": str(ROOT)}
    running: list[subprocess.Popen[bytes]] = []
    try:
        for number in range(of.processes):
            part = offices[number :: of.processes] if of.parted else offices
            config = folder / f"{number}.toml"
            config.write_text(_settings(folder, part), encoding="utf-8")
            log = (folder / f"{number}.log").open("wb")
            command = [sys.executable, "-m", "benchmarks.member", str(ahead / timedelta(seconds=1))]
            said = common | {"DUBAN_CONFIG": str(config)}
            running.append(
                subprocess.Popen(command, cwd=folder, env=said, stdout=log, stderr=log, start_new_session=True)
            )
        yield running
    finally:
        for process in running:
            process.terminate()
        for process in running:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _settings(folder: Path, part: range) -> str:
    offices = (f'[[offices]]\nkey = "{key(office)}"\n[offices.office]\nname = "第{office}公开办"\n' for office in part)
    return f'[evidence]\nfolder = "{folder}/evidence"\n\n{"".join(offices)}'


def _until_planned(engine: Engine, nine: datetime, running: list[subprocess.Popen[bytes]]) -> float | None:
    """Seconds since the start, with that of the program; None where it is nine before, or a process has ended."""
    began = system_clock()
    while system_clock() < nine and all(process.poll() is None for process in running):
        with engine.connect() as connection:
            if not connection.scalar(text(_TO_PLAN), {"today": MORNING.date()}):
                return (system_clock() - began) / timedelta(seconds=1)
        time.sleep(0.5)
    return None


def _until_sent(engine: Engine, of: Province) -> None:
    """Until every digest and everything else has gone, or for as long as anybody would wait."""
    late = system_clock() + timedelta(seconds=_PATIENCE)
    digests = "SELECT count(*) FROM notice WHERE kind = 'digest' AND state = 'sent'"
    while system_clock() < late:
        with engine.connect() as connection:
            if _number(connection, digests) == len(of.people) and not _number(connection, _WAITING):
                return
        time.sleep(0.5)


def _number(connection: Connection, asked: str) -> int:
    return int(connection.execute(text(asked)).scalar_one())


def _ticks() -> tuple[int, int]:
    """What the machine's processors have done so far: all, and idle."""
    said = [int(one) for one in Path("/proc/stat").read_text(encoding="utf-8").splitlines()[0].split()[1:9]]
    return sum(said), said[3] + said[4]


def _share(before: tuple[int, int], after: tuple[int, int]) -> float:
    """Per cent of the time between two counts in which they were busy."""
    whole, idle = (late - early for early, late in zip(before, after, strict=True))
    return 100 * (whole - idle) / max(whole, 1)


def _spent(here: Stage) -> float:
    """Seconds of the processors, by everything that was started here, the database's processes among them."""
    ours = {os.getpid(), int((here.folder / "postgresql/data/postmaster.pid").read_text().split()[0])}
    ticks = 0
    for pid, parent, used in sorted(_all_processes()):
        if pid in ours or parent in ours:
            ours.add(pid)
            ticks += used
    return ticks / os.sysconf("SC_CLK_TCK")


def _all_processes() -> Iterator[tuple[int, int, int]]:
    """Number, parent's number and ticks of each; a child's number is larger than its parent's, nearly always."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            said = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            yield int(path.parent.name), int(said[1]), int(said[11]) + int(said[12])


def _peak(process: subprocess.Popen[bytes]) -> float:
    said = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in said.splitlines() if line.startswith("VmHWM")) * 1024 / 1e6
