"""Somebody watches: figures for a monitor, a heartbeat while all is well, an alarm when it is not."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot.sandbox import Fault as Order
from bot.sandbox import FaultKind as Misbehaves
from bot.watching.faults import Seen, faults
from bot.watching.settings import WatchSettings
from messages.alarms import FaultKind
from storage.desk.standing import Standing, Waiting
from tests.loopback import free_port, webhook
from tests.running import Running, office

NOW = datetime(2022, 11, 28, 1, 0, tzinfo=UTC)
WELL = Seen(
    now=NOW,
    standing=Standing(Waiting(), Waiting(3, NOW - timedelta(days=3)), to_handle=0, parked=0, unreachable=0),
    conservation={},
    since_poll=12.0,
    free_mb={"var": 40_000},
)
WAITED = replace(WELL.standing, answers=Waiting(1, NOW - timedelta(hours=1))) if WELL.standing else None


@pytest.mark.parametrize(
    ("seen", "kinds"),
    [
        (WELL, []),  # reminders wait for the morning, and that is no fault
        (replace(WELL, since_poll=181.0), [FaultKind.CUT_OFF]),
        (replace(WELL, since_poll=900.0, is_refused=True), [FaultKind.TOKEN_REFUSED]),
        (replace(WELL, standing=None), [FaultKind.DATABASE_AWAY]),
        (replace(WELL, standing=WAITED), [FaultKind.LATE]),
        (replace(WELL, free_mb={"a": 40_000, "b": 499}), [FaultKind.DISK_FULL]),
        (replace(WELL, broken_link=7, backup_failed="x"), [FaultKind.CHAIN_BROKEN, FaultKind.BACKUP_FAILED]),
    ],
)
def test_what_is_wrong_is_decided_from_what_was_seen(seen: Seen, kinds: list[FaultKind]) -> None:
    assert [fault.kind for fault in faults(seen, WatchSettings())] == kinds


async def test_an_alarm_arrives_when_the_poller_is_cut_off_and_when_it_is_over(tmp_path: Path) -> None:
    async with webhook() as operator, _at_work(tmp_path, operator.address) as here:
        cut = here.sandbox.faults.order(Order("getUpdates", Misbehaves.DROP_BEFORE, times=None))
        await here.until(lambda: here.calls("getUpdates"))
        here.passes(300)
        await here.until(lambda: operator.posted)
        here.sandbox.faults.cancel(cut)
        await here.until(lambda: any("收取消息中断·已恢复" in text for text in operator.texts), within=60)

    begun, *_, over = (text for text in operator.texts if "收取消息中断" in text)
    assert "收取消息中断" in begun
    assert "分钟未能从 Telegram 收取消息" in begun
    assert "收取消息中断·已恢复" in over


async def test_a_refused_token_is_told_and_the_monitor_says_not_ready(tmp_path: Path) -> None:
    port = free_port()
    async with webhook() as operator, _at_work(tmp_path, operator.address, port=port) as here:
        before = await _got(port, "readyz")
        here.sandbox.faults.order(Order("getUpdates", Misbehaves.ERROR, status=401, times=None))
        await here.until(lambda: operator.posted, within=60)
        after = await _got(port, "readyz")
        alive = await _got(port, "healthz")

    assert before == (200, {"ok": True, "faults": []})
    assert after == (503, {"ok": False, "faults": ["token_refused"]})
    assert alive == (200, {"ok": True})
    assert "令牌不被认可" in operator.texts[0]


async def test_the_figures_are_prometheus_text_and_name_nobody(tmp_path: Path) -> None:
    port = free_port()
    async with _at_work(tmp_path, port=port, liaisons=3) as here:
        here.sandbox.world.says(1, "收到")
        await here.until(lambda: here.all_got() and here.is_empty() and sum(here.app.pulse.handled))
        async with aiohttp.ClientSession() as session:
            answer = await session.get(f"http://127.0.0.1:{port}/metrics")
            text = await answer.text()

    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    figures = {}
    for line in text.splitlines():
        found = re.fullmatch(r'(?:# (?:HELP|TYPE) .+|([a-z_]+(?:\{[a-z]+="[^"]*"(?:,[a-z]+="[^"]*")*\})?) (\S+))', line)
        assert found, line
        if found[1]:
            figures[found[1]] = float(found[2])
    assert figures['duban_notices{state="sent"}'] == here.counts()["sent"] >= 3
    assert figures['duban_notices_due{kind="answer"}'] == 0
    assert figures["duban_polls_total"] >= 1
    assert (
        figures["duban_update_handling_seconds_count"]
        == figures['duban_update_handling_seconds_bucket{le="+Inf"}']
        == 1
    )
    assert figures['duban_fault{kind="poller_cut_off"}'] == 0
    assert "镇" not in text


async def test_a_heart_beats_only_while_nothing_is_wrong(tmp_path: Path) -> None:
    async with webhook() as monitor:
        ping = f"http://127.0.0.1:{monitor.port}/ping"
        async with _at_work(tmp_path, heartbeat=ping, heartbeat_every=1) as here:
            await here.until(lambda: monitor.posted, passing=1)
            here.sandbox.faults.order(Order("getUpdates", Misbehaves.ERROR, status=401, times=None))
            await here.until(lambda: here.app.inbox.is_refused)
            beats = len(monitor.posted)
            for _ in range(20):
                here.passes(1)
                await here.app.watch.look_once()

            assert len(monitor.posted) == beats


@asynccontextmanager
async def _at_work(folder: Path, *addresses: str, liaisons: int = 1, **settings: Any) -> AsyncIterator[Running]:
    """An office that has polled once; looks follow each other at once, and alarms go to these addresses."""
    watch = WatchSettings(look_every=0.02, disk_free_mb=0, **settings)
    sections = {"watch": watch, "alarm_addresses": tuple(map(SecretStr, addresses))}
    async with office(folder, liaisons, sections=sections) as here, here.at_work():
        await here.until(lambda: here.app.inbox.polls)
        yield here


async def _got(port: int, page: str) -> tuple[int, Any]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/{page}") as answer:
        return answer.status, json.loads(await answer.text())
