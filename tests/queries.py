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
_MADE = re.compile(r"(?:CO-ROUTINE|MATERIALIZE) (\w+)")  # rows that the statement itself has found before
_NO_TABLE = re.compile(r"SCAN (CONSTANT|\(|subquery|\w+ VIRTUAL TABLE)")  # the last is a list that was asked by
_AS_IF_LARGE = ("enable_seqscan = off", "cpu_tuple_cost = 100", "cpu_index_tuple_cost = 50")
"""Settings under which PostgreSQL treats small tables as it does large ones: a row that is read is dear."""
_COLUMN = re.compile(r"(\w+) ?(?:[<>]?=|[<>]|IS)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement as it went to the database, with its first values; and as it was before it was said in SQL."""

    verb: str
    text: str
    values: Any
    statement: Any
    named: Any


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
    meant: list[Any] = []

    def mean(_at: Any, statement: Any, several: Any, named: Any, _options: Any) -> None:
        meant[:] = [statement, several[0] if several else named]

    def hear(_at: Any, _cursor: Any, text: str, values: Any, _context: Any, many: bool) -> None:
        if text.startswith(_KINDS):
            verb, wording = _verb(), re.sub(r"\(\?(, \?)*\)", "(…)", text)
            heard.setdefault((verb, wording), Asked(verb, text, values[0] if many else values, *meant))

    event.listen(engine, "before_execute", mean)
    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(engine, "before_cursor_execute", hear)
        event.remove(engine, "before_execute", mean)


def in_sqlite(connection: Connection, asked: Asked) -> Iterator[Look]:
    """How SQLite runs it. It goes by its rules alone: this program keeps no statistics in an SQLite file."""
    plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked.text}", asked.values)]
    made = {found[1] for line in plan if (found := _MADE.match(line))}
    for line in plan:
        step = _STEP.match(line)
        if step is not None and step[2] not in made and not _NO_TABLE.match(line):
            if step[1] == "SEARCH" and not step[4]:
                continue  # the first or the last row alone
            columns = frozenset(_COLUMN.findall(step[4] or "")) if step[1] == "SEARCH" else frozenset()
            yield Look(step[2].rstrip("_0123456789"), step[3] or "", columns)


def in_postgresql(connection: Connection, asked: Asked) -> Iterator[Look]:
    """How PostgreSQL would run it where much is kept."""
    text, values = _said_to(connection, asked)
    for setting in _AS_IF_LARGE:
        connection.exec_driver_sql(f"SET LOCAL {setting}")
    [[found]] = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {text}", values)
    yield from _looks(found[0]["Plan"], "")


def steps(engine: Engine, asked: Asked) -> int:
    """How many instructions SQLite's machine takes for it: its work, whatever else the computer does. Undone again."""
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    raw = engine.raw_connection()
    driver: Any = raw.driver_connection
    driver.execute("BEGIN")
    driver.set_progress_handler(step, 1)
    try:
        driver.execute(asked.text, asked.values).fetchall()
    finally:
        driver.set_progress_handler(None, 1)
        driver.execute("ROLLBACK")
        raw.close()
    return taken


def _said_to(connection: Connection, asked: Asked) -> tuple[str, Any]:
    """The statement in the words of another database, and its values."""
    said: list[tuple[str, Any]] = []

    def hear(_at: Any, _cursor: Any, text: str, values: Any, _context: Any, _many: bool) -> tuple[str, Any]:
        said.append((text, values))
        return "SELECT WHERE false", {}

    event.listen(connection, "before_cursor_execute", hear, retval=True)
    try:
        connection.execute(asked.statement, asked.named).close()
    finally:
        event.remove(connection, "before_cursor_execute", hear)
    return said[0]


def _looks(plan: dict[str, Any], table: str) -> Iterator[Look]:
    table = plan.get("Relation Name", table)
    if plan["Node Type"] == "Seq Scan":
        yield Look(table)
    elif "Index Name" in plan:
        yield Look(table, plan["Index Name"], frozenset(_COLUMN.findall(plan.get("Index Cond", ""))))
    for part in plan.get("Plans", ()):
        yield from _looks(part, table)


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
