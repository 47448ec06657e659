"""Which reader a file needs, by what is in it rather than by its name; every refusal in one clear line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from storage.tables.assembling import NoTable
from storage.tables.limits import Limits, TooLarge
from storage.tables.text import decode, source_from_text
from storage.values import Column, DocumentUnreadable, Source

_DEFAULT = Limits()


def read_document(path: Path, limits: Limits = _DEFAULT, columns: Mapping[Column, int] | None = None) -> Source:
    """Reads a document's task table. `columns` says which column (from 1) is which, where no header does.

    Raises DocumentUnreadable with one Chinese line: the file, the reason, the way out.
    """
    return read_text(decode(path.read_bytes()), limits, columns, path.name)


def read_text(
    text: str,
    limits: Limits = _DEFAULT,
    columns: Mapping[Column, int] | None = None,
    name: str = "粘贴的文字",
) -> Source:
    """Reads a task table from text, pasted or from a file. Raises DocumentUnreadable."""
    try:
        return source_from_text(text, limits, columns)
    except (NoTable, TooLarge) as reason:
        raise DocumentUnreadable(f"{name}：{reason}") from None
