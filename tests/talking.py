"""People of a small district in conversation with the bot: rows handed out, then whatever a test has them say."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import SQLModel, col

from bot.looks import Look
from bot.sandbox.message import Message
from storage.records import Evidence, Item, Report, Unit
from storage.rehearsal import new_database
from storage.states import ItemState
from storage.values import TaskRow
from tests.district import CHINA, EDUCATION, UNITS, District, buttons, district, row
from tests.prepared import once

MORNING = datetime(2022, 9, 19, 9, 30, tzinfo=CHINA)
LINK = "https://www.example.gov.cn/gk/12.html"
ROWS = (row("12"), row("23"), row("30"))


@asynccontextmanager
async def in_conversation(
    folder: Path, *rows: TaskRow, engine: Engine | None = None, look: Look | None = None, key: str = ""
) -> AsyncIterator[District]:
    """A district whose rows have been handed out this morning; afterwards the books must balance."""
    opened = engine or new_database()
    async with district(opened, folder, look=look, key=key) as here:
        once(opened, ("handed out", repr(rows or ROWS), key), lambda: plan(here, *(rows or ROWS)))
        here.clock.move_to(MORNING)
        await here.settle()
        yield here
        await here.settle()
        assert here.app.store.broken_link() is None
        counts = here.app.store.conservation()
        assert counts["planned"] == sum(number for name, number in counts.items() if name != "planned")
    if engine is None:
        opened.dispose()


def first(message: Message, verb: str) -> str:
    """The first of a message's buttons with this verb."""
    return next(data for data in buttons(message) if data.startswith(verb))


def about(data: Sequence[str], item: Item) -> str:
    """The button that is about an item."""
    return next(one for one in data if one.endswith(f"/{item.id}"))


async def hand_out(here: District, *rows: TaskRow) -> None:
    """Import, confirm and send the rows."""
    plan(here, *rows)
    here.clock.move_to(MORNING)
    await here.settle()


def plan(here: District, *rows: TaskRow) -> None:
    """Import and confirm the rows, and plan what is told of them this morning, a minute before it goes out."""
    here.take_in(*rows)
    here.clock.move_to(MORNING - timedelta(minutes=1))
    here.app.rounds.plan_day()


async def live_to(here: District, day: date) -> None:
    """Let the working days pass, each with its morning's messages; it is 10:00 on `day` then."""
    while (today := here.clock().astimezone(CHINA).date()) < day:
        tomorrow = today + timedelta(days=1)
        here.clock.move_to(datetime(tomorrow.year, tomorrow.month, tomorrow.day, 10, 0, tzinfo=CHINA))
        if here.app.rounds.workdays.is_workday(tomorrow):
            here.app.rounds.plan_day()
            await here.settle()


def item_of(here: District, number: str = "12", unit: str = UNITS[EDUCATION]) -> Item:
    """A unit's item of a row; of several occurrences the first."""
    return items_of(here, number, unit)[0]


def items_of(here: District, number: str, unit: str = UNITS[EDUCATION]) -> list[Item]:
    """A unit's items of a row, by day."""
    with here.app.store.act(here.clock()) as desk:
        query = (
            select(Item)
            .join(Unit, col(Unit.id) == col(Item.unit_id))
            .where(col(Item.number) == number, col(Unit.name) == unit)
            .order_by(col(Item.due_on), col(Item.id))
        )
        return list(desk.session.scalars(query))


def put(here: District, number: str, state: ItemState) -> int:
    """Set the education office's item of a row to a state; its id."""
    with here.app.store.act(here.clock()) as desk:
        item = desk.session.get_one(Item, item_of(here, number).id)
        item.state = state
        return item.id or 0


def states(here: District, *numbers: str) -> list[ItemState]:
    """Where the education office's items of these rows stand."""
    return [item_of(here, number).state for number in numbers]


def reports(here: District, number: str = "12") -> list[Report]:
    """What the education office has said of a row, oldest first."""
    with here.app.store.act(here.clock()) as desk:
        return desk.reports_of(item_of(here, number))


def evidence(here: District, number: str = "12") -> list[Evidence]:
    """What stands as evidence of the education office's row."""
    with here.app.store.act(here.clock()) as desk:
        return desk.evidence_of(item_of(here, number))


def everything_kept(here: District) -> str:
    """Every cell of every table, as text."""
    with here.app.store.act(here.clock()) as desk:
        rows = [desk.session.execute(table.select()).all() for table in SQLModel.metadata.sorted_tables]
        return "\n".join(str(one) for some in rows for one in some)


def facts(here: District) -> dict[str, Any]:
    """What a refused act must leave as it was: items, reports, evidence, events, decisions."""
    tables = {"item", "report", "evidence", "event", "task", "question", "unit", "appointment", "invitation", "errand"}
    with here.app.store.act(here.clock()) as desk:
        return {
            table.name: [tuple(one) for one in desk.session.execute(table.select())]
            for table in SQLModel.metadata.sorted_tables
            if table.name in tables
        }


def keys(messages: Sequence[Message]) -> list[str]:
    """The callback data under some messages."""
    return [data for message in messages for data in buttons(message)]
