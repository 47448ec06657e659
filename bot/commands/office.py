"""`enrol`, `export`: who comes in, and what is taken out for the office's own files."""

from __future__ import annotations

from pathlib import Path

from bot.commands import Refused, Say
from bot.commands.checking import bot_name
from bot.commands.opened import PLAUSIBLE_YEARS, opened, rounds_that_look
from bot.commands.terminal import working
from bot.conversation.enrolment import VALID_FOR, enrolment_link, new_code
from messages import words
from messages.assessment import assessment as assessment_sheet
from scheduler import assessing, papers, taking
from storage.reasons import reason
from storage.states import Post, Role


def enrol(role: str, unit: str | None, post: str, say: Say) -> None:
    """Print a one-time code; the person sends it to the bot."""
    config, clock, store = opened()
    wanted = Role(role)
    if wanted is Role.LIAISON and not unit:
        raise Refused("联络员须写明单位，例如 --unit 区教育局；领导不写单位的，为区负责同志")
    with store.act(clock()) as desk:
        found = taking.unit_named(desk, unit) if unit else None
        if unit and found is None:
            raise Refused(f"名册中没有「{unit}」，请核对名称，或先用 duban roster 载入名册")
        code = new_code(desk, wanted, found, Post(post))
    say(f"登记码：{code}")
    say(f"登记方法：在 Telegram 中打开机器人，发送  /start {code}")
    name = bot_name(config)
    say(f"登记链接：{enrolment_link(name or '机器人用户名', code)}")
    if name is None:
        say("（未能向 Telegram 查询机器人用户名，请将链接中的「机器人用户名」换成实际用户名。）")
    say(f"有效期：{VALID_FOR.days}天，仅可使用一次。")
    say("首位公开办人员使用后即登记；其他人员使用后，须由公开办在聊天中确认姓名。")


def export(file: Path, say: Say) -> None:
    """The ledger as a spreadsheet; the file appears whole or not at all."""
    _refuse_other_kinds(file)
    config, clock, store = opened()
    rounds = rounds_that_look(config, clock, store)
    with working("正在导出"), store.act(clock()) as desk:
        content = papers.ledger_file(desk, lambda item: rounds.is_soon(item, desk.today), desk.plans())
    _write_whole(file, content)
    say(f"台账已导出到 {file}。")


def export_assessment(file: Path, year: int | None, say: Say) -> None:
    """The year-end sheet, by the rules in [assessment] of config.toml."""
    _refuse_other_kinds(file)
    config, clock, store = opened()
    if year is not None and year not in PLAUSIBLE_YEARS:
        raise Refused(f"「{year}」超出可以考核的年份（{PLAUSIBLE_YEARS[0]}至{PLAUSIBLE_YEARS[-1]}年）")
    with store.act(clock()) as desk:
        wanted = year or assessing.assessed_year(desk.today)
        rows = assessing.assessment_rows(desk, wanted)
    _write_whole(file, assessment_sheet(rows, wanted, config.assessment))
    say(f"{wanted}年度考核表已导出到 {file}，{words.count(len(rows), '个单位')}。供公开办内部使用。")


def _refuse_other_kinds(file: Path) -> None:
    if not file.name:
        raise Refused(f"{file} 不能作为文件名，请另指定一个")
    if file.suffix.lower() != ".xlsx":
        raise Refused(f"{file} 应以 .xlsx 结尾，请另指定一个文件名")


def _write_whole(file: Path, content: bytes) -> None:
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError as error:
        raise Refused(f"{file} 无法写入（{reason(error)}），请检查目录和权限") from None
