"""The audit chain: no event can be changed, taken out, moved or cut off unseen, and nothing changes without one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot.conversation.enrolment import new_code
from scheduler.rounds import Rounds
from scheduler.rules import Rules
from scheduler.workdays import Workdays
from storage.chain import Head, Verified, event_hash
from storage.database import transaction
from storage.delivery import Outcome, Withdrawn
from storage.records import Event, Office
from storage.states import Role
from storage.store import Store
from tests.desks import MONDAY_MORNING, store_of
from tests.district import CHINA

EVENTS = 8


@pytest.fixture
def store() -> Store:
    """An office with eight events."""
    made = store_of()
    with made.act(MONDAY_MORNING) as desk:
        for _ in range(EVENTS - 1):
            new_code(desk, Role.OFFICE, None)
    return made


def print_digest(store: Store) -> Head:
    """A digest goes out; the head it prints."""

    async def sends_nothing(_chat: int, _letter: object, _is_answer: bool) -> Outcome:
        return Withdrawn()

    Rounds(store, lambda: MONDAY_MORNING, CHINA, Rules(), Workdays(), sends_nothing).digest(MONDAY_MORNING)
    return store.verify_chain().head


Forgery = Callable[[Session], None]


def _sql(*statements: str) -> Forgery:
    def forge(session: Session) -> None:
        for statement in statements:
            session.execute(text(statement))

    return forge


FORGERIES = {
    "words changed": (_sql("UPDATE event SET act = 'accept' WHERE number = 4"), 4),
    "detail changed": (_sql("UPDATE event SET detail = '{}' WHERE number = 4"), 4),
    "time changed": (_sql("UPDATE event SET at = '2022-01-01 00:00:00.000000' WHERE number = 4"), 4),
    "somebody else": (_sql("UPDATE event SET contact_id = 99 WHERE number = 4"), 4),
    "another message": (_sql("UPDATE event SET update_id = 99 WHERE number = 4"), 4),
    "hash changed": (_sql("UPDATE event SET hash = 'f' || hash WHERE number = 4"), 4),
    "taken out": (_sql("DELETE FROM event WHERE number = 4"), 4),
    "first taken out": (_sql("DELETE FROM event WHERE number = 1"), 1),
    "taken out, gap closed": (
        _sql("DELETE FROM event WHERE number = 4", "UPDATE event SET number = number - 1 WHERE number > 4"),
        4,
    ),
    "two exchanged": (
        _sql(
            "UPDATE event SET number = -4 WHERE number = 4",
            "UPDATE event SET number = 4 WHERE number = 5",
            "UPDATE event SET number = 5 WHERE number = -4",
        ),
        4,
    ),
    "tail cut off": (_sql(f"DELETE FROM event WHERE number = {EVENTS}"), EVENTS),
    "one put on": (
        _sql(
            "INSERT INTO event SELECT office_id, 9, at, contact_id, update_id, act, subject, detail, hash, hash "
            f"FROM event WHERE number = {EVENTS}"
        ),
        EVENTS + 1,
    ),
    "all taken out": (_sql("DELETE FROM event"), 1),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_whatever_is_done_to_an_event_is_found_where_it_was_done(store: Store, name: str) -> None:
    forge, at = FORGERIES[name]
    assert store.verify_chain().broken_at is None

    with transaction(store.engine) as session:
        forge(session)

    assert store.verify_chain().broken_at == at


def cut_off(session: Session, kept: int) -> None:
    """Cut the tail off and have the office's row agree: within the chain nothing is wrong."""
    session.execute(text("DELETE FROM event WHERE number > :kept"), {"kept": kept})
    office = session.get_one(Office, 1)
    office.chain_length, office.chain_head = kept, session.get_one(Event, (1, kept)).hash


def written_anew(session: Session, number: int) -> None:
    """Change an event and reckon every hash after it anew: within the chain nothing is wrong."""
    last = session.get_one(Event, (1, number - 1)).hash
    for place in range(number, EVENTS + 1):
        event = session.get_one(Event, (1, place))
        event.previous, event.act = last, "forged" if place == number else event.act
        event.hash = last = event_hash(event.model_dump())
    session.get_one(Office, 1).chain_head = last


def test_a_tail_cut_off_whole_is_found_by_what_a_digest_printed(store: Store) -> None:
    print_digest(store)

    with transaction(store.engine) as session:
        cut_off(session, 5)

    found = store.verify_chain()
    assert (found.broken_at, found.is_witnessed) == (6, True)


def test_a_chain_written_anew_is_found_by_what_a_digest_printed(store: Store) -> None:
    print_digest(store)

    with transaction(store.engine) as session:
        written_anew(session, 3)

    found = store.verify_chain()
    assert (found.broken_at, found.is_witnessed) == (EVENTS, True)


def test_who_also_forges_what_is_remembered_is_found_by_the_chat(store: Store) -> None:
    printed = print_digest(store)
    with transaction(store.engine) as session:
        written_anew(session, 3)
        session.execute(text("DELETE FROM printedhead"))
    assert store.verify_chain().broken_at is None

    found = store.verify_chain([Head(printed.number, printed.hash[:16])])

    assert found == Verified(store.verify_chain().head, 1, EVENTS, is_witnessed=True)


def test_a_chain_that_has_grown_still_agrees_with_every_digest(store: Store) -> None:
    for _ in range(3):
        print_digest(store)
        with store.act(MONDAY_MORNING) as desk:
            new_code(desk, Role.OFFICE, None)

    assert (store.verify_chain().broken_at, store.verify_chain().compared) == (None, 3)


@pytest.mark.parametrize(
    ("text_of_a_head", "read"),
    [
        ("1204:7f3a", Head(1204, "7f3a")),
        (" 1,204：7F3A0b…", Head(1204, "7f3a0b")),
        ("1204", None),
        ("1204:7f3", None),
        ("a:7f3a", None),
        ("1204:" + "f" * 65, None),
        ("", None),
    ],
)
def test_a_head_is_read_as_a_digest_prints_it(text_of_a_head: str, read: Head | None) -> None:
    assert Head.named(text_of_a_head) == read
