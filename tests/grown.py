"""A database after years: what one office keeps, copied many times over by the database itself.

Every copy is whole: its records point at one another as those of the office do.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Integer,
    String,
    Table,
    case,
    cast,
    func,
    insert,
    literal,
    null,
    select,
    text,
)
from sqlmodel import SQLModel

from storage.states import DraftState, ItemState, NoticeState, TaskState, Verdict


class Kept(Enum):
    """Whose a copy is, and whether anything of it is to be done."""

    OTHERS = 1  # another office's, with everything that is to be done there
    OLD = 2  # the office's own, of a plan that is over
    LATER = 3  # the office's own, handed out and answered, and due in another year


_ONCE = {"office", "unit", "alias", "membership", "contact", "appointment", "absence", "calendarday", "worker"}
"""What an office has once, however many plans it has had."""
_NOBODYS = {"chore"}
_COUNTED = {"incoming": "update_id", "event": "number", "printedhead": "number"}
_TOLD_APART = {"key", "code_hash", "batch"}
_NOTHING = null()
_LONG_AGO, _LATER = datetime(2019, 11, 30, 1, 0, tzinfo=UTC), date(2029, 11, 30)
_OVER: dict[str, dict[str, Any]] = {
    "task": {"state": TaskState.CONFIRMED},
    "item": {"state": ItemState.STRUCK_OFF, "look_on": None},
    "notice": {"state": NoticeState.SENT, "sent_at": _LONG_AGO},
    "report": {"verdict": Verdict.ACCEPTED},
    "question": {"answer": ""},
    "draft": {"state": DraftState.RELEASED},
    "incoming": {"handled_at": _LONG_AGO, "payload": _NOTHING},
    "errand": {"done_at": _LONG_AGO},
    "inquiry": {"answered_at": _LONG_AGO},
    "invitation": {"settled_at": _LONG_AGO},
}
_STILL_OPEN = {"state": ItemState.WORKING, "due_on": _LATER, "first_due_on": _LATER, "look_on": _LATER}
_CHANGED = {Kept.OTHERS: {}, Kept.OLD: _OVER, Kept.LATER: _OVER | {"item": _STILL_OPEN}}


def grow(engine: Engine, copies: dict[Kept, int], office_id: int = 1) -> None:
    """Copy what an office keeps so many times; its own records stay as they are."""
    with engine.begin() as connection:
        is_postgresql = engine.dialect.name == "postgresql"
        if is_postgresql:  # copies point at copies: nothing is to be looked up
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        spans = dict(_spans(connection))
        for table in _tables():
            first = 1
            for kept, many in copies.items():
                if many and (kept is Kept.OTHERS or table.name not in _ONCE):
                    _copy(connection, table, office_id, spans, range(first, first + many), kept)
                first += many
            if is_postgresql and "id" in table.c:
                last = select(func.max(table.c.id)).scalar_subquery()
                connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))
    if is_postgresql:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def copied(engine: Engine, into: Engine) -> None:
    """Everything that a small database keeps, kept in another."""
    with engine.connect() as here, into.begin() as there:
        for table in SQLModel.metadata.sorted_tables:
            if rows := [row._asdict() for row in here.execute(select(table))]:
                there.execute(insert(table), rows)


def _tables() -> list[Table]:
    return [table for table in SQLModel.metadata.sorted_tables if table.name not in _NOBODYS]


def _numbers(table: Table) -> Any:
    """The column by which the records of one office are told apart."""
    return table.c.get(_COUNTED.get(table.name, "id"))


def _spans(connection: Connection) -> Iterator[tuple[str, range]]:
    """The numbers that are taken."""
    for table in _tables():
        if (column := _numbers(table)) is not None:
            first, last = connection.execute(select(func.min(column), func.max(column))).one()
            yield table.name, range(first or 0, (last or 0) + 1)


def _copy(
    connection: Connection, table: Table, office_id: int, spans: dict[str, range], which: range, kept: Kept
) -> None:
    copies = select(literal(which[0], Integer).label("copy")).cte("copies", recursive=True)
    copies = copies.union_all(select(copies.c.copy + 1).where(copies.c.copy < which[-1]))
    columns = {column.name: _value(column, copies.c.copy, spans, kept) for column in table.columns}
    mine = table.c.id if table.name == "office" else table.c.office_id
    rows = select(*columns.values()).select_from(table.join(copies, literal(True))).where(mine == office_id)
    if (column := _numbers(table)) is not None:
        rows = rows.where(column.between(spans[table.name][0], spans[table.name][-1]))
    connection.execute(insert(table).from_select([*columns], rows))


def _value(column: Any, copy: ColumnElement[int], spans: dict[str, range], kept: Kept) -> ColumnElement[Any]:
    name, table, is_ours = column.name, column.table.name, kept is not Kept.OTHERS
    points_at = next((key.column.table.name for key in column.foreign_keys), "incoming" if "update" in name else table)
    value: ColumnElement[Any] = column
    if name in ("id", "update_id", _COUNTED.get(table)) or column.foreign_keys:
        value = column if is_ours and points_at in _ONCE else column + copy * len(spans[points_at])
    elif name in _TOLD_APART:
        value = column + "#" + cast(copy, String)
    elif name in (changed := _CHANGED[kept].get(table, {})):
        value = changed[name] if changed[name] is _NOTHING else literal(changed[name], column.type)
    elif is_ours and (name == "at" or name.endswith("_at")):
        value = case((column.is_(None), None), else_=literal(_LONG_AGO, column.type))
    return value
