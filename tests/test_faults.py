"""The network fails in every way it can: no message is lost, what may be double is marked, nobody else waits."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox import Fault, FaultKind
from storage.states import NoticeState
from tests.programs import morning
from tests.running import office

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


def _name(fault: Fault) -> str:
    return f"{fault.kind}-{fault.status}-{'accepted' if fault.takes_effect else 'not'}"


@pytest.mark.parametrize("fault", [*IN_DOUBT, *REFUSED], ids=_name)
async def test_a_letter_that_meets_a_fault_goes_again_and_is_marked_where_it_may_be_double(
    tmp_path: Path, fault: Fault
) -> None:
    is_slow = fault.kind in (FaultKind.HALF_OPEN, FaultKind.DELAY_AFTER)
    async with office(tmp_path, answer=0.5 if is_slow else 20) as here:
        here.sandbox.faults.order(replace(fault, chat_id=UNLUCKY, times=2))

        async with here.at_work():
            await here.until(lambda: here.all_got(but=UNLUCKY))
            await here.until(here.is_empty, passing=0.5)

        [notice] = here.notices(UNLUCKY)
        doubtful = fault in IN_DOUBT
        assert notice.state is (NoticeState.UNCERTAIN if doubtful else NoticeState.SENT)
        assert notice.doubts == (2 if doubtful else 0)
        assert here.counts()["uncertain"] == (1 if doubtful else 0)
        here.has_lost_nothing()


@pytest.mark.parametrize("status", [400, 404, 500])
async def test_a_menu_that_cannot_be_put_up_keeps_nobody_waiting(tmp_path: Path, status: int) -> None:
    async with office(tmp_path) as here:
        here.sandbox.faults.order(Fault("setMyCommands", FaultKind.ERROR, times=None, status=status))

        async with here.at_work():
            await here.until(here.all_got)

        here.has_lost_nothing()


async def test_a_chat_that_is_told_to_wait_waits_to_the_second(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        here.sandbox.faults.order(Fault("sendMessage", FaultKind.RETRY_AFTER, UNLUCKY, seconds=40))

        async with here.at_work():
            await here.until(lambda: here.all_got(but=UNLUCKY) and here.notices(UNLUCKY)[0].why)  # no longer leased
            seen, held = here.clock(), here.held_until()
            assert held is not None
            here.clock.move_to(held)
            here.app.wake_sender()
            await here.until(here.is_empty)

        first, second = here.calls(chat_id=UNLUCKY)
        assert first.at + timedelta(seconds=40) <= held <= min(second.at, seen + timedelta(seconds=41))
        here.has_lost_nothing()


@pytest.mark.parametrize("seconds", [0, -5, 90_000, 10**12, 10**20])
async def test_an_absurd_wait_is_cut_down_to_an_hour(tmp_path: Path, seconds: int) -> None:
    async with office(tmp_path) as here:
        here.sandbox.faults.order(Fault("sendMessage", FaultKind.RETRY_AFTER, UNLUCKY, seconds=seconds))

        async with here.at_work():
            await here.until(lambda: here.all_got(but=UNLUCKY))
            await here.until(here.is_empty, passing=30)

        first, second = here.calls(chat_id=UNLUCKY)
        assert 1 <= (second.at - first.at).total_seconds() < 3600 + 120
        assert here.counts()["uncertain"] == 0
        here.has_lost_nothing()


async def test_a_storm_of_refusals_is_waited_out_with_few_trials(tmp_path: Path) -> None:
    async with office(tmp_path, 50) as here:
        storm = here.sandbox.faults.order(Fault("sendMessage", FaultKind.RETRY_AFTER, times=None, seconds=30))

        async with here.at_work():
            await here.until(lambda: len(here.calls()) >= 32)
            began = here.clock()
            await here.until(lambda: (here.clock() - began).total_seconds() >= 29, passing=0.25)
            refused = len(here.calls())
            here.sandbox.faults.cancel(storm)
            await here.until(here.is_empty, passing=0.25)

        assert refused <= 32 + 12
        assert here.counts()["uncertain"] == 0
        here.has_lost_nothing()


async def test_many_letters_in_doubt_stop_the_rest_until_one_gets_through(tmp_path: Path) -> None:
    async with office(tmp_path, 50) as here:
        fault = here.sandbox.faults.order(Fault("sendMessage", FaultKind.DROP_AFTER, times=None))

        async with here.at_work():
            await here.until(lambda: len(here.calls()) >= 32)
            began = here.clock()
            await here.until(lambda: (here.clock() - began).total_seconds() >= 60, passing=0.5)
            here.sandbox.faults.cancel(fault)
            await here.until(here.is_empty, passing=0.5)

        copies = sum(len(here.got(n)) for n in here.liaisons)
        doubts = sum(notice.doubts for n in here.liaisons for notice in here.notices(n))
        assert here.all_got()
        assert copies - 50 <= doubts <= 32 + 25
        assert here.counts()["uncertain"] == sum(any(one.doubts for one in here.notices(n)) for n in here.liaisons)


async def test_a_token_that_is_not_taken_halts_everything_and_loses_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with office(tmp_path, 40, rate=30) as here, here.at_work():
        await here.until(lambda: len(here.calls()) >= 5)
        token, here.sandbox.token = here.sandbox.token, "4200:another"
        here.sandbox.world.says(UNLUCKY, "/help")
        await here.until(lambda: "poll_unauthorized" in caplog.text and "sending_held" in caplog.text)
        began = here.clock()
        await here.until(lambda: (here.clock() - began).total_seconds() >= 60, passing=0.5)
        halted = here.counts()
        since_good_poll = here.app.inbox.since_good_poll()
        here.sandbox.token = token
        # Letters wait their turn in real time: where the program's ran much faster, each would find itself held up.
        await here.until(lambda: here.is_empty() and here.got(UNLUCKY, "/"), passing=0.05)

        assert halted["pending"] >= 20
        assert halted["unreachable"] == halted["uncertain"] == 0
        assert since_good_poll > 60
        assert here.counts()["unreachable"] == here.counts()["uncertain"] == 0
        assert [one.message for one in caplog.records if one.levelname == "ERROR"] == ["poll_unauthorized"]
        assert caplog.text.count("sending_held") == 1
        assert token not in caplog.text
        here.has_lost_nothing()


async def test_whoever_blocks_the_bot_is_not_lost_and_hears_it_when_writing_again(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        world = here.sandbox.world
        world.blocks(1)
        world.deactivates(2)
        world.people[3].started = False
        here.sandbox.faults.order(
            Fault("sendMessage", "error", 4, status=400, description="Bad Request: chat not found")
        )

        async with here.at_work():
            await here.until(here.is_empty)
            unreachable = [here.notices(n)[0].state for n in (1, 2, 3, 4)]
            world.people[2].deactivated = False
            for n in (1, 2, 3, 4):
                world.says(n, "/help")
            await here.until(lambda: here.is_empty() and here.all_got())

        assert unreachable == [NoticeState.UNREACHABLE] * 4
        assert here.counts()["uncertain"] == 0
        here.has_lost_nothing()


async def test_a_group_that_moves_gets_its_message_where_it_went(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        here.sandbox.world.add_group(-5, "公开办", [1])
        with here.app.store.act(here.clock()) as desk:
            desk.meet(-5, -5, "公开办")
        moved_to = here.sandbox.world.migrate(-5)
        here.sandbox.world.updates.drop_all()
        here.tell(-5, "摘要")

        async with here.at_work():
            await here.until(lambda: here.got(moved_to, "摘要"))
            await here.until(here.is_empty)

        assert [notice.state for notice in here.notices(moved_to)] == [NoticeState.SENT]


async def test_a_group_that_threw_the_bot_out_is_unreachable(tmp_path: Path) -> None:
    async with office(tmp_path) as here:
        here.sandbox.world.add_group(-5, "公开办", [1])
        with here.app.store.act(here.clock()) as desk:
            desk.meet(-5, -5, "公开办")
        here.sandbox.world.kicks_bot(-5)
        here.tell(-5, "摘要")

        async with here.at_work():
            await here.until(here.is_empty)

        assert here.counts()["unreachable"] == 1


async def test_a_server_that_goes_down_and_comes_back_costs_time_only(tmp_path: Path) -> None:
    async with office(tmp_path, 60) as here, here.at_work():
        await here.until(lambda: len(here.calls()) >= 20)
        await here.sandbox.refuse_connections()
        began = here.clock()
        await here.until(lambda: (here.clock() - began).total_seconds() >= 60, passing=0.5)
        await here.sandbox.listen()
        here.sandbox.world.says(UNLUCKY, "/help")
        await here.until(lambda: here.is_empty() and here.got(UNLUCKY, "/"), passing=0.5)

        doubts = sum(notice.doubts for n in here.liaisons for notice in here.notices(n))
        copies = sum(len(here.got(n)) for n in here.liaisons)
        assert here.all_got()
        assert copies - 60 <= doubts <= 32


async def test_a_letter_telegram_will_never_take_is_logged_once_and_the_others_go(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with office(tmp_path) as here:
        here.tell(1, "字" * 5000)
        here.tell(2, "", text="<b>没有写完")

        async with here.at_work():
            await here.until(here.is_empty)

        assert here.all_got()
        refused = [vars(one) for one in caplog.records if one.message == "letter_refused"]
        assert len(refused) == here.counts()["unreachable"] == 2
        assert all(one["keys"] and one["why"] for one in refused)


@pytest.mark.parametrize("why", ["", "Bad Request: MESSAGE TOO OLD"])
async def test_an_answer_that_cannot_take_a_messages_place_comes_as_a_new_one_whatever_the_server_calls_it(
    tmp_path: Path, why: str
) -> None:
    async with office(tmp_path, 1) as here:
        here.sandbox.faults.order(Fault("editMessageText", FaultKind.ERROR, status=400, description=why))
        here.tell(1, "答复", edits=987654)

        async with here.at_work():
            await here.until(here.is_empty)

        assert len(here.got(1, "答复")) == 1


async def test_a_chat_that_does_not_answer_delays_no_answer_to_others(tmp_path: Path) -> None:
    async with office(tmp_path, answer=2) as here, here.at_work():
        here.sandbox.faults.order(Fault("sendMessage", FaultKind.HALF_OPEN, UNLUCKY, times=None, seconds=2))
        await here.until(lambda: here.all_got(but=UNLUCKY))
        for n in (2, 3):
            here.sandbox.world.says(n, "/help")
            await here.until(lambda n=n: here.got(n, "/"))  # type: ignore[misc]

        assert [call.answered for call in here.calls(chat_id=UNLUCKY)] == [None]


async def test_a_program_told_to_end_waits_for_thirty_answers_and_leaves_none_in_doubt(tmp_path: Path) -> None:
    async with morning(f"sqlite:///{tmp_path / 'duban.db'}", tmp_path) as here:
        program = here.program()
        here.sandbox.faults.order(Fault("sendMessage", FaultKind.DELAY_AFTER, times=None, seconds=2))
        program.start()
        await here.until(lambda: here.sent() >= 30)
        loop = asyncio.get_running_loop()
        told_at = loop.time()

        exit_code = await program.end()

        counts = here.app.store.conservation()
        assert exit_code == 0
        assert loop.time() - told_at < 10
        assert counts["sent"] == here.sent() >= 30
        assert counts["pending"] == counts["planned"] - counts["sent"]
