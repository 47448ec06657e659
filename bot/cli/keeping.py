"""The database kept, brought back, brought up to date and carried away."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.program import cli
from bot.cli.talking import guarded, say


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """备份数据库；机器人可照常运行。

    \b
    例：
      duban backup 备份.db
    """
    from bot.commands import safekeeping

    guarded(lambda: safekeeping.backup(file, say))


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """从备份恢复；须先停止机器人。

    \b
    例：
      duban restore 备份.db
    """
    from bot.commands import safekeeping

    guarded(lambda: safekeeping.restore(file, say))


@cli.command()
def upgrade() -> None:
    """升级数据库：先备份并校验，再升级；须先停止机器人。

    \b
    例：
      duban upgrade
    """
    from bot.commands import upkeep

    guarded(lambda: upkeep.upgrade(say))


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def takeout(folder: Path) -> None:
    """以通用格式导出全部数据：台账、名册（xlsx）、数据表（csv）和佐证材料。

    \b
    例：
      duban takeout 导出
    """
    from bot.commands import upkeep

    guarded(lambda: upkeep.takeout(folder, say))
