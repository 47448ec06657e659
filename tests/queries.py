"""The statements that the program has executed, each with the verb of the storage it serves, and how they are run."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, event

_KINDS = ("SELECT", "UPDATE", "DELETE")
_STEP = re.compile(r"(SCAN|SEARCH) (\w+)(?: USING (?:COVERING |AUTOMATIC )*(?:INDEX (\w+)|[A-Z ]+KEY))?(?: \((.+)\))?")
_NO_TABLE = re.compile(r"SCAN (CONSTANT|\(|subquery)")
_COLUMN = re.compile(r"(\w+) ?(?:[<>]?=|[<>]|IS)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement as it went to the database, with its first values."""

    verb: str
    text: str
    values: Any


@dataclass(frozen=True, slots=True)
class Look:
    """How one table is looked into: by which index, led by which columns; by none where every row is read."""

    table: str
    index: str = ""
    columns: frozenset[str] = frozenset()


@contextmanager
def overheard(engine: Engine) -> Iterator[dict[tuple[str, str], Asked]]:
    """Everything that is looked up or changed meanwhile, once for each verb and wording."""
    heard: dict[tuple[str, str], Asked] = {}

    def hear(_at: Any, _cursor: Any, text: str, values: Any, _context: Any, many: bool) -> None:
        if text.startswith(_KINDS):
            verb, wording = _verb(), re.sub(r"\(\?(, \?)*\)", "(…)", text)
            heard.setdefault((verb, wording), Asked(verb, text, values[0] if many else values))

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def in_sqlite(connection: Connection, asked: Asked) -> Iterator[Look]:
    """How SQLite runs it. It goes by its rules alone: this program keeps no statistics in an SQLite file."""
    for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked.text}", asked.values):
        step = _STEP.match(row[3])
        if step is not None and not _NO_TABLE.match(row[3]):
            columns = frozenset(_COLUMN.findall(step[4] or "")) if step[1] == "SEARCH" else frozenset()
            yield Look(step[2].rstrip("_0123456789"), step[3] or "", columns)


def _verb() -> str:
    """The function of the storage that was called from outside it."""
    frame, verb = sys._getframe(2), ""
    while frame is not None:
        code = frame.f_code
        if "/storage/" in code.co_filename and not code.co_filename.endswith(("database.py", "guard.py")):
            verb = verb if code.co_name.startswith("_") else code.co_name
        elif verb:
            return verb
        frame = frame.f_back  # type: ignore[assignment]
    return verb
