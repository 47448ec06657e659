"""What liaisons might type, each with what it must be taken to say: the lines of `typed/`, as its `README.md` says.

Beside them the frames that completions are put into, by the hundred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from messages.reading import Understood, understand

FOLDER = Path(__file__).parent / "typed"
OPEN = ("1", "3", "5", "8", "12", "15", "20", "23", "30", "42")
MONDAY = date(2022, 11, 21)  # today, wherever a message is read
Fact = tuple[str, str, str | None, tuple[str, ...]]  # item, intent, due, links
Reading = tuple[frozenset[Fact], bool]  # what is said, and whether something is asked


@dataclass(frozen=True)
class Case:
    """One line of a file; `group` is the file's name."""

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
    for file in sorted(FOLDER.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            left, expected = line.rsplit(" => ", 1)
            found = re.fullmatch(r"(?:\{(?P<open>[\d,]+)\} )?(?:@(?P<reply>[\d,]+) )?(?P<text>.*)", left)
            assert found
            yield Case(
                file.stem,
                found["text"].replace("⏎", "\n"),
                tuple(found["open"].split(",")) if found["open"] else OPEN,
                tuple(found["reply"].split(",")) if found["reply"] else None,
                tuple(_expected(reading) for reading in expected.split(" or ")),
            )


CASES = list(_cases())
GROUPS = sorted({case.group for case in CASES})

UNDOING = (Path(__file__).parent / "undoing.txt").read_text(encoding="utf-8").splitlines()
"""What undoes a completion wherever it stands; {} is the completion."""
HARMLESS = (Path(__file__).parent / "harmless.txt").read_text(encoding="utf-8").splitlines()
"""What stands beside a completion and takes nothing from it."""

PAIRS = (
    "{a}.{b}",
    "{a} {b}",
    "{a}，{b}",
    "{a}:{b}",
    "{a}/{b}",
    "{a}、{b}",
    "{a};{b}",
    "{a}|{b}",
    "{a}和{b}",
    "{a}&{b}",
    "{a}+{b}",
    "第{a}和第{b}",
    "（{a}）（{b}）",
    "{a}）{b}）",
    "[{a}][{b}]",
    "{a}。{b}",
    "{a}·{b}",
    "{a}_{b}",
    "{a}号{b}号",
    "{a}项{b}项",
    "No.{a} No.{b}",
    "#{a} #{b}",
    "T{a}、T{b}",
    "{a}*{b}",
    "{a}\n{b}\n",
    "{a}.{b}.",
    "{a}月{b}",
    "{a}<{b}>",
    "{a}\t{b}",
    "{a}加{b}",
    "{a}还有{b}",
    "任务{a}任务{b}",
    "{a}:{b}:",
    "{a}、{b}等",
    "{a}条{b}条",
    "{a}个{b}个",
)
"""How two rows may be written; none of it may be taken for anything else that is done."""

ALL_DONE = ("{}都完成了", "{}，都完成了", "{}\n全部办结", "{}这两项都完成了", "{}的任务都已完成")
ALL_BUT = (
    "{}还没弄，其余都完成了",
    "除{}外都完成了",
    "就{}没弄完，其他都完成了",
    "都完成了，除了{}",
    "{}没完成其他都完成了",
    "{}在办，剩下的都已公开",
    "全部完成，{}除外",
    "{}以外都办完了",
    "已完成{}以外的所有任务",
    "除{}还没办结外，其余均已办结",
)
