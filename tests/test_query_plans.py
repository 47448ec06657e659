"""Whatever the program asks of its database is found by an index, and costs what is to be done, not what is kept.

The statements are those of a small day, overheard: a new one is looked at without anybody thinking of it. Work is
counted in the instructions of SQLite's machine, so no busy computer makes it look like more.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from storage.database import open_engine
from storage.rehearsal import new_database
from storage.states import Post, Role
from tests import servers
from tests.district import CHINA, EDUCATION, FINANCE, OFFICE, row
from tests.grown import Kept, copied, grow
from tests.queries import Asked, in_postgresql, in_sqlite, overheard, steps
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
    "turns": {"incoming_to_handle", "notice_waiting"},
    "to_handle": {"incoming_to_handle"},
    "owed": {"item_of_unit"},
    "items_to_look_at": {"item_to_look_at"},
    "items_alike": {"item_to_look_at"},
    "take_errands": {"errand_to_do"},
    "evidence_of": {"ix_evidence_item_id"},
    "reports_of": {"report_of_item"},
    "to_review": {"report_to_review"},
    "waiting_page": {"report_to_review"},
    "overdue_page": {"item_of_office"},
    "overdue_count": {"item_of_office"},
    "count": {"item_of_office", "report_to_review"},
    "counted": {"item_counted"},
    "since_last_digest": {"notice_digest", "report_of_office", "report_decided"},
    "dead_links": {"evidence_opened"},
    "reports_by_item": {"report_of_office"},
    "admit": {"notice_untold"},
    "candidates": {"invitation_waiting"},
    "newly_stranded": {"notice_unreachable"},
    "standing": {"contact_answers", "contact_reminders", "notice_waiting", "incoming_to_handle", "incoming_parked"},
    "open_questions": {"question_open"},
}
"""What runs for every message, every minute or every digest, and the indexes it is found by."""


READS_THE_OFFICES_PAST = {
    *("count", "happened", "asked_of_units", "letters_sent"),  # figures, on request
    *("conservation", "broken_link"),  # the books are balanced, the chain is followed to its beginning: once a night
    *("lit", "pictured_rows", "pictured_units"),  # the picture
    "plans_in_force",  # a row for each table there has been: which of them digest, picture and ledger are of
    *("items_by_task", "reports_by_item", "evidence_by_item", "tasks", "plans", "tasks_with", "reports_with"),  # ledger
    *("store_document", "ready_tasks", "tasks_numbered"),  # a new document is held against those before it
    "items_of",  # rows of a unit that may be closed, where a line names none that is open
    "answer_to",  # what one contact has been told, after links were looked at
}
"""What reads more when more is kept, and what for; nothing of it runs by the minute."""
OPEN_ONES = {
    "owed",
    "items_of",
    "items_with_unit",
    "items_alike",
}  # what a unit owes, at every message; what all owe, for 预演
SLACK = 8  # instructions: a search goes one row further where there is a next one


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, list[Asked]]]:
    """A day in which everybody does what they do, and what was asked of the database meanwhile."""
    engine = new_database()
    with overheard(engine) as heard:
        asyncio.run(_pass(engine, tmp_path_factory.mktemp("day")))
    with engine.begin() as connection:
        set_aside = connection.scalars(text("SELECT parked_why FROM incoming WHERE parked_why <> ''")).all()
        assert set_aside == [], "the program broke on a message, and `standing` counts what was set aside"
        connection.execute(text("UPDATE notice SET state = 'unreachable' WHERE id = (SELECT min(id) FROM notice)"))
    yield engine, [*heard.values()]
    engine.dispose()


async def _pass(engine: Engine, folder: Path) -> None:
    async with in_conversation(folder, *ROWS, engine=engine) as here:
        await here.enrol(14, Role.LIAISON, "区财政局", Post.B)
        for words in OF_THE_UNIT:
            await here.says(EDUCATION, words)
        await here.says(FINANCE, "7 办理中")
        for words in OF_THE_OFFICE:
            await here.says(OFFICE, words)
        await live_to(here, date(2022, 9, 26))
        here.app.rounds.call_digest()
        await here.settle()
        with here.app.store.act(here.clock()) as desk:
            desk.standing()
            desk.waiting_page(0, 8)
            desk.counted(2022)
            desk.items_alike()
        here.clock.move_to(datetime(2022, 10, 19, 8, 0, tzinfo=CHINA))
        here.app.rounds.plan_day()  # what it plans waits until the office opens
        with here.app.store.act(here.clock()) as desk:
            here.app.rounds.figures(desk)


@pytest.fixture(scope="module")
def grown(day: tuple[Engine, list[Asked]], postgresql: str, migrated_name: str) -> Iterator[Engine]:
    """The same on PostgreSQL, among 200 other offices and with a long past."""
    name = f"grown_{uuid.uuid4().hex[:12]}"
    servers.on_server(postgresql, f'CREATE DATABASE "{name}" TEMPLATE "{migrated_name}"')
    engine = open_engine(servers.named(postgresql, name))
    copied(day[0], engine)
    grow(engine, {Kept.OTHERS: 200, Kept.OLD: 20, Kept.LATER: 20})
    yield engine
    engine.dispose()
    servers.on_server(postgresql, f'DROP DATABASE "{name}" WITH (FORCE)')


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


def test_on_postgresql_it_is_the_same(day: tuple[Engine, list[Asked]], grown: Engine) -> None:
    whole: set[tuple[str, str]] = set()
    used: dict[str, set[str]] = {verb: set() for verb in BY_INDEX}
    with grown.connect() as connection:
        for one in day[1]:
            looks = [*in_postgresql(connection, one)]
            used.setdefault(one.verb, set()).update(look.index for look in looks)
            whole |= {(one.verb, look.table) for look in looks if not look.columns and look.table not in OF_ONE_ROW}

    assert whole == set()
    assert {verb: BY_INDEX[verb] - used[verb] for verb in BY_INDEX if BY_INDEX[verb] - used[verb]} == {}


@pytest.mark.parametrize(
    ("kept", "may_grow"),
    [(Kept.OTHERS, set()), (Kept.OLD, READS_THE_OFFICES_PAST), (Kept.LATER, READS_THE_OFFICES_PAST | OPEN_ONES)],
)
def test_nothing_takes_longer_for_what_is_not_to_be_done(
    day: tuple[Engine, list[Asked]], kept: Kept, may_grow: set[str]
) -> None:
    engine, heard = day
    large = new_database()
    copied(engine, large)
    grow(large, {kept: 100})

    slower = {one.verb for one in heard if steps(large, one) > steps(engine, one) + SLACK}

    large.dispose()
    assert slower - may_grow == set()
