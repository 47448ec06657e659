"""From nothing to an office that can be run: `duban init`, with questions and without."""

from __future__ import annotations

import asyncio
import contextlib
import stat
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pydantic import SecretStr

from bot.cli import cli
from bot.config import Config, load
from bot.sandbox import TOKEN, Sandbox
from scheduler.clock import OfficeClock
from storage.roster_file import RosterUnreadable, read_roster
from storage.tables import read_document

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A Bot API server in a thread of its own: the command line runs its own loop."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    sandbox = asyncio.run_coroutine_threadsafe(Sandbox.start(clock=OfficeClock()), loop).result(10)
    yield sandbox.url
    asyncio.run_coroutine_threadsafe(sandbox.stop(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("DUBAN_CONFIG", "DUBAN_DATABASE_URL", "DUBAN_TELEGRAM_TOKEN", "DUBAN_TELEGRAM_TOKEN_FILE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_questions_lead_to_a_folder_that_can_be_run(here: Path, server: str) -> None:
    done = _init('公开 "办"\n\n\n' + TOKEN + "\n", "office", url=server)

    assert done.exit_code == 0, done.output
    with contextlib.chdir(here / "office"):
        config = load({})
    named = Config().office.model_copy(update={"name": '公开 "办"'})
    assert config == Config().model_copy(update={"office": named, "token": SecretStr(TOKEN)})
    assert "export" not in done.output
    assert (here / "office/token").read_text(encoding="utf-8") == f"{TOKEN}\n"
    assert stat.S_IMODE((here / "office/token").stat().st_mode) == 0o600
    assert stat.S_IMODE((here / "office").stat().st_mode) == 0o700
    assert "令牌有效，机器人 @duban_sandbox_bot" in done.output
    assert "https://t.me/duban_sandbox_bot?start=" in done.output
    assert TOKEN not in done.output
    assert (here / "office/var/duban.db").exists()
    assert read_document(here / "office/样例任务分解表.docx").rows
    with pytest.raises(RosterUnreadable, match="请每行填写一个单位"):
        read_roster(here / "office/名册模板.xlsx")


def test_without_questions_what_is_there_is_kept(here: Path) -> None:
    (here / "config.toml").write_text('[office]\nname = "原有办公室"\n', encoding="utf-8")

    done = _init("", "--yes", "--office", "另一个", url=NOWHERE)

    assert done.exit_code == 0, done.output
    assert tomllib.loads((here / "config.toml").read_text(encoding="utf-8")) == {"office": {"name": "原有办公室"}}
    assert "保留已有的 config.toml" in done.output
    assert "尚未设置令牌" in done.output
    assert "export DUBAN_TELEGRAM_TOKEN_FILE=" in done.output


def test_a_setting_that_cannot_be_used_leaves_nothing_behind(here: Path) -> None:
    done = _init("", "--yes", "--zone", "Asia/Hewan", url=NOWHERE)
    secret = _init("", "--yes", "--database", "postgresql://a:b@host/c", url=NOWHERE)

    assert (done.exit_code, secret.exit_code) == (2, 2)
    assert "没有名为「Asia/Hewan」的时区" in done.output
    assert "数据库密码不写入 config.toml" in secret.output
    assert list(here.iterdir()) == []


def test_an_answer_that_cannot_be_used_is_asked_for_again(here: Path, server: str) -> None:
    said = ["公开办", "Asia/Hewan", "Asia/Urumqi", "mysql://x", "postgresql://a:b@host/c", "sqlite:///office.db"]

    done = _init("\n".join([*said, "no token", "1:wrong", TOKEN, ""]), url=server)

    assert done.exit_code == 0, done.output
    config = load({})
    assert (config.office.zone, config.database.url) == ("Asia/Urumqi", "sqlite:///office.db")
    assert (here / "token").read_text(encoding="utf-8") == f"{TOKEN}\n"
    for told in ("没有名为「Asia/Hewan」", "数据库类型 mysql", "密码不写入", "令牌的格式不对", "不认可该令牌"):
        assert told in done.output


def test_a_database_that_does_not_answer_leaves_no_settings_behind(here: Path) -> None:
    done = _init("", "--yes", "--database", NOWHERE.replace("http", "postgresql") + "/x", url=NOWHERE)

    assert done.exit_code == 2
    assert "无法使用（服务器未启动，或地址、端口不对）" in done.output
    assert list(here.iterdir()) == []


def test_a_token_that_telegram_refuses_is_told_and_one_that_cannot_be_checked_is_kept(here: Path, server: str) -> None:
    (here / "wrong").write_text("1:wrong", encoding="utf-8")

    refused = _init("", "--yes", "--token-file", "wrong", url=server)
    left = (here / "token").read_text(encoding="utf-8")
    unchecked = _init("", "--yes", "--token-file", "wrong", url=NOWHERE)

    assert refused.exit_code == 2
    assert "Telegram 不认可该令牌" in refused.output
    assert left == ""
    assert unchecked.exit_code == 0, unchecked.output
    assert "暂时无法连到 Telegram" in unchecked.output


@pytest.mark.parametrize(("shell", "sign"), [("bash", "complete -o"), ("zsh", "#compdef duban"), ("fish", "complete")])
def test_the_completion_is_a_script_of_the_shell(shell: str, sign: str) -> None:
    done = CliRunner().invoke(cli, ["completion", shell])

    assert (done.exit_code, done.output.count(sign) > 0) == (0, True)


def _init(typed: str, *words: str, url: str) -> Result:
    return CliRunner().invoke(cli, ["init", *words], input=typed, env={"DUBAN_TELEGRAM_URL": url})
