"""The office's store, opened for one command: to look, or to do one thing."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from bot.commands import Refused
from bot.config import Config, load
from bot.opening import open_database, open_store
from messages import words
from scheduler.clock import Clock, OfficeClock
from scheduler.rounds import Rounds
from storage.delivery import Outcome, Withdrawn
from storage.schema import version
from storage.store import Store

_ELSEWHERE = "提示：{} 中没有 config.toml，已新建数据库；已用 duban init 设置过的，请先进入当时的目录"
PLAUSIBLE_YEARS = range(2000, 2101)


def opened() -> tuple[Config, OfficeClock, Store]:
    """Settings, clock and store; raises ConfigUnusable and DatabaseUnusable, each one line in Chinese.

    Whoever stands in another folder than the office's is told so where that makes a new database.
    """
    config = load()
    words.tell_time_in(config.zone)
    clock, engine = OfficeClock(config.starts_at), open_database(config)
    settings = Path(os.environ.get("DUBAN_CONFIG") or "config.toml")
    if not os.environ.get("DUBAN_DATABASE_URL") and not settings.exists() and version(engine) is None:
        print(_ELSEWHERE.format(Path.cwd()), file=sys.stderr)
    return config, clock, open_store(config, engine, clock())


def rounds_that_look(config: Config, clock: Clock, store: Store) -> Rounds:
    """Rounds that look but never send."""

    async def sends_nothing(_chat: int, _letter: Any, _is_answer: bool) -> Outcome:
        return Withdrawn()

    return Rounds(store, clock, config.zone, config.rules, config.workdays(), sends_nothing, None, config.escalation)


def day_named(text: str) -> date:
    """A day typed as YYYY-MM-DD; raises Refused."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused(f"「{text}」不是有效的日期，应写成 2022-12-05 的样子") from None
    if day.year not in PLAUSIBLE_YEARS:
        raise Refused(f"「{text}」超出可以查看的年份（{PLAUSIBLE_YEARS[0]}至{PLAUSIBLE_YEARS[-1]}年）")
    return day
