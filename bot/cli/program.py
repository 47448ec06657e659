"""The program as click sees it; its commands stand beside this file."""

from __future__ import annotations

import os
import sys

import click
from click.shell_completion import get_completion_class

from bot.usage import Program


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="duban", message="duban %(version)s", help="显示版本")
@click.option("--office", help="多个办公室共用时，指明是哪一个（config.toml 中的 key）")
def cli(office: str | None) -> None:
    """督办：读取任务分解表，提醒各单位联络员，接收反馈，随时说明进展。

    \b
    例：
      duban demo
      duban import --help
    """
    if office:
        os.environ["DUBAN_OFFICE"] = office


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """输出命令补全脚本，写入相应 shell 的启动文件即可。

    \b
    例：
      duban completion bash >> ~/.bashrc
    """
    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(cli, {}, "duban", "_DUBAN_COMPLETE").source())


def main() -> None:
    """The program's entry. Speaks UTF-8 whatever the locale."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors)
    cli(prog_name="duban")
