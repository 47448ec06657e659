"""The faults, each a function that does it to the running program and has the outcome checked."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bot.sandbox import TOKEN, Fault, FaultKind
from storage.rehearsal import migrated
from tests.chaos.checker import HANDED_OUT, RECEIPT, Found, check
from tests.programs import RUNNING, Morning, Program, morning
from tests.servers import PostgreSQL

ANSWER = "12 办理中"
BURST = 2385
LOSSES = (
    (FaultKind.DROP_BEFORE, None),
    (FaultKind.DROP_AFTER, None),
    (FaultKind.RESET, None),
    (FaultKind.RESET, False),
    (FaultKind.CUT, None),
    (FaultKind.GARBAGE, None),
    (FaultKind.HTML_502, None),
    (FaultKind.HTML_502, True),
    (FaultKind.ERROR, None),
)


@dataclass(frozen=True)
class Stage:
    """Where a scenario plays. In full it is repeated as often as `make chaos` promises; otherwise a few times."""

    folder: Path
    server: PostgreSQL | None
    seed: int
    full: bool

    @property
    def chance(self) -> Random:
        """Where chance decides, it can be repeated."""
        return Random(self.seed)

    @asynccontextmanager
    async def morning(self, liaisons: int, url: str = "") -> AsyncIterator[Morning]:
        """A planned morning, on SQLite unless said otherwise."""
        if not url:
            (self.folder / "duban.db").write_bytes(migrated())
        async with morning(url or f"sqlite:///{self.folder / 'duban.db'}", self.folder, liaisons) as here:
            yield here

    def database(self) -> str:
        """A new PostgreSQL database."""
        assert self.server is not None
        return self.server.new_database()


Scenario = Callable[[Stage], Coroutine[Any, Any, Found]]


async def kill_while_sending(stage: Stage) -> Found:
    """kill -9 at random instants of a burst."""
    times, liaisons = (200, BURST) if stage.full else (4, 120)
    async with stage.morning(liaisons) as here:
        program, chance = here.program(), stage.chance
        for _ in range(times):
            goal = here.sent() + chance.randint(1, max(1, 2 * liaisons // times - 4))
            program.start()
            await here.until(lambda goal=goal: here.sent() >= min(goal, liaisons))  # type: ignore[misc]
            await asyncio.sleep(chance.uniform(0, 0.02))
            await program.kill()
        return await finish(here, program, f"kill -9 in a burst of {liaisons}", times, HANDED_OUT)


async def kill_while_answering(stage: Stage) -> Found:
    """kill -9 while everybody answers."""
    times, liaisons = (60, 600) if stage.full else (3, 60)
    async with stage.morning(liaisons) as here:
        program, chance = here.program(), stage.chance
        await _deliver(here, program)
        all_answer(here)
        for _ in range(times):
            goal = here.sent() + chance.randint(1, max(1, liaisons // times))
            await here.until(lambda goal=goal: here.sent() >= min(goal, 2 * liaisons))  # type: ignore[misc]
            await program.kill()
            program.start()
        return await finish(here, program, "kill -9 while answers come in", times, HANDED_OUT, RECEIPT)


async def crash_loop(stage: Stage) -> Found:
    """Killed again and again before it has come far."""
    times = 40 if stage.full else 5
    async with stage.morning(60) as here:
        program, chance = here.program(), stage.chance
        all_answer(here)
        for _ in range(times):
            program.start()
            await asyncio.sleep(chance.uniform(0, 0.8))
            await program.kill()
        return await finish(here, program, "crash loop, killed within 0.8 s of each start", times, RECEIPT)


async def lost_answers(stage: Stage) -> Found:
    """Connections dropped, reset and cut, gateways' pages, noise, refusals: on sending and on fetching."""
    times = 60 if stage.full else 9
    async with stage.morning(120 if stage.full else 40) as here:
        program, chance = here.program(), stage.chance
        for turn in range(times):
            kind, accepts = LOSSES[turn % len(LOSSES)]
            is_poll = turn // len(LOSSES) % 4 == 3  # after each failure in a row the poller waits longer
            method = "getUpdates" if is_poll else "sendMessage"
            here.sandbox.faults.order(Fault(method, kind, after_calls=chance.randint(0, 3), accepts=accepts))
        program.start()
        all_answer(here)
        return await finish(here, program, "answers lost, resets, 502 pages, garbage, 500", times, RECEIPT)


