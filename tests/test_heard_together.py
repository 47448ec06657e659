"""Many people heard in one transaction: each as if nobody else had been, at the cost of a few statements for all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import SQLModel

from bot.conversation.talk import Conversation
from scheduler import deciding
from scheduler.rounds import Rounds
from scheduler.rules import Rules
from scheduler.workdays import Workdays
from storage.delivery import Outcome, Withdrawn
from storage.states import Post, Role
from storage.store import Store
from storage.values import Roster, RosterUnit
from tests.desks import MONDAY_MORNING, store_of
from tests.district import CHINA, document, row

UNITS = tuple(f"区第{n}局" for n in range(1, 8))
OFFICE, STRANGER, LEADER, SECOND = 90, 91, 92, 93  # SECOND holds the other post of two units
SAID = {
    1: "23 办理中\n12 已完成 https://www.example.gov.cn/12.html",
    2: "12 办理中，已更新三处",
    3: "12 已完成",
    OFFICE: "退回 23 缺少佐证",
    SECOND: "12 办理中",
    4: "23 有困难，需要协调",
    STRANGER: "你好",
    5: "12月1日至5日外出",
    LEADER: "/清单",
    6: "12、23都已完成，文号为新政办发〔2022〕37号",
    7: "/任务 12",
}


async def _sends_nothing(_chat: int, _letter: object, _is_answer: bool) -> Outcome:
    return Withdrawn()


class Town:
    """An office of seven units, two rows handed out to each; of one the first unit has reported."""

    def __init__(self) -> None:
        self.store = store_of(Roster("公开办", tuple(RosterUnit(name, "部门", (), ()) for name in UNITS)))
        with self.store.act(MONDAY_MORNING) as desk:
            units = {unit.name: unit for unit in desk.units()}
            posts = [(n, Role.LIAISON, units[name], Post.A) for n, name in enumerate(UNITS, start=1)]
            posts += [(SECOND, Role.LIAISON, units[name], Post.B) for name in UNITS[:2]]
            posts.append((LEADER, Role.LEADER, units[UNITS[1]], Post.A))
            for user_id, role, unit, post in [*posts, (OFFICE, Role.OFFICE, None, Post.A)]:
                code = f"{user_id}.{unit.id if unit else 0}"
                desk.invite(code, role, unit, post, desk.now + timedelta(1))
                desk.enrol(desk.meet(user_id, user_id, f"某{user_id}"), code)
            plan = desk.store_document(document(row("12", units=UNITS), row("23", units=UNITS)), "1" * 64)
            deciding.confirm_ready(desk, plan)
        rounds = Rounds(self.store, lambda: MONDAY_MORNING, CHINA, Rules(), Workdays(), _sends_nothing)
        self._conversation = Conversation(self.store, rounds, lambda code: code)
        self._updates = 0
        self.hear([self.says(1, "23 已完成 https://www.example.gov.cn/23.html")])

    def says(self, user_id: int, text: str) -> int:
        """What somebody writes is kept; its number."""
        self._updates += 1
        user = {"id": user_id, "is_bot": False, "first_name": "某"}
        said = {"message_id": self._updates, "date": 1, "text": text, "chat": {"id": user_id, "type": "private"}}
        update = {"update_id": self._updates, "message": said | {"from": user}}
        self.store.keep([(self._updates, update)], MONDAY_MORNING)
        return self._updates

    def hear(self, updates: list[int]) -> None:
        """All in one transaction."""
        assert self._conversation.respond(updates, MONDAY_MORNING) is not None

    def everything(self) -> dict[str, list[Any]]:
        """Every row of every table."""
        with self.store.act(MONDAY_MORNING) as desk:
            tables = SQLModel.metadata.sorted_tables
            return {one.name: [tuple(kept) for kept in desk.session.execute(one.select())] for one in tables}


@pytest.mark.parametrize("begins", [0, 3, 6])
def test_people_heard_together_are_heard_as_one_after_the_other(begins: int) -> None:
    people = [*SAID][begins:] + [*SAID][:begins]
    together, apart = Town(), Town()

    together.hear([together.says(one, SAID[one]) for one in people])
    for update in [apart.says(one, SAID[one]) for one in people]:
        apart.hear([update])

    found, expected = together.everything(), apart.everything()
    assert {name: (found[name], expected[name]) for name in found if found[name] != expected[name]} == {}
    assert together.store.broken_link() is None


@pytest.mark.parametrize("text", ["23 办理中", "23 已完成 https://www.example.gov.cn/23.html"])
def test_more_people_at_once_take_no_more_statements(text: str) -> None:
    few, many = Town(), Town()

    three = [few.says(n, text) for n in (2, 3, 4)]
    six = [many.says(n, text) for n in (2, 3, 4, 5, 6, 7)]

    with counted(few.store) as for_three:
        few.hear(three)
    with counted(many.store) as for_six:
        many.hear(six)

    assert len(for_six) == len(for_three) < 20


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """The statements of a stretch."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(store.engine, "before_cursor_execute", note)
