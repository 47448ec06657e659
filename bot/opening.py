"""What the settings name is opened here: database, store, bot; and a lock, where there may be only one of us."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

from bot.config import Config
from bot.connecting import way_to
from bot.discreet import DiscreetBot
from bot.transport import AiohttpRequest
from bot.unusable import ConfigUnusable
from scheduler.clock import local
from storage.database import Engine, open_engine
from storage.half_restored import is_half_restored
from storage.opened import open_office
from storage.reasons import reason
from storage.schema import is_behind, migrate
from storage.store import Store


def open_bot(config: Config, heard: Callable[[datetime], None] | None = None) -> DiscreetBot:
    """The bot the settings name, not yet started; without a token it can do nothing. `heard` is told the time."""
    telegram = config.telegram
    way = way_to(telegram)
    calls, polls = (
        AiohttpRequest(connections, read_timeout=telegram.answer, write_timeout=telegram.answer, way=way)
        for connections in (40, 2)
    )
    calls.heard = polls.heard = heard
    return DiscreetBot(
        config.token.get_secret_value() if config.token else "0:none",
        base_url=f"{telegram.url}/bot",
        base_file_url=f"{telegram.url}/file/bot",
        request=calls,
        get_updates_request=polls,
    )


def open_store(config: Config, engine: Engine, now: datetime) -> Store:
    """The office's store. A new database is made; one of an earlier version is only upgraded where somebody asks."""
    if is_half_restored(engine):
        raise ConfigUnusable("数据库的恢复没有做完，其中的消息可能已经发出，请重新运行 duban restore，做完后再启动")
    if is_behind(engine):
        raise ConfigUnusable("数据库是较早版本的，请停止机器人后运行 duban upgrade，升级前自动备份")
    migrate(engine)
    return store_in(config, engine, now)


def store_in(config: Config, engine: Engine, now: datetime) -> Store:
    """The same in a database of which it is known in what state it is."""
    office_id = open_office(engine, config.office.name, now, config.key)

    def day_of(moment: datetime) -> date:
        return local(moment, config.zone).date()

    return Store(engine, office_id, day_of, config.workdays().overrides)


def open_database(config: Config) -> Engine:
    """The engine the settings name; raises DatabaseUnusable."""
    return open_engine(config.database.url)


def sole_user(engine: Engine) -> TextIO | None:
    """Make sure no other `duban run` works on this SQLite file; hold the result as long as it must stay so."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    file = Path(f"{engine.url.database}.lock")
    try:
        lock = file.open("w", encoding="utf-8")
    except OSError as error:
        raise ConfigUnusable(
            f"锁文件 {file} 打不开（{reason(error)}），可能由其他用户（如 root）建立，"
            "请停止机器人后删除它，再以运行机器人的用户启动"
        ) from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise ConfigUnusable(
            f"另一个 duban run 正在使用 {engine.url.database}，请先停止它；多个进程同时运行请改用 PostgreSQL"
        ) from None
    return lock
