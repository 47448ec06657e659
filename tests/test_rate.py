"""Letters go out as fast as Telegram permits and no faster; what it refuses waits, and nobody else does."""

from __future__ import annotations

import asyncio
import itertools
import math
import selectors
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rate import AHEAD, LONGEST_ASKED, Rate
from bot.sandbox.limits import Limits
from bot.sandbox.refusals import Refusal
from bot.trouble import SEVERAL
from scheduler.sending import Sending
from storage.delivery import Claim, Mailbox, Sent, Settlement
from tests.running import MORNING, office

PERSON, GROUP = 7, -7
SECOND = timedelta(seconds=1)
Travel = Callable[[], tuple[float, float]]
"""Seconds a message takes to the server, and its answer back."""


class Seconds:
    """A steady clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Leap(selectors.DefaultSelector):
    """Waits for nothing: whoever would have waited finds that the time has passed."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What is there already."""
        self.passed += timeout or 0.0
        return super().select(0)


class LeapingLoop(asyncio.SelectorEventLoop):
    """An event loop whose seconds pass as fast as they can be counted."""

    def __init__(self) -> None:
        self._leap = Leap()
        super().__init__(self._leap)

    def time(self) -> float:
        """Seconds that have passed here."""
        return self._leap.passed

    def stand_still(self, seconds: float) -> None:
        """What runs here has taken so long."""
        self._leap.passed += seconds


class Line:
    """Letters that go out by the real loop and Rate to a server that enforces the limits, over a slow network."""

    def __init__(self, travel: Travel, elsewhere: float = 0.0) -> None:
        """`elsewhere` are the seconds for which the program is busy with other things, ten times a second."""
        self.served: list[tuple[float, int]] = []  # when they came in, and for whom
        self.refusals = 0
        self.transactions = 0
        self._travel = travel
        self._server = Limits()
        self._elsewhere = elsewhere
        self._loop = LeapingLoop()
        self._rate = Rate(self._loop.time)
        self._waiting: list[int] = []
        self._answers: list[int] = []  # that wait; of all that ever came in `_answered`
        self._answered: set[int] = set()
        self._sending = Sending(lambda: MORNING, self._rate, self._take, self._deliver, self._settle)

    def send(self, *batches: Iterable[int]) -> float:
        """Send batches of letters as soon as they may go; the seconds from the first to the last of the last batch."""
        for chats in batches:
            before = len(self.served)
            self._waiting += chats
            self._loop.run_until_complete(self._until_sent())
        self._loop.close()
        return self.served[-1][0] - self.served[before][0]

    def answer_meanwhile(self, reminders: Iterable[int], answers: Iterable[int], every: float) -> list[float]:
        """Send reminders, and answers that come one by one; the seconds from the coming of each to its arrival."""
        self._waiting += reminders
        came = {chat_id: every * place for place, chat_id in enumerate(answers, start=1)}
        for chat_id, at in came.items():
            self._loop.call_at(at, self._has_come, chat_id)
        self._loop.run_until_complete(self._until_sent())
        self._loop.close()
        arrived = {chat_id: at for at, chat_id in self.served}
        return [arrived[chat_id] - at for chat_id, at in came.items()]

    def _has_come(self, chat_id: int) -> None:
        self._answers.append(chat_id)
        self._sending.wake()

    async def _until_sent(self) -> None:
        busy = asyncio.ensure_future(self._be_elsewhere())
        while self._waiting:
            await self._sending.send_due()
            await self._sending.woken(60.0)
        busy.cancel()

    async def _be_elsewhere(self) -> None:
        while self._elsewhere:
            await asyncio.sleep(0.1)
            self._loop.stand_still(self._elsewhere)

    def _take(
        self, _now: datetime, limit: int, kept: int, busy: Collection[int], _gone: Sequence[Settlement]
    ) -> list[Claim]:
        self.transactions += 1
        answers, self._answers = self._answers[:limit], self._answers[limit:]
        self._answered.update(answers)
        reminders = [one for one in dict.fromkeys(self._waiting) if one not in busy]
        taken = [*answers, *reminders[: max(0, limit - max(kept, len(answers)))]]
        for chat_id in taken[len(answers) :]:
            self._waiting.remove(chat_id)
        return [Claim("", Mailbox(chat_id, chat_id), (), {}, {}, {}, {}) for chat_id in taken]

    def _settle(self, _gone: Sequence[Settlement], _now: datetime) -> None:
        self.transactions += 1

    async def _deliver(self, claim: Claim, _now: datetime) -> Settlement:
        chat_id = claim.contact.chat_id
        sending = await self._rate.turn(chat_id, is_answer=chat_id in self._answered)
        forth, back = self._travel()
        await asyncio.sleep(forth)
        now = self._loop.time()
        self.served.append((now, claim.contact.chat_id))
        try:
            self._server.admit(claim.contact.chat_id, now)
        except Refusal:
            self.refusals += 1
        await asyncio.sleep(back)
        self._rate.answered(sending)
        return Settlement(claim, Sent(None))


