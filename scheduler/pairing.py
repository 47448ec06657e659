"""Which row of a newer version is which row of the one in force: by its words first, then by its number.

Rows move and are renumbered when others are put in, so a number alone proves little.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from storage.records import Task
from storage.values import TaskRow

ALIKE = 0.6
"""From this likeness on two texts are versions of one; measured by the characters they share in order."""
ALIKE_UNDER_ONE_NUMBER = 0.4
MOST_COMPARED = 20_000
"""Pairs of texts compared one by one; a document with more rows left over than that was not revised but replaced."""

Key = Callable[[str, str], str]
_Same = list[tuple[Task, int]]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Rows of both versions; `same` holds each task with the place of its row in the newer one."""

    same: tuple[tuple[Task, int], ...]
    removed: tuple[Task, ...]
    added: tuple[int, ...]


def paired(tasks: Sequence[Task], rows: Sequence[TaskRow]) -> Pairing:
    """Pair the tasks in force with the rows of a newer version of their document."""
    left, waiting = dict(enumerate(tasks)), dict(enumerate(rows))
    same: _Same = []
    for key in (_number_and_words, _words):
        same += _equal(left, waiting, key)
    same += _alike_under_one_number(left, waiting)
    same += _alike(left, waiting)
    return Pairing(tuple(sorted(same, key=lambda pair: pair[1])), tuple(left.values()), tuple(waiting))


def is_same_document(tasks: Sequence[Task], found: Pairing) -> bool:
    """Whether enough rows came back: a file of the same title may still be another table."""
    return 4 * len(found.same) >= len(tasks)


def _equal(left: dict[int, Task], waiting: dict[int, TaskRow], key: Key) -> _Same:
    places = defaultdict(list)
    for place, row in waiting.items():
        places[key(row.number, row.content or row.task)].append(place)
    found: _Same = []
    for at, task in list(left.items()):
        there = places[key(task.number, task.content or task.label)]
        if there:
            found.append(_pair(left, waiting, at, there.pop(0)))
    return found


def _alike_under_one_number(left: dict[int, Task], waiting: dict[int, TaskRow]) -> _Same:
    numbered = {row.number: place for place, row in waiting.items()}
    return [
        _pair(left, waiting, at, place)
        for at, task in list(left.items())
        if (place := numbered.get(task.number)) is not None
        and _likeness(task, waiting[place]) >= ALIKE_UNDER_ONE_NUMBER
    ]


def _alike(left: dict[int, Task], waiting: dict[int, TaskRow]) -> _Same:
    if len(left) * len(waiting) > MOST_COMPARED:
        return []
    found: _Same = []
    for at, task in list(left.items()):
        likeness, place = max(((_likeness(task, row), place) for place, row in waiting.items()), default=(0.0, -1))
        if likeness >= ALIKE:
            found.append(_pair(left, waiting, at, place))
    return found


def _pair(left: dict[int, Task], waiting: dict[int, TaskRow], at: int, place: int) -> tuple[Task, int]:
    del waiting[place]
    return left.pop(at), place


def _likeness(task: Task, row: TaskRow) -> float:
    one, two = _words("", task.content or task.label), _words("", row.content or row.task)
    matcher = SequenceMatcher(None, one[:600], two[:600], autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE_UNDER_ONE_NUMBER else 0.0


def _number_and_words(number: str, text: str) -> str:
    return f"{number}\n{_words(number, text)}"


def _words(_number: str, text: str) -> str:
    return re.sub(r"\W", "", text)
