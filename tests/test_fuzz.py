"""A hundred thousand damaged updates: none raises, none holds up the next one, and what is said goes to nobody else."""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random
from typing import Any, cast

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.conversation.talk import Conversation
from bot.discreet import DiscreetBot
from bot.handling import handle_kept
from bot.inbox import Inbox
from bot.updates import fit_to_keep, read_update
from scheduler import deciding
from scheduler.rounds import Rounds
from scheduler.rules import Rules
from scheduler.workdays import Workdays
from storage.delivery import Outcome, Withdrawn
from storage.records import Incoming, Notice
from storage.states import Post, Role
from storage.store import Store
from tests.desks import MONDAY_MORNING, store_of, unit_of
from tests.district import CHINA, EDUCATION, OFFICE, document, row
from tests.fuzzing import damaged, updates

READ = 100_000
ANSWERED = 600


@pytest.fixture(autouse=True)
def _silence(caplog: pytest.LogCaptureFixture) -> None:
    """What cannot be read is logged, here tens of thousands of times."""
    caplog.set_level(logging.CRITICAL)


def test_no_damaged_update_breaks_the_reading() -> None:
    chance = Random(2022)
    understood = 0

    for update in updates(chance, READ // 200):
        for changed in damaged(update, chance, 200):
            understood += read_update(fit_to_keep(changed)) is not None

    assert understood > READ // 8


class Handing:
    """A bot that is handed over a list of updates."""

    def __init__(self, waiting: list[dict[str, Any]]) -> None:
        self._waiting = waiting

    async def fetch_updates(self, offset: int | None, _seconds: int, _kinds: object) -> list[dict[str, Any]]:
        return [one for one in self._waiting if one["update_id"] >= (offset or 0)][:100]


@pytest.fixture
def store() -> Iterator[Store]:
    """An office with a liaison and rows that are handed out."""
    made = store_of()
    with made.act(MONDAY_MORNING) as desk:
        for user_id, role, unit in ((OFFICE, Role.OFFICE, ""), (EDUCATION, Role.LIAISON, "区教育局")):
            desk.invite(f"code-{user_id}", role, unit_of(desk, unit) if unit else None, Post.A, desk.now + timedelta(1))
            desk.enrol(desk.meet(user_id, user_id, "某"), f"code-{user_id}")
        deciding.confirm_ready(desk, desk.store_document(document(row("12"), row("23")), "1" * 64))
    yield made
    made.engine.dispose()


async def test_no_damaged_update_holds_up_the_queue(store: Store) -> None:
    chance = Random(12)
    waiting: list[dict[str, Any]] = []
    for update in updates(chance, ANSWERED // 4):
        waiting += [copy.deepcopy(changed) for changed in damaged(update, chance, 4)]
    for number, update in enumerate(waiting, 1):
        update["update_id"] = number
    inbox = Inbox(cast("DiscreetBot", Handing(waiting)), store, lambda: MONDAY_MORNING, lambda: None, lambda: 0.0)
    rounds = Rounds(store, lambda: MONDAY_MORNING, CHINA, Rules(), Workdays(), _sends_nothing)
    conversation = Conversation(store, rounds, lambda code: code)

    async def respond(update_ids: Sequence[int], now: Any) -> bool:
        return conversation.respond(update_ids, now + timedelta(minutes=update_ids[0])) is not None

    for _ in range(ANSWERED // 100 + 1):
        await inbox.fetch(0)
    await handle_kept(store, lambda: MONDAY_MORNING, respond)

    with store.act(MONDAY_MORNING) as desk:
        kept = list(desk.session.scalars(select(Incoming)))
        told = {one.contact_id for one in desk.session.scalars(select(Notice).where(col(Notice.body).is_not(None)))}
    assert len(kept) == ANSWERED
    assert [one.update_id for one in kept if one.handled_at is None] == []
    assert {one.update_id: one.parked_why for one in kept if one.parked_why} == {}
    assert len(told) > 1
    assert store.verify_chain().broken_at is None


async def _sends_nothing(_chat: int, _letter: object, _is_answer: bool) -> Outcome:
    return Withdrawn()
