"""Every message the bot can say, as it reads. The office reviews tests/golden/*.txt.

After a wording has been changed on purpose: `UPDATE_GOLDEN=1 pytest tests/test_golden.py`, then read the diff.
"""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
from pathlib import Path

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


def test_a_message_reads_as_the_office_has_approved_it() -> None:
    written = {GOLDEN / f"{name}.txt": as_text(letter) for name, letter in LETTERS.items()}
    if os.environ.get("UPDATE_GOLDEN"):
        for path, text in written.items():
            path.write_text(text, encoding="utf-8")

    changed = [path for path, text in written.items() if text != path.read_text(encoding="utf-8")]

    assert "".join(written[path] for path in changed) == "".join(path.read_text(encoding="utf-8") for path in changed)


def test_every_message_has_a_golden_text() -> None:
    shown = {path.stem.split("-")[0] for path in GOLDEN.glob("*.txt")}

    written = {
        name
        for module in WRITERS
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and inspect.signature(function).return_annotation in ("Letter", Letter)
    }

    assert written - shown == set()


def test_a_message_is_polite() -> None:
    signs = ("！", "!", "务必", "立即反馈", "批评", "排名", "None")

    assert {name for name, letter in LETTERS.items() if any(sign in letter.text for sign in signs)} == set()
