"""`check`: configuration, database, token, clock, calendar; each is fine, or says what to do."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

from telegram.error import TelegramError

from bot.commands import Say
from bot.commands.reaching import Finding, reach, username
from bot.commands.terminal import coloured, working
from bot.config import Config, load
from bot.opening import open_database
from bot.unusable import ConfigUnusable
from scheduler.clock import OfficeClock, local
from storage.database import DatabaseUnusable, Engine, without_password
from storage.schema import newest, version

EARLIEST_PLAUSIBLE = 2022  # a clock before the first document is wrong


def check(say: Say) -> bool:
    """Look at everything; true when all is well."""
    try:
        config = load()
    except ConfigUnusable as error:
        say(f"{coloured('✗', 'red')} 配置：{error}")
        return False
    with working("正在检查"):
        findings = [_settings(), *_wording(config), *_database(config), *_token(config), *_calendar(config)]
    for fine, text in findings:
        say(f"{coloured('✓', 'green') if fine else coloured('✗', 'red')} {text}")
    return all(fine for fine, _ in findings)


def _settings() -> Finding:
    """Where they were found: whoever stands in another folder than the office's sees it here."""
    file = Path(os.environ.get("DUBAN_CONFIG") or "config.toml")
    return True, f"配置：{file.resolve()}" if file.exists() else f"配置：{Path.cwd()} 中没有 {file}，各项取默认值"


def _wording(config: Config) -> Iterator[Finding]:
    try:
        config.wording()
    except ConfigUnusable as error:
        yield False, f"措辞：{error}"


def _database(config: Config) -> Iterator[Finding]:
    try:
        engine = open_database(config)
        found = version(engine)
    except DatabaseUnusable as error:
        yield False, f"数据库：{str(error).removeprefix('数据库').strip()}"
        return
    place = _place(engine)
    if found is None:
        yield True, f"数据库：{place}，可用，尚未建立，首次运行时自动建立"
    elif found == newest():
        yield True, f"数据库：{place}，可用，版本 {found}"
    else:
        yield False, f"数据库：版本 {found} 与程序（{newest()}）不符，请停止机器人后运行 duban upgrade，或升级程序"


def _place(engine: Engine) -> str:
    """Where the database is: a file in full, or an address without its password."""
    if engine.dialect.name == "sqlite" and engine.url.database:
        return str(Path(engine.url.database).resolve())
    return without_password(engine.url.set(drivername=engine.dialect.name)).render_as_string()


def _token(config: Config) -> Iterator[Finding]:
    if config.token is None:
        yield False, "令牌：未设置，请向 @BotFather 申请后存入 token_file 指明的文件，或设置 DUBAN_TELEGRAM_TOKEN"
        return
    yield from asyncio.run(reach(config, config.token.get_secret_value()))


def bot_name(config: Config) -> str | None:
    """The bot's user name as Telegram gives it; None without a token or an answer."""
    if config.token is None:
        return None
    try:
        return asyncio.run(username(config, config.token.get_secret_value()))
    except (TelegramError, TimeoutError):
        return None


def _calendar(config: Config) -> Iterator[Finding]:
    now = local(OfficeClock(config.starts_at)(), config.zone)
    today = now.date()
    if today.year < EARLIEST_PLAUSIBLE:
        yield False, f"时钟：{today.isoformat()} 不可信，请校准系统时间"
    else:
        yield True, f"时钟：{now:%Y-%m-%d %H:%M}（{config.office.zone}）"
    try:
        workdays = config.workdays()
    except ConfigUnusable as error:
        yield False, f"工作日历：{error}"
        return
    if workdays.is_provisional(today.year):
        yield False, f"工作日历：{today.year}年放假安排未收录，暂按法定节假日推算；请在 calendar.overrides 文件中补充"
    else:
        yield True, f"工作日历：{today.year}年已收录"
