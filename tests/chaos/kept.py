"""Faults of what is kept: lost answers to COMMIT, damaged files, upgrades cut off, backups, calendars."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text

from bot.sandbox import TOKEN
from storage.database import open_engine
from storage.schema import migrate, newest, upgrade, version
from tests.chaos.checker import HANDED_OUT, RECEIPT, Found
from tests.chaos.scenarios import ANSWER, BURST, Stage, all_answer, finish
from tests.chaos.wire import Wire
from tests.programs import MORNING, UNHURRIED, Morning
from tests.stem import ROOT, STEM
from tests.test_faults_upgrade import DIES


async def commit_answers_lost(stage: Stage) -> Found:
    """PostgreSQL does what it is told, and the answer to COMMIT never comes."""
    async with stage.morning(600 if stage.full else 40, stage.database()) as here:
        wire = Wire(here.url, stage.chance, one_in=5)
        here.url = await wire.open()
        program = here.program()
        program.start()
        all_answer(here)
        await here.until(lambda: here.told(RECEIPT) == len(here.liaisons), 240)
        wire.is_faulty = False
        found = await finish(here, program, "PostgreSQL: answers to COMMIT lost, connections cut", wire.lost, RECEIPT)
        wire.close()
        return found


async def damaged_at_start(stage: Stage) -> Found:
    """The database file is damaged before the start: one clear line, and nothing is made worse."""
    times = 0
    async with stage.morning(60) as here:
        file, wrong = stage.folder / "duban.db", list[str]()
        here.app.engine.dispose()
        sound = file.read_bytes()
        for what, damage in _damages(sound, stage.full):
            times += 1
            file.write_bytes(damage)
            for leftover in ("-wal", "-shm"):
                file.with_name(file.name + leftover).unlink(missing_ok=True)
            wrong += [f"{what}: {one}" for one in await _meets_damage(here, file)]
        file.write_bytes(sound)
        found = await finish(here, here.program(), "database file damaged at the start", times, HANDED_OUT)
        found.wrong += wrong
        return found


async def damaged_while_running(stage: Stage) -> Found:
    """Pages of the file become noise under the running program; afterwards the disk is put right again."""
    times = 4 if stage.full else 1
    async with stage.morning(120) as here:
        program, file = here.program(), stage.folder / "duban.db"
        all_answer(here)
        for turn in range(times):
            program.start()
            await here.until(lambda turn=turn: here.sent() >= 20 * (turn + 1))  # type: ignore[misc]
            program.signal(signal.SIGSTOP)
            here.app.engine.dispose()
            sound = {path: path.read_bytes() for path in stage.folder.glob("duban.db*") if path.suffix != ".lock"}
            with file.open("r+b") as written:
                written.seek(4096)
                written.write(os.urandom(len(sound[file]) - 4096))
            file.with_name("duban.db-wal").write_bytes(b"")
            program.signal(signal.SIGCONT)
            await here.until(lambda: "database_away" in program.log() or not program.is_running(), 30)
            await program.kill()
            for path, content in sound.items():
                path.write_bytes(content)
        found = await finish(here, program, "database file damaged while running, put right", times, RECEIPT)
        found.wrong += ["the log holds a traceback of a damaged file"] * ("malformed" in _traces(program.log()))
        return found


async def killed_in_upgrade(stage: Stage) -> Found:
    """kill -9 at statements of an upgrade, on both databases: the next start upgrades whole."""
    times = 12 if stage.full else 2
    urls = [f"sqlite:///{stage.folder / 'old.db'}", *([stage.database()] if stage.server else [])]
    found, began = Found("kill -9 inside an upgrade, on both databases", times * len(urls)), time.monotonic()
    await asyncio.gather(*(_killed_in_upgrades(url, times, found) for url in urls))
    found.recovered_in = time.monotonic() - began
    return found


async def _killed_in_upgrades(url: str, times: int, found: Found) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        upgrade(connection, "0001")
        connection.execute(text("INSERT INTO office VALUES (1, '公开办', '2022-09-16 00:00:00', 0, '')"))
    engine.dispose()
    for turn in range(times):
        await _dies_in_upgrade(url, 1 + turn * 3)
        found.wrong += [f"{url[:10]} stands at {version(engine)}"] * (version(engine) not in ("0001", newest()))
    migrate(engine)
    with engine.connect() as connection:
        found.lost += connection.execute(text("SELECT count(*) FROM office")).scalar() != 1
    found.wrong += ["the upgrade is not whole"] * (version(engine) != newest())
    engine.dispose()


async def backed_up_in_a_burst(stage: Stage) -> Found:
    """Backups are taken while letters go out; the last is put back elsewhere, and nothing goes out again blindly."""
    times, liaisons = (6, BURST) if stage.full else (2, 120)
    async with stage.morning(liaisons) as here:
        program = here.program()
        program.start()
        for turn in range(times):
            await here.until(lambda turn=turn: here.sent() >= (turn + 1) * liaisons // (times + 2), 240)  # type: ignore[misc]
            await _said(here, "backup", str(stage.folder / f"{turn}.db"))
        found = await finish(here, program, f"backup in a burst of {liaisons}, put back", times, HANDED_OUT)
        before = here.sent()
        here.url = f"sqlite:///{stage.folder / 'again.db'}"
        began = time.monotonic()
        for asked in (["restore", str(stage.folder / f"{times - 1}.db")], ["audit", "verify"]):
            found.wrong += [f"duban {asked[0]} failed"] * (await _said(here, *asked) != 0)
        again = here.program()
        again.start()
        n = here.liaisons[0]
        here.sandbox.world.says(n, ANSWER)
        await here.until(lambda: here.copies_of(n, RECEIPT))
        await again.end()
        found.recovered_in = time.monotonic() - began
        found.repeated += here.sent() - before - 1
        found.wrong += [f"{found.repeated} sent again blindly"] * (found.repeated > found.uncertain)
        return found


async def a_holiday_after_all(stage: Stage) -> Found:
    """Planned for this morning; then the operator's calendar says that today is off, and later that it is not."""
    async with stage.morning(60) as here:
        days = stage.folder / "days.txt"
        days.write_text(f"{MORNING.date()} 休\n", encoding="utf-8")
        here.settings = f'{UNHURRIED}[calendar]\noverrides = "{days}"\n'
        program = here.program()
        program.start()
        here.sandbox.world.says(1, "/清单")
        await here.until(lambda: here.sent() and here.app.store.to_handle() == [])
        await asyncio.sleep(2)
        early = here.told()
        await program.end()
        days.write_text("", encoding="utf-8")
        found = await finish(here, program, "the day becomes a holiday after planning, and back", 1, HANDED_OUT)
        found.wrong += [f"{early} reminded on a holiday"] * bool(early)
        return found


