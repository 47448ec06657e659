"""How fast letters may go out: Telegram's rates kept in front of the sender, refusals obeyed, trouble waited out.

Limits: 30 messages a second in all, one a second to a person, twenty a minute to a group
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). Seconds are of a steady clock given
as an argument, never the office's, which may be moved.
"""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.trouble import FIRST_PAUSE, LONGEST_PAUSE, Trouble
from bot.window import UNLIMITED, Sending, Window

AHEAD = 0.8
"""Seconds: letters are taken so long before their turn, sixteen in one transaction: each by itself would cost more than
the sending. They are fewer than may be on their way at once, so that there is a place for an answer."""
_REFILLED_BELOW = 3
"""New ones are taken when a third of them still waits: what has gone meanwhile is written in the same transaction."""
_RESTED_TOGETHER = 0.2
"""Seconds in which chats that will have rested are waited for together, rather than asked about one by one."""
LONGEST_ASKED = 3600.0
"""A longer retry_after is a fault of the server, not a wish."""
_KEPT_OF, _KEPT_FOR = 30, 60.0
"""Of so many places a second, one is kept for an answer for so many seconds after the last: where people are answering,
the next of them is not to wait until reminders leave one."""
_HASTE, _HASTE_OF_ANSWERS = 1.05, 4
"""Times the permitted rate at most. Reminders go evenly: a place is soon free for whoever waits for an answer."""
_CAUGHT_UP = 0.15
"""Seconds that a program with other things to do may have let a letter wait, and the next ones make up for."""
_MOMENT = 0.001  # no wait is shorter
_LEEWAY = 0.01  # seconds by which the quickest answer may have been slower than the network
_KNOWN_ANSWERS = 200
_FIRST_REST, _LONGEST_REST, _LONGEST_DOUBT = 2.0, 15.0, 300.0  # for one chat whose sends fail


@dataclass(slots=True)
class _Chat:
    window: Window
    not_before: float = 0.0
    failures: int = 0  # in a row


