"""The work that the command line does: rosters and documents, codes and checks, backups, the chain."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot.sandbox import TOKEN, Sandbox
from scheduler.clock import OfficeClock
from storage.database import open_engine, transaction
from storage.records import Office
from tests.command_line import DOCUMENT, ROSTER, Done, refused, run, settled, surroundings


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, with the surroundings that a process would have."""
    return settled(tmp_path, monkeypatch)


def duban(folder: Path, *words: str | Path, said: str = "", **more: str) -> Done:
    """Run the program as a person or a script would: a process of its own."""
    command = [sys.executable, "-m", "bot", *map(str, words)]
    told = subprocess.run(
        command, cwd=folder, env=surroundings(folder, **more), input=said.encode(), capture_output=True, timeout=300
    )
    return Done(told.returncode, told.stdout.decode(), told.stderr.decode())


def test_a_database_goes_through_a_backup_from_process_to_process(here: Path) -> None:
    backup = here / "备份 #1?.db"
    assert "共37个单位" in run("roster", str(ROSTER), "--yes").out
    imported = run("import", str(DOCUMENT), "--yes")
    assert (imported.code, imported.err) == (0, "")
    assert "已保存53项" in imported.out
    assert run("backup", str(backup)).code == 0
    (here / "duban.db").unlink()
    restored = duban(here, "restore", backup)
    assert (restored.code, restored.err) == (0, "")
    assert run("digest", "--json").json()["tasks"] == 53
    assert not [name for name in os.listdir(here) if name.startswith((".", f"{backup.name}-"))]


def test_a_process_takes_in_what_is_not_quite_text(tmp_path: Path) -> None:
    message = {"text": "12 已完成 https://a.gov.cn/1", "open": ["12", "23"], "replying_to": None, "today": "2022-11-21"}
    lone = '{"text": "12 已完成 \\ud800", "open": ["12"]}'
    understood = duban(tmp_path, "understand", "--json", said=f"\ufeff{json.dumps(message)}\r\n12 已完成\n{lone}\n")
    first, plain, _ = understood.lines()
    assert (understood.code, understood.err) == (0, "")
    assert first == {
        "says": [{"items": ["12"], "intent": "done", "links": ["https://a.gov.cn/1"], "due": None, "note": ""}],
        "ask": False,
    }
    assert plain == {"says": [], "ask": True}


async def test_with_a_token_the_deep_link_names_the_bot_and_a_wrong_one_is_told(here: Path) -> None:
    sandbox = await Sandbox.start(clock=OfficeClock())
    server = {"DUBAN_TELEGRAM_URL": sandbox.url}
    right, wrong_token = server | {"DUBAN_TELEGRAM_TOKEN": TOKEN}, server | {"DUBAN_TELEGRAM_TOKEN": "1:wrong"}
    try:
        good = await asyncio.to_thread(run, "enrol", "--role", "office", env=right)
        checked = await asyncio.to_thread(run, "check", env=wrong_token)
        wrong = await asyncio.to_thread(duban, here, "run", **wrong_token)
    finally:
        await sandbox.stop()

    assert (good.code, good.err) == (0, "")
    code = next(line.removeprefix("登记码：") for line in good.out.splitlines() if line.startswith("登记码："))
    assert len(code) >= 22
    assert f"https://t.me/{sandbox.world.bot['username']}?start={code}" in good.out
    assert wrong.code == 2
    assert "不认可" in wrong.err.splitlines()[-1]
    assert "1:wrong" not in wrong.err
    assert checked.code == 1
    assert "✗ 令牌：Telegram 不认可" in checked.out


def test_without_an_answer_of_telegram_the_link_says_what_to_put_in(here: Path) -> None:
    done = run("enrol", "--role", "office", env={"DUBAN_TELEGRAM_TOKEN": TOKEN})

    assert done.code == 0
    assert "https://t.me/机器人用户名?start=" in done.out
    assert TOKEN not in done.out


def test_check_says_of_each_thing_whether_it_is_well_or_what_to_do(here: Path) -> None:
    done = run("check", env={"DUBAN_TELEGRAM_TOKEN": TOKEN})

    assert (done.code, done.err) == (1, "")
    assert f"✓ 配置：{here} 中没有 config.toml，各项取默认值" in done.out
    assert f"✓ 数据库：{here / 'duban.db'}，可用，版本 " in done.out
    assert "✗ TCP：无法连接Bot API 服务器 127.0.0.1:9（对方拒绝连接，该端口没有程序在接收）" in done.out
    assert "✓ 时钟：2022-09-19 08:55（Asia/Shanghai）" in done.out
    assert "✓ 工作日历：2022年已收录" in done.out
    assert TOKEN not in done.out
    assert "✗ 令牌：未设置" in run("check").out


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            "postgresql://duban@127.0.0.1:9/x",
            "postgresql://duban@127.0.0.1:9/x 无法使用（服务器未启动，或地址、端口不对）",
        ),
        ("postgresql:///x?host=/run/nowhere", "（本机的 PostgreSQL 未启动，或套接字目录不对）"),
        ("sqlite:///noise.db", "sqlite:///noise.db 无法使用（该文件不是 SQLite 数据库）"),
        ("sqlite:///prose.txt/x.db", "所在的目录 prose.txt 无法建立（"),
    ],
)
def test_check_goes_on_past_a_database_that_cannot_be_used_and_says_why(here: Path, address: str, told: str) -> None:
    done = run("check", env={"DUBAN_DATABASE_URL": address})

    assert (done.code, done.err) == (1, "")
    assert told in next(line for line in done.out.splitlines() if line.startswith("✗ 数据库："))
    assert "✓ 工作日历：2022年已收录" in done.out


