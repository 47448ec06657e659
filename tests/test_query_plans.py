"""Whatever the program asks of its database is found by an index: nobody reads a whole table, however much is kept.

The statements are those of a small day, overheard: a new one is looked at without anybody thinking of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage.rehearsal import new_database
from tests.district import EDUCATION, FINANCE, OFFICE, row
from tests.queries import Asked, in_sqlite, overheard
from tests.talking import LINK, in_conversation, live_to

ROWS = (row("12", date(2022, 9, 23)), row("23"), row("7", units=("区财政局",)))
OF_THE_UNIT = ("收到", f"12 已完成 {LINK}", "23 申请延期到12月15日，原因是审批中", "/list", "/task 12")
OF_THE_OFFICE = (
    *("/待审", "通过 12", "/摘要", "/逾期", "/任务 12", "/单位 区教育局", "/search 事项", "/burden", "/questions"),
    *("/预演", "/名册", "/drafts", "/ledger", "/摘要 周报", "退回 23 理由不足", "/undo"),
)
OF_ONE_ROW = {"alembic_version"}
BY_INDEX = {
    "claim": {"contact_answers", "contact_reminders", "notice_waiting"},
    "tell": {"notice_waiting"},
    "turn": {"incoming_to_handle"},
    "to_handle": {"incoming_to_handle"},
    "items_to_look_at": {"item_to_look_at"},
    "take_errands": {"errand_to_do"},
    "report": {"errand_to_do"},
    "evidence_of": {"ix_evidence_item_id"},
    "reports_of": {"report_of_item"},
    "to_review": {"report_to_review"},
    "overdue": {"item_of_office"},
    "count": {"item_of_office", "report_to_review"},
    "since_last_digest": {"notice_digest"},
    "reports_by_item": {"report_of_office"},
    "enrol": {"notice_untold"},
    "stranded_assignments": {"notice_unreachable"},
    "standing": {"contact_answers", "contact_reminders", "notice_waiting", "incoming_to_handle", "incoming_parked"},
    "open_questions": {"question_open"},
}
"""What runs for every message, every minute or every digest, and the indexes it is found by."""


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, list[Asked]]]:
    """A day in which everybody does what they do, and what was asked of the database meanwhile."""
    engine = new_database()
    with overheard(engine) as heard:
        asyncio.run(_pass(engine, tmp_path_factory.mktemp("day")))
    yield engine, [*heard.values()]
    engine.dispose()


async def _pass(engine: Engine, folder: Path) -> None:
    async with in_conversation(folder, *ROWS, engine=engine) as here:
        for text in OF_THE_UNIT:
            await here.says(EDUCATION, text)
        await here.says(FINANCE, "7 办理中")
        for text in OF_THE_OFFICE:
            await here.says(OFFICE, text)
        await live_to(here, date(2022, 9, 26))
        here.app.rounds.call_digest()
        await here.settle()
        with here.app.store.act(here.clock()) as desk:
            desk.standing()


def test_nothing_that_is_asked_reads_a_whole_table(day: tuple[Engine, list[Asked]]) -> None:
    engine, heard = day
    with engine.connect() as connection:
        whole = {(one.verb, look.table) for one in heard for look in in_sqlite(connection, one) if not look.columns}

    assert {(verb, table) for verb, table in whole if table not in OF_ONE_ROW} == set()


def test_what_runs_often_is_found_by_the_index_made_for_it(day: tuple[Engine, list[Asked]]) -> None:
    engine, heard = day
    used: dict[str, set[str]] = {verb: set() for verb in BY_INDEX}
    with engine.connect() as connection:
        for one in heard:
            if one.verb in used:
                used[one.verb] |= {look.index for look in in_sqlite(connection, one)}

    assert {verb: BY_INDEX[verb] - found for verb, found in used.items() if BY_INDEX[verb] - found} == {}
