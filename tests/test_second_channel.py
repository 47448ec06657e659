"""Units that Telegram does not reach are told another way, the operator too; each such message is counted like any."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select
from sqlmodel import col

from messages import alarms
from messages.alarms import Fault, FaultKind
from scheduler import deciding
from storage.records import Event, Notice, Unit
from storage.states import NoticeState
from storage.values import Roster, RosterUnit
from tests.district import document, row
from tests.loopback import mail_server, webhook
from tests.running import MORNING, Running, office

TOWNS = ("各乡镇人民政府",)
NEW = "新设镇"


async def test_a_unit_without_a_liaison_gets_every_item_in_one_message_and_is_counted(tmp_path: Path) -> None:
    async with webhook() as hook, office(tmp_path, 2) as here, here.at_work():
        await here.until(lambda: here.app.bot.known_as)
        _name(here, NEW, hook.address)
        _hand_out(here, items=12)
        await here.until(lambda: _is_told(here, NEW) and here.all_got())
        [letter] = hook.texts
        told = _notices_of(here, NEW)

    assert letter.startswith("【政务公开任务提醒】9月20日（星期二）\n")
    assert all(f"事项{number}" in letter for number in range(20, 32))
    assert "点序号" not in letter
    assert f"https://t.me/{here.sandbox.world.bot['username']} 反馈" in letter
    assert letter.endswith("——政务公开办")
    assert [notice.state for notice in told] == [NoticeState.SENT] * 12
    here.has_lost_nothing()


async def test_a_preview_counts_nobody_as_unreachable_who_is_told_another_way(tmp_path: Path) -> None:
    async with webhook() as hook, office(tmp_path, 1) as here:
        _name(here, NEW, hook.address)
        _hand_out(here, items=1)

        with here.app.store.act(here.clock()) as desk:
            foreseen = here.app.rounds.foreseeing.letter(desk, desk.today, 0).text

    assert f"{NEW}（无可送达的联络员，改由其他联系渠道发送）" in foreseen
    assert "无法送达" not in foreseen


async def test_a_liaison_who_has_blocked_the_bot_is_told_by_mail(tmp_path: Path) -> None:
    async with mail_server() as mail, office(tmp_path, 2) as here:
        _name(here, "第1镇", f"mailto://127.0.0.1:{mail.port}?from=duban@example.cn&to=town@example.cn")
        here.sandbox.world.blocks(1)
        async with here.at_work():
            await here.until(lambda: mail.mails and here.is_empty())

    [letter] = mail.texts
    assert letter.startswith("【新交办】第12项")
    assert "请签收，并按时限办理。" in letter
    assert here.got(2)
    assert not here.got(1)
    assert here.counts()["unreachable"] == 0


async def test_a_channel_that_does_not_confirm_is_tried_again_in_doubt_and_told_to_the_office_at_last(
    tmp_path: Path,
) -> None:
    async with webhook() as hook, office(tmp_path, 1) as here:
        hook.status = 500
        _name(here, NEW, hook.address)
        _hand_out(here, items=1)
        channel = here.app.second_channel
        async with here.at_work():
            await here.until(lambda: channel._failures)
            hook.status = 200
            await here.until(lambda: hook.posted, passing=61)
            await here.until(lambda: _is_told(here, NEW))
            once = _notices_of(here, NEW)
            hook.status = 500
            here.clock.move_to(here.clock() + timedelta(days=1))
            _hand_out(here, items=1, first=50)
            await here.until(lambda: here.counts()["unreachable"], passing=3700)

    assert {notice.state for notice in once} == {NoticeState.UNCERTAIN}
    assert once[0].doubts >= 1
    assert "多次未能送达" in _notices_of(here, NEW)[-1].why


async def test_an_alarm_is_a_row_of_the_outbox_and_comes_even_when_the_database_is_away(
    tmp_path: Path,
) -> None:
    letter = alarms.raised(Fault(FaultKind.DATABASE_AWAY), "公开办", MORNING)
    async with webhook() as hook:
        sections = {"alarm_addresses": (SecretStr(hook.address),)}
        async with office(tmp_path, 1, patience=20, sections=sections) as here, here.at_work():
            before = here.counts()["planned"]
            assert await here.app.operator.tell("alarm/1", letter)
            assert await here.app.operator.tell("alarm/1", letter)
            await here.until(lambda: hook.posted and here.is_empty())
            planned = here.counts()["planned"] - before
            with here.app.engine.connect() as locked:
                locked.exec_driver_sql("SELECT 1")  # begins IMMEDIATE, so that nobody else can write
                assert await here.app.operator.tell("alarm/2", letter)

    assert planned == 1
    assert len(hook.posted) == 2


async def test_an_address_is_in_no_log_no_event_and_no_words(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with webhook() as hook, office(tmp_path, 1) as here:
        hook.status = 500
        _name(here, NEW, hook.address)
        _hand_out(here, items=1)
        async with here.at_work():
            await here.until(lambda: here.app.second_channel._failures)
        with here.app.store.act(here.clock()) as desk:
            events = [repr(event) for event in desk.session.scalars(select(Event))]
            roster = desk.roster()

    assert "hook-secret" not in caplog.text
    assert not any("hook-secret" in event for event in events)
    assert "hook-secret" not in repr(roster)


def _name(here: Running, name: str, address: str) -> None:
    """The roster names a unit's second channel; the unit is new where it was not there."""
    with here.app.store.act(here.clock()) as desk:
        known = {unit.name: unit for unit in desk.roster().units}
        known[name] = RosterUnit(name, "乡镇", (), TOWNS, address)
        desk.load_roster(Roster("", tuple(known.values())))


def _hand_out(here: Running, items: int, first: int = 20) -> None:
    """A further document, for every township."""
    rows = [row(str(number), collective=TOWNS, units=()) for number in range(first, first + items)]
    with here.app.store.act(here.clock()) as desk:
        for plan in desk.plans():
            deciding.confirm_ready(desk, plan)
        deciding.confirm_ready(desk, desk.store_document(document(*rows), f"{first:064}"))
    here.app.rounds.plan_day()
    here.app.wake_sender()


def _is_told(here: Running, unit: str) -> bool:
    """Whether nothing waits for a unit any more."""
    return all(notice.state is not NoticeState.PENDING for notice in _notices_of(here, unit))


def _notices_of(here: Running, unit: str) -> list[Notice]:
    with here.app.store.act(here.clock()) as desk:
        query = select(Notice).join(Unit, col(Unit.id) == col(Notice.unit_id)).where(col(Unit.name) == unit)
        return list(desk.session.scalars(query.order_by(col(Notice.id))))