class Rate:
    """Says when letters may go, and is told of each how it went. A setting of 0 switches that limit off."""

    def __init__(
        self, steady: Callable[[], float], per_second: int = 30, per_chat: float = 1.0, per_group_minute: int = 20
    ) -> None:
        self._steady = steady
        self._everybody = Window(per_second, 1.0)
        self._per_chat = per_chat
        self._per_group_minute = per_group_minute
        self._chats: dict[int, _Chat] = {}
        self._trouble = Trouble()
        self._in_turn = {is_answer: asyncio.Lock() for is_answer in (False, True)}
        self.per_second = per_second
        self._has_part = True
        self.use_part(per_second)
        self._last_turn_at = self._answer_begun_at = -math.inf
        self._waiting = {False: 0, True: 0}  # answers to people, and the rest
        self._answer_times = deque([0.0], maxlen=_KNOWN_ANSWERS)  # the first answers, of a full burst, say too little

    def use_part(self, per_second: int) -> None:
        """Other processes send for the same bot: use no more than a part of the permitted rate, which may be none."""
        self._has_part = per_second > 0 or not self.per_second
        self._everybody.allow(max(per_second, 1) if self.per_second else 0)
        self._apart = 1 / max(per_second, 1) if self.per_second else 0.0
        self._permitted = per_second
        self._near = max(1, int(AHEAD * _HASTE / self._apart)) if self.per_second else UNLIMITED

    def now(self) -> float:
        """Seconds of the steady clock."""
        return self._steady()

    def room(self, *, for_answers: bool = False) -> int:
        """How many letters may be taken now, to go at once or as good as at once; reminders wait behind answers."""
        if not self._has_part:
            return 0
        now = self._steady()
        near = min(self._everybody.room(now + AHEAD), self._near)
        waiting = self._before(for_answers)
        room = near - waiting if waiting <= self._near // _REFILLED_BELOW else 0  # several at once, not one by one
        if not self._trouble.is_everybodys:
            return max(0, room)
        return min(max(0, room), 1) if now >= self._trouble.until else 0

    def rests(self, chat_id: int) -> bool:
        """Whether this chat may not be written to yet."""
        now = self._steady()
        return self._rested_at(chat_id) > now

    def eases_in(self) -> float:
        """Seconds until there is room again, or until the next resting chats are rested; infinity for neither."""
        now = self._steady()
        waiting = self._before(for_answers=False)
        room_at = self._everybody.opens_at(waiting + 1 + self._kept()) - AHEAD
        if (too_many := waiting - self._near // _REFILLED_BELOW) > 0:
            room_at = max(room_at, self._gone_at(too_many) + self._apart)  # a letter later rather than once too often
        if self._trouble.is_everybodys:
            room_at = max(room_at, self._trouble.until)
        if room_at <= now:
            self._forget(now)
            rested_at = sorted(at for chat_id in self._chats if (at := self._rested_at(chat_id)) > now)
            room_at = max((at for at in rested_at if at <= rested_at[0] + _RESTED_TOGETHER), default=math.inf)
        return max(_MOMENT, room_at - now)

    async def turn(self, chat_id: int, *, is_answer: bool = False) -> Sending:
        """Wait for the moment at which a letter that was taken may go, one after the other, and begin it.

        An answer passes whatever else waits: the next place is its own.
        """
        self._waiting[is_answer] += 1
        try:
            async with self._in_turn[is_answer]:
                while self._may_go_at(is_answer) > self._steady():  # noqa: ASYNC110
                    await asyncio.sleep(self._wakes_at(is_answer) - self._steady())
                sending = self.begin(chat_id)
                if is_answer:
                    self._answer_begun_at = sending.begun_at
                return sending
        finally:
            self._waiting[is_answer] -= 1

    def _may_go_at(self, is_answer: bool) -> float:
        ahead = 0 if is_answer else self._waiting[True] + self._kept()
        return max(self._everybody.opens_at(1 + ahead), self._next_at(is_answer))

    def _wakes_at(self, is_answer: bool) -> float:
        """A reminder waits for the next one's turn as well, while nobody is answering: one waking does for both."""
        at = self._may_go_at(is_answer)
        if is_answer or self._is_answering():
            return at
        return max(at, self._next_at(is_answer) + self._apart / _HASTE)

    def _kept(self) -> int:
        """Places that reminders leave free."""
        return self._permitted // _KEPT_OF if self._is_answering() else 0

    def _is_answering(self) -> bool:
        """Whether people are being answered, of late."""
        return self._steady() - self._answer_begun_at < _KEPT_FOR

    def _gone_at(self, many: int) -> float:
        """When so many reminders more can have gone."""
        return max(
            self._everybody.opens_at(many + self._kept()),
            self._next_at(is_answer=False) + (many - 1) * self._apart / _HASTE,
        )

    def _next_at(self, is_answer: bool) -> float:
        return self._last_turn_at + self._apart / (_HASTE_OF_ANSWERS if is_answer else _HASTE)

    def _before(self, for_answers: bool) -> int:
        """How many were taken and wait to go before one more."""
        return self._waiting[True] if for_answers else sum(self._waiting.values())

    def begin(self, chat_id: int) -> Sending:
        """A message goes out now."""
        now = self._steady()
        sending = Sending(chat_id, now, is_trial=self._trouble.is_everybodys)
        self._last_turn_at = min(now, max(now - _CAUGHT_UP, self._next_at(is_answer=False)))
        self._everybody.add(sending)
        self._chat(chat_id).window.add(sending)
        self._trouble.begun(sending)
        return sending

    def answered(self, sending: Sending) -> None:
        """The server took it, or refused it for what it says or whom it is for: the server is well."""
        now = self._note_answer(sending)
        self._answer_times.append(now - sending.begun_at)
        self._chat(sending.chat_id).failures = 0
        self._trouble.is_over()

    def refused(self, sending: Sending, asked: timedelta) -> timedelta:
        """429: the chat rests for as long as was asked, within reason; returns that time."""
        now = self._note_answer(sending)
        rest = min(max(asked / timedelta(seconds=1), 1.0), LONGEST_ASKED)
        self._hold(sending, now + rest)
        self._trouble.grows(sending, now, rest, "429")
        return timedelta(seconds=rest)

    def failed(self, sending: Sending, why: str, in_doubt: bool = False) -> timedelta:
        """No usable answer: the chat rests, longer each time; longest where each try may be one more copy."""
        now = self._note_answer(sending)
        chat = self._chat(sending.chat_id)
        chat.failures += 1
        longest = _LONGEST_DOUBT if in_doubt else _LONGEST_REST
        rest = min(longest, _FIRST_REST * 2 ** min(chat.failures - 1, 16))
        self._hold(sending, now + rest)
        self._trouble.grows(sending, now, rest, why)
        return timedelta(seconds=rest)

    def unauthorized(self, sending: Sending, why: str) -> timedelta:
        """The token is not taken: that is never one chat's fault, so everybody waits at once."""
        now = self._note_answer(sending)
        self._trouble.grows(sending, now, LONGEST_PAUSE, why, is_everybodys=True)
        return timedelta(seconds=FIRST_PAUSE)

    def _note_answer(self, sending: Sending) -> float:
        now = self._steady()
        quickest = max(0.0, min(self._answer_times) - _LEEWAY)
        sending.counted_at = max(sending.begun_at, now - quickest)
        return now

    def _hold(self, sending: Sending, until: float) -> None:
        chat = self._chat(sending.chat_id)
        chat.not_before = max(chat.not_before, until)

    def _forget(self, now: float) -> None:
        """Let go of chats about which nothing need be remembered."""
        self._chats = {
            chat_id: chat
            for chat_id, chat in self._chats.items()
            if chat.not_before > now or chat.failures or not chat.window.is_empty(now)
        }

    def _chat(self, chat_id: int) -> _Chat:
        if chat_id not in self._chats:
            window = Window(self._per_group_minute, 60.0) if chat_id < 0 else self._person()
            self._chats[chat_id] = _Chat(window)
        return self._chats[chat_id]

    def _person(self) -> Window:
        return Window(1, 1 / self._per_chat) if self._per_chat else Window(0, 0.0)

    def _rested_at(self, chat_id: int) -> float:
        chat = self._chats.get(chat_id)
        return max(chat.not_before, chat.window.opens_at()) if chat else -math.inf
