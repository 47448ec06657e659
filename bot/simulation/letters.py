"""Every letter as it goes out: to whom, when, and whether it is true, by what the books hold at that moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.simulation.chats import Fate, Request
from bot.simulation.program import ZONE
from scheduler.clock import local
from scheduler.rules import Rules
from scheduler.workdays import Workdays
from storage.book_rows import Claimed
from storage.books import Books
from storage.states import UNASKED, WITH_UNIT, ItemState, NoticeKind, Part, TaskState
from storage.values import DeadlineKind

MOMENT = timedelta(seconds=2)
"""What was changed this shortly before a letter went may be unknown to it."""


class Broken(BaseException):
    """A promise does not hold. The message is the finding; no code of the program catches it as a fault of its own."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A request to the network, and the notices that were in its sender's hands when it began."""

    office_id: int
    request: Request
    notices: tuple[Claimed, ...]
    day: date
    untrue: frozenset[int]

    @property
    def is_unasked(self) -> bool:
        """Whether nobody had asked for it."""
        return any(one.kind in UNASKED for one in self.notices)

    @property
    def told(self) -> list[int]:
        """The notices that it may speak of."""
        return [one.notice_id for one in self.notices if one.notice_id not in self.untrue]


class Letters:
    """Watches the letters of one office begin. Raises Broken at one that should not."""

    def __init__(
        self, office_id: int, books: Books, clock: Callable[[], datetime], rules: Rules, workdays: Workdays
    ) -> None:
        self._office_id = office_id
        self._books = books
        self._clock = clock
        self._rules = rules
        self._workdays = workdays
        self.sent: list[Letter] = []
        self._with: dict[int, list[Letter]] = {}  # by notice

    def begins(self, request: Request) -> None:
        """A letter goes out now."""
        at = local(self._clock(), ZONE)
        notices = tuple(self._books.under_way(self._office_id, request.chat_id, at.date()))
        untrue = frozenset(one.notice_id for one in notices if not self.is_true(one, at.date()))
        letter = Letter(self._office_id, request, notices, at.date(), untrue)
        self.sent.append(letter)
        self._goes_once(letter)
        if letter.is_unasked and not self._may_be_sent(at):
            self._found(letter, f"an unasked message at {at:%Y-%m-%d %H:%M}")
        changed_at = self._books.changed_at(self._office_id)
        is_settled = changed_at is None or abs(at - changed_at) > MOMENT
        if is_settled and not notices:
            self._found(letter, "a message that no notice stands for")
        if is_settled and not all(one.holds_post for one in notices):
            self._found(letter, "somebody who does not hold the post")
        if is_settled and notices and letter.is_unasked and not letter.told:
            self._found(letter, "nothing of it is true")

    def must_be_kept(self, update_ids: Sequence[int]) -> None:
        """These updates have been acknowledged: the network will not hand them over again."""
        lost = [one for one in update_ids if not self._books.is_kept(self._office_id, one)]
        if lost:
            raise Broken(f"update {lost[0]} was acknowledged and is not kept")

    def is_true(self, one: Claimed, today: date) -> bool:
        """Whether a reminder may be read now, by the rules of the specification and not by the plan's code."""
        if one.kind not in UNASKED or one.kind is NoticeKind.LETTER:
            return True
        if one.task_state is not TaskState.CONFIRMED or one.item_state not in WITH_UNIT:
            return False
        due = one.returned_due_on if one.item_state is ItemState.RETURNED and one.returned_due_on else one.due_on
        if one.kind is NoticeKind.ASSIGNMENT:
            return not one.is_known
        if one.kind is NoticeKind.NUDGE:
            return True
        if one.part is Part.ASSISTING:
            return False
        if one.kind is NoticeKind.PROGRESS:
            return one.deadline is DeadlineKind.WHOLE_YEAR
        if due is None or f"/{due}/" not in f"{one.key}/":
            return False
        if one.kind is NoticeKind.OVERDUE:
            return one.may_be_late and today > due
        by = self._workdays.last_workday_on_or_before(due)
        left = self._workdays.workdays_between(today, by)
        return left == 0 if one.kind is NoticeKind.DUE_TODAY else 0 < left <= max(self._rules.advance)

    def _goes_once(self, letter: Letter) -> None:
        """What has arrived, and was written down as arrived, never goes again."""
        for notice_id in letter.told:
            before = self._with.setdefault(notice_id, [])
            if any(one.request.fate is Fate.ACCEPTED and one.request.is_settled for one in before):
                self._found(letter, "what had arrived goes again")
            before.append(letter)

    def _may_be_sent(self, at: datetime) -> bool:
        in_hours = self._rules.office_opens <= at.time() and (at - MOMENT).time() < self._rules.office_closes
        return in_hours and self._workdays.is_workday(at.date())

    def _found(self, letter: Letter, what: str) -> None:
        keys = "、".join(one.key for one in letter.notices)
        raise Broken(f"chat {letter.request.chat_id}: {what} [{keys}] {letter.request.text[:60]!r}")
