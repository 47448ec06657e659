"""A long table is made into tasks in a process of its own, within limits, while the bot goes on serving.

`python -m scheduler.apart` is that process: the table and the roster as JSON in, the tasks as JSON out.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from pydantic import TypeAdapter

from messages import questions
from scheduler.intake import read_tasks
from storage.tables.limits import Limits
from storage.tables.safely import apart
from storage.tables.worker import bind
from storage.values import DocumentUnreadable, Roster, Source, TaskDocument

LONG = 100_000  # letters; a shorter table is read sooner than a process starts


class Order(NamedTuple):
    """What the process is asked to do."""

    source: Source
    roster: Roster | None
    limits: Limits
    days: dict[date, bool]


ORDER, ANSWER = TypeAdapter(Order), TypeAdapter(TaskDocument)


def read_tasks_safely(source: Source, roster: Roster | None, limits: Limits, days: Mapping[date, bool]) -> TaskDocument:
    """Like `read_tasks`, a long table within `limits.seconds` and `limits.memory_mb`. Blocks: call it from a thread.

    Raises DocumentUnreadable where the table takes too much time or memory.
    """
    if _letters(source) < LONG:
        return read_tasks(source, roster, days)
    order = ORDER.dump_json(Order(source, roster and roster.without_addresses(), limits, dict(days)))
    try:
        answer = apart("scheduler.apart", order, 2 * limits.seconds)
    except TimeoutError:
        answer = None
    if answer is None:
        raise DocumentUnreadable(questions.table_too_long(len(source.rows)))
    return ANSWER.validate_json(answer)


def _letters(source: Source) -> int:
    return sum(len(cell.raw) for row in source.rows for cell in row.cells.values()) + len(source.notice)


def _main() -> None:
    order = ORDER.validate_json(sys.stdin.buffer.read())
    bind(order.limits)
    sys.stdout.buffer.write(ANSWER.dump_json(read_tasks(order.source, order.roster, order.days)))


if __name__ == "__main__":
    _main()
