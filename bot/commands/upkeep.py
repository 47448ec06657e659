"""`upgrade` and `takeout`: a newer program, and everything carried away."""

from __future__ import annotations

from pathlib import Path

from bot.commands import Refused, Say
from bot.commands.office import export
from bot.commands.opened import opened
from bot.commands.safekeeping import copy_first, standing_still
from bot.commands.terminal import working
from bot.config import load_all
from bot.opening import open_database
from storage.roster_file import write_roster
from storage.schema import migrate, newest, version
from storage.takeout import copy_evidence, write_tables


def upgrade(say: Say) -> None:
    """Bring the database to this program's version, with a verified backup first; the bot must stand still."""
    config = load_all()[0]
    engine = open_database(config)
    with standing_still(engine):
        found = version(engine)
        if found == newest():
            say(f"数据库已是最新版本（{found}），无需升级。")
            return
        if found is not None:
            with working("正在备份"):
                file = copy_first(engine, config, f"upgrade-{found}")
            say(f"已备份到 {file}；如需退回，请装回原版本后运行 duban restore {file}")
        with working("正在升级"):
            migrate(engine)
    say(f"数据库已升级到版本 {newest()}。")


def takeout(folder: Path, say: Say) -> None:
    """Everything in open forms, into a folder that is new or empty; the bot may be running."""
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} 不是空目录，请另指定一个")
    config, clock, store = opened()
    folder.mkdir(parents=True, exist_ok=True)
    with working("正在导出"), store.act(clock()) as desk:
        rows = write_tables(desk, folder / "数据表")
        copied, missing = copy_evidence(desk, Path(config.evidence.folder), folder / "佐证材料")
        write_roster(desk.roster().without_addresses(), folder / "名册.xlsx")
    export(folder / "台账.xlsx", say)
    say(f"数据表{len(rows)}张、共{sum(rows.values()):,}行，佐证材料{copied}件，名册1份，均在 {folder}。")
    if missing:
        say(f"有{len(missing)}件佐证材料的文件不在 {config.evidence.folder}，请核对备份。")
