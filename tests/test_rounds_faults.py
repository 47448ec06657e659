"""A letter that fails, waits or is in doubt keeps no other back, and is told again where it may not have arrived."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from bot.sandbox.faults import Fault, FaultKind
from messages.letter import Letter
from scheduler.rounds import Rounds
from scheduler.rules import Rules
from scheduler.sending import AT_ONCE
from scheduler.workdays import Workdays
from storage.claiming import LEASE, Wanted
from storage.delivery import Outcome, Sent
from storage.desk import Desk
from storage.records import Notice
from storage.states import NoticeKind, NoticeState, Role
from storage.values import Roster, RosterUnit
from tests.bureaus import EVERYBODY, Bureau, note, on
from tests.district import CHINA, EDUCATION, FINANCE, TOWN, district, row


async def test_a_letter_that_cannot_be_written_keeps_no_other_back(
    bureau: Bureau, caplog: pytest.LogCaptureFixture
) -> None:
    bureau.take_in(row("1"), row("2", units=["区财政局"]))
    bureau.at(on(9, 19, 8, 30))
    bureau.rounds.plan_day()
    bureau.tell(EDUCATION, {"no": "text"}, "damaged")

    sent = await bureau.hour(on(9, 19))

    assert sent == [(FINANCE, "新交办 2")]
    [logged] = [record for record in caplog.records if record.message == "letter_failed"]
    assert logged.levelno == logging.ERROR
    assert vars(logged)["keys"] == ["damaged"]


async def test_a_letter_that_failed_is_tried_again_and_goes_out_when_the_fault_is_gone(bureau: Bureau) -> None:
    bureau.tell(EDUCATION, {"no": "text"}, "damaged")
    await bureau.hour(on(9, 19))

    def mend(desk: Desk) -> None:
        damaged = desk.session.scalars(select(Notice).where(col(Notice.key) == "damaged")).one()
        damaged.body = note("回执").as_body()

    bureau.act(mend)

    assert await bureau.hour(on(9, 19, 9, 14)) == []
    assert await bureau.hour(on(9, 19, 9, 16)) == [(EDUCATION, "回执")]


def many_to_tell(engine: Engine, towns: int) -> Bureau:
    """A morning on which so many liaisons have one letter each, planned and not sent."""
    bureau = Bureau(engine, roster=many_towns(towns))
    for user_id in range(1, towns + 1):
        bureau.enrol(user_id, Role.LIAISON, f"第{user_id}镇")
    bureau.take_in(row("1", units=(), collective=("各乡镇人民政府",)))
    bureau.at(on(9, 19, 8, 30))
    bureau.rounds.plan_day()
    bureau.at(on(9, 19))
    return bureau


async def test_no_more_than_32_letters_are_on_their_way_at_once(engine: Engine) -> None:
    towns = 33
    bureau = many_to_tell(engine, towns)
    line = Queue(bureau)

    sending = asyncio.create_task(line.rounds.send_due())
    await line.until(AT_ONCE)
    on_the_way = line.most
    line.gate.set()
    await sending

    assert on_the_way == line.most == AT_ONCE == 32
    assert Counter(line.served) == Counter(range(1, towns + 1))


async def test_a_chat_that_does_not_answer_keeps_no_other_waiting(engine: Engine) -> None:
    towns = 36
    bureau = many_to_tell(engine, towns)
    line = Queue(bureau, waits=frozenset({1}))

    sending = asyncio.create_task(line.rounds.send_due())
    await line.until(towns)
    served_meanwhile = set(line.served)
    line.gate.set()
    await sending

    assert served_meanwhile == set(range(2, towns + 1))
    assert Counter(line.served) == Counter(range(1, towns + 1))


class Queue:
    """Letters that wait at a gate, all of them or those to some chats, and are counted while they do."""

    def __init__(self, bureau: Bureau, waits: frozenset[int] | None = None) -> None:
        self.rounds = Rounds(bureau.store, bureau.clock, CHINA, Rules(), Workdays(), self.send)
        self.gate = asyncio.Event()
        self.served: list[int] = []
        self.begun = self.waiting = self.most = 0
        self._waits = waits
        self._one_more = asyncio.Event()

    async def send(self, chat_id: int, _letter: Letter, _is_answer: bool) -> Outcome:
        """As the border does it, slowly."""
        self.begun += 1
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        self._one_more.set()
        if self._waits is None or chat_id in self._waits:
            await self.gate.wait()
        self.waiting -= 1
        self.served.append(chat_id)
        return Sent(self.begun)

    async def until(self, begun: int) -> None:
        """Wait until so many letters were begun and whatever can run has run."""
        async with asyncio.timeout(20):
            while self.begun < begun:
                self._one_more.clear()
                await self._one_more.wait()
        for _ in range(50):
            await asyncio.sleep(0)


def many_towns(count: int) -> Roster:
    """A roster of towns alone."""
    names: Sequence[str] = [f"第{number}镇" for number in range(1, count + 1)]
    return Roster("河湾区政务公开办", tuple(RosterUnit(name, "乡镇", (), ("各乡镇人民政府",)) for name in names))


async def test_a_chat_that_is_told_to_wait_delays_only_itself(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        here.take_in(row("1"), row("2", units=["区财政局"]), row("3", units=["柳河镇"]))
        here.sandbox.faults.order(Fault("sendMessage", FaultKind.RETRY_AFTER, chat_id=EDUCATION, seconds=40))
        told = {user_id: len(here.told(user_id)) for user_id in EVERYBODY}

        await here.walk_to(on(9, 19, 9))
        at_nine = {user_id: len(here.told(user_id)) - told[user_id] for user_id in EVERYBODY}
        here.clock.move_to(on(9, 19, 9) + timedelta(seconds=30))
        await here.settle()
        too_early = len(here.told(EDUCATION)) - told[EDUCATION]
        here.clock.move_to(on(9, 19, 9) + timedelta(seconds=42))
        await here.settle()
        await here.settle()

        assert at_nine == {TOWN: 1, EDUCATION: 0, FINANCE: 1}
        assert too_early == 0
        assert len(here.told(EDUCATION)) - told[EDUCATION] == 1
        assert here.app.store.conservation()["uncertain"] == 0


@pytest.mark.parametrize(
    ("fault", "copies", "state"),
    [
        (FaultKind.DROP_AFTER, 2, NoticeState.UNCERTAIN),  # it had arrived, and nobody could know
        (FaultKind.DROP_BEFORE, 1, NoticeState.UNCERTAIN),  # it had not, and nobody could know that either
        (FaultKind.ERROR, 1, NoticeState.SENT),  # refused: it has certainly not arrived
    ],
)
async def test_a_letter_whose_answer_was_lost_is_sent_again_and_marked(
    engine: Engine, tmp_path: Path, fault: FaultKind, copies: int, state: NoticeState
) -> None:
    async with district(engine, tmp_path) as here:
        here.take_in(row("1"))
        here.sandbox.faults.order(Fault("sendMessage", fault, chat_id=EDUCATION))

        await here.walk_to(on(9, 19, 9))
        here.clock.move_to(on(9, 19, 9, 1))
        await here.settle()

        assert sum("新交办" in text for text in here.told(EDUCATION)) == copies
        with here.app.store.act(here.clock()) as desk:
            [assignment] = desk.session.scalars(select(Notice).where(col(Notice.kind) == NoticeKind.ASSIGNMENT))
        assert assignment.state is state
        assert assignment.doubts == (state is NoticeState.UNCERTAIN)


async def test_a_letter_whose_process_died_is_taken_up_again_and_marked(bureau: Bureau) -> None:
    bureau.take_in(row("1"))
    bureau.at(on(9, 19, 8, 30))
    bureau.rounds.plan_day()
    bureau.at(on(9, 19))
    [taken] = bureau.store.claim(Wanted(bureau.clock(), 32, remind=True))

    while_the_lease_lasts = await bureau.hour(on(9, 19) + LEASE - timedelta(seconds=1))
    afterwards = await bureau.hour(on(9, 19) + LEASE)

    assert [notice.key for notice in taken.notices] == ["assignment/1"]
    assert while_the_lease_lasts == []
    assert afterwards == [(EDUCATION, "新交办 1")]
    assert bureau.store.conservation()["uncertain"] == 1


def test_a_process_that_dies_again_and_again_begins_each_time_with_letters_nobody_has_got(bureau: Bureau) -> None:
    bureau.take_in(row("1", units=tuple(EVERYBODY.values())))
    bureau.at(on(9, 19, 8, 30))
    bureau.rounds.plan_day()
    bureau.at(on(9, 19))

    taken = []
    for _ in range(4):
        [claim] = bureau.store.claim(Wanted(bureau.clock(), 1, remind=True))
        taken.append(claim.contact.chat_id)
        bureau.store.release_leases()

    assert sorted(taken[:3]) == sorted(EVERYBODY)
    assert taken[3] == taken[0]
