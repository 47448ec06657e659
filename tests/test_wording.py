"""An office says things its own way, in a file that is checked before anything goes out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import cli
from bot.config import ConfigUnusable, load
from messages.notices import day_letter
from messages.phrases import DEFAULTS, put_in_force
from storage.states import NoticeKind
from tests.letters_to_liaisons import entry, many
from tests.make import MONDAY


@pytest.fixture(autouse=True)
def the_defaults_afterwards() -> Iterator[None]:
    yield
    put_in_force({})


def test_a_phrase_of_the_offices_own_is_said_and_the_rest_stays(tmp_path: Path) -> None:
    _start(tmp_path, 'reminder_title = "【河湾区政务公开】{day}"\nask_overdue = "敬请反馈进展。"\n')

    several = day_letter(many(3), MONDAY).text
    single = day_letter([entry(NoticeKind.ASSIGNMENT)], MONDAY).text

    assert several.startswith("<b>【河湾区政务公开】11月28日（星期一）</b>")
    assert DEFAULTS["ask_assignment"] in single


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('ask_overdu = "x"\n', "ask_overdu 不是可以改写的语句"),
        ('reminder_title = "提醒"\n', "reminder_title 中的占位符应恰为 {day}"),
        ('reminder_title = "{day}{today}"\n', "reminder_title 中的占位符"),
        ('reminder_title = "{day.__class__}"\n', "reminder_title 中的占位符"),
        ('reminder_title = "{day!r}"\n', "reminder_title 中的占位符"),
        ('reminder_title = "{day"\n', "reminder_title 中的占位符"),
        ('ask_overdue = "{x}"\n', "ask_overdue 中的占位符应恰为 不含花括号"),
        ('ask_overdue = "甲\\n乙"\n', "ask_overdue 应为一行文字"),
        ("ask_overdue = 3\n", "ask_overdue 应为一行文字"),
        ('ask_overdue = ""\nask_nudge = ""\n', "ask_nudge 应为一行文字"),
        ("ask_overdue = \n", "措辞文件"),
    ],
)
def test_a_file_that_cannot_be_used_keeps_the_program_from_starting(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigUnusable) as refused:
        _start(tmp_path, text)

    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_phrases_can_be_printed_changed_and_read_again() -> None:
    printed = CliRunner().invoke(cli, ["wording"]).output

    assert tomllib.loads(printed) == dict(DEFAULTS)


def _start(folder: Path, text: str) -> None:
    """As the program does."""
    (folder / "wording.toml").write_text(text, encoding="utf-8")
    (folder / "config.toml").write_text(f'[office]\nwording = "{folder / "wording.toml"}"\n', encoding="utf-8")
    load({"DUBAN_CONFIG": str(folder / "config.toml")}).put_wording_in_force()