async def _dies_in_upgrade(url: str, after: int) -> None:
    asked = (sys.executable, "-c", DIES, url, str(after))
    nothing = asyncio.subprocess.DEVNULL
    dies = await asyncio.create_subprocess_exec(
        *asked, cwd=ROOT, stdout=nothing, stderr=nothing, start_new_session=True
    )
    await dies.wait()


def _digest(file: Path) -> bytes:
    return hashlib.sha256(file.read_bytes()).digest()


def _damages(sound: bytes, full: bool) -> Iterator[tuple[str, bytes]]:
    yield "no database", "这不是数据库".encode() * 500
    yield "pages of noise", sound[:4096] + os.urandom(len(sound) - 4096)
    if full:
        yield "cut off", sound[: len(sound) // 3]
        yield "header of noise", os.urandom(100) + sound[100:]
        yield "zeros", bytes(len(sound))


async def _meets_damage(here: Morning, file: Path) -> list[str]:
    """What is wrong with how the program meets a damaged file."""
    digest, program = _digest(file), here.program()
    program.start()
    with contextlib.suppress(TimeoutError):
        await here.until(lambda: not program.is_running() or "database_away" in program.log(), 20)
    ended = not program.is_running()
    code = await program.end() if program.is_running() else STEM.ended(program.pid)
    said = program.log()
    wrong = ["nothing is said"] * ("错误：" not in said and "database_away" not in said)
    wrong += ["a traceback"] * ("Traceback" in said)
    wrong += ["the exit code is 0"] * (ended and code == 0)
    return wrong + ["the file was changed"] * (_digest(file) != digest)


async def _said(here: Morning, *asked: str) -> int:
    """Run a command beside the program; its exit code."""
    environment = {
        "DUBAN_DATABASE_URL": here.url,
        "DUBAN_TELEGRAM_URL": here.sandbox.url,
        "DUBAN_TELEGRAM_TOKEN": TOKEN,
        "DUBAN_NOW": MORNING.isoformat(),
    }
    pid = STEM.start(list(asked), environment, here.folder, here.folder / "commands.log")
    async with asyncio.timeout(120):
        while (code := STEM.ended(pid)) is None:  # noqa: ASYNC110 - another process ends
            await asyncio.sleep(0.05)
    return code


def _traces(log: str) -> str:
    return "\n".join(line for line in log.splitlines() if '"trace"' in line)


KEPT = [
    commit_answers_lost,
    damaged_at_start,
    damaged_while_running,
    killed_in_upgrade,
    backed_up_in_a_burst,
    a_holiday_after_all,
]
