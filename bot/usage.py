"""How the command line explains itself: help, and what is wrong with a command line, in one line of Chinese."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

from bot.commands.terminal import coloured

FAILED = 2
_HEADINGS = {"Options": "选项", "Commands": "命令"}


class Failure(click.ClickException):
    """One clear line on standard error, and exit code 2."""

    exit_code = FAILED

    def show(self, file: Any = None) -> None:
        """Print the line."""
        stream = file or sys.stderr
        click.echo(f"{coloured('错误：', 'red', stream)}{' '.join(self.format_message().split())}", file=stream)


class Words(click.HelpFormatter):
    """Help under Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How a command is called."""
        super().write_usage(prog, args, "用法：")

    def write_heading(self, heading: str) -> None:
        """What a part of the help is headed with."""
        self.write(f"{_HEADINGS.get(heading, heading)}：\n")


class Context(click.Context):
    """Help is written with our words."""

    formatter_class = Words


class Command(click.Command):
    """A command whose help is Chinese throughout."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help` itself."""
        return _explained(super().get_help_option(ctx))


class Program(click.Group):
    """The commands; a word or flag that is none of them is told in one line, like any other bad input."""

    context_class = Context
    command_class = Command
    group_class = type

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help` itself."""
        return _explained(super().get_help_option(ctx))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        with _told_in_a_line():
            return super().invoke(ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the flags before the command."""
        with _told_in_a_line():
            return super().parse_args(ctx, args)


def _explained(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示本说明"
    return option


@contextmanager
def _told_in_a_line() -> Iterator[None]:
    try:
        yield
    except NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        raise Failure(_in_chinese(error)) from None


def _in_chinese(error: click.UsageError) -> str:
    """What click found wrong with the command line, and where help is."""
    where = error.ctx.command_path if error.ctx else "duban"
    return f"{_fault(error)}，用法见 {where} --help"


def _fault(error: click.UsageError) -> str:
    if isinstance(error, NoSuchCommand):
        return f"没有 {error.command_name} 这个命令"
    if isinstance(error, click.NoSuchOption):
        return f"没有 {error.option_name} 这个选项"
    if not isinstance(error, click.BadParameter) or error.param is None:
        return f"无法识别命令（{error.format_message()}）"
    what = error.param.get_error_hint(error.ctx) if error.ctx else str(error.param.name)
    if isinstance(error, click.MissingParameter):
        return f"缺少 {what}"
    kind = error.param.type
    return f"{what.replace('[FOLDER]', 'FOLDER')} 的值不对{_wanted(kind)}"


def _wanted(kind: Any) -> str:
    """What a value of this kind should have been."""
    match kind:
        case click.Choice():
            return f"，应为 {'、'.join(map(str, kind.choices))} 之一"
        case click.IntRange():
            return f"，应在{kind.min}至{kind.max}之间"
        case click.types.IntParamType():
            return "，应为整数"
        case click.Path(file_okay=False):
            return "，应为目录"
    return ""
