"""Whatever happens to what people send in: every message takes effect once, and polling never stops."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col
from telegram.error import TelegramError

from bot.handling import handle_kept
from bot.sandbox import Fault, FaultKind
from storage.records import Incoming
from storage.states import Role
from tests.running import office
from tests.sandboxed import PNG

UNLUCKY = 1
POLL_FAULTS = [
    Fault("getUpdates", FaultKind.ERROR, status=404, description="Not Found"),
    Fault("getUpdates", FaultKind.ERROR, status=409, description="Conflict: terminated by other getUpdates request"),
    Fault("getUpdates", FaultKind.ERROR, status=500),
    Fault("getUpdates", FaultKind.HTML_502),
    Fault("getUpdates", FaultKind.GARBAGE),
    Fault("getUpdates", FaultKind.CUT),
    Fault("getUpdates", FaultKind.RESET),
    Fault("getUpdates", FaultKind.DROP_BEFORE),
    Fault("getUpdates", FaultKind.DROP_AFTER),
    Fault("getUpdates", FaultKind.RETRY_AFTER, seconds=1),
    Fault("getUpdates", FaultKind.HALF_OPEN, seconds=3),
    Fault("getUpdates", FaultKind.DELAY_AFTER, seconds=3),
]


def _name(fault: Fault) -> str:
    return f"{fault.kind}-{fault.status}"


@pytest.mark.parametrize("fault", POLL_FAULTS, ids=_name)
async def test_polling_goes_on_after_a_fault_and_every_message_takes_effect_once(
    tmp_path: Path, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    async with office(tmp_path, answer=0.5) as here:
        here.sandbox.world.says(UNLUCKY, "12 办理中")
        here.sandbox.faults.order(replace(fault))

        async with here.at_work():
            await here.until(lambda: here.got(UNLUCKY, "收件回执"))
            here.sandbox.world.says(2, "12 办理中")
            await here.until(lambda: here.got(2, "收件回执"))

        assert len(here.got(UNLUCKY, "收件回执")) == len(here.got(2, "收件回执")) == 1
        assert 1 <= caplog.text.count("poll_") <= 2
        assert here.app.store.to_handle() == []


async def test_an_update_as_no_library_can_read_it_blocks_no_other(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        here.sandbox.world.updates.add("message", {"message_id": "x", "chat": None, "text": "\ud800"})
        here.sandbox.world.says(UNLUCKY, "12 办理中")

        async with here.at_work():
            await here.until(lambda: here.got(UNLUCKY, "收件回执"))

        assert here.app.store.to_handle() == []


async def test_depth_beyond_reason_and_days_beyond_the_calendar_hold_nothing_up(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    deep: dict[str, Any] = {}
    for _ in range(900):
        deep = {"reply_to_message": deep}
    chat = {"id": UNLUCKY, "type": "private"}
    far = {"message_id": 1, "date": 2**62, "chat": chat, "from": {"id": UNLUCKY, "is_bot": False, "first_name": "甲"}}
    async with office(tmp_path) as here:
        here.app.inbox.take_in([{"update_id": 41, "message": deep}, {"update_id": 42, "message": far}, deep])
        await handle_kept(here.app.store, here.app.clock, here.app.respond)

        assert here.app.store.to_handle() == []
        assert here.app.inbox.offset == 43
        assert "update_failed" not in caplog.text


@pytest.mark.parametrize(
    "odd", [None, {}, {"update_id": "7"}, {"update_id": True}, {"update_id": 2**70}, [{"update_id": 9}]]
)
async def test_an_update_without_a_number_is_set_aside_with_the_reason_and_told_to_the_office(
    tmp_path: Path, odd: object
) -> None:
    async with office(tmp_path) as here:
        here.sandbox.world.add_person(99, "公开办")
        with here.app.store.act(here.clock()) as desk:
            desk.meet(99, 99, "公开办").role = Role.OFFICE
        inbox = here.app.inbox
        said = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}, "from": {"id": 1, "is_bot": False}}

        for _ in range(2):  # it comes again until it is acknowledged
            inbox.take_in([odd, {"update_id": 41, "message": said}, odd])
        with pytest.raises(TelegramError):
            inbox.take_in([None])

        with here.app.store.act(here.clock()) as desk:
            parked = desk.all(select(Incoming).where(col(Incoming.parked_why) != ""))
        assert {one.parked_why for one in parked} == {"没有可用的编号"}
        assert here.app.store.to_handle() == [(41, 1)]
        assert inbox.offset in (42, 2**70 + 1)
        assert len([one for one in here.notices(99) if one.key.startswith("set_aside/")]) == len(parked)


async def test_a_server_that_is_down_at_the_start_is_waited_for(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        await here.sandbox.refuse_connections()

        async with here.at_work():
            await here.until(lambda: here.app.scheduler is None)
            await here.sandbox.listen()
            await here.until(here.is_empty, passing=0.5)

        assert here.counts()["uncertain"] == 0
        here.has_lost_nothing()


async def test_a_start_that_cannot_reach_the_server_can_be_stopped(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        here.sandbox.faults.order(Fault("getMe", FaultKind.HALF_OPEN, times=None))

        async with asyncio.timeout(3), here.at_work():
            await here.until(lambda: here.calls("getMe"))

        assert here.counts()["pending"] == 6


async def test_a_spinner_that_cannot_be_stopped_holds_nothing_up(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        here.sandbox.faults.order(Fault("answerCallbackQuery", FaultKind.ERROR, times=None, status=400))

        async with here.at_work():
            await here.until(here.all_got)
            message = here.got(UNLUCKY)[0]
            data = next(button.data for row in message.buttons for button in row if button.data)
            before = len(here.calls())
            here.sandbox.world.presses(UNLUCKY, message.message_id, data)
            await here.until(lambda: here.calls("answerCallbackQuery"))
            await here.until(lambda: len(here.calls()) + len(here.calls("editMessageText")) > before)

        assert here.app.store.to_handle() == []


async def test_evidence_that_cannot_be_fetched_is_fetched_later(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        here.sandbox.faults.order(Fault("getFile", FaultKind.HTML_502, times=2))
        here.sandbox.faults.order(Fault("download", FaultKind.CUT))

        async with here.at_work():
            await here.until(here.all_got)
            here.sandbox.world.sends_photo(UNLUCKY, [("a.png", PNG, "image/png")], caption="12 已完成")
            await here.until(lambda: here.got(UNLUCKY, "收件回执"))
            await here.until(lambda: here.calls("getFile"))
            here.passes(200)
            for _ in range(4):
                here.passes(200)
                await here.app.errands.do_due()

        kept = [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()]
        assert [path.read_bytes() for path in kept] == [PNG]
