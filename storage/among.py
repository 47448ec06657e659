"""One of several ids, given to the database as one list: a statement is the same however many they are.

With a parameter for each, SQLAlchemy writes the statement anew every time, and PostgreSQL cannot prepare it.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    BindParameter,
    Boolean,
    Dialect,
    FromClause,
    String,
    bindparam,
    cast,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class Ids(TypeDecorator[Collection[int]]):
    """A list of whole numbers as a parameter: an array for PostgreSQL, JSON for SQLite."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """As the database takes it."""
        return dialect.type_descriptor(String() if dialect.name == "sqlite" else ARRAY(BigInteger))

    def process_bind_param(self, value: Collection[int] | None, dialect: Dialect) -> Any:
        """As the driver takes it."""
        ids = [*(value or ())]
        return json.dumps(ids) if dialect.name == "sqlite" else ids


class _each(FunctionElement[Any]):  # noqa: N801 - the pairs of a JSON object as rows
    name = "each"
    inherit_cache = True


def pairs(name: str) -> FromClause:
    """A parameter of numbers by number as a table, `key` and `value`."""
    here = _each(bindparam(name, type_=JSON())).table_valued("key", "value")
    said = (cast(one, BigInteger).label(one.name) for one in (here.c.key, here.c.value))
    return select(*said).subquery()


class among(FunctionElement[bool]):  # noqa: N801 - named as it is read: among(column, "ids")
    """Whether a column is one of the ids of a parameter."""

    type = Boolean()
    inherit_cache = True
    forms: ClassVar[dict[str, str]] = {
        "sqlite": "{0} IN (SELECT value FROM json_each({1}))",
        "postgresql": "{0} = ANY ({1})",
    }

    def __init__(self, column: Any, name: str = "ids") -> None:
        ids: BindParameter[Any] = bindparam(name, type_=Ids())
        super().__init__(column, ids)

    def self_group(self, against: Any = None) -> among:
        """It says true or false by itself: SQLAlchemy would have SQLite compare it with 1, past every index."""
        return self


class not_among(among):  # noqa: N801
    """Whether it is none of them."""

    inherit_cache = True
    forms: ClassVar[dict[str, str]] = {
        "sqlite": "{0} NOT IN (SELECT value FROM json_each({1}))",
        "postgresql": "{0} <> ALL ({1})",
    }


@compiles(among)
def _written(element: among, compiler: SQLCompiler, **said: Any) -> str:
    column, ids = (compiler.process(one, **said) for one in element.clauses)
    return element.forms[compiler.dialect.name].format(column, ids)


@compiles(_each)
def _each_in(element: _each, compiler: SQLCompiler, **keywords: Any) -> str:
    each = "json_each" if compiler.dialect.name == "sqlite" else "json_each_text"
    return f"{each}({compiler.process(element.clauses, **keywords)})"
