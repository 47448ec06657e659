"""Token, enrolment code, passwords: whatever goes wrong, none of them is in a log, an error, an export or a backup."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.cli import cli
from bot.commands.serve import _Json, _Words
from bot.config import Config
from bot.conversation.enrolment import enrolment_link
from bot.sandbox import TOKEN, Fault, FaultKind
from bot.settings import DatabaseSettings, TelegramSettings
from messages import posts
from storage.database import DatabaseUnusable, is_passing, open_engine
from storage.safekeeping import back_up
from storage.states import Post, Role
from tests.running import MORNING, office
from tests.sandboxed import PNG

CODE = "c0de-Canary_of_22_signs"
PASSWORD, PROXY, ALARM = "Canary-of-the-database", "Canary-of-the-proxy", "Canary-of-the-alarm"
BOT = "4200:Canary-of-the-token_0123456789abcdef"
SECRETS = (TOKEN, CODE, PASSWORD, PROXY, ALARM, BOT, BOT.partition(":")[2])
AWAY = f"postgresql://duban:{PASSWORD}@127.0.0.1:9/duban?connect_timeout=1"
SOUND = {
    "DUBAN_TELEGRAM_TOKEN": BOT,
    "DUBAN_TELEGRAM_URL": "http://127.0.0.1:9",
    "DUBAN_TELEGRAM_PROXY": f"http://duban:{PROXY}@127.0.0.1:9",
    "DUBAN_ALARM_URLS": f"json://duban:{ALARM}@127.0.0.1:9",
    "DUBAN_DATABASE_URL": "sqlite:///duban.db",
}
BROKEN: dict[str, Mapping[str, str]] = {
    "database away": {"DUBAN_DATABASE_URL": AWAY},
    "password in the query": {"DUBAN_DATABASE_URL": f"postgresql://127.0.0.1:9/duban?password={PASSWORD}"},
    "no port": {"DUBAN_DATABASE_URL": f"postgresql://duban:{PASSWORD}@127.0.0.1:port/duban"},
    "unknown option": {"DUBAN_DATABASE_URL": f"postgresql://duban:{PASSWORD}@127.0.0.1:9/duban?colour=red"},
    "another database": {"DUBAN_DATABASE_URL": f"mysql://duban:{PASSWORD}@127.0.0.1/duban"},
    "no address": {"DUBAN_DATABASE_URL": PASSWORD},
    "token is none": {"DUBAN_TELEGRAM_TOKEN": f"{BOT} {CODE}"},
    "proxy is none": {"DUBAN_TELEGRAM_PROXY": f"ftp://duban:{PROXY}@127.0.0.1"},
    "alarms are none": {"DUBAN_ALARM_URLS": ALARM},
}
ARGUMENTS = {
    "backup": ["safe.db"],
    "restore": ["safe.db"],
    "import": ["table.txt"],
    "roster": ["roster.csv", "--yes"],
    "export": ["ledger.xlsx"],
    "takeout": ["away"],
    "preview": ["--on", "2022-09-20"],
    "enrol": ["--role", "office"],
    "erase": ["--user", "7"],
    "init": ["new", "--yes"],
}
NOT_HERE = {
    "demo",
    "run",
    "simulate",
    "explain",
    "units",
    "understand",
    "read",
    "completion",
}  # need no settings, or a day


class Everything(logging.Handler):
    """All that is logged as it would be written, with nothing struck out."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += [_Json(()).format(record), _Words(()).format(record), repr(record.__dict__)]


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """Every line of every logger that is not silent in the running program."""
    handler, root = Everything(), logging.getLogger()
    root.addHandler(handler)
    yield handler.lines
    root.removeHandler(handler)


