"""A morning before it is sent: an office in which N liaisons each wait for one reminder, as planned by the planner."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from sqlalchemy import Engine, insert
from sqlmodel import SQLModel

from bot.sparing import without

with without("cryptography"):  # as `duban run` does
    from bot.app import App
from bot.config import Config
from bot.settings import DatabaseSettings, TelegramSettings
from scheduler.clock import OfficeClock
from storage.claiming import Wanted
from storage.database import open_engine, transaction
from storage.records import Appointment, Contact, Item, Plan, Task, Unit
from storage.states import ItemState, Part, Post, Role, TaskState
from storage.values import DeadlineKind

MORNING = datetime(2022, 11, 28, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TOKEN = "1:benchmark"
ROWS = 53
_SET_UP = datetime(2022, 9, 19, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
_CONTENT = "全面更新各渡口公示牌，载明开放时间、责任人和监督方式，并在区政府门户网站同步公开。"


def app(database: str, api: str, *, limited: bool = False) -> App:
    """The real program on a prepared database, at nine in the morning."""
    limits = {} if limited else {"rate": 0, "chat": 0, "group_per_minute": 0}
    config = Config(
        database=DatabaseSettings(url=database),
        telegram=TelegramSettings(url=api, **limits),
        token=SecretStr(TOKEN),
    )
    return App(config, open_engine(database), OfficeClock(MORNING))


def fill(database: str, liaisons: int, untold: int = 0, each: int = 1) -> None:
    """Fill an empty database and plan the morning; to `untold` more liaisons nothing is to be said.

    Each of them has so many items.
    """
    here = app(database, "http://127.0.0.1:1")
    fill_here(here, liaisons, untold, each)
    here.engine.dispose()


def fill_here(here: App, liaisons: int, untold: int = 0, each: int = 1) -> None:
    """The same for a program that is there already."""
    here.clock.move_to(MORNING - timedelta(minutes=30))
    district(here.engine, here.store.office_id, liaisons, untold, each)
    here.rounds.plan_day()
    assert here.store.conservation()["pending"] == liaisons


def answers(first: int, last: int) -> list[dict[str, Any]]:
    """Updates, numbered from 1, in which liaisons say by hand that they are at work on their row."""
    return [_answer(update_id, n) for update_id, n in enumerate(range(first, last + 1), start=1)]


def _answer(update_id: int, n: int) -> dict[str, Any]:
    person = {"id": n, "is_bot": False, "first_name": f"联络员{n}"}
    said = {"message_id": 1, "date": int(MORNING.timestamp()), "text": f"{_row(n)} 正在办理，已更新三处公示牌"}
    return {"update_id": update_id, "message": said | {"chat": {"id": n, "type": "private"}, "from": person}}


def letter() -> dict[str, str]:
    """What one of them is sent, for whoever sends the same: the text, and the keyboard as a form has it."""
    here = app("sqlite://", "http://127.0.0.1:1")
    fill_here(here, 1)
    [claim] = here.store.claim(Wanted(MORNING, 1, remind=True))
    written, _ = here.rounds.write(claim, MORNING)
    assert written is not None
    rows = [[{"text": button.text, "callback_data": button.data} for button in row] for row in written.buttons]
    return {"text": written.text, "keyboard": json.dumps({"inline_keyboard": rows}, ensure_ascii=False)}


def district(engine: Engine, office_id: int, liaisons: int, untold: int, each: int = 1, more: int = 0) -> None:
    """An office of liaisons with so many items each, the first so many one `more`.

    Those of the first of them are to be looked at this morning.
    """
    here = {"office_id": office_id}
    numbers = range(1, liaisons + untold + 1)
    _add(engine, Plan, [here | {"title": "《2022年重点工作任务分解表》", "sha256": "0" * 64, "imported_at": _SET_UP}])
    _add(engine, Task, [here | _task(n) for n in range(1, ROWS + 1)])
    _add(engine, Unit, [here | {"name": f"区第{n}局", "from_on": _SET_UP.date()} for n in numbers])
    _add(engine, Contact, [here | _contact(n) for n in numbers])
    _add(engine, Appointment, [here | _appointment(n) for n in numbers])
    owed = [(n, k) for n in numbers for k in range(each + (n <= more))]
    items = [(n, _row(n + k), MORNING.date() if n <= liaisons else None) for n, k in owed]
    _add(engine, Item, [here | _item(n, row) | {"look_on": look_on} for n, row, look_on in items])


def _row(n: int) -> int:
    return (n - 1) % ROWS + 1


def _add(engine: Engine, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    """Rows as they are, every other column as a new record would have it."""
    with transaction(engine) as session:
        session.execute(insert(table), [table(**row).model_dump(exclude={"id"}) for row in rows])


def _task(n: int) -> dict[str, Any]:
    return {
        "plan_id": 1,
        "position": n,
        "number": str(n),
        "theme": "公开促规范",
        "label": "渡口公示牌更新",
        "content": _CONTENT,
        "deadline_text": "11月底前",
        "deadline_kind": DeadlineKind.DATE,
        "due_on": date(2022, 11, 30),
        "state": TaskState.CONFIRMED,
    }


def _contact(n: int) -> dict[str, Any]:
    return {"user_id": n, "chat_id": n, "name": f"联络员{n}", "role": Role.LIAISON, "enrolled_at": _SET_UP}


def _appointment(n: int) -> dict[str, Any]:
    return {"unit_id": n, "contact_id": n, "role": Role.LIAISON, "post": Post.A, "from_on": _SET_UP.date()}


def _item(n: int, row: int) -> dict[str, Any]:
    return {
        "task_id": row,
        "unit_id": n,
        "number": str(row),
        "part": Part.RESPONSIBLE,
        "kind": DeadlineKind.DATE,
        "due_on": date(2022, 11, 30),
        "first_due_on": date(2022, 11, 30),
        "state": ItemState.SIGNED,
        "assigned_on": _SET_UP.date(),
        "due_told_on": _SET_UP.date(),
    }


if __name__ == "__main__":  # in a process of its own, so that what it takes is nobody's
    fill(*json.load(sys.stdin))
    print("true")
