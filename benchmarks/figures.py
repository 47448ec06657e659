"""Where everything stands, at 1,000,000 items in 100 offices: ours beside the bare SQL that yields the same numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import Engine, TextClause, insert, text

from benchmarks import prepared
from benchmarks.bare import BARE
from benchmarks.databases import databases
from benchmarks.measuring import Figure, by_turns
from bot.app import App
from messages.overdue_lists import OVERDUE_PER_PAGE
from messages.pages import PER_PAGE
from storage.database import transaction
from storage.records import Notice, Report
from storage.states import Intent, ItemState, NoticeKind, NoticeState, Verdict
from tests.grown import Kept, grow

OFFICES, UNITS, EACH, WAITING = 100, 250, 40, 500
ITEMS = UNITS * EACH
ROUNDS = 9
TODAY = prepared.MORNING.date()


def figures() -> Iterator[Figure]:
    """Digest, overdue list and review queue of one office among a hundred."""
    for name, [url] in databases():
        yield from _compared(name, url)


def _compared(database: str, url: str) -> Iterator[Figure]:
    here = _offices(url)
    works: dict[str, Callable[[], tuple[float, int]]] = {}
    for name, ours in _ours(here).items():
        works[name] = lambda ours=ours: _timed(ours)
        works[f"{name}，SQL"] = lambda name=name: _timed(lambda: _by_hand(here.engine, BARE[name]))
    runs = by_turns(works, ROUNDS + 1)
    here.engine.dispose()
    case = f"{OFFICES * ITEMS:,}项，{OFFICES}个公开办，{database}"
    for name in BARE:
        mine, bare = runs[name][1:], runs[f"{name}，SQL"][1:]  # the first run reads the pages
        assert {found for _, found in mine} == {found for _, found in bare}
        ratio = median(one[0] / other[0] for one, other in zip(mine, bare, strict=True))
        took, of_sql = (1000 * median(seconds for seconds, _ in some) for some in (mine, bare))
        yield Figure(case, name, ratio, "倍", "≤ 1.3 倍", ratio <= 1.3, f"{took:.1f}毫秒，只用SQL {of_sql:.1f}毫秒")


def _ours(here: App) -> dict[str, Callable[[], int]]:
    def digest() -> int:
        with here.store.act(here.clock()) as desk:
            return here.rounds.figures(desk).overdue_items

    def overdue() -> int:
        with here.store.act(here.clock()) as desk:
            desk.overdue_page(0, OVERDUE_PER_PAGE)
            return desk.overdue_count()[0]

    def to_review() -> int:
        with here.store.act(here.clock()) as desk:
            return desk.waiting_page(0, PER_PAGE)[1]

    return dict(zip(BARE, (digest, overdue, to_review), strict=True))


def _by_hand(engine: Engine, questions: Sequence[TextClause]) -> int:
    """All that is asked by hand; the first number that the last question yields."""
    with engine.connect() as connection:
        *_, last = [connection.execute(question).fetchall() for question in questions]
    return int(last[0][0])


def _timed(work: Callable[[], int]) -> tuple[float, int]:
    began = perf_counter()
    found = work()
    return perf_counter() - began, found


def _offices(url: str) -> App:
    """An office in the middle of its year, and 99 like it."""
    here = prepared.app(url, "http://127.0.0.1:1")
    here.clock.move_to(prepared.MORNING)
    prepared.district(here.engine, here.store.office_id, UNITS, 0, EACH)
    with transaction(here.engine) as session:
        for state, every in ((ItemState.STRUCK_OFF, 2), (ItemState.DONE, 3), (ItemState.WORKING, 7)):
            some = text("UPDATE item SET state = :state, first_reported_on = :on WHERE id % :every = 0")
            session.execute(some, {"state": state.value, "every": every, "on": date(2022, 11, 1)})
        late = text("UPDATE item SET due_on = :on WHERE id % 11 = 0")
        session.execute(late, {"on": TODAY - timedelta(days=20)})
        done = text("SELECT id FROM item WHERE state = 'done' ORDER BY id LIMIT :many").bindparams(many=WAITING)
        waits = [one for (one,) in session.execute(done)]
        session.execute(insert(Report), [_report(here.store.office_id, one) for one in waits])
        session.execute(text("UPDATE item SET times_wanted = 2 WHERE task_id = 7"))
        session.execute(text("UPDATE task SET state = 'unconfirmed' WHERE number IN ('52', '53')"))
        session.execute(insert(Notice), [_digest(here.store.office_id, 7 * weeks) for weeks in range(8)])
        submitted = text("UPDATE item SET state = 'submitted' WHERE id IN (SELECT item_id FROM report)")
        session.execute(submitted)
    grow(here.engine, {Kept.OTHERS: OFFICES - 1})
    return here


def _digest(office_id: int, days_ago: int) -> dict[str, Any]:
    at = prepared.MORNING - timedelta(days=days_ago, minutes=1)
    whose = {"office_id": office_id, "key": f"digest/{days_ago}", "kind": NoticeKind.DIGEST, "state": NoticeState.SENT}
    return Notice(**whose, planned_at=at, due_at=at, sent_at=at).model_dump(exclude={"id"})


def _report(office_id: int, item_id: int) -> dict[str, Any]:
    said = {"intent": Intent.DONE, "text": "已更新三处公示牌", "state_before": ItemState.WORKING}
    when = {"at": prepared.MORNING - timedelta(days=item_id % 9), "verdict": Verdict.PENDING}
    whose = {"office_id": office_id, "item_id": item_id, "contact_id": 1}
    return Report(**whose, **said, **when).model_dump(exclude={"id"})