def leaks(text: str | bytes) -> list[str]:
    """The secrets that stand in it."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return [secret for secret in SECRETS if secret in said]


def orders() -> Iterator[Fault]:
    """Every way a call goes wrong, to everything that is called."""
    for method in ("sendMessage", "getUpdates"):
        for status in (400, 401, 403, 404, 409, 500):
            yield Fault(method, FaultKind.ERROR, status=status, description=f"no {status}")
        for kind in (FaultKind.RETRY_AFTER, FaultKind.RESET, FaultKind.HTML_502):
            yield Fault(method, kind)
    for kind in (FaultKind.DROP_BEFORE, FaultKind.CUT, FaultKind.GARBAGE, FaultKind.ERROR):
        yield from (Fault("getFile", kind), Fault("download", kind))


async def test_no_error_of_the_network_and_no_bad_update_says_a_secret(tmp_path: Path, logged: list[str]) -> None:
    async with office(tmp_path, liaisons=2, answer=0.05) as here:
        with here.app.store.act(here.clock()) as desk:
            desk.invite(CODE, Role.LIAISON, desk.units()[1], Post.B, MORNING.replace(year=2023))
        await here.app.bot.initialize()
        here.sandbox.world.updates.add("message", {"message_id": "x", "chat": None, "text": f"/start {CODE}"})
        for order in orders():
            here.sandbox.faults.order(order)
        for turn in range(6):
            here.sandbox.world.sends_photo(1, [("a.png", PNG, "image/png")], caption="12 已完成")
            here.sandbox.world.says(2, f"/start {CODE}" if turn == 1 else "收到")
            if turn == 1:
                letter = posts.enrolment(enrolment_link("duban_bot", CODE), CODE, Role.OFFICE, "", Post.A, here.clock())
                here.tell(2, letter.text)
            for _ in range(4):
                here.passes(300)
                for step in (lambda: here.app.inbox.fetch(0), here.app.settle_down, here.app.errands.do_due):
                    await _whatever_comes(step)
        await here.sandbox.refuse_connections()
        await _whatever_comes(lambda: here.app.inbox.fetch(0))
        await here.app.bot.shutdown()
        back_up(here.app.engine, tmp_path / "safe.db")

    assert here.sandbox.faults.orders == []
    assert len(logged) > 30
    assert {leak for line in logged for leak in leaks(line)} == set()
    assert leaks((tmp_path / "safe.db").read_bytes()) == []


async def _whatever_comes(step: Callable[[], Awaitable[object]]) -> None:
    try:
        await step()
    except Exception:
        logging.getLogger("canary").exception("failed")


def test_no_error_of_the_database_says_what_was_to_be_written(tmp_path: Path, logged: list[str]) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'duban.db'}")
    with pytest.raises(Exception, match="no such table") as failed, engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO incoming VALUES (?)", (f"/start {CODE}",))
    assert not is_passing(failed.value)
    assert leaks(str(failed.value) + repr(failed.value)) == []
    engine.dispose()


def test_the_password_of_the_database_is_no_argument_of_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pg_dump"
    program.write_text('#!/bin/sh\necho "$@" "${PGPASSWORD:+and a password}" >&2\nexit 1\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(DatabaseUnusable, match=r"127.0.0.1:9/duban.* and a password") as failed:
        back_up(open_engine(AWAY), tmp_path / "safe.dump")

    assert leaks(str(failed.value)) == []


@pytest.mark.parametrize("what", BROKEN)
def test_no_command_says_a_secret_of_settings_that_cannot_be_used(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logged: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "safe.db").write_bytes(b"PGDMP")

    said = "".join(_said(name, BROKEN[what]) for name in _commands())

    assert "错误：" in said
    assert leaks(said + "".join(logged)) == []


def test_nothing_that_is_carried_away_holds_a_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logged: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    said = {name: _said(name, {}) for name in _commands()}

    code = said.pop("enrol")  # whose purpose it is
    assert "/start" in code
    assert leaks("".join([*said.values(), code, *logged])) == []
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 10
    assert [path.name for path in files if leaks(path.read_bytes())] == []


def test_settings_do_not_show_their_passwords() -> None:
    config = Config(
        database=DatabaseSettings(url=AWAY), telegram=TelegramSettings(proxy=f"http://duban:{PROXY}@127.0.0.1:9")
    )

    assert leaks(f"{config!r} {config}") == []


def _commands() -> list[str]:
    assert isinstance(cli, click.Group)
    return [name for name in cli.commands if name not in NOT_HERE]


def _said(name: str, changed: Mapping[str, str]) -> str:
    done = CliRunner().invoke(cli, [name, *ARGUMENTS.get(name, [])], env={**SOUND, **changed})
    assert done.exception is None or isinstance(done.exception, SystemExit), (name, done.exception)
    return done.output
