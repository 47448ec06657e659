"""What liaisons type is read rightly or asked about; a not-done is never taken for done."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messages.reading import Intent, Say, Understood, as_json, understand
from tests.reading_cases import GROUPS, OPEN, TODAY

SAMPLE = Path(__file__).resolve().parents[2] / "shared" / "reference" / "messages.jsonl"
MONDAY = date.fromisoformat(TODAY)
Fact = tuple[str, str, str | None, tuple[str, ...]]  # item, intent, due, links
Reading = tuple[frozenset[Fact], bool]  # what is said, and whether something is asked


@dataclass(frozen=True)
class Case:
    group: str
    text: str
    open_items: tuple[str, ...]
    replying_to: tuple[str, ...] | None
    right: tuple[Reading, ...]  # every reading that is right

    def read(self) -> Understood:
        return understand(self.text, self.open_items, self.replying_to, MONDAY)


def _expected(reading: str) -> Reading:
    parts = [part.split() for part in reading.split(";")]
    said = [part for part in parts if part != ["?"]]
    return frozenset(fact for part in said for fact in _facts(part)), len(said) < len(parts)


def _facts(words: list[str]) -> Iterator[Fact]:
    items, intent, *more = words
    links = tuple(word[1:] for word in more if word.startswith("+"))
    due = next((word for word in more if not word.startswith("+")), None)
    for item in items.split(","):
        yield item, intent, due, links


def _cases() -> Iterator[Case]:
    for group, table in GROUPS.items():
        for line in table.strip().splitlines():
            left, expected = line.rsplit(" => ", 1)
            found = re.fullmatch(r"(?:\{(?P<open>[\d,]+)\} )?(?:@(?P<reply>[\d,]+) )?(?P<text>.*)", left)
            assert found
            yield Case(
                group,
                found["text"].replace("⏎", "\n"),
                tuple(found["open"].split(",")) if found["open"] else OPEN,
                tuple(found["reply"].split(",")) if found["reply"] else None,
                tuple(_expected(reading) for reading in expected.split(" or ")),
            )


def _told(understood: Understood) -> Reading:
    said = (
        (item, say.intent.value, say.due.isoformat() if say.due else None, say.links)
        for say in understood.says
        for item in say.items or ("-",)
    )
    return frozenset(said), understood.ask


CASES = list(_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.group}: {case.text!r}")
def test_a_message_is_taken_to_say_what_its_writer_meant(case: Case) -> None:
    told = _told(case.read())

    assert told in case.right
