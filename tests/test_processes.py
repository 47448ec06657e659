"""Several processes at work for one office on PostgreSQL: who polls, sends, handles and plans what, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import col

from bot.handling import handle_kept
from bot.rate import Rate
from bot.shift import LASTS, Shift
from messages.html import plain
from messages.letter import Letter
from scheduler import deciding
from scheduler.rounds import LATEST, Rounds
from scheduler.rules import Rules
from scheduler.workdays import Workdays
from storage import workers
from storage.claiming import Wanted
from storage.database import open_engine, transaction
from storage.delivery import Retry, Sent, Settlement
from storage.opened import open_office
from storage.records import Contact, Notice
from storage.states import NoticeState, Role
from storage.store import Store
from storage.updates import HANDLERS
from storage.workers import Attendance
from tests.district import CHINA, ROSTER, document, row

NOW = datetime(2022, 9, 20, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def stores(engine: Engine, database_url: str) -> Iterator[list[Store]]:
    """The office as four processes see it."""
    engines = [open_engine(database_url) for _ in range(4)]
    yield [
        Store(one, open_office(one, "公开办", NOW), lambda moment: moment.astimezone(CHINA).date()) for one in engines
    ]
    for one in engines:
        one.dispose()


def told(store: Store, chat_id: int, *texts: str) -> None:
    """Somebody is to be told something."""
    with store.act(NOW) as desk:
        contact = desk.meet(chat_id, chat_id, "")
        contact.role = Role.OFFICE
        for text in texts:
            desk.tell(contact, Letter(plain(text)).as_body())


def notices(store: Store) -> list[Notice]:
    with store.act(NOW) as desk:
        return list(desk.session.scalars(select(Notice).order_by(col(Notice.id))))


def test_the_eldest_leads_and_whoever_falls_silent_is_left_out_with_its_letters_in_doubt(stores: list[Store]) -> None:
    first, second, *_ = stores
    told(first, 1, "甲")
    places = [first.attend(LASTS), second.attend(LASTS), first.attend(timedelta(seconds=-1))]  # silent from now on
    [claim] = first.claim(Wanted(NOW, 5))

    passed_over = second.attend(LASTS)
    while_silent = second.claim(Wanted(NOW, 5))
    first.attend(-2 * LASTS)
    gone = second.attend(LASTS)
    [again] = second.claim(Wanted(NOW, 5))
    first.settle([Settlement(claim, Sent(77))], NOW)  # it was not dead after all
    second.settle([Settlement(again, Sent(78))], NOW)

    assert [(one.place, one.of) for one in places] == [(0, 1), (1, 2), (0, 2)]
    assert [(one.place, one.of, one.gone) for one in (passed_over, gone)] == [(0, 1, ()), (0, 1, (first.worker,))]
    assert while_silent == []
    assert first.attend(LASTS).place == 1
    [notice] = notices(first)
    assert (notice.state, notice.message_id) == (NoticeState.UNCERTAIN, 78)


def test_who_was_silent_for_a_while_is_the_youngest_but_keeps_its_letters(stores: list[Store]) -> None:
    first, second, *_ = stores
    told(first, 1, "甲")
    first.attend(LASTS)
    second.attend(LASTS)
    [claim] = first.claim(Wanted(NOW, 5))
    first.attend(timedelta(seconds=-1))

    places = [second.attend(LASTS).place, first.attend(LASTS).place, second.attend(LASTS).place]
    first.settle([Settlement(claim, Sent(77))], NOW)

    assert places == [0, 1, 0]
    assert [notice.state for notice in notices(first)] == [NoticeState.SENT]


def test_saying_that_one_is_there_waits_for_nobody(stores: list[Store]) -> None:
    first, second, *_ = stores
    first.attend(LASTS)

    with transaction(second.engine) as comes_just_now:
        comes_just_now.execute(select(func.pg_advisory_xact_lock(workers._ONE_AFTER_THE_OTHER, first.office_id)))
        place = first.attend(LASTS).place

    assert place == 0


def test_claims_are_shared_and_a_chats_order_is_kept(stores: list[Store]) -> None:
    for chat_id in range(1, 41):
        told(stores[0], chat_id, f"{chat_id}-一", f"{chat_id}-二")
    sent: dict[int, list[str]] = {chat_id: [] for chat_id in range(1, 41)}

    def work(store: Store) -> None:
        while claims := store.claim(Wanted(NOW, 3)):
            for claim in claims:
                sent[claim.contact.chat_id] += [str((one.body or {})["text"]) for one in claim.notices]
            store.settle([Settlement(claim, Sent(None)) for claim in claims], NOW)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, stores))
    work(stores[0])

    assert sent == {chat_id: [f"{chat_id}-一", f"{chat_id}-二"] for chat_id in range(1, 41)}
    assert stores[0].conservation()["sent"] == 80


def test_an_update_is_handled_once_and_none_before_an_earlier_one_of_its_chat(stores: list[Store]) -> None:
    first, second, *_ = stores
    said = {"message": {"chat": {"id": 7}}}
    first.keep([(1, said), (2, said), (3, {"message": {"chat": {"id": 8}}})], NOW)

    assert first.to_handle() == [(1, 2), (3, 1)]
    with first.turns([1], NOW) as mine, second.turns([1, 2, 3], NOW) as others:
        taken = [[desk.update_id for desk, _ in some] for some in (mine, others)]
    assert taken == [[1], [3]]
    with second.turns([1], NOW) as again:
        assert [*again] == []
    assert first.to_handle() == [(2, 1)]


def test_each_is_given_its_own_chats_and_the_others_once_none_of_its_own_waits(stores: list[Store]) -> None:
    first, second, *_ = stores
    for store in (first, second, first):
        store.attend(LASTS)
    first.keep([(n, {"message": {"chat": {"id": chat}}}) for n, chat in enumerate((2, 4, 3, -5, 2), 1)], NOW)

    assert (first.to_handle(), second.to_handle()) == ([(1, 2), (2, 1)], [(3, 1), (4, 1)])
    assert handled(second, 3, 4) == [3, 4]
    assert second.to_handle() == [(1, 2), (2, 1)]
    second._place = Attendance(HANDLERS, 50, timedelta(0))
    assert second.to_handle() == []


async def test_what_another_has_is_passed_over_and_what_else_there_is_looked_up_anew(stores: list[Store]) -> None:
    first, second, *_ = stores
    first.keep([(n, {"message": {"chat": {"id": n}}}) for n in range(1, 6)], NOW)
    asked: list[int] = []

    async def handle(updates: Sequence[int], now: datetime) -> bool:
        asked.extend(updates)
        if asked == [1, 2]:  # another is done with these meanwhile
            assert handled(second, 3, 4) == [3, 4]
        return handled(first, *updates) != []

    with second.turns([2], NOW) as taken:
        assert len([*taken]) == 1
        await handle_kept(first, lambda: NOW, handle, 1)

    assert asked == [1, 2, 5]


def test_planning_by_four_at_once_adds_nothing_twice(stores: list[Store]) -> None:
    units = [unit.name for unit in ROSTER.units]
    with stores[0].act(NOW) as desk:
        desk.load_roster(ROSTER)
        plan = desk.store_document(document(*(row(str(n), units=units) for n in range(1, 41))), "0" * 64)
        deciding.confirm_ready(desk, plan)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda store: rounds_of(store).plan_day(), stores))

    keys = [notice.key for notice in notices(stores[0]) if notice.item_id]
    assert len(keys) == len(set(keys)) == 40 * len(units)


async def test_a_letter_taken_before_the_process_stood_still_is_not_sent(stores: list[Store]) -> None:
    store, *_ = stores
    told(store, 1, "甲")
    [claim] = store.claim(Wanted(NOW, 1))
    rounds = rounds_of(store)

    settlement = await rounds._deliver(claim, NOW - LATEST - timedelta(seconds=1))

    assert isinstance(settlement.outcome, Retry)
    assert not settlement.outcome.in_doubt
    store.settle([settlement], NOW)
    assert [notice.doubts for notice in notices(store)] == [0]


def test_a_claim_whose_commit_was_not_answered_is_taken_back_without_doubt(stores: list[Store]) -> None:
    store, *_ = stores
    told(store, 1, "甲")
    [unheard] = store.claim(Wanted(NOW, 1))
    store._unheard = {unheard.lease.rpartition("-")[0]}

    [claim] = store.claim(Wanted(NOW, 1))

    store.settle([Settlement(claim, Sent(5))], NOW)
    assert [notice.state for notice in notices(store)] == [NoticeState.SENT]


@pytest.mark.parametrize("processes", [1, 2, 7, 30, 50])
def test_all_together_send_no_more_than_is_permitted_and_a_newcomer_waits(stores: list[Store], processes: int) -> None:
    parts, looks = [], []
    for place in range(processes):
        shift = Shift(stores[0], lambda: 0.0)
        shift._place, shift._until = Attendance(place, processes, timedelta(minutes=1)), 1.0
        parts.append(shift.part_of(30))
        looks.append(1 / shift.looks_every)
        shift._place = Attendance(place, processes, timedelta(0))
        assert shift.part_of(30) == (30 if processes == 1 else 0)
        shift._until = -1.0
        assert shift.part_of(30) == 0
    rate = Rate(lambda: 0.0)
    rate.use_part(parts[-1])

    assert sum(parts) == 30
    assert looks[0] == 1
    assert sum(looks[:5]) <= 2
    assert min(looks) >= 1 / 5
    assert (rate.room() > 0) == (parts[-1] > 0)


def test_a_process_looks_seldom_for_what_others_have_left_once_it_has_long_been_alone(stores: list[Store]) -> None:
    seconds = [0.0]
    shift, other = Shift(stores[0], lambda: seconds[0]), Shift(stores[1], lambda: seconds[0])

    def looks_at(second: float) -> float:
        seconds[0] = second
        shift.say()
        return shift.looks_every

    assert looks_at(0) == 1
    assert looks_at(100) == 15
    other.say()
    assert looks_at(200) == 1
    other.end()
    assert looks_at(250) == 1
    assert looks_at(270) == 15


def handled(store: Store, *updates: int) -> list[int]:
    """Those of these updates that a process gets hold of, without an effect."""
    with store.turns(updates, NOW) as taken:
        return [desk.update_id or 0 for desk, _ in taken]


def rounds_of(store: Store) -> Rounds:
    """The rounds of one process, which sends to nobody."""

    async def refuses(_chat: int, _letter: Letter, _is_answer: bool) -> Sent:
        raise AssertionError("sent")

    return Rounds(store, lambda: NOW, CHINA, Rules(), Workdays(), refuses)


def test_everybodys_chat_rests_after_a_letter_whoever_sends_the_next(stores: list[Store]) -> None:
    first, second, *_ = stores
    first.rest = lambda chat_id: timedelta(seconds=1)
    told(first, 1, "甲", "乙")
    [claim] = first.claim(Wanted(NOW, 5))
    first.settle([Settlement(claim, Sent(1))], NOW)

    assert second.claim(Wanted(NOW + timedelta(seconds=0.9), 5)) == []
    assert len(second.claim(Wanted(NOW + timedelta(seconds=1), 5))) == 1
    with first.act(NOW) as desk:
        assert len(desk.all(select(Contact))) == 1
