"""`backup` and `restore`."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from bot.app import open_database, sole_user
from bot.commands import Say
from bot.config import load_all
from storage.safekeeping import back_up, bring_back
from storage.schema import migrate


def backup(file: Path, say: Say) -> None:
    """A consistent copy; the bot may be running."""
    back_up(open_database(load_all()[0]), file)
    say(f"已备份到 {file}（{file.stat().st_size:,} 字节）。")


def restore(file: Path, say: Say) -> None:
    """The way back; refused while a bot works on the database."""
    engine = open_database(load_all()[0])
    with sole_user(engine) or nullcontext():
        bring_back(engine, file)
        migrate(engine)
    say(f"已从 {file} 恢复。恢复点之后发出的消息不在库中，请用 duban audit 和摘要核对后再启动机器人。")