async def storm(stage: Stage) -> Found:
    """429 for everybody, then the token is not taken for a while."""
    times = 5 if stage.full else 1
    async with stage.morning(200) as here:
        program = here.program()
        for _ in range(times):
            goal = min(here.sent() + 20, 150)
            if not program.is_running():
                program.start()
            await here.until(lambda goal=goal: here.sent() >= goal)  # type: ignore[misc]
            here.sandbox.faults.order(Fault("sendMessage", FaultKind.RETRY_AFTER, times=20, seconds=1))
            here.sandbox.token = "4200:another"
            await asyncio.sleep(0.5)
            here.sandbox.token = TOKEN
        return await finish(here, program, "429 storm, then 401 for a while", times, HANDED_OUT)


async def told_to_end(stage: Stage) -> Found:
    """SIGTERM with thirty letters in flight."""
    times = 5 if stage.full else 1
    async with stage.morning(300) as here:
        program, wrong = here.program(), list[str]()
        for turn in range(times):
            slow = here.sandbox.faults.order(Fault("sendMessage", FaultKind.DELAY_AFTER, times=None, seconds=1))
            goal = here.sent() + 30
            program.start()
            await here.until(lambda goal=goal: here.sent() >= goal)  # type: ignore[misc]
            began = time.monotonic()
            code = await program.end()
            here.sandbox.faults.cancel(slow)
            if code != 0 or time.monotonic() - began > 10:
                wrong.append(f"end {turn}: exit code {code} after {time.monotonic() - began:.1f} s")
        found = await finish(here, program, "SIGTERM with 30 in flight", times, HANDED_OUT)
        found.wrong += wrong + ([f"{found.uncertain} uncertain"] if found.uncertain else [])
        return found


async def disk_full(stage: Stage) -> Found:
    """The disk takes no more for a while: writing fails with an I/O error in the middle of sending and answering."""
    times = 10 if stage.full else 1
    async with stage.morning(120) as here:
        program = here.program()
        program.start()
        for turn in range(times):
            await here.until(lambda turn=turn: here.sent() >= 8 * (turn + 1))  # type: ignore[misc]
            program.may_write(65_536)
            for n in here.liaisons[12 * turn : 12 * turn + 12]:
                here.sandbox.world.says(n, ANSWER)
            await here.until(lambda: "database_away" in program.log())
            await asyncio.sleep(0.5)
            program.may_write(1 << 40)
        for n in here.liaisons[12 * times :]:
            here.sandbox.world.says(n, ANSWER)
        return await finish(here, program, "disk full, write errors", times, RECEIPT)


async def leader_frozen_and_killed(stage: Stage) -> Found:
    """Two processes on PostgreSQL: the one that polls is frozen past its lease, comes back, the other is killed."""
    times = 4 if stage.full else 1
    async with stage.morning(40, stage.database()) as here:
        first, second = here.program(), here.program()
        first.start()
        await here.until(lambda: "leading" in first.log())
        second.start()
        await here.until(lambda: RUNNING in second.log() and here.told() == 40 and here.is_empty())
        slowest, asked = 0.0, 0
        for turn in range(times):
            first.signal(signal.SIGSTOP)
            slowest = max(slowest, await somebody_answers(here, asked := asked + 1))
            first.signal(signal.SIGCONT)
            await somebody_answers(here, asked := asked + 1)
            await second.kill()
            slowest = max(slowest, await somebody_answers(here, asked := asked + 1))
            second.start()
            await here.until(lambda turn=turn: second.log().count(RUNNING) == turn + 2)  # type: ignore[misc]
        for n in here.liaisons[asked:]:
            here.sandbox.world.says(n, ANSWER)
        found = await finish(
            here, first, "poller frozen past its lease, successor killed", 2 * times, HANDED_OUT, RECEIPT
        )
        found.recovered_in = slowest
        found.wrong += [f"{found.repeated} repeats"] * bool(found.repeated)
        found.wrong += [f"take-over after {slowest:.1f} s"] * (slowest > 15)
        return found


