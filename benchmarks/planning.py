"""A morning planned: the same 1,000 items are due, among 10,000 that are kept and among a hundred times as many."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from time import perf_counter

from sqlalchemy import delete, update
from sqlmodel import col

from benchmarks import prepared
from benchmarks.databases import databases
from benchmarks.measuring import Figure, by_turns
from bot.app import App
from storage.database import transaction
from storage.records import Contact, Item, Notice
from storage.states import NoticeState
from tests.grown import Kept, grow

UNITS, EACH = 250, 40
KEPT, DUE = UNITS * EACH, 1_000
COPIES = {Kept.OTHERS: 49, Kept.OLD: 25, Kept.LATER: 25}
ROUNDS = 7


def plan() -> Iterator[Figure]:
    """How long planning a day takes as what is kept grows a hundredfold."""
    for name, urls in databases(2):
        yield from _figures(name, urls)


def _figures(database: str, urls: list[str]) -> Iterator[Figure]:
    here = {"small": _office(urls[0], {}), "large": _office(urls[1], COPIES)}
    took = by_turns({size: lambda app=app: _planned(app) for size, app in here.items()}, ROUNDS)
    for app in here.values():
        app.engine.dispose()
    case, many = f"安排一天的提醒，{DUE:,}项到期，{database}", KEPT * (1 + sum(COPIES.values()))
    yield Figure(case, f"共{KEPT:,}项", 1000 * median(took["small"]), "毫秒")
    yield Figure(case, f"共{many:,}项", 1000 * median(took["large"]), "毫秒")
    ratio = median(large / small for small, large in zip(took["small"], took["large"], strict=True))
    yield Figure(case, "慢于前者", ratio, "倍", "≤ 1.5 倍", ratio <= 1.5)


def _office(url: str, copies: dict[Kept, int]) -> App:
    here = prepared.app(url, "http://127.0.0.1:1")
    here.clock.move_to(prepared.MORNING)
    due = DUE // EACH
    prepared.district(here.engine, here.store.office_id, due, UNITS - due, EACH)
    grow(here.engine, copies)
    _planned(here)  # statements are made and pages read once; nobody begins with that every day
    return here


def _planned(here: App) -> float:
    """Seconds that planning takes; whoever plans less or more than what is due has no figure. Undone again."""
    began = perf_counter()
    here.rounds.plan_day()
    took = perf_counter() - began
    mine = {"office_id": here.store.office_id}
    with transaction(here.engine) as session:
        undone = delete(Notice).filter_by(**mine).where(col(Notice.state) == NoticeState.PENDING)
        assert session.connection().execute(undone).rowcount == DUE
        first = col(Item.id) <= DUE
        session.execute(update(Item).filter_by(**mine).where(first).values(look_on=prepared.MORNING.date()))
        session.execute(update(Contact).filter_by(**mine).values(reminders_due_at=None))
    return took
