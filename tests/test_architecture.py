"""The line of imports: bot → scheduler → messages → storage, and every library at its border."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

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


IMPORTED = [(str(path.relative_to(ROOT)), name) for path in SOURCES for name in _imported(path)]
"""What each file imports, with the file's place in the tree."""


def test_a_file_imports_only_to_the_right() -> None:
    to_the_left = {package: LINE[: LINE.index(package)] for package in LINE}

    wrong = [(place, name) for place, name in IMPORTED if name.split(".")[0] in to_the_left[place.split("/")[0]]]

    assert wrong == []


def test_a_library_stays_at_its_border() -> None:
    homes = [(place, name, BORDERS[name.split(".")[0]]) for place, name in IMPORTED if name.split(".")[0] in BORDERS]

    strayed = [(place, name) for place, name, at in homes if not any(place.startswith(home) for home in at)]

    assert strayed == []