def _most_within(moments: list[float], span: float) -> int:
    return max(sum(start <= one < start + span for one in moments) for start in moments)


@pytest.mark.parametrize("one_way", [0.001, 0.02, 0.1, 0.2])
def test_it_uses_the_permitted_rate_and_is_never_refused(one_way: float) -> None:
    line = Line(lambda: (one_way, one_way))

    lasted = line.send(range(1, 301), range(1, 1201))

    assert line.refusals == 0
    assert 1200 / lasted >= 0.95 * 30
    assert line.transactions < 1500 / 8  # what has gone is written down by the one that takes the next


@pytest.mark.parametrize("one_way", [0.001, 0.02, 0.1])
def test_what_a_busy_program_lets_wait_it_makes_up_for(one_way: float) -> None:
    line = Line(lambda: (one_way, one_way), elsewhere=0.04)

    lasted = line.send(range(1, 301), range(1, 1201))

    assert line.refusals == 0
    assert 1200 / lasted >= 0.95 * 30
    assert line.transactions < 1500 / 8


@pytest.mark.parametrize("one_way", [0.001, 0.1])
def test_a_program_that_is_hardly_ever_there_still_takes_many_letters_at_a_time(one_way: float) -> None:
    line = Line(lambda: (one_way, one_way), elsewhere=0.3)

    line.send(range(1, 301), range(1, 1201))

    assert line.refusals == 0
    assert line.transactions < 1500 / 8


def test_reminders_go_two_at_a_time_so_that_one_waking_does_for_both() -> None:
    line = Line(lambda: (0.02, 0.02))

    line.send(range(1, 301), range(1, 601))

    moments = {at for at, _ in line.served}
    assert len(moments) <= 0.55 * len(line.served)
    assert _most_within([*moments], 1.0) <= 20, "and evenly all the same"


def test_it_is_never_refused_over_a_restless_network() -> None:
    delays = Random(1)
    line = Line(lambda: (delays.uniform(0.02, 0.05), delays.uniform(0.02, 0.05)))

    lasted = line.send(range(1, 301), range(1, 901))

    assert line.refusals == 0
    assert 900 / lasted >= 0.95 * 30


def test_no_second_has_more_than_thirty_not_even_the_first() -> None:
    line = Line(lambda: (0.01, 0.01))

    line.send(range(1, 151))

    assert _most_within([at for at, _ in line.served], 1.0) == 30


delays = st.floats(0.001, 0.24)
chats = st.lists(st.sampled_from([1, 2, 3, -1, *range(10, 40)]), min_size=30, max_size=80)


@settings(max_examples=40, deadline=None)
@given(chats, st.lists(st.tuples(delays, delays), min_size=1, max_size=50))
def test_whatever_the_delays_no_chat_is_written_to_too_often(
    letters: list[int], travels: list[tuple[float, float]]
) -> None:
    line = Line(itertools.cycle(travels).__next__)

    line.send(letters)

    assert line.refusals == 0
    assert Counter(chat_id for _, chat_id in line.served) == Counter(letters)


def test_one_person_gets_one_a_second_and_a_group_twenty_a_minute() -> None:
    to_a_person = Line(lambda: (0.005, 0.005)).send([PERSON] * 10)
    to_a_group = Line(lambda: (0.005, 0.005)).send([GROUP] * 40)

    assert 9.0 <= to_a_person <= 9.4
    assert 60.0 <= to_a_group <= 61.0


def test_a_person_who_is_written_to_without_end_delays_nobody() -> None:
    line = Line(lambda: (0.005, 0.005))

    line.send([PERSON] * 20 + [*range(100, 160)])

    others = [at for at, chat_id in line.served if chat_id != PERSON]
    assert max(others) - min(others) < 60 / 30 + 0.2


async def test_a_whole_morning_goes_out_within_the_permitted_rate_to_a_server_that_enforces_it(tmp_path: Path) -> None:
    """How near to the permitted rate it comes is shown above, in seconds that no busy machine stretches."""
    async with office(tmp_path, 120, limits=True, rate=30, chat=1.0, answer=20) as here, here.at_work():
        await here.until(here.all_got, within=60)

        at = [call.second for call in here.calls()]
        assert [call.refusal for call in here.calls() if call.refusal] == []
        assert _most_within(at, 1.0) <= 30


async def test_an_answer_goes_before_reminders_that_wait(tmp_path: Path) -> None:
    async with office(tmp_path, 60, rate=30) as here, here.at_work():
        await here.until(lambda: len(here.calls()) >= 30)
        here.sandbox.world.says(60, "/help")
        await here.until(lambda: here.got(60, "/"))

        assert len(here.calls()) < 50
        assert here.got(60, "交办") == []


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def rate(seconds: Seconds) -> Rate:
    return Rate(seconds)


