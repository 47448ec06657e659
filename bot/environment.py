"""What the environment says beside config.toml: secrets, and when the clock starts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pendulum

from bot.addresses import is_loopback
from bot.unusable import ConfigUnusable
from storage.reasons import reason

_TOKEN = re.compile(r"\d+:[\w-]+", re.ASCII)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.ASCII | re.IGNORECASE)


def token_in(environment: Mapping[str, str]) -> str | None:
    """The bot's token; None where none is given. Raises ConfigUnusable."""
    token = _secret(environment, "DUBAN_TELEGRAM_TOKEN", "令牌文件", "token_file 或 ")
    if token and not _TOKEN.fullmatch(token):
        raise ConfigUnusable(
            "机器人令牌的格式不对，应为 @BotFather 给出的 数字:字母数字 一行"
            "（取自 DUBAN_TELEGRAM_TOKEN，或 token_file、DUBAN_TELEGRAM_TOKEN_FILE 指明的文件）"
        )
    return token or None


def alarm_addresses_in(environment: Mapping[str, str]) -> list[str]:
    """Where alarms go, parted by white space: each holds a password or a key."""
    addresses = _secret(environment, "DUBAN_ALARM_URLS", "告警地址文件").split()
    if not all(_ADDRESS.fullmatch(address) for address in addresses):
        raise ConfigUnusable(
            "告警地址的格式不对，应为 mailto://…、wecombot://… 一类的地址，多个之间用空格或换行分开，"
            "请检查 DUBAN_ALARM_URLS 或 DUBAN_ALARM_URLS_FILE"
        )
    return addresses


def start(text: str, server: str, zone: str) -> datetime:
    """The instant DUBAN_NOW names, in the office's zone where it says none; raises ConfigUnusable."""
    if not is_loopback(server):
        raise ConfigUnusable("DUBAN_NOW 只能在 Bot API 服务器位于本机时使用，请先取消该环境变量")
    try:
        instant = pendulum.parse(text, tz=zone)  # without an offset it is the office's time
    except ValueError:
        instant = None
    if not isinstance(instant, pendulum.DateTime):
        raise ConfigUnusable(f"DUBAN_NOW「{text}」不是有效的时间，例如 2022-09-19T08:55:00+08:00")
    return instant


def _secret(environment: Mapping[str, str], name: str, what: str, or_in: str = "") -> str:
    """A secret from the environment, or from the file that `…_FILE` names; "" where there is none."""
    path = environment.get(f"{name}_FILE")
    said = environment.get(name, "").strip()
    try:
        return said or (Path(path).read_text(encoding="utf-8-sig").strip() if path else "")
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else "不是文本文件"
        raise ConfigUnusable(f"{what} {path} 无法读取（{why}），请检查 {or_in}{name}_FILE") from None
