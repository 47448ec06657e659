"""`init`: from nothing to an office that can be run, asked once."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

from telegram.error import InvalidToken, TelegramError

from bot.commands import Refused, Say, is_yes
from bot.commands.answers import Ask, asked, existing_zone, until_usable, usable_database
from bot.commands.reaching import username
from bot.config import Config, load
from bot.conversation.enrolment import VALID_FOR, new_code
from bot.opening import open_database, open_store
from bot.places import shipped
from bot.unusable import ConfigUnusable
from scheduler.clock import OfficeClock
from storage.database import DatabaseUnusable
from storage.roster_file import write_roster_template
from storage.states import Role

TEMPLATE, SAMPLE, TOKEN_FILE = "名册模板.xlsx", "样例任务分解表.docx", "token"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was said on the command line; "" is asked for, or left at its default where nobody can be asked."""

    folder: Path
    office: str = ""
    zone: str = ""
    database: str = ""
    token: str = ""


def init(wanted: Wanted, say: Say, ask: Ask | None) -> None:
    """Set up a folder: settings, token, database, first enrolment link, roster template, sample."""
    wanted.folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # what units report is nobody else's on this machine
    with contextlib.chdir(wanted.folder):  # paths in the settings are read from where the program is started
        _set_up(wanted, say, ask)


def _set_up(wanted: Wanted, say: Say, ask: Ask | None) -> None:
    _settings(wanted, say, ask)
    token, config, name = _with_token(wanted, say, ask)  # before it is kept: one that is refused is as good as none
    if token:
        _keep(token, say)
    code = _found_office(config)
    _papers(say)
    say(f"公开办登记码：{code}（{VALID_FOR.days}天内有效，仅可使用一次）")
    if name:
        say(f"公开办登记链接：https://t.me/{name}?start={code}")
    else:
        say(f"登记方法：在 Telegram 中打开机器人，发送  /start {code}")
    _next_steps(say)


def _settings(wanted: Wanted, say: Say, ask: Ask | None) -> None:
    """Write config.toml; one that is there is only replaced where somebody says so."""
    file = Path("config.toml")
    if file.exists() and not (ask and is_yes(ask(f"{file} 已存在，是否覆盖？（y/N）", "N", False))):
        say(f"保留已有的 {file}，未作改动。")
        return
    _write_settings(file, _chosen(wanted, say, ask))
    say(f"已写入 {file}，其余设置均有注释，可随时修改。")


def _chosen(wanted: Wanted, say: Say, ask: Ask | None) -> dict[tuple[str, str], str]:
    def zone() -> str:
        return existing_zone(asked("时区", wanted.zone, "Asia/Shanghai", ask))

    def database() -> str:
        question = "数据库（sqlite:///路径 或 postgresql://用户@主机/库名）"
        return usable_database(asked(question, wanted.database, "sqlite:///var/duban.db", ask))

    return {
        ("office", "name"): asked("办公室名称（消息落款）", wanted.office, "政务公开办", ask),
        ("office", "zone"): until_usable(zone, say, can_ask=bool(ask) and not wanted.zone),
        ("database", "url"): until_usable(database, say, can_ask=bool(ask) and not wanted.database),
    }


def _write_settings(file: Path, chosen: dict[tuple[str, str], str]) -> None:
    """Whole or not at all; the place for the token is made with it, readable by nobody else."""
    text = filled(shipped("config.toml").read_text(encoding="utf-8"), chosen)
    part = file.with_name(".config.toml.part")
    part.write_text(text, encoding="utf-8")
    try:
        load({"DUBAN_CONFIG": str(part)})
    except ConfigUnusable as error:
        part.unlink()
        raise Refused(str(error).replace(str(part), file.name)) from None
    part.write_text(filled(text, {("", "token_file"): TOKEN_FILE}), encoding="utf-8")
    Path(TOKEN_FILE).touch(mode=0o600)
    part.replace(file)


