"""What somebody who sets up an office answers, and whether it can be used."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from pydantic import ValidationError

from bot.commands import Refused, Say
from bot.settings import OfficeSettings
from bot.unusable import ConfigUnusable, faults
from storage.database import DatabaseUnusable, open_engine
from storage.schema import version

Answer = TypeVar("Answer")
Ask = Callable[[str, str, bool], str]
"""A question, what holds where nothing is typed, whether the answer is hidden."""


def token_in(file: str) -> str:
    """What a file says, or standard input where it is called "-"; raises Refused for what is no text."""
    try:
        return (sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")).strip()
    except UnicodeDecodeError:
        raise Refused(f"{file} 不是文本文件，应为只有令牌一行的文件") from None


def until_usable(answer: Callable[[], Answer], say: Say, can_ask: bool) -> Answer:
    """The first answer that can be used; what is wrong with one is told, and it is asked for again."""
    while True:
        try:
            return answer()
        except (ConfigUnusable, DatabaseUnusable, Refused) as error:
            if not can_ask:
                raise
            say(str(error))


def existing_zone(zone: str) -> str:
    """A time zone that there is; raises Refused."""
    try:
        return OfficeSettings(zone=zone).zone
    except ValidationError as error:
        raise Refused(faults(error).removeprefix("zone：")) from None


def usable_database(url: str) -> str:
    """One that answers, unless the environment names another. Raises Refused, DatabaseUnusable."""
    if urlsplit(url).password:
        raise Refused("数据库密码不写入 config.toml，请改用环境变量 DUBAN_DATABASE_URL 或 PostgreSQL 的 .pgpass 文件")
    if not os.environ.get("DUBAN_DATABASE_URL"):
        engine = open_engine(url)
        version(engine)
        engine.dispose()
    return url


def asked(question: str, said: str, default: str, ask: Ask | None) -> str:
    """What was said on the command line, else what somebody answers, else what holds where nobody is there."""
    return said or (ask(question, default, False) if ask else default)
