"""Several offices in one deployment: each has its token, roster and settings, and none sees anything of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, select
from sqlmodel import SQLModel, col

from bot.config import load, load_all
from bot.unusable import ConfigUnusable
from storage.guard import OfficesCrossed
from storage.opened import open_office
from storage.records import Item, Office
from tests.district import EDUCATION, OFFICE, TOWN, District, buttons, row
from tests.talking import MORNING, in_conversation

TOKEN = "4200:sandbox"
TWO = """
[rules]
due_soon = 5
[[offices]]
key = "yunchuan"
[offices.office]
name = "云川区政务公开办"
[[offices]]
key = "hewan"
token_file = "{token}"
[offices.office]
name = "河湾区政务公开办"
[offices.rules]
due_soon = 9
"""
OF_ONE_OFFICE = frozenset(table.name for table in SQLModel.metadata.sorted_tables if "office_id" in table.columns)
NUMBERING = "SELECT coalesce(max(report.id), ?)"  # the next number, as a sequence would give it: nobody's row is read
KEYED = re.compile(r"\b(office_id|id|\w+_id|letter|lease|sha256)\"? (=|IN|LIKE|BETWEEN)")
LOOKS = (
    "/摘要",
    "/逾期",
    "/待审",
    "/名册",
    "/预演",
    "/台账",
    "/任务 12",
    "/任务 77",
    "/单位 区教育局",
    "/催办",
    "/帮助",
)


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """Every statement that reads or changes records of an office."""
    issued: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
            issued.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield issued
    event.remove(engine, "before_cursor_execute", note)


async def a_busy_day(here: District) -> None:
    """Everything people do: answer, hand in, correct, ask for more time, review, return, look things up."""
    for said in (
        "收到",
        "12 办理中",
        "77 办理中",
        "12 已完成 https://www.example.gov.cn/1.html",
        "申请延期到12月15日，原因是等上级",
    ):
        await here.says(EDUCATION, said)
    for said in LOOKS:
        await here.says(OFFICE, said)
    await here.says(OFFICE, "/待审")
    for data in buttons(here.chat(OFFICE)[-1]):
        await here.presses(OFFICE, data, forge=True)
    await here.says(EDUCATION, "更正 12")
    await here.says(TOWN, "你好")
    await here.walk_to(MORNING.replace(day=20, hour=12))


def everything_said(here: District) -> str:
    """All three chats."""
    return "\n".join(message.text or "" for user_id in (OFFICE, EDUCATION, TOWN) for message in here.chat(user_id))


async def test_two_offices_work_on_one_database_and_none_sees_anything_of_the_other(
    engine: Engine, tmp_path: Path
) -> None:
    async with (
        in_conversation(tmp_path, row("12"), engine=engine, key="yunchuan") as one,
        in_conversation(tmp_path, row("77"), engine=engine, key="hewan") as other,
    ):
        with statements(engine) as issued:
            await a_busy_day(one)
            await a_busy_day(other)
            for number in range(1, 9):  # ids of either office, forged
                for verb in ("item", "pass", "ask"):
                    await one.presses(OFFICE, f"{verb}/{number}", forge=True)

        assert "办理第12项" in everything_said(one)
        assert "办理第77项" in everything_said(other)
        assert "办理第77项" not in everything_said(one)
        assert "办理第12项" not in everything_said(other)
        touching = [
            one
            for one in issued
            if any(re.search(rf'\b(FROM|JOIN|UPDATE) "?{t}\b', one) for t in OF_ONE_OFFICE)
            and not one.startswith(NUMBERING)
        ]
        assert len(touching) > 100
        assert [one for one in touching if not KEYED.search(one.partition("WHERE")[2])] == []


async def test_a_record_of_another_office_is_not_read_even_by_a_faulty_query(engine: Engine, tmp_path: Path) -> None:
    async with (
        in_conversation(tmp_path, row("12"), engine=engine, key="yunchuan") as one,
        in_conversation(tmp_path, row("77"), engine=engine, key="hewan"),
    ):
        with pytest.raises(OfficesCrossed), one.app.store.act(one.clock()) as desk:
            desk.all(select(Item).order_by(col(Item.id)))


def test_each_office_has_its_own_settings_and_token_over_the_common_ones(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("4300:hewan\n", encoding="utf-8")
    path = tmp_path / "config.toml"
    path.write_text(TWO.replace("{token}", str(tmp_path / "token")), encoding="utf-8")
    environment = {"DUBAN_CONFIG": str(path), "DUBAN_TELEGRAM_TOKEN_YUNCHUAN": "4200:yunchuan"}

    first, second = load_all(environment)

    assert [(one.key, one.office.name, one.rules.due_soon) for one in (first, second)] == [
        ("yunchuan", "云川区政务公开办", 5),
        ("hewan", "河湾区政务公开办", 9),
    ]
    assert [one.token and one.token.get_secret_value() for one in (first, second)] == ["4200:yunchuan", "4300:hewan"]
    assert load({**environment, "DUBAN_OFFICE": "hewan"}) == second
    with pytest.raises(ConfigUnusable, match="yunchuan、hewan"):
        load(environment)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("token_file = 't'\n[[offices]]\nkey = 'a'\n", "token_file 请写在各自"),
        ("[[offices]]\n", "须有 key"),
        ("[[offices]]\nkey = '甲'\n", "须有 key"),
        ("offices = 3\n", r"\[\[offices\]\]"),
        ("[[offices]]\nkey = 'a'\n[[offices]]\nkey = 'a'\n", "不能重复"),
        ("[[offices]]\nkey = 'a'\n[offices.database]\nurl = 'x'\n", "共用一个数据库"),
        ("[watch]\nport = 9\n[[offices]]\nkey = 'a'\n[[offices]]\nkey = 'b'\n", "watch.port"),
        ("[[offices]]\nkey = 'a'\n[offices.rulse]\n", "rulse 不是已知"),
        ("key = 'a'\n", "key"),
    ],
)
def test_offices_written_wrongly_are_refused_with_the_reason(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")

    with pytest.raises(ConfigUnusable, match=said):
        load_all({"DUBAN_CONFIG": str(tmp_path / "config.toml")})


def test_the_office_of_a_deployment_that_had_one_keeps_its_records_when_it_gets_a_key(engine: Engine) -> None:
    before = open_office(engine, "云川区政务公开办", MORNING)

    assert open_office(engine, "云川区政务公开办", MORNING, "yunchuan") == before
    assert open_office(engine, "改名后的办公室", MORNING, "yunchuan") == before
    assert open_office(engine, "河湾区政务公开办", MORNING, "hewan") != before
    with engine.connect() as connection:
        assert list(connection.execute(select(col(Office.key)).order_by(col(Office.id))).scalars()) == [
            "yunchuan",
            "hewan",
        ]
