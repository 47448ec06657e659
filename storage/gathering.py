"""Rows that are written together: kept back while a transaction goes on, written before anything is asked.

Whoever hears many people in one transaction writes one statement of a kind for all of them, as long as nobody has to
look. Who does look finds everything as if it had been written when it was said.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine, func, inspect, select, text
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import manager_of_class
from sqlmodel import Session, SQLModel

from storage.among import among
from storage.outbox import inserting, table, unsaid
from storage.records import Errand, Evidence, Item, Notice, Report

R = TypeVar("R", bound=SQLModel)
_KEYS: dict[type[SQLModel], tuple[str, ...]] = {Report: (), Evidence: (), Errand: (), Notice: ("office_id", "key")}
"""What is kept back, in the order in which it is written, for evidence names its report; and the key of which a row
that is there already stays as it is.
"""
_LAST = select(func.coalesce(func.max(table(Report).c.id), 0))
_NEXT = text("SELECT nextval(pg_get_serial_sequence('report', 'id')) FROM generate_series(1, :many)")
_ITEM, _REPORT = table(Item).c, table(Report).c
_AS_FOUND = {
    (kind, name): select(id_, said).where(among(id_)).order_by(id_).with_for_update(key_share=True)
    for kind, name, id_, said in (
        (Item, "state", _ITEM.id, _ITEM.state),
        (Report, "verdict", _REPORT.id, _REPORT.verdict),
    )
}
"""Where a unit and the office speak of the same thing in two processes at once."""


class ChangedMeanwhile(Exception):
    """Another process has changed what is to be changed here since it was read; what it rested on must be read anew."""


class Gathering(Session):
    """A session that keeps rows back. `asked` counts how often the database was asked, or told, something."""

    def __init__(self, *bound: Any, **options: Any) -> None:
        super().__init__(*bound, **options)
        self.asked = 0
        self._kept_back: dict[type[SQLModel], list[dict[str, Any]]] = {}
        self._numbers: Iterator[int] = iter(())
        self._taken_up: list[SQLModel] = []

    def gather(self, kind: type[SQLModel], row: dict[str, Any]) -> None:
        """Have a row written with others of its kind; what it does not say is as in a new record."""
        self._kept_back.setdefault(kind, []).append(unsaid(kind) | row)

    def number_reports(self, many: int = 1) -> None:
        """Have numbers for so many reports that are still to be written: each is read back before it is."""
        here = super().connection()
        if here.dialect.name == "sqlite":  # whoever writes is alone
            self._numbers = count((here.scalar(_LAST) or 0) + 1)
        else:
            self._numbers = iter(here.scalars(_NEXT, {"many": many}).all())

    def next_report(self) -> int:
        """The number of a new report."""
        number = next(self._numbers, None)
        if number is None:
            self.number_reports()
            number = next(self._numbers)
        return number

    def taken_up(self, read: R) -> R:
        """The record that is written where it changes, of one that was only read."""
        if "_sa_instance_state" in read.__dict__:
            return read
        known: Any = self.identity_map.get(self.identity_key(type(read), read.__dict__["id"]))
        if known is None:
            known = manager_of_class(type(read)).new_instance()
            known.__dict__.update(read.__dict__)
            make_transient_to_detached(known)
            self.add(known)
        self._taken_up.append(known)  # the session itself would let go of what it has written
        return cast(R, known)

    def flush(self, objects: Any = None) -> None:
        """Write everything that has been said so far; what is kept back first, for records may name it."""
        self._write()
        self._hold_what_changes()
        super().flush(objects)

    def connection(self, *how: Any, **options: Any) -> Connection:
        """For statements that are given rows and give rows: they, too, find everything written."""
        self.flush()
        return super().connection(*how, **options)

    def get_bind(self, *about: Any, **options: Any) -> Engine | Connection:
        """Whatever is asked or told comes by here."""
        self.asked += 1
        self._write()
        return super().get_bind(*about, **options)

    def _hold_what_changes(self) -> None:
        """Lock items and reports that change, and see that each is still as it was found. SQLite has one writer."""
        dirty = list(self.dirty)
        if not dirty or super().connection().dialect.name == "sqlite":
            return
        for (kind, name), query in _AS_FOUND.items():
            found = {one.id or 0: _before(one, name) for one in dirty if isinstance(one, kind)}
            if found and dict(map(tuple, super().connection().execute(query, {"ids": sorted(found)}))) != found:
                raise ChangedMeanwhile(kind.__name__)

    def _write(self) -> None:
        if not self._kept_back:
            return
        rows, self._kept_back = self._kept_back, {}
        here = super().connection()
        for kind in (one for one in _KEYS if one in rows):
            here.execute(inserting(kind, _KEYS[kind], here.dialect.name == "sqlite"), rows[kind])


def _before(record: SQLModel, name: str) -> Any:
    """What a column held when the record was read, or written last."""
    history = inspect(record).attrs[name].history
    return history.deleted[0] if history.deleted else getattr(record, name)
