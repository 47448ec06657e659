"""What must be fetched is fetched: again when the network is down, given up with a word when it never will be."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from bot.holding import held
from bot.sandbox.faults import Fault, FaultKind
from storage.desk.errands import LEASE, MOST_TRIES
from storage.records import Errand, Plan
from storage.rehearsal import new_database
from storage.states import ErrandKind
from tests.district import CHINA, EDUCATION, OFFICE, District, district, row
from tests.files_sent import CATALOGUE, ROWS, plans, table


@pytest.fixture
def engine() -> Engine:
    """One database is enough here: the errands' own statements run on both in test_importing."""
    return new_database()


async def hands_in(here: District, content: bytes = table(*ROWS), name: str = "任务分解表.txt") -> None:
    here.sandbox.world.sends_document(OFFICE, [(name, content, "text/plain")])
    await here.settle()


async def puts_down_an_import(here: District) -> None:
    """The office has sent a document; the errand waits for whoever takes it up."""
    here.sandbox.world.sends_document(OFFICE, [("表.txt", table(*ROWS), "text/plain")])
    await here.app.inbox.fetch(0)
    for update_id, _ in here.app.store.to_handle():
        await here.app.respond([update_id], here.clock())


async def wait_and_settle(here: District, by: timedelta) -> None:
    here.clock.move_to(here.clock() + by)
    await here.settle()


async def test_a_file_is_fetched_again_when_the_network_is_back(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        here.sandbox.faults.order(Fault("getFile", FaultKind.DROP_BEFORE, times=2))
        await hands_in(here)
        assert "正在读取" in here.told(OFFICE)[-1]
        assert plans(here) == []

        await wait_and_settle(here, timedelta(seconds=11))
        await wait_and_settle(here, timedelta(seconds=21))

        assert [plan.title for plan in plans(here)] == ["2022年河湾区政务公开任务分解表"]
        assert sum("导入结果" in text for text in here.told(OFFICE)) == 1


async def test_a_file_that_is_never_to_be_had_is_given_up_with_a_word(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        here.sandbox.faults.order(Fault("getFile", FaultKind.DROP_BEFORE, times=None))
        await hands_in(here)

        for _ in range(MOST_TRIES):
            await wait_and_settle(here, timedelta(hours=1))

        assert sum("请重新发送" in text for text in here.told(OFFICE)) == 1
        await wait_and_settle(here, timedelta(hours=1))
        assert sum("请重新发送" in text for text in here.told(OFFICE)) == 1


async def test_a_file_telegram_does_not_have_is_given_up_at_once(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        gone = Fault("getFile", FaultKind.ERROR, status=400, description="Bad Request: file is too big")
        here.sandbox.faults.order(gone)

        await hands_in(here)

        assert "请重新发送" in here.told(OFFICE)[-1]


async def test_a_file_telegram_cannot_hand_out_for_a_moment_is_asked_for_again(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        said = "Bad Request: wrong file_id or the file is temporarily unavailable"
        here.sandbox.faults.order(Fault("getFile", FaultKind.ERROR, status=400, description=said))

        await hands_in(here)
        await wait_and_settle(here, timedelta(minutes=1))

        assert [plan.title for plan in plans(here)] == ["2022年河湾区政务公开任务分解表"]
        assert not [text for text in here.told(OFFICE) if "请重新发送" in text]


async def test_a_liaison_hears_that_a_file_could_not_be_had(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        here.take_in(row("12"))
        await here.walk_to(datetime(2022, 9, 20, 10, 0, tzinfo=CHINA))
        here.sandbox.faults.order(
            Fault("getFile", FaultKind.ERROR, status=400, description="Bad Request: wrong file_id")
        )

        here.sandbox.world.sends_document(EDUCATION, [("清单.docx", b"words", "text/plain")], "12 已完成")
        await here.settle()

        assert "《清单.docx》未能取得，请重新发送" in here.told(EDUCATION)[-1]


async def test_an_import_that_was_cut_off_is_done_once_when_its_lease_is_over(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        here.sandbox.world.sends_document(OFFICE, [("表.txt", table(*ROWS), "text/plain")])
        await here.app.inbox.fetch(0)
        with here.app.store.act(here.clock()) as desk:
            assert not desk.take_errands([ErrandKind.IMPORT])
        for update_id, _ in here.app.store.to_handle():
            await here.app.respond([update_id], here.clock())
        with here.app.store.act(here.clock()) as desk:
            assert desk.take_errands([ErrandKind.IMPORT])  # whoever took it is killed here

        await here.settle()
        assert plans(here) == []
        await wait_and_settle(here, LEASE + timedelta(seconds=1))

        assert len(plans(here)) == 1
        assert sum("导入结果" in text for text in here.told(OFFICE)) == 1


async def test_who_stood_still_past_the_lease_writes_nothing_down(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        await puts_down_an_import(here)
        stood_still = take(here)
        assert stood_still
        here.clock.move_to(here.clock() + LEASE + timedelta(seconds=1))
        successor = take(here)
        assert successor

        here.sandbox.faults.order(Fault("getFile", FaultKind.DROP_BEFORE))
        await here.app.errands._do(stood_still)  # fails, but it is no more its to put off
        with here.app.store.act(here.clock()) as desk:
            [kept] = desk.all(select(Errand))
        assert (kept.due_at, kept.why) == (successor.due_at, "")
        await here.app.errands._do(successor)
        await here.app.rounds.send_due()
        told = here.told(OFFICE)
        await here.app.errands._do(stood_still)
        await here.settle()

        assert len(plans(here)) == 1
        assert [text for text in here.told(OFFICE) if text not in told] == []
        assert take(here) is None


async def test_work_that_takes_longer_than_its_lease_is_nobody_elses_meanwhile(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        await puts_down_an_import(here)
        errand = take(here)
        assert errand

        async with held(here.app.store, here.clock, errand, every=0):
            for _ in range(3):
                here.clock.move_to(here.clock() + LEASE - timedelta(seconds=1))
                await asyncio.sleep(0.001)
                assert take(here) is None
        await here.app.errands._do(errand)

        assert len(plans(here)) == 1


async def test_what_kills_everybody_who_takes_it_up_is_given_up(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        await puts_down_an_import(here)
        for _ in range(MOST_TRIES):
            with here.app.store.act(here.clock()) as desk:
                assert desk.take_errands([ErrandKind.IMPORT])
            here.clock.move_to(here.clock() + LEASE + timedelta(seconds=1))

        await here.settle()

        assert "多次处理未能完成" in here.told(OFFICE)[-1]


async def test_a_fault_of_ours_keeps_no_other_errand_waiting(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        with here.app.store.act(here.clock()) as desk:  # a plan that no comparison can read
            desk.session.add(_broken(desk.office_id, here))
        await hands_in(here, table(CATALOGUE), "另一份.txt")
        await hands_in(here, b"", "空.txt")

        assert "未作任何保存" in here.told(OFFICE)[-1]


async def test_somebody_who_left_the_office_meanwhile_imports_nothing(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        await here.says(EDUCATION, "/导入")
        here.sandbox.world.sends_document(EDUCATION, [("表.txt", table(*ROWS), "text/plain")])
        await here.settle()

        assert plans(here) == []


def take(here: District) -> Errand | None:
    """What a process takes up next."""
    with here.app.store.act(here.clock()) as desk:
        return next(iter(desk.take_errands([ErrandKind.IMPORT])), None)


def _broken(office_id: int, here: District) -> Plan:
    return Plan(office_id=office_id, title="", year=2022, sha256="", imported_at=here.clock())
