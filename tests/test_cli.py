"""The command line, as its contract says: JSON alone, one clear line for bad input, UTF-8 whatever the locale."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextvars import copy_context
from pathlib import Path

import pytest

from tests.command_line import DOCUMENT, ROSTER, Done, refused, run, settled, surroundings


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, with the surroundings that a process would have."""
    return settled(tmp_path, monkeypatch)


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    looks = (
        "import sys; from click.testing import CliRunner; from bot.cli import cli\n"
        "assert CliRunner().invoke(cli, ['--help']).exit_code == 0\n"
        "heavy = {'sqlalchemy', 'sqlmodel', 'telegram', 'aiohttp', 'pydantic', 'pendulum', 'lxml', 'alembic'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", looks], env=surroundings(tmp_path), capture_output=True, check=True)

    assert done.stdout.decode().strip() == "[]"


def test_every_command_has_the_fields_that_scripts_rely_on(here: Path) -> None:
    """One imported document, looked at by one command after the other."""
    assert run("roster", str(ROSTER), "--yes").code == 0
    assert run("import", str(DOCUMENT), "--yes").code == 0

    for look in LOOKING:
        look(here)


def _read(here: Path) -> None:
    done = run("read", str(DOCUMENT), "--roster", str(ROSTER), "--json")
    document = done.json()
    assert (done.code, done.err) == (0, "")
    assert {"title", "document_number", "issued_on", "year", "rows", "problems"} <= document.keys()
    assert len(document["rows"]) == 53
    wanted = {"number", "theme", "task", "content", "lead", "responsible", "assisting", "deadline", "inherited"}
    assert all(wanted | {"soft", "questions"} <= row.keys() for row in document["rows"])
    assert {"named", "collective", "open_ended"} <= document["rows"][0]["responsible"].keys()


def _read_as_text(here: Path) -> None:
    table = "2026年任务清单\n序号\t工作内容\t牵头单位\t配合单位\t完成时限\n1\t清理四乱。\t区水利局\t各镇\t尽快\n"
    (here / "四乱.txt").write_text(table, encoding="utf-8")

    done = run("read", str(here / "四乱.txt"))

    assert "1　清理四乱。　牵头：区水利局　责任：—　配合：各镇　时限：—（尽快）" in done.out
    assert "有疑问：完成时限「尽快」" in done.out


def _units(here: Path) -> None:
    cell = {"cell": "区教育局牵头，各乡镇人民政府配合", "role": "责任单位"}
    done = run("units", "--json", said=f"区财政局\n{json.dumps(cell)}\n")
    first, second = done.lines()
    assert (done.code, done.err) == (0, "")
    assert set(first) >= {"cell", "named", "collective", "lead", "assisting", "open_ended", "ask"}
    assert first["named"] == ["区财政局"]
    assert second["lead"] == ["区教育局"]


def _preview(here: Path) -> None:
    done = run("preview", "--on", "2022-09-19", "--json")
    shown = done.json()
    assert (done.code, done.err) == (0, "")
    assert (shown["on"], shown["workday"]) == ("2022-09-19", True)
    [education] = [one for one in shown["messages"] if one["unit"] == "区教育局"]
    assert {"unit", "liaison", "items"} <= education.keys()
    assert {"number", "kind", "why", "due", "act_by", "late_by"} <= education["items"][0].keys()
    until = run("preview", "--until", "2022-10-31", "--json").json()
    assert until["until"] == "2022-10-31"
    assert sum(until["days"][0]["items"].values()) == sum(len(one["items"]) for one in shown["messages"])


