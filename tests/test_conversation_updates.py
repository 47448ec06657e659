"""Updates as they come: none breaks the reading; one that fails twice is set aside, and the office hears of it once."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.error import RetryAfter

from bot.handling import handle_kept
from bot.sandbox.faults import Fault, FaultKind
from bot.updates import WITHHELD, Incoming, fit_to_keep, read_update
from tests.district import EDUCATION, OFFICE
from tests.talking import in_conversation, reports

USER = {"id": 12, "is_bot": False, "first_name": "联络员"}
BOT = {"id": 99, "is_bot": True, "first_name": "督办", "username": "duban_bot"}
CHAT = {"id": 12, "type": "private", "first_name": "联络员"}
GROUP = {"id": -5, "type": "group", "title": "群"}
FILE = {"file_id": "F", "file_unique_id": "U", "file_size": 3}
MESSAGE: dict[str, Any] = {"message_id": 5, "date": 1663549200, "chat": CHAT, "from": USER, "text": "12 已完成"}
PRESS = {"id": "1", "from": USER, "chat_instance": "3", "message": MESSAGE | {"from": BOT}, "data": "item/1"}
UPDATES: list[dict[str, Any]] = [
    {"update_id": 1, "message": MESSAGE},
    {"update_id": 2, "edited_message": MESSAGE | {"edit_date": 1663549300}},
    {"update_id": 3, "message": MESSAGE | {"reply_to_message": MESSAGE | {"from": BOT}, "chat": GROUP}},
    {"update_id": 4, "message": MESSAGE | {"photo": [FILE | {"width": 1, "height": 1}], "caption": "图"}},
    {"update_id": 5, "message": MESSAGE | {"document": FILE | {"file_name": "a.pdf"}, "media_group_id": "7"}},
    {"update_id": 6, "callback_query": PRESS},
    {"update_id": 7, "callback_query": PRESS | {"message": {"chat": CHAT, "message_id": 5, "date": 0}}},
    {"update_id": 8, "my_chat_member": {"chat": CHAT, "from": USER, "date": 1}},
    {"update_id": 9, "message": MESSAGE | {"contact": {"phone_number": "13800138000", "first_name": "某"}}},
    {"update_id": 10, "message": MESSAGE | {"migrate_to_chat_id": -1005, "chat": GROUP}},
]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, Any]:
    """An update of Telegram's shape with a few places changed to anything at all, or missing."""
    update: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(UPDATES)))
    for _ in range(draw(st.integers(1, 3))):
        place: Any = update
        while isinstance(place, dict) and place:
            key = draw(st.sampled_from(sorted(place)))
            if not isinstance(place[key], dict) or draw(st.booleans()):
                place[key] = draw(ANYTHING)
                if draw(st.booleans()):
                    del place[key]
                break
            place = place[key]
    return update


@settings(max_examples=400, deadline=None)
@given(damaged())
def test_no_update_breaks_the_reading(update: dict[str, Any]) -> None:
    read = read_update(fit_to_keep(update))

    assert read is None or isinstance(read, Incoming)


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
        first, other = here.app.store.to_handle()
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
        waiting = here.app.store.to_handle()
        head = here.app.store.verify_chain().head

        def stumble_over_the_last() -> None:
            with here.app.store.turns(waiting, here.clock()) as turns:
                for desk, _ in turns:
                    desk.note("said", "office")
                    desk.tell(desk.office_contacts()[0], {"text": "好"})
                    assert desk.update_id != waiting[-1]

        with pytest.raises(AssertionError):
            stumble_over_the_last()

        assert here.app.store.to_handle() == waiting
        assert here.app.store.verify_chain().head == head
        await here.settle()
        assert len(reports(here, "12")) == 1
        assert "好" not in here.told(OFFICE)
