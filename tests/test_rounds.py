"""The two loops of time: a day planned twice is planned once, and what goes out is true, in hours, and one letter."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from bot.sandbox.faults import Fault, FaultKind
from messages.html import plain
from messages.letter import Letter
from scheduler import deciding, taking
from scheduler.clock import local
from scheduler.outlook import outlook
from scheduler.rounds import Rounds
from scheduler.rules import Rules
from scheduler.sending import AT_ONCE
from scheduler.workdays import Workdays
from storage.delivery import Outcome, Retry, Sent, Unreachable
from storage.desk import Desk
from storage.records import Item, Notice, Plan
from storage.states import UNASKED, Intent, ItemState, NoticeKind, NoticeState, Post, Role
from storage.store import LEASE, Store, open_office
from storage.values import DeadlineKind, Field, Roster, RosterUnit, RowQuestion, TaskRow
from tests.district import CHINA, EDUCATION, FINANCE, OFFICE, ROSTER, TOWN, district, document, row
from tests.prepared import once
from tests.sandboxed import SetClock

MONDAY = datetime(2022, 9, 19, 8, 0, tzinfo=CHINA)
EVERYBODY = {TOWN: "柳河镇", EDUCATION: "区教育局", FINANCE: "区财政局"}


class Postbox:
    """Takes every letter, or says what it was told to say for a chat."""

    def __init__(self) -> None:
        self.letters: list[tuple[int, Letter]] = []
        self.outcomes: defaultdict[int, deque[Outcome]] = defaultdict(deque)

    async def send(self, chat_id: int, letter: Letter, _is_answer: bool) -> Outcome:
        """As the border does it."""
        outcome = self.outcomes[chat_id].popleft() if self.outcomes[chat_id] else Sent(len(self.letters) + 1)
        if isinstance(outcome, Sent):
            self.letters.append((chat_id, letter))
        return outcome

    def take(self) -> list[tuple[int, str]]:
        """To whom what was said since the last time, rows only."""
        taken = [(chat_id, rows_of(letter.text)) for chat_id, letter in self.letters]
        self.letters.clear()
        return sorted(taken)


def rows_of(text: str) -> str:
    """「逾期催办 4 临期提醒 3」 of a reminder; the first words of anything else."""
    shown = re.sub(r"<[^>]+>", "", text)
    single = re.match(r"【(\w+)】第(\d+)项", shown)
    if single:
        return f"{single[1]} {single[2]}"
    if not shown.startswith("【政务公开任务提醒】"):
        return shown[:12]
    found = re.findall(r"^【(\w+)】\d+项|^(\d+)　", shown, re.MULTILINE)
    return " ".join(kind or number for kind, number in found)


class Bureau:
    """A store, its rounds and a postbox; the clock stands still until it is set."""

    def __init__(self, engine: Engine, rules: Rules | None = None, roster: Roster = ROSTER) -> None:
        self.clock = SetClock()
        self.at(MONDAY)
        self.postbox = Postbox()
        office_id = open_office(engine, roster.office, MONDAY)
        self.store = Store(engine, office_id, lambda moment: local(moment, CHINA).date())
        self.rounds = Rounds(self.store, self.clock, CHINA, rules or Rules(), Workdays(), self.postbox.send)
        self.act(lambda desk: desk.load_roster(roster))

    def at(self, moment: datetime) -> None:
        """Set the clock."""
        self.clock.instant = moment

    def act(self, does: Callable[[Desk], object]) -> None:
        """One transaction."""
        with self.store.act(self.clock()) as desk:
            does(desk)

    def enrol(self, user_id: int, role: Role, unit: str = "", post: Post = Post.A) -> None:
        """Somebody comes in by a code."""
        with self.store.act(self.clock()) as desk:
            contact = desk.meet(user_id, user_id, unit or "公开办")
            desk.invite(f"{user_id}/{unit}", role, taking.unit_named(desk, unit), post, MONDAY.replace(year=2030))
            assert desk.enrol(contact, f"{user_id}/{unit}") is not None

    def take_in(self, *rows: TaskRow) -> None:
        """Import and confirm a document."""
        with self.store.act(self.clock()) as desk:
            deciding.confirm_ready(desk, desk.store_document(document(*rows), str(len(desk.plans()))))

    async def day(self, moment: datetime) -> list[tuple[int, str]]:
        """Plan at half past eight of a day and send at an hour; what went out."""
        self.at(moment.replace(hour=8, minute=30))
        self.rounds.plan_day()
        return await self.hour(moment)

    async def hour(self, moment: datetime) -> list[tuple[int, str]]:
        """Send what is due at a moment; what went out."""
        self.at(moment)
        await self.rounds.send_due()
        return self.postbox.take()

    def notices(self) -> list[Notice]:
        """Everything planned so far."""
        with self.store.act(self.clock()) as desk:
            return [*desk.session.scalars(select(Notice).order_by(col(Notice.id)))]

    def items(self, number: str) -> list[Item]:
        """A row's items."""
        with self.store.act(self.clock()) as desk:
            return [*desk.session.scalars(select(Item).where(col(Item.number) == number).order_by(col(Item.id)))]

    def report(self, number: str, intent: Intent, due: date | None = None) -> None:
        """The unit says something of a row."""
        with self.store.act(self.clock()) as desk:
            item = desk.session.scalars(select(Item).where(col(Item.number) == number)).first()
            assert item is not None
            desk.actor = desk.liaisons([item.unit_id])[item.unit_id, Post.A]
            desk.report(item, intent, asked_due_on=due)

    def tell(self, user_id: int, body: dict[str, Any], key: str) -> None:
        """Put something to be said at once into a mailbox."""
        with self.store.act(self.clock()) as desk:
            desk.tell(desk.meet(user_id, user_id, ""), body, key=key)