@pytest.mark.parametrize("one_way", [0.001, 0.1])
def test_an_answer_goes_at_once_while_reminders_take_all_there_is(one_way: float) -> None:
    line = Line(lambda: (one_way, one_way))

    waits = line.answer_meanwhile(range(1, 601), range(1001, 1019), every=1.07)

    assert line.refusals == 0
    assert len(waits) == 18
    assert max(waits[2:]) <= one_way + 0.01, "once it is known how long answers of the server take"


def test_a_refusal_holds_its_chat_to_the_second_and_no_other(rate: Rate, seconds: Seconds) -> None:
    rest = rate.refused(rate.begin(PERSON), 7 * SECOND)

    assert rest == 7 * SECOND
    assert not rate.rests(8)
    assert rate.room() > 1
    seconds.now += 6.99
    assert rate.rests(PERSON)
    seconds.now += 0.01
    assert not rate.rests(PERSON)


def test_an_absurd_refusal_is_clamped(rate: Rate) -> None:
    assert rate.refused(rate.begin(PERSON), timedelta(days=9999)) == LONGEST_ASKED * SECOND
    assert rate.refused(rate.begin(8), timedelta(0)) == SECOND
    assert rate.refused(rate.begin(9), -SECOND) == SECOND


def test_after_several_refusals_in_a_row_everybody_waits_but_for_trials(rate: Rate, seconds: Seconds) -> None:
    for sending in [rate.begin(chat_id) for chat_id in range(30)]:
        rate.refused(sending, 30 * SECOND)

    assert rate.room() == 0
    trials = 0
    while seconds.now < 1030.0:
        seconds.now += rate.eases_in()
        if rate.room():
            trials += 1
            rate.refused(rate.begin(100 + trials), 30 * SECOND)
    assert 4 <= trials <= 9


def test_one_letter_that_gets_through_ends_the_wait(rate: Rate, seconds: Seconds) -> None:
    for sending in [rate.begin(chat_id) for chat_id in range(SEVERAL)]:
        rate.failed(sending, "502")
    seconds.now += 5.0

    assert rate.room() == 1
    trial = rate.begin(50)
    assert rate.room() == 0
    rate.answered(trial)

    assert rate.room() > 1


def test_a_letter_that_gets_through_meanwhile_shows_that_it_is_the_chats_own_trouble(rate: Rate) -> None:
    for chat_id in range(10):
        rate.failed(rate.begin(chat_id), "502")
        rate.answered(rate.begin(100 + chat_id))

    assert rate.room() == 10


def test_a_token_that_is_not_taken_stops_everybody_at_once(rate: Rate) -> None:
    rate.unauthorized(rate.begin(PERSON), "Unauthorized")

    assert rate.room() == 0
    assert 0 < rate.eases_in() <= 5


def test_a_chat_that_fails_again_and_again_is_tried_less_and_less(rate: Rate, seconds: Seconds) -> None:
    rests = []
    for _ in range(12):
        rests.append(rate.failed(rate.begin(PERSON), "lost", in_doubt=True) / SECOND)
        seconds.now += rests[-1]
        rate.answered(rate.begin(8))

    assert rests == sorted(rests)
    assert rests[0] == 2.0
    assert rests[-1] == 300.0
    rate.answered(rate.begin(PERSON))
    assert rate.failed(rate.begin(PERSON), "lost", in_doubt=True) == 2 * SECOND


def test_a_message_without_an_answer_fills_its_place_for_a_while_only(rate: Rate, seconds: Seconds) -> None:
    for chat_id in range(30):
        rate.begin(chat_id)
    assert rate.room() == 0

    seconds.now += 1.5

    assert rate.room() > 1
    assert rate.eases_in() == math.inf


def test_a_message_whose_answer_is_late_may_have_come_in_as_late(rate: Rate, seconds: Seconds) -> None:
    burst = [rate.begin(chat_id) for chat_id in range(30)]
    seconds.now += 0.7  # this process stood still, or the server
    for sending in burst:
        rate.answered(sending)

    seconds.now += 1 - AHEAD - 0.01
    assert rate.room() == 0

    seconds.now += 0.02
    assert rate.room() > 1


def test_limits_that_are_switched_off_leave_only_what_was_asked(seconds: Seconds) -> None:
    rate = Rate(seconds, per_second=0, per_chat=0, per_group_minute=0)
    for _ in range(100):
        rate.answered(rate.begin(PERSON))
        rate.answered(rate.begin(GROUP))

    assert rate.room() > 1000
    assert not rate.rests(PERSON)
    rate.refused(rate.begin(GROUP), 5 * SECOND)
    assert rate.rests(GROUP)
