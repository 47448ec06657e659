"""The line of imports: bot → scheduler → messages → storage, and every library at its border."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINE = ["bot", "scheduler", "messages", "storage"]
BORDERS = {
    "telegram": ["bot/"],
    "aiohttp": ["bot/"],
    "httpx": [],
    "apscheduler": ["scheduler/timetable.py"],
    "sqlmodel": ["storage/"],
    "sqlalchemy": ["storage/"],
    "alembic": ["storage/"],
    "psycopg": ["storage/"],
    "docx": ["storage/tables/", "messages/draft_paper.py"],  # read there, written here
    "python_calamine": ["storage/"],
    "pdfplumber": ["storage/tables/"],
    "click": ["bot/cli/", "bot/demo.py", "bot/usage.py"],
    "chinese_calendar": ["scheduler/workdays.py"],
    "holidays": [],
}
SOURCES = sorted(path for package in LINE for path in (ROOT / package).rglob("*.py"))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_to_the_right(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    to_the_left = LINE[: LINE.index(package)]

    wrong = [name for name in _imported(path) if name.split(".")[0] in to_the_left]

    assert wrong == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_library_stays_at_its_border(path: Path) -> None:
    place = str(path.relative_to(ROOT))

    strayed = [
        name
        for name in _imported(path)
        if (homes := BORDERS.get(name.split(".")[0])) is not None and not any(place.startswith(home) for home in homes)
    ]

    assert strayed == []
