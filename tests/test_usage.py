"""The command line explains itself: help in Chinese with examples that are command lines, and what a terminal sees."""

from __future__ import annotations

import io
import re
import shlex
import threading
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.shell_completion import get_completion_class
from click.testing import CliRunner

from bot.cli import cli
from bot.commands.terminal import ERASE_LINE, coloured, working


class Terminal(io.StringIO):
    """What is written to a terminal, and that something was."""

    def __init__(self, is_terminal: bool = True) -> None:
        super().__init__()
        self._is_terminal = is_terminal
        self.written = threading.Event()

    def isatty(self) -> bool:
        return self._is_terminal

    def write(self, text: str) -> int:
        self.written.set()
        return super().write(text)


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


@pytest.mark.parametrize("path", [(), *commands(cli)], ids=" ".join)
def test_help_is_chinese_and_its_examples_are_command_lines(
    path: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "令牌.txt").touch()
    shown = CliRunner().invoke(cli, [*path, "--help"], prog_name="duban").output

    assert not re.search("Usage|Options:|Commands:|Show this", shown)
    examples = re.findall(r"^ {4}.*?\b(duban .+)$", shown, re.MULTILINE)
    assert [one for one in examples if one.startswith(" ".join(("duban", *path)))]
    for example in examples:
        _parse(cli, shlex.split(example.partition(" > ")[0].partition(" >> ")[0])[1:])


def _parse(command: click.Command, words: list[str]) -> None:
    """Read a command line without doing anything; raises where it is none."""
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command, words = command.commands[words[0]], words[1:]
    if words != ["--help"]:
        command.make_context("duban", words).close()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["nonsense"], "没有 nonsense 这个命令，用法见 duban --help"),
        (["digest", "--nonsense"], "没有 --nonsense 这个选项，用法见 duban digest --help"),
        (["audit", "nonsense"], "没有 nonsense 这个命令，用法见 duban audit --help"),
        (["enrol", "--role", "king"], "应为 office、liaison、leader 之一"),
        (["read"], "缺少 'FILE'"),
    ],
)
def test_what_is_wrong_with_a_command_line_is_told_in_one_line(line: list[str], told: str) -> None:
    done = CliRunner().invoke(cli, line, prog_name="duban")

    assert done.exit_code == 2
    [said] = done.stderr.splitlines()
    assert said.startswith("错误：")
    assert told in said


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_of_a_shell_asks_the_program_for_words(shell: str) -> None:
    script = CliRunner().invoke(cli, ["completion", shell]).output

    assert "_DUBAN_COMPLETE" in script
    kind = get_completion_class(shell)
    assert kind is not None
    offered = [one.value for one in kind(cli, {}, "duban", "_DUBAN_COMPLETE").get_completions(["enrol", "--role"], "l")]
    assert offered == ["liaison", "leader"]


def test_long_work_is_counted_on_a_terminal_and_leaves_no_trace() -> None:
    terminal = Terminal()

    with working("正在读取", terminal, every=0.001):
        assert terminal.written.wait(10)

    assert f"{ERASE_LINE}正在读取 …… 1秒" in terminal.getvalue()
    assert terminal.getvalue().endswith(ERASE_LINE)


def test_short_work_and_a_file_are_told_nothing() -> None:
    quick, file = Terminal(), Terminal(is_terminal=False)

    with working("正在读取", quick, every=60), working("正在读取", file, every=0):
        pass

    assert quick.getvalue() + file.getvalue() == ""


def test_colours_are_for_terminals_that_want_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)

    assert coloured("✓", "green", Terminal()) == "\x1b[32m✓\x1b[0m"
    assert coloured("✓", "green", Terminal(is_terminal=False)) == "✓"
    monkeypatch.setenv("NO_COLOR", "1")
    assert coloured("✓", "green", Terminal()) == "✓"
