"""A year ahead: what 1,000,000 items in 100 offices will be told on each day, if nobody answers."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median
from time import process_time
from typing import Any

from sqlalchemy import text

from benchmarks import prepared
from benchmarks.databases import databases
from benchmarks.measuring import Figure, child
from scheduler.outlook import outlook
from storage.database import transaction
from storage.store import Store
from tests.grown import Kept, grow

OFFICES, UNITS, EACH = 100, 250, 40
RUNS = 3
_TODAY = prepared.MORNING.date()
_PYTHON = (sys.executable, "-m", "benchmarks.foreseeing")


def year() -> Iterator[Figure]:
    """How many notices a second are foreseen, and the memory that takes."""
    for name, [url] in databases():
        yield from _figures(name, url)


def _figures(database: str, url: str) -> Iterator[Figure]:
    _offices(url)
    runs = [child("", url, _PYTHON) for _ in range(RUNS)]
    rate = median(one["notices"] / one["seconds"] for one in runs)
    peak = max(one["peak"] for one in runs)
    case = f"预演一年，{OFFICES * UNITS * EACH:,}项，{OFFICES}个公开办，{database}"
    took = median(one["seconds"] for one in runs)
    note = f"{runs[0]['notices']:,}件次，本进程处理器{took:.1f}秒，历时{median(one['wall'] for one in runs):.1f}秒"
    yield Figure(case, "推算", rate, "件次/秒", "≥ 1,000,000 件次/秒", rate >= 1_000_000, note)
    yield Figure(case, "内存峰值", peak, "MB", "≤ 300 MB", peak <= 300)


def _offices(url: str) -> None:
    """Rows that fall due on a day each, a fifth of them whole-year duties, in every state; and 99 offices like it."""
    here = prepared.app(url, "http://127.0.0.1:1")
    prepared.district(here.engine, here.store.office_id, UNITS, 0, EACH)
    tomorrow = _TODAY + timedelta(days=1)
    with transaction(here.engine) as session:
        session.execute(text("UPDATE item SET look_on = :on"), {"on": tomorrow})
        for row in range(1, prepared.ROWS + 1):
            said = {"row": row, "due": _TODAY + timedelta(days=7 * row - 30)}
            session.execute(text("UPDATE item SET due_on = :due WHERE task_id = :row"), said)
        close = {"close": date(2023, 12, 31)}
        session.execute(text("UPDATE item SET kind = 'whole_year', due_on = :close WHERE task_id % 5 = 0"), close)
        for state, every in (("working", 2), ("to_sign", 7), ("returned", 31)):
            session.execute(text("UPDATE item SET state = :state WHERE id % :n = 0"), {"state": state, "n": every})
        session.execute(text("UPDATE item SET assigned_on = NULL, signed_on = NULL WHERE id % 77 = 0"))
    grow(here.engine, {Kept.OTHERS: OFFICES - 1})
    here.engine.dispose()


def _foreseen(url: str) -> dict[str, Any]:
    here = prepared.app(url, "http://127.0.0.1:1")
    here.clock.move_to(prepared.MORNING)
    last, notices = _TODAY + timedelta(days=365), 0
    began, began_at = process_time(), here.clock()
    for office_id in range(1, OFFICES + 1):
        with Store(here.engine, office_id, lambda _at: _TODAY).act(here.clock()) as desk:
            ahead = outlook(desk, last, here.rounds.rules, here.rounds.workdays)
            notices += sum(sum(kinds.values()) for kinds in ahead.values())
    seconds, wall = process_time() - began, (here.clock() - began_at).total_seconds()
    assert notices > OFFICES * UNITS * EACH
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    return {"notices": notices, "seconds": seconds, "wall": wall, "peak": peak}


if __name__ == "__main__":
    print(json.dumps(_foreseen(json.load(sys.stdin))))