async def fifty_starts(stage: Stage) -> Found:
    """Many processes start at once on an empty, then on a shared PostgreSQL database."""
    times = 50 if stage.full else 6
    async with stage.morning(BURST if stage.full else 120, stage.database()) as here:
        programs = [here.program() for _ in range(times)]
        began = time.monotonic()
        for program in programs:
            program.start()
        all_answer(here)
        await here.until(lambda: here.told(RECEIPT) == len(here.liaisons) and here.is_empty(), 300)
        lasted = time.monotonic() - began
        ends = await asyncio.gather(*(program.end() for program in programs))
        found = check(here, f"{times} starts at once on PostgreSQL", times, lasted, (RECEIPT,))
        found.wrong += [f"{found.repeated} repeats"] * bool(found.repeated)
        found.wrong += [f"exit codes {sorted(set(ends))}"] * any(ends)
        return found


async def database_restarted(stage: Stage) -> Found:
    """PostgreSQL is killed in the middle of transactions and comes back."""
    assert stage.server is not None
    times = 10 if stage.full else 1
    async with stage.morning(200, stage.database()) as here:
        program = here.program()
        program.start()
        all_answer(here)
        for turn in range(times):
            await here.until(lambda turn=turn: here.sent() >= 20 * (turn + 1))  # type: ignore[misc]
            stage.server.stop("immediate" if turn % 2 == 0 else "fast")
            await asyncio.sleep(0.3)
            stage.server.start()
        return await finish(here, program, "PostgreSQL killed and restarted under load", times, RECEIPT)


async def every_transaction_serializable(stage: Stage) -> Found:
    """A server whose default is SERIALIZABLE refuses transactions that met others; two processes meet all the time."""
    url = stage.database()
    assert stage.server is not None
    stage.server.run(f'ALTER DATABASE "{url.rpartition("/")[2]}" SET default_transaction_isolation = serializable')
    async with stage.morning(60, url) as here:
        programs = [here.program(), here.program()]
        for program in programs:
            program.start()
        all_answer(here)
        return await finish(here, programs[0], "two processes, every transaction serializable", 1, RECEIPT)


SCENARIOS: list[Scenario] = [
    kill_while_sending,
    kill_while_answering,
    crash_loop,
    told_to_end,
    lost_answers,
    storm,
    disk_full,
    leader_frozen_and_killed,
    fifty_starts,
    database_restarted,
    every_transaction_serializable,
]


def all_answer(here: Morning) -> None:
    """Every liaison writes."""
    for n in here.liaisons:
        here.sandbox.world.says(n, ANSWER)


async def _deliver(here: Morning, program: Program) -> None:
    program.start()
    await here.until(lambda: here.told() == len(here.liaisons))


async def somebody_answers(here: Morning, n: int) -> float:
    """Seconds until a liaison who writes now has an answer."""
    began = time.monotonic()
    here.sandbox.world.says(n, ANSWER)
    await here.until(lambda: here.copies_of(n, RECEIPT))
    lasted = time.monotonic() - began
    await here.until(here.is_empty)
    return lasted


async def finish(here: Morning, program: Program, fault: str, tried: int, *words: str) -> Found:
    """The fault is over: wait until everything has arrived, end the program, and have it checked."""
    began = time.monotonic()
    if not program.is_running():
        program.start()
    await here.until(lambda: all(here.told(word) == len(here.liaisons) for word in words) and here.is_empty(), 240)
    lasted = time.monotonic() - began
    for one in here.programs:
        if one.is_running():
            await one.end()
    return check(here, fault, tried, lasted, words)
