"""What the documents name is there: files, links, commands, targets, tests."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from bot.cli import cli

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "examples/README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
ENDINGS = (
    ".py",
    ".md",
    ".txt",
    ".toml",
    ".tsv",
    ".json",
    ".yaml",
    ".lock",
    ".docx",
    ".xlsx",
    ".csv",
    ".service",
    ".js",
)
MADE_BY_ITS_READER = {"名册模板.xlsx", "名册.xlsx", "台账.xlsx", "任务分解表.docx", "措辞.toml", "令牌.txt", "uv.lock"}
FOLDERS = ("bot", "scheduler", "messages", "storage", "tests", "docs", "examples", "benchmarks")
FILES = {path.name for path in (*ROOT.iterdir(), *(one for name in FOLDERS for one in (ROOT / name).rglob("*")))}
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

WAYS_AROUND = [ROOT / "docs" / name for name in ("architecture.md", "glossary.md")] + [
    *(ROOT / "docs/how-to").glob("*.md")
]
CODE = [path for name in FOLDERS for ending in ("py", "txt") for path in (ROOT / name).rglob(f"*.{ending}")]
NAMES = {word for path in CODE for word in (path.stem, *re.findall(r"\w+", path.read_text(encoding="utf-8")))}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_names_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    quoted = re.findall(r"`([^`\n]+)`", text)
    paths = {one.partition("::")[0].rstrip("/") for one in quoted if _is_path(one)}
    links = {unquote(one) for one in re.findall(r"\]\(([^)#]+)", text) if "://" not in one}

    assert [one for one in links if not (document.parent / one).exists()] == []
    assert [one for one in paths if not _is_there(one, document)] == []
    assert set(re.findall(r"(?:`|^)duban ([a-z]+)", text, re.MULTILINE)) - cli.commands.keys() == set()
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)) - TARGETS == set()


@pytest.mark.parametrize("document", WAYS_AROUND, ids=lambda path: path.name)
def test_a_name_that_a_way_around_the_code_gives_is_in_the_code(document: Path) -> None:
    quoted = re.findall(r"`([A-Za-z_][\w.]*)(?:\(.*\))?`", document.read_text(encoding="utf-8"))
    named = {part for one in quoted if not one.endswith(ENDINGS) for part in one.split(".")}

    assert named - NAMES == set()


def _is_path(quoted: str) -> bool:
    """A file or folder of ours: not an address, not a command, not a pattern."""
    path = quoted.partition("::")[0]
    return path.endswith((*ENDINGS, "/")) and not re.search(r"[ *<{:~]|^[./]|^var/", path)


def _is_there(named: str, document: Path) -> bool:
    if named in MADE_BY_ITS_READER or (ROOT / named).exists() or (document.parent / named).exists():
        return True
    return Path(named).name in FILES if "/" not in named else any(ROOT.glob(f"*/{named}"))
