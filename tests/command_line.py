"""The commands of the program, in a folder of their own."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli import cli
from storage.rehearsal import migrated

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
ROSTER, DOCUMENT = EXAMPLES / "roster.csv", EXAMPLES / "document.txt"
NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody answers
NOW = "2022-09-19T08:55:00+08:00"


@dataclass(frozen=True)
class Done:
    """What a process left behind."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """The one JSON document it printed."""
        return json.loads(self.out)

    def lines(self) -> list[Any]:
        """The JSON documents it printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def surroundings(folder: Path, **more: str) -> dict[str, str]:
    """A bare environment with a locale that knows no Chinese."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C",
        "DUBAN_DATABASE_URL": f"sqlite:///{folder / 'duban.db'}",
        "DUBAN_TELEGRAM_URL": NOWHERE,
        "DUBAN_NOW": NOW,
    } | more


def settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, with the surroundings that a process would have."""
    for name, value in surroundings(tmp_path).items():
        if name.startswith("DUBAN_"):
            monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "duban.db").write_bytes(migrated())
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "prose.txt").write_text("关于召开会议的通知\n请各单位参加。\n", encoding="utf-8")
    (tmp_path / "noise.xlsx").write_bytes(b"\x00\x01noise\xff")
    (tmp_path / "noise.db").write_bytes(b"SQLite format 3\x00 but not really")
    (tmp_path / "bad.toml").write_text("[rules]\nadvence = [1]\n", encoding="utf-8")
    return tmp_path


def run(*words: str, said: str = "", env: Mapping[str, str] | None = None) -> Done:
    """A command inside this process, for the many cases that need none of their own."""
    done = CliRunner().invoke(cli, list(words), input=said, env=env)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return Done(done.exit_code, done.stdout, done.stderr)


def refused(*words: str, said: str = "", env: Mapping[str, str] | None = None) -> str:
    """One line on standard error, exit code 2."""
    done = run(*words, said=said, env=env)
    assert done.code == 2, (words, done)
    assert done.err.count("\n") == 1, done.err
    assert "Traceback" not in done.err
    return done.err