def test_run_without_a_token_says_how_to_get_one(here: Path) -> None:
    assert "@BotFather" in refused("run")


def test_a_lock_that_cannot_be_opened_says_whose_it_may_be_and_what_to_do(here: Path) -> None:
    (here / "duban.db.lock").unlink(missing_ok=True)
    (here / "duban.db.lock").mkdir()  # as good as one that another user has made

    done = duban(here, "restore", "duban.db")

    assert done.code == 2
    assert re.search(r"锁文件 .+duban\.db\.lock 打不开（.+）.+root.+删除", done.err)
    assert "\n" not in done.err.strip()


def test_a_broken_chain_is_exit_code_one(here: Path) -> None:
    assert run("roster", str(ROSTER), "--yes").code == 0
    whole = run("audit", "verify")
    assert (whole.code, whole.out.splitlines()[0]) == (0, "记录链完整。")
    with sqlite3.connect("duban.db") as database:
        database.execute("UPDATE event SET detail = '{\"units\": 1}' WHERE number = 1")
    database.close()

    done = run("audit", "verify")

    assert done.code == 1
    assert "第1条断开" in done.out


def test_what_is_not_confirmed_is_not_done(here: Path) -> None:
    assert "--yes" in refused("roster", str(ROSTER))
    declined = run("roster", str(ROSTER), said="n\n")

    assert declined.code == 0
    assert "区教育局" not in run("digest", "--json").out
    assert run("roster", str(ROSTER), said="y\n").code == 0
    assert "区教育局" in run("digest", "--json").out


def test_a_document_is_imported_once_and_only_with_a_roster(here: Path) -> None:
    assert "尚未载入名册" in refused("import", str(DOCUMENT), "--yes")
    assert run("roster", str(ROSTER), "--yes").code == 0
    assert run("import", str(DOCUMENT), "--yes").code == 0

    again = run("import", str(DOCUMENT), "--yes")

    assert again.code == 0
    assert "没有变化" in again.out
    assert run("digest", "--json").json()["tasks"] == 53


def test_a_document_that_was_only_saved_is_confirmed_by_naming_it_again(here: Path) -> None:
    assert run("roster", str(ROSTER), "--yes").code == 0
    declined = run("import", str(DOCUMENT), said="不\n")
    saved = run("import", str(DOCUMENT), said="是\n")

    again = run("import", str(DOCUMENT))
    confirmed = [run("import", str(DOCUMENT), "--yes") for _ in range(2)]

    assert "未作变更。" in declined.out
    ready = re.search(r"已保存53项，确认0项；还有(\d+)项任务文字待查看确认、\d+个问题待确认，", saved.out)
    assert ready
    assert f"还有{ready[1]}项任务文字待查看确认" in again.out
    assert f"确认{ready[1]}项；还有" in confirmed[0].out
    assert "确认0项；还有" in confirmed[1].out
    assert run("digest", "--json").json()["tasks"] == 53


def test_a_backup_that_was_cut_short_is_told_and_leaves_the_database(here: Path) -> None:
    assert run("backup", "whole.db").code == 0
    (here / "cut.db").write_bytes((here / "whole.db").read_bytes()[:150_000])

    assert "cut.db 已损坏，请改用另一份备份" in refused("restore", "cut.db")

    assert run("audit", "verify").code == 0


def test_a_command_in_another_folder_than_the_offices_says_that_it_makes_a_database_there(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DUBAN_DATABASE_URL")

    assert "没有可备份的数据库" in refused("backup", "backup.db")
    first, second = run("enrol", "--role", "office"), run("enrol", "--role", "office")

    assert (first.code, second.code) == (0, 0)
    assert f"{here} 中没有 config.toml，已新建数据库" in first.err
    assert second.err == ""


def test_a_backup_while_somebody_writes_is_whole(here: Path) -> None:
    assert run("audit", "--json").code == 0
    done = threading.Event()

    def writes() -> None:
        engine = open_engine("sqlite:///duban.db")
        while not done.is_set():
            with transaction(engine) as session:
                office = session.get_one(Office, 1)
                office.name = f"{office.name}字"[-200:]
        engine.dispose()

    writer = threading.Thread(target=writes)
    writer.start()
    try:
        backups = [run("backup", f"backup-{n}.db") for n in range(3)]
    finally:
        done.set()
        writer.join()

    assert [backup.code for backup in backups] == [0, 0, 0]
    for n in range(3):
        with sqlite3.connect(f"backup-{n}.db") as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        database.close()
