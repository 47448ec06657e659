"""The sending loop: what has gone is written down with the next claim, and a fault in the one is not the other's."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime

import pytest

from scheduler.pace import Unhurried
from scheduler.sending import AT_ONCE, AT_ONCE_IN_HASTE, Sending
from scheduler.waiting import happens
from storage.delivery import Claim, Mailbox, Sent, Settlement
from tests.running import MORNING


class Outbox:
    """Letters to so many contacts, claimed and settled as the store does it; `fault` is raised once, by a claim."""

    def __init__(self, letters: int, fault: Exception | None = None) -> None:
        self.turns: list[tuple[int, int]] = []  # how many were settled with a claim, and how many claimed
        self.settled: list[int] = []
        self._waiting = [*range(letters)]
        self._fault = fault
        self.sending = Sending(lambda: MORNING, Unhurried(), self._take, self._deliver, self._settle)

    def _take(
        self, _now: datetime, limit: int, kept: int, busy: Collection[int], gone: Sequence[Settlement]
    ) -> list[Claim]:
        assert not {one.claim.contact.id for one in gone} & {*busy}
        if gone and self._fault is not None:
            fault, self._fault = self._fault, None
            raise fault
        self._settle(gone, MORNING)
        taken, self._waiting = self._waiting[: limit - kept], self._waiting[limit - kept :]
        self.turns.append((len(gone), len(taken)))
        return [Claim("", Mailbox(one, one), (), {}, {}, {}, {}) for one in taken]

    async def _deliver(self, claim: Claim, _now: datetime) -> Settlement:
        await asyncio.sleep(0)
        return Settlement(claim, Sent(None))

    def _settle(self, gone: Sequence[Settlement], _now: datetime) -> None:
        self.settled += [one.claim.contact.id for one in gone]


async def test_what_has_gone_is_settled_with_the_next_claim_as_many_at_once_as_may_be_on_their_way() -> None:
    outbox = Outbox(2 * AT_ONCE + 3)

    await outbox.sending.send_due()

    assert outbox.turns == [(0, AT_ONCE), (AT_ONCE, AT_ONCE), (AT_ONCE, 3), (3, 0)]
    assert outbox.settled == [*range(2 * AT_ONCE + 3)]


async def test_a_fault_in_claiming_leaves_what_has_gone_settled_and_nothing_stuck(
    caplog: pytest.LogCaptureFixture,
) -> None:
    outbox = Outbox(AT_ONCE + 1, ValueError("ours"))

    await outbox.sending.send_due()
    first = [*outbox.settled]
    await outbox.sending.send_due()

    assert first == [*range(AT_ONCE)]
    assert outbox.settled == [*range(AT_ONCE + 1)]
    assert "turning_over_failed" in caplog.text


@pytest.mark.parametrize("turns", range(4))
async def test_who_is_cancelled_as_it_wakes_does_not_work_on(turns: int) -> None:
    something = asyncio.Event()
    work = asyncio.create_task(works_whenever(something))
    await turn(3)

    something.set()
    await turn(turns)
    work.cancel()
    await turn(6)

    assert work.cancelled()


async def works_whenever(something: asyncio.Event) -> None:
    while True:
        await happens(something, 60)
        something.clear()


async def turn(times: int) -> None:
    for _ in range(times):
        await asyncio.sleep(0)


async def test_while_somebody_waits_few_go_at_once() -> None:
    outbox = Outbox(2 * AT_ONCE_IN_HASTE)
    outbox.sending.somebody_waits()

    await outbox.sending.send_due()

    assert outbox.turns[0] == (0, AT_ONCE_IN_HASTE)
    assert outbox.settled == [*range(2 * AT_ONCE_IN_HASTE)]