def _digest(here: Path) -> None:
    done = run("digest", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json()["tasks"] == 53
    (here / "west.toml").write_text('[office]\nzone = "Asia/Urumqi"\n', encoding="utf-8")
    there = copy_context().run(run, "digest", env={"DUBAN_CONFIG": "west.toml"})
    assert "9月19日（星期一）06:55" in there.out


def _audit(here: Path) -> None:
    done = run("audit", "--json")
    assert (done.code, done.err) == (0, "")
    said = done.json()
    assert list(said) == ["planned", "sent", "withdrawn", "unreachable", "uncertain", "pending"]
    assert said["planned"] == sum(said.values()) - said["planned"]


def _export(here: Path) -> None:
    done = run("export", "台账.xlsx")
    assert (done.code, done.err) == (0, "")
    assert (here / "台账.xlsx").read_bytes().startswith(b"PK")


def _explain(here: Path) -> None:
    phrases = "11月前\n" + json.dumps({"phrase": "9月底前", "year": 2023, "issued": "2023-01-05"}) + "\n"
    done = run("explain", "--year", "2022", "--json", said=phrases)
    first, second = done.lines()
    assert (done.code, done.err) == (0, "")
    assert first.keys() >= {"phrase", "kind", "due", "start", "rrule", "milestones", "readings", "ask", "why"}
    assert first["ask"] is True
    assert [reading["due"] for reading in first["readings"]] == ["2022-10-31", "2022-11-30"]
    assert second["due"] == "2023-09-30"


LOOKING = (_read, _read_as_text, _explain, _units, _preview, _digest, _audit, _export)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nonsense"], "nonsense"),
        (["enrol"], "--role"),
        (["enrol", "--role", "king"], "office、liaison、leader"),
        (["explain", "--yaer", "2022"], "--yaer"),
        (["explain", "--year", "soon"], "'--year' 的值不对，应为整数"),
        (["explain", "--issued", "soon"], "--issued「soon」不是有效的日期"),
        (["read"], "FILE"),
        (["read", "missing.docx"], "missing.docx"),
        (["read", "empty.txt"], "empty.txt"),
        (["read", "prose.txt"], "prose.txt"),
        (["read", "noise.xlsx"], "noise.xlsx"),
        (["read", "."], "不是文件"),
        (["read", "prose.txt", "--roster", "missing.csv"], "missing.csv"),
        (["read", "prose.txt", "--columns", "number=x"], "number=x"),
        (["roster", "noise.xlsx", "--yes"], "noise.xlsx"),
        (["import", "missing.txt", "--yes"], "missing.txt"),
        (["enrol", "--role", "liaison"], "--unit"),
        (["enrol", "--role", "liaison", "--unit", "区水运局"], "名册中没有「区水运局」"),
        (["preview", "--on", "tomorrow"], "「tomorrow」不是有效的日期"),
        (["preview", "--until", "2022-01-31"], "「2022-01-31」早于起始日期"),
        (["preview", "--on", "2022-02-30"], "「2022-02-30」不是有效的日期"),
        (["digest", "--on", "0001-01-01"], "0001-01-01"),
        (["preview", "--on", "9999-12-31"], "9999-12-31"),
        (["export", "no/such/folder/台账.xlsx"], "no/such/folder"),
        (["export", "/"], "/ 不能作为文件名"),
        (["export", "台账.docx"], "台账.docx 应以 .xlsx 结尾"),
        (["export", "--assessment", "考核表"], "考核表 应以 .xlsx 结尾"),
        (["demo", "--no-browser", "--port", "99999"], "'--port' 的值不对，应在0至65535之间"),
        (["simulate", "--postgresql", "nonsense"], "数据库地址无法识别"),
        (["init", "office", "--yes", "--token-file", "noise.xlsx"], "noise.xlsx 不是文本文件"),
        (["init", "office", "--yes", "--token-file", "missing"], "missing 无法读写（不存在）"),
        (["init", "prose.txt", "--yes"], "'FOLDER' 的值不对，应为目录"),
        (["takeout", "prose.txt"], "'FOLDER' 的值不对，应为目录"),
        (["backup", "no/such/folder/b.db"], "no/such/folder"),
        (["backup", "."], "."),
        (["backup", "/"], "/"),
        (["backup", "duban.db"], "duban.db"),
        (["restore", "missing.db"], "missing.db"),
        (["restore", "noise.db"], "noise.db"),
        (["restore", "noise.xlsx"], "noise.xlsx"),
        (["audit", "verfy"], "verfy"),
    ],
)
def test_bad_input_is_one_line_that_names_it(here: Path, words: list[str], told: str) -> None:
    assert told in refused(*words)


