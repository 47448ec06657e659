"""Two processes that change the same thing at the same time: whoever comes second reads anew, on PostgreSQL."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage.database import is_passing
from storage.gathering import ChangedMeanwhile
from storage.states import ItemState, Verdict
from tests.district import EDUCATION, OFFICE, row
from tests.talking import LINK, in_conversation

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite has one writer


async def test_a_report_cannot_be_taken_back_while_the_office_accepts_it(engine: Engine, tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", date(2022, 9, 23)), engine=engine) as here:
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        store, now = here.app.store, here.clock()

        with store.act(now) as unit:
            [(report, item, _, _)] = unit.to_review()
            await here.says(OFFICE, "通过 12")
            with pytest.raises(ChangedMeanwhile) as raised:
                unit.take_back(report, item)
            unit.session.rollback()

        with store.act(now) as desk:
            [(closed, _)] = desk.items_of_task(desk.tasks_numbered("12")[0])
            found = [report.verdict for report in desk.reports_of(closed)], closed.state
        assert is_passing(raised.value)
        assert found == ([Verdict.ACCEPTED], ItemState.DONE)


async def test_what_changes_twice_in_one_transaction_is_not_taken_for_anothers(engine: Engine, tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", date(2022, 9, 23)), engine=engine) as here:
        for said in ("12 收到", "12 办理中", f"12 已完成 {LINK}", "更正 12", "12 办理中"):
            await here.says(EDUCATION, said)

        with here.app.store.act(here.clock()) as desk:
            [(item, _)] = desk.items_of_task(desk.tasks_numbered("12")[0])
            found = item.state
        assert found is ItemState.WORKING
