"""`kill -9` at any moment: no message is lost, no answer is lost or applied twice, and what may be double is marked."""

from __future__ import annotations

from pathlib import Path

from bot.sandbox import TOKEN
from tests.programs import AT_ONCE, LIAISONS, morning


async def test_killed_while_sending_it_loses_nothing_and_marks_what_may_be_double(
    database_url: str, tmp_path: Path
) -> None:
    async with morning(database_url, tmp_path) as here:
        program = here.program()
        kills = 0
        for sent in (1, 9, 25, 60):
            program.start()
            await here.until(lambda sent=sent: here.copies().total() >= sent)  # type: ignore[misc]
            await program.kill()
            kills += 1
            here.forget_leases()

        program.start()
        await here.until(lambda: here.told() == LIAISONS)
        exit_code = await program.end()

        told = here.copies()
        counts = here.app.store.conservation()
        assert exit_code == 0
        assert min(told.values()) == 1
        assert told.total() - LIAISONS <= here.doubts() <= kills * AT_ONCE
        assert counts["uncertain"] >= sum(copies > 1 for copies in told.values())
        assert counts["planned"] == counts["sent"] + counts["uncertain"] + counts["withdrawn"]
        assert TOKEN not in program.log()


async def test_killed_while_answers_come_in_it_applies_each_once(database_url: str, tmp_path: Path) -> None:
    async with morning(database_url, tmp_path) as here:
        program = here.program()
        program.start()
        await here.until(lambda: here.told() == LIAISONS)
        for n in here.liaisons:
            here.sandbox.world.says(n, f"12 已完成 https://www.example.gov.cn/{n}.html")
        for answered in (1, 20, 50):
            await here.until(lambda n=answered: here.told("收件回执") >= n)  # type: ignore[misc]
            await program.kill()
            here.forget_leases()
            program.start()

        await here.until(lambda: here.told("收件回执") == LIAISONS)
        await program.end()

        assert list(here.reports().values()) == [1] * LIAISONS
        assert here.app.store.to_handle() == []
        assert here.app.store.broken_link() is None