@pytest.mark.parametrize(
    ("command", "line", "told"),
    [
        ("explain", '{"phrase": "11月底前"', "第2行不是有效的 JSON"),
        ("explain", '{"year": 2022}', "第2行的 JSON 中缺少 phrase"),
        ("explain", '{"phrase": null}', "第2行 phrase"),
        ("explain", '{"phrase": "x", "year": "zweitausend"}', "第2行 year"),
        ("explain", '{"phrase": "x", "year": true}', "第2行 year"),
        ("explain", '{"phrase": "x", "issued": "soon"}', "第2行 issued"),
        ("explain", '{"phrase": "x", "issued": 5}', "第2行 issued"),
        ("units", '{"cell": ["区教育局"]}', "第2行 cell"),
        ("units", '{"cell": "区教育局", "role": 5}', "第2行 role"),
        ("understand", '{"text": "12", "open": "12"}', "第2行 open"),
        ("understand", '{"text": "12", "today": "21.11.2022"}', "第2行 today"),
        ("understand", '{"text": "12", "replying_to": 5}', "第2行 replying_to"),
        ("understand", "{" * 100_000, "第2行不是有效的 JSON"),
    ],
)
def test_a_broken_line_is_named_by_its_number(here: Path, command: str, line: str, told: str) -> None:
    assert told in refused(command, "--json", said=f"\n{line}\n")


@pytest.mark.parametrize("command", ["explain", "units", "understand"])
def test_nothing_in_is_nothing_out(here: Path, command: str) -> None:
    assert run(command, "--json") == Done(0, "", "")


@pytest.mark.parametrize("command", ["explain", "units", "understand"])
def test_thousands_of_lines_are_read_one_for_one(here: Path, command: str) -> None:
    lines = {
        "explain": "11月底前",
        "units": "区教育局、区财政局",
        "understand": '{"text": "12 已完成", "open": ["12", "23"], "today": "2022-11-21"}',
    }

    done = run(command, "--json", said=f"{lines[command]}\n" * 2_000)

    assert done.code == 0
    assert len(done.lines()) == 2_000


@pytest.mark.parametrize("command", ["explain", "units", "understand"])
def test_an_empty_line_among_others_has_its_own_reading(here: Path, command: str) -> None:
    assert len(run(command, "--json", said="甲\n\n乙\n").lines()) == 3
    assert run(command, "--json", said="").lines() == []


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ({"DUBAN_CONFIG": "bad.toml"}, "advence"),
        ({"DUBAN_CONFIG": "absent.toml"}, "absent.toml"),
        ({"DUBAN_CONFIG": "noise.xlsx"}, "noise.xlsx 无法读取：不是 UTF-8 编码的文本文件"),
        ({"DUBAN_CONFIG": "prose.txt"}, "prose.txt 无法读取：第1行第"),
        ({"DUBAN_CONFIG": "."}, ". 无法读取：是目录，不是文件"),
        ({"DUBAN_TELEGRAM_URL": "https://api.telegram.org"}, "DUBAN_NOW"),
        ({"DUBAN_NOW": "soon"}, "DUBAN_NOW"),
        ({"DUBAN_TELEGRAM_TOKEN": "no token"}, "DUBAN_TELEGRAM_TOKEN"),
        ({"DUBAN_DATABASE_URL": "mysql://x"}, "mysql"),
        ({"DUBAN_DATABASE_URL": "nonsense"}, "DUBAN_DATABASE_URL"),
        ({"DUBAN_DATABASE_URL": "sqlite:///prose.txt"}, "prose.txt"),
        ({"DUBAN_DATABASE_URL": "sqlite:///prose.txt/x.db"}, "prose.txt"),
        ({"DUBAN_DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"}, "DUBAN_DATABASE_URL"),
    ],
)
def test_settings_that_cannot_be_used_are_told_by_every_command(here: Path, setting: dict[str, str], told: str) -> None:
    for words in (["digest", "--json"], ["audit", "verify"]):
        assert told in refused(*words, env=setting)


def test_a_database_from_a_newer_version_is_left_alone(here: Path) -> None:
    assert run("audit", "--json").code == 0
    with sqlite3.connect("duban.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    before = Path("duban.db").read_bytes()

    assert "比本程序新" in refused("digest")
    assert run("check").code == 1
    assert Path("duban.db").read_bytes() == before


def test_a_backup_that_is_newer_or_not_ours_does_not_take_the_databases_place(here: Path) -> None:
    assert run("audit", "--json").code == 0
    assert run("backup", "newer.db").code == 0
    with sqlite3.connect("newer.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with sqlite3.connect("foreign.db") as database:
        database.execute("CREATE TABLE notes (text)")
    database.close()
    before = run("audit", "--json")

    assert "比本程序新" in refused("restore", "newer.db")
    assert "不是本程序的备份" in refused("restore", "foreign.db")
    assert run("audit", "--json") == before
