"""An office says things its own way, in a file that is checked before anything goes out."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.app import App
from bot.cli import cli
from bot.config import load, load_all
from bot.unusable import ConfigUnusable
from messages.notices import day_letter
from messages.phrases import DEFAULTS, Wording
from scheduler import deciding
from scheduler.clock import OfficeClock
from storage.claiming import Wanted
from storage.rehearsal import new_database
from storage.states import NoticeKind, Post, Role
from tests.district import CHINA, EDUCATION, ROSTER, UNITS, document, row
from tests.letters_to_liaisons import entry, many
from tests.make import MONDAY

MORNING = datetime(2022, 9, 20, 9, 30, tzinfo=CHINA)


def test_a_phrase_of_the_offices_own_is_said_and_the_rest_stays(tmp_path: Path) -> None:
    wording = _start(tmp_path, 'reminder_title = "【河湾区政务公开】{day}"\nask_overdue = "敬请反馈进展。"\n')

    several = day_letter(many(3), MONDAY, 0, wording).text
    single = day_letter([entry(NoticeKind.ASSIGNMENT)], MONDAY, 0, wording).text

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
        ('ask_overdue = "{x}"\n', "ask_overdue 中不应有花括号"),
        ('ask_overdue = "甲\\n乙"\n', "ask_overdue 应为一行文字"),
        ("ask_overdue = 3\n", "ask_overdue 应为一行文字"),
        ('ask_overdue = ""\nask_nudge = ""\n', "ask_nudge 应为一行文字"),
        ("ask_overdue = \n", "第1行第15列写法有误"),
        ('ask_overdue = "甲"\nask_overdue = "乙"\n', "第2行第18列：同一项写了两次"),
        ('ask_overdue = "甲"\nask_overdue = "乙"', "文件末尾：同一项写了两次"),
    ],
)
def test_a_file_that_cannot_be_used_keeps_the_program_from_starting(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigUnusable) as refused:
        _start(tmp_path, text)

    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_saved_by_notepad_with_its_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "wording.toml").write_text('\ufeffask_overdue = "请反馈。"\r\n', encoding="utf-8")
    settings, token = tmp_path / "config.toml", tmp_path / "token"
    settings.write_text(f"\ufeff[office]\nwording = '{tmp_path / 'wording.toml'}'\n", encoding="utf-8")
    token.write_text("\ufeff4711:abcdefghijklmnopqrstuvwxyz\r\n", encoding="utf-8")

    config = load({"DUBAN_CONFIG": str(settings), "DUBAN_TELEGRAM_TOKEN_FILE": str(token)})

    assert config.wording().phrase("ask_overdue") == "请反馈。"
    assert config.token
    assert config.token.get_secret_value() == "4711:abcdefghijklmnopqrstuvwxyz"


def test_the_phrases_can_be_printed_changed_and_read_again() -> None:
    printed = CliRunner().invoke(cli, ["wording"]).output

    assert tomllib.loads(printed) == dict(DEFAULTS)


def test_each_of_several_offices_in_one_process_says_its_own(tmp_path: Path) -> None:
    (tmp_path / "wording.toml").write_text(
        'ask_assignment = "敬请签收。"\naside_answering = "请用{bot}。"\n', encoding="utf-8"
    )
    offices = f'''[[offices]]\nkey = "one"\n[offices.office]\nwording = "{tmp_path / "wording.toml"}"
[[offices]]\nkey = "other"\n'''
    (tmp_path / "config.toml").write_text(offices, encoding="utf-8")
    engine, clock = new_database(), OfficeClock(MORNING)

    apps = [App(config, engine, clock) for config in load_all({"DUBAN_CONFIG": str(tmp_path / "config.toml")})]

    own, others = (_assigned(app, clock) for app in apps)
    assert "敬请签收。" in own
    assert DEFAULTS["ask_assignment"] in others
    assert "敬请签收。" not in others
    assert [app.second_channel._wording is app.rounds.wording for app in apps] == [True, True]
    engine.dispose()


def _assigned(app: App, clock: OfficeClock) -> str:
    """What a liaison of this office is told when a row is handed out."""
    with app.store.act(clock()) as desk:
        desk.load_roster(ROSTER)
        desk.invite(f"code-{app.config.key}", Role.LIAISON, desk.units()[0], Post.A, clock() + timedelta(days=1))
        desk.enrol(desk.meet(EDUCATION, EDUCATION, "联络员"), f"code-{app.config.key}")
        plan = desk.store_document(document(row("12", units=list(UNITS.values()))), "0" * 64)
        deciding.confirm_ready(desk, plan)
    app.rounds.plan_day()
    [claim] = app.store.claim(Wanted(clock(), 1, remind=True))
    letter, _ = app.rounds.write(claim, clock())
    assert letter is not None
    return letter.text


def _start(folder: Path, text: str) -> Wording:
    """As the program does."""
    (folder / "wording.toml").write_text(text, encoding="utf-8")
    (folder / "config.toml").write_text(f'[office]\nwording = "{folder / "wording.toml"}"\n', encoding="utf-8")
    return load({"DUBAN_CONFIG": str(folder / "config.toml")}).wording()