def filled(template: str, chosen: dict[tuple[str, str], str]) -> str:
    """The commented settings with some values changed; comments stay.

    >>> filled('[office]\\nname = "a"  # who\\n', {("office", "name"): "乙"})
    '[office]\\nname = "乙"  # who\\n'
    """
    section, lines = "", []
    for line in template.splitlines(keepends=True):
        if found := re.match(r"\[(\w+)\]", line):
            section = found[1]
        key = line.partition("=")[0].strip()
        if (section, key) in chosen:
            value = json.dumps(chosen[section, key], ensure_ascii=False)
            old = re.search(r'=\s*("[^"]*")', line)
            line = line.replace(old[1], value, 1) if old else line
        lines.append(line)
    return "".join(lines)


def _with_token(wanted: Wanted, say: Say, ask: Ask | None) -> tuple[str, Config, str]:
    """The token, the settings with it and the bot's name; asked for again where Telegram refuses it."""
    place = {**os.environ, "DUBAN_CONFIG": "config.toml"}
    load(place | {"DUBAN_TELEGRAM_TOKEN": "0:none"})  # what is wrong with the rest is no fault of the token

    def answer() -> tuple[str, Config, str]:
        token = _token(wanted, ask)
        config = load(place | {"DUBAN_TELEGRAM_TOKEN": token})
        return token, config, _bot_name(config, say)

    return until_usable(answer, say, can_ask=bool(ask) and not wanted.token)


def _token(wanted: Wanted, ask: Ask | None) -> str:
    """The token that was given now, or at an earlier time."""
    question = "机器人令牌（向 @BotFather 申请，输入时不显示；暂无可直接回车）"
    token = wanted.token or (ask(question, "", True) if ask else "")
    file = Path(TOKEN_FILE)
    return token.strip() or (file.read_text(encoding="utf-8-sig").strip() if file.exists() else "")


def _keep(token: str, say: Say) -> None:
    """In a file that only its owner can read."""
    file = Path(TOKEN_FILE)
    file.touch(mode=0o600)
    file.chmod(0o600)
    file.write_text(f"{token}\n", encoding="utf-8")
    say(f"令牌已存入 {file}（仅本人可读）。")


def _found_office(config: Config) -> str:
    """Make the database and the first code."""
    clock = OfficeClock(config.starts_at)
    try:
        store = open_store(config, open_database(config), clock())
    except DatabaseUnusable as error:
        raise Refused(str(error)) from None
    with store.act(clock()) as desk:
        return new_code(desk, Role.OFFICE, None)


def _papers(say: Say) -> None:
    roster, sample = Path(TEMPLATE), Path(SAMPLE)
    if not roster.exists():
        write_roster_template(roster)
    if not sample.exists():
        shutil.copyfile(shipped("examples") / "document.docx", sample)
    say(f"名册模板：{roster}　样例文件：{sample}")


def _bot_name(config: Config, say: Say) -> str:
    """Ask Telegram who the bot is; what goes wrong is told and can be mended later."""
    if config.token is None:
        say(f"尚未设置令牌。申请后存入 {TOKEN_FILE} 文件，再运行 duban check 核对。")
        return ""
    try:
        name = asyncio.run(username(config, config.token.get_secret_value()))
    except InvalidToken:
        raise Refused("Telegram 不认可该令牌，请向 @BotFather 核对后重新输入") from None
    except (TelegramError, TimeoutError):
        say("暂时无法连到 Telegram，令牌未能核对。不能直接访问的，请在 config.toml 的 [telegram] 中设置代理。")
        say("运行 duban check，可查明是哪一段不通。")
        return ""
    say(f"令牌有效，机器人 @{name}。")
    return name


def _next_steps(say: Say) -> None:
    say("\n下一步：")
    say(f"  cd {Path.cwd()}")
    if not tomllib.loads(Path("config.toml").read_text(encoding="utf-8-sig")).get("token_file"):  # kept from before
        say(f"  export DUBAN_TELEGRAM_TOKEN_FILE={Path(TOKEN_FILE).resolve()}")
    say("  duban check")
    say(f"  duban roster {TEMPLATE} --yes      （先填好名册）")
    say("  duban import 任务分解表.docx")
    say("  duban run")
