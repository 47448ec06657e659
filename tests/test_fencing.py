"""Who stood still while its work was taken over wakes up and changes nothing, on either database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Engine, text

from messages.html import plain
from messages.letter import Letter
from storage.claiming import LEASE, Wanted
from storage.delivery import Moved, Outcome, Refused, Retry, Sent, Settlement, Unreachable, Withdrawn
from storage.desk import Desk
from storage.desk.errands import LEASE as ERRAND_LEASE
from storage.opened import open_office
from storage.records import Errand
from storage.states import ErrandKind, Role
from storage.store import Store
from tests.district import CHINA

NOW = datetime(2022, 9, 20, 2, 0, tzinfo=UTC)
OUTCOMES: dict[int, Outcome] = {
    1: Sent(71),
    2: Retry(timedelta(minutes=5), "稍后再试", in_doubt=True),
    3: Unreachable("已停用"),
    4: Moved(-1004),
    5: Refused("内容不被接受"),
    6: Withdrawn(),
}


def office(engine: Engine) -> Store:
    """An office with six people, each of whom is to be told something."""
    store = Store(engine, open_office(engine, "公开办", NOW), lambda moment: moment.astimezone(CHINA).date())
    with store.act(NOW) as desk:
        for chat_id in OUTCOMES:
            contact = desk.meet(chat_id, chat_id, "")
            contact.role = Role.OFFICE
            desk.tell(contact, Letter(plain("甲")).as_body())
            desk.send_for(ErrandKind.IMPORT, contact, f"file-{chat_id}", "表.docx", None)
    return store


def kept(engine: Engine) -> dict[str, list[Any]]:
    """Every row that a letter or an errand touches."""
    with engine.connect() as connection:
        return {
            table: [*connection.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2"))]
            for table in ("contact", "notice", "errand", "event")
        }


def test_what_became_of_letters_that_another_has_taken_over_is_not_written_down(engine: Engine) -> None:
    frozen, successor = office(engine), office(engine)
    later = NOW + LEASE + timedelta(seconds=1)
    asleep = [Settlement(claim, OUTCOMES[claim.contact.chat_id]) for claim in frozen.claim(Wanted(NOW, 6))]

    again = successor.claim(Wanted(later, 6))
    under_way = kept(engine)
    frozen.settle(asleep, later)
    assert kept(engine) == under_way

    successor.settle([Settlement(claim, Sent(80)) for claim in again], later)
    settled = kept(engine)
    assert frozen.claim(Wanted(later, 0), asleep) == []
    assert kept(engine) == settled

    assert len(asleep) == len(again) == len(OUTCOMES)
    assert successor.conservation()["uncertain"] == len(OUTCOMES)


def test_what_became_of_an_errand_that_another_has_taken_up_is_not_written_down(engine: Engine) -> None:
    store = office(engine)
    later = NOW + ERRAND_LEASE + timedelta(seconds=1)
    asleep, again = taken(store, NOW), taken(store, later)
    says: list[Callable[..., object]] = [
        Desk.hold,
        partial(Desk.finish_errand, why="读取失败"),
        partial(Desk.try_later, why="稍后再试"),
        partial(Desk.looked, is_final=True),
    ]

    def wakes() -> None:
        before = kept(engine)
        for say in says:
            store.of_errand(asleep[0], later, partial(say, errand=asleep[0]))
        assert kept(engine) == before

    wakes()
    assert store.of_errand(again[0], later, lambda desk: desk.try_later(again[0], "网络不通"))
    wakes()
    [once_more] = [one for one in taken(store, later + timedelta(hours=1)) if one.id == asleep[0].id]
    store.of_errand(once_more, later, lambda desk: desk.finish_errand(once_more))
    wakes()

    assert [one.id for one in asleep] == [one.id for one in again]


def taken(store: Store, now: datetime) -> list[Errand]:
    """All errands that are due, taken up."""
    with store.act(now) as desk:
        return desk.take_errands([ErrandKind.IMPORT], 6)
