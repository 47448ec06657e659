"""The network fails in every way it can: no message is lost, what may be double is marked, nobody else waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.sandbox import Fault, FaultKind
from storage.states import NoticeState
from tests.running import Running, new_database, office

UNLUCKY = 1
IN_DOUBT = [
    Fault("sendMessage", FaultKind.DROP_BEFORE),
    Fault("sendMessage", FaultKind.DROP_AFTER),
    Fault("sendMessage", FaultKind.RESET),
    Fault("sendMessage", FaultKind.RESET, accepts=False),
    Fault("sendMessage", FaultKind.CUT),
    Fault("sendMessage", FaultKind.GARBAGE),
    Fault("sendMessage", FaultKind.GARBAGE, accepts=False),
    Fault("sendMessage", FaultKind.HTML_502),
    Fault("sendMessage", FaultKind.HTML_502, accepts=True),
    Fault("sendMessage", FaultKind.HALF_OPEN, seconds=1),
    Fault("sendMessage", FaultKind.HALF_OPEN, seconds=1, accepts=True),
    Fault("sendMessage", FaultKind.DELAY_AFTER, seconds=1),
]
REFUSED = [
    Fault("sendMessage", FaultKind.ERROR),
    Fault("sendMessage", FaultKind.ERROR, status=502, description="Bad Gateway"),
    Fault("sendMessage", FaultKind.ERROR, status=401, description="Unauthorized"),
    Fault("sendMessage", FaultKind.ERROR, status=404, description="Not Found"),
    Fault("sendMessage", FaultKind.ERROR, status=409, description="Conflict"),
    Fault("sendMessage", FaultKind.RETRY_AFTER, seconds=3),
]


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    """A migrated database in a file."""
    with new_database(tmp_path) as engine:
        yield engine


def _name(fault: Fault) -> str:
    return f"{fault.kind}-{fault.status}-{'accepted' if fault.takes_effect else 'not'}"


@pytest.mark.parametrize("fault", [*IN_DOUBT, *REFUSED], ids=_name)
async def test_a_letter_that_meets_a_fault_goes_again_and_is_marked_where_it_may_be_double(
    sqlite: Engine, tmp_path: Path, fault: Fault
) -> None:
    async with office(sqlite, tmp_path) as here:
        here.sandbox.faults.order(replace(fault, chat_id=UNLUCKY, times=2))

        async with here.at_work():
            await here.until(lambda: here.all_got(but=UNLUCKY))
            await here.until(here.is_empty, passing=0.5)

        [notice] = here.notices(UNLUCKY)
        doubtful = fault in IN_DOUBT
        assert notice.state is (NoticeState.UNCERTAIN if doubtful else NoticeState.SENT)
        assert notice.doubts == (2 if doubtful else 0)
        _nothing_lost(here)


def _nothing_lost(here: Running) -> None:
    """Everybody has it; copies beyond the first are no more than the sends in doubt; the sum adds up."""
    for n in here.liaisons:
        doubts = sum(notice.doubts for notice in here.notices(n))
        assert 1 <= len(here.got(n)) <= 1 + doubts
        assert n == UNLUCKY or doubts == 0
    counts = here.counts()
    assert counts["planned"] == sum(number for state, number in counts.items() if state != "planned")
