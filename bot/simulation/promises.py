"""The promises, reckoned at rest from what the network saw and what the books hold, never from the program's word."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.simulation.chats import Fate
from bot.simulation.letters import Broken, Letters
from bot.simulation.network import Network
from bot.simulation.program import ZONE
from scheduler.clock import local
from scheduler.ping_days import ping_day
from scheduler.rules import Rules
from scheduler.workdays import Workdays
from storage.book_rows import Change, Told
from storage.books import Books
from storage.states import ItemState, NoticeState

S = ItemState
_LEGAL: dict[ItemState, set[ItemState]] = {
    S.TO_SIGN: {S.SIGNED, S.WORKING, S.SUBMITTED},
    S.SIGNED: {S.TO_SIGN, S.WORKING, S.SUBMITTED},
    S.WORKING: {S.TO_SIGN, S.SIGNED, S.SUBMITTED},
    S.SUBMITTED: {S.TO_SIGN, S.SIGNED, S.WORKING, S.RETURNED, S.DONE, S.ONGOING, S.NOT_APPLICABLE},
    S.RETURNED: {S.SUBMITTED},
    S.DONE: {S.STRUCK_OFF},
    S.STRUCK_OFF: set(),
    S.ONGOING: set(),
    S.NOT_APPLICABLE: set(),
    S.CARRIED_OVER: set(),
    S.STOPPED: set(),
}
_LEGAL_BY = {
    "take_back": {S.TO_SIGN, S.SIGNED, S.WORKING, S.RETURNED},
    "undo": set(S),
    "accept_as_nil": {S.NOT_APPLICABLE},
}
PLANNED_AT = time(8, 30)  # by the timetable
_IN_HAND = 64  # letters, at most, whose fate a dying process had not written down yet
_FINAL = frozenset({NoticeState.SENT, NoticeState.WITHDRAWN, NoticeState.UNCERTAIN})
_DELIVERED = frozenset({NoticeState.SENT, NoticeState.UNCERTAIN})


class Promises:
    """Holds what was seen so far, and raises Broken where something of it cannot be."""

    def __init__(self, books: Books, networks: dict[int, Network], letters: dict[int, Letters]) -> None:
        self._books = books
        self._networks = networks
        self._letters = letters
        self._heads = dict.fromkeys(networks, (0, ""))
        self._states: dict[int, ItemState] = {}
        self._last_notice = self._counted = 0
        self._watched: set[int] = set()
        self._may_doubt: Counter[int] = Counter()
        self._copies: Counter[int] = Counter()
        self._judged = dict.fromkeys(networks, 0)
        self._answered = dict.fromkeys(networks, 0)

    @property
    def doubts(self) -> int:
        """How often a letter went whose fate the program could not know."""
        return self._may_doubt.total()

    def process_died(self) -> None:
        """What was in the dead process's hands may have arrived."""
        leased = self._books.leased()
        self._may_doubt.update(leased)
        for letters in self._letters.values():
            for letter in letters.sent[-_IN_HAND:]:
                if not leased.isdisjoint(letter.told):
                    letter.request.is_settled = False

    def hold(self) -> None:
        """Look at everything that has changed since the last time; for a moment at which nothing is under way."""
        self._hold_chain()
        self._hold_states()
        self._count_letters()
        self._hold_notices()
        self._hold_updates()
        if self._books.foreign_links():
            raise Broken("a row of one office names a row of another")

    def nothing_is_late(self, now: datetime, rules: Rules, workdays: Workdays) -> None:
        """On a working afternoon that began in order: what was due this morning has gone, nobody was forgotten."""
        today = local(now, ZONE).date()
        morning = datetime.combine(today, rules.office_opens, ZONE)
        told_today = {
            (one.office_id, one.request.chat_id)
            for letters in self._letters.values()
            for one in letters.sent
            if one.day == today and one.is_unasked and one.request.is_accepted
        }
        for one in self._books.notices(self._last_notice, self._watched):
            waits = one.state is NoticeState.PENDING and one.planned_at < morning
            if waits and not (one.is_unasked and (one.office_id, one.chat_id or 0) in told_today):
                raise Broken(f"late: {one.key} was due this morning and has not gone by {now:%H:%M}")
        monday = today - timedelta(days=today.weekday())
        is_ping_week = ping_day(today, rules, workdays) == monday
        forgotten = self._books.forgotten(datetime.combine(today, PLANNED_AT, ZONE), monday, is_ping_week)
        if forgotten:
            raise Broken(f"forgotten: {'、'.join(forgotten)} was never planned")

    def nothing_is_lost(self) -> None:
        """After days of fair weather nothing waits any more."""
        waiting = [one.key for one in self._books.notices(0, ()) if one.state is NoticeState.PENDING]
        if waiting:
            raise Broken(f"lost: {'、'.join(waiting[:5])} never went")
        for office_id, network in self._networks.items():
            missing = [one["update_id"] for one in network.waiting]
            if missing:
                raise Broken(f"lost: update {missing[0]} of office {office_id} was never fetched")

    def _hold_chain(self) -> None:
        for office_id, (number, head) in self._heads.items():
            for event in self._books.events(office_id, number):
                if (event.number, event.previous) != (number + 1, head):
                    raise Broken(f"the audit chain breaks at event {event.number}")
                number, head = event.number, event.hash
                self._move(event)
            self._heads[office_id] = (number, head)

    def _move(self, event: Change) -> None:
        """An event that names an item says where it stands then."""
        kind, _, record = event.subject.partition("/")
        said = json.loads(event.detail) if event.detail else {}
        if kind != "item" or "state" not in said:
            return
        item, after = int(record), ItemState(said["state"])
        before = self._states.get(item, S.TO_SIGN)
        legal = _LEGAL_BY.get(event.act) or {before, *_LEGAL[before]}
        if after not in legal:
            raise Broken(f"item {item} went from {before} to {after} by {event.act}")
        self._states[item] = after

    def _hold_states(self) -> None:
        """Where an item stands follows from the events; only stopping and carrying over are said of whole rows."""
        for item, (_, _, state) in self._books.items().items():
            known = self._states.get(item, S.TO_SIGN)
            if state in (S.STOPPED, S.CARRIED_OVER):
                self._states[item] = state
            elif state is not known:
                raise Broken(f"item {item} stands at {state}, by the events at {known}")

    def _count_letters(self) -> None:
        """What the network did with the letters that have ended since."""
        for office_id, letters in self._letters.items():
            for letter in letters.sent[self._judged[office_id] :]:
                if letter.request.fate in (Fate.LOST_BEFORE, Fate.LOST_AFTER):
                    self._may_doubt.update(letter.told)
                if letter.request.is_accepted and letter.request.method != "editMessageText":
                    self._copies.update(letter.told)
            self._judged[office_id] = len(letters.sent)
            if self._networks[office_id].refusals:
                raise Broken("letters came faster than the server permits")

    def _hold_notices(self) -> None:
        before, count, last = self._books.counted(self._last_notice)
        if before != self._counted or (self._books.numbers_without_gaps and count != last):
            raise Broken(f"conservation: {self._counted} messages were planned, then {last}; {count} are accounted for")
        self._counted = count
        seen = self._books.notices(self._last_notice, self._watched)
        self._watched = {one.notice_id for one in seen if one.state not in _FINAL}
        self._last_notice = last
        for one in seen:
            self._hold_notice(one)

    def _hold_notice(self, one: Told) -> None:
        copies, allowed = self._copies[one.notice_id], self._may_doubt[one.notice_id]
        if one.doubts > allowed:
            raise Broken(f"{one.key} is marked {one.doubts} times as uncertain, {allowed} sends were")
        if copies > 1 + one.doubts:
            raise Broken(f"{one.key} arrived {copies} times, marked {one.doubts} times as uncertain")
        if one.state is NoticeState.SENT and copies > 1:
            raise Broken(f"{one.key} arrived {copies} times and stands as sent")
        if one.state in _DELIVERED and one.message_id not in self._networks[one.office_id].message_ids:
            raise Broken(f"{one.key} stands as {one.state}, and nobody has it")

    def _hold_updates(self) -> None:
        for office_id, update_id, why in self._books.unhandled():
            if why or self._networks[office_id].is_fair:
                raise Broken(f"update {update_id} was not handled: {why or 'it waits'}")
        for office_id, network in self._networks.items():
            for update in network.handed_over[self._answered[office_id] :]:
                is_edit = "edited_message" in update  # what has been decided on is not answered again
                if not is_edit and not self._books.is_answered(office_id, update["update_id"]):
                    raise Broken(f"update {update['update_id']} went unanswered")
            self._answered[office_id] = len(network.handed_over)
        twice = self._books.reported_twice()
        if twice:
            raise Broken(f"update {twice[0][0]} was written down twice for item {twice[0][1]}")


def once_a_day(letters: Sequence[Letters], handed_out: Counter[tuple[int, date]]) -> None:
    """One unasked message per liaison and working day; more only where an answer was lost, or the office asked."""
    for one in letters:
        sent: Counter[tuple[int, date]] = Counter()
        doubtful: Counter[tuple[int, date]] = Counter()
        for letter in one.sent:
            if letter.is_unasked and letter.request.is_accepted:
                sent[letter.request.chat_id, letter.day] += 1
                doubtful[letter.request.chat_id, letter.day] += not letter.request.is_settled
        for (chat, day), times in sent.items():
            if times > 1 + doubtful[chat, day] + handed_out[letter.office_id, day]:
                raise Broken(f"chat {chat} got {times} unasked messages on {day}")
