"""Column types: enums as short text, lists as JSON. A plain `datetime` field is stored as UTC and comes back aware."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Dialect, String
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field


class Choice(TypeDecorator[StrEnum]):
    """A StrEnum kept as its value: database enums cannot be migrated, and member names would leak into rows."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__(24)
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """The text to store."""
        return None if value is None else self.kind(value).value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], StrEnum | None]:
        """The member a stored text stands for, looked up: it is asked for thousands of values. Raises ValueError."""
        return _Members(self.kind).__getitem__


class _Members(dict[str | None, StrEnum | None]):
    """By their values; nothing for nothing."""

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__({one.value: one for one in kind} | {None: None})
        self._kind = kind

    def __missing__(self, value: str) -> StrEnum:
        return self._kind(value)


def choice(kind: type[StrEnum], **options: Any) -> Any:
    """A field that holds one of `kind`."""
    return Field(sa_type=Choice(kind), **options)


def json_list(**options: Any) -> Any:
    """A field that holds a JSON list or object: reassign it, never mutate it in place."""
    return Field(default_factory=list, sa_type=JSON, **options)


def json_object(**options: Any) -> Any:
    """A field that holds a JSON object or nothing."""
    return Field(default=None, sa_type=JSON, nullable=True, **options)


def from_json(text: str) -> Any:
    """What a stored text stands for; most columns of JSON hold nothing, and that needs no parser."""
    return None if text == "null" else json.loads(text)
