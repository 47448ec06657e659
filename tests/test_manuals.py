"""The manuals say what the program does: pictures, commands, buttons and lines to type are the program's own."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.conversation import liaison, office, posts, proofs
from messages.orders import read_orders
from messages.reading import Said, understand
from tests.pictures import KEPT, MANUALS
from tests.test_golden import GOLDEN

LARGEST_PICTURE = 60_000
COMMANDS = {
    "联络员手册": liaison.COMMANDS.keys(),
    "公开办手册": office.COMMANDS.keys() | posts.COMMANDS.keys() | proofs.COMMANDS.keys(),
}
BUTTONS = {
    button
    for file in GOLDEN.glob("*.txt")
    for button in re.findall(r"\[(\S[^\]→]*) → ", file.read_text(encoding="utf-8"))
}
TEXTS = {name: (MANUALS / f"{name}.md").read_text(encoding="utf-8") for name in COMMANDS}


def test_every_picture_is_kept_with_its_words_and_shown_in_a_manual() -> None:
    named = [Path(one).stem for text in TEXTS.values() for one in re.findall(r"\]\(pictures/(\S+\.png)\)", text)]

    assert sorted(named) == sorted(file.stem for file in KEPT.glob("*.png"))
    assert sorted(named) == sorted(file.stem for file in KEPT.glob("*.txt"))
    assert [file.name for file in KEPT.glob("*.png") if file.stat().st_size > LARGEST_PICTURE] == []


@pytest.mark.parametrize("name", TEXTS)
def test_every_command_and_button_of_a_manual_is_there(name: str) -> None:
    commands = set(re.findall(r"^/(\w+)|`/(\w+)", TEXTS[name], re.MULTILINE))
    buttons = set(re.findall("〔(.+?)〕", TEXTS[name]))

    assert {first or second for first, second in commands} - COMMANDS[name] == set()
    assert [one for one in buttons if not any(button.startswith(one) for button in BUTTONS)] == []


def test_every_line_a_liaison_is_told_to_type_is_understood() -> None:
    lines = _typed("联络员手册")
    numbers = [*re.findall(r"\d+", " ".join(line.partition(" http")[0] for line in lines))]

    heard = {line: understand(line, numbers, None, date(2022, 11, 28)) for line in lines}

    assert {line for line, one in heard.items() if one.ask or not one.says} == set()
    assert {say.intent for one in heard.values() for say in one.says} == {
        Said.SIGNED,
        Said.WORKING,
        Said.DONE,
        Said.NIL,
        Said.TROUBLE,
        Said.EXTENSION,
    }


def test_every_order_the_office_is_told_to_type_is_one() -> None:
    orders = [line for line in _typed("公开办手册") if not line.startswith("/")]

    assert orders
    assert [line for line in orders if not read_orders(line, re.findall(r"\d+", line))] == []


def _typed(name: str) -> list[str]:
    return [
        line
        for block in re.findall(r"^```\n(.+?)^```", TEXTS[name], re.DOTALL | re.MULTILINE)
        for line in block.splitlines()
    ]
