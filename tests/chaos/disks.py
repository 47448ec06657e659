"""Faults of what is under the database: no room left, a file system or a server that only lets read."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from storage.database import open_engine
from storage.opened import open_office
from storage.rehearsal import migrated
from storage.store import Store
from tests.chaos.checker import RECEIPT, Found
from tests.chaos.mounted import Disk
from tests.chaos.scenarios import ANSWER, Stage, finish
from tests.programs import MORNING, RUNNING, Morning, Program


async def disk_really_full(stage: Stage) -> Found:
    """The file system has no room left, for a while; a mount of its own, where the machine permits it."""
    times = 5 if stage.full else 1
    fault = "file system full (ENOSPC)"
    with _small_disk(stage.folder / "disk") as disk:
        if disk is None:
            return Found(f"{fault}: skipped, no mount permitted", 0, recovered_in=None)
        async with stage.morning(120, f"sqlite:///{disk / 'duban.db'}") as here:
            program = here.program()
            program.start()
            for turn in range(times):
                await here.until(lambda turn=turn: here.sent() >= 15 * (turn + 1))  # type: ignore[misc]
                _fill(disk / "filling")
                for n in here.liaisons[24 * turn : 24 * turn + 24]:
                    here.sandbox.world.says(n, ANSWER)
                before = program.log().count("database_away")
                with contextlib.suppress(TimeoutError):  # a log that has room in its pages needs no more
                    await here.until(lambda before=before: program.log().count("database_away") > before, 10)  # type: ignore[misc]
                (disk / "filling").unlink()
            for n in here.liaisons[24 * times :]:
                here.sandbox.world.says(n, ANSWER)
            return await finish(here, program, fault, times, RECEIPT)


async def file_system_only_lets_read(stage: Stage) -> Found:
    """After an error of the disk the file system lets nobody write; it is mended, and the program started again."""
    times = 3 if stage.full else 1
    fault = "file system only lets read, mended"
    disk = Disk(stage.folder)
    if not disk.make():
        return Found(f"{fault}: skipped, no mount permitted", 0, recovered_in=None)
    with contextlib.closing(disk):
        async with stage.morning(120, f"sqlite:///{disk.place / 'duban.db'}") as here:
            program = here.program()
            for turn in range(times):
                program.start()
                await here.until(lambda turn=turn: program.log().count(RUNNING) > turn)  # type: ignore[misc]
                async with _cannot_write(here, program, turn):
                    here.app.engine.dispose()
                    disk.breaks()
                await program.end()
                here.app.engine.dispose()
                disk.mend()
            for n in here.liaisons[40 * times :]:
                here.sandbox.world.says(n, ANSWER)
            return await finish(here, program, fault, times, RECEIPT)


async def disk_gives_up(stage: Stage) -> Found:
    """The moment itself in which a file system finds an error: what was said to be kept is there when it is mended."""
    times = 60 if stage.full else 3
    fault = "kept just when the file system gives up"
    found, chance = Found(fault, 0, recovered_in=None), stage.chance
    for turn in range(times):
        folder = stage.folder / str(turn)
        folder.mkdir()
        disk = Disk(folder)
        with contextlib.closing(disk):
            if not disk.make():
                return Found(f"{fault}: skipped, no mount permitted", 0, recovered_in=None)
            found.tried += 1
            found.lost += await _lost_by(disk, chance.uniform(0, 0.05))
    return found


async def _lost_by(disk: Disk, after: float) -> int:
    """How many updates are kept one after the other until the disk gives up, and are not there afterwards."""
    (disk.place / "duban.db").write_bytes(migrated())
    engine = open_engine(f"sqlite:///{disk.place / 'duban.db'}")
    store, kept = Store(engine, open_office(engine, "公开办", MORNING), lambda moment: moment.date()), 0
    giving_up = asyncio.create_task(_gives_up(disk, after))
    try:
        while True:
            store.keep([(kept + 1, {"message": {"chat": {"id": kept + 1}}})], MORNING)
            kept += 1
            await asyncio.sleep(0)
    except DBAPIError:
        engine.dispose()
    await giving_up
    disk.mend()
    there = store.to_handle(kept + 1)
    engine.dispose()
    return max(0, kept - len(there))


async def _gives_up(disk: Disk, after: float) -> None:
    await asyncio.sleep(after)
    await asyncio.to_thread(disk.breaks)


async def server_only_lets_read(stage: Stage) -> Found:
    """A server that is set to let nobody write, for a while, and ends the sessions there are."""
    times = 5 if stage.full else 1
    async with stage.morning(120, stage.database()) as here:
        assert stage.server is not None
        name, program = make_url(here.url).database, here.program()
        program.start()
        for turn in range(times):
            async with _cannot_write(here, program, turn):
                stage.server.run(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
                stage.server.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
                here.app.engine.dispose()
            stage.server.run(f'ALTER DATABASE "{name}" RESET default_transaction_read_only')
            here.app.engine.dispose()
        for n in here.liaisons[40 * times :]:
            here.sandbox.world.says(n, ANSWER)
        return await finish(here, program, "PostgreSQL only lets read for a while", times, RECEIPT)


@asynccontextmanager
async def _cannot_write(here: Morning, program: Program, turn: int) -> AsyncIterator[None]:
    """In the middle of sending; while it lasts forty liaisons answer, and none of them is told that it is kept."""
    await here.until(lambda: here.sent() >= 20 * (turn + 1))
    told, away = here.told(RECEIPT), program.log().count("database_away")
    yield
    for n in here.liaisons[40 * turn : 40 * turn + 40]:
        here.sandbox.world.says(n, ANSWER)
    await here.until(lambda: program.log().count("database_away") > away)
    await asyncio.sleep(2)
    assert program.is_running(), "the program has ended"
    assert here.told(RECEIPT) <= told + 32, "what could not be kept was confirmed"  # what was on its way before


@contextmanager
def _small_disk(place: Path) -> Iterator[Path | None]:
    """A file system of 24 MB in memory; None where none may be mounted."""
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "duban", str(place)], capture_output=True)
    if mounted.returncode != 0:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False, capture_output=True)


def _fill(file: Path) -> None:
    with contextlib.suppress(OSError), file.open("wb", buffering=0) as filling:
        while True:
            filling.write(bytes(4096))


DISKS = [disk_really_full, file_system_only_lets_read, disk_gives_up, server_only_lets_read]
