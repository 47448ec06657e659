"""Updates as they come: what is read of them; one that fails twice is set aside, and the office hears of it once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from telegram.error import RetryAfter

from bot.handling import handle_kept
from bot.sandbox.faults import Fault, FaultKind
from bot.updates import WITHHELD, fit_to_keep, read_update
from tests.district import EDUCATION, OFFICE, buttons
from tests.fuzzing import BOT, MESSAGE, UPDATES
from tests.talking import first, in_conversation, reports


def test_what_is_read_is_what_was_said() -> None:
    said = [read_update(update) for update in UPDATES]

    assert [one.text if one else None for one in said[:5]] == ["12 已完成"] * 5
    assert said[1] is not None
    assert said[1].is_edit
    assert said[2] is not None
    assert (said[2].is_group, said[2].to_bot, said[2].reply_to) == (True, True, 5)
    assert said[5] is not None
    assert (said[5].pressed, said[5].user_id) == ("item/1", 12)
    assert said[7] is None
    assert said[9] is not None
    assert said[9].moved_to == -1005


def test_a_message_of_a_bot_is_not_read() -> None:
    assert read_update({"update_id": 1, "message": MESSAGE | {"from": BOT}}) is None


def test_a_telephone_number_handed_over_as_a_contact_is_not_kept() -> None:
    kept = fit_to_keep(UPDATES[8])

    assert kept["message"]["contact"]["phone_number"] == WITHHELD
    assert kept["message"]["text"] == "12 已完成"


def test_a_wait_that_telegram_asks_for_raises_no_warning() -> None:
    assert RetryAfter(3).retry_after in (3, timedelta(seconds=3))


@pytest.mark.parametrize("kind", ["voice", "video", "video_note", "audio"])
async def test_who_speaks_or_films_is_told_that_nothing_was_stored_and_what_was_asked_stands(
    tmp_path: Path, kind: str
) -> None:
    async with in_conversation(tmp_path) as here:
        [card] = await here.says(EDUCATION, "/任务 12")
        await here.presses(EDUCATION, first(card, "say/"))
        await here.presses(EDUCATION, next(data for data in buttons(card) if data.endswith("trouble")))
        for user_id in (EDUCATION, OFFICE):
            message = here.sandbox.world.says(user_id, "").json()
            here.sandbox.world.updates.add("message", message | {kind: {"file_id": "F", "file_unique_id": "U"}})
            await here.settle()
            assert "语音和视频无法读取，未作登记" in here.told(user_id)[-1]

        await here.says(EDUCATION, "等市局接口标准")

        assert [one.text for one in reports(here)][-1] == "等市局接口标准"


async def test_an_answer_that_must_wait_is_sent_after_the_wait(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        here.sandbox.faults.order(Fault("sendMessage", FaultKind.RETRY_AFTER, seconds=2))

        assert await here.says(EDUCATION, "/帮助") == []
        here.clock.move_to(here.clock() + timedelta(seconds=30))
        await here.settle()

        assert "怎样反馈" in here.told(EDUCATION)[-1]


async def test_an_update_that_fails_twice_is_set_aside_and_the_office_hears_of_it_once(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        failing = here.sandbox.world.says(EDUCATION, "12 已完成")
        here.sandbox.world.says(EDUCATION, "23 办理中")
        here.sandbox.world.says(OFFICE, "/帮助")
        await here.app.inbox.fetch(0)
        (first, _), (other, _) = here.app.store.to_handle()
        tries = []

        async def stumbles(updates: Sequence[int], now: Any) -> bool:
            if first in updates:
                tries.append([*updates])
                raise ZeroDivisionError("something of ours")
            return await here.app.respond(updates, now)

        await handle_kept(here.app.store, here.clock, stumbles)
        await here.settle()

        assert failing.message_id
        assert tries == [[first, other], [first], [first]]
        assert here.app.store.to_handle() == []
        assert [text for text in here.told(OFFICE) if "未能处理" in text] == [
            f"有一条来信未能处理，已留存备查（编号{first}），请转告系统维护人员。"
        ]
        assert reports(here, "12") == []
        assert len(reports(here, "23")) == 1


async def test_of_several_people_heard_together_all_are_heard_or_none_is(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        here.sandbox.world.says(EDUCATION, "12 已完成")
        here.sandbox.world.says(OFFICE, "/帮助")
        await here.app.inbox.fetch(0)
        waiting = [update_id for update_id, _ in here.app.store.to_handle()]
        head = here.app.store.verify_chain().head

        def stumble_over_the_last() -> None:
            with here.app.store.turns(waiting, here.clock()) as turns:
                for desk, _ in turns:
                    desk.note("said", "office")
                    desk.tell(desk.office_contacts()[0], {"text": "好"})
                    assert desk.update_id != waiting[-1]

        with pytest.raises(AssertionError):
            stumble_over_the_last()

        assert [update_id for update_id, _ in here.app.store.to_handle()] == waiting
        assert here.app.store.verify_chain().head == head
        await here.settle()
        assert len(reports(here, "12")) == 1
        assert "好" not in here.told(OFFICE)