@pytest.fixture
def bureau(engine: Engine) -> Bureau:
    """Three units with a liaison each, and the office."""
    bureau = Bureau(engine)
    once(engine, "bureau", lambda: _everybody(bureau))
    return bureau


def _everybody(bureau: Bureau) -> None:
    for user_id, unit in EVERYBODY.items():
        bureau.enrol(user_id, Role.LIAISON, unit)
    bureau.enrol(OFFICE, Role.OFFICE)


def on(month: int, day: int, hour: int = 9, minute: int = 0, year: int = 2022) -> datetime:
    """A moment of the office's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=CHINA)


# planning


async def test_planning_a_day_ten_times_adds_nothing(bureau: Bureau) -> None:
    bureau.take_in(row("1"), row("2", date(2022, 9, 30), units=["区财政局"]))
    bureau.at(on(9, 19, 8, 30))
    bureau.rounds.plan_day()
    planned = bureau.store.conservation()["planned"]

    for _ in range(9):
        bureau.rounds.plan_day()
    sent = await bureau.hour(on(9, 19))
    for _ in range(9):
        bureau.rounds.plan_day()

    assert sent == [(EDUCATION, "新交办 1"), (FINANCE, "新交办 2")]
    assert await bureau.hour(on(9, 19, 10)) == []
    assert bureau.store.conservation()["planned"] == planned == 2


async def test_a_day_off_plans_nothing(bureau: Bureau) -> None:
    bureau.take_in(row("1"))

    assert await bureau.day(on(9, 24)) == []
    assert bureau.notices() == []


async def test_a_row_with_an_open_question_sends_nothing(bureau: Bureau) -> None:
    bureau.take_in(row("1"), row("2", questions=[RowQuestion(Field.DEADLINE, "时限有两种读法")]))

    assert await bureau.day(on(9, 19)) == [(EDUCATION, "新交办 1")]


async def test_an_item_that_cannot_be_planned_keeps_no_other_from_it(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    no_such_day = Rules(advance=(30_000,))  # before the calendar of working days begins
    bureau = Bureau(engine, no_such_day)
    bureau.enrol(EDUCATION, Role.LIAISON, "区教育局")
    bureau.take_in(row("1"), row("2", date(2022, 9, 20)))
    await bureau.day(on(9, 19))

    sent = await bureau.day(on(9, 26))

    assert sent == [(EDUCATION, "逾期催办 2")]
    assert "not_planned" in caplog.messages
    assert [item.look_on for item in bureau.items("1")] == [date(2022, 9, 27)], "it is tried again the next day"


async def test_a_damaged_rhythm_keeps_no_other_row_from_being_planned(
    bureau: Bureau, caplog: pytest.LogCaptureFixture
) -> None:
    bureau.take_in(yearly("7", date(2022, 9, 30)), row("1"))

    def damage(desk: Desk) -> None:
        [task] = desk.tasks_numbered("7")
        task.rrule = "FREQ=SOMETIMES"

    await bureau.day(on(9, 19))
    bureau.act(damage)

    assert await bureau.day(on(10, 10)) == [(EDUCATION, "逾期催办 7")]
    assert "not_planned" in caplog.messages


async def test_the_next_occurrence_of_a_rhythm_is_handed_out_when_the_last_has_passed(bureau: Bureau) -> None:
    bureau.take_in(yearly("7", date(2022, 9, 30)))
    first = await bureau.day(on(9, 19))
    await bureau.day(on(9, 30))

    second = await bureau.day(on(10, 8))

    assert first == [(EDUCATION, "新交办 7")]
    assert second == [(EDUCATION, "新交办 7")]
    assert [item.due_on for item in bureau.items("7")] == [date(2022, 9, 30), date(2023, 9, 30)]


def yearly(number: str, due: date) -> TaskRow:
    """A row that falls due every year at the end of a month."""
    rule = f"FREQ=YEARLY;BYMONTH={due.month};BYMONTHDAY=-1"
    return row(number, due, kind=DeadlineKind.RECURRING, rrule=rule)


# one message, in hours


async def test_nothing_unasked_goes_out_outside_office_hours(bureau: Bureau) -> None:
    bureau.take_in(row("1"))
    bureau.at(on(9, 19, 8, 30))
    bureau.rounds.plan_day()

    for quiet in (on(9, 19, 8, 59), on(9, 19, 17, 30), on(9, 19, 23), on(9, 20, 3)):
        assert await bureau.hour(quiet) == []

    assert await bureau.hour(on(9, 20)) == [(EDUCATION, "新交办 1")]


async def test_what_was_held_over_a_holiday_is_merged_into_the_next_days_message(bureau: Bureau) -> None:
    bureau.take_in(row("1", date(2022, 10, 8)))
    await bureau.day(on(9, 19))
    bureau.at(on(9, 30, 8, 30))  # 7 October's evening is too late: 30 September is one working day before the 8th
    bureau.take_in(row("2"))
    bureau.rounds.plan_day()

    during_the_holidays = [await bureau.hour(on(10, day)) for day in range(1, 8)]
    after = await bureau.day(on(10, 8))

    assert during_the_holidays == [[]] * 7
    assert after == [(EDUCATION, "今天到期 1 新交办 2")], "the day before was yesterday's word; today's is today's"


async def test_a_liaison_gets_one_unasked_message_a_day_and_the_rest_the_next(bureau: Bureau) -> None:
    bureau.take_in(row("1"))
    assert await bureau.day(on(9, 19)) == [(EDUCATION, "新交办 1")]

    bureau.take_in(row("2"))
    bureau.rounds.plan_day()

    assert await bureau.hour(on(9, 19, 15)) == []
    assert await bureau.hour(on(9, 20)) == [(EDUCATION, "新交办 2")]


async def test_an_answer_goes_out_at_any_hour_and_does_not_use_up_the_days_message(bureau: Bureau) -> None:
    bureau.take_in(row("1"))
    bureau.at(on(9, 18, 23))
    bureau.tell(EDUCATION, note("回执").as_body(), "receipt")

    at_night = await bureau.hour(on(9, 18, 23))
    in_the_morning = await bureau.day(on(9, 19))

    assert at_night == [(EDUCATION, "回执")]
    assert in_the_morning == [(EDUCATION, "新交办 1")]


def note(text: str) -> Letter:
    """A short letter."""
    return Letter(plain(text))


# true when read


async def test_an_item_closed_between_planning_and_sending_is_not_spoken_of(bureau: Bureau) -> None:
    bureau.take_in(row("1", date(2022, 9, 23)), row("2", date(2022, 9, 23)))
    await bureau.day(on(9, 19))
    bureau.at(on(9, 20, 8, 30))
    bureau.rounds.plan_day()

    bureau.report("1", Intent.DONE)

    assert await bureau.hour(on(9, 20)) == [(EDUCATION, "临期提醒 2")]
    assert bureau.store.conservation()["withdrawn"] == 1


async def test_a_message_of_which_nothing_is_true_any_more_is_not_sent_and_uses_up_no_day(bureau: Bureau) -> None:
    bureau.take_in(row("1", date(2022, 9, 23)))
    await bureau.day(on(9, 19))
    bureau.at(on(9, 20, 8, 30))
    bureau.rounds.plan_day()

    bureau.report("1", Intent.DONE)
    at_nine = await bureau.hour(on(9, 20))
    bureau.take_in(row("2"))
    bureau.rounds.plan_day()

    assert at_nine == []
    assert await bureau.hour(on(9, 20, 10)) == [(EDUCATION, "新交办 2")]


async def test_a_day_moved_between_planning_and_sending_withdraws_the_reminder(bureau: Bureau) -> None:
    bureau.take_in(row("1", date(2022, 9, 23)))
    await bureau.day(on(9, 19))
    bureau.report("1", Intent.EXTENSION, date(2022, 10, 31))
    bureau.at(on(9, 20, 8, 30))
    bureau.rounds.plan_day()

    bureau.act(lambda desk: desk.accept(*desk.to_review()[0][:2]))

    assert await bureau.hour(on(9, 20)) == []
    assert await bureau.day(on(10, 11)) == [(EDUCATION, "临期提醒 1")]


async def test_a_task_answered_before_its_assignment_went_out_is_not_handed_out_and_not_forgotten(
    bureau: Bureau,
) -> None:
    bureau.take_in(row("1", date(2022, 9, 30)))
    bureau.at(on(9, 19, 8, 30))
    bureau.rounds.plan_day()
    bureau.report("1", Intent.DONE)
    at_nine = await bureau.hour(on(9, 19))

    bureau.act(lambda desk: desk.send_back(*desk.to_review()[0][:2], "请补充", date(2022, 9, 23)))

    assert at_nine == []
    assert await bureau.day(on(9, 20)) == [(EDUCATION, "临期提醒 1")]
    assert await bureau.day(on(9, 26)) == [(EDUCATION, "逾期催办 1")]


async def test_a_successor_gets_what_was_planned_for_the_liaison_before(bureau: Bureau) -> None:
    successor = 112
    bureau.take_in(row("1"))
    bureau.at(on(9, 19, 8, 30))
    bureau.rounds.plan_day()

    bureau.enrol(successor, Role.LIAISON, "区教育局")

    assert await bureau.hour(on(9, 19)) == [(successor, "新交办 1")]
    assert await bureau.day(on(10, 19)) == [(successor, "临期提醒 1")]


async def test_a_ping_held_into_the_next_week_is_told_as_that_weeks(bureau: Bureau) -> None:
    bureau.take_in(row("1", date(2022, 9, 30)))
    await bureau.day(on(9, 19))
    bureau.postbox.outcomes[EDUCATION] += [Retry(timedelta(hours=1), "Too Many Requests")] * 5

    for day in (10, 11, 12, 13, 14):
        assert await bureau.day(on(10, day)) == []

    assert await bureau.day(on(10, 17)) == [(EDUCATION, "逾期催办 1")]
    assert [item.pings for item in bureau.items("1")] == [1]


async def test_the_second_post_hears_of_the_second_ping_and_not_of_the_first(bureau: Bureau) -> None:
    second_post = 122
    bureau.enrol(second_post, Role.LIAISON, "区教育局", Post.B)
    bureau.take_in(row("1", date(2022, 9, 30)))
    await bureau.day(on(9, 19))

    first = await bureau.day(on(10, 10))
    bureau.report("1", Intent.WORKING)
    planned_again = await bureau.day(on(10, 11))
    second = await bureau.day(on(10, 17))

    assert first == [(EDUCATION, "逾期催办 1")]
    assert planned_again == []
    assert second == [(EDUCATION, "逾期催办 1"), (second_post, "逾期催办 1")]


# 立即交办


async def test_the_office_may_hand_out_at_once_though_the_day_has_had_its_message(bureau: Bureau) -> None:
    bureau.take_in(row("1"))
    await bureau.day(on(9, 19))
    bureau.at(on(9, 19, 15))
    bureau.take_in(row("2"), row("3", units=["区财政局"]), row("4", questions=[RowQuestion(Field.ROW, "有误")]))

    told = hand_out(bureau)

    assert told == (2, 2, 2)
    assert await bureau.hour(on(9, 19, 15)) == [(EDUCATION, "新交办 2"), (FINANCE, "新交办 3")]
    assert hand_out(bureau) == (0, 0, 0)
    assert await bureau.day(on(9, 20)) == []


async def test_handing_out_at_once_in_the_evening_waits_for_the_morning_and_comes_once(bureau: Bureau) -> None:
    bureau.at(on(9, 19, 20))
    bureau.take_in(row("1"))

    hand_out(bureau)
    hand_out(bureau)

    assert await bureau.hour(on(9, 19, 20)) == []
    assert await bureau.day(on(9, 20)) == [(EDUCATION, "新交办 1")]


async def test_handing_out_at_once_counts_the_liaisons_who_are_told(bureau: Bureau) -> None:
    bureau.enrol(122, Role.LIAISON, "区教育局", Post.B)
    bureau.take_in(row("1"))

    assert hand_out(bureau) == (1, 1, 1)


def hand_out(bureau: Bureau) -> tuple[int, int, int]:
    """立即交办 of the newest plan."""
    with bureau.store.act(bureau.clock()) as desk:
        newest: Plan = desk.plans()[-1]
        return bureau.rounds.hand_out(desk, newest)


# who cannot be reached


async def test_a_unit_without_a_liaison_is_told_to_the_office_once(engine: Engine) -> None:
    bureau = Bureau(engine)
    bureau.enrol(OFFICE, Role.OFFICE)
    bureau.enrol(EDUCATION, Role.LIAISON, "区教育局")
    bureau.take_in(row("1"), row("2", units=["区财政局"]))

    first = await bureau.day(on(9, 19))
    later = [letter for day in range(20, 31) if day % 7 not in (3, 4) for letter in await bureau.day(on(9, day))]
    much_later = await bureau.day(on(11, 1)) + await bureau.day(on(1, 4, year=2023))

    assert first == [(OFFICE, "【未送达】区财政局\n提醒"), (EDUCATION, "新交办 1")]
    assert OFFICE not in [chat_id for chat_id, _ in later + much_later]

    bureau.enrol(FINANCE, Role.LIAISON, "区财政局")
    assert (FINANCE, "新交办 2") in await bureau.day(on(1, 5, year=2023))


async def test_units_without_a_liaison_are_told_in_one_message_and_only_of_more_again(engine: Engine) -> None:
    bureau = Bureau(engine)
    bureau.enrol(OFFICE, Role.OFFICE)
    bureau.take_in(row("1", units=["区教育局", "区财政局"]))

    first = await bureau.day(on(9, 19))
    bureau.enrol(EDUCATION, Role.LIAISON, "区教育局")
    fewer = await bureau.day(on(9, 20))
    bureau.take_in(row("2", units=["柳河镇", "区财政局"]))
    more = await bureau.day(on(9, 21))

    assert first == [(OFFICE, "【未送达】2个单位\n提醒")]
    assert fewer == [(EDUCATION, "新交办 1")]
    assert more == [(OFFICE, "【未送达】2个单位\n提醒")]
    assert await bureau.day(on(9, 22)) == []


async def test_an_assignment_that_cannot_be_delivered_is_told_to_the_office_at_once(bureau: Bureau) -> None:
    bureau.take_in(row("1"), row("2", units=["区财政局"]))
    bureau.postbox.outcomes[EDUCATION].append(Unreachable("Forbidden: bot was blocked by the user"))

    at_nine = await bureau.day(on(9, 19))

    assert at_nine == [(OFFICE, "【未送达】区教育局\n提醒"), (FINANCE, "新交办 2")]
    assert [await bureau.day(on(9, day)) for day in (20, 21)] == [[], []]


async def test_an_undelivered_reminder_is_left_to_the_digest(bureau: Bureau) -> None:
    bureau.take_in(row("1", date(2022, 9, 30)))
    await bureau.day(on(9, 19))
    bureau.postbox.outcomes[EDUCATION].append(Unreachable("Forbidden: bot was blocked by the user"))

    assert await bureau.day(on(9, 27)) == []
    assert await bureau.day(on(9, 28)) == []


async def test_whoever_was_out_of_reach_for_weeks_hears_once_of_how_things_stand(bureau: Bureau) -> None:
    bureau.take_in(row("1", date(2022, 9, 30)), row("2", date(2022, 10, 31)))
    await bureau.day(on(9, 19))
    bureau.postbox.outcomes[EDUCATION].append(Unreachable("Forbidden: bot was blocked by the user"))
    for moment in (on(9, 21), on(9, 27), on(9, 29), on(9, 30), on(10, 10), on(10, 11), on(10, 17)):
        assert await bureau.day(moment) == []

    bureau.at(on(10, 18, 11))
    bureau.act(lambda desk: desk.meet(EDUCATION, EDUCATION, "区教育局"))

    assert await bureau.hour(on(10, 18, 11)) == [(EDUCATION, "逾期催办 1 临期提醒 2")]
    assert await bureau.hour(on(10, 18, 12)) == []


# faults


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


async def test_no_more_than_32_letters_are_on_their_way_at_once(engine: Engine) -> None:
    towns = 33
    bureau = Bureau(engine, roster=many_towns(towns))
    for user_id in range(1, towns + 1):
        bureau.enrol(user_id, Role.LIAISON, f"第{user_id}镇")
    bureau.take_in(row("1", units=(), collective=("各乡镇人民政府",)))
    bureau.at(on(9, 19, 8, 30))
    bureau.rounds.plan_day()
    bureau.at(on(9, 19))
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
    bureau = Bureau(engine, roster=many_towns(towns))
    for user_id in range(1, towns + 1):
        bureau.enrol(user_id, Role.LIAISON, f"第{user_id}镇")
    bureau.take_in(row("1", units=(), collective=("各乡镇人民政府",)))
    bureau.at(on(9, 19, 8, 30))
    bureau.rounds.plan_day()
    bureau.at(on(9, 19))
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


# doubt


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
    [taken] = bureau.store.claim(bureau.clock(), 32, True)

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
        [claim] = bureau.store.claim(bureau.clock(), 1, True)
        taken.append(claim.contact.chat_id)
        bureau.store.release_leases()

    assert sorted(taken[:3]) == sorted(EVERYBODY)
    assert taken[3] == taken[0]


# 摘要


async def test_the_digest_comes_once_a_week_on_its_first_working_day(bureau: Bureau) -> None:
    called = []
    for moment in (on(9, 26), on(9, 27), on(10, 8), on(10, 9), on(10, 10), on(1, 2, year=2023), on(1, 3, year=2023)):
        bureau.at(moment)
        bureau.rounds.call_digest()
        bureau.rounds.call_digest()
        if await bureau.hour(moment):
            called.append(moment)

    assert called == [on(9, 26), on(10, 10), on(1, 3, year=2023)]


async def test_a_digest_that_was_missed_comes_on_the_next_working_day_in_hours(bureau: Bureau) -> None:
    bureau.at(on(9, 27, 22))
    bureau.rounds.call_digest()
    at_night = await bureau.hour(on(9, 27, 22))
    bureau.at(on(9, 28))
    bureau.rounds.call_digest()

    assert at_night == []
    assert await bureau.hour(on(9, 28)) == [(OFFICE, "【政务公开任务摘要】9月")]


async def test_another_weekday_for_pings_does_not_touch_the_digest(engine: Engine) -> None:
    bureau = Bureau(engine, Rules(overdue_weekday=5))
    bureau.enrol(OFFICE, Role.OFFICE)
    monday_before_a_friday_off = on(9, 5)  # Friday 9 September works, Monday 12 September 2022 is a holiday
    friday_off_week = on(5, 30)  # Friday 3 June 2022 is a holiday

    for moment in (friday_off_week, monday_before_a_friday_off):
        bureau.at(moment)
        bureau.rounds.call_digest()
        assert len(await bureau.hour(moment)) == 1


# 预演


async def test_what_the_preview_shows_for_a_day_is_what_goes_out_on_it(bureau: Bureau) -> None:
    bureau.take_in(
        row("1", date(2022, 9, 30)),
        row("2", date(2022, 12, 31), kind=DeadlineKind.WHOLE_YEAR),
        row("3", date(2022, 10, 20), soft=True),
        row("4", date(2022, 10, 14), lead=["区财政局"], assisting=["柳河镇"]),
    )
    day, workdays = date(2022, 9, 19), Workdays()
    bureau.at(on(9, 18, 18))
    with bureau.store.act(bureau.clock()) as desk:
        foreseen = outlook(desk, date(2022, 10, 31), bureau.rounds.rules, workdays)

    while day < date(2022, 10, 31):
        with bureau.store.act(bureau.clock()) as desk:
            shown = {(one.item.id, one.kind) for one in bureau.rounds.foreseeing.entries(desk, day)}
            next_day = outlook(desk, day, bureau.rounds.rules, workdays)
        before = len(bureau.notices())
        await bureau.day(on(day.month, day.day))
        planned = {(one.item_id, one.kind) for one in bureau.notices()[before:] if one.kind in UNASKED}
        assert shown == planned, day
        counted = Counter(kind for _, kind in planned)
        assert foreseen.get(day, Counter()) == next_day.get(day, Counter()) == counted, day
        bureau.at(on(day.month, day.day, 18))
        day = workdays.next_workday(day)


async def test_a_preview_stores_and_sends_nothing(bureau: Bureau) -> None:
    bureau.take_in(row("1"))

    with bureau.store.act(bureau.clock()) as desk:
        shown = bureau.rounds.foreseeing.entries(desk, date(2022, 9, 19))

    assert [(one.item.number, one.kind) for one in shown] == [("1", NoticeKind.ASSIGNMENT)]
    assert bureau.notices() == []
    assert [item.state for item in bureau.items("1")] == [ItemState.TO_SIGN]
    assert await bureau.hour(on(9, 19)) == []
