"""`check`: configuration, database, token, clock, calendar; each is fine, or says what to do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from telegram.error import TelegramError

from bot.commands import Say
from bot.commands.reaching import Finding, reach, username
from bot.commands.terminal import coloured, working
from bot.config import Config, load
from bot.opening import open_database
from bot.unusable import ConfigUnusable
from scheduler.clock import OfficeClock, local
from storage.database import DatabaseUnusable
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
        findings = [(True, "配置：可用"), *_wording(config), *_database(config), *_token(config), *_calendar(config)]
    for fine, text in findings:
        say(f"{coloured('✓', 'green') if fine else coloured('✗', 'red')} {text}")
    return all(fine for fine, _ in findings)


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
        yield False, f"数据库：{error}"
        return
    if found is None:
        yield True, "数据库：可用，尚未建立，首次运行时自动建立"
    elif found == newest():
        yield True, f"数据库：可用，版本 {found}"
    else:
        yield False, f"数据库：版本 {found} 与程序（{newest()}）不符，请停止机器人后运行 duban upgrade，或升级程序"


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
    today = local(OfficeClock(config.starts_at)(), config.zone).date()
    if today.year < EARLIEST_PLAUSIBLE:
        yield False, f"时钟：{today.isoformat()} 不可信，请校准系统时间"
    else:
        yield True, f"时钟：{today.isoformat()}（{config.office.zone}）"
    try:
        workdays = config.workdays()
    except ConfigUnusable as error:
        yield False, f"工作日历：{error}"
        return
    if workdays.is_provisional(today.year):
        yield False, f"工作日历：{today.year}年放假安排未收录，暂按法定节假日推算；请在 calendar.overrides 文件中补充"
    else:
        yield True, f"工作日历：{today.year}年已收录"
