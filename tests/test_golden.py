"""Every message the bot can say, as it reads. The office reviews tests/golden/*.txt.

After a wording has been changed on purpose: `UPDATE_GOLDEN=1 pytest tests/test_golden.py`, then read the diff.
"""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest

import messages
from messages.letter import Letter
from tests import (
    letters_about_posts,
    letters_of_the_office,
    letters_of_the_year,
    letters_to_liaisons,
    letters_to_office,
    letters_to_operator,
)

GOLDEN = Path(__file__).parent / "golden"
LETTERS = (
    letters_about_posts.LETTERS
    | letters_to_liaisons.LETTERS
    | letters_to_office.LETTERS
    | letters_of_the_office.LETTERS
    | letters_of_the_year.LETTERS
    | letters_to_operator.LETTERS
)
WRITERS = [
    importlib.import_module(f"messages.{found.name}")
    for found in pkgutil.iter_modules(messages.__path__)
    if found.name != "letter"  # says nothing of its own
]


def as_text(letter: Letter) -> str:
    rows = ["  ".join(f"[{button.text} → {button.data}]" for button in row) for row in letter.buttons]
    return "\n".join([letter.text, *([""] if rows else []), *rows, ""])


@pytest.mark.parametrize("name", sorted(LETTERS))
def test_a_message_reads_as_the_office_has_approved_it(name: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(as_text(LETTERS[name]), encoding="utf-8")

    assert as_text(LETTERS[name]) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("module", WRITERS, ids=lambda module: module.__name__)
def test_every_message_has_a_golden_text(module: ModuleType) -> None:
    shown = {path.stem.split("-")[0] for path in GOLDEN.glob("*.txt")}

    written = {
        name
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and inspect.signature(function).return_annotation in ("Letter", Letter)
    }

    assert written - shown == set()


@pytest.mark.parametrize("name", sorted(LETTERS))
def test_a_message_is_polite(name: str) -> None:
    text = LETTERS[name].text

    assert not any(sign in text for sign in ("！", "!", "务必", "立即反馈", "批评", "排名", "None"))
