"""Letters go out as fast as Telegram permits and no faster; what it refuses waits, and nobody else does."""

from __future__ import annotations

import heapq
import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rate import LONGEST_ASKED, SEVERAL, Rate, Sending
from bot.sandbox.limits import Limits
from bot.sandbox.refusals import Refusal

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


@dataclass
class Line:
    """Letters that go out by a Rate to a server that enforces the limits, over a network with delays."""

    travel: Travel
    seconds: Seconds = field(default_factory=Seconds)
    served: list[tuple[float, int]] = field(default_factory=list)  # when they came in, and for whom
    refusals: int = 0

    def __post_init__(self) -> None:
        self.rate = Rate(self.seconds)
        self._server = Limits()
        self._ahead: list[tuple[float, int, bool, Sending]] = []  # what comes in at the server or back from it
        self._numbers = itertools.count()

    def send(self, chats: Iterable[int]) -> float:
        """Send letters as soon as they may go, never two at once to a chat; the seconds it took."""
        begun, waiting, busy = self.seconds.now, list(chats), set[int]()
        while waiting or self._ahead:
            for chat_id in self._that_may_go(waiting, busy):
                waiting.remove(chat_id)
                busy.add(chat_id)
                self._expect(self.seconds.now, self.rate.begin(chat_id), is_answer=False)
            self._move_on(busy, or_at=self.seconds.now + self.rate.eases_in() if waiting else math.inf)
        return self.seconds.now - begun

    def _that_may_go(self, waiting: list[int], busy: set[int]) -> list[int]:
        free = [one for one in dict.fromkeys(waiting) if one not in busy and not self.rate.rests(one)]
        return free[: self.rate.room()]

    def _expect(self, now: float, sending: Sending, *, is_answer: bool) -> None:
        forth, back = self.travel()
        heapq.heappush(self._ahead, (now + (back if is_answer else forth), next(self._numbers), is_answer, sending))

    def _move_on(self, busy: set[int], or_at: float) -> None:
        if not self._ahead or or_at < self._ahead[0][0]:
            self.seconds.now = or_at
            return
        self.seconds.now, _, is_answer, sending = heapq.heappop(self._ahead)
        if is_answer:
            busy.remove(sending.chat_id)
            self.rate.answered(sending)
            return
        try:
            self._server.admit(sending.chat_id, self.seconds.now)
        except Refusal:
            self.refusals += 1
        self.served.append((self.seconds.now, sending.chat_id))
        self._expect(self.seconds.now, sending, is_answer=True)


def _most_within(moments: list[float], span: float) -> int:
    return max(sum(start <= one < start + span for one in moments) for start in moments)


@pytest.mark.parametrize("one_way", [0.001, 0.02, 0.1, 0.2])
def test_it_uses_the_permitted_rate_and_is_never_refused(one_way: float) -> None:
    line = Line(lambda: (one_way, one_way))
    line.send(range(1, 301))

    lasted = line.send(range(1, 1201))

    assert line.refusals == 0
    assert 1200 / lasted >= 0.95 * 30


def test_it_is_never_refused_over_a_restless_network() -> None:
    delays = Random(1)
    line = Line(lambda: (delays.uniform(0.02, 0.05), delays.uniform(0.02, 0.05)))
    line.send(range(1, 301))

    lasted = line.send(range(1, 901))

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
    line = Line(lambda: (0.005, 0.005))

    to_a_person = line.send([PERSON] * 10)
    to_a_group = line.send([GROUP] * 40)

    assert 9.0 <= to_a_person <= 9.4
    assert 60.0 <= to_a_group <= 61.0


def test_a_person_who_is_written_to_without_end_delays_nobody() -> None:
    line = Line(lambda: (0.005, 0.005))

    line.send([PERSON] * 20 + [*range(100, 160)])

    others = [at for at, chat_id in line.served if chat_id != PERSON]
    assert max(others) - 1000.0 < 60 / 30 + 0.2


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def rate(seconds: Seconds) -> Rate:
    return Rate(seconds)


def test_a_refusal_holds_its_chat_to_the_second_and_no_other(rate: Rate, seconds: Seconds) -> None:
    rest = rate.refused(rate.begin(PERSON), 7 * SECOND)

    assert rest == 7 * SECOND
    assert not rate.rests(8)
    assert rate.room() > 20
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

    assert rate.room() > 20


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

    assert rate.room() == 30
    assert rate.eases_in() == math.inf


def test_limits_that_are_switched_off_leave_only_what_was_asked(seconds: Seconds) -> None:
    rate = Rate(seconds, per_second=0, per_chat=0, per_group_minute=0)
    for _ in range(100):
        rate.answered(rate.begin(PERSON))
        rate.answered(rate.begin(GROUP))

    assert rate.room() > 1000
    assert not rate.rests(PERSON)
    rate.refused(rate.begin(GROUP), 5 * SECOND)
    assert rate.rests(GROUP)
