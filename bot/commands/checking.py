"""`check`: configuration, database, token, clock, calendar; each is fine, or says what to do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from telegram.error import InvalidToken, TelegramError

from bot.app import open_database
from bot.commands import Say
from bot.config import Config, ConfigUnusable, load
from bot.transport import AiohttpRequest, DiscreetBot, NotSent
from scheduler.clock import OfficeClock, local
from storage.database import DatabaseUnusable
from storage.schema import newest, version

Finding = tuple[bool, str]
ANSWERS_WITHIN = 10.0  # seconds
EARLIEST_PLAUSIBLE = 2022  # a clock before the first document is wrong


def check(say: Say) -> bool:
    """Look at everything; true when all is well."""
    try:
        config = load()
    except ConfigUnusable as error:
        say(f"✗ 配置：{error}")
        return False
    findings = [(True, "配置：可用"), *_database(config), *_token(config), *_calendar(config)]
    for fine, text in findings:
        say(f"{'✓' if fine else '✗'} {text}")
    return all(fine for fine, _ in findings)


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
        yield False, f"数据库：版本 {found} 与程序（{newest()}）不符，请先备份，再运行任一命令升级，或升级程序"


def _token(config: Config) -> Iterator[Finding]:
    if config.token is None:
        yield False, "令牌：未设置，请向 @BotFather 申请后设置 DUBAN_TELEGRAM_TOKEN 或 DUBAN_TELEGRAM_TOKEN_FILE"
        return
    yield asyncio.run(_ask_telegram(config, config.token.get_secret_value()))


def bot_name(config: Config) -> str | None:
    """The bot's user name as Telegram gives it; None without a token or an answer."""
    if config.token is None:
        return None
    try:
        return asyncio.run(_username(config, config.token.get_secret_value()))
    except (TelegramError, TimeoutError):
        return None


async def _username(config: Config, token: str) -> str:
    bot = DiscreetBot(
        token,
        base_url=f"{config.telegram.url}/bot",
        request=AiohttpRequest(2, proxy=config.telegram.proxy or None),
        get_updates_request=AiohttpRequest(1, proxy=config.telegram.proxy or None),
    )
    try:
        async with asyncio.timeout(ANSWERS_WITHIN):
            await bot.initialize()
            return bot.username
    finally:
        await bot.shutdown()


async def _ask_telegram(config: Config, token: str) -> Finding:
    try:
        return True, f"令牌：有效，机器人 @{await _username(config, token)}"
    except InvalidToken:
        return False, "令牌：Telegram 不认可，请向 @BotFather 核对后重新设置"
    except NotSent as error:
        return False, f"网络：无法连接 {config.telegram.url}（{error.message}），请检查网络，或设置 telegram.proxy"
    except (TelegramError, TimeoutError) as error:
        why = error.message if isinstance(error, TelegramError) else f"{ANSWERS_WITHIN:g}秒内无应答"
        return False, f"网络：{config.telegram.url} 未正常应答（{why}），请检查地址，稍后再试"


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
